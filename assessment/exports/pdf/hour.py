"""The hour in which a management team makes the map together: what to do when."""

from __future__ import annotations

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
    if sheet.report.told:
        draw_guesses(sheet, sheet.report.told)
        if settled(sheet.report):
            return
        parts = hour_left(sheet.language)
        title, where = say(sheet.language, "team_map.guide.now"), ""
    elif scores.only_role:
        return
    else:
        parts = hour_parts(sheet.language)
        title = say(sheet.language, "team_map.guide.title")
        where = say(sheet.language, "team_map.guide.where", button=say(sheet.language, "team_map.start.button"))
    heights = [sheet.height(text, WIDTH - _WHEN, 10) + _BETWEEN for _, text in parts]
    sheet.y += 2
    sheet.part(line_height(12) + sheet.height(where, WIDTH, 9) + 2 + sum(heights))
    sheet.subheading(title)
    if where:
        sheet.y = sheet.paragraph(where, LEFT, sheet.y, WIDTH, 9, colour=sheet.colours.quiet)
    sheet.y += 1
    for (when, text), height in zip(parts, heights, strict=True):
        sheet.line_of_text(sheet.short(when, _WHEN - 2, 10, bold=True), LEFT, sheet.y, 10, bold=True)
        sheet.paragraph(text, LEFT + _WHEN, sheet.y, WIDTH - _WHEN, 10)
        sheet.y += height
