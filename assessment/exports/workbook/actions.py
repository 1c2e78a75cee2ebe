"""The actions of a workbook, which the first sheet and the plan have in the same order with the same numbers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from assessment.advice import Advice
from assessment.exports.steps import is_ahead, next_words
from assessment.exports.workbook.book import Book
from assessment.plan import PlanLine, PlanStep
from assessment.sentences.advice import advice_title, open_step, planned_title
from assessment.sentences.comparison import outcome_texts
from assessment.words import day_text, say

_COUNTED: Final = 2  # From so many steps on it is said how many of them are done.


class Action(NamedTuple):
    """Something to do: advice, a line of the plan, or both. `number` begins at 1; "" where nothing is next."""

    number: int
    title: str
    next_step: str
    advice: Advice | None
    line: PlanLine | None
    is_left: bool  # Whether it is among what to do, not among what the plan has behind it.

    @property
    def owner(self) -> str:
        return self.line.owner if self.line else ""


def actions(book: Book) -> tuple[Action, ...]:
    """What to do, in the order of the screen; then what else is open in the plan, and what has come of the rest."""
    return tuple(_numbered(book))


def _numbered(book: Book) -> Iterator[Action]:
    report, language = book.report, book.language
    number = 0
    for number, advice in enumerate(report.to_do, start=1):
        line = report.planned(advice)
        title = planned_title(advice, report, language) if line else advice_title(advice, report, language)
        yield Action(number, title, _next_of_advice(book, advice), advice, line, is_left=True)
    rest = [line for line in report.plan if line.source not in report.ranked]
    rest.sort(key=lambda line: (line.is_all_done, line.outcome is not None))
    for place, line in enumerate(rest, start=number + 1):
        title = line.title or say(language, "plan_page.untitled")
        is_left = not line.is_all_done and line.outcome is None
        yield Action(place, title, _next_of_line(book, line), None, line, is_left=is_left)


def _next_of_advice(book: Book, advice: Advice) -> str:
    """The first step of it that is not done, with its day before it, or since when it is overdue."""
    report, language = book.report, book.language
    step = open_step(advice, report, language).step
    if step.due is None or not is_ahead(step.due, report):
        return step.text if step.due is None else next_words(advice, report, language)
    return book.say("due_step", day=day_text(step.due, language), step=step.text)


def _next_of_line(book: Book, line: PlanLine) -> str:
    if line.is_all_done:
        return ""
    step = line.steps[line.first_open or 0] if line.steps else PlanStep(line.first_step, line.due)
    if step.due is None or not step.text:
        return step.text
    late = step.due < book.report.made_on
    return book.say("late_step" if late else "due_step", day=day_text(step.due, book.language), step=step.text)


def came_of(book: Book, action: Action) -> str:
    """How an action of the plan went, or how many of its steps are done; "" where neither is known."""
    line = action.line
    if line is None:
        return ""
    known = {text.line: text.how_it_went for text in outcome_texts(book.report, book.language)}
    if line.id in known:
        return known[line.id]
    if len(line.steps) < _COUNTED:
        return ""
    done, count = line.steps_done, len(line.steps)
    if done == count:
        return say(book.language, "plan_page.all_steps", count=count)
    return say(book.language, "plan_page.steps", done=done, count=count)


def state_words(book: Book, action: Action) -> str:
    """The state of an action as the plan may choose it, or that it is a suggestion, which the plan does not have."""
    if action.line is None:
        return book.say("step.suggested")
    return say(book.language, f"plan.states.{action.line.state}")
