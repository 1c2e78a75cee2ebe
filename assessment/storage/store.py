"""Reading and writing assessments. Whoever asks shows the private key; a wrong key finds nothing.

Every function is one transaction. Any trouble with the database is a StoreUnavailable, whatever the driver called it.
"""

from __future__ import annotations

import base64
import errno
import hashlib
import os
import secrets
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import Any, Final, Literal
from urllib.parse import unquote

from sqlalchemy import (
    URL,
    Connection,
    Engine,
    ExceptionContext,
    Row,
    Select,
    create_engine,
    delete,
    event,
    func,
    insert,
    select,
    text,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DataError, DBAPIError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as NoConnection

from assessment.answers import MOST_ASSESSMENTS
from assessment.plan import MOST_LINES, PlanLine
from assessment.problems import clean
from assessment.storage.tables import ASSESSMENTS, CHOICES, INSTRUMENTS, PLAN_LINES, PURGE_LOG, SERIES, TABS
from assessment.storage.upgrade import NewerDatabase, bring_up_to_date, copies, forget_copies

DATABASE: Final = Path(__file__).parents[2] / "data" / "drivkraft.db"
UNFINISHED_DAYS: Final = 30
COPY_DAYS: Final = 7

_SECONDS_BUSY: Final = 30
_MOST_SECONDS_BUSY: Final = 3600
_SECONDS_TO_CONNECT: Final = 5
_POOL: Final = 5
_VERSION: Final = 20  # As long as the column of a version.
_TAB: Final = 40  # As long as the column of a tab.
_AT_ONCE: Final = 500  # Databases limit how many values one statement may name.
_KEY_BYTES: Final = 16
_MOST_CHARACTERS_OF_A_KEY: Final = 64

Trouble = Literal["busy", "read_only", "full", "away", "newer"]

# The driver's own codes, by what they mean for whoever waits; anything else is "away".
_SQLITE_TROUBLE: Final[Mapping[int, Trouble]] = {
    sqlite3.SQLITE_BUSY: "busy",
    sqlite3.SQLITE_LOCKED: "busy",
    sqlite3.SQLITE_PROTOCOL: "busy",
    sqlite3.SQLITE_READONLY: "read_only",
    sqlite3.SQLITE_PERM: "read_only",
    sqlite3.SQLITE_FULL: "full",
    sqlite3.SQLITE_IOERR_WRITE: "full",  # a quota, or a limit to the size of a file
    sqlite3.SQLITE_IOERR_FSYNC: "full",
    sqlite3.SQLITE_IOERR_SHMSIZE: "full",
}
_POSTGRESQL_TROUBLE: Final[Mapping[str, Trouble]] = {
    "55P03": "busy",  # lock_not_available
    "40P01": "busy",  # deadlock_detected
    "40001": "busy",  # serialization_failure
    "57014": "busy",  # query_canceled, by a limit to its time
    "25006": "read_only",  # read_only_sql_transaction
    "42501": "read_only",  # insufficient_privilege
    "53100": "full",  # disk_full
}
_SYSTEM_TROUBLE: Final[Mapping[int, Trouble]] = {
    errno.EACCES: "read_only",
    errno.EPERM: "read_only",
    errno.EROFS: "read_only",
    errno.ENOSPC: "full",
    errno.EDQUOT: "full",
}


class StoreUnavailable(Exception):
    """The database cannot be read or written right now. Nothing was changed. `trouble` says why, as far as known."""

    def __init__(self, message: str, trouble: Trouble = "away") -> None:
        super().__init__(message)
        self.trouble: Trouble = trouble


@dataclass(frozen=True)
class Tap:
    """One choice made in one open tab: `number` counts the taps of that tab from 1."""

    number: int
    path: str
    value: object


@dataclass(frozen=True)
class Stored:
    """An assessment as it lies in the database, the `number`-th of its series, from 1.

    `choices` are values by path, `saved_at` tells when each was saved. `instrument_hash` finds the text of its question
    bank, None when that is not known. `answered_at` is when the last rating was saved, `seconds_per_rating` the median
    time between two saved ratings, None below two.
    """

    number: int
    choices: Mapping[str, object]
    instrument_hash: str | None
    instrument_version: str
    scoring_version: str
    begun_at: datetime
    finished_at: datetime | None
    saved_at: Mapping[str, datetime]
    answered_at: datetime | None
    seconds_per_rating: float | None

    @property
    def finished(self) -> bool:
        """Whether the respondent has said so."""
        return self.finished_at is not None


@dataclass(frozen=True)
class Restored:
    """An assessment that comes from elsewhere. `saved_at` tells when its choices were saved; those it lacks are now."""

    choices: Mapping[str, object]
    saved_at: Mapping[str, datetime]
    instrument_version: str
    instrument_text: str | None
    scoring_version: str
    begun_at: datetime
    finished_at: datetime | None


@dataclass(frozen=True)
class Discarded:
    """An unfinished assessment that was taken away: its rows by column, and the lines of the plan added during it."""

    number: int
    assessment: Mapping[str, object]
    choices: tuple[Mapping[str, object], ...]
    tabs: tuple[Mapping[str, object], ...]
    lines: tuple[str, ...]
    instrument_text: str | None


@dataclass(frozen=True)
class RemovedLine:
    """A line that was taken out of the plan, and its place among all lines."""

    line: PlanLine
    place: int


@dataclass(frozen=True)
class Purged:
    """How much was deleted, or would be: assessments left unfinished, texts and copies nobody needs any more."""

    unfinished: int
    instruments: int
    copies: int


def new_key() -> str:
    """A private key of 128 random bits, fit for an address."""
    return secrets.token_urlsafe(_KEY_BYTES)


def database_url() -> str:
    """What DATABASE_URL says, else SQLite under the project's root."""
    return os.environ.get("DATABASE_URL") or f"sqlite:///{DATABASE}"


def sqlite_file(url: str) -> str | None:
    """The name of the file of an SQLite database, "" for one in memory; None for a server, and for what is no URL."""
    try:
        parsed = make_url(url)
    except (SQLAlchemyError, ValueError):
        return None
    if parsed.get_backend_name() != "sqlite":
        return None
    name = parsed.database or ""
    if name.startswith("file:"):
        name = unquote(name.removeprefix("file:"))
    return "" if name in ("", ":memory:") or parsed.query.get("mode") == "memory" else name


def text_hash(instrument_text: str) -> str:
    """The name under which the text of a question bank is kept."""
    return hashlib.sha256(instrument_text.encode()).hexdigest()


class Store:
    """A database of assessments; safe to share between threads."""

    def __init__(self, url: str) -> None:
        """Open the database at a SQLAlchemy URL and bring its tables up to date. Raises StoreUnavailable."""
        self._log_is_to_be_cut = True  # The process before this one may not have come to it.
        try:
            self._engine = _open(url)
        except (SQLAlchemyError, ValueError, OSError, ImportError) as error:  # ImportError: no driver installed
            raise StoreUnavailable(str(error), _trouble(error)) from error
        try:
            bring_up_to_date(self._engine)
        except NewerDatabase as error:
            self.close()
            raise StoreUnavailable(str(error), "newer") from error
        except (SQLAlchemyError, sqlite3.Error, OSError) as error:
            self.close()
            raise StoreUnavailable(str(error), _trouble(error)) from error

    # One's own assessments -------------------------------------------------------------------------------------------

    def begin(
        self,
        key: str,
        choices: Mapping[str, object],
        *,
        instrument_version: str,
        scoring_version: str,
        instrument_text: str | None = None,
        after: int = 0,
    ) -> None:
        """Begin the assessment number `after` + 1 of this key, or change these choices when it has begun.

        Twice is the same as once. A key without a series gets one when `after` is 0. Raises ValueError when there is
        no assessment to come after, or there are MOST_ASSESSMENTS, or the key is none.
        """
        if not key:
            raise ValueError("nobody has assessments")
        if not 0 <= after < MOST_ASSESSMENTS:
            raise ValueError(f"a series has at most {MOST_ASSESSMENTS} assessments")
        with self._writing() as connection:
            if not after:
                row = self._insert(SERIES).values(key_hash=_hash(key))
                # An update that changes nothing: it locks the row, or waits until whoever deletes it has done so.
                same = {"key_hash": row.excluded.key_hash}
                connection.execute(row.on_conflict_do_update(index_elements=["key_hash"], set_=same))
            series = self._series(connection, key)
            if series is None or after > (self._newest(connection, series) or (0, 0))[1]:
                raise ValueError(f"there is no assessment {after} to come after")
            connection.execute(
                self._insert(ASSESSMENTS)
                .values(
                    series_id=series,
                    number=after + 1,
                    instrument_hash=self._keep(connection, instrument_text),
                    instrument_version=instrument_version[:_VERSION],
                    scoring_version=scoring_version[:_VERSION],
                    begun_at=_now(),
                )
                .on_conflict_do_nothing()
            )
            numbered = (ASSESSMENTS.c.series_id == series) & (ASSESSMENTS.c.number == after + 1)
            self._put(connection, connection.execute(select(ASSESSMENTS.c.id).where(numbered)).scalar_one(), choices)

    def restore(self, key: str, assessments: Sequence[Restored], plan: Sequence[PlanLine]) -> None:
        """Store a whole series under a key that has none; one that has assessments is left as it is.

        So twice is the same as once. Raises ValueError for more than MOST_ASSESSMENTS or MOST_LINES, or no key.
        """
        if not key:
            raise ValueError("nobody has assessments")
        if not 1 <= len(assessments) <= MOST_ASSESSMENTS:
            raise ValueError(f"a series has 1 to {MOST_ASSESSMENTS} assessments")
        with self._writing() as connection:
            row = self._insert(SERIES).values(key_hash=_hash(key))
            same = {"key_hash": row.excluded.key_hash}  # which locks the row, as in begin()
            connection.execute(row.on_conflict_do_update(index_elements=["key_hash"], set_=same))
            series = self._series(connection, key)
            if series is None or self._newest(connection, series) is not None:
                return
            for number, each in enumerate(assessments, 1):
                assessment = connection.execute(
                    insert(ASSESSMENTS)
                    .values(
                        series_id=series,
                        number=number,
                        instrument_hash=self._keep(connection, each.instrument_text),
                        instrument_version=each.instrument_version[:_VERSION],
                        scoring_version=each.scoring_version[:_VERSION],
                        begun_at=each.begun_at,
                        finished_at=each.finished_at,
                    )
                    .returning(ASSESSMENTS.c.id)
                ).scalar_one()
                self._put(connection, assessment, each.choices, each.saved_at)
            for line in plan:
                self._add_line(connection, series, line)

    def change(self, key: str, choices: Mapping[str, object]) -> bool:
        """Save these choices and leave all others; None takes one away. False when the key has no assessment."""
        with self._writing() as connection:
            assessment = self._find(connection, key)
            if assessment is None:
                return False
            self._change(connection, assessment, choices)
        return True

    def change_with(self, key: str, path: str, change: Callable[[object], object]) -> bool:
        """Save what `change` makes of the choice at this path, None for none, as it is stored now.

        This is done in the latest finished assessment, which results show, and in the one begun after it, so that what
        is changed meanwhile is not gone when that one is finished. Read and written in one transaction, so that two
        tabs that change one choice both have their way. False when the key has no assessment.
        """
        with self._writing() as connection:
            current = self._current(connection, key)
            for assessment in current:
                own = (CHOICES.c.assessment_id == assessment) & (CHOICES.c.path == path)
                stored = connection.execute(select(CHOICES.c.value).where(own)).scalar()
                self._change(connection, assessment, {path: change(stored)})
        return bool(current)

    def apply(self, key: str, tab: str, taps: Sequence[Tap], *, number: int | None = None) -> bool:
        """Save the taps of one open tab, each exactly once however often it is sent.

        They belong to the assessment of this number, by default the newest. False when the key has no such assessment.
        """
        with self._writing() as connection:
            assessment = self._find(connection, key, number)
            if assessment is None:
                return False
            tab = clean(tab)[:_TAB]  # It comes from a browser and may be anything.
            mine = (TABS.c.assessment_id == assessment) & (TABS.c.tab == tab)
            last = connection.execute(select(TABS.c.last_tap).where(mine)).scalar() or 0
            fresh = sorted((tap for tap in taps if tap.number > last), key=lambda tap: tap.number)
            if fresh:
                self._put(connection, assessment, {tap.path: tap.value for tap in fresh})
                row = self._insert(TABS).values(assessment_id=assessment, tab=tab, last_tap=fresh[-1].number)
                changed = {"last_tap": row.excluded.last_tap}
                connection.execute(row.on_conflict_do_update(index_elements=["assessment_id", "tab"], set_=changed))
        return True

    def load(self, key: str) -> Stored | None:
        """The newest assessment of this key; None when unknown or deleted."""
        with self._reading() as connection:
            found = connection.execute(
                _assessments(SERIES.c.key_hash == _hash(key)).order_by(ASSESSMENTS.c.number.desc()).limit(1)
            ).one_or_none()
            return None if found is None else _stored(found, _choices(connection, [found.id]))

    def load_all(self, key: str) -> list[Stored]:
        """Every assessment of this key, the oldest first; none when unknown or deleted."""
        return self._load_all(SERIES.c.key_hash == _hash(key))

    def finish(self, key: str) -> None:
        """Mark the newest assessment as finished; the first time counts."""
        with self._writing() as connection:
            own = (ASSESSMENTS.c.id == self._find(connection, key)) & ASSESSMENTS.c.finished_at.is_(None)
            connection.execute(update(ASSESSMENTS).where(own).values(finished_at=_now()))

    def discard(self, key: str, number: int) -> Discarded | None:
        """Take the newest assessment away when it has this number, is unfinished, and another one is finished.

        What comes back is enough to put it back. None, and nothing is changed, when it is not as described.
        """
        with self._writing() as connection:
            series = self._series(connection, key)
            current = self._current(connection, key)
            if series is None or len(current) < 2:  # noqa: PLR2004  # the finished one and the one after it
                return None
            own = (ASSESSMENTS.c.id == current[-1]) & (ASSESSMENTS.c.number == number)
            found = connection.execute(select(ASSESSMENTS).where(own)).mappings().one_or_none()
            if found is None:
                return None
            choices, tabs = (
                tuple(connection.execute(select(table).where(table.c.assessment_id == found["id"])).mappings().all())
                for table in (CHOICES, TABS)
            )
            added = (PLAN_LINES.c.series_id == series) & (PLAN_LINES.c.added_in == number)
            lines = tuple(connection.execute(select(PLAN_LINES.c.line).where(added)).scalars())
            connection.execute(update(PLAN_LINES).where(added).values(added_in=number - 1))
            kept = select(INSTRUMENTS.c.text).where(INSTRUMENTS.c.hash == found["instrument_hash"])
            discarded = Discarded(
                number, _without(found, "id", "series_id"), _all_without(choices, "assessment_id"),
                _all_without(tabs, "assessment_id"), lines, connection.execute(kept).scalar(),
            )  # fmt: skip
            self._delete_assessments(connection, [found["id"]])
        self._cut_log()
        return discarded

    def put_back(self, key: str, discarded: Discarded) -> bool:
        """Put a discarded assessment back as it was. False when the series is gone or another one has its number."""
        with self._writing() as connection:
            series = self._series(connection, key)
            newest = self._newest(connection, series) if series is not None else None
            if series is None or newest is None or newest[1] != discarded.number - 1:
                return False
            row = {**discarded.assessment, "instrument_hash": self._keep(connection, discarded.instrument_text)}
            connection.execute(self._insert(ASSESSMENTS).values(series_id=series, **row))
            again = self._newest(connection, series)
            own = {"assessment_id": again[0] if again else None}
            for table, rows in ((CHOICES, discarded.choices), (TABS, discarded.tabs)):
                for at in range(0, len(rows), _AT_ONCE):
                    connection.execute(table.insert(), [{**each, **own} for each in rows[at : at + _AT_ONCE]])
            lines = (PLAN_LINES.c.series_id == series) & PLAN_LINES.c.line.in_(discarded.lines)
            connection.execute(update(PLAN_LINES).where(lines).values(added_in=discarded.number))
        return True

    def delete(self, key: str) -> None:
        """Delete every assessment of this key and the plan, whole and at once, from copies as well."""
        with self._writing() as connection:
            series = self._series(connection, key)
            if series is not None:
                self._delete_series(connection, [series])
                forget_copies(connection, copies(connection))
        self._cut_log()

    def instrument_text(self, wanted_hash: str) -> str | None:
        """The text of a question bank by its hash."""
        with self._reading() as connection:
            return connection.execute(select(INSTRUMENTS.c.text).where(INSTRUMENTS.c.hash == wanted_hash)).scalar()

    # The read-only address -------------------------------------------------------------------------------------------

    def share(self, key: str) -> str | None:
        """The read-only key of this series, which stays the same until sharing is stopped; None for an unknown key."""
        with self._writing() as connection:
            series = self._series(connection, key)
            if series is None:
                return None
            salt = connection.execute(select(SERIES.c.view_salt).where(SERIES.c.id == series)).scalar()
            if salt is None:
                salt = new_key()
                made = {"view_salt": salt, "view_hash": _hash(_view_key(key, salt))}
                connection.execute(update(SERIES).where(SERIES.c.id == series).values(made))
        return _view_key(key, salt)

    def shared(self, key: str) -> str | None:
        """The read-only key of this series if it is shared."""
        with self._reading() as connection:
            salt = connection.execute(select(SERIES.c.view_salt).where(SERIES.c.key_hash == _hash(key))).scalar()
        return None if salt is None else _view_key(key, salt)

    def stop_sharing(self, key: str) -> None:
        """Let the read-only key find nothing any more."""
        with self._writing() as connection:
            gone = {"view_salt": None, "view_hash": None}
            connection.execute(update(SERIES).where(SERIES.c.key_hash == _hash(key)).values(gone))

    def view_all(self, view_key: str) -> list[Stored]:
        """Every assessment of the series with this read-only key, the oldest first; none when there is no such."""
        return self._load_all(SERIES.c.view_hash == _hash(view_key))

    # The plan --------------------------------------------------------------------------------------------------------

    def plan(self, key: str) -> list[PlanLine]:
        """The lines of the plan in the order they were added."""
        wanted = select(*_LINE).join(SERIES).where(SERIES.c.key_hash == _hash(key)).order_by(PLAN_LINES.c.id)
        with self._reading() as connection:
            return [PlanLine(**row._asdict()) for row in connection.execute(wanted)]

    def add_line(self, key: str, line: PlanLine) -> bool:
        """Add a line; a line or a recommendation that is there already is left as it is.

        False when the key has no series. Raises ValueError when there are MOST_LINES.
        """
        with self._writing() as connection:
            series = self._series(connection, key)
            if series is None:
                return False
            self._add_line(connection, series, line)
        return True

    def change_line(self, key: str, line: PlanLine, *names: str) -> bool:
        """Save the named fields of a line, leaving the others to whoever changed them; False when it is gone."""
        with self._writing() as connection:
            own = (PLAN_LINES.c.series_id == self._series(connection, key)) & (PLAN_LINES.c.line == line.id)
            changed = {name: getattr(line, name) for name in names}
            return bool(connection.execute(update(PLAN_LINES).where(own).values(changed)).rowcount)

    def remove_line(self, key: str, line_id: str) -> RemovedLine | None:
        """Remove a line from the plan; what it was, None when it is not there."""
        with self._writing() as connection:
            own = (PLAN_LINES.c.series_id == self._series(connection, key)) & (PLAN_LINES.c.line == line_id)
            place = connection.execute(select(PLAN_LINES.c.id).where(own)).scalar()
            if place is None:
                return None
            removed = PlanLine(**connection.execute(select(*_LINE).where(own)).one()._asdict())
            connection.execute(delete(PLAN_LINES).where(own))
        self._cut_log()
        return RemovedLine(removed, place)

    def put_back_line(self, key: str, removed: RemovedLine) -> bool:
        """Put a removed line back in its place; twice is the same as once. False when the key has no series.

        It comes last when a later line has its place by now, and has no source when another line was taken from that
        recommendation meanwhile. Raises ValueError when the plan has become full.
        """
        with self._writing() as connection:
            series = self._series(connection, key)
            if series is None:
                return False
            line, mine = removed.line, PLAN_LINES.c.series_id == series
            known = connection.execute(select(PLAN_LINES.c.line, PLAN_LINES.c.source).where(mine)).all()
            if line.id in {row.line for row in known}:
                return True
            if line.source in {row.source for row in known}:
                line = replace(line, source=None)
            is_free = connection.execute(select(PLAN_LINES.c.id).where(PLAN_LINES.c.id == removed.place)).one_or_none()
            self._add_line(connection, series, line, removed.place if is_free is None else None)
        return True

    # Retention -------------------------------------------------------------------------------------------------------

    def purge(self, now: datetime, *, dry_run: bool = False) -> Purged:
        """Delete what is kept no longer; with `dry_run` only count it. Twice is the same as once.

        Assessments not finished and not touched for UNFINISHED_DAYS go, and with the last one of a series its plan;
        then texts of question banks that no assessment was begun on, and copies made before migrations, COPY_DAYS old.
        """
        with self._writing() as connection:
            purged = self._purge(connection, now, dry_run=dry_run)
            if dry_run:
                connection.rollback()
        if not dry_run:
            self._cut_log()
        return purged

    def purge_daily(self, now: datetime) -> Purged | None:
        """Purge unless another server has done so today; then None. Leave no byte of what was deleted before."""
        if self._log_is_to_be_cut:
            self._cut_log()
        with self._writing() as connection:
            row = self._insert(PURGE_LOG).values(day=now.date()).on_conflict_do_nothing()
            # Without the option SQLAlchemy does not tell whether PostgreSQL has inserted anything.
            if not connection.execute(row, execution_options={"preserve_rowcount": True}).rowcount:
                return None
            purged = self._purge(connection, now)
        self._cut_log()
        return purged

    def close(self) -> None:
        """Give back all connections."""
        self._engine.dispose()

    # Inside ----------------------------------------------------------------------------------------------------------

    def _purge(self, connection: Connection, now: datetime, *, dry_run: bool = False) -> Purged:
        touched = select(func.max(CHOICES.c.saved_at)).where(CHOICES.c.assessment_id == ASSESSMENTS.c.id)
        last = func.coalesce(touched.scalar_subquery(), ASSESSMENTS.c.begun_at)
        old = ASSESSMENTS.c.finished_at.is_(None) & (last < now - timedelta(days=UNFINISHED_DAYS))
        # A series that is locked is being written to. One that was until a moment ago may not be old any more, so what
        # is old is asked again under the lock: an answer said to be saved is not deleted.
        candidates = select(SERIES.c.id).where(SERIES.c.id.in_(select(ASSESSMENTS.c.series_id).where(old)))
        locked = set(connection.execute(candidates.with_for_update(skip_locked=True)).scalars())
        found = connection.execute(select(ASSESSMENTS.c.id, ASSESSMENTS.c.series_id).where(old)).all()
        unfinished = [row.id for row in found if row.series_id in locked]
        self._delete_assessments(connection, unfinished)
        empty = select(SERIES.c.id).where(SERIES.c.id.not_in(select(ASSESSMENTS.c.series_id)))
        self._delete_series(connection, list(connection.execute(empty.with_for_update(skip_locked=True)).scalars()))
        # For the same reason: an assessment may have been begun on a text that nobody used.
        unused = INSTRUMENTS.c.hash.not_in(
            select(ASSESSMENTS.c.instrument_hash).where(ASSESSMENTS.c.instrument_hash.is_not(None))
        )
        texts = list(connection.execute(select(INSTRUMENTS.c.hash).where(unused).with_for_update()).scalars())
        texts_gone = connection.execute(delete(INSTRUMENTS).where(INSTRUMENTS.c.hash.in_(texts), unused)).rowcount
        connection.execute(delete(PURGE_LOG).where(PURGE_LOG.c.day < now.date()))
        stale = copies(connection, None if unfinished else now - timedelta(days=COPY_DAYS))
        if not dry_run:
            forget_copies(connection, stale)
        return Purged(len(unfinished), texts_gone, len(stale))

    def _load_all(self, whose: Any) -> list[Stored]:
        with self._reading() as connection:
            found = connection.execute(_assessments(whose).order_by(ASSESSMENTS.c.number)).all()
            choices = _choices(connection, [row.id for row in found])
        return [_stored(row, [choice for choice in choices if choice.assessment_id == row.id]) for row in found]

    def _series(self, connection: Connection, key: str) -> int | None:
        """The series of a key, locked until the transaction ends, so that two tabs write one after the other."""
        return connection.execute(select(SERIES.c.id).where(SERIES.c.key_hash == _hash(key)).with_for_update()).scalar()

    def _newest(self, connection: Connection, series: int) -> Row[int, int] | None:
        wanted = select(ASSESSMENTS.c.id, ASSESSMENTS.c.number).where(ASSESSMENTS.c.series_id == series)
        return connection.execute(wanted.order_by(ASSESSMENTS.c.number.desc()).limit(1)).one_or_none()

    def _find(self, connection: Connection, key: str, number: int | None = None) -> int | None:
        """The assessment of a key by its number, by default the newest."""
        series = self._series(connection, key)
        if series is None:
            return None
        if number is not None:
            numbered = (ASSESSMENTS.c.series_id == series) & (ASSESSMENTS.c.number == number)
            return connection.execute(select(ASSESSMENTS.c.id).where(numbered)).scalar()
        newest = self._newest(connection, series)
        return None if newest is None else newest[0]

    def _current(self, connection: Connection, key: str) -> list[int]:
        """The latest finished assessment of a key and what is begun after it; without one, the newest. Oldest first."""
        series = self._series(connection, key)
        if series is None:
            return []
        mine = ASSESSMENTS.c.series_id == series
        finished = select(func.max(ASSESSMENTS.c.number)).where(mine, ASSESSMENTS.c.finished_at.is_not(None))
        newest = select(func.max(ASSESSMENTS.c.number)).where(mine)
        since = ASSESSMENTS.c.number >= func.coalesce(finished.scalar_subquery(), newest.scalar_subquery())
        wanted = select(ASSESSMENTS.c.id).where(mine, since).order_by(ASSESSMENTS.c.number)
        return list(connection.execute(wanted).scalars())

    def _add_line(self, connection: Connection, series: int, line: PlanLine, place: int | None = None) -> None:
        values = asdict(line)
        placed = {"series_id": series, "line": values.pop("id")} | ({} if place is None else {"id": place})
        row = self._insert(PLAN_LINES).values(**placed, **values)
        connection.execute(row.on_conflict_do_nothing())
        count = select(func.count()).where(PLAN_LINES.c.series_id == series)
        if connection.execute(count).scalar_one() > MOST_LINES:
            raise ValueError(f"a plan has at most {MOST_LINES} lines")

    def _keep(self, connection: Connection, instrument_text: str | None) -> str | None:
        """Keep a question bank's text once, and say under which hash."""
        if instrument_text is None:
            return None
        own = text_hash(instrument_text)
        kept = select(INSTRUMENTS.c.hash).where(INSTRUMENTS.c.hash == own)
        if connection.execute(kept.with_for_update(read=True, key_share=True)).scalar() is None:
            connection.execute(
                self._insert(INSTRUMENTS).values(hash=own, text=instrument_text).on_conflict_do_nothing()
            )
        return own

    def _change(self, connection: Connection, assessment: int, choices: Mapping[str, object]) -> None:
        """Write these choices over what is there; None takes away what is."""
        gone = [path for path, value in choices.items() if value is None]
        if gone:
            own = CHOICES.c.assessment_id == assessment
            connection.execute(delete(CHOICES).where(own, CHOICES.c.path.in_(gone)))
        self._put(connection, assessment, choices)

    def _put(
        self,
        connection: Connection,
        assessment: int,
        choices: Mapping[str, object],
        saved_at: Mapping[str, datetime] | None = None,
    ) -> None:
        """Write these choices over what is there; None stands for nothing chosen and is not written."""
        now, known = _now(), saved_at or {}
        rows = [
            {"assessment_id": assessment, "path": path, "value": value, "saved_at": known.get(path, now)}
            for path, value in choices.items()
            if value is not None
        ]
        if rows:
            row = self._insert(CHOICES)
            changed = {"value": row.excluded.value, "saved_at": row.excluded.saved_at}
            connection.execute(row.on_conflict_do_update(index_elements=["assessment_id", "path"], set_=changed), rows)

    def _delete_series(self, connection: Connection, series: Sequence[int]) -> None:
        for at in range(0, len(series), _AT_ONCE):
            own = series[at : at + _AT_ONCE]
            assessments = select(ASSESSMENTS.c.id).where(ASSESSMENTS.c.series_id.in_(own))
            self._delete_assessments(connection, list(connection.execute(assessments).scalars()))
            connection.execute(delete(PLAN_LINES).where(PLAN_LINES.c.series_id.in_(own)))
            connection.execute(delete(SERIES).where(SERIES.c.id.in_(own)))

    def _delete_assessments(self, connection: Connection, assessments: Sequence[int]) -> None:
        for at in range(0, len(assessments), _AT_ONCE):
            own = assessments[at : at + _AT_ONCE]
            for table in (CHOICES, TABS):
                connection.execute(delete(table).where(table.c.assessment_id.in_(own)))
            connection.execute(delete(ASSESSMENTS).where(ASSESSMENTS.c.id.in_(own)))

    def _cut_log(self) -> None:
        """Leave no byte of what was deleted: SQLite's write-ahead log holds its pages until it is folded back.

        Somebody who has been reading since before the deletion hinders that; purge_daily() does it later.
        """
        if self._engine.dialect.name == "sqlite":
            with self._reading() as connection:
                self._log_is_to_be_cut = bool(connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)")).one()[0])

    def _insert(self, table: Any) -> Any:
        """INSERT … ON CONFLICT, which both databases know and SQLAlchemy keeps with each dialect."""
        dialect = postgresql if self._engine.dialect.name == "postgresql" else sqlite
        return dialect.insert(table)

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        # Deferred transactions that read before they write fail under load; the write lock comes first.
        with (
            self._guarded(),
            self._engine.connect().execution_options(writes=True) as connection,
            connection.begin(),
        ):
            yield connection

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with self._guarded(), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def _guarded(self) -> Iterator[None]:
        try:
            yield
        except (UnicodeError, OverflowError, DataError) as error:
            raise ValueError("this is nothing a database can hold") from error
        except (SQLAlchemyError, OSError) as error:
            raise StoreUnavailable(str(error), _trouble(error)) from error


# A line of the plan, as PlanLine names it.
_LINE: Final = (
    PLAN_LINES.c.line.label("id"),
    *(column for column in PLAN_LINES.c if column.name not in ("id", "series_id", "line")),
)


def _without(row: Mapping[Any, Any], *names: str) -> dict[str, object]:
    return {str(name): value for name, value in row.items() if name not in names}


def _all_without(rows: Sequence[Mapping[Any, Any]], *names: str) -> tuple[dict[str, object], ...]:
    return tuple(_without(row, *names) for row in rows)


def _assessments(whose: Any) -> Select[Any]:
    return select(ASSESSMENTS).join(SERIES).where(whose)


def _choices(connection: Connection, assessments: Sequence[int]) -> Sequence[Any]:
    wanted = select(CHOICES.c.assessment_id, CHOICES.c.path, CHOICES.c.value, CHOICES.c.saved_at)
    return connection.execute(wanted.where(CHOICES.c.assessment_id.in_(assessments))).all()


def _stored(found: Row[Any], choices: Sequence[Any]) -> Stored:
    rated = [row.saved_at for row in choices if row.path.startswith("ratings.")]
    return Stored(
        number=found.number,
        choices={row.path: row.value for row in choices},
        instrument_hash=found.instrument_hash,
        instrument_version=found.instrument_version,
        scoring_version=found.scoring_version,
        begun_at=found.begun_at,
        finished_at=found.finished_at,
        saved_at={row.path: row.saved_at for row in choices},
        answered_at=max(rated, default=None),
        seconds_per_rating=_pace(rated),
    )


def _open(url: str) -> Engine:
    parsed = make_url(url)
    engine = _open_sqlite(parsed) if parsed.get_backend_name() == "sqlite" else _open_server(parsed)

    @event.listens_for(engine, "handle_error")
    def _connect_anew(context: ExceptionContext) -> None:
        # SQLite's connections to a file that could not be written stay read-only when it can be written again, and so
        # do those to a server that has become a standby. Whoever is in the middle of something keeps its connection.
        error = context.sqlalchemy_exception
        if isinstance(error, DBAPIError) and not isinstance(error, DataError) and _trouble(error) != "busy":
            context.is_disconnect = True

    return engine


def _open_server(url: URL) -> Engine:
    if url.drivername in ("postgresql", "postgres"):
        url = url.set(drivername="postgresql+psycopg")
    waits: dict[str, object] = {}
    if url.get_backend_name() == "postgresql":
        options = f"-c lock_timeout={_busy_milliseconds(url)} {url.query.get('options', '')}"
        waits = {"connect_timeout": url.query.get("connect_timeout", _SECONDS_TO_CONNECT), "options": options}
        url = url.difference_update_query(["timeout"])  # The driver knows no such word.
    return create_engine(url, pool_pre_ping=True, pool_size=_POOL, connect_args=waits)


def _open_sqlite(url: URL) -> Engine:
    if url.database and not url.database.startswith((":memory:", "file:")):
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    busy = _busy_milliseconds(url)
    engine = create_engine(url, pool_size=_POOL, connect_args={"timeout": busy / 1000})

    @event.listens_for(engine, "connect")
    def _configure(connection: Any, _record: object) -> None:
        connection.isolation_level = None  # SQLAlchemy says BEGIN itself, below.
        for setting in (
            f"busy_timeout={busy}",
            "journal_mode=WAL",
            "synchronous=FULL",
            "foreign_keys=ON",
            "secure_delete=ON",
        ):
            connection.execute(f"PRAGMA {setting}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _busy_milliseconds(url: URL) -> int:
    """How long to wait for somebody else's lock: the seconds in the URL's `timeout`, else 30."""
    seconds = float(str(url.query.get("timeout", _SECONDS_BUSY)))
    if not 0 <= seconds <= _MOST_SECONDS_BUSY:
        raise ValueError(f"timeout={seconds:g} in the database's URL is not between 0 and {_MOST_SECONDS_BUSY} seconds")
    return round(seconds * 1000)


def _hash(key: str) -> str:
    return hashlib.sha256(key[:_MOST_CHARACTERS_OF_A_KEY].encode("utf-8", "replace")).hexdigest()


def _view_key(key: str, salt: str) -> str:
    """128 bits that only the private key makes from the salt, and from which nobody gets back to the key."""
    made = hashlib.sha256(f"{key[:_MOST_CHARACTERS_OF_A_KEY]} {salt}".encode("utf-8", "replace")).digest()
    return base64.urlsafe_b64encode(made[:_KEY_BYTES]).decode().rstrip("=")


def _trouble(error: BaseException) -> Trouble:
    driver = getattr(error, "orig", None) or error
    if isinstance(driver, sqlite3.Error):
        code = getattr(driver, "sqlite_errorcode", 0)
        return _SQLITE_TROUBLE.get(code) or _SQLITE_TROUBLE.get(code & 0xFF, "away")
    if isinstance(driver, OSError):
        return _SYSTEM_TROUBLE.get(driver.errno or 0, "away")
    if isinstance(driver, NoConnection):  # all are in use
        return "busy"
    return _POSTGRESQL_TROUBLE.get(getattr(driver, "sqlstate", None) or "", "away")


def _now() -> datetime:
    return datetime.now(UTC)


def _pace(times: Sequence[datetime]) -> float | None:
    ordered = sorted(set(times))  # Choices saved in one go, as from a file, say nothing about pace.
    gaps = [(later - earlier).total_seconds() for earlier, later in pairwise(ordered)]
    return median(gaps) if gaps else None
