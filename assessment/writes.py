"""Changes of what is stored under a key, as frozen values: they can be compared, kept until they are saved, and undone.

No Streamlit. A write can be saved again after a failure; it changes what is stored by then, not what was on screen.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from assessment.incentives import Element, IncentiveMap
from assessment.incentives.changes import MapChange, with_changes
from assessment.plan import PlanLine
from assessment.problems import Problems
from assessment.series import Series
from assessment.storage import Discarded, RemovedLine
from assessment.taking_back import taken_back


class Saved(NamedTuple):
    """What came of a write.

    `undo` is the write that undoes it, None when nothing was changed or it cannot be undone. `has_moved_on` when what
    it changes in the map was gone, or no longer fits, so that it was left out.
    """

    undo: Write | None = None
    has_moved_on: bool = False


class Write(Protocol):
    """One change of what is stored under a key."""

    def on(self, series: Series) -> Saved:
        """Save it. Raises StoreUnavailable, and ValueError when it can never be saved."""


@dataclass(frozen=True)
class StartSharing:
    """Make a read-only key; the same one as long as sharing goes on."""

    def on(self, series: Series) -> Saved:
        """Save it."""
        series.share()
        return Saved()


@dataclass(frozen=True)
class StopSharing:
    """Let the read-only key lead nowhere."""

    def on(self, series: Series) -> Saved:
        """Save it."""
        series.stop_sharing()
        return Saved()


@dataclass(frozen=True)
class PutBack:
    """Undo that an assessment was discarded."""

    discarded: Discarded

    def on(self, series: Series) -> Saved:
        """Save it, unless another assessment has been begun since."""
        series.put_back(self.discarded)
        return Saved()


@dataclass(frozen=True)
class AddLine:
    """Add a line to the plan; one that is already there stays as it is."""

    line: PlanLine

    def on(self, series: Series) -> Saved:
        """Save it. Raises ValueError when the plan is full."""
        series.add_line(self.line)
        return Saved()


@dataclass(frozen=True)
class ChangeLine:
    """Save the named fields of a line, and leave the others as they are stored."""

    line: PlanLine
    names: tuple[str, ...]

    def on(self, series: Series) -> Saved:
        """Save it."""
        series.change_line(self.line, *self.names)
        return Saved()


@dataclass(frozen=True)
class RemoveLine:
    """Remove a line from the plan."""

    line_id: str

    def on(self, series: Series) -> Saved:
        """Save it."""
        removed = series.remove_line(self.line_id)
        return Saved(PutBackLine(removed) if removed else None)


@dataclass(frozen=True)
class PutBackLine:
    """Undo that a line was removed."""

    removed: RemovedLine

    def on(self, series: Series) -> Saved:
        """Save it. Raises ValueError when the plan is full."""
        series.put_back_line(self.removed)
        return Saved()


@dataclass(frozen=True)
class ProposeMap:
    """Begin the map with this one, unless there is one."""

    proposed: IncentiveMap

    def on(self, series: Series) -> Saved:
        """Save it."""
        series.change_map(lambda stored: stored or self.proposed.document())
        return Saved()


@dataclass(frozen=True)
class ChangeMap:
    """Make these changes of the stored map; without a map they change nothing.

    A map without elements of its own gets the `agreed` ones first.
    """

    changes: tuple[MapChange, ...]
    agreed: tuple[Element, ...]

    def on(self, series: Series) -> Saved:
        """Save what fits."""
        return _save_map(series, self._changed)

    def _changed(self, stored: object) -> tuple[object, bool]:
        if stored is None:
            return None, False
        found = with_changes(IncentiveMap.checked(stored).on_own_or(self.agreed), self.changes)
        return found.map.document(), found.has_moved_on


@dataclass(frozen=True)
class ForgetMap:
    """Take the map away."""

    def on(self, series: Series) -> Saved:
        """Save it."""
        return _save_map(series, lambda _: (None, False))


@dataclass(frozen=True)
class TakeBack:
    """Undo the change that led from one document of the map to another, whatever else has changed since."""

    before: object
    after: object

    def on(self, series: Series) -> Saved:
        """Save it, unless the map has no room for it any more."""
        return _save_map(series, lambda stored: (taken_back(self.before, self.after, stored), False))


def _save_map(series: Series, change: Callable[[object], tuple[object, bool]]) -> Saved:
    """Change the stored map; `change` makes a new document of it and says whether something was left out."""
    saved = Saved()

    def keep(stored: object) -> object:
        nonlocal saved
        try:
            left, has_moved_on = change(stored)
        except Problems:
            left, has_moved_on = stored, True
        # The finished assessment comes first and is on screen; the one begun since may have had no such part.
        undo = saved.undo or (None if left == stored else TakeBack(stored, left))
        saved = Saved(undo, saved.has_moved_on or has_moved_on)
        return left

    series.change_map(keep)
    return saved
