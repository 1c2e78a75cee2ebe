"""The sheet on the method: what each number means, how sure it is, and on which questions it rests."""

from __future__ import annotations

from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]  # it has no type information

from assessment.exports.workbook.book import Book, height
from assessment.exports.workbook.scores import are_weighed
from assessment.sentences.certainty import certainty_sentences, versions_sentence
from assessment.words import say

_TERM, _MEANING = 30, 110  # The widths of the columns.


def write_method(book: Book, sheet: Worksheet) -> None:
    """How to read the scores, a term in each row; then how sure they are, and what they were made from."""
    sheet.set_column(0, 0, _TERM)
    sheet.set_column(1, 1, _MEANING)
    book.heading(sheet, 0, book.say("read.title"))
    row = 0
    for row, (term, meaning) in enumerate(_terms(book), start=1):
        sheet.write_string(row, 0, term, book.rule_bold)
        sheet.write_string(row, 1, meaning, book.rule)
        sheet.set_row(row, height((term, _TERM - 2), (meaning, _MEANING - 2)))
    book.heading(sheet, row + 1, book.say("method"))
    report, language = book.report, book.language
    sentences = [
        *certainty_sentences(report, language, in_file=True),
        _about(book),
        versions_sentence(report, language),
    ]
    for place, sentence in enumerate(sentences, start=row + 2):
        sheet.merge_range(place, 0, place, 1, "", book.text)
        sheet.write_string(place, 0, sentence, book.text)
        sheet.set_row(place, height((sentence, _TERM + _MEANING)))


def _terms(book: Book) -> list[tuple[str, str]]:
    """What stands in the tables of scores, and what it means."""
    report = book.report
    both = f"{book.say('column.today')}, {book.say('column.wanted').lower()}"
    found = [
        (both, f"{book.say('scale')} {book.say('missing')}"),
        *((book.say(f"column.{name}"), book.say(f"read.{name}")) for name in ("difference", "verdict")),
        (book.say("column.level"), book.say("levels")),
        (book.say("column.quadrant"), book.say("read.quadrant")),
        (say(book.language, "results.overall"), book.say("read.together")),
    ]
    if are_weighed(report, [*report.scores.factors, *report.scores.facets]):
        found.append((book.say("column.importance"), book.say("read.importance")))
    return found


def _about(book: Book) -> str:
    """Which form it is, and how many of its answers are given."""
    report = book.report
    parts = [book.say("given", answered=report.scores.answered, total=report.scores.cells)]
    if len(report.instrument.offered_forms) > 1:
        parts.insert(0, f"{book.say('row.form')}: {book.say(f'row.{report.answers.form}')}.")
    if report.instrument.form_context(report.answers.form):
        parts.append(book.say("given_beside"))
    return " ".join(parts)
