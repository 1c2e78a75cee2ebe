"""The sheet of the plan: a row for each action, planned or suggested, with rows to fill in."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from xlsxwriter.utility import xl_col_to_name  # type: ignore[import-untyped]  # it has no type information
from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]  # it has no type information

from assessment.exports.workbook.actions import (
    Action,
    Stage,
    by_outcome,
    if_late,
    is_ended,
    is_over,
    no_day_words,
    owner_words,
    signs_words,
    state_words,
)
from assessment.exports.workbook.book import FIRST_DATE, Book, serial, written_day
from assessment.exports.workbook.rows import (
    EMPTY_ROWS,
    NO_DAY,
    PLAN,
    STATES,
    TOP,
    PlanCell,
    PlanRow,
    add_rule,
    cell_at,
    follow,
    of_plan,
    of_steps,
    write_rows,
)
from assessment.plan import OUTCOMES, PlanLine, last_day
from assessment.words import say

_CALCULATED: Final = ("next", "due", "state")  # What the plan has from the steps of an action.
_ALL_STATES: Final[tuple[Stage, ...]] = (*STATES, "late", "suggested")


def counted(book: Book, count: int) -> tuple[str, str]:
    """The formula that says how many actions, `count` now, are over, late and suggested; and its text.

    The text is what stands there where nothing is planned.
    """
    of = of_plan(book, count)
    done, ended, late, suggested = (
        f'COUNTIF({of["state"]},"{state_words(book, state)}")' for state in ("done", "ended", "late", "suggested")
    )
    planned = f'COUNTIF({of["title"]},"?*")-{suggested}'
    numbers = {"done": f"({done}+{ended})", "all": f"({planned})", "late": late, "suggested": suggested}
    parts = re.split(r"\{(\w+)\}", book.say("status.counted", **{one: f"{{{one}}}" for one in numbers}))
    sentence = "&".join(numbers[part] if place % 2 else f'"{part}"' for place, part in enumerate(parts) if part)
    none = book.say("status.none", sheet=book.say("sheet.plan"), steps=book.say("sheet.steps"))
    return f'=IF({planned}=0,"{none}",{sentence})', none


def written_by_hand(book: Book, count: int) -> str:
    """The formula that says how many actions stand on the sheet of the plan beside these `count`, if any do."""
    sheet = book.say("sheet.plan")
    more = f'(COUNTIF({of_plan(book, count)["title"]},"?*")-{count})'
    one, many = (book.say(f"more_by_hand.{number}", sheet=sheet, count="|") for number in ("one", "many"))
    before, after = many.split("|")
    return f'=IF({more}<1,"",IF({more}=1,"{one}","{before}"&{more}&"{after}"))'


def write_plan(book: Book, sheet: Worksheet, found: Sequence[Action]) -> None:
    """A row for each action, with what to do next as the sheet of steps has it, and rows to fill in below.

    How it went is chosen from a list, and so is the state of what has no steps. What is late is tinted and what is
    done is grey by a rule, which follows what is changed.
    """
    of = of_steps(book, sum(len(action.steps) for action in found)) if found else None
    rows = [_whole(book, action, place, of) for place, action in enumerate(found, start=TOP + 2) if of]
    first = TOP + 2 + len(found)
    lettered = sum(isinstance(action.number, str) for action in found)
    rows += [_empty(book, first + place, xl_col_to_name(lettered + place), of) for place in range(EMPTY_ROWS)]
    told = book.say("purpose.plan", steps=book.say("sheet.steps")) if found else book.say("purpose.plan_alone")
    told = f"{told} {say(book.language, 'plan_page.outcomes.ends')}"
    if any(isinstance(action.number, str) for action in found):
        told = f"{told} {signs_words(book)}"
    last = write_rows(book, sheet, PLAN, (book.say("sheet.plan"), told), rows)
    columns = list(PLAN)
    _hide_next(book, sheet, last)
    follow(book, sheet, (TOP + 1, last), (0, len(PLAN) - 1), [columns.index(name) for name in ("due", "state")])
    sheet.autofilter(TOP, 0, last, len(PLAN) - 1)
    has_steps = [bool(action.steps) for action in found] + [False] * EMPTY_ROWS
    for place, is_calculated in enumerate(has_steps, start=TOP + 1):
        if is_calculated:
            _guard(book, sheet, place)
        else:
            book.choice(sheet, columns.index("state"), (place, place), [state_words(book, one) for one in STATES])
    outcomes = [say(book.language, f"plan.outcomes.{one}") for one in OUTCOMES]
    book.choice(sheet, columns.index("outcome"), (TOP + 1, last), outcomes)


def _hide_next(book: Book, sheet: Worksheet, last: int) -> None:
    """Show no next step and no day of one where an action is over, whatever was written there."""
    for column in (list(PLAN).index(name) for name in ("next", "due")):
        criteria = f"={is_over(book, cell_at(PLAN, 'state', TOP + 2))}"
        add_rule(book, sheet, (TOP + 1, column, last, column), criteria, {"num_format": ";;;"})


def _guard(book: Book, sheet: Worksheet, place: int) -> None:
    """Say where to change what the plan has from the steps of an action, instead of taking what is written there."""
    message = book.say("from_steps", sheet=book.say("sheet.steps"))
    rule = {"validate": "custom", "value": "=FALSE", "error_title": book.say("sheet.plan"), "error_message": message}
    for column in map(list(PLAN).index, _CALCULATED):
        sheet.data_validation(place, column, place, column, rule)


def _whole(book: Book, action: Action, at: int, of: Mapping[str, str]) -> PlanRow:
    """An action as a whole. What is next of its steps, by when, and its state come from the sheet of steps.

    `at` is its row, from 1; `of` are the cells of the sheet of steps.
    """
    line = action.line
    row = {
        "number": PlanCell(action.number),
        "title": PlanCell(action.title, is_bold=not action.is_over),
        "next": PlanCell(action.next_step),
        "owner": PlanCell(owner_words(book, action)),
        "due": PlanCell(action.due),
        "state": PlanCell(state_words(book, action.state)),
    }
    if line is not None:
        outcome = say(book.language, f"plan.outcomes.{line.outcome}") if line.outcome else ""
        row |= {"outcome": PlanCell(outcome), "happened": PlanCell(line.happened)}
        row |= {"success": PlanCell(line.success), "done_by": PlanCell(line.due)}
    if action.steps:
        return row | _calculated(book, action, at, of)
    return row | _without_steps(book, action, line, at, of) if line else row


def _calculated(book: Book, action: Action, at: int, of: Mapping[str, str]) -> PlanRow:
    """What is next of an action's steps, by when, and how it stands: the step due first of those that are left."""
    no_day, by_steps = no_day_words(book, action), _by_steps(book, action, at, of)
    texts = [step.text for step in action.steps]
    day = written_day(action.due, book.language) or action.proposed or ("" if action.is_over else no_day)
    state = by_outcome(book, action.line, cell_at(PLAN, "outcome", at), by_steps["state"])
    row = {
        "next": PlanCell(action.next_step, f"={by_steps['next']}", longest=max(texts, key=len)),
        "due": PlanCell(day, f"={by_steps['due']}"),
        "state": PlanCell(state_words(book, action.state), f"={state}"),
    }
    due = action.line.due if action.line else last_day(action.steps)
    if due == last_day(action.steps) and (due is None or due >= FIRST_DATE):
        kept = str(serial(due)) if due else '""'
        # A step of the plan that has no day yet has that of its action.
        needs_all = action.line is None or all(step.due or step.is_done for step in action.steps)
        row["done_by"] = PlanCell(due, f"={_last_day(at, of, kept, needs_all=needs_all)}")
    return row


