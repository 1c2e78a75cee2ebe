"""What is planned, changed and decided about rewards, below the incentive map: a row each."""

from __future__ import annotations

from typing import Final

from assessment.exports.pdf.shapes import BOTTOM, LEFT, WIDTH
from assessment.exports.pdf.sheet import Sheet
from assessment.exports.pdf.typeface import line_height
from assessment.instrument import Language
from assessment.report import Report
from assessment.sentences.settled import SettledReward, lapsed_row, planned_row, settled_reward
from assessment.settled import awaited, lapsed, settled

_SIZE, _SMALL = 10.5, 9.5
_ABOVE, _BETWEEN = 2.0, 2.4  # Millimetres.
_MOST_TOGETHER: Final = 120.0  # What is higher begins where it is, and goes on overleaf.


def draw_settled(sheet: Sheet, *, is_below_clashes: bool = False) -> None:
    """The changes of rewards in the plan and the decisions about clashes, on one page if they fit on one.

    Before them stands what the changes wait for, after them what no longer applies. Nothing where there are none.
    `is_below_clashes` where what is decided stands just above.
    """
    rows = _rows(sheet.report, sheet.language, is_below_clashes=is_below_clashes)
    if not rows:
        sheet.plan_page = 0
        return
    sheet.y += _ABOVE
    heights = [_height(sheet, row) for row in rows]
    together = sum(heights) if sum(heights) < _MOST_TOGETHER else heights[0]
    sheet.part(line_height(12) + together + 1)
    sheet.plan_page = sheet.page_here
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


def fits_below_clashes(sheet: Sheet) -> bool:
    """Whether all of it, if there is any, fits on what is left of the page of the clashes."""
    rows = _rows(sheet.report, sheet.language, is_below_clashes=True)
    needs = _ABOVE + line_height(12) + 1 + sum(_height(sheet, row) for row in rows)
    return bool(rows) and sheet.y + needs <= BOTTOM


def _rows(report: Report, language: Language, *, is_below_clashes: bool) -> list[SettledReward]:
    first, found = awaited(report), settled(report)
    told = [settled_reward(each, report, language) for each in found]
    if is_below_clashes:  # Of a decision only how far it has come is left to say.
        pairs = zip(found, told, strict=True)
        told = [row._replace(text="") if each.clash else row for each, row in pairs if row.stands or not each.clash]
    return [
        *([planned_row(first, report, language)] if first else []),
        *told,
        *(lapsed_row(each, report, language) for each in lapsed(report)),
    ]


def _height(sheet: Sheet, row: SettledReward) -> float:
    """How high a row is, with the air below it, in millimetres."""
    high = sheet.height(row.title, WIDTH, _SIZE, bold=True) + _BETWEEN
    high += sheet.height(row.text, WIDTH, 10) if row.text else 0
    return high + (sheet.height(row.stands, WIDTH, _SMALL) if row.stands else 0)
