"""What page one asks the readers to decide: the first actions in the order advised now, as the plan has them."""

from __future__ import annotations

from typing import Final, NamedTuple

from assessment.advice import Advice
from assessment.exports.pdf.sheet import Sheet
from assessment.exports.pdf.writing import Aside, blank, who_and_when
from assessment.exports.steps import advice_on, in_turn, is_ahead, live_lines, named, next_due, suggested_end
from assessment.plan import DAYS_OF_MILESTONES, PlanLine
from assessment.sentences.advice import advice_reason, advice_title, line_remark, open_step
from assessment.sentences.proof import proving_answer
from assessment.sentences.statements import without_answers
from assessment.words import day_text, joined, say

_MOST: Final = len(DAYS_OF_MILESTONES)
_MOST_NAMED: Final = 2  # Of the rest of the plan.


class FirstAction(NamedTuple):
    """An action on page one: its texts, and who and when. Without texts it is a blank one.

    `mark` is what is said before the reason even where there is no room for that: that it is not in the plan.
    """

    aside: Aside
    title: str = ""
    first: str = ""
    mark: str = ""
    reason: str = ""
    proof: str = ""


def first_actions(sheet: Sheet) -> list[FirstAction]:
    """The first of in_turn(), with the numbers of the pages after; blank ones where there is nothing to do.

    Each gives one answer as its reason, which no other of them has given.
    """
    report, said, found = sheet.report, set[str](), []
    for one in in_turn(report)[:_MOST]:
        advice = one if isinstance(one, Advice) else advice_on(one, report)
        line = one if isinstance(one, PlanLine) else None
        if advice is None and line is not None:
            found.append(_own(sheet, line))
        elif advice is not None:
            proof = proving_answer(advice, report, sheet.language)
            reason = advice_reason(advice, report, sheet.language)
            action = _advised(sheet, advice)
            proof = "" if proof in said else proof
            said.add(proof)
            reason = sheet.say("proof", statement=proof) if proof else reason
            found.append(action._replace(reason=reason, proof=proof))
    return found or [FirstAction(blank(sheet))] * _MOST


def also_in_plan(sheet: Sheet, *, is_short: bool = False) -> str:
    """What else the plan has that is not done, each with the day of its next step; "" where page one has all of it.

    `is_short` says only how many.
    """
    report, language = sheet.report, sheet.language
    shown = in_turn(report)[:_MOST]
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
    return FirstAction(aside, title, _what(sheet, advice), mark)


def _own(sheet: Sheet, line: PlanLine) -> FirstAction:
    """A line of the plan that no recommendation of today is on: the leader's own, or from advice of another time."""
    report, language = sheet.report, sheet.language
    step = without_answers(line.next_step.text if line.next_step else line.first_step, report.instrument)
    due = next_due(line) if line.next_step or not line.first_step else None  # A first step has no day of its own.
    if step and due and not is_ahead(due, report):
        step = sheet.say("late_step", day=day_text(due, language), step=step)
    title = line.title or say(language, "plan_page.untitled")
    return FirstAction(who_and_when(sheet, line, None), title, step, "", line_remark(line, report, language))


def _what(sheet: Sheet, advice: Advice) -> str:
    """What to do about a recommendation, and by when, or when it was to be done."""
    report, language = sheet.report, sheet.language
    place, step = open_step(advice, report, language)
    if step.due is None:
        return say(language, "steps.first", step=step.text)
    how = "late_step" if not is_ahead(step.due, report) else "next_step_by" if place else "first_step_by"
    # Beside it is the day by which the whole action is done.
    return sheet.say(how, day=day_text(step.due, language), step=step.text)
