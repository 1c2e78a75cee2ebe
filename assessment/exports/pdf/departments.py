"""Engagement beside customers: what it says, how sure that is, and every figure in a table."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from assessment.exports.pdf.shapes import LEFT, WIDTH
from assessment.exports.pdf.sheet import Sheet
from assessment.sentences.customers import (
    change_text,
    customers_name,
    department_sentences,
    figure_of,
    headline,
    since_name,
)
from assessment.words import say

# Where the columns begin: without an earlier table, and with one.
_LEFTS: Final = (0.0, 86.0, 127.0, WIDTH)
_LEFTS_SINCE: Final = (0.0, 50.0, 78.0, 106.0)
_NUMBER: Final = 11.0  # From the beginning of a column to its bars,
_AFTER: Final = 4.0  # which end so far before the next.
_BAR: Final = 2.2
_ROW: Final = 6.2
_SIZE: Final = 10.0
_LEAST: Final = 60.0  # What stands below the heading on its page, at least.


def draw_departments(sheet: Sheet) -> None:
    """The table of departments, the farthest from what is expected first; nothing without one."""
    found, language = sheet.report.customers, sheet.language
    if not found.departments:
        return
    sheet.section(say(language, "customers.title"), headline(found, language), needs=_LEAST)
    for sentence in department_sentences(found, language):
        sheet.room(sheet.height(sentence, WIDTH, _SIZE))
        sheet.y = sheet.paragraph(sentence, LEFT, sheet.y, WIDTH, _SIZE) + 1.2
    sheet.y += 2
    head = [say(language, f"customers.table.{name}") for name in ("department", "engagement")]
    lefts = _LEFTS_SINCE if found.earlier else _LEFTS
    _row(sheet, [*head, customers_name(found, language), since_name(found, language)], lefts, is_head=True)
    for each in found.expectations:
        department = each.department
        cells = [
            department.name,
            figure_of(department.engagement, found.decimals[0], language),
            figure_of(department.customers, found.decimals[1], language),
            change_text(department, found, language) if found.earlier else "",
        ]
        _row(sheet, cells, lefts, is_bold=each is found.standout)
        figures = zip((department.engagement, department.customers), found.tops, strict=True)
        for (value, top), (left, right) in zip(figures, pairwise(lefts[1:]), strict=True):
            if top:
                long = value / top * (right - left - _NUMBER - _AFTER)
                colour = sheet.colours.ink if left == lefts[1] else sheet.colours.quiet
                sheet.box(LEFT + left + _NUMBER, sheet.y - _ROW + 1.3, max(0.3, long), _BAR, colour)


def _row(
    sheet: Sheet, cells: Sequence[str], lefts: Sequence[float], *, is_head: bool = False, is_bold: bool = False
) -> None:
    sheet.room(_ROW)
    colour = sheet.colours.quiet if is_head else sheet.colours.ink
    for text, (left, right) in zip(cells, pairwise((*lefts, WIDTH)), strict=True):
        if text:
            [shown] = sheet.lines(text, right - left - 2, _SIZE, limit=1)
            sheet.line_of_text(shown, LEFT + left, sheet.y, _SIZE, bold=is_bold, colour=colour)
    sheet.y += _ROW
