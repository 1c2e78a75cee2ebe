"""A change of what roles are rewarded for as a line of the plan: which earlier one it replaces, and its end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from assessment.incentives.decisions import is_on_rewards
from assessment.plan import PlanLine, with_field
from assessment.writes import AllOf, ChangeLine, PutLine, RemoveLine, Write
from pages.visit import assessments, memory, places, undoing


class RewardChange(NamedTuple):
    """A change of what these roles are rewarded for, as the line of the plan that it is or would be."""

    roles: tuple[str, ...]
    line: PlanLine

    def planned(self, plan: Sequence[PlanLine]) -> PlanLine | None:
        """The line as the plan has it; None where it does not."""
        return next((one for one in plan if one.id == self.line.id), None)

    def earlier(self, plan: Sequence[PlanLine]) -> tuple[PlanLine, ...]:
        """The other lines of the plan that change what one of these roles is rewarded for, and are not done."""
        on_rewards = (one for one in plan if is_on_rewards(one.id, self.roles))
        return tuple(one for one in on_rewards if one.id != self.line.id and not one.is_all_done)


def plan_change(change: RewardChange, instead_of: Sequence[PlanLine]) -> None:
    """Take a change into the plan in place of these lines, which can be undone; the page stays as it is.

    It takes over who does it: two changes of one role would each be worked out for what the role has today.
    """
    newest = assessments.newest()
    if newest is None:
        return
    owner = next((one.owner for one in instead_of if one.owner), "")
    line = replace(change.line, owner=owner, added_in=newest.number)
    memory.PLAN_ORDER.forget()
    removed = (RemoveLine(one.id) for one in instead_of)
    undoing.save("planned", line.title, f"take {line.id}", AllOf((*removed, PutLine(line, ("title", "said")))))
    places.stay_at("take_change")


def done(line: PlanLine) -> Write:
    """How a line is stored as done, because its change was made."""
    return ChangeLine(with_field(line, "state", "done"), ("state", "outcome"), line)
