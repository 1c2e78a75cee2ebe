"""The sheet on the method: what each number means, how sure it is, and on which questions it rests."""

from __future__ import annotations

from typing import Final

from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]  # it has no type information

from assessment.exports.tables import Cell, score_cells
from assessment.exports.workbook.book import Book, height
from assessment.exports.workbook.scores import are_weighed
from assessment.scoring import total_resolution
from assessment.sentences.certainty import certainty_sentences, limit_sentences, versions_sentence
from assessment.sentences.names import part_name
from assessment.sentences.scores import shown_factors
from assessment.words import date_text, lower_first, number, points_text, say

_TERM, _MEANING = 30, 110  # The widths of the columns.
_SEVERAL: Final = 2


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
    plan, steps = (book.say(f"sheet.{name}") for name in ("plan", "steps"))
    told = book.say("read.plan", steps=steps, plan=plan, day=date_text(book.report.made_on, book.language))
    row += 1
    sheet.write_string(row, 0, f"{plan}, {lower_first(steps)}", book.rule_bold)
    sheet.write_string(row, 1, told, book.rule)
    sheet.set_row(row, height((told, _MEANING - 2)))
    book.heading(sheet, row + 1, book.say("method"))
    report, language = book.report, book.language
    # Told of the answers, but not to whoever opens a shared link.
    is_fast = "fast_answers" in report.notes and not book.is_shared
    sentences = [
        *certainty_sentences(report, language, in_file=True),
        *limit_sentences(report, language),
        *([say(language, "certainty.fast_answers")] if is_fast else []),
        _about(book),
        versions_sentence(report, language),
    ]
    for place, sentence in enumerate(sentences, start=row + 2):
        book.across(sheet, place, sentence, (_TERM, _MEANING))


def _terms(book: Book) -> list[tuple[str, str]]:
    """What stands in the tables of scores, and what it means."""
    report = book.report
    both = f"{book.say('column.today')}, {book.say('column.wanted').lower()}"
    found = [(both, f"{book.say('scale')} {book.say('missing')}")]
    if report.changes:
        found.append((book.say("column.moved"), book.say("read.moved_points", points=report.small_change)))
    if report.scores.facets or not report.changes:
        found.append((book.say("column.difference"), book.say("read.difference")))
    found += [
        (book.say("column.verdict"), " ".join(filter(None, [book.say("read.verdict"), _even(book)]))),
        (book.say("column.level_wanted"), f"{book.say('read.level')} {_levels(book)}"),
        (book.say("column.quadrant"), _of_factors(book, "quadrant")),
        (say(book.language, "results.overall"), book.say("read.together")),
    ]
    if are_weighed(report, [*report.scores.factors, *report.scores.facets]):
        found.append((book.say("column.importance"), _of_factors(book, "importance")))
    return found


def _of_factors(book: Book, column: str) -> str:
    """What a column of the scores means, and below it what each factor has there, a line each."""
    cells = [score_cells(factor, book.report, book.language) for factor in shown_factors(book.report)]
    lines = [f"{one['name']}: {_shown(one[column], book)}" for one in cells if one[column] is not None]
    return "\n".join([book.say(f"read.{column}"), *lines])


def _shown(cell: Cell, book: Book) -> str:
    return number(cell, book.language) if isinstance(cell, int | float) else lower_first(str(cell))


def _levels(book: Book) -> str:
    """The names of the levels, and where each begins."""
    levels = [
        book.say("level_at", name=level[book.language], points=number(level.lowest, book.language))
        for level in book.report.instrument.levels
    ]
    return book.say("level_bands", levels=", ".join(levels))


def _even(book: Book) -> str:
    """The least difference between the two ways that counts: in a factor, by name where they differ; and over all."""
    report, language = book.report, book.language
    found = [(one.id, points_text(one.balance.resolution, language)) for one in shown_factors(report) if one.balance]
    total = total_resolution(report.scores)
    over_all = book.say("even_over_all", points=points_text(total, language)) if total is not None else ""
    if len({points for _, points in found}) < _SEVERAL:
        in_factor = book.say("even_within", points=found[0][1]) if found else ""
    else:
        named = (f"{lower_first(part_name(part, report.instrument, language))} {points}" for part, points in found)
        in_factor = book.say("even_by_factor", factors=", ".join(named))
    return " ".join(filter(None, [in_factor, over_all]))


def _about(book: Book) -> str:
    """Which form it is, and how many of its answers are given."""
    report = book.report
    parts = [book.say("given", answered=report.scores.answered, total=report.scores.cells)]
    if len(report.instrument.offered_forms) > 1:
        parts.insert(0, f"{book.say('row.form')}: {book.say(f'row.{report.answers.form}')}.")
    if report.instrument.form_context(report.answers.form):
        parts.append(book.say("given_beside"))
    return " ".join(parts)
