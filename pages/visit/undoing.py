"""Undoing recent removals, and what was tried out and kept; double clicks remove and undo only once."""

from __future__ import annotations

from collections.abc import Mapping
from time import monotonic
from typing import Final

from assessment.plan import new_line_id
from assessment.writes import Write
from pages.visit import drafting, memory, places, saving
from pages.visit.memory import Removed, RemovedKind, Undraft

# Seconds after a page was drawn within which a click may still be the second of a double click.
DOUBLE_CLICK: Final = 0.5
# Seconds after a page was left within which such a click may still arrive there.
LATE_CLICK: Final = 3.0
# Seconds in which a removal can be undone, and those in which a late click still counts.
UNDO_SECONDS: Final = 10.0
_LATE_UNDO: Final = 3.0
# What is only changed can be undone until the next change; what is removed, and with it what was written, all those
# seconds.
_CHANGES: Final[frozenset[RemovedKind]] = frozenset({"tick", "untick", "day", "moved", "no_day"})

# Where what is undone is seen: the page would move with the button that is gone.
_SEEN: Final[Mapping[RemovedKind, str]] = {"freed": "team_map", "freed_row": "team_map", "team_map": "team_map"}


def undoable() -> Removed | None:
    """The last removal that can still be undone."""
    removed = [each for each in memory.REMOVED.value if monotonic() < each.until]
    memory.REMOVED.keep(removed)
    return removed[-1] if removed else None


def undo() -> None:
    """Undo the last removal; the second click of a double click undoes nothing more."""
    undone_at = memory.UNDONE_AT.value
    removed = [each for each in memory.REMOVED.value if monotonic() < each.until + _LATE_UNDO]
    if removed and undone_at is not None and monotonic() - undone_at > DOUBLE_CLICK:
        memory.REMOVED.keep(removed[:-1])
        memory.UNDONE_AT.keep(None)
        memory.LAST_REMOVAL.forget()  # Whoever has undone it and presses again means it.
        _bring_back(removed[-1])


def page_is_drawn() -> None:
    """Let the next click on the same place count again, once a double click is over."""
    control, at = memory.LAST_REMOVAL.value
    memory.LAST_REMOVAL.keep((control, monotonic() if at is None else at))
    if memory.UNDONE_AT.value is None:
        memory.UNDONE_AT.keep(monotonic())


def is_second_click(control: str) -> bool:
    """Whether this click repeats a removal as the second of a double click; if not, it counts as a first one."""
    last, drawn_at = memory.LAST_REMOVAL.value
    if last == control and (drawn_at is None or monotonic() - drawn_at <= DOUBLE_CLICK):
        return True
    memory.LAST_REMOVAL.keep((control, None))
    return False


def save(kind: RemovedKind, name: str, control: str, write: Write) -> Write | None:
    """Save a write, and offer to undo it unless it has changed nothing; returns what undoes it, if it is known."""
    saved = saving.save(control, write)
    if saved is None or saved.undo:
        offer(kind, name, control, saved and saved.undo)
    return saved and saved.undo


def offer(kind: RemovedKind, name: str, control: str, undo: Write | Undraft | None) -> None:
    """Offer for some seconds to undo what this control did; `undo` is None while that is pending."""
    removed = Removed(kind, name, monotonic() + UNDO_SECONDS, control, undo)
    memory.REMOVED.keep([*memory.REMOVED.value, removed])


def is_change(removed: Removed) -> bool:
    """Whether something was only changed, so that what can be undone may be put out of sight: nothing is lost."""
    return removed.kind in _CHANGES


def offer_no_more(kind: RemovedKind) -> None:
    """Something that follows from what is of this kind can be undone instead: offer it no more."""
    memory.REMOVED.keep([each for each in memory.REMOVED.value if each.kind != kind])


def offer_no_changes() -> None:
    """Something else is changed: offer no more to undo what was changed before, only what was removed."""
    memory.REMOVED.keep([each for each in memory.REMOVED.value if not is_change(each)])


def _bring_back(removed: Removed) -> None:
    if isinstance(removed.undo, Undraft):
        drafting.set_draft(removed.control, removed.undo.before)
        return
    if removed.kind in _SEEN:
        places.arrive_at(_SEEN[removed.kind])
    saving.drop(removed.control)  # if it is not saved yet
    if removed.undo:
        saving.save(f"undo {new_line_id()}", removed.undo)
