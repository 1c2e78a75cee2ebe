"""What page one asks the readers to decide: the first actions in the order advised now, as the plan has them."""

from __future__ import annotations

from dataclasses import replace
from typing import Final, NamedTuple

from assessment.advice import Advice
from assessment.exports.pdf.sheet import Sheet
from assessment.exports.pdf.writing import Aside, blank, who_and_when
from assessment.exports.steps import (
    advice_on,
    has_proposals,
    in_turn,
    is_ahead,
    named,
    next_due,
    next_line,
    proposed_day,
    suggested_end,
)
from assessment.plan import DAYS_OF_MILESTONES, PlanLine, PlanStep
from assessment.sentences.advice import advice_reason, advice_title, line_remark, open_step
from assessment.sentences.causes import fall_answered
from assessment.sentences.planned import number_in_results, shown_title
from assessment.sentences.proof import proving_answer
from assessment.sentences.statements import without_answers
from assessment.words import day_text, dotted, first_quoted, first_sentence, joined, upper_first

_MOST: Final = len(DAYS_OF_MILESTONES)
_MOST_NAMED: Final = 4  # Of the rest of the plan.


class FirstAction(NamedTuple):
    """An action on page one: its texts, and who and when. Without texts it is a blank one.

    `sign` is its number in the results where nothing is planned. `mark` is what is said before the reason even where
    there is no room for that: whether it is in the plan, and beside a plan its number in the results.
    """

    aside: Aside
    sign: str = ""
    title: str = ""
    first: str = ""
    mark: str = ""
    reason: str = ""
    proof: str = ""


def first_actions(sheet: Sheet) -> list[FirstAction]:
    """The first of in_turn(); blank ones where nothing is advised or planned.

    Each gives one answer as its reason, which no other of them has given, or that support has fallen, and from where.
    One whose step names that answer gives none.
    """
    report, said, found = sheet.report, set[str](), []
    is_numbered = not sheet.live
    for one in in_turn(report)[:_MOST]:
        advice = one if isinstance(one, Advice) else advice_on(one, report)
        line = one if isinstance(one, PlanLine) else None
        if advice is None and line is not None:
            found.append(_own(sheet, line))
        elif advice is not None:
            proof = proving_answer(advice, report, sheet.language)
            reason = advice_reason(advice, report, sheet.language)
            action = _advised(sheet, advice)
            fallen = first_sentence(fall_answered(advice, report, sheet.language))
            proof = "" if proof in said or fallen else proof
            said.add(proof)
            if fallen:
                reason = fallen
            elif proof:
                reason = "" if first_quoted(proof) in action.first else sheet.say("proof", statement=proof)
            sign = number_in_results(one, report) if is_numbered else ""
            found.append(action._replace(reason=reason, proof=proof, sign=sign))
        found[-1] = found[-1]._replace(mark=_mark(sheet, one))
    return found or [FirstAction(blank(sheet), str(number + 1)) for number in range(_MOST)]


def _mark(sheet: Sheet, one: PlanLine | Advice) -> str:
    """Beside a plan, whether an action is in it or next, and its number in the results; "" without one."""
    report = sheet.report
    if not report.plan:
        return ""
    if isinstance(one, Advice):
        return dotted([sheet.say("not_yet"), *number_beside(sheet, one)])
    is_next, is_mixed = one == next_line(report), has_proposals(report)
    where = ["next_in_plan"] if is_next else ["in_plan"] if is_mixed else []
    return upper_first(dotted([*map(sheet.say, where), *number_beside(sheet, one)]))


def number_beside(sheet: Sheet, one: PlanLine | Advice) -> list[str]:
    """The number in the results in words, beside a plan, which has an order of its own; nothing without a number."""
    number = number_in_results(one, sheet.report) if sheet.live else ""
    return [sheet.say("advice_number", number=number)] if number else []


def also_in_plan(sheet: Sheet, *, is_short: bool = False) -> str:
    """What else the plan has that is not done, each with the day of its next step; "" where page one has all of it.

    `is_short` says only how many.
    """
    report, language = sheet.report, sheet.language
    shown = in_turn(report)[:_MOST]
    rest = [line for line in sheet.live if line not in shown]
    if not rest or is_short or rest[_MOST_NAMED:]:
        return sheet.say(f"also_in_plan.{'many' if rest[1:] else 'one'}", count=len(rest)) if rest else ""
    titles = []
    for line in rest:
        title, due = named(line, report, language), next_due(line)
        proposed = proposed_day(line, report)  # Of all that is late.
        how = "late" if proposed else "step_ahead" if line.next_step and line.next_step.due else "ahead"
        known = proposed or due
        day = day_text(known, language) if known else ""
        titles.append(sheet.say(f"also_in_plan.{how}", title=title, day=day) if day else title)
    said = joined(titles, language)
    return sheet.say(f"also_in_plan.{'asked' if said.endswith('?') else 'named'}", titles=said)


def is_to_settle(sheet: Sheet) -> bool:
    """Whether the plan has the agreement as done, while nobody has answered whether there is one."""
    holding = sheet.report.holding
    return holding in sheet.report.done and holding is not None and holding.reason.id == "agree_cx_first_missing"


def _advised(sheet: Sheet, advice: Advice) -> FirstAction:
    """A recommendation, with what the plan says about it."""
    report, line = sheet.report, sheet.report.planned(advice)
    title = advice_title(advice, report, sheet.language)
    aside = who_and_when(sheet, line, suggested_end(advice, report, sheet.language))
    return FirstAction(aside, "", title, _what(sheet, advice))


def _own(sheet: Sheet, line: PlanLine) -> FirstAction:
    """A line of the plan that no recommendation of today is on: the leader's own, or from advice of another time."""
    report, language = sheet.report, sheet.language
    step = line.next_step or PlanStep(line.first_step)  # A first step has no day of its own.
    step = replace(step, text=without_answers(step.text, report.instrument))
    if not step.due and line.due and not line.first_step and not is_ahead(line.due, report):
        step = replace(step, due=line.due)
    text = _with_day(sheet, line.first_open or 0, step) if step.text else ""
    title = shown_title(line, report.instrument, language)
    return FirstAction(who_and_when(sheet, line, None), "", title, text, "", line_remark(line, report, language))


def _what(sheet: Sheet, advice: Advice) -> str:
    """What to do about a recommendation, and by when, or when it was to be done."""
    place, step = open_step(advice, sheet.report, sheet.language)
    return _with_day(sheet, place, step)


def _with_day(sheet: Sheet, place: int, step: PlanStep) -> str:
    """A step, by when it is to be done, or was; beside it stands the day by which the whole action is."""
    if step.due is None:
        return step.text
    is_late = not is_ahead(step.due, sheet.report)
    how = "late_step" if is_late else "next_step_by" if place else "first_step_by"
    return sheet.say(how, day=day_text(step.due, sheet.language), step=step.text)
