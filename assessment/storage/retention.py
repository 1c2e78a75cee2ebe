"""How long data is kept, and what is deleted after that."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Connection, delete, func, select

from assessment.storage.engine import Database, insert
from assessment.storage.rows import delete_assessments, delete_series
from assessment.storage.tables import ASSESSMENTS, CHOICES, INSTRUMENTS, PURGE_LOG, SERIES
from assessment.storage.upgrade import copies, forget_copies

UNFINISHED_DAYS: Final = 30
COPY_DAYS: Final = 7


@dataclass(frozen=True)
class Purged:
    """How many items were or would be deleted: unfinished assessments, unused question-bank texts, old copies."""

    unfinished: int
    instruments: int
    copies: int


class Retention(Database):
    """Deletes data after its retention period."""

    def purge(self, now: datetime, *, dry_run: bool = False) -> Purged:
        """Delete data past its retention period; with `dry_run` only count it.

        This deletes unfinished assessments not changed for UNFINISHED_DAYS, the plan together with the last assessment
        of a series, texts of question banks that no assessment uses, and copies made before migrations that are
        COPY_DAYS old.
        """
        with self._writing(takes_long=True) as connection:
            purged = _purge(connection, now, dry_run=dry_run)
            if dry_run:
                connection.rollback()
        if not dry_run:
            self._cut_log()
        return purged

    def purge_daily(self, now: datetime) -> Purged | None:
        """Purge, or return None if a server has done so today. Cut the log first if an earlier cut failed."""
        if self._log_needs_cutting:
            self._cut_log()
        with self._writing(takes_long=True) as connection:
            row = insert(connection, PURGE_LOG).values(day=now.date()).on_conflict_do_nothing()
            # Without this option SQLAlchemy does not report whether PostgreSQL has inserted anything.
            if not connection.execute(row, execution_options={"preserve_rowcount": True}).rowcount:
                return None
            purged = _purge(connection, now)
        self._cut_log()
        return purged


def _purge(connection: Connection, now: datetime, *, dry_run: bool = False) -> Purged:
    unfinished = _delete_unfinished(connection, now - timedelta(days=UNFINISHED_DAYS))
    texts = _delete_unused_texts(connection)
    connection.execute(delete(PURGE_LOG).where(PURGE_LOG.c.day < now.date()))
    stale = copies(connection, None if unfinished else now - timedelta(days=COPY_DAYS))
    if not dry_run:
        forget_copies(connection, stale)
    return Purged(unfinished, texts, len(stale))


def _delete_unfinished(connection: Connection, before: datetime) -> int:
    """Delete the unfinished assessments last changed before this time, and series that become empty."""
    touched = select(func.max(CHOICES.c.saved_at)).where(CHOICES.c.assessment_id == ASSESSMENTS.c.id)
    last = func.coalesce(touched.scalar_subquery(), ASSESSMENTS.c.begun_at)
    old = ASSESSMENTS.c.finished_at.is_(None) & (last < before)
    # A locked series is being written to, so it is skipped. One that has just been unlocked may have a new answer, so
    # the age is checked again under our lock: an answer that was reported as saved is not deleted.
    candidates = select(SERIES.c.id).where(SERIES.c.id.in_(select(ASSESSMENTS.c.series_id).where(old)))
    locked = set(connection.execute(candidates.with_for_update(skip_locked=True)).scalars())
    found = connection.execute(select(ASSESSMENTS.c.id, ASSESSMENTS.c.series_id).where(old)).all()
    unfinished = [row.id for row in found if row.series_id in locked]
    delete_assessments(connection, unfinished)
    empty = select(SERIES.c.id).where(SERIES.c.id.not_in(select(ASSESSMENTS.c.series_id)))
    delete_series(connection, list(connection.execute(empty.with_for_update(skip_locked=True)).scalars()))
    return len(unfinished)


def _delete_unused_texts(connection: Connection) -> int:
    """Delete the texts of question banks that no assessment uses. Checks again under the lock, as above."""
    unused = INSTRUMENTS.c.hash.not_in(
        select(ASSESSMENTS.c.instrument_hash).where(ASSESSMENTS.c.instrument_hash.is_not(None))
    )
    texts = list(connection.execute(select(INSTRUMENTS.c.hash).where(unused).with_for_update()).scalars())
    return connection.execute(delete(INSTRUMENTS).where(INSTRUMENTS.c.hash.in_(texts), unused)).rowcount
