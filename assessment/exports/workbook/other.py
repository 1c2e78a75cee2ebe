"""The sheet on what was answered besides the statements: what matters most, the context, and other questions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]  # it has no type information

from assessment.answers import Answers, Rating
from assessment.exports.workbook.book import Book, height
from assessment.progress import MOST_PICKED
from assessment.sentences.answers import answer_text, beside_statements, importance_text, picked_names
from assessment.sentences.names import part_name
from assessment.words import joined, say

_QUESTION, _ABOUT, _ANSWER = 70, 30, 50  # The widths of the columns.
_TOP: Final = 2  # The row of their names; above it stand the title and what the sheet is for.


class _Line(NamedTuple):
    """A question with its answer, now and in the assessment before, and what it is about."""

    question: str
    about: str
    before: str
    answer: str


def has_others(book: Book) -> bool:
    """Whether anything was answered besides the statements."""
    return any(_lines(book))


def write_others(book: Book, sheet: Worksheet) -> None:
    """One row per question that was answered, what matters most first. An answer from 1 to 5 has its words too."""
    lines = list(_lines(book))
    columns = {"question": _QUESTION}
    columns |= {"about": _ABOUT} if any(line.about for line in lines) else {}
    columns |= {"answer_before": _ANSWER // 2} if any(line.before for line in lines) else {}
    columns |= {"answer": _ANSWER}
    book.top(sheet, book.say("sheet.others"), book.say("purpose.others"), list(columns.values()))
    book.header(sheet, [(book.say(f"column.{name}"), width) for name, width in columns.items()], _TOP, is_boxed=True)
    sheet.freeze_panes(_TOP + 1, 1)
    for row, line in enumerate(lines, start=_TOP + 1):
        cells = dict(zip(("question", "about", "answer_before", "answer"), line, strict=True))
        for column, name in enumerate(columns):
            sheet.write_string(row, column, cells[name], book.rule)
        sheet.set_row(row, height(*((cells[name], width - 2) for name, width in columns.items())))


def _lines(book: Book) -> Iterator[_Line]:
    """What matters most and the context, as answered now or the time before, then what is asked beside them."""
    report, language = book.report, book.language
    earlier = report.earlier[-1].answers if report.earlier else None
    yield from _importance(book, earlier)
    last = earlier.context if earlier else {}
    for item in report.instrument.form_context(report.answers.form):
        before, now = (_answered(book, known.get(item.id)) for known in (last, report.answers.context))
        if before or now:
            words = item.text[language]
            question = say(language, "answers.reversed", statement=words) if item.reverse else words
            now = now or say(language, "answers.none")
            yield _Line(question, part_name(item.module, report.instrument, language), before, now)
    none = say(language, "answers.none")
    for one in beside_statements(report, language):
        if one.current != none:
            yield _Line(one.statement, "", "", one.current)
    if statement := report.answers.experience.statement:
        yield _Line(book.say("experience"), "", "", statement)


def _importance(book: Book, earlier: Answers | None) -> Iterator[_Line]:
    """How much each factor matters, or in one row which facets were picked."""
    report, language = book.report, book.language
    bank, about = report.instrument, say(language, "questions.importance.title")
    last, chosen = earlier.importance if earlier else {}, report.answers.importance
    if not bank.asks_importance:
        return
    if report.picks_facets:
        before, now = (joined(picked_names(bank, given, language), language) for given in (last, chosen))
        asked = {say(language, "questions.pick.text", most=MOST_PICKED): (before, now)}
    else:
        asked = {
            bank.importance.text[language].replace("{name}", factor.name[language]): (
                importance_text(last.get(factor.id), bank, language),
                importance_text(chosen.get(factor.id), bank, language),
            )
            for factor in bank.factors
        }
    for question, (before, now) in asked.items():
        if before or now:
            yield _Line(question, about, before, now or say(language, "answers.none"))


def _answered(book: Book, answer: Rating | None) -> str:
    """An answer in words, on the scale with its number; "" where there was none."""
    return "" if answer is None else answer_text(answer, book.report.instrument, book.language)
