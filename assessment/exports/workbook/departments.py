"""The sheet on departments: engagement beside customers, and how sure it is that they go together."""

from __future__ import annotations

from typing import Final

from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]  # it has no type information

from assessment.exports.tables import Cell
from assessment.exports.workbook.book import Book
from assessment.sentences.customers import change_text, customers_name, department_sentences, since_name
from assessment.words import date_text, say

_WIDTHS: Final = (40, 16, 18, 26)
_EARLIER: Final = (20, 20, 34)  # Of the columns on the earlier table.


def write_departments(book: Book, sheet: Worksheet) -> None:
    """A row for each department, the farthest from what is expected first; below them what it says."""
    found, language = book.report.customers, book.language
    heads = [
        say(language, "customers.table.department"),
        say(language, "customers.table.engagement"),
        customers_name(found, language),
        say(language, "customers.table.expected"),
    ]
    widths: tuple[int, ...] = _WIDTHS
    if found.earlier:
        day = date_text(found.earlier.day, language)
        heads += [say(language, "customers.since.before", name=name, day=day) for name in heads[1:3]]
        heads.append(since_name(found, language))
        widths += _EARLIER
    text = len(heads) - 1 if found.earlier else len(heads)  # What has changed since is said in words.
    book.header(sheet, list(zip(heads, widths, strict=True)), numbers=range(1, text))
    for row, each in enumerate(found.expectations, start=1):
        department = each.department
        values: list[Cell] = [department.name, department.engagement, department.customers, each.expected]
        if found.earlier:
            before = change.before if (change := found.changes.get(department.name)) else None
            values += [before.engagement, before.customers] if before else [None, None]
            values.append(change_text(department, found, language))
        for column, value in enumerate(values):
            book.cell(sheet, row, column, value)
    for row, sentence in enumerate(department_sentences(found, language), start=len(found.departments) + 2):
        sheet.merge_range(row, 0, row, len(_WIDTHS) - 1, "", book.text)
        sheet.write_string(row, 0, sentence, book.text)
        sheet.set_row(row, 32)
