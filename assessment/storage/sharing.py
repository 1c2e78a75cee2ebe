"""The read-only address of a series."""

from __future__ import annotations

from sqlalchemy import select, update

from assessment.storage.assessments import Stored, read_assessments
from assessment.storage.engine import Database
from assessment.storage.keys import key_hash, new_key, view_key
from assessment.storage.rows import find_series
from assessment.storage.tables import SERIES


class Sharing(Database):
    """Makes, finds and withdraws read-only keys."""

    def share(self, key: str) -> str | None:
        """The read-only key of this series, the same until sharing is stopped; None for an unknown key."""
        with self._writing() as connection:
            series = find_series(connection, key)
            if series is None:
                return None
            salt = connection.execute(select(SERIES.c.view_salt).where(SERIES.c.id == series)).scalar()
            if salt is None:
                salt = new_key()
                made = {"view_salt": salt, "view_hash": key_hash(view_key(key, salt))}
                connection.execute(update(SERIES).where(SERIES.c.id == series).values(made))
        return view_key(key, salt)

    def shared(self, key: str) -> str | None:
        """The read-only key of this series if it is shared."""
        with self._reading() as connection:
            salt = connection.execute(select(SERIES.c.view_salt).where(SERIES.c.key_hash == key_hash(key))).scalar()
        return None if salt is None else view_key(key, salt)

    def stop_sharing(self, key: str) -> None:
        """Withdraw the read-only key; it finds nothing from then on."""
        with self._writing() as connection:
            gone = {"view_salt": None, "view_hash": None}
            connection.execute(update(SERIES).where(SERIES.c.key_hash == key_hash(key)).values(gone))

    def view_all(self, view_key: str) -> list[Stored]:
        """Every assessment of the series with this read-only key, oldest first; none when the key is unknown."""
        with self._reading() as connection:
            return read_assessments(connection, SERIES.c.view_hash == key_hash(view_key))
