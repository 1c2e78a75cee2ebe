"""The draft of the map: changes that are tried out, in this browser tab only."""

from __future__ import annotations

from collections.abc import Mapping

from assessment.incentives import IncentiveMap, ProposedChange
from assessment.incentives.changes import MapChange, SetEffect, with_changes
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


def with_answers(proposed: ProposedChange) -> IncentiveMap:
    """The map after a proposal; after a planned one with what was said of its new measures while it was tried out."""
    said = memory.PLANNED_TRIALS.value.get(proposed.planned_as, {}).values()
    return with_changes(proposed.after.map, [each for each in said if isinstance(each, SetEffect)]).map


def try_out() -> None:
    """Begin to try something out on the stored map."""
    memory.DRAFT.keep({})


def drop_draft() -> None:
    """Go back to the stored map; removals from the draft can no longer be undone."""
    memory.DRAFT.forget()
    memory.DRAFTED.forget()
    memory.REMOVED.keep([each for each in memory.REMOVED.value if not isinstance(each.undo, Undraft)])
