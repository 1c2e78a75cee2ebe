"""The sheet on the facets' scores."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]  # it has no type information

from assessment.exports.tables import score_cells, two_decimals
from assessment.exports.workbook.book import Book, height
from assessment.report import Report
from assessment.rounding import rounded
from assessment.scoring import Score
from assessment.sentences.names import part_name
from assessment.sentences.scores import shown_factors

_SCORE_COLUMNS: Final[tuple[tuple[str, int], ...]] = (
    ("today", 10),
    ("wanted", 10),
    ("difference", 11),
    ("verdict", 17),
    ("level_wanted", 13),
    ("quadrant", 34),
    ("importance", 16),
)
_NUMBERS: Final = ("today", "wanted", "difference", "importance")
FIRST_SCORE: Final = 3  # The row of the first factor or facet, below the title, what it shows, and the heads.
_SAME: Final = 1e-6  # Below this two numbers are one.


def are_weighed(report: Report, entries: Sequence[Score]) -> bool:
    """Whether it was answered of any of these factors or facets how much it matters."""
    return any(entry.id in report.answers.importance for entry in entries)


def write_facets(book: Book, sheet: Worksheet) -> None:
    """One row per facet; the second column names its factor."""
    report, language = book.report, book.language
    places = [factor.id for factor in shown_factors(report)]
    factors = {facet.id: facet.factor for facet in report.instrument.facets}
    entries = sorted(report.scores.facets, key=lambda one: places.index(factors[one.id]))
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
        named = height((str(cells["name"]), columns[0][1]), is_bold=True)
        sheet.set_row(row, max(named, height(*texts)) + 2)
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
