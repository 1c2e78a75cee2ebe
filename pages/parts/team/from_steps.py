"""From a step of a roll-out to the page that puts right what it waits for, and back."""

from __future__ import annotations

from typing import Final

import streamlit as st

from assessment.instrument import Language
from assessment.report import Report
from assessment.rollout import CLARITY, Condition
from assessment.rounds import steps
from assessment.sentences.rollout import lacking_experience, needed_in_plan
from assessment.words import say
from pages.parts.questions import page_about
from pages.shared.elements import plain, pressed, soft_ground
from pages.shared.taking import Accent
from pages.visit import assessments, leading, memory, places

# Where what a step waits for is put right; what is not here cannot be.
WAYS: Final[dict[Condition, memory.Sought]] = {
    "experience_unsigned": "experience",
    "experience_clarity": "answers",
    "role_alignment": "plan",
    "factor_blocks": "plan",
}


def go_from_steps(what: memory.Sought, step: int, report: Report) -> None:
    """Open the page where this is put right, for the step of this number."""
    places.seek(what, step)
    if what == "plan":
        places.go_to(places.PLAN)
    at = page_about(report.instrument, report.answers.form, CLARITY) if what == "answers" else places.BEHAVIOUR
    places.go_to(places.QUESTIONS, at=at)


def back_to_steps(language: Language) -> str:
    """On that page, always in sight: what the step waits for, or that it is in place, and the way back to it.

    Returns what it says, "" where nothing is sought: once `said_of_steps` is something else, the page is stale.
    """
    if not (said := said_of_steps(language)):
        return said
    with st.bottom, soft_ground("from_steps"):  # In sight wherever the page has been opened at.
        st.markdown(plain(said), width="content")
        kind: Accent = "primary" if _sought_is_in_place() else "secondary"
        if pressed(say(language, "rollout.from_steps.back"), key="back_to_steps", kind=kind):
            places.arrive_at("rollout")
            places.go_to(places.TEAM)
    return said


def said_of_steps(language: Language) -> str:
    """What the step still waits for by what is answered now, or that it is in place; "" where nothing is sought."""
    if memory.SOUGHT.value is None:
        return ""
    what, step = memory.SOUGHT.value
    is_in_place = _sought_is_in_place()
    text: str = "done" if is_in_place else what
    needed = _needed_in_plan(step, language) if text == "plan" else ""
    if text == "experience" and (report := assessments.report()) is not None:
        text = lacking_experience(report) or text
    said = say(language, f"rollout.from_steps.{text}{'_on' if needed else ''}", step=step, names=needed)
    return f"{said} {_counted(language)}" if is_in_place and what == "experience" else said


def _counted(language: Language) -> str:
    """How many parts of the experience say how much they matter: one that is only ticked does not count."""
    report = assessments.report()
    count = len(report.answers.experience.weights) if report else 0
    return say(language, f"rollout.from_steps.counted.{'one' if count == 1 else 'many'}", count=count)


def _needed_in_plan(number: int, language: Language) -> str:
    """On what the plan needs an action with a date before this step."""
    if (report := assessments.report()) is None:
        return ""
    step = steps(leading.known(), report)[number - 1]
    unmet = (each.about for each in step.unmet if WAYS.get(each.condition) == "plan")
    return needed_in_plan([*unmet, *(row.factor for row in step.undecided)], report, language)


def _sought_is_in_place() -> bool:
    """Whether a step no longer waits for what the visitor has come to put right; not where nothing is sought."""
    if memory.SOUGHT.value is None or (report := assessments.report()) is None:
        return False
    what, number = memory.SOUGHT.value
    step = steps(leading.known(), report)[number - 1]
    is_unmet = any(WAYS.get(each.condition) == what for each in step.unmet)
    return bool(step.conditions) and not is_unmet and not (what == "plan" and step.undecided)
