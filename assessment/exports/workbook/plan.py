"""The sheets on the plan: a row for each action, planned or suggested, with rows to fill in; and all steps of each."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Final, NamedTuple

from xlsxwriter.utility import xl_col_to_name  # type: ignore[import-untyped]  # it has no type information
from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]  # it has no type information

from assessment.exports.steps import notes_of
from assessment.exports.workbook.actions import (
    Action,
    Stage,
    by_outcome,
    counted_words,
    if_late,
    is_over,
    no_day_words,
    over_words,
    owner_words,
    same_day,
    signs_words,
    state_words,
)
from assessment.exports.workbook.book import FIRST_DATE, Book, height, serial, written_day
from assessment.plan import OUTCOMES, PlanStep, last_day
from assessment.sentences.advice import advice_caution, advice_reason
from assessment.words import date_text, say, upper_first

# The columns and their widths.
_PLAN: Final = {
    "number": 6,
    "title": 32,
    "next": 42,
    "owner": 17,
    "due": 22,
    "done_by": 22,
    "state": 14,
    "outcome": 20,
    "happened": 24,
    "success": 24,
}
_STEPS: Final = {
    "number": 6,
    "title": 24,
    "part": 8,
    "what": 42,
    "owner": 14,
    "due": 19,
    "state": 12,
    "why": 36,
}
_LEFT: Final = len(_STEPS)  # The hidden column with the number of the action of each step that is not done.
_CALCULATED: Final = ("next", "due", "state")  # What the plan has from the steps of an action.
_INDENT: Final = 1.5  # How far from its left edge the text of a cell begins.
_EMPTY_ROWS: Final = 12
_TO_WRITE: Final = 24.0  # Points, the height of one, printed too.
_PAGE_WIDE, _PAGE_HIGH, _FIGURE = 770.0, 480.0, 5.5  # Points, of a landscape page within its margins, and of a figure.
_TOP: Final = 2  # The row of the names of the columns; above it stand the title and what the sheet is for.
_STATES: Final[tuple[Stage, ...]] = ("open", "doing", "done", "ended")  # To choose from.
_ALL_STATES: Final[tuple[Stage, ...]] = (*_STATES, "late", "suggested")


class _Cell(NamedTuple):
    """What stands in a cell, and the formula that it comes from, if any; whether it stands out as a name."""

    shown: str | int | date | None = None
    formula: str = ""
    is_bold: bool = False


_Row = dict[str, _Cell]  # By column.


# What other sheets show of the plan -----------------------------------------------------------------------------------


def followed(book: Book, count: int, number: int | str, column: str) -> str:
    """The formula that finds a cell of the action with this number on the sheet of the plan, which has `count`.

    Found by its number, so that it stays right when the sheet is sorted.
    """
    of, known = _of_plan(book, count), f'"{number}"' if isinstance(number, str) else number
    return f"INDEX({of[column]},MATCH({known},{of['number']},0))"


def followed_text(book: Book, count: int, number: int | str, column: str, *, none: str = "") -> str:
    """The same as the text of a cell; `none` where that is empty, nothing where the row is gone."""
    found = followed(book, count, number, column)
    shown = f'IF({found}="","{none}",{found}&"")' if none else f'{found}&""'
    return f'=IFERROR({shown},"")'


def followed_day(book: Book, count: int, number: int | str, column: str) -> str:
    """The same as the day of a cell, or that there is none; nothing where no step is left to have one."""
    found, none = followed(book, count, number, column), f'"{book.say("no_day")}"'
    if column == "due":
        none = f'IF({is_over(book, followed(book, count, number, "state"))},"",{none})'
    return f'=IFERROR(IF({found}="",{none},{found}),"")'


def counted(book: Book, states: Sequence[Stage]) -> tuple[str, str]:
    """The formula that says how many actions, which now have these states, are over, late and suggested; and its text.

    The text is what stands there where nothing is planned.
    """
    of = _of_plan(book, len(states))
    done, ended, late, suggested = (
        f'COUNTIF({of["state"]},"{state_words(book, state)}")' for state in ("done", "ended", "late", "suggested")
    )
    planned = f'COUNTIF({of["title"]},"?*")-{suggested}'
    numbers = {"done": f"({done}+{ended})", "all": f"({planned})", "late": late, "suggested": suggested}
    parts = re.split(r"\{(\w+)\}", counted_words(book, states, **{one: f"{{{one}}}" for one in numbers}))
    sentence = "&".join(numbers[part] if place % 2 else f'"{part}"' for place, part in enumerate(parts) if part)
    none = book.say("status.none", sheet=book.say("sheet.plan"), steps=book.say("sheet.steps"))
    return f'=IF({planned}=0,"{none}",{sentence})', none


# The sheets -----------------------------------------------------------------------------------------------------------


def write_plan(book: Book, sheet: Worksheet, found: Sequence[Action]) -> None:
    """A row for each action, with what to do next as the sheet of steps has it, and rows to fill in below.

    How it went is chosen from a list, and so is the state of what has no steps. What is late is tinted and what is
    done is grey by a rule, which follows what is changed.
    """
    ends = _TOP + 1 + sum(len(action.steps) for action in found)
    rows = [_whole(book, action, place, ends) for place, action in enumerate(found, start=_TOP + 2)]
    first = _TOP + 2 + len(found)
    lettered = sum(isinstance(action.number, str) for action in found)
    rows += [_empty(book, first + place, xl_col_to_name(lettered + place)) for place in range(_EMPTY_ROWS)]
    told = book.say("purpose.plan", steps=book.say("sheet.steps")) if found else book.say("purpose.plan_alone")
    if any(isinstance(action.number, str) for action in found):
        told = f"{told} {signs_words(book)}"
    last = _write_rows(book, sheet, _PLAN, (book.say("sheet.plan"), told), rows)
    sheet.autofilter(_TOP, 0, last, len(_PLAN) - 1)
    for place, row in enumerate(rows, start=_TOP + 1):
        if row.get("next", _Cell()).formula:
            _guard(book, sheet, place)
        else:
            book.choice(sheet, list(_PLAN).index("state"), (place, place), [state_words(book, one) for one in _STATES])
    outcomes = [say(book.language, f"plan.outcomes.{one}") for one in OUTCOMES]
    book.choice(sheet, list(_PLAN).index("outcome"), (_TOP + 1, last), outcomes)


def write_steps(book: Book, sheet: Worksheet, found: Sequence[Action]) -> None:
    """A row for each step of each action, with its own day and state, which the plan follows, and why it is advised."""
    rows: list[_Row] = []
    for action in found:
        rows += _parts(book, action, len(found), at=_TOP + 2 + len(rows))
    told = book.say("purpose.steps", plan=book.say("sheet.plan"))
    if any(action.suggested for action in found):
        told = f"{told} {book.say('purpose.suggested')}"
    _mark_next(book, sheet, (_TOP + 1, _TOP + len(rows)))  # Before other rules, which are kept beside it.
    last = _write_rows(book, sheet, _STEPS, (book.say("sheet.steps"), told), rows)
    _mark_left(book, sheet, rows)
    book.print_columns(sheet, _LEFT - 1)
    sheet.autofilter(_TOP, 0, last, _LEFT - 1)
    book.choice(sheet, list(_STEPS).index("state"), (_TOP + 1, last), [state_words(book, one) for one in _STATES])
    # Rather a little smaller, by a tenth at most, than with a few rows on a page of their own.
    high = sum(_height(row, _STEPS) for row in rows) * _PAGE_WIDE / (sum(_STEPS.values()) * _FIGURE)
    sheet.fit_to_pages(1, max(1, round(high / _PAGE_HIGH + 0.4)))


def _mark_left(book: Book, sheet: Worksheet, rows: Sequence[_Row]) -> None:
    """In a hidden column, write the number of its action beside each step that is not done."""
    for place, row in enumerate(rows, start=_TOP + 1):
        number, state = (_at(_STEPS, one, place + 1) for one in ("number", "state"))
        left = "" if row["state"].shown in over_words(book) else row["number"].shown
        sheet.write_formula(place, _LEFT, f'=IF({is_over(book, state)},"",{number})', book.text, left)
    sheet.set_column(_LEFT, _LEFT, None, None, {"hidden": True})


def _mark_next(book: Book, sheet: Worksheet, rows: tuple[int, int]) -> None:
    """Make the next step of each action bold, and tint it where it is late, by rules that follow what is changed."""
    first = rows[0] + 1
    number, due, state = (_at(_STEPS, name, first) for name in ("number", "due", "state"))
    left = f"${xl_col_to_name(_LEFT)}${first}:${xl_col_to_name(_LEFT)}${rows[1] + 1}"
    is_next = f"IFERROR(MATCH({number},{left},0)=ROW()-{first - 1},FALSE)"
    is_late = f'AND(ISNUMBER({due}),{due}<TODAY(),{state}<>"{state_words(book, "suggested")}")'
    column, tint = list(_STEPS).index("what"), {"bg_color": book.colours.clash("minor")}
    for criteria, looks in ((f"=AND({is_next},{is_late})", tint), (f"={is_next}", {})):
        rule = {"type": "formula", "criteria": criteria, "format": book.file.add_format({"bold": True} | looks)}
        sheet.conditional_format(rows[0], column, rows[1], column, rule)


def _empty(book: Book, at: int, letter: str) -> _Row:
    """A row to fill in, from 1, which has its letter and a state once it has a title."""
    title, due, done_by, outcome = (_at(_PLAN, name, at) for name in ("title", "due", "done_by", "outcome"))
    state = by_outcome(book, None, outcome, if_late(book, (due, done_by), f'"{state_words(book, "open")}"'))
    return {
        "number": _Cell("", f'=IF({title}="","","{letter}")'),
        "due": _Cell("", same_day(done_by)),
        "state": _Cell("", f'=IF({title}="","",{state})'),
    }


def _write_rows(
    book: Book, sheet: Worksheet, widths: Mapping[str, int], title: tuple[str, str], rows: Sequence[_Row]
) -> int:
    """The title with what the sheet is for, the names of the columns, and the rows. Returns the last row."""
    book.top(sheet, *title, list(widths.values()))
    heads = {name: say(book.language, f"plan.{name}") for name in ("owner", "due", "outcome", "happened", "success")}
    heads |= {name: book.say(f"step.{name}") for name in ("number", "title", "part", "what", "state", "why")}
    heads |= {"next": book.say("next"), "done_by": book.say("step.by_when")}
    if "next" in widths:  # There the day is that of the next step, on the sheet of steps that of each.
        heads["due"] = book.say("next_by")
    book.header(sheet, [(heads[name], width) for name, width in widths.items()], _TOP, numbers={0}, is_boxed=True)
    for place, row in enumerate(rows, start=_TOP + 1):
        _write_row(book, sheet, place, row, widths)
    last = _TOP + len(rows)
    # The name of an action stands beside a step that may be done before the others.
    first = 0 if "part" not in widths else list(widths).index("part")
    follow(
        book, sheet, (_TOP + 1, last), (first, len(widths) - 1), [list(widths).index(one) for one in ("due", "state")]
    )
    return last


def _write_row(book: Book, sheet: Worksheet, place: int, row: _Row, widths: Mapping[str, int]) -> None:
    for column, name in enumerate(widths):
        shown, formula, is_bold = row.get(name, _Cell())
        is_day = isinstance(shown, date) or (shown is None and name in ("due", "done_by"))
        if formula and not isinstance(shown, int):
            looks = {"due": book.day_box, "done_by": book.day_box, "number": book.centred_box}
            book.following(sheet, place, column, formula, shown, looks.get(name, book.box))
        elif is_day and not isinstance(shown, str | int):
            book.day(sheet, place, column, shown)
        elif isinstance(shown, int):
            sheet.write_number(place, column, shown, book.centred_box)
        elif name == "number" and shown:
            sheet.write_string(place, column, str(shown), book.centred_box)
        elif shown and not is_bold and name in ("why", "due", "title"):  # As text, a day is only suggested.
            sheet.write_string(place, column, str(shown), book.quiet_box)
        elif shown:
            sheet.write_string(place, column, str(shown), book.bold_box if is_bold else book.box)
        else:
            sheet.write_blank(place, column, None, book.box)
    sheet.set_row(place, _height(row, widths) if "title" in row else _TO_WRITE)


def _height(row: _Row, widths: Mapping[str, int]) -> float:
    """The height of a row. Whatever step it has may be the next one, in bold."""
    return max(
        height((cell.shown, widths[name] - _INDENT), is_bold=cell.is_bold or name == "what")
        for name, cell in row.items()
        if isinstance(cell.shown, str)
    )


def follow(
    book: Book, sheet: Worksheet, rows: tuple[int, int], columns: tuple[int, int], due_and_state: Sequence[int]
) -> None:
    """Tint each row that is late, or whose day has passed unless it is over or only proposed; grey what is over."""
    due, state = (f"{xl_col_to_name(column, col_abs=True)}{rows[0] + 1}" for column in due_and_state)
    over, proposed = is_over(book, state), state_words(book, "suggested")
    is_past = f'AND(ISNUMBER({due}),{due}<TODAY(),NOT({over}),{state}<>"{proposed}")'
    late = f'OR({state}="{state_words(book, "late")}",{is_past})'  # Of an action, another step may be late.
    rules = (
        (f"={over}", {"font_color": book.colours.quiet}),
        (f"={late}", {"bg_color": book.colours.clash("minor")}),
    )
    for criteria, looks in rules:
        rule = {"type": "formula", "criteria": criteria, "format": book.file.add_format(looks)}
        sheet.conditional_format(rows[0], columns[0], rows[1], columns[1], rule)


def _guard(book: Book, sheet: Worksheet, place: int) -> None:
    """Say where to change what the plan has from the steps of an action, instead of taking what is written there."""
    message = book.say("from_steps", sheet=book.say("sheet.steps"))
    rule = {"validate": "custom", "value": "=FALSE", "error_title": book.say("sheet.plan"), "error_message": message}
    for column in map(list(_PLAN).index, _CALCULATED):
        sheet.data_validation(place, column, place, column, rule)


def _whole(book: Book, action: Action, at: int, ends: int) -> _Row:
    """An action as a whole. What is next of its steps, by when, and its state come from the sheet of steps.

    `at` is its row, from 1; `ends` is the last row of the steps.
    """
    line = action.line
    row = {
        "number": _Cell(action.number),
        "title": _Cell(action.title, is_bold=not action.is_over),
        "next": _Cell(action.next_step),
        "owner": _Cell(owner_words(book, action)),
        "due": _Cell(action.due),
        "state": _Cell(state_words(book, action.state)),
    }
    if line is not None:
        outcome = say(book.language, f"plan.outcomes.{line.outcome}") if line.outcome else ""
        row |= {"outcome": _Cell(outcome), "happened": _Cell(line.happened)}
        row |= {"success": _Cell(line.success), "done_by": _Cell(line.due)}
    if action.steps:
        return row | _calculated(book, action, at, ends)
    if line is not None:
        days = [_at(_PLAN, "due", at)]
        is_same = action.due == line.due and not action.is_over  # Not of what no longer applies.
        if is_same and (line.due is None or line.due >= FIRST_DATE):
            days.append(_at(_PLAN, "done_by", at))
            row["due"] = _Cell(action.due or "", same_day(days[-1]))
        kept = f'"{state_words(book, line.state)}"'
        state = by_outcome(book, line, _at(_PLAN, "outcome", at), kept if action.is_over else if_late(book, days, kept))
        row["state"] = _Cell(state_words(book, action.state), f"={state}")
    return row


def _calculated(book: Book, action: Action, at: int, ends: int) -> _Row:
    """What is next of an action's steps, by when, and how it stands: its first step that is not done, found there."""
    of = _of_steps(book, ends)
    number, done_by = (_at(_PLAN, name, at) for name in ("number", "done_by"))
    place, no_day = f"MATCH({number},{of['left']},0)", no_day_words(book, action)
    day, none = f"INDEX({of['due']},{place})", f'"{no_day}"'
    if action.line is None:  # Until somebody does it.
        state = _at(_PLAN, "state", at)
        none = f'IF({state}="{state_words(book, "suggested")}",{none},"{book.say("no_day")}")'
    otherwise = f"IF(ISNUMBER({done_by}),{done_by},{none})"
    row = {
        "next": _Cell(action.next_step, f'=IFERROR(INDEX({of["what"]},{place})&"","")'),
        "due": _Cell(
            written_day(action.due, book.language) or action.proposed or ("" if action.is_over else no_day),
            f'=IFERROR(IF({place}>0,IF(ISNUMBER({day}),{day},{otherwise})),"")',  # Nothing once all is done.
        ),
        "state": _Cell(state_words(book, action.state), _state_of_steps(book, action, at, of)),
    }
    due = action.line.due if action.line else last_day(action.steps)
    if due == last_day(action.steps) and (due is None or due >= FIRST_DATE):
        last = f"_xlfn.MAXIFS({of['due']},{of['number']},{number})"
        # Excel before 2019 does not know that function: there the day stays as it is now.
        kept = serial(due) if due else '""'
        row["done_by"] = _Cell(due, f'=IFERROR(IF({last}=0,"",{last}),{kept})')
    return row


