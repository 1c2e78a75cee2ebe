"""What was removed a moment ago and how to bring it back; double clicks remove and undo once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import inf
from time import monotonic
from typing import Final, Literal, NamedTuple, cast

import streamlit as st

# Seconds in which the second click of a double click may come: to a page just drawn, to a page that the first has left.
DOUBLE_CLICK: Final = 0.5
LATE_CLICK: Final = 3.0
# Seconds in which a removal can be undone, and those in which a late click still counts.
UNDO_SECONDS: Final = 10.0
_LATE_UNDO: Final = 3.0
RemovedKind = Literal["assessment", "map", "role", "measure", "element", "line"]


class Removed(NamedTuple):
    """What was removed a moment ago: of which kind, what it is called, until when that can be undone, and how.

    `is_tried_out` when it was removed from the draft of the map only.
    """

    kind: RemovedKind
    name: str
    until: float
    undo: Callable[[], object]
    is_tried_out: bool = False


def undoable() -> Removed | None:
    """What was removed last and can still be brought back."""
    removed = [each for each in removals() if monotonic() < each.until]
    st.session_state["removed"] = removed
    return removed[-1] if removed else None


def undo() -> None:
    """Bring back what was removed last; the second click of a double click brings back nothing more."""
    undone_at = st.session_state.get("undone_at", -inf)
    removed = [each for each in removals() if monotonic() < each.until + _LATE_UNDO]
    if removed and undone_at is not None and monotonic() - undone_at > DOUBLE_CLICK:
        st.session_state["removed"] = removed[:-1]
        st.session_state["undone_at"] = None
        removed[-1].undo()


def page_is_drawn() -> None:
    """Let the next click on the same place count again, once a double click is over."""
    control, at = st.session_state.get("last_removal", ("", -inf))
    st.session_state["last_removal"] = (control, monotonic() if at is None else at)
    if st.session_state.get("undone_at", 0) is None:
        st.session_state["undone_at"] = monotonic()


def is_second_click(control: str) -> bool:
    """Whether this removes what the first click of a double click has removed; if not, it is the first one."""
    last, drawn_at = st.session_state.get("last_removal", ("", -inf))
    if last == control and (drawn_at is None or monotonic() - drawn_at <= DOUBLE_CLICK):
        return True
    st.session_state["last_removal"] = (control, None)
    return False


def keep_undo(kind: RemovedKind, name: str, undo: Callable[[], object], *, is_tried_out: bool = False) -> None:
    """Offer for some seconds to bring back what has just been removed."""
    st.session_state["removed"] = [*removals(), Removed(kind, name, monotonic() + UNDO_SECONDS, undo, is_tried_out)]


def removals() -> Sequence[Removed]:
    """What was removed, the oldest first."""
    return cast("Sequence[Removed]", st.session_state.get("removed", ()))
