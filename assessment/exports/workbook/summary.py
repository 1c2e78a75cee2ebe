"""The first sheet: the headline, how the plan stands, what to do, the factors as a chart beside their table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from xlsxwriter.format import Format  # type: ignore[import-untyped]  # it has no type information
from xlsxwriter.utility import xl_col_to_name  # type: ignore[import-untyped]  # it has no type information
from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]  # it has no type information

from assessment.answering_again import when_to_answer
from assessment.exports.tables import Cell, score_cells, two_decimals
from assessment.exports.workbook.actions import (
    Action,
    came_of,
    is_over,
    no_day_words,
    owner_words,
    state_words,
)
from assessment.exports.workbook.book import FIRST_DATE, Book, height
from assessment.exports.workbook.charts import chart_font, chart_of, of_hundred
from assessment.exports.workbook.plan import counted, written_by_hand
from assessment.exports.workbook.rows import add_rule, follow, followed_day, followed_text
from assessment.exports.workbook.scores import shown_difference
from assessment.plan import OUTCOMES
from assessment.scoring import Score
from assessment.sentences.advice import begin_sentence, waiting_sentence
from assessment.sentences.came_of_plan import done_heading, unanswered
from assessment.sentences.causes import judged_beside_headline
from assessment.sentences.certainty import one_person_sentence
from assessment.sentences.comparison import grey_remark, opening
from assessment.sentences.planned import number_in_results
from assessment.sentences.scores import shown_factors, today_together, together_sentence
from assessment.sentences.since import standing, why_in_order
from assessment.words import say

# The columns: the number of advice, an action, then those of the factors; above them the chart, or the next step.
# Together within a laptop's screen of 1280 pixels.
_WIDTHS: Final = (8, 31, 24, 19, 10, 10, 10, 9, 9, 26, 14)
_LAST: Final = len(_WIDTHS) - 1
_LINE: Final = sum(_WIDTHS)
_CHART_COLUMNS: Final = 3  # So many columns are behind the chart.
_CHART_LEAST: Final = 200.0  # Points, the least height of the chart.
_FILLER: Final = 20.0  # Points, the height of an empty row beside the chart.
_PALE: Final = {"today_before": "#DCC39A", "wanted_before": "#9CC3EA"}  # The colours of both, as they were before.
_INDENT: Final = 1.5  # How far from its left edge the text of a cell on actions begins.
_POINT: Final = 4 / 3  # Pixels.
_COLUMN_PIXELS: Final = (7, 5)  # Of a column: so many for each figure, and for its edges.
# The columns of the table of actions, by what they show: the first and the last of each.
_ACTION: Final = {
    "advice": (0, 0),
    "title": (1, 1),
    "middle": (2, 6),
    "owner": (7, 8),
    "due": (9, 9),
    "state": (10, 10),
}
# Those of what the plan has behind it.
_BEHIND: Final = {"title": (0, 2), "middle": (3, 8), "due": (9, 9), "state": (10, 10)}
# The columns of the table of factors, by what they show: without and with an assessment before.
_NOW: Final = {
    "factor": (3, 3),
    "today": (4, 4),
    "wanted": (5, 5),
    "difference": (6, 7),
    "verdict": (8, 9),
    "level_wanted": (10, 10),
}
_MOVED: Final = {
    "factor": (3, 3),
    "today_before": (4, 4),
    "today": (5, 5),
    "wanted_before": (6, 6),
    "wanted": (7, 7),
    "moved_wanted": (8, 8),
    "verdict": (9, 9),
    "level_wanted": (10, 10),
}
_IN_WORDS: Final = ("factor", "verdict", "level_wanted")  # All other columns of it are numbers.
_MOST_PLANNED: Final = 8  # Lines on the first sheet that the plan has beside today's advice.


def write_summary(book: Book, sheet: Worksheet, found: Sequence[Action]) -> None:
    """What somebody who opens the file should see first, from top to bottom."""
    for column, width in enumerate(_WIDTHS):
        sheet.set_column(column, column, width)
    sheet.fit_to_pages(1, 1)
    # The page holds much: narrow margins leave it larger letters.
    sheet.set_margins(left=0.4, right=0.4, top=0.4, bottom=0.5)
    report, language = book.report, book.language
    story = opening(report, language)
    sheet.write_string(0, 0, story.title, book.title)
    sheet.set_row(0, 30)
    row = 1
    if found:
        row = _status(book, sheet, row, found)
    row = _across(book, sheet, row, story.consequence)
    if judged := report.shows_change and judged_beside_headline(report, language):
        row = _across(book, sheet, row, judged)
    whose = book.whose(is_of_plan=bool(report.plan))
    title = report.answers.title
    row = _across(book, sheet, row, f"{title} · {whose}" if title else whose, book.quiet)
    row = _behaviours(book, sheet, row)
    row = _actions(book, sheet, row, found)
    row = _factors(book, sheet, row)
    row = _across(book, sheet, row + 1, when_to_answer(report, language, report.made_on), book.bold)
    row = _across(book, sheet, row, one_person_sentence(report, language), book.quiet)
    _across(book, sheet, row, book.say("more_on_method", sheet=book.say("sheet.method")), book.quiet)


def _width(columns: tuple[int, int]) -> int:
    """How wide the columns from a first to a last one are together."""
    return sum(_WIDTHS[columns[0] : columns[1] + 1])


def _span(sheet: Worksheet, row: int, columns: tuple[int, int], text: Cell, look: Format) -> None:
    """Write a cell that reaches from a first to a last column."""
    first, last = columns
    if last > first:
        sheet.merge_range(row, first, row, last, "", look)
    if isinstance(text, str) and text:
        sheet.write_string(row, first, text, look)
    elif isinstance(text, int | float):
        sheet.write_number(row, first, text, look)
    else:
        sheet.write_blank(row, first, None, look)


def _across(book: Book, sheet: Worksheet, row: int, text: str, look: Format | None = None) -> int:
    """A text across the sheet, in a row as high as it needs. Returns the next row."""
    _span(sheet, row, (0, _LAST), text, look or book.text)
    sheet.set_row(row, height((text, _LINE), is_bold=look is book.bold))
    return row + 1


def _status(book: Book, sheet: Worksheet, row: int, found: Sequence[Action]) -> int:
    """How many actions are done, late and suggested, as the sheet of the plan has them. Returns the next row."""
    states = [action.state for action in found]
    formula, none = counted(book, len(found))
    done, suggested = sum(action.is_over for action in found), states.count("suggested")
    numbers = {"done": done, "all": len(found) - suggested, "late": states.count("late")}
    shown = book.say("status.counted", suggested=suggested, **numbers) if numbers["all"] else none
    _span(sheet, row, (0, _LAST), None, book.bold)
    book.following(sheet, row, 0, formula, shown, book.bold)
    sheet.set_row(row, height((none, _LINE), is_bold=True))
    return row + 1


def _behaviours(book: Book, sheet: Worksheet, row: int) -> int:
    answers = book.report.answers
    for column, text in zip(
        book.report.instrument.columns, (answers.current_behaviour, answers.new_behaviour), strict=True
    ):
        name = column.short[book.language]
        _span(sheet, row, (0, 1), name, book.bold)
        _span(sheet, row, (2, _LAST), text or book.say("not_described"), book.text)
        sheet.set_row(row, max(height((name, _width((0, 1))), is_bold=True), height((text, _width((2, _LAST))))))
        row += 1
    return row


# What to do -----------------------------------------------------------------------------------------------------------


def _actions(book: Book, sheet: Worksheet, row: int, found: Sequence[Action]) -> int:
    """A row for each action, advice first and in its order, then what the plan has behind it. Returns the next row."""
    report, language = book.report, book.language
    own = [action for action in found if not action.advice]
    shown = [action for action in found if action.advice or action in own[:_MOST_PLANNED]]
    left = [action for action in shown if action.is_left]
    left.sort(key=lambda action: _number(book, action) or len(found))
    if left:
        is_advised = any(action.advice for action in left)
        book.heading(sheet, row, book.say(("first_by_advice" if book.live else "first") if is_advised else "plan"))
        row += 1
        if before := why_in_order(report, language):  # It refers to the advice below by its numbers.
            row = _across(book, sheet, row, before)
            if begin_sentence(report, language):
                _begin(book, sheet, row - 1, before, sum(_number(book, action) is not None for action in left))
        row = _table(book, sheet, row, book.say("next"), [(action, None) for action in left], len(found))
    if found:
        row = _by_hand(book, sheet, row, len(found))
    if waiting := waiting_sentence(report, language):
        row = _across(book, sheet, row, waiting)
    waits_for_answer = {line.id for line in unanswered(report)}
    asked = [action for action in shown if _has_answer(action) or (action.line and action.line.id in waits_for_answer)]
    if behind := [action for action in shown if action in asked or not action.is_left]:
        behind.sort(key=_answer_place)
        went = bool(asked)
        book.heading(sheet, row, done_heading(report, language) if went else book.say("already_done"))
        head = say(language, "plan.outcome")
        row = _table(book, sheet, row + 1, head, [(action, came_of(book, action)) for action in behind], len(found))
    if more := len(found) - len(shown):
        row = _across(book, sheet, row, book.say("rest_of_plan", count=more, sheet=book.say("sheet.plan")))
    return row


def _by_hand(book: Book, sheet: Worksheet, row: int, count: int) -> int:
    """How many actions somebody has written on the sheet of the plan beside these `count`. Returns the next row."""
    _span(sheet, row, (0, _LAST), None, book.text)
    book.following(sheet, row, 0, written_by_hand(book, count), "", book.text)
    return row + 1


def _begin(book: Book, sheet: Worksheet, row: int, before: str, count: int) -> None:
    """Say to begin with advice 1, as `before` does, until that is over; then which one is next, or that none is left.

    A hidden column has that text and, beside each advice of the table below, its number until it is over.
    """
    places = (_LAST + 1, _ACTION["advice"][0], _ACTION["state"][0])
    hidden, number, state = (xl_col_to_name(place, col_abs=True) for place in places)
    first = row + 3  # Of the rows of advice, below the heads of their table; from 1.
    for place in range(count):
        formula = f'=IF({is_over(book, f"{state}{first + place}")},"",{number}{first + place})'
        sheet.write_formula(first + place - 1, _LAST + 1, formula, book.text, place + 1)
    sheet.write_string(row, _LAST + 1, before, book.title)  # In one line, so that it makes no row higher.
    sheet.set_column(_LAST + 1, _LAST + 1, 1, None, {"hidden": True})
    book.print_columns(sheet, _LAST)
    left = f"{hidden}{first}:{hidden}{first + count - 1}"
    following, none = book.say("advice_left.next", number="|").split("|"), book.say("advice_left.none")
    words = f'IF(MIN({left})=1,{hidden}{row + 1},"{following[0]}"&MIN({left})&"{following[1]}")'
    book.following(sheet, row, 0, f'=IF(COUNT({left})=0,"{none}",{words})', before, book.text)


def _number(book: Book, action: Action) -> int | None:
    """The number that the advice of an action has in the results; None without one."""
    number = number_in_results(action.advice, book.report) if action.advice else ""
    return int(number) if number else None


def _has_answer(action: Action) -> bool:
    """Whether it was said how an action of the plan went."""
    return bool(action.line and action.line.outcome)


def _answer_place(action: Action) -> int:
    """Where an action stands by how it went: what helped is first, as in the results, and what is not said last."""
    outcome = action.line.outcome if action.line else None
    return OUTCOMES.index(outcome) if outcome else len(OUTCOMES)


def _table(
    book: Book, sheet: Worksheet, row: int, middle: str, rows: Sequence[tuple[Action, str | None]], count: int
) -> int:
    """A table of actions, of which there are `count`. Returns the row below it.

    `middle` names the column of what is said of each; what is next where nothing is said. Beside what is next stands
    the day of that step, beside what came of an action that of the action.
    """
    words = {name: book.say(f"step.{name}") for name in ("title", "state")}
    words |= {
        "advice": book.say("column.advice"),
        "owner": say(book.language, "plan.owner"),
        "due": book.say("next_by"),
    }
    if middle != book.say("next"):
        words["due"] = say(book.language, "plan.due")
    places = _ACTION if middle == book.say("next") else _BEHIND
    for name, columns in places.items():
        look = book.number_head if name == "advice" else book.box_head
        _span(sheet, row, columns, words.get(name, middle), look)
    for below, (action, text) in enumerate(rows, start=row + 1):
        _action(book, sheet, below, action, text, count)
    last, columns, state = row + len(rows), (0, _LAST), _ACTION["state"][0]
    follow(book, sheet, (row + 1, last), columns, [_ACTION["due"][0], state])
    proposed = f'={xl_col_to_name(state)}{row + 2}="{state_words(book, "suggested")}"'
    add_rule(book, sheet, (row + 1, state, last, state), proposed, {"font_color": book.colours.quiet})
    return last + 1


def _action(book: Book, sheet: Worksheet, row: int, action: Action, text: str | None, count: int) -> None:
    """An action: what is said of it, who does it, by when, and how it stands, as the sheet of the plan has it."""
    words = {"owner": owner_words(book, action), "state": state_words(book, action.state)}
    places = _ACTION if text is None else _BEHIND
    _span(sheet, row, places["title"], action.title, book.rule_bold)
    _span(sheet, row, places["middle"], text, book.rule)
    if text is None:
        _span(sheet, row, places["advice"], _number(book, action), book.rule_centred)
        _span(sheet, row, places["owner"], None, book.rule)
        words["next"] = action.next_step
    elif action.line is not None and action.line.outcome is None:
        outcome = followed_text(book, count, action.number, "outcome", none=book.say("no_outcome"))
        book.following(sheet, row, places["middle"][0], outcome, text, book.rule)
    for name, said in words.items():
        if columns := places.get("middle" if name == "next" else name):
            book.following(sheet, row, columns[0], followed_text(book, count, action.number, name), said, book.rule)
    day = action.line.due if text is not None and action.line else action.due
    known = day if day and day >= FIRST_DATE else None
    source = "due" if text is None else "done_by"
    due = known or action.proposed or no_day_words(book, action)
    book.following(sheet, row, places["due"][0], followed_day(book, count, action.number, source), due, book.day_rule)
    # Whichever step is next.
    cells = words | {"middle": text or max((step.text for step in action.steps), key=len, default=action.next_step)}
    titled = height((action.title, _width(places["title"]) - _INDENT), is_bold=True)
    needed = (height((cells[name], _width(columns) - _INDENT)) for name, columns in places.items() if name in cells)
    sheet.set_row(row, max(titled, *needed))


# The factors ----------------------------------------------------------------------------------------------------------


def _factors(book: Book, sheet: Worksheet, row: int) -> int:
    """The chart, and beside it both scores of each factor, who wins, and its level. Returns the row below both.

    After an earlier assessment the table has the scores of last time too.
    """
    report = book.report
    places = _MOVED if report.changes else _NOW
    book.heading(sheet, row, book.say("factors"))
    top = row = row + 1
    heights = [_factor_heads(book, sheet, row, places)]
    for factor in shown_factors(report):
        heights.append(_factor(book, sheet, row + len(heights), factor, places))
    for text in _below_factors(book):
        at, columns = row + len(heights), (_CHART_COLUMNS, _LAST)
        _span(sheet, at, columns, text, book.text)
        heights.append(height((text, _width(columns))) + 4)
        sheet.set_row(at, heights[-1])
    while sum(heights) < _CHART_LEAST:
        sheet.set_row(row + len(heights), _FILLER)
        heights.append(_FILLER)
    _insert_chart(book, sheet, top, sum(heights))
    return row + len(heights)


def _factor_heads(book: Book, sheet: Worksheet, row: int, places: dict[str, tuple[int, int]]) -> float:
    """The names of the columns. Returns the height of their row."""
    for name, columns in places.items():
        look = book.head if name in _IN_WORDS else book.number_head
        _span(sheet, row, columns, book.say(f"column.{name}"), look)
    heads = ((book.say(f"column.{name}"), _width(columns)) for name, columns in places.items())
    needed = height(*heads, is_bold=True)
    sheet.set_row(row, needed)
    return needed


def _factor(book: Book, sheet: Worksheet, row: int, factor: Score, places: dict[str, tuple[int, int]]) -> float:
    """A factor's scores. Returns the height of its row."""
    cells = score_cells(factor, book.report, book.language)
    cells["difference"] = shown_difference(factor)
    change = next((one for one in book.report.factor_changes if one.id == factor.id), None)
    if change:
        cells |= {
            "today_before": two_decimals(change.current.earlier),
            "wanted_before": two_decimals(change.new.earlier),
            "moved_wanted": change.new.whole_points,
        }
        cells["verdict"] = standing(factor.id, book.report, book.language).said
    cells |= {"factor": cells["name"], "level_wanted": cells["level"]}
    for name, columns in places.items():
        is_signed = name in ("difference", "moved_wanted")
        is_small = name == "moved_wanted" and change is not None and change.new.is_small
        number = book.quiet_signed if is_small else book.signed if is_signed else book.points
        look = book.bold if name == "factor" else book.text if name in _IN_WORDS else number
        _span(sheet, row, columns, cells[name], look)
    named, *texts = ((str(cells[name] or ""), _width(places[name])) for name in _IN_WORDS)
    needed = max(height(named, is_bold=True), height(*texts)) + 4
    sheet.set_row(row, needed)
    return needed


