"""The first sheet: the headline, what to do, the factors with a chart, and how certain it is."""

from __future__ import annotations

from typing import Any, Final

from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]  # it has no type information

from assessment.advice import Advice
from assessment.exports.steps import came_of_plan, next_words
from assessment.exports.tables import score_cells, two_decimals
from assessment.exports.workbook.book import Book
from assessment.sentences.advice import advice_title, before_headline, done_sentence, waiting_sentence
from assessment.sentences.certainty import certainty_sentences, picture_sentence, versions_sentence
from assessment.sentences.comparison import opening
from assessment.sentences.names import level_name
from assessment.sentences.scores import before_text, shown_factors
from assessment.words import number, say

_WIDTHS: Final = (38, 16, 16, 20, 24, 16)
_LAST: Final = len(_WIDTHS) - 1
_CHART_ROWS: Final = 18
# Characters on a line across the sheet, and in the columns of an action's title and step.
_LINE, _TITLE_LINE, _STEP_LINE = 100, 34, 46
_OWNER, _DUE = 4, 5  # The columns of who does an action, and by when.


def write_summary(book: Book, sheet: Worksheet) -> None:
    """What somebody who opens the file should see first, from top to bottom."""
    for column, width in enumerate(_WIDTHS):
        sheet.set_column(column, column, width)
    report, language = book.report, book.language
    story = opening(report, language)
    sheet.write_string(0, 0, story.title, book.title)
    sheet.set_row(0, 30)
    row = _across(book, sheet, 1, story.consequence)
    row = _across(book, sheet, row, picture_sentence(report, language))
    row = _behaviours(book, sheet, row + 1)
    row = _actions(book, sheet, row + 1)
    row = _factors(book, sheet, row + 1)
    sheet.insert_chart(row, 0, _chart(book), {"object_position": 2, "description": book.say("chart")})
    row += _CHART_ROWS
    sheet.write_string(row, 0, book.say("method"), book.part)
    forms = len(report.instrument.offered_forms) > 1
    about = [
        *([f"{book.say('row.form')}: {book.say(f'row.{report.answers.form}')}."] if forms else []),
        f"{book.say('row.answered')}: {report.scores.answered} / {report.scores.cells}.",
    ]
    for sentence in [
        *certainty_sentences(report, language, in_file=True),
        " ".join(about),
        versions_sentence(report, language),
    ]:
        row = _across(book, sheet, row + 1, sentence) - 1


