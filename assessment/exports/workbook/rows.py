"""What the sheets on the plan share: their columns, how each finds what another one has, and how rows are written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Final, NamedTuple

from xlsxwriter.utility import xl_col_to_name  # type: ignore[import-untyped]  # it has no type information
from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]  # it has no type information

from assessment.exports.workbook.actions import Stage, is_over, state_words
from assessment.exports.workbook.book import Book, height
from assessment.words import say

# The columns and their widths.
PLAN: Final = {
    "number": 6,
    "title": 32,
    "next": 42,
    "owner": 17,
    "due": 22,
    "done_by": 22,
    "state": 14,
    "outcome": 20,
    "happened": 24,
    "success": 24,
}
STEPS: Final = {
    "number": 6,
    "title": 24,
    "part": 8,
    "what": 42,
    "owner": 17,
    "due": 19,
    "state": 14,
    "why": 32,
}
# Hidden beside the steps: whether its action was ended as a whole, and the number of the action where the step is left,
# and where none that is left of that action is due before it.
HIDDEN: Final = ("is_ended", "left", "next")
_INDENT: Final = 1.5  # How far from its left edge the text of a cell begins.
EMPTY_ROWS: Final = 12  # To fill in, below what there is.
_TO_WRITE: Final = 24.0  # Points, the least height of a row, printed too.
_FREE: Final = height(("\n\n\n", 2))  # Of a row to fill in, with room for four lines.
NO_DAY: Final = 2_958_466  # Later than any day that Excel has a number for.
TOP: Final = 2  # The row of the names of the columns; above it stand the title and what the sheet is for.
STATES: Final[tuple[Stage, ...]] = ("open", "doing", "done", "ended")  # To choose from.


class PlanCell(NamedTuple):
    """What stands in a cell, and the formula that it comes from, if any; whether it stands out as a name.

    `longest` is the longest text that the formula may come to, where that can be more than what is shown now.
    """

    shown: str | int | date | None = None
    formula: str = ""
    is_bold: bool = False
    longest: str = ""


PlanRow = dict[str, PlanCell]  # By column.


# Where things stand ---------------------------------------------------------------------------------------------------


def of_plan(book: Book, count: int) -> dict[str, str]:
    """The cells of each column of the sheet of the plan, which has `count` actions."""
    return _ranges(book.say("sheet.plan"), PLAN, TOP + 1 + count + EMPTY_ROWS)


def of_steps(book: Book, count: int) -> dict[str, str]:
    """The cells of each column of the sheet of steps, which has `count` steps."""
    return _ranges(book.say("sheet.steps"), (*STEPS, *HIDDEN), TOP + 1 + count + EMPTY_ROWS)


def _ranges(sheet: str, columns: Iterable[str], last: int) -> dict[str, str]:
    """The cells of each column of a sheet below its head, down to the last row, from 1."""
    letters = {name: xl_col_to_name(place) for place, name in enumerate(columns)}
    return {name: f"'{sheet}'!${letter}${TOP + 2}:${letter}${last}" for name, letter in letters.items()}


def cell_at(widths: Mapping[str, int], column: str, row: int) -> str:
    """The cell in a column of the same sheet, in this row, from 1."""
    return f"${xl_col_to_name(list(widths).index(column))}{row}"


def followed(book: Book, count: int, number: int | str, column: str) -> str:
    """The part of a formula that finds a cell of an action on the sheet of the plan, which has `count`.

    It is found by its number, or by the cell that has this, such as $A4; so it stays right when the sheet is sorted.
    """
    of, is_letter = of_plan(book, count), isinstance(number, str) and number.isalpha()
    known = f'"{number}"' if is_letter else number
    return f"INDEX({of[column]},MATCH({known},{of['number']},0))"


def followed_text(book: Book, count: int, number: int | str, column: str, *, none: str = "") -> str:
    """The formula that has it as text: `none` where it is empty, nothing where the row is gone or no step is next."""
    found = followed(book, count, number, column)
    shown = f'IF({found}="","{none}",{found}&"")' if none else f'{found}&""'
    if column == "next":
        shown = f'IF({is_over(book, followed(book, count, number, "state"))},"",{shown})'
    return f'=IFERROR({shown},"")'


def followed_day(book: Book, count: int, number: int | str, column: str) -> str:
    """The same as a day, or that there is none; nothing where no step is left to have one."""
    found = followed(book, count, number, column)
    shown = f'IF({found}="","{book.say("no_day")}",{found})'
    if column == "due":
        shown = f'IF({is_over(book, followed(book, count, number, "state"))},"",{shown})'
    return f'=IFERROR({shown},"")'


# How rows are written -------------------------------------------------------------------------------------------------


def write_rows(
    book: Book, sheet: Worksheet, widths: Mapping[str, int], title: tuple[str, str], rows: Sequence[PlanRow]
) -> int:
    """The title with what the sheet is for, the names of the columns, and the rows. Returns the last row."""
    book.top(sheet, *title, list(widths.values()))
    heads = {name: say(book.language, f"plan.{name}") for name in ("owner", "due", "outcome", "happened", "success")}
    heads |= {name: book.say(f"step.{name}") for name in ("number", "title", "part", "what", "state", "why")}
    heads |= {"next": book.say("next"), "done_by": book.say("step.by_when")}
    if "next" in widths:  # There the day is that of the next step, on the sheet of steps that of each.
        heads["due"] = book.say("next_by")
    book.header(sheet, [(heads[name], width) for name, width in widths.items()], TOP, numbers={0}, is_boxed=True)
    for place, row in enumerate(rows, start=TOP + 1):
        _write_row(book, sheet, place, row, widths)
    return TOP + len(rows)


def _write_row(book: Book, sheet: Worksheet, place: int, row: PlanRow, widths: Mapping[str, int]) -> None:
    for column, name in enumerate(widths):
        shown, formula, is_bold, _ = row.get(name, PlanCell())
        is_day = isinstance(shown, date) or (shown is None and name in ("due", "done_by"))
        if formula and not isinstance(shown, int):
            looks = {"due": book.day_box, "done_by": book.day_box, "number": book.centred_box, "title": book.quiet_box}
            book.following(sheet, place, column, formula, shown, looks.get(name, book.box))
        elif is_day and not isinstance(shown, str | int):
            book.day(sheet, place, column, shown)
        elif isinstance(shown, int):
            sheet.write_number(place, column, shown, book.centred_box)
        elif name == "number" and shown:
            sheet.write_string(place, column, str(shown), book.centred_box)
        elif shown and name == "due":  # As text, it is only suggested; a day written over it is shown as the others.
            sheet.write_string(place, column, str(shown), book.day_box)
        elif shown and not is_bold and name in ("why", "title"):
            sheet.write_string(place, column, str(shown), book.quiet_box)
        elif shown:
            sheet.write_string(place, column, str(shown), book.bold_box if is_bold else book.box)
        else:
            looks = {"number": book.centred_box, "title": book.bold_box}
            sheet.write_blank(place, column, None, looks.get(name, book.box))
    sheet.set_row(place, row_height(row, widths))


def row_height(row: PlanRow, widths: Mapping[str, int]) -> float:
    """The height of a row in points, with room to write. Whatever step it has may be the next one, in bold."""
    needed = (
        height((cell.longest or cell.shown, width - _INDENT), is_bold=cell.is_bold or name == "what")
        for name, width in widths.items()
        if (cell := row.get(name)) and isinstance(cell.shown, str)
    )
    is_free = not row.get("title", PlanCell()).shown
    return max(_FREE if is_free else _TO_WRITE, *needed)


def follow(
    book: Book,
    sheet: Worksheet,
    rows: tuple[int, int],
    columns: tuple[int, int],
    due_and_state: Sequence[int],
    over: str = "",
) -> None:
    """Tint each row that is late, or whose day has passed unless it is over or only proposed; grey what is over.

    Where not its state alone says so, `over` is the part of a formula that is true of a row that is over.
    """
    due, state = (f"{xl_col_to_name(column, col_abs=True)}{rows[0] + 1}" for column in due_and_state)
    over, proposed = over or is_over(book, state), state_words(book, "suggested")
    is_past = f'AND(ISNUMBER({due}),{due}<TODAY(),NOT({over}),{state}<>"{proposed}")'
    late = f'OR({state}="{state_words(book, "late")}",{is_past})'  # Of an action, the deadline may have passed.
    rules = (
        (f"={over}", {"font_color": book.colours.quiet}),
        (f"={late}", {"bg_color": book.colours.clash("minor")}),
    )
    for criteria, looks in rules:
        add_rule(book, sheet, (rows[0], columns[0], rows[1], columns[1]), criteria, looks)


def add_rule(
    book: Book, sheet: Worksheet, cells: tuple[int, int, int, int], criteria: str, looks: Mapping[str, object]
) -> None:
    """Give cells, from a first row and column to a last, these looks where the formula `criteria` is true of them."""
    rule = {"type": "formula", "criteria": criteria, "format": book.file.add_format(dict(looks))}
    sheet.conditional_format(*cells, rule)
