"""The sheets on scores: factors, facets, answers, and what has moved."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]  # it has no type information

from assessment.answers import Rating
from assessment.comparison import FactorChange
from assessment.exports.tables import Cell, balance_name, comparable, score_cells, two_decimals
from assessment.exports.workbook.book import Book
from assessment.instrument import Statement
from assessment.report import Report
from assessment.scoring import Score
from assessment.sentences.comparison import comparison_heading, comparison_remarks, movement_text, series_remark
from assessment.sentences.names import part_name
from assessment.sentences.scores import shown_factors
from assessment.words import number, say

_SCORE_COLUMNS: Final = (
    ("today", 10),
    ("wanted", 10),
    ("difference", 11),
    ("verdict", 17),
    ("level", 13),
    ("quadrant", 30),
    ("valid_today", 14),
    ("valid_wanted", 14),
    ("asked", 13),
    ("importance", 12),
    ("gap", 10),
    ("priority", 10),
)
# A statement, its factor or context module, its facet, and its answers in the order of the columns.
_Answered = tuple[Statement, str, str | None, tuple[Rating | None, ...]]
_COUNTS: Final = ("valid_today", "valid_wanted", "asked", "importance")
# A sheet is printed as wide as its table. With more days than this the print would be too small, so none is printed.
_DAYS_ON_PAPER: Final = 8


def write_totals(book: Book, sheet: Worksheet, *, below: int) -> None:
    """What the four factors come to, under their table, whose last row is `below`."""
    report, language = book.report, book.language
    overall = report.scores.overall
    rows = (
        (book.say("row.overall"), overall.score),
        (book.say("row.mean"), overall.mean),
        (book.say("row.minimum"), overall.minimum),
        (balance_name("total", report.instrument, language), report.scores.balance_total),
        (balance_name("rewards", report.instrument, language), report.scores.balance_rewards),
    )
    sheet.write_string(below + 1, 0, say(language, "results.overall"), book.bold)
    for row, (label, value) in enumerate(rows, start=below + 2):
        sheet.merge_range(row, 0, row, 2, "", book.text)
        sheet.write_string(row, 0, label, book.text)
        book.cell(sheet, row, 3, two_decimals(value), book.points)
    target = number(report.instrument.target, language)
    read = [book.say("read.target", target=target), book.say("read.priority")]
    for row, sentence in enumerate(read, start=below + len(rows) + 3):
        sheet.merge_range(row, 0, row, 6, "", book.quiet)
        sheet.write_string(row, 0, sentence, book.quiet)
        sheet.set_row(row, 32)


def write_scores(book: Book, sheet: Worksheet, entries: Sequence[Score], *, within: bool) -> None:
    """One row per factor or facet; with `within`, a second column names the facet's factor."""
    report, language = book.report, book.language
    columns = [(book.say("column.facet" if within else "column.factor"), 40 if within else 24)]
    columns += [(book.say("column.factor"), 20)] if within else []
    book.header(sheet, [*columns, *((book.say(f"column.{name}"), width) for name, width in _SCORE_COLUMNS)])
    for row, entry in enumerate(entries, start=1):
        cells = score_cells(entry, report, language)
        sheet.write_string(row, 0, str(cells["name"]), book.bold)
        facet = report.instrument.facet(entry.id)
        if within and facet is not None:
            book.cell(sheet, row, 1, part_name(facet.factor, report.instrument, language))
        for column, (name, _) in enumerate(_SCORE_COLUMNS, start=len(columns)):
            book.cell(sheet, row, column, cells[name], book.count if name in _COUNTS else book.points)


def write_answers(book: Book, sheet: Worksheet) -> None:
    """One row per statement: 1 to 5 as a number, other answers in words, an unanswered one empty.

    The context is rated once, as it is today, so its answers stand in that column. After an earlier assessment, each
    answer has that of last time before it.
    """
    report, language = book.report, book.language
    instrument = report.instrument
    facets = [("facet", 30)] if instrument.facets else []
    special = {answer.code: answer[language] for answer in instrument.scale.special}
    names = ("today_before", "today", "wanted_before", "wanted") if report.earlier else ("today", "wanted")
    changed = [("changed", 10)] if report.earlier else []
    columns = [("statement", 70), ("factor", 22), *facets, *((name, 16) for name in names), *changed, ("reversed", 10)]
    book.header(sheet, [(book.say(f"column.{label}"), width) for label, width in columns])
    rows = [*_rated(book), *_rated_once(book)]
    for row, (item, group, facet, answers) in enumerate(rows, start=1):
        cells: list[Cell] = [item.text[language], part_name(group, instrument, language)]
        cells += [part_name(facet, instrument, language) if facet else None] if facets else []
        shown: list[Cell] = [special[answer] if isinstance(answer, str) else answer for answer in answers]
        cells += [*shown, *([None] * (len(names) - len(shown)))]  # The context has today's alone.
        cells += [book.say("changed") if _has_changed(answers) else None] if report.earlier else []
        cells.append(book.say("reversed") if item.reverse else None)
        for column, cell in enumerate(cells):
            book.cell(sheet, row, column, cell, book.count)


