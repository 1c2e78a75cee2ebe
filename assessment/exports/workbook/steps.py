"""The sheet of all steps: a row for each step of each action, with its own day and state, and rows to fill in."""

from __future__ import annotations

from collections.abc import Sequence

from xlsxwriter.utility import xl_col_to_name  # type: ignore[import-untyped]  # it has no type information
from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]  # it has no type information

from assessment.exports.steps import notes_of
from assessment.exports.workbook.actions import (
    ENDING,
    Action,
    Stage,
    if_late,
    is_ended,
    is_over,
    over_words,
    state_words,
)
from assessment.exports.workbook.book import Book
from assessment.exports.workbook.rows import (
    EMPTY_ROWS,
    HIDDEN,
    NO_DAY,
    STATES,
    STEPS,
    TOP,
    PlanCell,
    PlanRow,
    add_rule,
    follow,
    followed,
    followed_text,
    row_height,
    write_rows,
)
from assessment.plan import PlanStep
from assessment.sentences.advice import advice_caution, advice_reason
from assessment.words import date_text, upper_first

_PAGE_WIDE, _PAGE_HIGH, _FIGURE = 770.0, 480.0, 5.5  # Points, of a landscape page within its margins, and of a figure.


def write_steps(book: Book, sheet: Worksheet, found: Sequence[Action]) -> None:
    """A row for each step of each action, with its own day and state, which the plan follows, and why it is advised.

    Below are rows to fill in, each for the action whose number or letter is written there.
    """
    written = [(action, place) for action in found for place in range(len(action.steps))]
    last = TOP + len(written) + EMPTY_ROWS
    rows = [_part(book, action, place, len(found), at) for at, (action, place) in enumerate(written, start=TOP + 2)]
    rows += [_empty(book, len(found), at) for at in range(TOP + 2 + len(written), last + 2)]
    rows = [row | _hidden(book, row, at, last + 1) for at, row in enumerate(rows, start=TOP + 2)]
    signs = "signs" if any(isinstance(action.number, int) for action in found) else "letters"
    told = book.say("purpose.steps", plan=book.say("sheet.plan"), sign=book.say(f"sign_of_action.{signs}"))
    if any(action.suggested for action in found):
        told = f"{told} {book.say('purpose.suggested')}"
    write_rows(book, sheet, STEPS, (book.say("sheet.steps"), told), rows)
    _write_hidden(book, sheet, rows)
    _add_rules(book, sheet, last)
    sheet.autofilter(TOP, 0, last, len(STEPS) - 1)
    book.choice(sheet, list(STEPS).index("state"), (TOP + 1, last), [state_words(book, one) for one in STATES])
    # Rather a little smaller, by a tenth at most, than with a few rows on a page of their own.
    high = sum(row_height(row, STEPS) for row in rows) * _PAGE_WIDE / (sum(STEPS.values()) * _FIGURE)
    sheet.fit_to_pages(1, max(1, round(high / _PAGE_HIGH + 0.4)))


def _write_hidden(book: Book, sheet: Worksheet, rows: Sequence[PlanRow]) -> None:
    """Write the hidden columns, which are not printed either."""
    for place, row in enumerate(rows, start=TOP + 1):
        for column, name in enumerate(HIDDEN, start=len(STEPS)):
            sheet.write_formula(place, column, row[name].formula, book.text, row[name].shown)
    sheet.set_column(len(STEPS), len(STEPS) + len(HIDDEN) - 1, None, None, {"hidden": True})
    book.print_columns(sheet, len(STEPS) - 1)


