"""The actions of a workbook, which its sheets have in the same order with the same numbers, and how they stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Final, Literal, NamedTuple

from assessment.advice import Advice
from assessment.exports.workbook.book import Book
from assessment.plan import PlanLine, PlanStep
from assessment.report import Report
from assessment.sentences.advice import advice_title, planned_title, step_texts
from assessment.sentences.comparison import outcome_texts
from assessment.sentences.statements import with_statements
from assessment.words import date_text, first_sentence, joined, lower_first, say, shortened

Stage = Literal["open", "doing", "done", "late", "suggested"]

_MOST_OF_A_STEP: Final = 110  # Characters of a step within a sentence.


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


def actions(book: Book) -> tuple[Action, ...]:
    """What to do, in the order of the screen; then what else is open in the plan, and what has come of the rest."""
    return tuple(_numbered(book.report, book))


def _numbered(report: Report, book: Book) -> Iterator[Action]:
    language, number = book.language, 0
    for number, advice in enumerate(report.to_do, start=1):
        line = report.planned(advice)
        if line is None:
            steps = tuple(map(PlanStep, step_texts(advice, report, language).values()))
            title, first = advice_title(advice, report, language), steps[0].text
            yield Action(number, title, first, None, "suggested", advice, None, is_left=True, steps=steps)
        else:
            yield _planned(number, planned_title(advice, report, language), line, advice, book)
    rest = [line for line in report.plan if line.source not in report.ranked]
    rest.sort(key=lambda line: (line.is_all_done, line.outcome is not None))
    for place, line in enumerate(rest, start=number + 1):
        yield _planned(place, line.title or say(language, "plan_page.untitled"), line, None, book)


def _planned(number: int, title: str, line: PlanLine, advice: Advice | None, book: Book) -> Action:
    """An action of the plan, with the step that is overdue longest, else the next one."""
    today = book.report.made_on
    state: Stage = "done" if line.is_all_done else "late" if line.is_late(today) else line.state
    is_left = advice is not None or (not line.is_all_done and line.outcome is None)
    steps = tuple(_steps(line, advice, book))
    if line.is_all_done:
        return Action(number, title, "", line.due, state, advice, line, is_left, steps)
    late = line.late_step(today)
    place = (line.first_open or 0) if late is None else late
    step = steps[place] if line.steps else PlanStep(steps[0].text if advice and steps else line.first_step, line.due)
    is_whole = late is None and line.is_overdue(today)
    due = line.due if is_whole or step.due is None else step.due
    return Action(number, title, step.text, due, state, advice, line, is_left, steps)


def _steps(line: PlanLine, advice: Advice | None, book: Book) -> Iterator[PlanStep]:
    """The steps of a line, in the words of today's advice where it is from that.

    Of a line without steps: its first step, and what its advice says for 30, 60 and 90 days.
    """
    if line.steps:
        texts = list(step_texts(advice, book.report, book.language).values()) if advice else []
        is_alike = len(texts) == len(line.steps)
        yield from (replace(step, text=texts[place]) if is_alike else step for place, step in enumerate(line.steps))
        return
    if line.first_step:
        yield PlanStep(line.first_step)
    rule_id, _, target = (line.source or "").partition(".")
    for rule in book.report.instrument.recommendations:
        if rule.id == rule_id:
            for text in filter(None, (rule.d30, rule.d60, rule.d90)):
                yield PlanStep(with_statements(text[book.language], target, book.report, book.language))


def owner_words(book: Book, action: Action) -> str:
    """Who does an action, or of one in the plan that nobody does; "" of a suggestion."""
    return "" if action.line is None else action.owner or book.say("no_owner")


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


def status_sentence(book: Book, found: Sequence[Action]) -> str:
    """How the plan stands on the day of the workbook: what is late, what is first or next, and what has no owner."""
    planned = [action for action in found if action.line]
    if not planned:
        return book.say("status.none", sheet=book.say("sheet.plan"))
    left = [action for action in planned if action.state != "done"]
    sentences = [_counted(book, planned), _first(book, left)]
    unowned = [str(action.number) for action in left if not action.owner]
    if unowned:
        numbers = joined(unowned, book.language)
        sentences.append(book.say(f"status.unowned.{'many' if unowned[1:] else 'one'}", numbers=numbers))
    return " ".join(filter(None, sentences))


def _counted(book: Book, planned: Sequence[Action]) -> str:
    """How many actions are late, or done where none is."""
    late, done = (sum(action.state == state for action in planned) for state in ("late", "done"))
    kind = "late" if late else "done" if done == len(planned) else "on_time"
    form = "only" if not planned[1:] else "one" if late == 1 else "many"
    day = date_text(book.report.made_on, book.language)
    return book.say(f"status.{kind}.{form}", day=day, count=len(planned), late=late, done=done)


def _first(book: Book, left: Sequence[Action]) -> str:
    """What is first of what is late, or next where nothing is."""
    late = [action for action in left if action.state == "late"]
    dated = late or sorted((one for one in left if one.due), key=lambda one: one.due or date.max)
    first = next(iter(dated), None)
    if first is None or (due := first.due) is None:
        return ""
    said = first_sentence(first.next_step or first.title).split(": ")[0]
    step = shortened(said, _MOST_OF_A_STEP).rstrip(".")
    return book.say(
        "status.needs_day" if late else "status.next",
        who=first.owner or book.say("status.nobody"),
        step=lower_first(step) if first.line and first.line.source else step,
        due=date_text(due, book.language),
    )
