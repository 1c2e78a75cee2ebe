"""The sheet on the plan: what the leader has decided, or else what is recommended."""

from __future__ import annotations

from datetime import date
from typing import Final

from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]  # it has no type information

from assessment.exports.tables import plan_texts
from assessment.exports.workbook.book import Book
from assessment.sentences.advice import advice_reason, advice_steps, advice_title
from assessment.words import say

_STEPS: Final = ("title", "first", "d30", "d60", "d90", "caution", "reason", "owner", "by_when", "state")
# The columns of the leader's plan after the title: names of fields, and widths.
_PLAN: Final = (("first_step", 40), ("owner", 20), ("due", 13), ("success", 36), ("state", 12), ("outcome", 26))
# Before this day Excel has no dates.
_FIRST_DATE: Final = date(1900, 3, 1)


def write_plan(book: Book, sheet: Worksheet) -> None:
    """One row per line of the plan, with its deadline as a date."""
    language = book.language
    labels = [(say(language, f"plan.{name}"), width) for name, width in _PLAN]
    book.header(sheet, [(book.say("step.title"), 36), *labels, (book.say("column.overdue"), 12)])
    for row, line in enumerate(book.report.plan, start=1):
        sheet.write_string(row, 0, line.title, book.bold)
        texts = dict(plan_texts(line, language))
        for column, (name, _) in enumerate(_PLAN, start=1):
            if name == "due" and line.due is not None and line.due >= _FIRST_DATE:
                sheet.write_datetime(row, column, line.due, book.day)
            else:
                book.cell(sheet, row, column, texts.get(name))
        if line.is_overdue(book.report.made_on):
            sheet.write_string(row, len(_PLAN) + 1, say(language, "plan.overdue"), book.text)
    sheet.autofilter(0, 0, len(book.report.plan), len(_PLAN) + 1)


def write_suggestions(book: Book, sheet: Worksheet) -> None:
    """One row per recommendation; owner, date and state are left empty to fill in."""
    report, language = book.report, book.language
    widths = (30, 36, 30, 30, 30, 30, 34, 18, 14, 18)
    book.header(sheet, [(book.say(f"step.{step}"), width) for step, width in zip(_STEPS, widths, strict=True)])
    for row, advice in enumerate(report.advice, start=1):
        rule, steps = advice.recommendation, dict(advice_steps(advice, language))
        texts = (
            advice_title(advice, report, language),
            rule.first[language],
            steps.get("d30", ""),
            steps.get("d60", ""),
            steps.get("d90", ""),
            rule.caution[language] if rule.caution else "",
            advice_reason(advice, report, language),
        )
        for column, text in enumerate(texts):
            sheet.write_string(row, column, text, book.box)
        for column in range(len(texts), len(_STEPS)):
            sheet.write_blank(row, column, None, book.box)
