"""Consultants, by the key they sign in with, and the browsers that are signed in. Each method is one transaction."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from uuid import uuid4

from sqlalchemy import Connection, Select, delete, select, update

from assessment.storage.engine import Database
from assessment.storage.keys import key_hash, new_key
from assessment.storage.tables import CONSULTANTS, SIGN_INS

IDLE_MINUTES: Final = 30
"""After so long without a visit a consultant has to sign in again."""
MOST_HOURS: Final = 12
"""After so long a consultant has to sign in again in any case."""

_MINUTES_BETWEEN_NOTES: Final = 1  # Every run of a page asks who is here; its time need not be written each time.

_READ: Final = (CONSULTANTS.c.id, CONSULTANTS.c.name, CONSULTANTS.c.made_on, CONSULTANTS.c.revoked_on)


@dataclass(frozen=True)
class StoredConsultant:
    """Whoever may make campaigns; `revoked_on` is the day from which their key no longer works."""

    id: str
    name: str
    made_on: date
    revoked_on: date | None


class Consultants(Database):
    """Makes and revokes keys of consultants, and tells who is signed in."""

    def add_consultant(self, name: str, key: str, day: date) -> bool:
        """Make this the key of a new consultant, or of one whose key was revoked; False when the name has a key."""
        row = {"key_hash": key_hash(key), "made_on": day, "revoked_on": None}
        with self._writing() as connection:
            named = CONSULTANTS.c.name == name
            found = connection.execute(select(CONSULTANTS).where(named).with_for_update()).one_or_none()
            if found is None:
                connection.execute(CONSULTANTS.insert().values(id=uuid4().hex, name=name, **row))
            elif found.revoked_on is None:
                return False
            else:
                connection.execute(update(CONSULTANTS).where(named).values(row))
        return True

    def revoke(self, name: str, day: date) -> bool:
        """Let a consultant's key open nothing any more, from this moment; False when nobody has this name."""
        with self._writing() as connection:
            found = select(CONSULTANTS.c.id).where(CONSULTANTS.c.name == name).with_for_update()
            consultant = connection.execute(found).scalar()
            if consultant is None:
                return False
            valid = CONSULTANTS.c.revoked_on.is_(None)
            connection.execute(update(CONSULTANTS).where(CONSULTANTS.c.id == consultant, valid).values(revoked_on=day))
            connection.execute(delete(SIGN_INS).where(SIGN_INS.c.consultant_id == consultant))
        return True

    def consultants(self) -> list[StoredConsultant]:
        """All consultants by name, those revoked as well."""
        with self._reading() as connection:
            rows = connection.execute(select(*_READ).order_by(CONSULTANTS.c.name)).all()
        return [StoredConsultant(*row) for row in rows]

    def sign_in(self, key: str, now: datetime) -> str | None:
        """The token of a new sign-in with this key; None when the key is unknown or revoked."""
        token = new_key()
        with self._writing() as connection:
            forget_sign_ins(connection, now)
            valid = (CONSULTANTS.c.key_hash == key_hash(key)) & CONSULTANTS.c.revoked_on.is_(None)
            # Locked, so that whoever revokes the key meanwhile ends this sign-in as well.
            consultant = connection.execute(select(CONSULTANTS.c.id).where(valid).with_for_update()).scalar()
            if consultant is None:
                return None
            row = {"token_hash": key_hash(token), "consultant_id": consultant, "begun_at": now, "used_at": now}
            connection.execute(SIGN_INS.insert().values(row))
        return token

    def signed_in(self, token: str, now: datetime) -> StoredConsultant | None:
        """Who is signed in with this token, and visits now; None when it is unknown, over or revoked."""
        mine = SIGN_INS.c.token_hash == key_hash(token)
        wanted = (
            select(*_READ, SIGN_INS.c.begun_at, SIGN_INS.c.used_at)
            .join(SIGN_INS, SIGN_INS.c.consultant_id == CONSULTANTS.c.id)
            .where(mine)
        )
        with self._reading() as connection:
            found = connection.execute(wanted).one_or_none()
        if found is None or _is_over(found.begun_at, found.used_at, now):
            return None
        if now - found.used_at >= timedelta(minutes=_MINUTES_BETWEEN_NOTES):
            with self._writing() as connection:
                connection.execute(update(SIGN_INS).where(mine).values(used_at=now))
        return StoredConsultant(*found[: len(_READ)])

    def sign_out(self, token: str) -> None:
        """Let a token open nothing any more."""
        with self._writing() as connection:
            connection.execute(delete(SIGN_INS).where(SIGN_INS.c.token_hash == key_hash(token)))


def _is_over(begun_at: datetime, used_at: datetime, now: datetime) -> bool:
    return now - used_at > timedelta(minutes=IDLE_MINUTES) or now - begun_at > timedelta(hours=MOST_HOURS)


def not_revoked(consultant: str) -> Select[tuple[str]]:
    """The consultant with this id, unless the key was revoked: a page may still be open then."""
    return select(CONSULTANTS.c.id).where(CONSULTANTS.c.id == consultant, CONSULTANTS.c.revoked_on.is_(None))


def forget_sign_ins(connection: Connection, now: datetime) -> int:
    """Delete the sign-ins that are over; how many they were."""
    idle = SIGN_INS.c.used_at < now - timedelta(minutes=IDLE_MINUTES)
    old = SIGN_INS.c.begun_at < now - timedelta(hours=MOST_HOURS)
    return connection.execute(delete(SIGN_INS).where(idle | old)).rowcount
