"""The first sheet: the headline with a chart, what to do, the factors, and how certain it is."""

from __future__ import annotations

from typing import Any, Final

from xlsxwriter.format import Format  # type: ignore[import-untyped]  # it has no type information
from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]  # it has no type information

from assessment.exports.steps import next_words
from assessment.exports.tables import score_cells, two_decimals
from assessment.exports.workbook.book import FONT, Book, height
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
from assessment.words import date_text, day_text, say
from assessment.words import number as in_words

# The columns: a name, five numbers or a text across them, a word or who does it, and a level or a day.
_WIDTHS: Final = (32, 11, 11, 11, 11, 11, 20, 13)
_LAST: Final = len(_WIDTHS) - 1
_OWNER, _DUE = 6, 7  # The columns of who does an action, and by when.
_TEXT: Final = sum(_WIDTHS[1:_OWNER])
_LINE: Final = sum(_WIDTHS)
_CHART_ROWS, _CHART_ROW = 13, 15  # How many rows are behind the chart, and their height in points.
_CHART_WIDTH, _CHART_HEIGHT = 880, 256  # Pixels.
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
_IN_WORDS: Final = ("factor", "verdict", "level")  # All other columns of it are numbers.
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
    row = _behaviours(book, sheet, row)
    row = _insert_chart(book, sheet, row)
    row = _actions(book, sheet, row)
    row = _planned(book, sheet, row)
    row = _as_of(book, sheet, row)
    row = _factors(book, sheet, row + 1)
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


def _across(book: Book, sheet: Worksheet, row: int, text: str, look: Format | None = None) -> int:
    """A text across the sheet, in a row as high as it needs. Returns the next row."""
    sheet.merge_range(row, 0, row, _LAST, "", look or book.text)
    sheet.write_string(row, 0, text, look or book.text)
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
    sheet.set_row(
        row, max(height((title, _WIDTHS[0]), is_bold=True), height((middle, _TEXT), (owner, _WIDTHS[_OWNER])))
    )


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


def _as_of(book: Book, sheet: Worksheet, row: int) -> int:
    """That what stands here of the plan is of the file's day, and where it is changed; nothing without a plan."""
    if not book.report.plan:
        return row
    day = date_text(book.report.made_on, book.language)
    return _across(book, sheet, row, book.say("plan_as_of", day=day, sheet=book.say("sheet.plan")), book.quiet)


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
        look = book.head if name in _IN_WORDS else book.number_head
        sheet.write_string(row, column, book.say(f"column.{name}"), look)
    heads = ((book.say(f"column.{name}"), _WIDTHS[column]) for name, column in places.items())
    sheet.set_row(row, height(*heads, is_bold=True))
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
        sheet.set_row(row, height((str(cells["name"]), _WIDTHS[0]), (str(cells["verdict"] or ""), _WIDTHS[_OWNER])))
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


def _insert_chart(book: Book, sheet: Worksheet, row: int) -> int:
    """The chart, in sight where the file is opened. Returns the row below it."""
    title = book.say("chart_before" if book.report.changes else "chart")
    place = {"object_position": 2, "description": title, "y_offset": 6}
    sheet.insert_chart(row, 0, _chart(book, title), place)
    for each in range(row, row + _CHART_ROWS):
        sheet.set_row(each, _CHART_ROW)
    return row + _CHART_ROWS


def _chart(book: Book, title: str) -> Any:  # noqa: ANN401  # xlsxwriter has no type information
    """Columns that Excel draws from the sheets: both behaviours side by side for every factor.

    After an earlier assessment both of then, pale, stand before both of now.
    """
    today, wanted = book.colours.today, book.colours.wanted
    names, series = book.say("sheet.factors"), [(1, today, 0), (2, wanted, 0)]
    if book.report.changes:
        names = book.say("sheet.comparison")
        series = [(1, today, _PALE), (5, wanted, _PALE), (2, today, 0), (6, wanted, 0)]
    chart, last = book.file.add_chart({"type": "column"}), len(book.report.scores.factors)
    font = {"name": FONT["font_name"], "size": 9, "color": book.colours.ink}
    for column, colour, transparency in series:
        chart.add_series(
            {
                "name": [names, 0, column],
                "categories": [names, 1, 0, last, 0],
                "values": [names, 1, column, last, column],
                "fill": {"color": colour, "transparency": transparency},
                "gap": 70,
                "overlap": 0,
                "data_labels": {"value": True, "num_format": "0", "font": font},
            }
        )
    chart.set_title({"name": title, "name_font": font | {"size": 11, "bold": True}, "overlay": False})
    lines = {"visible": True, "line": {"color": book.colours.hairline}}
    scale = {"min": 0, "max": 100, "major_unit": 25, "major_gridlines": lines, "num_font": font}
    chart.set_y_axis(scale | {"line": {"none": True}})
    chart.set_x_axis({"num_font": font | {"size": 10, "bold": True}, "line": {"color": book.colours.hairline}})
    chart.set_legend({"position": "right", "font": font})
    chart.set_chartarea({"border": {"none": True}})
    chart.set_size({"width": _CHART_WIDTH, "height": _CHART_HEIGHT})
    return chart
