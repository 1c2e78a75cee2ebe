"""The sheet on the plan: what the leader has decided or else what is recommended, with rows to fill in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final, NamedTuple

from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]  # it has no type information

from assessment.advice import Advice
from assessment.exports.tables import step_text
from assessment.exports.workbook.book import Book
from assessment.plan import DAYS_OF_FIRST_STEP, DAYS_OF_MILESTONES, OUTCOMES, STATES, PlanLine, keeps_days
from assessment.sentences.advice import advice_caution, advice_first, advice_reason, advice_steps, advice_title
from assessment.sentences.statements import with_statements
from assessment.words import say

# The columns and their widths.
_COLUMNS: Final = (
    ("title", 34),
    ("owner", 18),
    ("due", 13),
    ("state", 13),
    ("first", 38),
    ("d30", 32),
    ("d60", 32),
    ("d90", 32),
    ("success", 30),
    ("outcome", 24),
    ("on_time", 16),
    ("note", 40),
)
_MILESTONES: Final = ("d30", "d60", "d90")
_DAYS: Final = (DAYS_OF_FIRST_STEP, *DAYS_OF_MILESTONES)  # When the steps of a recommendation are due.
_EMPTY_ROWS: Final = 12


class _Row(NamedTuple):
    """A line of the sheet: its texts by column, and its day."""

    texts: dict[str, str]
    due: date | None = None


def write_plan(book: Book, sheet: Worksheet) -> None:
    """One row per line of the plan, or per recommendation, and rows to fill in; states are chosen from a list."""
    language = book.language
    heads = {
        "title": "title",
        "first": "first",
        "d30": "d30",
        "d60": "d60",
        "d90": "d90",
        "on_time": "on_time",
        "note": "note",
    }
    labels = {name: book.say(f"step.{heads[name]}") for name in heads}
    labels |= {name: say(language, f"plan.{name}") for name in ("owner", "due", "state", "success", "outcome")}
    if not all(keeps_days(line.steps, _DAYS[: len(line.steps)]) for line in book.report.plan):
        labels |= {name: book.say("step.number", number=number) for number, name in enumerate(_MILESTONES, start=2)}
    book.header(sheet, [(labels[name], width) for name, width in _COLUMNS])
    report = book.report
    rows = [_decided(book, line) for line in report.plan] or [_recommended(book, one) for one in report.advice]
    last = len(rows) + _EMPTY_ROWS
    for number, row in enumerate([*rows, *[_Row({})] * _EMPTY_ROWS], start=1):
        _write_row(book, sheet, number, row)
    places = {name: column for column, (name, _) in enumerate(_COLUMNS)}
    for name, words in (("state", [f"plan.states.{one}" for one in STATES]),
                        ("outcome", [f"plan.outcomes.{one}" for one in OUTCOMES])):  # fmt: skip
        _choice(sheet, places[name], last, [say(language, path) for path in words])
    sheet.autofilter(0, 0, last, len(_COLUMNS) - 1)


def _write_row(book: Book, sheet: Worksheet, number: int, row: _Row) -> None:
    for column, (name, _) in enumerate(_COLUMNS):
        if name == "due":
            book.day(sheet, number, column, row.due)
        elif text := row.texts.get(name):
            sheet.write_string(number, column, text, book.box)
        else:
            sheet.write_blank(number, column, None, book.box)


def _choice(sheet: Worksheet, column: int, last: int, words: Sequence[str]) -> None:
    """Offer these words in a list; others may be written too."""
    sheet.data_validation(1, column, last, column, {"validate": "list", "source": list(words), "error_type": "warning"})


def _decided(book: Book, line: PlanLine) -> _Row:
    """A line of the leader's plan."""
    report, language = book.report, book.language
    state = say(language, f"plan.states.{line.state}")
    on_time = say(language, "plan.states.done") if line.is_all_done else book.say("step.in_time") if line.due else ""
    if line.is_overdue(report.made_on):
        on_time = say(language, "plan.overdue")
    if line.has_new_day(report.made_on):
        on_time = say(language, "plan.new_day", state=state)
    texts = {
        "title": line.title,
        "owner": line.owner,
        "state": state,
        "first": step_text(line.steps[0], language) if line.steps else line.first_step,
        "success": line.success,
        "outcome": say(language, f"plan.outcomes.{line.outcome}") if line.outcome else "",
        "on_time": on_time,
        "note": next((_note(book, one) for one in report.to_do if one.source == line.source), ""),
    }
    return _Row(texts | dict(_milestones(book, line)), line.due)


def _note(book: Book, advice: Advice) -> str:
    """Why something is advised, and what to keep in mind."""
    report, language = book.report, book.language
    return " ".join(filter(None, [advice_reason(advice, report, language), advice_caution(advice, report, language)]))


def _milestones(book: Book, line: PlanLine) -> Iterator[tuple[str, str]]:
    """The steps of a line after the first with their days, else what its advice says for 30, 60 and 90 days."""
    if line.steps:
        later = [step_text(step, book.language) for step in line.steps[1:]]
        last = len(_MILESTONES) - 1
        yield from zip(_MILESTONES, [*later[:last], "\n".join(later[last:])], strict=False)
        return
    rule_id, _, target = (line.source or "").partition(".")
    for rule in book.report.instrument.recommendations:
        if rule.id == rule_id:
            steps = (("d30", rule.d30), ("d60", rule.d60), ("d90", rule.d90))
            for days, text in steps:
                if text:
                    yield days, with_statements(text[book.language], target, book.report, book.language)


def _recommended(book: Book, advice: Advice) -> _Row:
    """A recommendation, not yet begun; owner and day are left to fill in."""
    report, language = book.report, book.language
    texts = {
        "title": advice_title(advice, report, language),
        "state": say(language, "plan.states.open"),
        "first": advice_first(advice, report, language),
        "note": _note(book, advice),
    }
    return _Row(texts | dict(advice_steps(advice, report, language)))
