"""The management team's map: what a leader's key and its public code open. No Streamlit.

A leader begins it from a map, whose roles and elements it has. Everybody in the management team picks a role by the
code, tells what it is rewarded for under a key of their own, and guesses at another role's row. It is by role and
open: all see it assemble. Own rows can be changed and taken back until the leader closes it; then they become the
leader's map.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final, Literal

from assessment.answers import Answers
from assessment.incentives import IncentiveMap, Measure, MeasureLibrary, measure_library
from assessment.incentives.changes import MapChange
from assessment.incentives.testimony import (
    HeldGuess,
    TakeOwnRows,
    Testimony,
    ToldByRoles,
    assembled,
    changed,
    held_guesses,
    own_rows,
    role_to_guess,
    row_alone,
    rows_to_show,
)
from assessment.instrument import Instrument
from assessment.report import Report, build_report
from assessment.series import Assessment, Today, read_assessment
from assessment.storage import FreedRow, RoleTaken, Shown, Store, Stored, StoredTeamMap, TeamMapClosed, Told

# Whose measures somebody enters: those of the own role, or of the one that is guessed at.
Row = Literal["own", "guess"]

_FEWEST_JUDGED: Final = 3  # Rows.
_FEWEST_LOOKED_AT: Final = 2  # Rows.

__all__ = ["LedMap", "MapSeat", "RoleTaken", "Row", "TeamMap", "TeamMapClosed", "own_rows"]


@dataclass(frozen=True)
class TeamMap:
    """A team map as it stands: the leader's map, and what its roles have told, in the order of its roles."""

    map: IncentiveMap
    told: tuple[Testimony, ...]
    is_open: bool
    answers: Answers
    instrument: Instrument

    @property
    def roles(self) -> tuple[str, ...]:
        """The roles that can be picked."""
        return tuple(role.id for role in self.map.roles)

    @property
    def answered(self) -> tuple[str, ...]:
        """The roles whose own row is done."""
        return tuple(each.role for each in self.told if each.has_told)

    @property
    def is_complete(self) -> bool:
        """Whether all roles have answered."""
        return len(self.answered) == len(self.roles)

    @cached_property
    def shown(self) -> tuple[str, ...]:
        """The roles whose own row is shown: the others that have answered wait for the guesses about them."""
        return rows_to_show(self.told, self.roles) if self.is_open else self.answered

    @property
    def is_judged(self) -> bool:
        """Whether enough rows are shown to say in words what the map tells: no role is to be judged alone."""
        return not self.is_open or len(self.shown) >= min(_FEWEST_JUDGED, len(self.roles))

    @property
    def can_be_looked_at(self) -> bool:
        """Whether the rows of enough roles are shown to look at them together, although others may still answer."""
        return len(self.shown) >= _FEWEST_LOOKED_AT

    @property
    def is_all_shown(self) -> bool:
        """Whether no row is still to come: every role's is shown, or the map is closed."""
        return not self.is_open or len(self.shown) == len(self.roles)

    @property
    def is_shown_anew(self) -> bool:
        """Whether a row is shown that is not stored as one that stays so."""
        return self.is_open and any(each.role in self.shown and not each.is_shown for each in self.told)

    @property
    def waiting(self) -> tuple[str, ...]:
        """The roles that have answered, and whose row is not shown yet."""
        return tuple(role for role in self.answered if role not in self.shown)

    @property
    def taken(self) -> frozenset[str]:
        """The roles that somebody answers for."""
        return frozenset(each.role for each in self.told)

    @property
    def library(self) -> MeasureLibrary:
        """The library's measures for the leader's kind of organisation."""
        return measure_library(self.instrument, self.answers.organisation)

    def of(self, role: str | None) -> Testimony | None:
        """What a role has told; None when nobody answers for it."""
        return next((each for each in self.told if each.role == role), None)

    def to_guess(self, role: str) -> str | None:
        """The role that this one may still guess at, or change its guess about; None once that row is shown."""
        mine = self.of(role)
        if mine is None:
            return None
        about = mine.about or role_to_guess(role, self.told, self.roles)
        return None if about in self.shown else about

    @cached_property
    def held_guesses(self) -> tuple[HeldGuess, ...]:
        """Every guess about a role whose row is shown, ordered as in testimony.py."""
        return tuple(each for each in held_guesses(self.told, self.map.elements) if each.about in self.shown)

    @property
    def missing(self) -> tuple[str, ...]:
        """The roles that have not answered."""
        return tuple(role for role in self.roles if role not in self.answered)

    @property
    def lost_guesses(self) -> dict[str, list[str]]:
        """Who has guessed about each role that has not answered, in the order of the roles."""
        lost: dict[str, list[str]] = {role: [] for role in self.missing}
        for each in self.told:
            if each.has_guessed and each.about in lost:
                lost[each.about].append(each.role)
        return {about: by for about, by in lost.items() if by}

    @property
    def outcome(self) -> ToldByRoles:
        """Who has answered and what the guesses tell, as far as it is shown."""
        return ToldByRoles(self.shown, self.held_guesses)

    def report(self, today: Today) -> Report:
        """A report about the map that the shown rows make so far, and about nothing else of the leader's answers."""
        told = [each for each in self.told if each.role in self.shown]
        return self._report(assembled(self.map, told, self.library), today)

    def row_report(self, role: str, measures: tuple[Measure, ...], today: Today) -> Report:
        """The same about one role with these measures, which somebody is entering."""
        return self._report(row_alone(self.map, role, measures), today)

    def _report(self, shown: IncentiveMap, today: Today) -> Report:
        mine = self.answers
        bare = Answers(
            form=mine.form,
            language=mine.language,
            current_behaviour=mine.current_behaviour,
            new_behaviour=mine.new_behaviour,
            experience=mine.experience,
            organisation=mine.organisation,
            incentives=shown,
        )
        return replace(build_report(self.instrument, bare, made_on=today.now.date()), told=self.outcome)


