"""When to answer again, and when to ask everybody again: one day each for the screen, the files and the calendar."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from assessment.decided import decided
from assessment.instrument import Instrument, Language
from assessment.plan import DAYS_OF_MILESTONES, PlanLine, day_in, last_day, left_to_do
from assessment.report import Report
from assessment.sentences.planned import steps_to_answer
from assessment.sentences.statements import without_answers
from assessment.together import Together
from assessment.words import date_text, say


def day_to_answer(report: Report) -> date:
    """The first day on which the plan asks for that; what else of the plan falls in the month after is waited for."""
    again = _first_asked(report)
    latest = day_in(DAYS_OF_MILESTONES[0], again)
    return max([again, *(one.day for one in left_to_do(report.in_force) if one.day <= latest)])


def with_day_to_answer(line: PlanLine, report: Report) -> PlanLine:
    """A line that comes into the plan, its step that asks to answer again no earlier than day_to_answer() is then."""
    day = day_to_answer(replace(report, plan=(*report.plan, line)))
    asking = steps_to_answer(line)
    steps = tuple(
        replace(step, due=max(step.due, day)) if place in asking and step.due else step
        for place, step in enumerate(line.steps)
    )
    moved = replace(line, steps=steps, due=last_day(steps) or line.due)
    return line if moved == line else with_day_to_answer(moved, report)  # More of the plan may now be waited for.


def _first_asked(report: Report) -> date:
    """The day of the first step of the plan that asks to answer again and is not done, however late.

    Ninety days after the last answers where none does: early enough to remember, late enough for something to change.
    """
    asked = (line.steps[place].due for line in report.plan for place in steps_to_answer(line) if not line.is_all_done)
    days = [day for day in asked if day and not (report.earlier and day < report.answered_on)]
    return min(days, default=day_in(DAYS_OF_MILESTONES[-1], report.answered_on))


def is_time_to_answer(report: Report, today: date) -> bool:
    """Whether it is time to answer again, on every page alike: on the plan's day for it, and after ninety days.

    Days of the plan that move put it off no longer then.
    """
    return _earliest(report) <= today


def _earliest(report: Report) -> date:
    """The day from which it is time, also where more of the plan may be waited for."""
    return min(_first_asked(report), day_in(DAYS_OF_MILESTONES[-1], report.answered_on))


def when_to_answer(report: Report, language: Language, today: date) -> str:
    """When to answer again; once it is time, that alone, whatever of the plan may still be waited for.

    That it is possible before has no day of its own: it is said only where less of the plan would be done then.
    """
    if is_time_to_answer(report, today):
        return say(language, "again.now")
    day = day_to_answer(report)
    name = "later" if day == _earliest(report) else "later_or_sooner"
    return say(language, f"again.{name}", day=date_text(day, language))


def day_to_ask_again(found: Together, own: Report) -> date:
    """When everybody is asked again: what is decided is done, and the last step has had its time.

    That is neither before the last day of what is decided, nor before the leader answers again. Once that day has
    passed it is today, or as if planned today where something of it is left to do: a day that has passed is no promise.
    """
    sources = {advice.source for _, advice in found.advised}
    lines = [*(line for line in own.plan if line.source in sources), *decided(found, own).lines]
    closed = [result.closed_on for result in found.results.values() if result.closed_on]
    days = [*(day_in(DAYS_OF_MILESTONES[-1], day) for day in closed), *(each.day for each in left_to_do(lines))]
    day = max([day_to_answer(own), *days])
    if day >= own.made_on:
        return day
    is_left = not lines or any(not line.is_all_done for line in lines)
    return day_in(DAYS_OF_MILESTONES[-1], own.made_on) if is_left else own.made_on


def kept_lines(lines: Sequence[PlanLine], assessment: int, bank: Instrument) -> list[PlanLine]:
    """The lines, those added before the assessment with this number without the answers that their steps quote.

    They may be others now.
    """
    return [line if line.added_in >= assessment else _without_answers(line, bank) for line in lines]


def _without_answers(line: PlanLine, bank: Instrument) -> PlanLine:
    steps = tuple(replace(step, text=without_answers(step.text, bank)) for step in line.steps)
    return replace(line, first_step=without_answers(line.first_step, bank), steps=steps)
