"""The management team's map: begun by a leader's key, told into under a public code. Each method is one transaction."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any, Final
from uuid import uuid4

from sqlalchemy import Connection, Row, delete, select, update

from assessment.storage.assessments import Stored, read_assessments
from assessment.storage.engine import Database
from assessment.storage.keys import key_hash, new_key, view_key
from assessment.storage.rows import delete_team_maps, find_series
from assessment.storage.tables import SERIES, TEAM_MAP_ROWS, TEAM_MAPS
from assessment.storage.upgrade import copies, forget_copies

MAP_MARK: Final = "m"
"""What a team map's public code begins with: it tells it from a round's and from a campaign's."""

_ROLES: Final = 60  # Characters of a role's id.

# What one role has told, as JSON.
Told = Mapping[str, object]

# Which roles' rows have been shown, from what all roles have told.
Shown = Callable[[Mapping[str, Told]], Collection[str]]


class TeamMapClosed(Exception):
    """The leader has closed the map, so nobody can tell or take back anything."""


class RoleTaken(Exception):
    """Somebody else answers for this role."""


@dataclass(frozen=True)
class FreedRow:
    """A row that the leader of the map has deleted, to put it back as it was; only the hash of its key is known."""

    role: str
    key_hash: str
    told: Told


@dataclass(frozen=True)
class StoredTeamMap:
    """A team map as it is stored; `told` is by role, in no order."""

    code_salt: str
    is_closed: bool
    told: Mapping[str, Told]

    def code(self, key: str) -> str:
        """The public code; only the leader's own key makes it."""
        return _code(key, self.code_salt)


class TeamMaps(Database):
    """Begins, reads and closes team maps, and writes what roles tell."""

    def begin_team_map(self, key: str) -> bool:
        """Begin a team map; while one is open this changes nothing, and a closed one goes with all that was told.

        False when the key has no series.
        """
        with self._writing() as connection:
            series = find_series(connection, key)
            if series is None:
                return False
            if (found := _of_series(connection, series)) is not None:
                if not found.closed:
                    return True
                delete_team_maps(connection, [series])
            salt = new_key()
            row = {"id": uuid4().hex, "series_id": series, "code_salt": salt, "closed": False}
            connection.execute(TEAM_MAPS.insert().values(code_hash=key_hash(_code(key, salt)), **row))
        return True

    def team_map(self, key: str) -> StoredTeamMap | None:
        """The team map of the series of this key; None without one."""
        with self._reading() as connection:
            series = select(SERIES.c.id).where(SERIES.c.key_hash == key_hash(key))
            return _read(connection, TEAM_MAPS.c.series_id.in_(series))

    def team_map_of_code(self, code: str) -> StoredTeamMap | None:
        """The team map with this public code; None when it is unknown."""
        with self._reading() as connection:
            return _read(connection, TEAM_MAPS.c.code_hash == key_hash(code))

    def assessments_of_team_map(self, code: str) -> list[Stored]:
        """Every assessment of the series whose team map has this public code, oldest first."""
        with self._reading() as connection:
            series = select(TEAM_MAPS.c.series_id).where(TEAM_MAPS.c.code_hash == key_hash(code))
            return read_assessments(connection, SERIES.c.id.in_(series))

    def close_team_map(self, key: str) -> bool:
        """Let nobody tell or take back anything any more; repeating it changes nothing. False without a team map."""
        return self._set_closed(key, is_closed=True)

    def reopen_team_map(self, key: str) -> bool:
        """Undo the close: all that was told can be changed again. False without a team map."""
        return self._set_closed(key, is_closed=False)

    def _set_closed(self, key: str, *, is_closed: bool) -> bool:
        with self._writing() as connection:
            series = find_series(connection, key)
            found = None if series is None else _of_series(connection, series)
            if found is None:
                return False
            connection.execute(update(TEAM_MAPS).where(TEAM_MAPS.c.id == found.id).values(closed=is_closed))
        return True

    def pick_role(self, code: str, member_key: str, role: str) -> bool:
        """Answer for this role from now on; whoever answered for another one gives that up with what it has told.

        Repeating it changes nothing. False when the code is unknown. Raises TeamMapClosed, RoleTaken, and ValueError
        when the key is empty or that of another map, or the role is no id.
        """
        if not member_key or not 0 < len(role) <= _ROLES:
            raise ValueError("a role needs a key and an id")
        own = key_hash(member_key)
        with self._writing() as connection:
            found = _locked(connection, TEAM_MAPS.c.code_hash == key_hash(code))
            if found is None:
                return False
            if found.closed:
                raise TeamMapClosed
            rows = _rows(connection, found.id)
            if role in rows:
                if rows[role].key_hash != own:
                    raise RoleTaken
                return True
            connection.execute(delete(TEAM_MAP_ROWS).where(TEAM_MAP_ROWS.c.team_map_id == found.id, _is(own)))
            if connection.execute(select(TEAM_MAP_ROWS.c.role).where(_is(own))).scalar() is not None:
                raise ValueError("the key is that of another map")
            row = {"team_map_id": found.id, "role": role, "key_hash": own, "told": {}}
            connection.execute(TEAM_MAP_ROWS.insert().values(row))
        return True

    def role_of(self, member_key: str) -> str | None:
        """The role that this key answers for; None when it answers for none."""
        with self._reading() as connection:
            wanted = select(TEAM_MAP_ROWS.c.role).where(_is(key_hash(member_key)))
            return connection.execute(wanted).scalar()

    def tell(self, member_key: str, change: Callable[[str, Mapping[str, Told]], Told], shown: Shown) -> bool:
        """Store `change(role, told)` as what the role of this key has told; `told` is what every role has until now.

        The rows that are `shown` with it stay so. False when the key answers for no role, or the map is closed.
        """
        with self._writing() as connection:
            found = _own(connection, member_key)
            if found is None:
                return False
            rows = _rows(connection, found.team_map_id)
            told = dict(change(found.role, {role: row.told for role, row in rows.items()}))
            connection.execute(update(TEAM_MAP_ROWS).where(_is(key_hash(member_key))).values(told=told))
            _keep_shown(connection, found.team_map_id, shown)
        return True

    def show_rows(self, key: str, shown: Shown) -> bool:
        """Have the rows of these roles shown from now on. False without an open team map."""
        with self._writing() as connection:
            found = _open_of(connection, key)
            if found is None:
                return False
            _keep_shown(connection, found.id, shown)
        return True

    def take_back_role(self, member_key: str, shown: Shown) -> bool:
        """Delete what this key has told, and free its role, in copies of the database too.

        The rows that were `shown` until now stay so. False when the key answers for no role, or the map is closed.
        """
        with self._writing() as connection:
            found = _own(connection, member_key)
            if found is None:
                return False
            _keep_shown(connection, found.team_map_id, shown)
            _delete_row(connection, found.key_hash)
        self._cut_log()
        return True

    def free_role(self, key: str, role: str, shown: Shown) -> FreedRow | None:
        """Delete what somebody has told for this role of the leader's map, and free it, as take_back_role() does.

        None without an open team map, or where nobody answers for the role.
        """
        with self._writing() as connection:
            found = _open_of(connection, key)
            if found is None or role not in _rows(connection, found.id):
                return None
            _keep_shown(connection, found.id, shown)
            freed = _rows(connection, found.id)[role]
            _delete_row(connection, freed.key_hash)
        self._cut_log()
        return FreedRow(role, freed.key_hash, freed.told)

    def put_back_row(self, key: str, row: FreedRow) -> bool:
        """Undo free_role(). False without an open team map, or where somebody has picked the role since.

        Nor is it possible where whoever had it has picked another one with the same key.
        """
        with self._writing() as connection:
            found = _open_of(connection, key)
            if found is None or row.role in _rows(connection, found.id):
                return False
            if connection.execute(select(TEAM_MAP_ROWS.c.role).where(_is(row.key_hash))).scalar() is not None:
                return False
            values = {"role": row.role, "key_hash": row.key_hash, "told": row.told}
            connection.execute(TEAM_MAP_ROWS.insert().values(team_map_id=found.id, **values))
        return True


