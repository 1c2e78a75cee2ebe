"""The hour in which a management team makes the map together: what to do when."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from assessment.exports.pdf.guesses import draw_guesses
from assessment.exports.pdf.shapes import LEFT, WIDTH
from assessment.exports.pdf.sheet import Sheet
from assessment.exports.pdf.typeface import line_height
from assessment.incentives import IncentiveScores
from assessment.sentences.team_map import hour_left, hour_parts
from assessment.settled import settled
from assessment.words import say

_WHEN: Final = 38.0  # Millimetres, for the name of a part and its minutes.
_BETWEEN: Final = 1.4


def draw_hour(sheet: Sheet, scores: IncentiveScores) -> None:
    """What to do in sixty minutes with this map, on one page; nothing for a map of one role.

    After the roles have answered, what they believed of each other, and, until something is decided, what is left of
    the hour.
    """
    told = sheet.report.told
    if told:
        parts = [] if settled(sheet.report) else hour_left(sheet.language)
        title, where = say(sheet.language, "team_map.guide.now"), ""
        draw_guesses(sheet, told, _height(sheet, where, parts) + 2 if parts else 0.0)
        if not parts:
            return
    elif scores.only_role:
        return
    else:
        parts = hour_parts(sheet.language)
        title = say(sheet.language, "team_map.guide.title")
        where = say(sheet.language, "team_map.guide.where", button=say(sheet.language, "team_map.start.button"))
    sheet.y += 2
    sheet.part(_height(sheet, where, parts))
    sheet.subheading(title)
    if where:
        sheet.y = sheet.paragraph(where, LEFT, sheet.y, WIDTH, 9, colour=sheet.colours.quiet)
    sheet.y += 1
    for when, text in parts:
        sheet.line_of_text(sheet.short(when, _WHEN - 2, 10, bold=True), LEFT, sheet.y, 10, bold=True)
        sheet.paragraph(text, LEFT + _WHEN, sheet.y, WIDTH - _WHEN, 10)
        sheet.y += _height_of(sheet, text)


def _height(sheet: Sheet, where: str, parts: Sequence[tuple[str, str]]) -> float:
    """How high these parts are below their heading, in millimetres."""
    lines = sum(_height_of(sheet, text) for _, text in parts)
    return line_height(12) + sheet.height(where, WIDTH, 9) + 2 + lines


def _height_of(sheet: Sheet, text: str) -> float:
    return sheet.height(text, WIDTH - _WHEN, 10) + _BETWEEN
