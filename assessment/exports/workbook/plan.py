"""The sheet on the plan: what is decided and what else is recommended, step by step, with rows to fill in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Final, NamedTuple

from xlsxwriter.utility import xl_col_to_name  # type: ignore[import-untyped]  # it has no type information
from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]  # it has no type information

from assessment.advice import Advice
from assessment.exports.workbook.book import Book, height
from assessment.plan import DAYS_OF_FIRST_STEP, OUTCOMES, STATES, PlanLine, PlanStep
from assessment.sentences.advice import advice_caution, advice_reason, advice_title, step_texts
from assessment.sentences.statements import with_statements
from assessment.words import date_text, say

# The columns and their widths.
_COLUMNS: Final = (
    ("title", 28),
    ("part", 15),
    ("what", 56),
    ("owner", 17),
    ("due", 12),
    ("state", 14),
    ("outcome", 18),
    ("success", 24),
)
_PLACES: Final = {name: column for column, (name, _) in enumerate(_COLUMNS)}
_WIDTHS: Final = dict(_COLUMNS)
_EMPTY_ROWS: Final = 12
_TOP: Final = 1  # The row of the names of the columns; above it stands how to read the sheet.


class _Row(NamedTuple):
    """A row of the sheet: its texts by column, its day, and whether it is an action as a whole, not a step of one."""

    texts: Mapping[str, str]
    due: date | None = None
    is_whole: bool = False


def write_plan(book: Book, sheet: Worksheet) -> None:
    """A row for each action and below it one for each of its steps, with its own day, so that both can be sorted.

    First the plan, then the recommendations that are not in it; at the end are rows to fill in. States and how it went
    are chosen from a list. What is late is tinted and what is done is grey by a rule, which follows what is changed.
    """
    language, report = book.language, book.report
    labels = {name: book.say(f"step.{name}") for name in ("title", "part", "what")}
    labels |= {name: say(language, f"plan.{name}") for name in ("owner", "due", "state", "success", "outcome")}
    _write_key(book, sheet)
    book.header(sheet, [(labels[name], width) for name, width in _COLUMNS], _TOP)
    rows = [row for line in report.plan for row in _decided(book, line)]
    rows += [row for one in report.to_do if not report.planned(one) for row in _recommended(book, one)]
    last = _TOP + len(rows) + _EMPTY_ROWS
    for number, row in enumerate([*rows, *[_Row({})] * _EMPTY_ROWS], start=_TOP + 1):
        _write_row(book, sheet, number, row)
    for name, words in (("state", [f"plan.states.{one}" for one in STATES]),
                        ("outcome", [f"plan.outcomes.{one}" for one in OUTCOMES])):  # fmt: skip
        _choice(sheet, _PLACES[name], last, [say(language, path) for path in words])
    sheet.autofilter(_TOP, 0, last, len(_COLUMNS) - 1)
    _follow(book, sheet, last)


def _write_key(book: Book, sheet: Worksheet) -> None:
    """How to read the sheet, and that the first one does not follow what is changed here."""
    day = date_text(book.report.made_on, book.language)
    words = book.say("plan_key", summary=book.say("sheet.summary"), day=day)
    sheet.merge_range(0, 0, 0, len(_COLUMNS) - 1, "", book.quiet)
    sheet.write_string(0, 0, words, book.quiet)
    sheet.set_row(0, height((words, sum(width for _, width in _COLUMNS))))


def _follow(book: Book, sheet: Worksheet, last: int) -> None:
    """Tint each row that is not done and whose day has passed; grey each that is done."""
    due, state = (xl_col_to_name(_PLACES[name], col_abs=True) + str(_TOP + 2) for name in ("due", "state"))
    done = say(book.language, "plan.states.done")
    rules = (
        (f'={state}="{done}"', {"font_color": book.colours.quiet}),
        (f'=AND(ISNUMBER({due}),{due}<TODAY(),{state}<>"{done}")', {"bg_color": book.colours.clash("minor")}),
    )
    for criteria, looks in rules:
        rule = {"type": "formula", "criteria": criteria, "format": book.file.add_format(looks)}
        sheet.conditional_format(_TOP + 1, 0, last, len(_COLUMNS) - 1, rule)


def _write_row(book: Book, sheet: Worksheet, number: int, row: _Row) -> None:
    for column, (name, _) in enumerate(_COLUMNS):
        if name == "due":
            book.day(sheet, number, column, row.due)
        elif text := row.texts.get(name):
            is_bold = row.is_whole and name in ("title", "part")
            sheet.write_string(number, column, text, book.bold_box if is_bold else book.box)
        else:
            sheet.write_blank(number, column, None, book.box)
    sheet.set_row(number, height(*((text, _WIDTHS[name] - row.is_whole) for name, text in row.texts.items())))


def _choice(sheet: Worksheet, column: int, last: int, words: Sequence[str]) -> None:
    """Offer these words in a list; others may be written too."""
    sheet.data_validation(
        _TOP + 1, column, last, column, {"validate": "list", "source": list(words), "error_type": "warning"}
    )


def _decided(book: Book, line: PlanLine) -> Iterator[_Row]:
    """A line of the leader's plan and its steps, each with the line's title and owner."""
    report, language = book.report, book.language
    whole = {
        "title": line.title,
        "part": book.say("step.whole"),
        "what": next((_note(book, one) for one in report.to_do if one.source == line.source), ""),
        "owner": line.owner,
        "state": say(language, f"plan.states.{line.state}"),
        "outcome": say(language, f"plan.outcomes.{line.outcome}") if line.outcome else "",
        "success": line.success,
    }
    yield _Row(whole, line.due, is_whole=True)
    is_done = line.state == "done"
    for number, step in enumerate(line.steps or _steps_of_advice(book, line), start=1):
        state = "done" if is_done or step.is_done else "open"
        texts = {
            "title": line.title,
            "part": book.say("step.number", number=number),
            "what": step.text,
            "owner": line.owner,
            "state": say(language, f"plan.states.{state}"),
        }
        yield _Row(texts, step.due)


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
    both = {"title": advice_title(advice, report, language), "state": book.say("step.not_planned")}
    yield _Row(both | {"part": book.say("step.suggested"), "what": _note(book, advice)}, is_whole=True)
    for days, text in step_texts(advice, report, language).items():
        part = book.say("step.first" if days == DAYS_OF_FIRST_STEP else f"step.d{days}")
        yield _Row(both | {"part": part, "what": text})
