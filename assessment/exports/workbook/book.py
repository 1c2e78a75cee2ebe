"""The workbook being written: its formats, its sheets, and how a cell gets its value."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property
from typing import BinaryIO, Final

from xlsxwriter import Workbook  # type: ignore[import-untyped]  # it has no type information
from xlsxwriter.format import Format  # type: ignore[import-untyped]  # it has no type information
from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]  # it has no type information

from assessment.exports.steps import live_lines
from assessment.exports.tables import Cell
from assessment.instrument import Language
from assessment.look import Look
from assessment.plan import PlanLine
from assessment.report import Report
from assessment.words import date_text, say

# Arial has the same widths wherever the file is opened: what stands in for it is made to.
FONT: Final = {"font_name": "Arial", "font_size": 10}
# Text stays text: nothing a user has written becomes a formula, a link or a number.
_SAFE: Final = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
SIGNED: Final = '+0;"−"0;0'
_LINE_HEIGHT: Final = 13  # Points.
_AIR: Final = 4  # Points below the text of a row.
# Excel counts the width of a column in figures. So wide are the edges of a cell and the button to filter by.
_EDGES, _BUTTON = 1, 2
_NARROW, _WIDE = frozenset(" iljtfrI.,:;!'’”“\"()|-"), frozenset("mwMW—")
_BOLDER: Final = 1.08  # How much wider bold letters are.
_HIGHEST: Final = 400  # Excel allows a row 409 points.
# Before this day Excel has no dates; later ones it counts from the other.
FIRST_DATE: Final = date(1900, 3, 1)
_ZERO: Final = date(1899, 12, 30)
# Days as sentences have them, in the language of the workbook whatever that of Excel.
_DAYS: Final = {"sv": "[$-41D]d mmmm yyyy", "en": "[$-809]d mmmm yyyy"}


def new_file(file: BinaryIO) -> Workbook:
    """A workbook to be written to a file, for use in a with statement."""
    # xlsxwriter writes into the font that it is given.
    return Workbook(file, {**_SAFE, "default_format_properties": dict(FONT)})


class Book:
    """A report and the workbook it is written to. All sheets share the same formats."""

    def __init__(self, file: Workbook, report: Report, language: Language, look: Look) -> None:
        self.file = file
        self.look = look
        self.colours = look.light
        # Handed on, a workbook is read by others than whoever answered.
        self.report = replace(report, is_for_others=True)
        self.is_shared = report.is_for_others
        self.language = language
        base: dict[str, object] = {
            **FONT,
            "font_color": self.colours.ink,
            "valign": "vcenter",
            "text_wrap": True,
        }
        self.base = base
        self.text = file.add_format(base)
        middle = {"align": "center"}
        self.centred = file.add_format(base | middle)
        self.bold = file.add_format(base | {"bold": True})
        self.title = file.add_format(base | {"bold": True, "font_size": 18, "text_wrap": False})
        head = base | {
            "bold": True,
            "valign": "vcenter",
            "bg_color": self.colours.soft,
            "bottom": 1,
            "bottom_color": self.colours.hairline,
        }
        self.head = file.add_format(head)
        # Numbers stand in the middle of their columns, and so do the names of these.
        self.number_head = file.add_format(head | middle)
        quiet: dict[str, object] = {"font_color": self.colours.quiet}
        self.quiet_centred = file.add_format(base | middle | quiet)
        self._add_numbers(base | middle, quiet)
        self._add_tables(base, head)
        self.part = file.add_format(base | {"bold": True, "font_size": 14, "text_wrap": False, "valign": "bottom"})
        self.quiet = file.add_format(base | quiet)
        self._last_printed: dict[str, int] = {}

    def _add_tables(self, base: dict[str, object], head: dict[str, object]) -> None:
        file = self.file
        middle = {"align": "center", "indent": 0}
        inside = {"align": "left", "indent": 1}  # Away from the text of the cell before.
        day = {"num_format": _DAYS[self.language]} | inside
        border = {"border": 1, "border_color": self.colours.hairline} | inside
        self.box = file.add_format(base | border)
        self.quiet_box = file.add_format(base | border | {"font_color": self.colours.quiet})
        self.bold_box = file.add_format(base | border | {"bold": True})
        self.box_head = file.add_format(head | inside)
        self.centred_box = file.add_format(base | border | middle)
        self.day_box = file.add_format(base | border | day)
        # Rows that only a line below them parts.
        rule = base | {"bottom": 1, "bottom_color": self.colours.hairline} | inside
        self.rule = file.add_format(rule)
        self.rule_bold = file.add_format(rule | {"bold": True})
        self.rule_centred = file.add_format(rule | middle)
        self.rule_quiet = file.add_format(rule | {"font_color": self.colours.quiet})
        self.day_rule = file.add_format(rule | day)

    def _add_numbers(self, base: dict[str, object], quiet: dict[str, object]) -> None:
        self.score = self.file.add_format(base | {"num_format": "0.00"})
        # Exact in the cell, whole to read as on screen.
        self.points = self.file.add_format(base | {"num_format": "0"})
        self.signed = self.file.add_format(base | {"num_format": SIGNED})
        marked = {"bold": True, "bg_color": self.colours.clash("minor")}
        self.marked = self.file.add_format(base | marked | {"num_format": SIGNED})
        self.quiet_signed = self.file.add_format(base | quiet | {"num_format": SIGNED})

    @cached_property
    def live(self) -> tuple[PlanLine, ...]:
        """The lines of the plan that can be gone on with."""
        return live_lines(self.report)

    def say(self, path: str, **values: object) -> str:
        return say(self.language, f"export.{path}", **values)

    def sheet(self, name: str, *, is_of_plan: bool = False) -> Worksheet:
        """A new sheet, set up to print on landscape A4 pages as wide as the table. Its foot has the day of the answers.

        On a sheet of the plan it has the day of the plan, too.
        """
        sheet = self.file.add_worksheet(self.say(f"sheet.{name}"))
        sheet.hide_gridlines(2)
        sheet.ignore_errors({"formula_differs": "A1:XFD1048576"})  # Beside what follows the plan stands what does not.
        sheet.set_paper(9)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.center_horizontally()
        sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
        foot = f"{self.look.name} · {self.whose(is_of_plan=is_of_plan)}".replace("&", "&&")
        sheet.set_footer(f"&L{foot}&R&P / &N")
        return sheet

    def whose(self, *, is_of_plan: bool) -> str:
        """Whose picture it is, and of which days."""
        days = {"day": date_text(self.report.answered_on, self.language)}
        if not is_of_plan:
            return self.say("whose.answers", **days)
        return self.say("whose.planned", **days, made=date_text(self.report.made_on, self.language))

    def header(
        self,
        sheet: Worksheet,
        columns: Sequence[tuple[str, int]],
        row: int = 0,
        *,
        numbers: Container[int] = (),
        is_boxed: bool = False,
    ) -> None:
        """Write labels in a row, which stays in view with what is above it and is repeated on each printed page.

        `numbers` are the columns, from 0, whose labels stand in the middle, as numbers do. The first column stays in
        view too; of a table in boxes, as of actions, the first two.
        """
        for index, (label, width) in enumerate(columns):
            sheet.set_column(index, index, width)
            look = self.box_head if is_boxed else self.head
            sheet.write_string(row, index, label, self.number_head if index in numbers else look)
        sheet.set_row(row, head_height(*columns))
        sheet.freeze_panes(row + 1, 2 if is_boxed else 1)
        sheet.repeat_rows(row)

    def print_columns(self, sheet: Worksheet, last: int) -> None:
        """Print a sheet only up to this column, from 0."""
        self._last_printed[sheet.get_name()] = last

    def close(self) -> None:
        """Once all sheets are written, set what is printed of each: all of it, unless print_columns() has said less."""
        for sheet in self.file.worksheets():
            last = self._last_printed.get(sheet.get_name(), sheet.dim_colmax)
            if sheet.dim_rowmax is not None:
                sheet.print_area(0, 0, sheet.dim_rowmax, last)

    def heading(self, sheet: Worksheet, row: int, text: str) -> None:
        """Write the heading of a part of a sheet."""
        sheet.write_string(row, 0, text, self.part)
        sheet.set_row(row, 2 * _LINE_HEIGHT + _AIR)

    def top(self, sheet: Worksheet, name: str, text: str, widths: Sequence[float]) -> None:
        """Write the name of a sheet in its first row, and in the second what it is for, across columns this wide."""
        self.heading(sheet, 0, name)
        sheet.merge_range(1, 0, 1, len(widths) - 1, "", self.quiet)
        sheet.write_string(1, 0, text, self.quiet)
        sheet.set_row(1, height((text, sum(widths))) + _AIR)

    def across(self, sheet: Worksheet, row: int, text: str, widths: Sequence[float]) -> None:
        """Write a text across the first columns, of these widths, in a row as high as it needs."""
        sheet.merge_range(row, 0, row, len(widths) - 1, "", self.text)
        sheet.write_string(row, 0, text, self.text)
        sheet.set_row(row, height((text, sum(widths))))

    def day(self, sheet: Worksheet, row: int, column: int, day: date | None, *, is_boxed: bool = True) -> None:
        """Write a day as a date, one before Excel's first as text, or leave the cell to be filled in."""
        look = self.day_box if is_boxed else self.day_rule
        written = written_day(day, self.language)
        if written is None:
            sheet.write_blank(row, column, None, look)
        elif isinstance(written, str):
            sheet.write_string(row, column, written, look)
        else:
            sheet.write_datetime(row, column, written, look)

    def following(
        self, sheet: Worksheet, row: int, column: int, formula: str, shown: str | date | None, look: Format
    ) -> None:
        """Write a formula with what it comes to on the day of the workbook, for whatever shows it without computing.

        No formula may hold text that somebody has written.
        """
        value = serial(shown) if isinstance(shown, date) else shown or ""
        sheet.write_formula(row, column, formula, look, value)

    def choice(self, sheet: Worksheet, column: int, rows: tuple[int, int], words: Sequence[str]) -> None:
        """Offer these words in a list; others may be written too."""
        rule = {"validate": "list", "source": list(words), "error_type": "warning"}
        sheet.data_validation(rows[0], column, rows[1], column, rule)

    def cell(
        self, sheet: Worksheet, row: int, column: int, value: Cell, number: Format | None = None, *, grey: bool = False
    ) -> None:
        """Write a number as a number and text as text; nothing for None. Text is as `grey` as its number may be."""
        if isinstance(value, str):
            sheet.write_string(row, column, value, self.quiet if grey else self.text)
        elif value is not None:
            sheet.write_number(row, column, value, number or self.score)


