"""The sheet on the plan: what is decided and what else is recommended, step by step, with rows to fill in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Final, NamedTuple

from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]  # it has no type information

from assessment.advice import Advice
from assessment.exports.workbook.book import Book, height
from assessment.plan import DAYS_OF_FIRST_STEP, OUTCOMES, STATES, PlanLine, PlanStep
from assessment.sentences.advice import advice_caution, advice_reason, advice_title, step_texts
from assessment.sentences.statements import with_statements
from assessment.words import say

# The columns and their widths.
_COLUMNS: Final = (
    ("title", 32),
    ("part", 16),
    ("what", 64),
    ("owner", 18),
    ("due", 13),
    ("state", 12),
    ("on_time", 15),
    ("outcome", 24),
    ("success", 30),
)
_PLACES: Final = {name: column for column, (name, _) in enumerate(_COLUMNS)}
_WIDTHS: Final = dict(_COLUMNS)
_EMPTY_ROWS: Final = 12


class _Row(NamedTuple):
    """A row of the sheet: its texts by column, its day, and whether it is an action as a whole, not a step of one."""

    texts: Mapping[str, str]
    due: date | None = None
    is_whole: bool = False


def write_plan(book: Book, sheet: Worksheet) -> None:
    """A row for each action and below it one for each of its steps, with its own day, so that both can be sorted.

    First the plan, then the recommendations that are not in it; at the end are rows to fill in. States and how it went
    are chosen from a list.
    """
    language, report = book.language, book.report
    labels = {name: book.say(f"step.{name}") for name in ("title", "part", "what", "on_time")}
    labels |= {name: say(language, f"plan.{name}") for name in ("owner", "due", "state", "success", "outcome")}
    book.header(sheet, [(labels[name], width) for name, width in _COLUMNS])
    rows = [row for line in report.plan for row in _decided(book, line)]
    rows += [row for one in report.to_do if not report.planned(one) for row in _recommended(book, one)]
    last = len(rows) + _EMPTY_ROWS
    for number, row in enumerate([*rows, *[_Row({})] * _EMPTY_ROWS], start=1):
        _write_row(book, sheet, number, row)
    for name, words in (("state", [f"plan.states.{one}" for one in STATES]),
                        ("outcome", [f"plan.outcomes.{one}" for one in OUTCOMES])):  # fmt: skip
        _choice(sheet, _PLACES[name], last, [say(language, path) for path in words])
    sheet.autofilter(0, 0, last, len(_COLUMNS) - 1)


def _write_row(book: Book, sheet: Worksheet, number: int, row: _Row) -> None:
    for column, (name, _) in enumerate(_COLUMNS):
        if name == "due":
            book.day(sheet, number, column, row.due)
        elif text := row.texts.get(name):
            is_bold = row.is_whole and name in ("title", "part")
            sheet.write_string(number, column, text, book.bold_box if is_bold else book.box)
        else:
            sheet.write_blank(number, column, None, book.box)
    sheet.set_row(number, height(*((text, _WIDTHS[name]) for name, text in row.texts.items())))


def _choice(sheet: Worksheet, column: int, last: int, words: Sequence[str]) -> None:
    """Offer these words in a list; others may be written too."""
    sheet.data_validation(1, column, last, column, {"validate": "list", "source": list(words), "error_type": "warning"})


def _decided(book: Book, line: PlanLine) -> Iterator[_Row]:
    """A line of the leader's plan and its steps, each with the line's title and owner."""
    report, language = book.report, book.language
    whole = {
        "title": line.title,
        "part": book.say("step.whole"),
        "what": next((_note(book, one) for one in report.to_do if one.source == line.source), ""),
        "owner": line.owner,
        "state": say(language, f"plan.states.{line.state}"),
        "on_time": _on_time(book, line),
        "outcome": say(language, f"plan.outcomes.{line.outcome}") if line.outcome else "",
        "success": line.success,
    }
    yield _Row(whole, line.due, is_whole=True)
    is_done = line.state == "done"
    for number, step in enumerate(line.steps or _steps_of_advice(book, line), start=1):
        state = "done" if is_done or step.is_done else "open"
        is_late = step.due is not None and step.due < report.made_on and state == "open"
        texts = {
            "title": line.title,
            "part": book.say("step.number", number=number),
            "what": step.text,
            "owner": line.owner,
            "state": say(language, f"plan.states.{state}"),
            "on_time": book.say(f"step.{'late' if is_late else 'in_time'}") if step.due and state == "open" else "",
        }
        yield _Row(texts, step.due)


def _on_time(book: Book, line: PlanLine) -> str:
    """Whether a line is on time: "" where it is done or has no day."""
    today = book.report.made_on
    if line.due is None or line.is_all_done:
        return ""
    if line.is_late(today):
        return book.say("step.late")
    return book.say("step.new_day" if line.has_new_day(today) else "step.in_time")


def _note(book: Book, advice: Advice) -> str:
    """Why something is advised, and what to keep in mind."""
    report, language = book.report, book.language
    return " ".join(filter(None, [advice_reason(advice, report, language), advice_caution(advice, report, language)]))


def _steps_of_advice(book: Book, line: PlanLine) -> Iterator[PlanStep]:
    """Of a line without steps: its first step, and what its advice says for 30, 60 and 90 days."""
    if line.first_step:
        yield PlanStep(line.first_step)
    rule_id, _, target = (line.source or "").partition(".")
    for rule in book.report.instrument.recommendations:
        if rule.id == rule_id:
            for text in filter(None, (rule.d30, rule.d60, rule.d90)):
                yield PlanStep(with_statements(text[book.language], target, book.report, book.language))


def _recommended(book: Book, advice: Advice) -> Iterator[_Row]:
    """A recommendation, not yet in the plan, and its steps; owner and days are left to fill in."""
    report, language = book.report, book.language
    both = {"title": advice_title(advice, report, language), "state": say(language, "plan.states.open")}
    yield _Row(both | {"part": book.say("step.suggested"), "what": _note(book, advice)}, is_whole=True)
    for days, text in step_texts(advice, report, language).items():
        part = book.say("step.first" if days == DAYS_OF_FIRST_STEP else f"step.d{days}")
        yield _Row(both | {"part": part, "what": text})
