"""The sheets on scores: facets, and what has moved."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]  # it has no type information

from assessment.comparison import Change, FactorChange
from assessment.exports.tables import comparable, score_cells, two_decimals
from assessment.exports.workbook.book import Book, height
from assessment.report import Report
from assessment.rounding import rounded
from assessment.scoring import Score
from assessment.sentences.causes import cause_texts
from assessment.sentences.comparison import comparison_heading, comparison_remarks, series_remark
from assessment.sentences.names import part_name
from assessment.sentences.scores import shown_factors
from assessment.words import date_text, say

_SCORE_COLUMNS: Final[tuple[tuple[str, int], ...]] = (
    ("today", 10),
    ("wanted", 10),
    ("difference", 11),
    ("verdict", 17),
    ("level_wanted", 13),
    ("quadrant", 34),
    ("importance", 16),
)
# The columns of what has moved, beside the name of a factor.
_COMPARED: Final = ("today_before", "today", "moved_today", "wanted_before", "wanted", "moved_wanted")
_NAME: Final = 30  # The width of a factor's name.
_NUMBERS: Final = ("today", "wanted", "difference", "importance")
FIRST_SCORE: Final = 3  # The row of the first factor or facet, below the title, what it shows, and the heads.
# A sheet is printed as wide as its table. With more days than this the print would be too small, so none is printed.
_DAYS_ON_PAPER: Final = 8
_SAME: Final = 1e-6  # Below this two numbers are one.


def are_weighed(report: Report, entries: Sequence[Score]) -> bool:
    """Whether it was answered of any of these factors or facets how much it matters."""
    return any(entry.id in report.answers.importance for entry in entries)


def write_facets(book: Book, sheet: Worksheet) -> None:
    """One row per facet; the second column names its factor."""
    report, language = book.report, book.language
    entries = report.scores.facets
    is_weighed = are_weighed(report, entries)
    shown = [one for one in _SCORE_COLUMNS if one[0] != "importance" or is_weighed]
    columns = [(book.say("column.facet"), 40), (book.say("column.factor"), 20)]
    numbers = {place for place, (name, _) in enumerate(shown, start=len(columns)) if name in _NUMBERS}
    columns += [(book.say(f"column.{name}"), width) for name, width in shown]
    widths = [width for _, width in columns]
    book.heading(sheet, 0, book.say("facets"))
    book.across(sheet, 1, book.say("facets_key", method=book.say("sheet.method")), widths)
    book.header(sheet, columns, FIRST_SCORE - 1, numbers=numbers)
    for row, entry in enumerate(entries, start=FIRST_SCORE):
        cells = score_cells(entry, report, language)
        cells |= {"difference": shown_difference(entry), "level_wanted": cells["level"]}
        sheet.write_string(row, 0, str(cells["name"]), book.bold)
        facet = report.instrument.facet(entry.id)
        if facet is not None:
            book.cell(sheet, row, 1, part_name(facet.factor, report.instrument, language))
        for column, (name, _) in enumerate(shown, start=len(columns) - len(shown)):
            number = book.signed if name == "difference" else book.points
            book.cell(sheet, row, column, cells[name], number)
        texts = [(str(cells[name] or ""), width) for name, width in shown]
        sheet.set_row(row, height((str(cells["name"]), columns[0][1]), *texts) + 2)
    hints = [book.say("facets_hint"), *([book.say("read.importance")] if is_weighed else [])]
    for below, hint in enumerate(hints, start=FIRST_SCORE + len(entries) + 1):
        book.across(sheet, below, hint, widths)


def shown_difference(score: Score) -> float | None:
    """The difference of two scores as whoever reads their whole numbers would work it out.

    Its own where it is of fewer statements than the scores: those answered for both.
    """
    balance = score.balance
    if balance is None or None in (score.current.score, score.new.score):
        return None if balance is None else two_decimals(balance.difference)
    today, wanted = score.current.score or 0.0, score.new.score or 0.0
    if abs(wanted - today - balance.difference) > _SAME:
        return two_decimals(balance.difference)
    return float(rounded(wanted, 0) - rounded(today, 0)) + 0.0


def _factors_as_shown(report: Report) -> list[FactorChange]:
    """The changes of the factors, in the order of page one, and then those of the facets."""
    places = [factor.id for factor in shown_factors(report)]
    facets = [change for change in comparable(report) if change.id not in places]
    return [*sorted(report.factor_changes, key=lambda change: places.index(change.id)), *facets]


def _compared_head(book: Book, name: str) -> str:
    """The name of a column of what has moved, with the day of its scores."""
    report = book.report
    if name.startswith("moved"):
        return book.say(f"column.{name}")
    behaviour, _, is_before = name.partition("_")
    day = (report.earlier[-1] if is_before else report).answered_on
    return f"{book.say(f'column.{behaviour}')},\n{date_text(day, book.language)}"


def _all_together(report: Report) -> tuple[Change, Change]:
    """How all four factors together have moved, for today's behaviour and for the wanted one."""
    before, now = (of.scores.overall for of in (report.earlier[-1], report))
    return Change(before.today, now.today, None, None, None), Change(before.score, now.score, None, None, None)