def _without_steps(book: Book, action: Action, line: PlanLine, at: int, of: Mapping[str, str]) -> PlanRow:
    """The same of an action that has no steps, until somebody writes some."""
    by_steps, outcome = _by_steps(book, action, at, of), cell_at(PLAN, "outcome", at)
    days, row = [cell_at(PLAN, "due", at)], PlanRow()
    is_same = action.due == line.due and not action.is_over  # Not of what no longer applies.
    if is_same and (line.due is None or line.due >= FIRST_DATE):
        days.append(cell_at(PLAN, "done_by", at))
        due = _unless(of, at, by_steps["due"], _same_day(book, line, at))
        row["due"] = PlanCell(action.due or "", f"={due}")
    if not action.next_step:
        row["next"] = PlanCell("", f"={by_steps['next']}")
    kept = f'"{state_words(book, line.state)}"'
    state = _unless(of, at, by_steps["state"], kept if action.is_over else if_late(book, days, kept))
    row["state"] = PlanCell(state_words(book, action.state), f"={by_outcome(book, line, outcome, state)}")
    return row


def _empty(book: Book, at: int, letter: str, of: Mapping[str, str] | None) -> PlanRow:
    """A row to fill in, from 1: with a title it has its letter and a state, with steps on their sheet the rest."""
    title, due, done_by, outcome = (cell_at(PLAN, name, at) for name in ("title", "due", "done_by", "outcome"))
    alone = {
        "number": f'"{letter}"',
        "due": _same_day(book, None, at),
        "state": if_late(book, (due, done_by), f'"{state_words(book, "open")}"'),
    }
    if of:
        by_steps = _by_steps(book, None, at, of)
        alone |= {name: _unless(of, at, by_steps[name], alone[name]) for name in ("due", "state")}
        alone |= {"next": by_steps["next"], "done_by": _last_day(at, of, '""', needs_all=True)}
    alone["state"] = by_outcome(book, None, outcome, alone["state"])
    return {name: PlanCell("", f'=IF({title}="","",{part})') for name, part in alone.items()}