def _code(key: str, salt: str) -> str:
    return f"{MAP_MARK}{view_key(key, salt)}"


def _of_series(connection: Connection, series: int) -> Row[Any] | None:
    """The team map of a series, locked until the transaction ends."""
    return _locked(connection, TEAM_MAPS.c.series_id == series)


def _open_of(connection: Connection, key: str) -> Row[Any] | None:
    """The open team map of a leader's key, locked until the transaction ends; None without one."""
    series = find_series(connection, key)
    found = None if series is None else _of_series(connection, series)
    return None if found is None or found.closed else found


def _locked(connection: Connection, which: Any) -> Row[Any] | None:
    return connection.execute(select(TEAM_MAPS).where(which).with_for_update()).one_or_none()


def _own(connection: Connection, member_key: str) -> Row[Any] | None:
    """The row of a key, with its map locked; None when there is none, or the map is closed."""
    own = _is(key_hash(member_key))
    whose = connection.execute(select(TEAM_MAP_ROWS.c.team_map_id).where(own)).scalar()
    found = None if whose is None else _locked(connection, TEAM_MAPS.c.id == whose)
    if found is None or found.closed:
        return None
    return connection.execute(select(TEAM_MAP_ROWS).where(own)).one_or_none()


def _delete_row(connection: Connection, own: str) -> None:
    """Delete the row of this key's hash, in copies of the database too."""
    connection.execute(delete(TEAM_MAP_ROWS).where(_is(own)))
    forget_copies(connection, copies(connection))


def _is(own: str) -> Any:
    return TEAM_MAP_ROWS.c.key_hash == own


def _rows(connection: Connection, team_map: str) -> dict[str, Row[Any]]:
    wanted = select(TEAM_MAP_ROWS).where(TEAM_MAP_ROWS.c.team_map_id == team_map)
    return {row.role: row for row in connection.execute(wanted)}


def _keep_shown(connection: Connection, team_map: str, shown: Shown) -> None:
    """Mark the rows that are shown, as far as they are still there."""
    told = {role: row.told for role, row in _rows(connection, team_map).items()}
    for role in (each for each in shown(told) if each in told and not told[each].get("is_shown")):
        is_row = (TEAM_MAP_ROWS.c.team_map_id == team_map) & (TEAM_MAP_ROWS.c.role == role)
        connection.execute(update(TEAM_MAP_ROWS).where(is_row).values(told={**told[role], "is_shown": True}))


def _read(connection: Connection, which: Any) -> StoredTeamMap | None:
    found = connection.execute(select(TEAM_MAPS).where(which)).one_or_none()
    if found is None:
        return None
    told = {role: row.told for role, row in _rows(connection, found.id).items()}
    return StoredTeamMap(found.code_salt, found.closed, told)
