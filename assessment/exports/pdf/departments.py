"""Engagement beside customers: what it says, how sure that is, and every figure in a table."""

from __future__ import annotations

from typing import Final

from assessment.customers import customers_report
from assessment.exports.pdf.shapes import LEFT, WIDTH
from assessment.exports.pdf.sheet import Sheet
from assessment.sentences.customers import customers_name, department_sentences, figure_of, headline
from assessment.words import say

_ENGAGEMENT, _CUSTOMERS = 104.0, 136.0  # Where the columns begin.
_ROW: Final = 6.2
_SIZE: Final = 10.0
_LEAST: Final = 60.0  # What stands below the heading on its page, at least.


def draw_departments(sheet: Sheet) -> None:
    """The table of departments, the farthest from what is expected first; nothing without one."""
    found, language = customers_report(sheet.report.answers.departments), sheet.language
    if not found.departments:
        return
    sheet.section(say(language, "customers.title"), headline(found, language), needs=_LEAST)
    for sentence in department_sentences(found, language):
        sheet.room(sheet.height(sentence, WIDTH, _SIZE))
        sheet.y = sheet.paragraph(sentence, LEFT, sheet.y, WIDTH, _SIZE) + 1.2
    sheet.y += 2
    _row(
        sheet,
        say(language, "customers.table.department"),
        say(language, "customers.table.engagement"),
        customers_name(found, language),
        is_head=True,
    )
    for each in found.expectations:
        department = each.department
        figures = (
            figure_of(department.engagement, found.decimals[0], language),
            figure_of(department.customers, found.decimals[1], language),
        )
        _row(sheet, department.name, *figures, is_bold=each is found.standout)


def _row(
    sheet: Sheet, name: str, engagement: str, customers: str, *, is_head: bool = False, is_bold: bool = False
) -> None:
    sheet.room(_ROW)
    colour = sheet.colours.quiet if is_head else sheet.colours.ink
    [shown] = sheet.lines(name, _ENGAGEMENT - 4, _SIZE, limit=1)
    for text, left in ((shown, 0.0), (engagement, _ENGAGEMENT), (customers, _CUSTOMERS)):
        sheet.line_of_text(text, LEFT + left, sheet.y, _SIZE, bold=is_bold, colour=colour)
    sheet.y += _ROW
