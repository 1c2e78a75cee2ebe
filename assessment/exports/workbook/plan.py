"""The sheets on the plan: a row for each action, planned or suggested, with rows to fill in; and all steps of each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Final, NamedTuple

from xlsxwriter.utility import xl_col_to_name  # type: ignore[import-untyped]  # it has no type information
from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]  # it has no type information

from assessment.exports.workbook.actions import Action, Stage, owner_words, state_words
from assessment.exports.workbook.book import FIRST_DATE, Book, height
from assessment.plan import DAYS_OF_FIRST_STEP, OUTCOMES, PlanStep
from assessment.sentences.advice import advice_caution, advice_reason, step_texts
from assessment.words import date_text, joined, say

# The columns and their widths.
_PLAN: Final = {
    "number": 6,
    "title": 32,
    "next": 46,
    "owner": 17,
    "due": 18,
    "state": 14,
    "done_by": 18,
    "outcome": 20,
    "success": 26,
}
_STEPS: Final = {"number": 6, "title": 32, "part": 9, "what": 66, "owner": 17, "due": 18, "state": 14}
_INDENT: Final = 1.5  # How far from its left edge the text of a cell begins.
_EMPTY_ROWS: Final = 12
_PAGE_WIDE, _PAGE_HIGH, _FIGURE = 770.0, 480.0, 5.5  # Points, of a landscape page within its margins, and of a figure.
_TOP: Final = 1  # The row of the names of the columns; above it stands how to read the sheet.
_STATES: Final[tuple[Stage, ...]] = ("open", "doing", "late", "done", "suggested")


class _Cell(NamedTuple):
    """What stands in a cell, and the formula that it comes from, if any."""

    shown: str | int | date | None = None
    formula: str = ""


_Row = dict[str, _Cell]  # By column.


# What other sheets show of the plan -----------------------------------------------------------------------------------


def followed(book: Book, count: int, number: int, column: str) -> str:
    """The formula that finds a cell of the action with this number on the sheet of the plan, which has `count`.

    Found by its number, so that it stays right when the sheet is sorted.
    """
    name, last = book.say("sheet.plan"), _TOP + 1 + count + _EMPTY_ROWS
    wanted, numbers = (
        f"'{name}'!${letter}${_TOP + 2}:${letter}${last}"
        for letter in (xl_col_to_name(list(_PLAN).index(one)) for one in (column, "number"))
    )
    return f"INDEX({wanted},MATCH({number},{numbers},0))"


def followed_text(book: Book, count: int, number: int, column: str) -> str:
    """The same as the text of a cell; nothing where the row is gone."""
    return f'=IFERROR({followed(book, count, number, column)}&"","")'


def followed_day(book: Book, count: int, number: int) -> str:
    """The same as the day of a cell; nothing where there is none."""
    found = followed(book, count, number, "due")
    return f'=IFERROR(IF({found}="","",{found}),"")'


# The sheets -----------------------------------------------------------------------------------------------------------


def write_plan(book: Book, sheet: Worksheet, found: Sequence[Action]) -> None:
    """A row for each action, with what to do next, and rows to fill in below.

    States and how it went are chosen from a list. What is late is tinted and what is done is grey by a rule, which
    follows what is changed.
    """
    day = date_text(book.report.made_on, book.language)
    others = [book.say(f"sheet.{name}") for name in ("summary", "steps")]
    words = [book.say("plan_key", sheets=joined(others, book.language), day=day)]
    words += [book.say("plan_suggestions")] if any(action.line is None for action in found) else []
    rows = [_whole(book, action, place) for place, action in enumerate(found, start=_TOP + 2)]
    last = _write_rows(book, sheet, _PLAN, " ".join(words), [*rows, *_empty()])
    sheet.autofilter(_TOP, 0, last, len(_PLAN) - 1)
    _choice(sheet, list(_PLAN).index("state"), last, [state_words(book, state) for state in _STATES])
    outcomes = [say(book.language, f"plan.outcomes.{one}") for one in OUTCOMES]
    _choice(sheet, list(_PLAN).index("outcome"), last, outcomes)


def write_steps(book: Book, sheet: Worksheet, found: Sequence[Action]) -> None:
    """For each action why, and a row for each of its steps with its own day. It follows the sheet of the plan."""
    rows: list[_Row] = []
    for action in found:
        rows += _parts(book, action, len(found), at=_TOP + 2 + len(rows))
    day = date_text(book.report.made_on, book.language)
    _write_rows(book, sheet, _STEPS, book.say("steps_key", sheet=book.say("sheet.plan"), day=day), rows)
    # Rather a little smaller than with a few rows on a page of their own.
    high = sum(_height(row, _STEPS) for row in rows) * _PAGE_WIDE / (sum(_STEPS.values()) * _FIGURE)
    sheet.fit_to_pages(1, max(1, round(high / _PAGE_HIGH + 0.25)))


def _empty() -> list[_Row]:
    return [{}] * _EMPTY_ROWS


def _write_rows(book: Book, sheet: Worksheet, widths: Mapping[str, int], key: str, rows: Sequence[_Row]) -> int:
    """How to read the sheet, the names of the columns, and the rows. Returns the last row."""
    sheet.merge_range(0, 0, 0, len(widths) - 1, "", book.quiet)
    sheet.write_string(0, 0, key, book.quiet)
    sheet.set_row(0, height((key, sum(widths.values()))))
    heads = {name: say(book.language, f"plan.{name}") for name in ("owner", "due", "outcome", "success")}
    heads |= {name: book.say(f"step.{name}") for name in ("number", "title", "part", "what", "state")}
    heads |= {"next": book.say("next"), "done_by": book.say("step.by_when")}
    book.header(sheet, [(heads[name], width) for name, width in widths.items()], _TOP, numbers={0}, is_boxed=True)
    for place, row in enumerate(rows, start=_TOP + 1):
        _write_row(book, sheet, place, row, widths)
    last = _TOP + len(rows)
    # The name of an action stands once, beside a step that may be done before the others.
    first = 0 if "part" not in widths else list(widths).index("part")
    follow(
        book, sheet, (_TOP + 1, last), (first, len(widths) - 1), [list(widths).index(one) for one in ("due", "state")]
    )
    return last


def _write_row(book: Book, sheet: Worksheet, place: int, row: _Row, widths: Mapping[str, int]) -> None:
    for column, name in enumerate(widths):
        shown, formula = row.get(name, _Cell())
        is_day = isinstance(shown, date) or (shown is None and name in ("due", "done_by"))
        if formula and not isinstance(shown, int):
            book.following(sheet, place, column, formula, shown, book.day_box if name == "due" else book.box)
        elif is_day and not isinstance(shown, str | int):
            book.day(sheet, place, column, shown)
        elif isinstance(shown, int):
            sheet.write_number(place, column, shown, book.centred_box)
        elif shown:
            sheet.write_string(place, column, str(shown), book.bold_box if name == "title" else book.box)
        else:
            sheet.write_blank(place, column, None, book.box)
    sheet.set_row(place, _height(row, widths))


def _height(row: _Row, widths: Mapping[str, int]) -> float:
    texts = [(name, cell.shown) for name, cell in row.items() if isinstance(cell.shown, str)]
    return height(*((text, widths[name] - _INDENT - (name == "title")) for name, text in texts))


def follow(
    book: Book, sheet: Worksheet, rows: tuple[int, int], columns: tuple[int, int], due_and_state: Sequence[int]
) -> None:
    """Tint each row that is not done and whose day has passed; grey each that is done."""
    due, state = (f"{xl_col_to_name(column, col_abs=True)}{rows[0] + 1}" for column in due_and_state)
    done = state_words(book, "done")
    rules = (
        (f'={state}="{done}"', {"font_color": book.colours.quiet}),
        (f'=AND(ISNUMBER({due}),{due}<TODAY(),{state}<>"{done}")', {"bg_color": book.colours.clash("minor")}),
    )
    for criteria, looks in rules:
        rule = {"type": "formula", "criteria": criteria, "format": book.file.add_format(looks)}
        sheet.conditional_format(rows[0], columns[0], rows[1], columns[1], rule)


def _choice(sheet: Worksheet, column: int, last: int, words: Sequence[str]) -> None:
    """Offer these words in a list; others may be written too."""
    sheet.data_validation(
        _TOP + 1, column, last, column, {"validate": "list", "source": list(words), "error_type": "warning"}
    )


def _whole(book: Book, action: Action, at: int) -> _Row:
    """An action as a whole, as its line of the plan has it, or with owner and day left to fill in.

    What is not done is late once its day has passed, until somebody chooses a state. `at` is its row, from 1.
    """
    line = action.line
    row = {
        "number": _Cell(action.number),
        "title": _Cell(action.title),
        "next": _Cell(action.next_step),
        "state": _Cell(state_words(book, action.state)),
    }
    if line is None:
        return row
    outcome = say(book.language, f"plan.outcomes.{line.outcome}") if line.outcome else ""
    row |= {"owner": _Cell(owner_words(book, action)), "outcome": _Cell(outcome), "success": _Cell(line.success)}
    row |= {"due": _Cell(action.due), "done_by": _Cell(line.due)}
    if action.state != "done" and action.due and action.due >= FIRST_DATE:
        due = f"${xl_col_to_name(list(_PLAN).index('due'))}{at}"
        late, words = state_words(book, "late"), state_words(book, line.state)
        row["state"] = _Cell(state_words(book, action.state), _late(due, late, words))
    return row


def _late(due: str, late: str, otherwise: str) -> str:
    """The formula of a state that is late once the day in a cell has passed."""
    return f'=IF(AND(ISNUMBER({due}),{due}<TODAY()),"{late}","{otherwise}")'


def _parts(book: Book, action: Action, count: int, *, at: int) -> Iterator[_Row]:
    """Why an action is advised, and its steps; its name stands once. `at` is the row of the first, from 1."""
    report, language, advice = book.report, book.language, action.advice
    name = {"number": _Cell(action.number), "title": _Cell(action.title)}
    if advice:
        why = filter(None, [advice_reason(advice, report, language), advice_caution(advice, report, language)])
        yield name | {"part": _Cell(book.say("step.why")), "what": _Cell(" ".join(why))}
        name, at = {}, at + 1
    within = _within(book, action) if action.line is None else []
    for place, step in enumerate(action.steps):
        told = {"part": _Cell(book.say("step.number_of", number=place + 1)), "what": _Cell(step.text)}
        owner = _Cell(owner_words(book, action), followed_text(book, count, action.number, "owner"))
        row = name | told | {"owner": owner}
        if action.line is None:
            state = _Cell(state_words(book, action.state), followed_text(book, count, action.number, "state"))
            yield row | {"due": _Cell(within[place]), "state": state}
        else:
            yield row | _planned_step(book, action, step, count, at + place)
        name = {}


def _within(book: Book, action: Action) -> list[str]:
    """Within how many days each step of a suggestion is to be done."""
    if action.advice is None:
        return []
    days = step_texts(action.advice, book.report, book.language)
    return [book.say("step.d7" if one == DAYS_OF_FIRST_STEP else f"step.d{one}") for one in days]


def _planned_step(book: Book, action: Action, step: PlanStep, count: int, at: int) -> _Row:
    """The day and the state of a step: those of its action where that has it as the next one, else its own."""
    done = state_words(book, "done")
    if step.is_done:
        return {"due": _Cell(step.due), "state": _Cell(done)}
    letters = {name: xl_col_to_name(place) for place, name in enumerate(_STEPS)}
    next_step, state = (followed(book, count, action.number, name) for name in ("next", "state"))
    is_next = f"{next_step}=${letters['what']}{at}"
    open_words, late = state_words(book, "open"), state_words(book, "late")
    own = _late(f"${letters['due']}{at}", late, open_words).removeprefix("=")
    formula = f'=IFERROR(IF({state}="{done}","{done}",IF({is_next},{state},{own})),"{open_words}")'
    is_the_next = step.text == action.next_step
    due = action.due if is_the_next else step.due
    is_late = due is not None and due < book.report.made_on
    shown = "done" if action.state == "done" else action.state if is_the_next else "late" if is_late else "open"
    cell = _Cell(state_words(book, shown), formula)
    if due is None or due < FIRST_DATE or (step.due and step.due < FIRST_DATE):
        return {"due": _Cell(step.due), "state": cell}
    day = f"DATE({step.due.year},{step.due.month},{step.due.day})" if step.due else '""'
    chosen = f'IF({followed(book, count, action.number, "due")}="","",{followed(book, count, action.number, "due")})'
    return {"due": _Cell(due, f"=IFERROR(IF({is_next},{chosen},{day}),{day})"), "state": cell}
