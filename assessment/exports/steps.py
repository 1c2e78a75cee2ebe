"""The plan in the words of a file: what came of it and what is next, where a day that has passed is never advice."""

from __future__ import annotations

from collections import Counter
from datetime import date

from assessment.advice import Advice
from assessment.instrument import Language
from assessment.plan import OUTCOMES
from assessment.report import Report
from assessment.sentences.advice import open_step, what_is_next
from assessment.words import day_text, say


def is_ahead(day: date | None, report: Report) -> bool:
    """Whether a day is known and has not passed when the file is made."""
    return day is not None and day >= report.made_on


def due_words(day: date, report: Report, language: Language) -> str:
    """A day by which something that is not done is due; one that has passed says so."""
    words = day_text(day, language)
    return words if is_ahead(day, report) else say(language, "export.late_day", day=words)


def next_words(advice: Advice, report: Report, language: Language) -> str:
    """What to do next about a recommendation that is not done, and by when, or since when it is overdue."""
    due, step = open_step(advice, report, language).step.due, open_step(advice, report, language).step.text
    if due is None or is_ahead(due, report):
        return what_is_next(advice, report, language)
    return say(language, "export.late_step", day=day_text(due, language), step=step)


def came_of_plan(report: Report, language: Language) -> str:
    """How many actions of the plan have helped, and how the others went; "" where nothing is known yet."""
    found = Counter(line.outcome for line in report.plan)
    parts = [
        say(language, f"export.came_of_plan.{outcome}.{'one' if found[outcome] == 1 else 'many'}", count=found[outcome])
        for outcome in OUTCOMES
        if found[outcome]
    ]
    return say(language, "export.came_of_plan.all", parts=", ".join(parts)) if parts else ""