def _compared(book: Book, sheet: Worksheet, row: int, name: str, moves: tuple[Change, Change]) -> None:
    """A row of what has moved: for each behaviour the score then, the score now, and the change."""
    sheet.write_string(row, 0, name, book.bold)
    sheet.set_row(row, height((name, _NAME), is_bold=True) + 2)
    for column, moved in zip((1, 4), moves, strict=True):
        book.cell(sheet, row, column, two_decimals(moved.earlier), book.points)
        book.cell(sheet, row, column + 1, two_decimals(moved.later), book.points)
        # The difference of the whole numbers shown, so that no row contradicts itself.
        is_small = moved.is_small or (moved.points is not None and moved.points <= book.report.small_change)
        book.cell(sheet, row, column + 2, moved.whole_points, book.quiet_signed if is_small else book.signed)


def write_over_time(book: Book, sheet: Worksheet) -> None:
    """One row per factor, as on page one, or facet: both scores before and now, and the wanted score on each day."""
    report, language = book.report, book.language
    days = [*report.earlier, report] if len(report.earlier) > 1 else []
    columns = [(book.say("column.factor"), _NAME), *((_compared_head(book, name), 18) for name in _COMPARED)]
    wanted = report.instrument.columns[1].short[language]
    columns += [(f"{wanted},\n{date_text(day.answered_on, language)}", 17) for day in days]
    last = len(_COMPARED)
    widths = [width for _, width in columns[: last + 1]]
    book.heading(sheet, 0, book.say("sheet.comparison"))
    book.across(sheet, 1, comparison_heading(report, language), widths)
    book.header(sheet, columns, FIRST_SCORE - 1, numbers=set(range(1, len(columns))))
    on_days = [(*day.scores.factors, *day.scores.facets) for day in days]
    row = FIRST_SCORE
    for row, change in enumerate(_factors_as_shown(report), start=FIRST_SCORE):
        _compared(book, sheet, row, part_name(change.id, report.instrument, language), (change.current, change.new))
        for column, on_day in enumerate(on_days, start=last + 1):
            found = next((score.new.score for score in on_day if score.id == change.id), None)
            book.cell(sheet, row, column, two_decimals(found), book.points)
    row += 1
    _compared(book, sheet, row, say(language, "results.overall"), _all_together(report))
    for column, day in enumerate(days, start=last + 1):
        book.cell(sheet, row, column, two_decimals(day.scores.overall.score), book.points)
    remarks = [*comparison_remarks(report, language), series_remark(report, language)]
    remarks += [cause.sentence for cause in cause_texts(report, language)]
    for place, remark in enumerate(filter(None, remarks), start=row + 2):
        book.across(sheet, place, remark, widths)
    if len(days) > _DAYS_ON_PAPER:
        book.print_columns(sheet, last)
