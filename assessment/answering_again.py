"""When to answer again: one day for the screen, the files and the calendar."""

from __future__ import annotations

from datetime import date

from assessment.plan import DAYS_OF_MILESTONES, day_in, left_to_do
from assessment.report import Report
from assessment.sentences.planned import steps_to_answer


def day_to_answer(report: Report) -> date:
    """The day of the first step of the plan that asks to answer again and is not done, however late.

    Ninety days after the last answers where none does: early enough to remember, late enough for something to change.
    Where the last step of the plan falls in the month after that, it is waited for.
    """
    asked = (line.steps[place].due for line in report.plan for place in steps_to_answer(line) if not line.is_all_done)
    days = [day for day in asked if day and not (report.earlier and day < report.answered_on)]
    if days:
        return min(days)
    again = day_in(DAYS_OF_MILESTONES[-1], report.answered_on)
    latest = day_in(DAYS_OF_MILESTONES[0], again)
    return max([again, *(one.day for one in left_to_do(report.plan) if one.day <= latest)])
