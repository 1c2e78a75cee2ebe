"""What was removed a moment ago and how to bring it back; double clicks remove and undo once."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic
from typing import Final

from pages.visit import memory
from pages.visit.memory import Removed, RemovedKind

# Seconds in which the second click of a double click may come: to a page just drawn, to a page that the first has left.
DOUBLE_CLICK: Final = 0.5
LATE_CLICK: Final = 3.0
# Seconds in which a removal can be undone, and those in which a late click still counts.
UNDO_SECONDS: Final = 10.0
_LATE_UNDO: Final = 3.0


def undoable() -> Removed | None:
    """What was removed last and can still be brought back."""
    removed = [each for each in memory.REMOVED.value if monotonic() < each.until]
    memory.REMOVED.keep(removed)
    return removed[-1] if removed else None


def undo() -> None:
    """Bring back what was removed last; the second click of a double click brings back nothing more."""
    undone_at = memory.UNDONE_AT.value
    removed = [each for each in memory.REMOVED.value if monotonic() < each.until + _LATE_UNDO]
    if removed and undone_at is not None and monotonic() - undone_at > DOUBLE_CLICK:
        memory.REMOVED.keep(removed[:-1])
        memory.UNDONE_AT.keep(None)
        removed[-1].undo()


def page_is_drawn() -> None:
    """Let the next click on the same place count again, once a double click is over."""
    control, at = memory.LAST_REMOVAL.value
    memory.LAST_REMOVAL.keep((control, monotonic() if at is None else at))
    if memory.UNDONE_AT.value is None:
        memory.UNDONE_AT.keep(monotonic())


def is_second_click(control: str) -> bool:
    """Whether this removes what the first click of a double click has removed; if not, it is the first one."""
    last, drawn_at = memory.LAST_REMOVAL.value
    if last == control and (drawn_at is None or monotonic() - drawn_at <= DOUBLE_CLICK):
        return True
    memory.LAST_REMOVAL.keep((control, None))
    return False


def keep_undo(kind: RemovedKind, name: str, undo: Callable[[], object], *, is_tried_out: bool = False) -> None:
    """Offer for some seconds to bring back what has just been removed."""
    removed = Removed(kind, name, monotonic() + UNDO_SECONDS, undo, is_tried_out)
    memory.REMOVED.keep([*memory.REMOVED.value, removed])


def drop_tried_out() -> None:
    """Offer no longer to bring back what was removed from the draft of the map."""
    memory.REMOVED.keep([each for each in memory.REMOVED.value if not each.is_tried_out])
