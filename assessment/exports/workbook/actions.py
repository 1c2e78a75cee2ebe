"""The actions of a workbook, which its sheets have with the same numbers, and how they stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import count
from typing import Final, Literal, NamedTuple

from xlsxwriter.utility import xl_col_to_name  # type: ignore[import-untyped]  # it has no type information

from assessment.advice import Advice
from assessment.exports.steps import in_turn, lines_in_turn, texts_of_steps
from assessment.exports.workbook.book import Book
from assessment.next_up import steps_in_turn
from assessment.plan import Outcome, PlanLine, PlanStep
from assessment.sentences.advice import advice_title, planned_title, step_texts
from assessment.sentences.came_of_plan import outcome_texts
from assessment.sentences.planned import dropped_remark, number_in_results, shown_title
from assessment.sentences.statements import with_statements
from assessment.words import say

# The answers to how an action went that end it.
ENDING: Final[tuple[Outcome, ...]] = ("helped", "no_difference")

Stage = Literal["open", "doing", "done", "ended", "late", "suggested"]


class Action(NamedTuple):
    """Something to do: advice, a line of the plan, or both.

    `next_step` is what is due first of its steps, "" where all is done. `due` is the day of that step, else of the
    line; None where all is done.
    It is found by its `number`: a letter, or that of the advice in the results where nothing of a plan is left.
    `suggested` are the days that its steps would have in the plan, where they have none because it is not in it.
    """

    number: int | str
    title: str
    next_step: str
    due: date | None
    state: Stage
    advice: Advice | None
    line: PlanLine | None
    is_left: bool  # Whether it is among what to do, not among what the plan has behind it.
    steps: tuple[PlanStep, ...] = ()
    suggested: tuple[date | None, ...] = ()

    @property
    def is_begun(self) -> bool:
        """Whether somebody has begun with it: the plan says so, or a step of it is done."""
        line = self.line
        return line is not None and (line.state == "doing" or any(step.is_done for step in line.steps))

    @property
    def is_over(self) -> bool:
        """Whether it is done, or was ended because it made no difference."""
        return self.state in ("done", "ended")

    @property
    def next_place(self) -> int | None:
        """The place of the step due first of those that are not done, from 0; without any day the first of these."""
        left = [(step.due or date.max, place) for place, step in enumerate(self.steps) if not step.is_done]
        return min(left)[1] if left else None

    @property
    def owner(self) -> str:
        return self.line.owner if self.line else ""

    @property
    def proposed(self) -> date | None:
        """The day proposed for the first step of what is only suggested."""
        return self.steps[0].due if self.line is None and self.steps else None


def actions(book: Book) -> tuple[Action, ...]:
    """What is left to do in its turn, as in the PDF, then what waits in the plan or is behind it.

    What is suggested beside a plan has only suggested days: others come with whoever takes it on. Beside a plan, which
    has an order of its own, all have letters.
    """
    report, letters = book.report, map(xl_col_to_name, count())
    turn, is_lettered = in_turn(report), bool(book.live)
    advised = {line.id: advice for advice in report.to_do if (line := report.planned(advice))}

    def found(one: PlanLine | Advice) -> Action:
        advice = one if isinstance(one, Advice) else advised.get(one.id)
        number = int(number_in_results(advice, report)) if advice and not is_lettered else next(letters)
        if isinstance(one, Advice):
            return _suggested(number, one, book)
        own = shown_title(one, report.instrument, book.language)
        title = planned_title(advice, report, book.language) if advice else own
        return _planned(number, title, one, advice, book)

    return tuple(map(found, (*turn, *(line for line in lines_in_turn(report) if line not in turn))))


def signs_words(book: Book) -> str:
    """What the numbers and letters of actions are."""
    if not book.live:
        return book.say("using.signs.how")
    letters = book.say("using.signs.letters", plan=book.say("sheet.plan"), steps=book.say("sheet.steps"))
    if not book.report.to_do:
        return letters
    return f"{letters} {book.say('using.signs.advice', summary=book.say('sheet.summary'))}"


def _suggested(number: int | str, advice: Advice, book: Book) -> Action:
    """Advice that is not in the plan."""
    report, language = book.report, book.language
    texts, title = step_texts(advice, report, language), advice_title(advice, report, language)
    steps = steps_in_turn(texts, advice.source, report.plan, report.made_on, report.ranked)
    suggested = tuple(step.due for step in steps) if report.plan else ()
    if suggested:
        steps = tuple(replace(step, due=None) for step in steps)
    return Action(
        number, title, steps[0].text, None, "suggested", advice, None, is_left=True, steps=steps, suggested=suggested
    )


def _planned(number: int | str, title: str, line: PlanLine, advice: Advice | None, book: Book) -> Action:
    """An action of the plan, with the next of its steps; of one that no longer applies, that in its place."""
    today, is_done = book.report.made_on, line.is_all_done
    if dropped := dropped_remark(line, book.report, book.language):
        action = Action(number, title, dropped, None, "open", advice, line, is_left=True)
        return action._replace(state="doing" if action.is_begun else "open")
    steps = tuple(replace(step, is_done=is_done or step.is_done) for step in _steps(line, book))
    is_left = advice is not None or not is_done
    action = Action(number, title, "", None if is_done else line.due, "open", advice, line, is_left, steps)
    if (place := action.next_place) is not None:
        action = action._replace(next_step=steps[place].text, due=steps[place].due or line.due)
    if is_done:
        return action._replace(state="ended" if line.made_no_difference else "done")
    return action._replace(state="late" if line.is_late(today) else "doing" if action.is_begun else "open")


def _steps(line: PlanLine, book: Book) -> Iterator[PlanStep]:
    """The steps of a line, in the words of today's advice where it is from that.

    Of a line without steps: its first step, and what its advice says for 30, 60 and 90 days; the last by its deadline.
    """
    if line.steps:
        told = texts_of_steps(line, book.report, book.language)
        yield from (replace(step, text=text) for step, text in zip(line.steps, told, strict=True))
        return
    texts = [line.first_step] if line.first_step else []
    rule_id, _, target = (line.source or "").partition(".")
    for rule in book.report.instrument.recommendations:
        if rule.id == rule_id:
            later = filter(None, (rule.d30, rule.d60, rule.d90))
            texts += [with_statements(text[book.language], target, book.report, book.language) for text in later]
    for place, text in enumerate(texts, start=1):
        yield PlanStep(text, line.due if place == len(texts) else None)


def owner_words(book: Book, action: Action) -> str:
    """Who does an action, or that nobody does yet what is left of it."""
    return action.owner or ("" if action.is_over else book.say("no_owner"))


def no_day_words(book: Book, action: Action) -> str:
    """What stands for the day of an action that has none."""
    return book.say("not_planned" if action.line is None else "no_day")


def state_words(book: Book, state: Stage) -> str:
    """The state of an action or a step, in the words of the page of the plan."""
    return book.say(f"state.{state}")


def over_words(book: Book) -> tuple[str, ...]:
    """The states of what nothing is left to do of."""
    return tuple(state_words(book, state) for state in ("done", "ended"))


def is_over(book: Book, state: str) -> str:
    """The part of a formula that is true where the state in a cell says that nothing is left to do."""
    parts = ",".join(f'{state}="{word}"' for word in over_words(book))
    return f"OR({parts})"


def if_late(book: Book, days: Sequence[str], otherwise: str) -> str:
    """The part of a formula that says late once a day in one of these cells has passed, else what another part does.

    The other part, `otherwise`, may be a text in quotation marks.
    """
    passed = ",".join(f"AND(ISNUMBER({day}),{day}<TODAY())" for day in days)
    return f'IF(OR({passed}),"{state_words(book, "late")}",{otherwise})'


def by_outcome(book: Book, line: PlanLine | None, outcome: str, otherwise: str) -> str:
    """The part of a formula that says done once a cell says that it helped, ended once that it made no difference.

    Else it does what another part does; always for a line of the plan that was taken up again after such an answer.
    """
    if _is_taken_up_again(line):
        return otherwise
    helped, vain = _ending_words(book)
    done, ended = over_words(book)
    return f'IF({outcome}="{helped}","{done}",IF({outcome}="{vain}","{ended}",{otherwise}))'


def is_ended(book: Book, line: PlanLine | None, outcome: str) -> str:
    """The part of a formula that is true where by_outcome() has an action as over, whatever its steps say."""
    if _is_taken_up_again(line):
        return "FALSE"
    answers = ",".join(f'{outcome}="{answer}"' for answer in _ending_words(book))
    return f"OR({answers})"


def _ending_words(book: Book) -> list[str]:
    return [say(book.language, f"plan.outcomes.{one}") for one in ENDING]


def _is_taken_up_again(line: PlanLine | None) -> bool:
    return line is not None and line.outcome in ENDING and line.state != "done"


def came_of(book: Book, action: Action) -> str:
    """How an action of the plan went, as was answered, or that it has not been said."""
    known = {text.line: text.how_it_went for text in outcome_texts(book.report, book.language) if text.kind}
    line = action.line
    if line is not None and line.id in known:
        return known[line.id]
    if line is not None and line.outcome:
        return say(book.language, f"plan.outcomes.{line.outcome}")
    return book.say("no_outcome")