def _across(book: Book, sheet: Worksheet, row: int, text: str) -> int:
    """A text across the sheet, in a row as high as it needs. Returns the next row."""
    sheet.merge_range(row, 0, row, _LAST, "", book.text)
    sheet.write_string(row, 0, text, book.text)
    sheet.set_row(row, 16 * (1 + len(text) // _LINE))
    return row + 1


def _behaviours(book: Book, sheet: Worksheet, row: int) -> int:
    answers = book.report.answers
    for column, text in zip(
        book.report.instrument.columns, (answers.current_behaviour, answers.new_behaviour), strict=True
    ):
        sheet.write_string(row, 0, column.short[book.language], book.bold)
        sheet.merge_range(row, 1, row, _LAST, "", book.text)
        sheet.write_string(row, 1, text or book.say("not_described"), book.text)
        sheet.set_row(row, 16 * (1 + len(text) // _LINE))
        row += 1
    return row


def _actions(book: Book, sheet: Worksheet, row: int) -> int:
    """What to do first: each recommendation with its first step; nothing where there is none."""
    report, language = book.report, book.language
    if not report.advice:
        return row
    sheet.write_string(row, 0, book.say("first"), book.part)
    row += 1
    if before := before_headline(report, language):
        row = _across(book, sheet, row, before)
    heads = (book.say("step.title"), book.say("next"), say(language, "plan.owner"), say(language, "plan.due"))
    sheet.merge_range(row, 1, row, _OWNER - 1, "", book.head)
    for column, head in zip((0, 1, _OWNER, _DUE), heads, strict=True):
        sheet.write_string(row, column, head, book.head)
    for place, advice in enumerate(report.to_do, start=1):
        row += 1
        _action(book, sheet, row, f"{place}. {advice_title(advice, report, language)}", advice)
    row += 1
    for sentence in filter(None, (waiting_sentence(report, language), done_sentence(report, language))):
        row = _across(book, sheet, row, sentence)
    return row


def _action(book: Book, sheet: Worksheet, row: int, title: str, advice: Advice) -> None:
    """A recommendation: its title, what to do next about it, and who does it by when, as the plan says."""
    step, line = next_words(advice, book.report, book.language), book.report.planned(advice)
    sheet.write_string(row, 0, title, book.bold)
    sheet.merge_range(row, 1, row, _OWNER - 1, "", book.text)
    sheet.write_string(row, 1, step, book.text)
    if line and line.owner:
        sheet.write_string(row, _OWNER, line.owner, book.box)
    else:
        sheet.write_blank(row, _OWNER, None, book.box)
    book.day(sheet, row, _DUE, line.due if line else None)
    lines = max(1 + len(step) // _STEP_LINE, 1 + len(title) // _TITLE_LINE)
    sheet.set_row(row, 16 * max(2, lines))


def _factors(book: Book, sheet: Worksheet, row: int) -> int:
    """Both scores of each factor, after an earlier assessment those of last time too, who wins, and its level.

    Below them what all four come to, and what came of the plan.
    """
    report, language = book.report, book.language
    sheet.write_string(row, 0, book.say("factors"), book.part)
    names: tuple[str, ...] = ("factor", "today", "wanted", "verdict", "level")
    if report.changes:
        names = ("factor", "today_before", "today", "wanted_before", "wanted", "verdict", "level")
        sheet.set_column(_LAST + 1, _LAST + 1, _WIDTHS[1])
    for column, name in enumerate(names):
        sheet.write_string(row + 1, column, book.say(f"column.{name}"), book.head)
    row += 2
    before = {change.id: change for change in report.factor_changes}
    for factor in shown_factors(report):
        cells = score_cells(factor, report, language)
        if change := before.get(factor.id):
            then = (change.current.earlier, change.new.earlier)
            cells |= dict(zip(("today_before", "wanted_before"), map(two_decimals, then), strict=True))
        sheet.write_string(row, 0, str(cells["name"]), book.bold)
        for column, name in enumerate(names[1:], start=1):
            book.cell(sheet, row, column, cells[name], book.whole)
        row += 1
    if report.changes and (came := came_of_plan(report, language)):
        row = _across(book, sheet, row, came)
    overall = report.scores.overall
    if overall.score is not None:
        level = level_name(overall.level, report.instrument, language).lower()
        then_all = before_text(report, language)
        together = book.say("together", score=number(overall.score, language), before=then_all, level=level)
        row = _across(book, sheet, row, together)
    return row + 1


def _chart(book: Book) -> Any:  # noqa: ANN401  # xlsxwriter has no type information
    """Today's and the wanted score of each factor as bars, drawn by Excel from the sheet of factors."""
    chart = book.file.add_chart({"type": "bar"})
    names, last = book.say("sheet.factors"), len(book.report.scores.factors)
    for column, colour in ((1, book.colours.today), (2, book.colours.wanted)):
        chart.add_series(
            {
                "name": [names, 0, column],
                "categories": [names, 1, 0, last, 0],
                "values": [names, 1, column, last, column],
                "fill": {"color": colour},
                "gap": 60,
                "data_labels": {"value": True, "num_format": "0"},
            }
        )
    chart.set_title({"name": book.say("chart"), "name_font": {"size": 12, "color": book.colours.ink}, "overlay": False})
    chart.set_x_axis(
        {
            "min": 0,
            "max": 100,
            "major_unit": 25,
            "major_gridlines": {"visible": True, "line": {"color": book.colours.hairline}},
        }
    )
    chart.set_y_axis({"reverse": True})
    chart.set_legend({"position": "bottom"})
    chart.set_size({"width": 760, "height": 340})
    return chart
