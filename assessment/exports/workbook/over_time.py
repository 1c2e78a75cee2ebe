"""The sheet on what has moved since the assessment before, with the changes as a chart."""

from __future__ import annotations

from itertools import cycle
from typing import Final

from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]  # it has no type information

from assessment.comparison import FactorChange
from assessment.exports.tables import comparable, two_decimals
from assessment.exports.workbook.book import SIGNED, Book, height
from assessment.exports.workbook.charts import chart_font, chart_of, gridlines, of_hundred
from assessment.exports.workbook.scores import FIRST_SCORE
from assessment.instrument import Language
from assessment.report import Report
from assessment.sentences.causes import cause_texts
from assessment.sentences.comparison import comparison_heading, comparison_remarks, opening, series_remark
from assessment.sentences.names import part_name, verdict_name
from assessment.sentences.scores import shown_factors
from assessment.sentences.since import standing
from assessment.words import date_text, say

# The columns of what has moved, beside the name of a factor.
_COMPARED: Final = ("today_before", "today", "moved_today", "wanted_before", "wanted", "moved_wanted", "verdict")
_MOVED: Final = {"today": "moved_today", "wanted": "moved_wanted"}
_NAME, _NUMBER, _VERDICT, _DAY = 30, 16, 34, 17  # The widths of a factor's name, a number, who wins, and a score.
# A sheet is printed as wide as its table. With more days than this the print would be too small, so none is printed.
_DAYS_ON_PAPER: Final = 8
_AIR: Final = 6.0  # Points between the texts of two rows.
_SMALL: Final = "#B4BAC2"  # The bar of a small change.
_DASHES: Final = ("solid", "dash", "round_dot", "long_dash_dot")  # Of the lines of the factors.
# Of a chart: its rows and their height in points, its size in pixels, and the column where the second begins. It
# ends before the scores of all days, which are not always printed.
_ROWS, _ROW, _SIZE, _SECOND = 14, 20.0, {"width": 550, "height": 360}, 4
_ALONE: Final = {"width": 1150, "height": 360}  # Of the first where there is no second: as wide as the table.


def _factors_as_shown(report: Report) -> list[FactorChange]:
    """The changes of the factors, in the order of page one, and then those of the facets."""
    places = [factor.id for factor in shown_factors(report)]
    facets = [change for change in comparable(report) if change.id not in places]
    return [*sorted(report.factor_changes, key=lambda change: places.index(change.id)), *facets]


def _compared_head(book: Book, name: str) -> str:
    """The name of a column of what has moved, with the day of its scores."""
    report = book.report
    if name in (*_MOVED.values(), "verdict"):
        return book.say(f"column.{name}")
    behaviour, _, is_before = name.partition("_")
    day = (report.earlier[-1] if is_before else report).answered_on
    return f"{book.say(f'column.{behaviour}')},\n{date_text(day, book.language)}"


def _compared(book: Book, sheet: Worksheet, row: int, change: FactorChange) -> None:
    """A row of what has moved: for each behaviour the score then, the score now and the change, and who wins."""
    report, language = book.report, book.language
    name, verdict = part_name(change.id, report.instrument, language), _verdict(report, change.id, language)
    sheet.write_string(row, 0, name, book.bold)
    sheet.write_string(row, len(_COMPARED), verdict, book.text)
    sheet.set_row(row, max(height((name, _NAME), is_bold=True), height((verdict, _VERDICT))) + _AIR)
    for column, moved in zip((1, 4), (change.current, change.new), strict=True):
        book.cell(sheet, row, column, two_decimals(moved.earlier), book.points)
        book.cell(sheet, row, column + 1, two_decimals(moved.later), book.points)
        # The difference of the whole numbers shown, so that no row contradicts itself.
        book.cell(sheet, row, column + 2, moved.whole_points, book.quiet_signed if moved.is_small else book.signed)


def write_over_time(book: Book, sheet: Worksheet) -> None:
    """One row per factor, as on page one, or facet: both scores before and now, who wins, the wanted score each day.

    Below them the changes as a chart, and what there is to say of them.
    """
    report, language = book.report, book.language
    days = [*report.earlier, report] if len(report.earlier) > 1 else []
    columns = [(book.say("column.factor"), _NAME), *((_compared_head(book, name), _NUMBER) for name in _COMPARED)]
    last = len(_COMPARED)
    columns[last] = (columns[last][0], _VERDICT)
    wanted = report.instrument.columns[1].short[language]
    columns += [(f"{wanted},\n{date_text(day.answered_on, language)}", _DAY) for day in days]
    widths = [width for _, width in columns[: last + 1]]
    book.heading(sheet, 0, book.say("sheet.comparison"))
    said = [opening(report, language).title] if report.opens_with_change else []
    book.across(sheet, 1, " ".join([*said, f"{comparison_heading(report, language)}."]), widths)
    book.header(sheet, columns, FIRST_SCORE - 1, numbers=set(range(1, len(columns))) - {last})
    on_days = [(*day.scores.factors, *day.scores.facets) for day in days]
    row = FIRST_SCORE
    for row, change in enumerate(_factors_as_shown(report), start=FIRST_SCORE):
        _compared(book, sheet, row, change)
        for column, on_day in enumerate(on_days, start=last + 1):
            found = next((score.new.score for score in on_day if score.id == change.id), None)
            book.cell(sheet, row, column, two_decimals(found), book.points)
    _insert_charts(book, sheet, row + 2, len(days))
    remarks = [*comparison_remarks(report, language), series_remark(report, language)]
    remarks += [cause.sentence for cause in cause_texts(report, language)]
    for place, remark in enumerate(filter(None, remarks), start=row + 2 + _ROWS):
        book.across(sheet, place, remark, widths)
    if len(days) > _DAYS_ON_PAPER:
        book.print_columns(sheet, last)