def _of_plan(book: Book, count: int) -> dict[str, str]:
    """The cells of each column of the sheet of the plan, which has `count` actions."""
    return _ranges(book.say("sheet.plan"), _PLAN, _TOP + 1 + count + _EMPTY_ROWS)


def _of_steps(book: Book, ends: int) -> dict[str, str]:
    """The cells of each column of the sheet of steps, whose last row is given, from 1."""
    return _ranges(book.say("sheet.steps"), (*_STEPS, "left"), ends)


def _ranges(sheet: str, columns: Iterable[str], last: int) -> dict[str, str]:
    """The cells of each column of a sheet below its head, down to the last row, from 1."""
    letters = {name: xl_col_to_name(place) for place, name in enumerate(columns)}
    return {name: f"'{sheet}'!${letter}${_TOP + 2}:${letter}${last}" for name, letter in letters.items()}


def _at(widths: Mapping[str, int], column: str, row: int) -> str:
    """The cell in a column of the same sheet, in this row, from 1."""
    return f"${xl_col_to_name(list(widths).index(column))}{row}"


def _state_of_steps(book: Book, action: Action, at: int, of: Mapping[str, str]) -> str:
    """The formula of an action's state: as it went, done or ended with all its steps, late with any of them, or begun.

    It is late as a whole, too. What is only proposed is never late. `at` is its row, from 1.
    """
    number, done_by, outcome = (_at(_PLAN, name, at) for name in ("number", "done_by", "outcome"))
    words = {one: f'"{state_words(book, one)}"' for one in _ALL_STATES}
    late = f'OR(COUNTIFS({of["left"]},{number},{of["due"]},"<"&TODAY())>0,'
    late += f"AND(ISNUMBER({done_by}),{done_by}<TODAY()))"
    has = {one: f"COUNTIFS({of['number']},{number},{of['state']},{word})>0" for one, word in words.items()}
    over = words["done"]
    if action.state != "done":  # Done as a whole, it may have no step that was done.
        over = f"IF({has['done']},{over},IF({has['ended']},{words['ended']},{over}))"
    begun = f"OR({has['done']},{has['doing']})"
    stands = f"IF({late},{words['late']},IF({begun},{words['doing']},{words['open']}))"
    taken_on = f"IF({begun},{stands},IF({has['suggested']},{words['suggested']},{stands}))"
    by_steps = f"IF(COUNTIF({of['left']},{number})=0,{over},{taken_on})"
    return f"={by_outcome(book, action.line, outcome, by_steps)}"


