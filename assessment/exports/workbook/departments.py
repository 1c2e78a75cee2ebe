"""The sheet on departments: engagement beside customers, and how sure it is that they go together."""

from __future__ import annotations

from typing import Final

from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]  # it has no type information

from assessment.customers import customers_report
from assessment.exports.workbook.book import Book
from assessment.sentences.customers import customers_name, department_sentences
from assessment.words import say

_WIDTHS: Final = (40, 16, 18, 26)


def write_departments(book: Book, sheet: Worksheet) -> None:
    """A row for each department, the farthest from what is expected first; below them what it says."""
    found, language = customers_report(book.report.answers.departments), book.language
    heads = [
        say(language, "customers.table.department"),
        say(language, "customers.table.engagement"),
        customers_name(found, language),
        say(language, "customers.table.expected"),
    ]
    book.header(sheet, list(zip(heads, _WIDTHS, strict=True)))
    for row, each in enumerate(found.expectations, start=1):
        department = each.department
        for column, value in enumerate((department.name, department.engagement, department.customers, each.expected)):
            book.cell(sheet, row, column, value)
    for row, sentence in enumerate(department_sentences(found, language), start=len(found.departments) + 2):
        sheet.merge_range(row, 0, row, len(_WIDTHS) - 1, "", book.text)
        sheet.write_string(row, 0, sentence, book.text)
        sheet.set_row(row, 32)