def _add_rules(book: Book, sheet: Worksheet, last: int) -> None:
    """Follow what is changed: the next step of each action is bold, what is late tinted, what is over grey.

    A step that is left of an action which was ended as a whole is shown as ended, whichever state was chosen for it.
    """
    columns, first = list(STEPS), TOP + 2
    number, due, state, left = (_cell(name, first) for name in ("number", "due", "state", "left"))
    is_next = f"IFERROR(MATCH({number},{_column('next', last + 1)},0)=ROW()-{first - 1},FALSE)"
    is_late = f'AND(ISNUMBER({due}),{due}<TODAY(),{state}<>"{state_words(book, "suggested")}")'
    bold: dict[str, object] = {"bold": True}
    tint, what = bold | {"bg_color": book.colours.clash("minor")}, columns.index("what")
    for criteria, looks in ((f"=AND({is_next},{is_late})", tint), (f"={is_next}", bold)):
        add_rule(book, sheet, (TOP + 1, what, last, what), criteria, looks)
    quiet: dict[str, object] = {"font_color": book.colours.quiet}
    is_cut_short = f"=AND({_cell('is_ended', first)},NOT({is_over(book, state)}))"
    at, ended = columns.index("state"), f';;;"{state_words(book, "ended")}"'
    add_rule(book, sheet, (TOP + 1, at, last, at), is_cut_short, quiet | {"num_format": ended})
    # The name of an action stands beside a step that may be done before the others: it is grey once all are over.
    is_all_over = f"=COUNTIF({_column('left', last + 1)},{number})=0"
    add_rule(book, sheet, (TOP + 1, 0, last, columns.index("title")), is_all_over, quiet)
    title, proposed = columns.index("title"), columns.index("due")
    unknown: dict[str, object] = {"bold": True, "font_color": book.colours.ink}
    add_rule(book, sheet, (TOP + 1, title, last, title), f'={_cell("title", first)}="{_not_on_plan(book)}"', unknown)
    add_rule(book, sheet, (TOP + 1, proposed, last, proposed), f'=RIGHT({due})="?"', quiet)
    across = columns.index("part"), len(STEPS) - 1
    follow(book, sheet, (TOP + 1, last), across, [columns.index(name) for name in ("due", "state")], f'{left}=""')


def _cell(column: str, at: int) -> str:
    """The cell in a column of the sheet, also in a hidden one, in this row, from 1."""
    return f"${xl_col_to_name([*STEPS, *HIDDEN].index(column))}{at}"


def _column(column: str, last: int) -> str:
    """The cells of a column of the sheet, also of a hidden one, down to the last row, from 1."""
    letter = xl_col_to_name([*STEPS, *HIDDEN].index(column))
    return f"${letter}${TOP + 2}:${letter}${last}"


# The rows -------------------------------------------------------------------------------------------------------------


def _part(book: Book, action: Action, place: int, count: int, at: int) -> PlanRow:
    """The step of an action at a place, from 0, the first with why that is advised. `at` is its row, from 1.

    Each has the title, so that a filter keeps it.
    """
    step, line = action.steps[place], action.line
    left = next((each for each, one in enumerate(action.steps) if not one.is_done), None)
    is_begun = line is not None and line.state == "doing" and place == left == 0
    ended = is_ended(book, line, followed(book, count, _cell("number", at), "outcome"))
    return {
        "number": PlanCell(action.number),
        "title": PlanCell(action.title, is_bold=not place and not action.is_over),
        "part": PlanCell(book.say("step.number_of", number=place + 1)),
        "what": PlanCell(step.text),
        "owner": _step_owner(book, action, step, count, at=at),
        "due": PlanCell(step.due or _suggested_day(book, action, place)),
        "state": _step_state(book, action, place, at, is_begun=is_begun),
        "why": PlanCell("" if place else _why(book, action)),
        "is_ended": PlanCell(ended != "FALSE" and line is not None and line.outcome in ENDING, ended),
        "next": PlanCell(action.number if place == action.next_place else ""),
    }