def _parts(book: Book, action: Action, count: int, *, at: int) -> list[_Row]:
    """The steps of an action, the first with why that is advised. `at` is the row of the first, from 1.

    Each has the title, so that a filter keeps it.
    """
    left = next((place for place, step in enumerate(action.steps) if not step.is_done), None)
    is_begun = action.line is not None and action.line.state == "doing"
    return [
        {
            "number": _Cell(action.number),
            "title": _Cell(action.title, is_bold=not place and not action.is_over),
            "part": _Cell(book.say("step.number_of", number=place + 1)),
            "what": _Cell(step.text),
            "owner": _step_owner(book, action, step, count, at=at + place),
            "due": _Cell(step.due or _suggested_day(book, action, place)),
            "state": _step_state(book, action, place, at + place, is_begun=is_begun and place == left == 0),
            "why": _Cell("" if place else _why(book, action)),
        }
        for place, step in enumerate(action.steps)
    ]


def _suggested_day(book: Book, action: Action, place: int) -> str | None:
    """The day that a step would have in the plan, as a text with a question mark, which no formula takes for a day."""
    day = action.suggested[place] if action.suggested else None
    return f"{date_text(day, book.language)}?" if day else None


def _why(book: Book, action: Action) -> str:
    """Why an action is advised, and what to keep in mind about it, or what remains of one that is not advised."""
    report, language, advice = book.report, book.language, action.advice
    if advice:
        told = filter(None, [advice_reason(advice, report, language), advice_caution(advice, report, language)])
        why = " ".join(told)
        rest = why.removeprefix(book.say("reason_is_shown") + " ")  # That it is shown because of it, as on screen.
        return why if rest == why else upper_first(rest)
    return notes_of(action.line, report, language) if action.line and action.is_left else ""


