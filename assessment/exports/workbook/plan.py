"""The sheets on the plan: a row for each action, planned or suggested, with rows to fill in; and all steps of each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Final, NamedTuple

from xlsxwriter.utility import xl_col_to_name  # type: ignore[import-untyped]  # it has no type information
from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]  # it has no type information

from assessment.exports.workbook.actions import Action, state_words
from assessment.exports.workbook.book import Book, height
from assessment.plan import DAYS_OF_FIRST_STEP, OUTCOMES, STATES, PlanLine, PlanStep
from assessment.sentences.advice import advice_caution, advice_reason, step_texts
from assessment.sentences.statements import with_statements
from assessment.words import date_text, say

# The columns and their widths.
_PLAN: Final = {
    "number": 6,
    "title": 34,
    "next": 48,
    "owner": 18,
    "due": 13,
    "state": 13,
    "outcome": 20,
    "success": 28,
}
_STEPS: Final = {"number": 6, "title": 34, "part": 16, "what": 64, "owner": 18, "due": 13, "state": 13}
_INDENT: Final = 1.5  # How far from its left edge the text of a cell begins.
_EMPTY_ROWS: Final = 12
_TOP: Final = 1  # The row of the names of the columns; above it stands how to read the sheet.


class _Row(NamedTuple):
    """A row of a sheet: its texts by column, its number and its day, and whether it is in the plan."""

    texts: Mapping[str, str]
    number: int | None = None
    due: date | None = None
    is_planned: bool = False


def write_plan(book: Book, sheet: Worksheet, found: Sequence[Action]) -> None:
    """A row for each action, with what to do next, and rows to fill in below.

    States and how it went are chosen from a list. What is late is tinted and what is done is grey by a rule, which
    follows what is changed.
    """
    report = book.report
    steps = book.say("sheet.steps") if found else ""
    day = date_text(report.made_on, book.language)
    words = [book.say("plan_key", summary=book.say("sheet.summary"), day=day)]
    words += [book.say("plan_steps", sheet=steps)] if steps else []
    words += [book.say("plan_suggestions")] if any(action.line is None for action in found) else []
    last = _write_rows(book, sheet, _PLAN, " ".join(words), [*(_whole(book, one) for one in found), *_empty()])
    outcomes = [say(book.language, f"plan.outcomes.{one}") for one in OUTCOMES]
    _choice(sheet, list(_PLAN).index("outcome"), last, outcomes)


def write_steps(book: Book, sheet: Worksheet, found: Sequence[Action]) -> None:
    """For each action why, and a row for each of its steps with its own day, so that they can be sorted."""
    rows = [row for action in found for row in _parts(book, action)]
    _write_rows(book, sheet, _STEPS, book.say("steps_key", sheet=book.say("sheet.plan")), rows)


def _empty() -> list[_Row]:
    return [_Row({})] * _EMPTY_ROWS


def _write_rows(book: Book, sheet: Worksheet, widths: Mapping[str, int], key: str, rows: Sequence[_Row]) -> int:
    """How to read the sheet, the names of the columns, and the rows. Returns the last row."""
    sheet.merge_range(0, 0, 0, len(widths) - 1, "", book.quiet)
    sheet.write_string(0, 0, key, book.quiet)
    sheet.set_row(0, height((key, sum(widths.values()))))
    shared = ("owner", "due", "outcome", "success")
    heads = {name: say(book.language, f"plan.{name}") for name in shared} | {"next": book.say("next")}
    heads |= {name: book.say(f"step.{name}") for name in ("number", "title", "part", "what", "state")}
    book.header(sheet, [(heads[name], width) for name, width in widths.items()], _TOP, numbers={0}, is_boxed=True)
    for place, row in enumerate(rows, start=_TOP + 1):
        _write_row(book, sheet, place, row, widths)
    last = _TOP + len(rows)
    sheet.autofilter(_TOP, 0, last, len(widths) - 1)
    _choice(sheet, list(widths).index("state"), last, [say(book.language, f"plan.states.{one}") for one in STATES])
    _follow(book, sheet, last, list(widths))
    return last


def _write_row(book: Book, sheet: Worksheet, place: int, row: _Row, widths: Mapping[str, int]) -> None:
    for column, name in enumerate(widths):
        if name == "due":
            book.day(sheet, place, column, row.due)
        elif name == "number" and row.number:
            sheet.write_number(place, column, row.number, book.centred_box)
        elif text := row.texts.get(name):
            sheet.write_string(place, column, text, book.bold_box if name == "title" and row.is_planned else book.box)
        else:
            sheet.write_blank(place, column, None, book.box)
    cells = [(text, widths[name] - _INDENT - (name == "title")) for name, text in row.texts.items()]
    sheet.set_row(place, height(*cells))


def _follow(book: Book, sheet: Worksheet, last: int, names: list[str]) -> None:
    """Tint each row that is not done and whose day has passed; grey each that is done."""
    due, state = (f"{xl_col_to_name(names.index(name), col_abs=True)}{_TOP + 2}" for name in ("due", "state"))
    done = say(book.language, "plan.states.done")
    rules = (
        (f'={state}="{done}"', {"font_color": book.colours.quiet}),
        (f'=AND(ISNUMBER({due}),{due}<TODAY(),{state}<>"{done}")', {"bg_color": book.colours.clash("minor")}),
    )
    for criteria, looks in rules:
        rule = {"type": "formula", "criteria": criteria, "format": book.file.add_format(looks)}
        sheet.conditional_format(_TOP + 1, 0, last, len(names) - 1, rule)


def _choice(sheet: Worksheet, column: int, last: int, words: Sequence[str]) -> None:
    """Offer these words in a list; others may be written too."""
    sheet.data_validation(
        _TOP + 1, column, last, column, {"validate": "list", "source": list(words), "error_type": "warning"}
    )


def _whole(book: Book, action: Action) -> _Row:
    """An action as a whole, as its line of the plan has it, or with owner and day left to fill in."""
    line = action.line
    texts = {"title": action.title, "next": action.next_step, "state": state_words(book, action)}
    if line is None:
        return _Row(texts, action.number)
    outcome = say(book.language, f"plan.outcomes.{line.outcome}") if line.outcome else ""
    texts |= {"owner": line.owner, "outcome": outcome, "success": line.success}
    return _Row(texts, action.number, line.due, is_planned=True)


def _parts(book: Book, action: Action) -> Iterator[_Row]:
    """Why an action is advised, and its steps, each with the title and owner of the action."""
    report, language, line, advice = book.report, book.language, action.line, action.advice
    title = {"title": action.title}
    if advice:
        why = filter(None, [advice_reason(advice, report, language), advice_caution(advice, report, language)])
        yield _Row(title | {"part": book.say("step.why"), "what": " ".join(why)}, action.number, is_planned=bool(line))
    if line is None and advice:
        suggested = {"state": state_words(book, action)}
        for days, text in step_texts(advice, report, language).items():
            part = book.say("step.first" if days == DAYS_OF_FIRST_STEP else f"step.d{days}")
            yield _Row(title | suggested | {"part": part, "what": text}, action.number)
    if line is None:
        return
    for number, step in enumerate(line.steps or _steps_of_advice(book, line), start=1):
        state = "done" if line.state == "done" or step.is_done else "open"
        texts = {
            "part": book.say("step.number_of", number=number),
            "what": step.text,
            "owner": line.owner,
            "state": say(language, f"plan.states.{state}"),
        }
        yield _Row(title | texts, action.number, step.due, is_planned=True)


def _steps_of_advice(book: Book, line: PlanLine) -> Iterator[PlanStep]:
    """Of a line without steps: its first step, and what its advice says for 30, 60 and 90 days."""
    if line.first_step:
        yield PlanStep(line.first_step)
    rule_id, _, target = (line.source or "").partition(".")
    for rule in book.report.instrument.recommendations:
        if rule.id == rule_id:
            for text in filter(None, (rule.d30, rule.d60, rule.d90)):
                yield PlanStep(with_statements(text[book.language], target, book.report, book.language))
