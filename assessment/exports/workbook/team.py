"""A team's released result as an Excel workbook: what it says, then all figures."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Final

from xlsxwriter import Workbook  # type: ignore[import-untyped]  # it has no type information
from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]  # it has no type information

from assessment.exports.tables import Cell
from assessment.exports.team_result import TEAM_COLUMNS, team_figure_rows, team_heads, team_remarks
from assessment.exports.workbook.book import FONT, head_height, height, new_file
from assessment.instrument import Language
from assessment.look import LOOK, Look
from assessment.sentences.receipt import receipt_sentence
from assessment.sentences.talk import (
    NOTHING_SETTLED,
    Meeting,
    Settled,
    if_time_sentence,
    talk_purpose,
    talk_steps,
    talk_title,
)
from assessment.team_result import TeamResult
from assessment.words import say

_WIDTHS: Final = (22, 30, 10, 10, 10, 12, 12, 18, 12, 32)  # Of the table, without the codes, which only CSV has.
_CODE: Final = TEAM_COLUMNS.index("file.id")
_NUMBERS: Final = range(2, 9)  # The columns whose cells stand in the middle.
_HEADING, _SENTENCE = 28, 100  # The widths of the columns of what is said.


def to_team_xlsx(
    result: TeamResult, language: Language, *, settled: Settled = NOTHING_SETTLED, look: Look = LOOK
) -> bytes:
    """Summary, figures and, for the leader, the talk. `settled` is what that goes on from."""
    file = io.BytesIO()
    with new_file(file) as book:
        _write(book, result, settled, language, look)
    return file.getvalue()


def _write(book: Workbook, result: TeamResult, settled: Settled, language: Language, look: Look) -> None:
    day = result.closed_on
    properties: dict[str, object] = {
        "title": f"{look.name}: {say(language, 'team_result.file.kind')}",
        "author": result.name or look.name,
        "comments": receipt_sentence(result, language),
    }
    if day is not None:
        properties["created"] = datetime(day.year, day.month, day.day)  # noqa: DTZ001  # Excel knows no zones
    book.set_properties(properties)
    book.set_custom_property("Language", language)
    looks = _Looks(book, look)
    said = _sheet(book, say(language, "export.sheet.summary"), result, look)
    _write_said(said, list(team_remarks(result, language)), looks)
    _write_figures(_sheet(book, say(language, "team_result.file.figures"), result, look), result, language, looks)
    if result.is_for_leader and result.shows_anything:
        talk = _sheet(book, say(language, "team_result.file.talk"), result, look)
        _write_said(talk, list(_talk(result, settled, language)), looks)
    for sheet in book.worksheets():
        sheet.print_area(0, 0, sheet.dim_rowmax or 0, sheet.dim_colmax or 0)


class _Looks:
    """The formats that the sheets share."""

    def __init__(self, book: Workbook, look: Look) -> None:
        base = {**FONT, "font_color": look.light.ink, "valign": "top", "text_wrap": True}
        middle = {"align": "center"}
        head = base | {"bold": True, "valign": "vcenter", "bg_color": look.light.soft}
        self.text, self.bold = book.add_format(base), book.add_format(base | {"bold": True})
        self.centred = book.add_format(base | middle)
        self.head, self.number_head = book.add_format(head), book.add_format(head | middle)
        self.score = book.add_format(base | middle | {"num_format": "0.00"})


def _sheet(book: Workbook, name: str, result: TeamResult, look: Look) -> Worksheet:
    """A new sheet, set up to print on landscape A4 pages as wide as the table."""
    sheet = book.add_worksheet(name)
    sheet.hide_gridlines(2)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    day = f" · {result.closed_on.isoformat()}" if result.closed_on else ""
    sheet.set_footer(f"&L{look.name}{day}&R&P / &N")
    return sheet


def _write_said(sheet: Worksheet, lines: Sequence[tuple[str, str]], looks: _Looks) -> None:
    """A heading and what is said under it in each row, as high as both need; a heading stands once."""
    sheet.set_column(0, 0, _HEADING)
    sheet.set_column(1, 1, _SENTENCE)
    before = ""
    for row, (heading, sentence) in enumerate(lines):
        shown = "" if heading == before else heading
        before = heading
        sheet.write_string(row, 0, shown, looks.bold)
        sheet.write_string(row, 1, sentence, looks.text)
        sheet.set_row(row, max(height((shown, _HEADING), is_bold=True), height((sentence, _SENTENCE))))


def _write_figures(sheet: Worksheet, result: TeamResult, language: Language, looks: _Looks) -> None:
    heads = [str(head) for head in _without_code(team_heads(result, language))]
    for column, (label, width) in enumerate(zip(heads, _WIDTHS, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, label, looks.number_head if column in _NUMBERS else looks.head)
    sheet.set_row(0, head_height(*zip(heads, _WIDTHS, strict=True)))
    sheet.freeze_panes(1, 1)
    sheet.repeat_rows(0)
    for row, cells in enumerate(team_figure_rows(result, language), start=1):
        shown = _without_code(cells)
        for column, cell in enumerate(shown):
            if isinstance(cell, str):
                sheet.write_string(row, column, cell, looks.centred if column in _NUMBERS else looks.text)
            elif cell is not None:
                sheet.write_number(row, column, cell, looks.score if isinstance(cell, float) else looks.centred)
        texts = zip(shown, _WIDTHS, strict=False)  # A group's rows end before the columns of the whole team.
        sheet.set_row(row, height(*((cell, width) for cell, width in texts if isinstance(cell, str))))


def _without_code(cells: Sequence[Cell]) -> list[Cell]:
    return [cell for column, cell in enumerate(cells) if column != _CODE]


def _talk(result: TeamResult, settled: Settled, language: Language) -> Iterator[tuple[str, str]]:
    """What the talk is about, and its steps, each named before its first line."""
    if purpose := talk_purpose(result, language):
        yield talk_title(result, language), purpose
    for step in talk_steps(result, language, settled):
        for line in [*step.texts, *(line for meeting in step.meetings for line in _lines(meeting))]:
            yield f"{step.minutes}: {step.title}", line
        if if_time := if_time_sentence(step, language):
            yield f"{step.minutes}: {step.title}", if_time


def _lines(meeting: Meeting) -> Iterator[str]:
    """Which meeting it is, where there are several, what is said there, and what is asked under which heading."""
    yield from filter(None, (meeting.title, meeting.said))
    for asked in meeting.asked:
        yield asked.heading
        yield from asked.questions