def _verdict(report: Report, part: str, language: Language) -> str:
    """Which behaviour wins in a factor, and what has turned there, or in a facet."""
    if report.instrument.factor(part):
        return standing(part, report, language).said
    return next((verdict_name(facet, language) for facet in report.scores.facets if facet.id == part), "")


def _insert_charts(book: Book, sheet: Worksheet, row: int, days: int) -> None:
    """In rows of their own, the change of each factor, and where there are several `days` the wanted score on each."""
    for place in range(_ROWS):
        sheet.set_row(row + place, _ROW)
    _insert_moved(book, sheet, row, _SIZE if days else _ALONE)
    if days:
        _insert_days(book, sheet, row, days)


def _insert_moved(book: Book, sheet: Worksheet, row: int, size: dict[str, int]) -> None:
    """A bar for the points by which each behaviour's score has moved, above or below zero."""
    name, first = book.say("sheet.comparison"), FIRST_SCORE
    last = first + len(book.report.factor_changes) - 1
    all_moves = [moved for one in book.report.factor_changes for moved in (one.current, one.new)]
    has_bar = any(moved.whole_points for moved in all_moves)
    has_grey = any(moved.is_small and moved.whole_points for moved in all_moves)  # A bar of no height shows none.
    title = book.say("chart_moved_grey" if has_grey else "chart_moved")
    chart = chart_of(book, "column", title)
    label = {"value": True, "num_format": SIGNED, "font": chart_font(book, 8)}
    shown = _factors_as_shown(book.report)[: len(book.report.factor_changes)]
    for side, fill in (("today", book.colours.today), ("wanted", book.colours.wanted)):
        moves = [change.current if side == "today" else change.new for change in shown]
        if has_bar and not any(moved.whole_points for moved in moves):
            continue  # The key names no bars that are not there.
        # What the table has in grey is grey here too, bar by bar: the key keeps the colour of its way.
        points = [{"fill": {"color": _SMALL}} if moved.is_small else None for moved in moves]
        column = 1 + _COMPARED.index(_MOVED[side])
        places = {"categories": [name, first, 0, last, 0], "values": [name, first, column, last, column]}
        looks = {"fill": {"color": fill}, "gap": 80, "overlap": 0, "data_labels": label, "points": points}
        chart.add_series({"name": book.say(f"column.{side}"), **places, **looks})
    scale = {"num_format": SIGNED, "num_font": chart_font(book), "line": {"none": True}}
    chart.set_y_axis(scale | {"major_gridlines": gridlines(book)})
    chart.set_x_axis({"label_position": "low", "num_font": chart_font(book) | {"bold": True}})
    chart.set_size(size)
    sheet.insert_chart(row, 0, chart, {"object_position": 2, "description": title})


def _insert_days(book: Book, sheet: Worksheet, row: int, days: int) -> None:
    """A line for each factor's wanted score over all days."""
    name, left = book.say("sheet.comparison"), 1 + len(_COMPARED)
    title, right = say(book.language, "comparison.series"), left + days - 1
    chart = chart_of(book, "line", title)
    for at, dash in zip(range(len(book.report.factor_changes)), cycle(_DASHES), strict=False):
        of = FIRST_SCORE + at
        places = {
            "categories": [name, FIRST_SCORE - 1, left, FIRST_SCORE - 1, right],
            "values": [name, of, left, of, right],
        }
        line = {"color": book.colours.wanted, "width": 2, "dash_type": dash}
        fill = {"color": book.colours.wanted}
        marker = {"type": "circle", "size": 6, "fill": fill, "border": fill}
        chart.add_series({"name": [name, of, 0], **places, "line": line, "marker": marker})
    chart.set_y_axis(of_hundred(book))
    chart.set_x_axis({"num_font": chart_font(book)})
    chart.set_size(_SIZE)
    sheet.insert_chart(row, _SECOND, chart, {"object_position": 2, "description": title})
