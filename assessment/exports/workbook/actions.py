"""The actions of a workbook, which its sheets have in the same order with the same numbers, and how they stand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import count
from typing import Literal, NamedTuple

from assessment.advice import Advice
from assessment.exports.steps import not_planned, texts_of_steps
from assessment.exports.workbook.book import Book
from assessment.plan import PlanLine, PlanStep, recommended_steps
from assessment.sentences.advice import advice_title, planned_title, step_texts
from assessment.sentences.comparison import outcome_texts
from assessment.sentences.statements import with_statements
from assessment.words import say

Stage = Literal["open", "doing", "done", "late", "suggested"]


class Action(NamedTuple):
    """Something to do: advice, a line of the plan, or both. `number` begins at 1; `next_step` is "" where all is done.

    `due` is the day of that step, else of the line.
    """

    number: int
    title: str
    next_step: str
    due: date | None
    state: Stage
    advice: Advice | None
    line: PlanLine | None
    is_left: bool  # Whether it is among what to do, not among what the plan has behind it.
    steps: tuple[PlanStep, ...] = ()

    @property
    def owner(self) -> str:
        return self.line.owner if self.line else ""

    @property
    def proposed(self) -> date | None:
        """The day proposed for the first step of what is only suggested."""
        return self.steps[0].due if self.line is None and self.steps else None


def actions(book: Book) -> tuple[Action, ...]:
    """What to do: of the plan, then what is only suggested; then what the plan has left from before, and behind it."""
    return tuple(_numbered(book))


def _numbered(book: Book) -> Iterator[Action]:
    report, language, number = book.report, book.language, count(1)
    planned = [(advice, line) for advice in report.to_do if (line := report.planned(advice))]
    for advice, line in planned:
        yield _planned(next(number), planned_title(advice, report, language), line, advice, book)
    rest = [line for line in report.plan if line.source not in report.ranked]
    rest.sort(key=lambda line: (line.is_all_done, bool(line.source), line.outcome is not None))
    own = [line for line in rest if not line.is_all_done and not line.source]
    for line in own:
        yield _unadvised(next(number), line, book)
    for advice in not_planned(report):
        steps = recommended_steps(step_texts(advice, report, language), report.made_on)
        title, first = advice_title(advice, report, language), steps[0].text
        yield Action(next(number), title, first, None, "suggested", advice, None, is_left=True, steps=steps)
    for line in rest[len(own) :]:
        yield _unadvised(next(number), line, book)


def _unadvised(number: int, line: PlanLine, book: Book) -> Action:
    """An action of the plan that no advice of today is on."""
    return _planned(number, line.title or say(book.language, "plan_page.untitled"), line, None, book)


def _planned(number: int, title: str, line: PlanLine, advice: Advice | None, book: Book) -> Action:
    """An action of the plan, with its first step that is not done."""
    today, is_done = book.report.made_on, line.is_all_done
    is_begun = line.state == "doing" or any(step.is_done for step in line.steps)
    state: Stage = "done" if is_done else "late" if line.is_late(today) else "doing" if is_begun else "open"
    steps = tuple(replace(step, is_done=is_done or step.is_done) for step in _steps(line, book))
    left = next((step for step in steps if not step.is_done), None)
    due = (left.due if left else None) or line.due
    is_left = advice is not None or not is_done
    return Action(number, title, left.text if left else "", due, state, advice, line, is_left, steps)


def _steps(line: PlanLine, book: Book) -> Iterator[PlanStep]:
    """The steps of a line, in the words of today's advice where it is from that.

    Of a line without steps: its first step, and what its advice says for 30, 60 and 90 days.
    """
    if line.steps:
        texts = texts_of_steps(line, book.report, book.language)
        yield from (replace(step, text=text) for step, text in zip(line.steps, texts, strict=True))
        return
    if line.first_step:
        yield PlanStep(line.first_step)
    rule_id, _, target = (line.source or "").partition(".")
    for rule in book.report.instrument.recommendations:
        if rule.id == rule_id:
            for text in filter(None, (rule.d30, rule.d60, rule.d90)):
                yield PlanStep(with_statements(text[book.language], target, book.report, book.language))


def owner_words(book: Book, action: Action) -> str:
    """Who does an action, or that nobody does yet."""
    return action.owner or book.say("no_owner")


def no_day_words(book: Book, action: Action) -> str:
    """What stands for the day of an action that has none."""
    return book.say("not_planned" if action.line is None else "no_day")


def state_words(book: Book, state: Stage) -> str:
    """The state of an action or a step."""
    return book.say(f"state.{state}")


def came_of(book: Book, action: Action) -> str:
    """How an action of the plan went, as was answered, or that it has not been said."""
    known = {text.line: text.how_it_went for text in outcome_texts(book.report, book.language)}
    line = action.line
    if line is not None and line.id in known:
        return known[line.id]
    if line is not None and line.outcome:
        return say(book.language, f"plan.outcomes.{line.outcome}")
    return book.say("no_outcome")
