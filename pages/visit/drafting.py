"""The draft of the map: changes that are tried out, in this browser tab only."""

from __future__ import annotations

from collections.abc import Mapping

from assessment.incentives import IncentiveMap, ProposedChange, SaidOfMeasure, named_differences, role_differences
from assessment.incentives.changes import MapChange, with_changes
from assessment.incentives.decisions import line_on_rewards
from assessment.plan import PlanLine
from assessment.report import Report
from assessment.sentences.proposals import planned_line
from pages.visit import memory
from pages.visit.memory import Undraft


def is_trying_out() -> bool:
    """Whether changes are tried out."""
    return memory.DRAFT.is_kept


def draft() -> Mapping[str, MapChange]:
    """The changes that are tried out, by their control, in the order they were made."""
    return memory.DRAFT.value or {}


def set_draft(control: str, change: MapChange | None) -> None:
    """Try a change out in place of the control's earlier one; None takes that back."""
    others = {other: each for other, each in draft().items() if other != control}
    memory.DRAFT.keep(others if change is None else {**others, control: change})


def tried_proposal(report: Report) -> ProposedChange | None:
    """The proposal of the stored map that is tried out; None where rewards differ otherwise, or not at all.

    It is the same one whatever is said of what its new measures do.
    """
    before = report.answers.incentive_map(report.instrument)
    if before is None or not draft():
        return None
    tried = with_changes(before, draft().values()).map
    roles = {one.role for one in role_differences(before.confirmed(), tried.confirmed())}
    return next((one for one in report.proposals.every if {one.role} == roles and one.is_made(before, tried)), None)


def id_of_own(before: IncentiveMap, after: IncentiveMap) -> str:
    """The id of the line of the plan with what differs between two maps; "" where no reward differs."""
    found = role_differences(before, after)
    return line_on_rewards(found[0].role, f"tried {named_differences(found, after)}") if found else ""


def tried_line(report: Report) -> PlanLine | None:
    """The line of the plan that has what is tried out; None where the plan does not have it."""
    if proposed := tried_proposal(report):
        return planned_line(proposed, report)
    before = report.answers.incentives or IncentiveMap()
    own = id_of_own(before, with_changes(before, draft().values()).map)
    return next((line for line in report.plan if line.id == own), None)


def said(report: Report) -> tuple[SaidOfMeasure, ...]:
    """What is said, while trying out, of the measures that a role of the stored map does not have."""
    before, found = report.answers.incentives or IncentiveMap(), dict[tuple[str, ...], SaidOfMeasure]()
    tried = with_changes(before, draft().values()).map
    for one in map(SaidOfMeasure.by, draft().values()):
        if one and one.measure in _measures(tried, one.role) - _measures(before, one.role):
            found.pop(one.about, None)  # Setting the ease begins with the effects said until then, so the order counts.
            found[one.about] = one
    return tuple(found.values())


def _measures(of: IncentiveMap, role_id: str) -> set[str]:
    role = of.role(role_id)
    return set(role.measures_by_key) if role else set()


def try_out() -> None:
    """Begin to try something out on the stored map."""
    memory.DRAFT.keep({})


def come_back(report: Report) -> None:
    """On coming back to the page of the map, go back to the stored map where the plan has what is tried out."""
    if memory.MAP_WAS_LEFT.take() and is_trying_out() and tried_line(report):
        drop_draft()


def drop_draft() -> None:
    """Go back to the stored map; removals from the draft can no longer be undone."""
    memory.DRAFT.forget()
    memory.DRAFTED.forget()
    memory.REMOVED.keep([each for each in memory.REMOVED.value if not isinstance(each.undo, Undraft)])