def _has_changed(answers: Sequence[Rating | None]) -> bool:
    """Whether an answer differs from that of last time, which stands before it."""
    return any(then is not None and then != now for then, now in zip(answers[::2], answers[1::2], strict=True))


def _rated(book: Book) -> Iterator[_Answered]:
    """The statements on the factors, with an answer for each behaviour."""
    report = book.report
    before = {one.item.id: one for one in report.statements_before}
    for one in report.statements:
        then = before.get(one.item.id)
        today, wanted = (then.current, then.new) if then else (None, None)
        answers = (today, one.current, wanted, one.new) if report.earlier else (one.current, one.new)
        yield one.item, one.item.factor, one.item.facet, answers


def _rated_once(book: Book) -> Iterator[_Answered]:
    """The statements on the context, whose answer is that of today."""
    report = book.report
    given = [of.answers.context for of in (*report.earlier[-1:], report)]
    for item in report.instrument.form_context(report.answers.form):
        yield item, item.module, None, tuple(answers.get(item.id) for answers in given)


def _factors_as_shown(report: Report) -> list[FactorChange]:
    """The changes of the factors, in the order of page one, and then those of the facets."""
    places = [factor.id for factor in shown_factors(report)]
    facets = [change for change in comparable(report) if change.id not in places]
    return [*sorted(report.factor_changes, key=lambda change: places.index(change.id)), *facets]


def write_over_time(book: Book, sheet: Worksheet) -> None:
    """One row per factor, as on page one, or facet: both scores before and now, and the wanted score on each day."""
    report, language = book.report, book.language
    before, now = report.earlier[-1].answered_on.isoformat(), report.answered_on.isoformat()
    today, wanted = (column.short[language] for column in report.instrument.columns)
    columns = [(book.say("column.factor"), 30)]
    for name in (today, wanted):
        columns += [
            (f"{name}, {say(language, 'comparison.earlier').lower()} {before}", 14),
            (f"{name}, {say(language, 'comparison.later').lower()} {now}", 14),
            (f"{name}, {book.say('column.difference').lower()}", 14),
            (f"{name}, {book.say('column.movement').lower()}", 24),
        ]
    days = [*report.earlier, report] if len(report.earlier) > 1 else []
    columns += [(f"{wanted}, {day.answered_on.isoformat()}", 13) for day in days]
    book.header(sheet, columns)
    on_days = [(*day.scores.factors, *day.scores.facets) for day in days]
    row = 0
    for row, change in enumerate(_factors_as_shown(report), start=1):
        sheet.write_string(row, 0, part_name(change.id, report.instrument, language), book.bold)
        cells: list[Cell] = []
        for moved in (change.current, change.new):
            scores = (two_decimals(moved.earlier), two_decimals(moved.later))
            # The difference of the whole numbers shown, so that no row contradicts itself.
            cells += [*scores, moved.whole_points, movement_text(moved, language)]
        for on_day in on_days:
            found = next((score.new.score for score in on_day if score.id == change.id), None)
            cells.append(two_decimals(found))
        small = {3: change.current.is_small, 7: change.new.is_small}  # By the column of its difference.
        grey = {each for column, is_small in small.items() if is_small for each in (column, column + 1)}
        for column, cell in enumerate(cells, start=1):
            is_grey = column in grey
            book.cell(sheet, row, column, cell, book.quiet_points if is_grey else book.points, grey=is_grey)
    remarks = [comparison_heading(report, language), *comparison_remarks(report, language)]
    remarks += [series_remark(report, language)] if series_remark(report, language) else []
    for place, remark in enumerate(remarks, start=row + 2):
        sheet.merge_range(place, 0, place, 8, "", book.text)
        sheet.write_string(place, 0, remark, book.text)
    if len(days) > _DAYS_ON_PAPER:
        sheet.print_area(0, 0, row + 1 + len(remarks), 8)