@dataclass(frozen=True)
class LedMap:
    """The team map of a leader's private key. Every method raises StoreUnavailable when the database fails."""

    store: Store
    key: str

    def begin(self) -> str | None:
        """Begin a team map unless one is open, and return its public code; None when nothing is stored.

        One that is closed goes with all that was told.
        """
        self.store.begin_team_map(self.key)
        return self.code()

    def code(self) -> str | None:
        """The public code; None without a team map."""
        found = self.store.team_map(self.key)
        return None if found is None else found.code(self.key)

    def state(self) -> StoredTeamMap | None:
        """All that is told, to see whether anything has changed; None without a team map."""
        return self.store.team_map(self.key)

    def found(self, stored: StoredTeamMap | None, today: Today) -> TeamMap | None:
        """The team map that is `stored`; None without one, or without the leader's map it began from."""
        return None if stored is None else _team_map(self.store, stored, self.store.load_all(self.key), today)

    def told(self, today: Today) -> ToldByRoles | None:
        """What came of the team map once it is closed; None without one, or where nobody has answered."""
        found = self.found(self.state(), today)
        return found.outcome if found and not found.is_open and found.answered else None

    def show(self) -> bool:
        """Show the rows of all who have answered until now, also those somebody is to guess; False without a map."""
        return self.store.show_rows(self.key, lambda told: [role for role, row in told.items() if row.get("has_told")])

    def keep_shown(self, of: TeamMap) -> bool:
        """Have the rows that are shown stay so, whatever becomes of the roles; False without an open map."""
        return self.store.show_rows(self.key, lambda _: of.shown)

    def free(self, role: str, of: TeamMap) -> FreedRow | None:
        """Delete what was told for a role, and let somebody else pick it; rows that its guess has let show stay so.

        Returns what to put back; None when nobody answers for the role, or the map is closed.
        """
        return self.store.free_role(self.key, role, _shown(of))

    def put_back(self, row: FreedRow) -> bool:
        """Give a freed role back with what was told; False where TeamMaps.put_back_row() cannot."""
        return self.store.put_back_row(self.key, row)

    def own_rows(self, of: TeamMap) -> TakeOwnRows:
        """The change that makes the own rows, as they are stored now, those of the leader's map."""
        stored = self.state()
        return TakeOwnRows(own_rows(_testimonies(stored.told if stored else {}, of.map)), of.library)

    def close(self) -> bool:
        """Let nobody tell or take back anything any more; False without a team map."""
        return self.store.close_team_map(self.key)

    def reopen(self) -> bool:
        """Undo the close; False without a team map."""
        return self.store.reopen_team_map(self.key)