def serial(day: date) -> int:
    """The number that Excel has for a day, which is FIRST_DATE or later."""
    return (day - _ZERO).days


def written_day(day: date | None, language: Language) -> date | str | None:
    """A day that Excel knows; an earlier one as text."""
    return day if day is None or day >= FIRST_DATE else date_text(day, language)


def height(*cells: tuple[str, float], is_bold: bool = False) -> float:
    """The height in points of a row with these texts, each in a cell of so many figures' width."""
    share = _BOLDER if is_bold else 1.0
    lines = (sum(_lines(part, (width - _EDGES) / share) for part in text.split("\n")) for text, width in cells)
    return min(_LINE_HEIGHT * max(lines, default=1) + _AIR, _HIGHEST)


def head_height(*heads: tuple[str, int]) -> float:
    """The height in points of a row of column names, each of which may have a button to filter by beside it."""
    return height(*((text, width - _BUTTON) for text, width in heads), is_bold=True)


def _lines(text: str, width: float) -> int:
    """How many lines of this width a text needs when it is broken between words, and within one that is wider."""
    lines, used = 1, 0.0
    for word in text.split(" "):
        needed = sum(_letter(letter) for letter in word)
        if used and used + needed > width:
            lines, used = lines + 1, 0.0
        lines += int(needed // width)
        used += needed % width + _letter(" ")
    return lines


def _letter(letter: str) -> float:
    """How wide a letter of Arial is, about: a figure is 1."""
    if letter in _NARROW:
        return 0.5
    return 1.5 if letter in _WIDE else 1.25 if letter.isupper() else 1.0
