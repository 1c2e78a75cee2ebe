"""What is planned, changed and decided about rewards, below the incentive map: a row each."""

from __future__ import annotations

from typing import Final

from assessment.exports.pdf.shapes import LEFT, WIDTH
from assessment.exports.pdf.sheet import Sheet
from assessment.exports.pdf.typeface import line_height
from assessment.sentences.settled import SettledReward, settled_reward
from assessment.settled import settled

_SIZE, _SMALL = 10.5, 9.5
_BETWEEN: Final = 2.4  # Millimetres.


def draw_settled(sheet: Sheet) -> None:
    """The changes of rewards in the plan and the decisions about clashes; nothing where there are none."""
    rows = [settled_reward(each, sheet.report, sheet.language) for each in settled(sheet.report)]
    if not rows:
        return
    sheet.y += 2
    sheet.part(line_height(12) + _height(sheet, rows[0]) + 1)
    sheet.subheading(sheet.words("settled"))
    sheet.y += 1
    for row in rows:
        sheet.room(_height(sheet, row))
        sheet.y = sheet.paragraph(row.title, LEFT, sheet.y, WIDTH, _SIZE, bold=True)
        if row.text:
            sheet.y = sheet.paragraph(row.text, LEFT, sheet.y, WIDTH, 10)
        if row.stands:
            sheet.y = sheet.paragraph(row.stands, LEFT, sheet.y, WIDTH, _SMALL, colour=sheet.colours.quiet)
        sheet.y += _BETWEEN


def _height(sheet: Sheet, row: SettledReward) -> float:
    """How high a row is, with the air below it, in millimetres."""
    high = sheet.height(row.title, WIDTH, _SIZE, bold=True) + _BETWEEN
    high += sheet.height(row.text, WIDTH, 10) if row.text else 0
    return high + (sheet.height(row.stands, WIDTH, _SMALL) if row.stands else 0)