# The parts of their formulas ------------------------------------------------------------------------------------------


def _by_steps(book: Book, action: Action | None, at: int, of: Mapping[str, str]) -> dict[str, str]:
    """What the plan has from the steps of an action in row `at`, from 1; of one written by hand where it is None."""
    number, done_by = (cell_at(PLAN, name, at) for name in ("number", "done_by"))
    place, none = f"MATCH({number},{of['next']},0)", f'"{no_day_words(book, action)}"' if action else '""'
    day = f"INDEX({of['due']},{place})"
    if action and action.line is None:  # Until somebody does it.
        state = cell_at(PLAN, "state", at)
        none = f'IF({state}="{state_words(book, "suggested")}",{none},"{book.say("no_day")}")'
    otherwise = f"IF(ISNUMBER({done_by}),{done_by},{none})"
    return {
        "next": f'IFERROR(INDEX({of["what"]},{place})&"","")',
        "due": f'IFERROR(IF({place}>0,IF(ISNUMBER({day}),{day},{otherwise})),"")',  # Nothing once all is done.
        "state": _state_of_steps(book, at, of, is_done=action is not None and action.state == "done"),
    }


def _unless(of: Mapping[str, str], at: int, by_steps: str, alone: str) -> str:
    """One part of a formula for an action that has steps on their sheet, and another one for one that has none."""
    return f"IF(COUNTIF({of['number']},{cell_at(PLAN, 'number', at)})=0,{alone},{by_steps})"


def _same_day(book: Book, line: PlanLine | None, at: int) -> str:
    """The deadline of what has no steps, until somebody writes another day or it is over."""
    done_by, ended = cell_at(PLAN, "done_by", at), is_ended(book, line, cell_at(PLAN, "outcome", at))
    return f'IF({ended},"",IF(ISNUMBER({done_by}),{done_by},""))'


def _last_day(at: int, of: Mapping[str, str], kept: str, *, needs_all: bool) -> str:
    """The day of the last step; where it `needs_all`, nothing while a step that is left has none.

    Excel before 2019 does not know that function: there it stays what is `kept`.
    """
    number = cell_at(PLAN, "number", at)
    last = f"_xlfn.MAXIFS({of['due']},{of['number']},{number})"
    day = f'IFERROR(IF({last}=0,"",{last}),{kept})'
    dated = f'COUNTIFS({of["left"]},{number},{of["due"]},"<"&{NO_DAY})'
    return f'IF(COUNTIF({of["left"]},{number})>{dated},"",{day})' if needs_all else day


def _state_of_steps(book: Book, at: int, of: Mapping[str, str], *, is_done: bool) -> str:
    """An action's state: done or ended with all its steps, late with any of them, or begun.

    It is late as a whole, too. What is only proposed is never late. What `is_done` now is not ended with its steps.
    """
    number, done_by = (cell_at(PLAN, name, at) for name in ("number", "done_by"))
    words = {one: f'"{state_words(book, one)}"' for one in _ALL_STATES}
    late = f'OR(COUNTIFS({of["left"]},{number},{of["due"]},"<"&TODAY())>0,'
    late += f"AND(ISNUMBER({done_by}),{done_by}<TODAY()))"
    has = {one: f"COUNTIFS({of['number']},{number},{of['state']},{word})>0" for one, word in words.items()}
    over = words["done"]
    if not is_done:  # Done as a whole, it may have no step that was done.
        over = f"IF({has['done']},{over},IF({has['ended']},{words['ended']},{over}))"
    begun = f"OR({has['done']},{has['doing']})"
    stands = f"IF({late},{words['late']},IF({begun},{words['doing']},{words['open']}))"
    taken_on = f"IF({begun},{stands},IF({has['suggested']},{words['suggested']},{stands}))"
    return f"IF(COUNTIF({of['left']},{number})=0,{over},{taken_on})"
