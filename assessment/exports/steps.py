"""The plan in the words of a file: what came of it and what is next, where a day that has passed is never advice."""

from __future__ import annotations

from datetime import date
from typing import Final

from assessment.advice import Advice
from assessment.instrument import Language
from assessment.next_up import late_things
from assessment.plan import OUTCOMES, PlanLine, in_order, last_day, recommended_steps
from assessment.report import Report
from assessment.sentences.advice import step_texts
from assessment.sentences.planned import line_steps, shown_title, unadvised_remark
from assessment.sentences.proposals import line_notes
from assessment.words import first_names, quoted, say, shortened

_TITLE: Final = 60  # Characters of a title in a sentence.
_NAMED: Final = 2  # Lines of the plan named for each way that they went.


def live_lines(report: Report) -> tuple[PlanLine, ...]:
    """The lines of the plan that are in force and can be gone on with, in the order of the plan.

    Those from advice that is no longer given come last.
    """
    left = [line for line in in_order(report.in_force, report.ranked) if not line.is_all_done]
    live = [line for line in left if report.comes_before(line) is None]
    return tuple(sorted(live, key=lambda line: not report.is_advised(line)))


def lines_in_turn(report: Report) -> tuple[PlanLine, ...]:
    """All lines of the plan: those of live_lines(), those that wait or no longer apply, and those that are done."""
    live = live_lines(report)
    return (*live, *sorted((line for line in report.plan if line not in live), key=lambda line: line.is_all_done))


def in_turn(report: Report) -> tuple[PlanLine | Advice, ...]:
    """What the results advise first where the plan lacks it, then live_lines(), then the other advice to act on."""
    found: list[PlanLine | Advice] = [*not_planned(report)[:1]] if begins_outside_plan(report) else []
    found += live_lines(report)
    rest = (report.planned(one) or one for one in report.to_do)
    return (*found, *(one for one in rest if one not in found))


def begins_outside_plan(report: Report) -> bool:
    """Whether the results advise something first that the plan does not have."""
    return bool(report.to_do) and report.planned(report.to_do[0]) is None


def first_heading(report: Report, most: int) -> str:
    """The name of the heading of the first `most` of in_turn(): of plan and advice mixed, which comes first."""
    shown = in_turn(report)[:most]
    if not has_proposals(report) or not any(isinstance(one, Advice) for one in shown):
        return "first"
    return "first_of_advice" if begins_outside_plan(report) else "first_of_plan"


def next_line(report: Report) -> PlanLine | None:
    """The line that is next in the plan, of those that can be gone on with; else None."""
    up = report.next_up
    return up.line if up and up.line in live_lines(report) else None


def has_proposals(report: Report) -> bool:
    """Whether advice is proposed beside what is left of a plan."""
    return bool(live_lines(report) and not_planned(report))


def left_to_do(report: Report, language: Language) -> str:
    """How many actions of the plan are left, and how many of them are late.

    For after a heading; "" for none. What is late is counted as on the page of the plan and in the calendar. What no
    longer applies counts as neither.
    """
    left = [line for line in report.in_force if not line.is_all_done]
    counts = {"left": len(left), "left_late": len(late_things(left, report.made_on))}
    said = [
        say(language, f"export.{name}.{'one' if count == 1 else 'many'}", count=count)
        for name, count in counts.items()
        if count
    ]
    return ", ".join(said)


def next_due(line: PlanLine) -> date | None:
    """The day of the first step of a line that is not done, or of the line where that has no steps, or none has one."""
    return (line.next_step.due if line.next_step else None) or line.due


def proposed_day(line: PlanLine, report: Report) -> date | None:
    """A new day for the next step of a line where that is late, or for the line where it has no steps.

    It is the one that the plan's own button gives it. None for a line that is not late.
    """
    due = next_due(line)
    if due is None or is_ahead(due, report) or line.is_all_done:
        return None
    late = (one for one in late_things(report.in_force, report.made_on, report.ranked) if one.line.id == line.id)
    return next((next_due(one.proposed(report.made_on)) for one in late), None)


def advice_on(line: PlanLine, report: Report) -> Advice | None:
    """The recommendation that a line of the plan came from, where that is to do now."""
    return next((advice for advice in report.to_do if advice.source == line.source), None)


def notes_of(line: PlanLine, report: Report, language: Language) -> str:
    """What is said of a line of the plan that is not advised now; "" where there is nothing to say."""
    return line_notes(line, report, language) or unadvised_remark(line, report, language)


def texts_of_steps(line: PlanLine, report: Report, language: Language) -> list[str]:
    """What each step of a line says, in the language of the file where it is still what advice says."""
    kept, advice = line_steps(line, report.instrument, language), advice_on(line, report)
    found = list(step_texts(advice, report, language).values()) if advice else []
    return found if len(found) == len(kept) else kept


def named(line: PlanLine, report: Report, language: Language) -> str:
    """The title of a line inside a sentence, in quotation marks."""
    return quoted(shortened(shown_title(line, report.instrument, language), _TITLE), language)


def not_planned(report: Report) -> tuple[Advice, ...]:
    """The recommendations that are not in the plan, in their order."""
    return tuple(advice for advice in report.to_do if report.planned(advice) is None)


def noted_at(report: Report) -> dict[str, str]:
    """At which advice a file has what a campaign's consultant adds about a factor: its source, by factor.

    It is the first on the factor that is not in the plan.
    """
    found: dict[str, str] = {}
    for advice in not_planned(report):
        found.setdefault(report.instrument.factor_of(advice.target), advice.source)
    return found


def suggested_end(advice: Advice, report: Report, language: Language) -> date | None:
    """The day by which the last step of a recommendation is due, if it is begun when the file is made.

    It is the deadline that its line in a plan would get.
    """
    return last_day(recommended_steps(step_texts(advice, report, language), report.made_on))


def is_ahead(day: date | None, report: Report) -> bool:
    """Whether a day is known and has not passed when the file is made."""
    return day is not None and day >= report.made_on


def came_of_plan(report: Report, language: Language, *, is_short: bool = False) -> str:
    """How the actions of the plan went: how many helped and so on, and which, unless it `is_short`.

    "" where nothing is known yet.
    """
    parts = []
    for outcome in OUTCOMES:
        lines = [line for line in report.plan if line.outcome == outcome]
        if not lines:
            continue
        count = say(language, f"export.came_of_plan.{outcome}.{'many' if lines[1:] else 'one'}", count=len(lines))
        titles = first_names([named(line, report, language) for line in lines], language, most=_NAMED)
        parts.append(count if is_short else say(language, "export.came_of_plan.named", count=count, titles=titles))
    return say(language, "export.came_of_plan.all", parts=", ".join(parts)) if parts else ""
