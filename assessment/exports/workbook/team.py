"""A team's released result as an Excel workbook: what it says, then all figures."""

from __future__ import annotations

import io
from datetime import datetime
from typing import Final

from xlsxwriter import Workbook  # type: ignore[import-untyped]  # it has no type information
from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]  # it has no type information

from assessment.exports.team_result import team_figure_rows, team_heads, team_remarks
from assessment.exports.workbook.book import FONT, new_file
from assessment.instrument import Language
from assessment.look import LOOK, Look
from assessment.sentences.talk import talk_steps
from assessment.sentences.team import receipt_sentence
from assessment.team_result import TeamResult
from assessment.words import say

_WIDTHS: Final = (22, 18, 30, 10, 10, 10, 12, 12, 18, 14, 30)
_HEADING, _SENTENCE = 28, 100  # The widths of the columns of what is said.


def to_team_xlsx(result: TeamResult, language: Language, *, look: Look = LOOK) -> bytes:
    """Summary, figures and, for the leader, the talk."""
    file = io.BytesIO()
    with new_file(file) as book:
        _write(book, result, language, look)
    return file.getvalue()


def _write(book: Workbook, result: TeamResult, language: Language, look: Look) -> None:
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
    base = {**FONT, "font_color": look.light.ink, "valign": "top", "text_wrap": True}
    text, bold = book.add_format(base), book.add_format(base | {"bold": True})
    head = book.add_format(base | {"bold": True, "bg_color": look.light.soft})
    score = book.add_format(base | {"num_format": "0.00"})
    said = _sheet(book, say(language, "export.sheet.summary"))
    said.set_column(0, 0, _HEADING)
    said.set_column(1, 1, _SENTENCE)
    for row, (heading, sentence) in enumerate(team_remarks(result, language)):
        said.write_string(row, 0, heading, bold)
        said.write_string(row, 1, sentence, text)
    figures = _sheet(book, say(language, "team_result.file.figures"))
    for column, (label, width) in enumerate(zip(team_heads(result, language), _WIDTHS, strict=True)):
        figures.set_column(column, column, width)
        figures.write_string(0, column, str(label), head)
    figures.freeze_panes(1, 1)
    for row, cells in enumerate(team_figure_rows(result, language), start=1):
        for column, cell in enumerate(cells):
            if isinstance(cell, str):
                figures.write_string(row, column, cell, text)
            elif cell is not None:
                figures.write_number(row, column, cell, score if isinstance(cell, float) else text)
    if result.is_for_leader and result.shows_anything:
        _write_talk(_sheet(book, say(language, "team_result.file.talk")), result, language, bold, text)


def _sheet(book: Workbook, name: str) -> Worksheet:
    """A new sheet, set up to print on landscape A4 pages as wide as the table."""
    sheet = book.add_worksheet(name)
    sheet.hide_gridlines(2)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    return sheet


def _write_talk(sheet: Worksheet, result: TeamResult, language: Language, bold: object, text: object) -> None:
    sheet.set_column(0, 0, _HEADING)
    sheet.set_column(1, 1, _SENTENCE)
    row = 0
    for step in talk_steps(result, language):
        lines = [*step.texts, *(line for asked in step.asked for line in (asked.heading, *asked.questions))]
        for place, line in enumerate(lines):
            sheet.write_string(row, 0, f"{step.minutes}: {step.title}" if place == 0 else "", bold)
            sheet.write_string(row, 1, line, text)
            row += 1
