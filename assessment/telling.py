"""Changes to a management team's map as frozen values, like those in writes.py: of its leader, and of who tells."""

from __future__ import annotations

from dataclasses import dataclass

from assessment.incentives import Element, Measure
from assessment.incentives.changes import MapChange
from assessment.series import Series
from assessment.storage import FreedRow, Told
from assessment.team_map import LedMap, MapSeat, RoleTaken, Row, TeamMap, TeamMapClosed
from assessment.writes import AllOf, ChangeMap, Saved


@dataclass(frozen=True)
class CloseTeamMap:
    """Close the management team's map: its own rows become those of the stored map, on the `agreed` elements.

    The rows are those that are stored when it is closed, and not only those of `of`, as it was last read.
    Undoing brings the stored map back as it was, and opens the team map again with all that was told.
    """

    of: TeamMap
    agreed: tuple[Element, ...]

    def on(self, series: Series) -> Saved:
        """Save it; closed first, so that nothing is told any more that the map would not have."""
        mine = LedMap(series.store, series.key)
        mine.close()
        saved = ChangeMap((mine.own_rows(self.of),), self.agreed).on(series)
        return saved._replace(undo=AllOf((ReopenTeamMap(), *([saved.undo] if saved.undo else ()))))


@dataclass(frozen=True)
class ReopenTeamMap:
    """Open the management team's map again a moment after it was closed."""

    def on(self, series: Series) -> Saved:
        """Save it; nothing was told in between, so nothing is lost."""
        LedMap(series.store, series.key).reopen()
        return Saved()


@dataclass(frozen=True)
class FreeRole:
    """Delete, as the leader, all that was told for a role, and free it."""

    role: str
    of: TeamMap

    def on(self, series: Series) -> Saved:
        """Save it, if somebody still answers for the role and the map is open; otherwise there is nothing to free."""
        freed = LedMap(series.store, series.key).free(self.role, self.of)
        return Saved() if freed is None else Saved(_GiveBackRole(freed))


@dataclass(frozen=True)
class _GiveBackRole:
    """Give a role back to whoever had it, with what was told."""

    row: FreedRow

    def on(self, series: Series) -> Saved:
        """Save it, if the role is still free, whoever had it has no other one, and the map is still open."""
        return Saved(has_moved_on=not LedMap(series.store, series.key).put_back(self.row))


@dataclass(frozen=True)
class ChangeRow:
    """Make a change to what a role of the management team tells, of itself or as a guess; the key is its own."""

    code: str
    row: Row
    change: MapChange
    of: TeamMap

    def on(self, series: Series) -> Saved:
        """Save it, if the map is still open."""
        seat = MapSeat(series.store, self.code, series.key)
        before = self.of.of(seat.role())
        if before is None or not seat.change(self.row, self.change, self.of):
            return Saved(has_moved_on=True)
        return Saved(PutRow(self.code, self.row, before.own if self.row == "own" else before.guess, self.of))


@dataclass(frozen=True)
class PutRow:
    """Have these measures in what a role of the management team tells, whatever is there now."""

    code: str
    row: Row
    measures: tuple[Measure, ...]
    of: TeamMap

    def on(self, series: Series) -> Saved:
        """Save it, if the map is still open."""
        MapSeat(series.store, self.code, series.key).put(self.row, self.measures, self.of)
        return Saved()


@dataclass(frozen=True)
class TakeBackRow:
    """Delete all that a role of the management team has told, and free the role."""

    code: str
    of: TeamMap

    def on(self, series: Series) -> Saved:
        """Save it, if the map is still open."""
        taken_back = MapSeat(series.store, self.code, series.key).take_back(self.of)
        return Saved(has_moved_on=True) if taken_back is None else Saved(_PutBackRow(self.code, *taken_back, self.of))


@dataclass(frozen=True)
class _PutBackRow:
    """Have a role tell again what it had told before that was taken back."""

    code: str
    role: str
    told: Told
    of: TeamMap

    def on(self, series: Series) -> Saved:
        """Save it, if nobody else answers for the role by now and the map is still open."""
        try:
            is_back = MapSeat(series.store, self.code, series.key).put_back(self.role, self.told, self.of)
        except (RoleTaken, TeamMapClosed):
            is_back = False
        return Saved(has_moved_on=not is_back)