def _empty(book: Book, count: int, at: int) -> PlanRow:
    """A row to fill in, from 1, for another step of the action whose number or letter is written there."""
    number, due, before = _cell("number", at), _cell("due", at), f"$A${TOP + 2}:{_cell('number', at)}"
    parts, title = book.say("step.number_of", number=""), followed(book, count, number, "title")
    state = _unless_ended(book, at, if_late(book, [due], f'"{state_words(book, "open")}"'))
    return {
        "number": PlanCell(),
        "title": PlanCell("", f'=IF({number}="","",IFERROR({title}&"","{_not_on_plan(book)}"))'),
        "part": PlanCell("", f'=IF({number}="","","{parts}"&COUNTIF({before},{number}))'),
        "owner": PlanCell("", _owner_formula(book, count, at)),
        "due": PlanCell(),
        "state": PlanCell("", f'=IF({number}="","",{state})'),
        "is_ended": PlanCell(shown=False, formula=is_ended(book, None, followed(book, count, number, "outcome"))),
        "next": PlanCell(""),
    }


def _hidden(book: Book, row: PlanRow, at: int, last: int) -> PlanRow:
    """The hidden cells of a step in row `at`, from 1: whether its action was ended, and whether it is left or next."""
    number, due, state, ended, left = (_cell(name, at) for name in ("number", "due", "state", "is_ended", "left"))
    lefts, dues = _column("left", last), _column("due", last)
    is_left = not (row["state"].shown in ("", *over_words(book)) or row["is_ended"].shown)
    earlier = f'COUNTIFS({lefts},{left},{dues},"<"&IF(ISNUMBER({due}),{due},{NO_DAY}))'
    return {
        "is_ended": row["is_ended"]._replace(formula=f"=IFERROR({row['is_ended'].formula},FALSE)"),
        "left": PlanCell(
            row["number"].shown if is_left else "",
            f'=IF(OR({number}="",{ended},{is_over(book, state)}),"",{number})',
        ),
        "next": row["next"]._replace(formula=f'=IF({left}="","",IF({earlier}=0,{left},""))'),
    }


def _not_on_plan(book: Book) -> str:
    """What stands for the title of an action that no row of the plan has."""
    return book.say("not_on_sheet", sheet=book.say("sheet.plan"))


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


def _step_owner(book: Book, action: Action, step: PlanStep, count: int, *, at: int) -> PlanCell:
    """Who does a step: whoever does the action. That nobody does yet is not said of what is done."""
    none = book.say("no_owner")
    if action.line is None:  # Its state comes from the owner.
        return PlanCell(none, followed_text(book, count, _cell("number", at), "owner"))
    return PlanCell(action.owner or ("" if step.is_done else none), _owner_formula(book, count, at))


def _owner_formula(book: Book, count: int, at: int) -> str:
    owner = followed(book, count, _cell("number", at), "owner")
    return f'=IFERROR(IF(AND({_cell("left", at)}="",{owner}="{book.say("no_owner")}"),"",{owner}&""),"")'


def _step_state(book: Book, action: Action, place: int, at: int, *, is_begun: bool) -> PlanCell:
    """The state of the step at a place, from 0, which is late once its day has passed, until somebody chooses one.

    Of an action that is over, what was not done of it is ended. What is only suggested is to be done once somebody does
    it. `at` is its row, from 1.
    """
    step = action.steps[place]
    if step.is_done:
        kept = action.line.steps[place : place + 1] if action.line else ()
        return PlanCell(state_words(book, "done" if all(one.is_done for one in kept) else "ended"))
    owner, due = (_cell(name, at) for name in ("owner", "due"))
    stage: Stage = "doing" if is_begun else "open"
    state = if_late(book, [due], f'"{state_words(book, stage)}"')
    if action.line is None:
        suggested = state_words(book, "suggested")
        is_nobodys = f'OR({owner}="",{owner}="{book.say("no_owner")}")'
        state = f'IF({is_nobodys},"{suggested}",{state})'
        return PlanCell(suggested, f"={_unless_ended(book, at, state)}")
    is_late = step.due is not None and step.due < book.report.made_on
    return PlanCell(state_words(book, "late" if is_late else stage), f"={_unless_ended(book, at, state)}")


def _unless_ended(book: Book, at: int, otherwise: str) -> str:
    """The part of a formula that says ended where the action was, else what another part does."""
    return f'IF({_cell("is_ended", at)},"{state_words(book, "ended")}",{otherwise})'
