"""The sheet on what was answered besides the statements: the context, and what is asked beside them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]  # it has no type information

from assessment.exports.tables import Cell
from assessment.exports.workbook.answers import earlier_rating
from assessment.exports.workbook.book import Book, height
from assessment.sentences.answers import beside_statements
from assessment.sentences.names import part_name
from assessment.words import say

_QUESTION, _ABOUT, _ANSWER = 70, 30, 50  # The widths of the columns.


class _Line(NamedTuple):
    """A question with its answer, now and in the assessment before, and what it is about."""

    question: str
    about: str
    before: Cell
    answer: Cell


def has_others(book: Book) -> bool:
    """Whether anything was answered besides the statements."""
    return any(_lines(book))


def write_others(book: Book, sheet: Worksheet) -> None:
    """One row per question that was answered, the context first, whose answers are 1 to 5 as those of statements."""
    lines = list(_lines(book))
    columns = {"question": _QUESTION}
    columns |= {"about": _ABOUT} if any(line.about for line in lines) else {}
    columns |= {"answer_before": _ANSWER // 2} if any(line.before is not None for line in lines) else {}
    columns |= {"answer": _ANSWER}
    book.top(sheet, book.say("sheet.others"), book.say("purpose.others"), list(columns.values()), 1)
    book.header(sheet, [(book.say(f"column.{name}"), width) for name, width in columns.items()], 1)
    for row, line in enumerate(lines, start=2):
        cells = dict(zip(("question", "about", "answer_before", "answer"), line, strict=True))
        for column, name in enumerate(columns):
            cell = cells[name]
            if isinstance(cell, str):
                sheet.write_string(row, column, cell, book.rule)
            elif cell is None:
                sheet.write_blank(row, column, None, book.rule)
            else:
                sheet.write_number(row, column, cell, book.rule)
        sheet.set_row(row, height(*((str(cells[name] or ""), width - 2) for name, width in columns.items())))


def _lines(book: Book) -> Iterator[_Line]:
    """What was answered now or the time before, then what was asked beside the statements."""
    report, language = book.report, book.language
    last = report.earlier[-1].answers.context if report.earlier else {}
    for item in report.instrument.form_context(report.answers.form):
        before, now = (earlier_rating(book, known.get(item.id)) for known in (last, report.answers.context))
        if before is None and now is None:
            continue
        words = item.text[language]
        question = say(language, "answers.reversed", statement=words) if item.reverse else words
        yield _Line(question, part_name(item.module, report.instrument, language), before, now)
    none = say(language, "answers.none")
    for one in beside_statements(report, language):
        if one.current != none:
            yield _Line(one.statement, "", None, one.current)
    if statement := report.answers.experience.statement:
        yield _Line(book.say("experience"), "", None, statement)