@dataclass(frozen=True)
class MapSeat:
    """What the public code of a team map opens, and a key of one's own for one role in it.

    Every method raises StoreUnavailable when the database fails.
    """

    store: Store
    code: str
    key: str

    def state(self) -> StoredTeamMap | None:
        """All that is told, to see whether anything has changed; None when the code is unknown."""
        return self.store.team_map_of_code(self.code)

    def found(self, stored: StoredTeamMap | None, today: Today) -> TeamMap | None:
        """The team map that is `stored`; None when the code is unknown, or the leader's map is gone."""
        if stored is None:
            return None
        return _team_map(self.store, stored, self.store.assessments_of_team_map(self.code), today)

    def role(self) -> str | None:
        """The role that the key answers for; None when it answers for none."""
        return self.store.role_of(self.key)

    def pick(self, role: str) -> bool:
        """Answer for this role, in place of any other. False when the code is unknown.

        Raises RoleTaken and TeamMapClosed.
        """
        return self.store.pick_role(self.code, self.key, role)

    def change(self, row: Row, change: MapChange, of: TeamMap) -> bool:
        """Make a change to the own row or the guess, as it is stored now; False when that is not possible any more."""

        def made(mine: Testimony, _: Mapping[str, Told]) -> Testimony:
            whose, before = (mine.role, mine.own) if row == "own" else (mine.about or "", mine.guess)
            if of.map.role(whose) is None:
                return mine
            return _with_row(mine, row, changed(of.map, whose, before, change))

        return self._tell(made, of)

    def put(self, row: Row, measures: tuple[Measure, ...], of: TeamMap) -> bool:
        """Have these measures in the own row or the guess, whatever is there now."""
        return self._tell(lambda mine, _: _with_row(mine, row, measures), of)

    def tell(self, of: TeamMap) -> bool:
        """The own row is done: it stands on the map, all its measures confirmed; and choose whose row to guess."""

        def made(mine: Testimony, all_told: Mapping[str, Told]) -> Testimony:
            others = tuple(_testimony(role, told, of.map) for role, told in all_told.items())
            about = mine.about if mine.has_guessed or mine.about else role_to_guess(mine.role, others, of.roles)
            return replace(mine, own=_kept(mine.own), has_told=True, about=about, before=None)

        return self._tell(made, of)

    def guess(self, of: TeamMap, *, is_skipped: bool = False) -> bool:
        """The guess is done, or left out."""
        return self._tell(
            lambda mine, _: (
                replace(mine, about=None, guess=(), has_guessed=True)
                if is_skipped
                else replace(mine, guess=_kept(mine.guess), has_guessed=True)
            ),
            of,
        )

    def open_again(self, of: TeamMap) -> bool:
        """Change the own row; until it is done again the map has it as it was."""
        return self._tell(lambda mine, _: replace(mine, before=mine.on_map) if mine.has_told else mine, of)

    def guess_again(self, of: TeamMap) -> bool:
        """Change the guess, or guess after it was left out; False when that is not possible any more."""

        def made(mine: Testimony, _: Mapping[str, Told]) -> Testimony:
            about = of.to_guess(mine.role)
            return mine if about is None else replace(mine, about=about, has_guessed=False)

        return self._tell(made, of)

    def take_back(self, of: TeamMap) -> tuple[str, Told] | None:
        """Delete all that was told under the key, and free its role; rows that its guess has let show stay so.

        Returns the role and what it had told; None when that is not possible any more.
        """
        role, stored = self.role(), self.state()
        if role is None or stored is None or not self.store.take_back_role(self.key, _shown(of)):
            return None
        return role, stored.told.get(role, {})

    def put_back(self, role: str, told: Told, of: TeamMap) -> bool:
        """Answer for this role again, with what it had told. False when the code is unknown.

        Raises RoleTaken and TeamMapClosed.
        """
        return self.pick(role) and self.store.tell(self.key, lambda *_: told, _shown(of))

    def _tell(self, change: Callable[[Testimony, Mapping[str, Told]], Testimony], of: TeamMap) -> bool:
        return self.store.tell(
            self.key, lambda role, told: change(_testimony(role, told[role], of.map), told).document(), _shown(of)
        )


def _team_map(store: Store, found: StoredTeamMap, series: list[Stored], today: Today) -> TeamMap | None:
    """The team map on the map of the latest finished assessment, else of the one begun last."""
    finished = [each for each in series if each.finished] or series
    begun: Assessment | None = read_assessment(store, finished[-1], today) if finished else None
    of = begun.answers.incentive_map(begun.instrument) if begun else None
    if begun is None or of is None:
        return None
    return TeamMap(of, _testimonies(found.told, of), not found.is_closed, begun.answers, begun.instrument)


def _shown(of: TeamMap) -> Shown:
    """Which rows are shown, from what all roles have told."""
    return lambda told: rows_to_show(_testimonies(told, of.map), of.roles)


def _testimonies(told: Mapping[str, Told], of: IncentiveMap) -> tuple[Testimony, ...]:
    """What the roles of a map have told, in their order."""
    return tuple(_testimony(role.id, told[role.id], of) for role in of.roles if role.id in told)


def _testimony(role: str, told: Told, of: IncentiveMap) -> Testimony:
    return Testimony.of(role, told, {element.id for element in of.elements})


def _with_row(mine: Testimony, row: Row, measures: tuple[Measure, ...]) -> Testimony:
    return replace(mine, own=measures) if row == "own" else replace(mine, guess=measures)


def _kept(measures: tuple[Measure, ...]) -> tuple[Measure, ...]:
    return tuple(measure.kept() for measure in measures)
