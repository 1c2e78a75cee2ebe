"""The workbook being written: its formats, its sheets, and how a cell gets its value."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from math import ceil
from typing import Final

from xlsxwriter import Workbook  # type: ignore[import-untyped]  # it has no type information
from xlsxwriter.format import Format  # type: ignore[import-untyped]  # it has no type information
from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]  # it has no type information

from assessment.exports.tables import Cell
from assessment.instrument import Language
from assessment.look import Look
from assessment.report import Report
from assessment.words import say

# Text stays text: nothing a user has written becomes a formula, a link or a number.
SAFE: Final = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_SIGNED: Final = '+0;"−"0;0'
_LINE_HEIGHT: Final = 16  # Points.
_NARROWER: Final = 1.1  # How many letters are as wide as a figure, by which Excel counts the width of a column.
_HIGHEST: Final = 400  # Excel allows a row 409 points.
# Before this day Excel has no dates.
_FIRST_DATE: Final = date(1900, 3, 1)


class Book:
    """A report and the workbook it is written to. All sheets share the same formats."""

    def __init__(self, file: Workbook, report: Report, language: Language, look: Look) -> None:
        self.file = file
        self.look = look
        self.colours = look.light
        self.report = report
        self.language = language
        base = {
            "font_name": "Calibri",
            "font_size": 11,
            "font_color": self.colours.ink,
            "valign": "top",
            "text_wrap": True,
        }
        self.base = base
        self.text = file.add_format(base)
        self.centred = file.add_format(base | {"align": "center"})
        self.bold = file.add_format(base | {"bold": True})
        self.title = file.add_format(base | {"bold": True, "font_size": 18, "text_wrap": False})
        self.head = file.add_format(
            base | {"bold": True, "bg_color": self.colours.soft, "bottom": 1, "bottom_color": self.colours.hairline}
        )
        self.score = file.add_format(base | {"num_format": "0.00"})
        # At the left, as the words beside them. Exact in the cell, whole to read as on screen.
        self.points = file.add_format(base | {"num_format": "0", "align": "left"})
        self.signed = file.add_format(base | {"num_format": _SIGNED, "align": "left"})
        quiet = {"font_color": self.colours.quiet}
        self.quiet_signed = file.add_format(base | quiet | {"num_format": _SIGNED, "align": "left"})
        self.border = {"border": 1, "border_color": self.colours.hairline}
        self.box = file.add_format(base | self.border)
        self.bold_box = file.add_format(base | self.border | {"bold": True, "bg_color": self.colours.soft})
        self._day_box = file.add_format(base | {"num_format": "yyyy-mm-dd", "align": "left"} | self.border)
        self.part = file.add_format(base | {"bold": True, "font_size": 14, "text_wrap": False, "valign": "bottom"})
        self.quiet = file.add_format(base | quiet)

    def say(self, path: str, **values: object) -> str:
        return say(self.language, f"export.{path}", **values)

    def sheet(self, name: str) -> Worksheet:
        """A new sheet, set up to print on landscape A4 pages as wide as the table."""
        sheet = self.file.add_worksheet(self.say(f"sheet.{name}"))
        sheet.hide_gridlines(2)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
        sheet.set_footer(f"&L{self.look.name} · {self.report.answered_on.isoformat()}&R&P / &N")
        return sheet

    def header(self, sheet: Worksheet, columns: Sequence[tuple[str, int]], row: int = 0) -> None:
        """Write labels in a row, which stays in view with what is above it and is repeated on each printed page."""
        for index, (label, width) in enumerate(columns):
            sheet.set_column(index, index, width)
            sheet.write_string(row, index, label, self.head)
        sheet.set_row(row, head_height(*columns))
        sheet.freeze_panes(row + 1, 1)
        sheet.repeat_rows(row)

    def heading(self, sheet: Worksheet, row: int, text: str) -> None:
        """Write the heading of a part of a sheet."""
        sheet.write_string(row, 0, text, self.part)
        sheet.set_row(row, 2 * _LINE_HEIGHT)

    def day(self, sheet: Worksheet, row: int, column: int, day: date | None) -> None:
        """Write a day as a date, one before Excel's first as text, or leave the cell to be filled in."""
        if day is None:
            sheet.write_blank(row, column, None, self._day_box)
        elif day < _FIRST_DATE:
            sheet.write_string(row, column, day.isoformat(), self.box)
        else:
            sheet.write_datetime(row, column, day, self._day_box)

    def cell(
        self, sheet: Worksheet, row: int, column: int, value: Cell, number: Format | None = None, *, grey: bool = False
    ) -> None:
        """Write a number as a number and text as text; nothing for None. Text is as `grey` as its number may be."""
        if isinstance(value, str):
            sheet.write_string(row, column, value, self.quiet if grey else self.text)
        elif value is not None:
            sheet.write_number(row, column, value, number or self.score)


def height(*cells: tuple[str, int]) -> float:
    """The height in points of a row with these texts, each in a cell of so many characters' width."""
    lines = (sum(max(1, ceil(len(part) / width / _NARROWER)) for part in text.split("\n")) for text, width in cells)
    return min(_LINE_HEIGHT * max(lines, default=1), _HIGHEST)


def head_height(*heads: tuple[str, int]) -> float:
    """The height in points of a row of column names, which are bold and so wider."""
    return height(*((text, width - 2) for text, width in heads))
