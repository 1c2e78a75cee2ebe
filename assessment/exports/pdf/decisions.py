"""What page one asks the readers to decide: the first actions in the order advised now, as the plan has them."""

from __future__ import annotations

from typing import Final, NamedTuple

from assessment.advice import Advice
from assessment.exports.pdf.sheet import Sheet
from assessment.exports.pdf.writing import Aside, blank, who_and_when
from assessment.exports.steps import (
    advice_on,
    has_proposals,
    is_ahead,
    live_lines,
    named,
    next_due,
    not_planned,
    suggested_end,
)
from assessment.plan import DAYS_OF_MILESTONES, PlanLine
from assessment.report import Report
from assessment.sentences.advice import advice_reason, advice_title, line_remark, open_step
from assessment.sentences.proof import proving_answer
from assessment.sentences.statements import without_answers
from assessment.words import day_text, joined, say

_MOST: Final = len(DAYS_OF_MILESTONES)
_MOST_NAMED: Final = 2  # Of the rest of the plan.
PROPOSED: Final = "+"


class FirstAction(NamedTuple):
    """An action on page one: its texts, and who and when. Without texts it is a blank one.

    `sign` is its number in the plan, or that it is only proposed. `mark` is what is said before the reason even where
    there is no room for that: that it is not in the plan.
    """

    aside: Aside
    sign: str = ""
    title: str = ""
    first: str = ""
    mark: str = ""
    reason: str = ""
    proof: str = ""


def first_actions(sheet: Sheet) -> list[FirstAction]:
    """The first of the plan and of the advice that is not in it, as on the pages after; blank ones where none is left.

    Each gives one answer as its reason, which no other of them has given.
    """
    report, said, found = sheet.report, set[str](), []
    for number, one in enumerate(_shown(report), start=1):
        advice = one if isinstance(one, Advice) else advice_on(one, report)
        line = one if isinstance(one, PlanLine) else None
        if advice is None and line is not None:
            found.append(_own(sheet, line)._replace(sign=str(number)))
        elif advice is not None:
            proof = proving_answer(advice, report, sheet.language)
            reason = advice_reason(advice, report, sheet.language)
            action = _advised(sheet, advice)
            proof = "" if proof in said else proof
            said.add(proof)
            reason = sheet.say("proof", statement=proof) if proof else reason
            sign = sign_of(number, one, report)
            found.append(action._replace(reason=reason, proof=proof, sign=sign))
    return found or [FirstAction(blank(sheet), str(number + 1)) for number in range(_MOST)]


def sign_of(number: int, one: PlanLine | Advice, report: Report) -> str:
    """The number of something to do; a plus for advice beside the plan, which has the numbers."""
    return PROPOSED if isinstance(one, Advice) and has_proposals(report) else str(number)


def _shown(report: Report) -> tuple[PlanLine | Advice, ...]:
    """What of in_turn() page one shows. Where the plan lacks the first advice, there is room for it."""
    lines, proposed = live_lines(report), not_planned(report)
    kept = 1 if proposed and proposed[0] is report.to_do[0] else 0
    planned = lines[: _MOST - kept]
    return (*planned, *proposed[: _MOST - len(planned)])


def also_in_plan(sheet: Sheet, *, is_short: bool = False) -> str:
    """What else the plan has that is not done, each with the day of its next step; "" where page one has all of it.

    `is_short` says only how many.
    """
    report, language = sheet.report, sheet.language
    shown = _shown(report)
    rest = [line for line in live_lines(report) if line not in shown]
    if not rest or is_short or rest[_MOST_NAMED:]:
        return sheet.say(f"also_in_plan.{'many' if rest[1:] else 'one'}", count=len(rest)) if rest else ""
    titles = []
    for line in rest:
        title, due = named(line, language), next_due(line)
        of_step = "step_" if line.next_step and line.next_step.due else ""
        how = f"{of_step}{'ahead' if is_ahead(due, report) else 'late'}"
        titles.append(sheet.say(f"also_in_plan.{how}", title=title, day=day_text(due, language)) if due else title)
    return sheet.say("also_in_plan.named", titles=joined(titles, language))


def is_to_settle(sheet: Sheet) -> bool:
    """Whether the plan has the agreement as done, while nobody has answered whether there is one."""
    holding = sheet.report.holding
    return holding in sheet.report.done and holding is not None and holding.reason.id == "agree_cx_first_missing"


def _advised(sheet: Sheet, advice: Advice) -> FirstAction:
    """A recommendation, with what the plan says about it."""
    report, line = sheet.report, sheet.report.planned(advice)
    mark = sheet.say("not_yet") if report.plan and line is None else ""
    title = advice_title(advice, report, sheet.language)
    aside = who_and_when(sheet, line, suggested_end(advice, report, sheet.language))
    return FirstAction(aside, "", title, _what(sheet, advice), mark)


def _own(sheet: Sheet, line: PlanLine) -> FirstAction:
    """A line of the plan that no recommendation of today is on: the leader's own, or from advice of another time."""
    report, language = sheet.report, sheet.language
    step = without_answers(line.next_step.text if line.next_step else line.first_step, report.instrument)
    due = next_due(line) if line.next_step or not line.first_step else None  # A first step has no day of its own.
    if step and due and not is_ahead(due, report):
        step = sheet.say("late_step", day=day_text(due, language), step=step)
    title = line.title or say(language, "plan_page.untitled")
    return FirstAction(who_and_when(sheet, line, None), "", title, step, "", line_remark(line, report, language))


def _what(sheet: Sheet, advice: Advice) -> str:
    """What to do about a recommendation, and by when, or when it was to be done."""
    report, language = sheet.report, sheet.language
    place, step = open_step(advice, report, language)
    if step.due is None:
        return say(language, "steps.first", step=step.text)
    how = "late_step" if not is_ahead(step.due, report) else "next_step_by" if place else "first_step_by"
    # Beside it is the day by which the whole action is done.
    return sheet.say(how, day=day_text(step.due, language), step=step.text)