def _step_owner(book: Book, action: Action, step: PlanStep, count: int, *, at: int) -> _Cell:
    """Who does a step: whoever does the action. That nobody does yet is not said of what is done."""
    owner, none = followed(book, count, action.number, "owner"), book.say("no_owner")
    if action.line is None:  # Its state comes from the owner.
        return _Cell(none, followed_text(book, count, action.number, "owner"))
    is_past = f'AND({is_over(book, _at(_STEPS, "state", at))},{owner}="{none}")'
    return _Cell(action.owner or ("" if step.is_done else none), f'=IFERROR(IF({is_past},"",{owner}&""),"")')


def _step_state(book: Book, action: Action, place: int, at: int, *, is_begun: bool) -> _Cell:
    """The state of the step at a place, from 0, which is late once its day has passed, until somebody chooses one.

    Of an action that is over, what was not done of it is ended. What is only suggested is to be done once somebody does
    it. `at` is its row, from 1.
    """
    step = action.steps[place]
    if step.is_done:
        kept = action.line.steps[place : place + 1] if action.line else ()
        return _Cell(state_words(book, "done" if all(one.is_done for one in kept) else "ended"))
    owner, due = (_at(_STEPS, name, at) for name in ("owner", "due"))
    stage: Stage = "doing" if is_begun else "open"
    if action.line is None:
        suggested, taken_on = (state_words(book, one) for one in ("suggested", stage))
        is_nobodys = f'OR({owner}="",{owner}="{book.say("no_owner")}")'
        late = if_late(book, [due], f'"{taken_on}"')
        return _Cell(suggested, f'=IF({is_nobodys},"{suggested}",{late})')
    is_late = step.due is not None and step.due < book.report.made_on
    shown = state_words(book, "late" if is_late else stage)
    formula = if_late(book, [due], f'"{state_words(book, stage)}"')
    return _Cell(shown, f"={formula}")
