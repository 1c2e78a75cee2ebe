"""Reading and writing assessments. Whoever asks shows the private key; a wrong key finds nothing.

Every function is one transaction. Any trouble with the database is a StoreUnavailable, whatever the driver called it.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import Any, Final

from sqlalchemy import Connection, Engine, Select, create_engine, delete, event, select, text, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError

from assessment.storage.tables import ASSESSMENTS, CHOICES, METADATA, TABS

_BUSY_MILLISECONDS: Final = 30_000
_POOL: Final = 5
_KEY_BYTES: Final = 16
_MOST_CHARACTERS_OF_A_KEY: Final = 64


class StoreUnavailable(Exception):
    """The database cannot be read or written right now. Nothing was changed."""


@dataclass(frozen=True)
class Tap:
    """One choice made in one open tab: `number` counts the taps of that tab from 1."""

    number: int
    path: str
    value: object


@dataclass(frozen=True)
class Stored:
    """An assessment as it lies in the database.

    `choices` are values by path; `seconds_per_rating` is the median time between two saved choices, None below two.
    """

    choices: Mapping[str, object]
    instrument_version: str
    scoring_version: str
    finished: bool
    seconds_per_rating: float | None


def new_key() -> str:
    """A private key of 128 random bits, fit for an address."""
    return secrets.token_urlsafe(_KEY_BYTES)


class Store:
    """A database of assessments; safe to share between threads."""

    def __init__(self, url: str) -> None:
        """Open the database at a SQLAlchemy URL and make what is missing in it. Raises StoreUnavailable."""
        try:
            self._engine = _open(url)
            METADATA.create_all(self._engine)
        except (SQLAlchemyError, OSError, ImportError) as error:  # ImportError: a driver that is not installed
            raise StoreUnavailable(str(error)) from error

    def begin(self, key: str, choices: Mapping[str, object], *, instrument_version: str, scoring_version: str) -> None:
        """Begin the assessment of this key, or change these choices when it has begun: twice is the same as once."""
        with self._writing() as connection:
            connection.execute(
                self._insert(ASSESSMENTS)
                .values(
                    key_hash=_hash(key),
                    instrument_version=instrument_version,
                    scoring_version=scoring_version,
                    begun_at=_now(),
                )
                .on_conflict_do_nothing()
            )
            self._put(connection, connection.execute(_own(key)).scalar_one(), choices)

    def replace(self, key: str, choices: Mapping[str, object]) -> bool:
        """Put these choices in the place of those with the same first part of the path, such as "experience"."""
        with self._writing() as connection:
            assessment = self._find(connection, key)
            if assessment is None:
                return False
            for part in {path.split(".")[0] for path in choices}:
                fits = (CHOICES.c.path == part) | CHOICES.c.path.startswith(f"{part}.", autoescape=True)
                connection.execute(delete(CHOICES).where(CHOICES.c.assessment_id == assessment, fits))
            self._put(connection, assessment, choices)
        return True

    def apply(self, key: str, tab: str, taps: Sequence[Tap]) -> bool:
        """Save the taps of one open tab, each exactly once however often it is sent.

        False when the key has no assessment.
        """
        with self._writing() as connection:
            assessment = self._find(connection, key)
            if assessment is None:
                return False
            mine = (TABS.c.assessment_id == assessment) & (TABS.c.tab == tab)
            last = connection.execute(select(TABS.c.last_tap).where(mine).with_for_update()).scalar() or 0
            fresh = sorted((tap for tap in taps if tap.number > last), key=lambda tap: tap.number)
            if fresh:
                self._put(connection, assessment, {tap.path: tap.value for tap in fresh})
                row = self._insert(TABS).values(assessment_id=assessment, tab=tab, last_tap=fresh[-1].number)
                changed = {"last_tap": row.excluded.last_tap}
                connection.execute(row.on_conflict_do_update(index_elements=["assessment_id", "tab"], set_=changed))
        return True

    def load(self, key: str) -> Stored | None:
        """The assessment of this key; None when unknown or deleted."""
        with self._reading() as connection:
            wanted = select(ASSESSMENTS).where(ASSESSMENTS.c.key_hash == _hash(key))
            found = connection.execute(wanted).one_or_none()
            if found is None:
                return None
            rows = connection.execute(
                select(CHOICES.c.path, CHOICES.c.value, CHOICES.c.saved_at).where(CHOICES.c.assessment_id == found.id)
            ).all()
        return Stored(
            choices={row.path: row.value for row in rows},
            instrument_version=found.instrument_version,
            scoring_version=found.scoring_version,
            finished=found.finished_at is not None,
            seconds_per_rating=_pace([row.saved_at for row in rows if row.path.startswith("ratings.")]),
        )

    def finish(self, key: str) -> None:
        """Mark the assessment as finished; the first time counts."""
        with self._writing() as connection:
            own = (ASSESSMENTS.c.key_hash == _hash(key)) & ASSESSMENTS.c.finished_at.is_(None)
            connection.execute(update(ASSESSMENTS).where(own).values(finished_at=_now()))

    def delete(self, key: str) -> None:
        """Delete the assessment and every choice of it, whole and at once."""
        with self._writing() as connection:
            assessment = self._find(connection, key)
            if assessment is not None:
                for table in (CHOICES, TABS):
                    connection.execute(delete(table).where(table.c.assessment_id == assessment))
                connection.execute(delete(ASSESSMENTS).where(ASSESSMENTS.c.id == assessment))
        if self._engine.dialect.name == "sqlite":
            # The write-ahead log still holds the deleted pages until it is folded back and cut to nothing.
            with self._guarded(), self._engine.connect() as connection:
                connection.execution_options(isolation_level="AUTOCOMMIT").execute(
                    text("PRAGMA wal_checkpoint(TRUNCATE)")
                )

    def close(self) -> None:
        """Give back all connections."""
        self._engine.dispose()

    def _find(self, connection: Connection, key: str) -> int | None:
        return connection.execute(_own(key)).scalar()

    def _put(self, connection: Connection, assessment: int, choices: Mapping[str, object]) -> None:
        """Write these choices over what is there; None stands for nothing chosen and is not written."""
        now = _now()
        rows = [
            {"assessment_id": assessment, "path": path, "value": value, "saved_at": now}
            for path, value in choices.items()
            if value is not None
        ]
        if rows:
            row = self._insert(CHOICES)
            changed = {"value": row.excluded.value, "saved_at": row.excluded.saved_at}
            connection.execute(row.on_conflict_do_update(index_elements=["assessment_id", "path"], set_=changed), rows)

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
        except SQLAlchemyError as error:
            raise StoreUnavailable(str(error)) from error


def _open(url: str) -> Engine:
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite":
        if parsed.drivername in ("postgresql", "postgres"):
            parsed = parsed.set(drivername="postgresql+psycopg")
        return create_engine(parsed, pool_pre_ping=True, pool_size=_POOL)
    if parsed.database and parsed.database != ":memory:":
        Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(parsed, pool_size=_POOL, connect_args={"timeout": _BUSY_MILLISECONDS / 1000})

    @event.listens_for(engine, "connect")
    def _configure(connection: Any, _record: object) -> None:
        connection.isolation_level = None  # SQLAlchemy says BEGIN itself, below.
        for setting in (
            f"busy_timeout={_BUSY_MILLISECONDS}",
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


def _own(key: str) -> Select[int]:
    return select(ASSESSMENTS.c.id).where(ASSESSMENTS.c.key_hash == _hash(key))


def _hash(key: str) -> str:
    return hashlib.sha256(key[:_MOST_CHARACTERS_OF_A_KEY].encode("utf-8", "replace")).hexdigest()


def _now() -> datetime:
    return datetime.now(UTC)


def _pace(times: Sequence[datetime]) -> float | None:
    ordered = sorted(set(times))  # Choices saved in one go, as from a file, say nothing about pace.
    gaps = [(later - earlier).total_seconds() for earlier, later in pairwise(ordered)]
    return median(gaps) if gaps else None
