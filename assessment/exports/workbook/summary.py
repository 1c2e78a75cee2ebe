"""The first sheet: the headline, what to do, the factors with a chart, and how certain it is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]  # it has no type information

from assessment.exports.steps import next_words
from assessment.exports.tables import score_cells, two_decimals
from assessment.exports.workbook.book import Book, head_height, height
from assessment.plan import PlanLine, PlanStep
from assessment.sentences.advice import advice_title, before_headline, done_sentence, waiting_sentence
from assessment.sentences.causes import cause_texts
from assessment.sentences.certainty import certainty_sentences, picture_sentence, versions_sentence
from assessment.sentences.comparison import (
    done_heading,
    grey_remark,
    opening,
    outcome_texts,
)
from assessment.sentences.names import level_name
from assessment.sentences.scores import before_text, shown_factors
from assessment.words import day_text, say
from assessment.words import number as in_words

# The columns: a name, five numbers or a text across them, a word or who does it, and a level or a day.
_WIDTHS: Final = (36, 13, 13, 13, 13, 13, 20, 16)
_LAST: Final = len(_WIDTHS) - 1
_OWNER, _DUE = 6, 7  # The columns of who does an action, and by when.
_TEXT: Final = sum(_WIDTHS[1:_OWNER])
_LINE: Final = sum(_WIDTHS)
_CHART_ROWS: Final = 16
_CHARTS_WIDTH, _CHART_HEIGHT = 1010, 310  # Pixels.
_PALE: Final = 65  # Per cent transparent, of a bar that shows what was before.
# The columns of the table of factors, by what they show: without and with an assessment before.
_NOW: Final = {"factor": 0, "today": 1, "wanted": 2, "difference": 3, "verdict": 4, "level": _OWNER}
_MOVED: Final = {
    "factor": 0,
    "today_before": 1,
    "today": 2,
    "wanted_before": 3,
    "wanted": 4,
    "moved_wanted": 5,
    "verdict": _OWNER,
    "level": _DUE,
}
_MOST_PLANNED: Final = 8  # Lines of the plan on the first sheet.


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
    row = _planned(book, sheet, row)
    row = _factors(book, sheet, row + 1)
    sheet.set_h_pagebreaks([row])  # So that no chart is cut in two.
    charts = _charts(book)
    width = _CHARTS_WIDTH // len(charts)
    for place, (title, chart) in enumerate(charts.items()):
        chart.set_size({"width": width, "height": _CHART_HEIGHT})
        sheet.insert_chart(
            row, 0, chart, {"object_position": 2, "description": title, "x_offset": place * width, "y_offset": 4}
        )
    row += _CHART_ROWS
    book.heading(sheet, row, book.say("method"))
    for sentence in [
        *certainty_sentences(report, language, in_file=True),
        _about(book),
        versions_sentence(report, language),
    ]:
        row = _across(book, sheet, row + 1, sentence) - 1


def _about(book: Book) -> str:
    """Which form it is, and how many of its answers are given."""
    report = book.report
    parts = [book.say("given", answered=report.scores.answered, total=report.scores.cells)]
    if len(report.instrument.offered_forms) > 1:
        parts.insert(0, f"{book.say('row.form')}: {book.say(f'row.{report.answers.form}')}.")
    if report.instrument.form_context(report.answers.form):
        parts.append(book.say("given_beside"))
    return " ".join(parts)


def _across(book: Book, sheet: Worksheet, row: int, text: str) -> int:
    """A text across the sheet, in a row as high as it needs. Returns the next row."""
    sheet.merge_range(row, 0, row, _LAST, "", book.text)
    sheet.write_string(row, 0, text, book.text)
    sheet.set_row(row, height((text, _LINE)))
    return row + 1


def _behaviours(book: Book, sheet: Worksheet, row: int) -> int:
    answers = book.report.answers
    for column, text in zip(
        book.report.instrument.columns, (answers.current_behaviour, answers.new_behaviour), strict=True
    ):
        sheet.write_string(row, 0, column.short[book.language], book.bold)
        sheet.merge_range(row, 1, row, _LAST, "", book.text)
        sheet.write_string(row, 1, text or book.say("not_described"), book.text)
        sheet.set_row(row, height((text, _LINE - _WIDTHS[0])))
        row += 1
    return row


def _actions(book: Book, sheet: Worksheet, row: int) -> int:
    """What to do first: each recommendation with its first step; nothing where there is none."""
    report, language = book.report, book.language
    if not report.advice:
        return row
    book.heading(sheet, row, book.say("first"))
    row += 1
    if before := before_headline(report, language):
        row = _across(book, sheet, row, before)
    _action_heads(book, sheet, row, book.say("next"))
    for place, advice in enumerate(report.to_do, start=1):
        row += 1
        title = f"{place}. {advice_title(advice, report, language)}"
        _action(book, sheet, row, title, next_words(advice, report, language), report.planned(advice))
    row += 1
    for sentence in filter(None, (waiting_sentence(report, language), done_sentence(report, language))):
        row = _across(book, sheet, row, sentence)
    return row


def _action_heads(book: Book, sheet: Worksheet, row: int, middle: str) -> None:
    """The head of a table of actions; `middle` is that of the column across the numbers."""
    sheet.merge_range(row, 1, row, _OWNER - 1, "", book.head)
    heads = (book.say("step.title"), middle, say(book.language, "plan.owner"), say(book.language, "plan.due"))
    for column, head in zip((0, 1, _OWNER, _DUE), heads, strict=True):
        sheet.write_string(row, column, head, book.head)


def _action(book: Book, sheet: Worksheet, row: int, title: str, middle: str, line: PlanLine | None) -> None:
    """An action: its title, what is said of it, and who does it by when, as its line of the plan says."""
    owner = line.owner if line else ""
    sheet.write_string(row, 0, title, book.bold)
    sheet.merge_range(row, 1, row, _OWNER - 1, "", book.text)
    sheet.write_string(row, 1, middle, book.text)
    if owner:
        sheet.write_string(row, _OWNER, owner, book.box)
    else:
        sheet.write_blank(row, _OWNER, None, book.box)
    book.day(sheet, row, _DUE, line.due if line else None)
    sheet.set_row(row, height((title, _WIDTHS[0]), (middle, _TEXT), (owner, _WIDTHS[_OWNER])))


def _planned(book: Book, sheet: Worksheet, row: int) -> int:
    """What has come of the plan, and what else is left of it than stands among the actions; nothing without."""
    report, language = book.report, book.language
    went = {text.line: text.how_it_went for text in outcome_texts(report, language)}
    lines = [line for line in report.plan if line.id in went or not (line.is_all_done or line.source in report.ranked)]
    if not lines:
        return row
    book.heading(sheet, row + 1, done_heading(report, language) if went else book.say("plan"))
    row += 2
    _action_heads(book, sheet, row, say(language, "plan.state") if went else book.say("next"))
    for line in lines[:_MOST_PLANNED]:
        row += 1
        title = line.title or say(language, "plan_page.untitled")
        _action(book, sheet, row, title, went.get(line.id) or _open_step(book, line), line)
    row += 1
    if (left := len(lines) - _MOST_PLANNED) > 0:
        row = _across(book, sheet, row, book.say("rest_of_plan", count=left, sheet=book.say("sheet.plan")))
    return row


def _open_step(book: Book, line: PlanLine) -> str:
    """The first step of a line that is not done, and since when it is overdue or by when it is due."""
    report, language = book.report, book.language
    step = line.steps[line.first_open or 0] if line.steps else PlanStep(line.first_step, line.due)
    if step.due is None:
        return step.text
    late = step.due < report.made_on
    return book.say("late_step" if late else "due_step", day=day_text(step.due, language), step=step.text)


def _factors(book: Book, sheet: Worksheet, row: int) -> int:
    """Both scores of each factor, after an earlier assessment those of last time too, who wins, and its level."""
    report, language = book.report, book.language
    book.heading(sheet, row, book.say("factors"))
    places = _MOVED if report.changes else _NOW
    row += 1
    for column in range(_LAST + 1):
        sheet.write_blank(row, column, None, book.head)
    for name, column in places.items():
        sheet.write_string(row, column, book.say(f"column.{name}"), book.head)
    heads = ((book.say(f"column.{name}"), _WIDTHS[column]) for name, column in places.items())
    sheet.set_row(row, head_height(*heads))
    row += 1
    before = {change.id: change for change in report.factor_changes}
    for factor in shown_factors(report):
        cells = score_cells(factor, report, language)
        change = before.get(factor.id)
        if change:
            cells |= {
                "today_before": two_decimals(change.current.earlier),
                "wanted_before": two_decimals(change.new.earlier),
                "moved_wanted": change.new.whole_points,
            }
        sheet.write_string(row, 0, str(cells["name"]), book.bold)
        if places["verdict"] < _OWNER:  # Where there is room for it, but no column as wide.
            sheet.merge_range(row, places["verdict"], row, places["verdict"] + 1, "", book.text)
        for name, column in list(places.items())[1:]:
            number = book.signed if name in ("difference", "moved_wanted") else book.points
            is_small = name == "moved_wanted" and change is not None and change.new.is_small
            book.cell(sheet, row, column, cells[name], book.quiet_signed if is_small else number)
        row += 1
    return _below_factors(book, sheet, row) + 1


def _below_factors(book: Book, sheet: Worksheet, row: int) -> int:
    """What all four factors come to, which changes are small, and which answers have moved each factor."""
    report, language = book.report, book.language
    overall = report.scores.overall
    if overall.score is not None:
        level = level_name(overall.level, report.instrument, language).lower()
        then_all = before_text(report, language)
        together = book.say("together", score=in_words(overall.score, language), before=then_all, level=level)
        row = _across(book, sheet, row, together)
    if any(change.new.is_small for change in report.factor_changes):
        row = _across(book, sheet, row, *grey_remark(report, language))
    for cause in cause_texts(report, language):
        row = _across(book, sheet, row, cause.sentence)
    return row


def _charts(book: Book) -> dict[str, Any]:
    """By title, bars that Excel draws from the sheets: both behaviours now, or each of them before and now.

    Each has a score for every factor. What was before is pale.
    """
    report, colours = book.report, (book.colours.today, book.colours.wanted)
    if not report.changes:
        title, series = book.say("chart"), [(place, colour, 0) for place, colour in enumerate(colours, start=1)]
        return {title: _chart(book, title, book.say("sheet.factors"), series)}
    charts = {}
    for column, colour, place in zip(report.instrument.columns, colours, (1, 5), strict=True):
        title = book.say("chart_before", column=column.short[book.language])
        series = [(place, colour, _PALE), (place + 1, colour, 0)]
        charts[title] = _chart(book, title, book.say("sheet.comparison"), series)
    return charts


def _chart(book: Book, title: str, names: str, series: Sequence[tuple[int, str, int]]) -> Any:  # noqa: ANN401  # xlsxwriter has no type information
    """Bars of the factors on the sheet of this name: a column of it, a colour and how transparent it is for each."""
    chart, last = book.file.add_chart({"type": "bar"}), len(book.report.scores.factors)
    for column, colour, transparency in series:
        chart.add_series(
            {
                "name": [names, 0, column],
                "categories": [names, 1, 0, last, 0],
                "values": [names, 1, column, last, column],
                "fill": {"color": colour, "transparency": transparency},
                "gap": 60,
                "data_labels": {"value": True, "num_format": "0"},
            }
        )
    chart.set_title({"name": title, "name_font": {"size": 12, "color": book.colours.ink}, "overlay": False})
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
    return chart