def _below_factors(book: Book) -> list[str]:
    """What all four factors come to, and which changes are small."""
    report, language = book.report, book.language
    said = [] if report.shows_change else [together_sentence(report, language, "together") or ""]
    said = list(filter(None, [*said, today_together(report, language)] if said else []))
    if any(change.new.is_small for change in report.factor_changes):
        said.extend(grey_remark(report, language))
    return said


def _insert_chart(book: Book, sheet: Worksheet, row: int, points: float) -> None:
    """The chart, in sight where the file is opened, as high as the rows beside it and as wide as its columns."""
    title = book.say("chart_before" if book.report.changes else "chart")
    figure, edges = _COLUMN_PIXELS
    wide = sum(figure * width + edges for width in _WIDTHS[:_CHART_COLUMNS])
    chart = _chart(book, title, row + 1)
    chart.set_size({"width": wide - 16, "height": round(points * _POINT) - 4})
    sheet.insert_chart(row, 0, chart, {"object_position": 2, "description": title})


def _chart(book: Book, title: str, first: int) -> Any:  # noqa: ANN401  # xlsxwriter has no type information
    """A bar for today's behaviour of every factor beside one for the wanted behaviour, as Excel draws them itself.

    After an earlier assessment a pale bar before each shows what it was then. `first` is the row of the first factor in
    the table beside it.
    """
    has_before = bool(book.report.changes)
    places, last = _MOVED if has_before else _NOW, first + len(book.report.scores.factors) - 1
    chart = chart_of(book, "column", title)
    fills = {"today": book.colours.today, "wanted": book.colours.wanted}
    names = ("today_before", "today", "wanted_before", "wanted") if has_before else ("today", "wanted")
    for name in names:
        named, scored = (
            [book.say("sheet.summary"), first, places[column][0], last, places[column][0]]
            for column in ("factor", name)
        )
        label = {"value": True, "num_format": "0", "position": "outside_end", "font": chart_font(book, 8)}
        looks = {"fill": {"color": fills.get(name) or _PALE[name]}, "gap": 60, "overlap": 0, "data_labels": label}
        chart.add_series({"name": book.say(f"column.{name}"), "categories": named, "values": scored, **looks})
    chart.set_y_axis(of_hundred(book))
    chart.set_x_axis({"num_font": chart_font(book) | {"bold": True}, "line": {"color": book.colours.hairline}})
    return chart
