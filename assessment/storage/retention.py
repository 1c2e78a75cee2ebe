"""How long data is kept, and what is deleted after that."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from sqlalchemy import ColumnElement, Connection, and_, case, delete, func, select

from assessment.storage.engine import Database, insert
from assessment.storage.rows import delete_assessments, delete_series
from assessment.storage.tables import ASSESSMENTS, CAMPAIGNS, CHOICES, INSTRUMENTS, PURGE_LOG, ROUNDS, SERIES
from assessment.storage.upgrade import copies, forget_copies

UNFINISHED_DAYS: Final = 30
FINISHED_YEARS: Final = 2
COPY_DAYS: Final = 7

# A clock that is this far ahead of the last day on which the database was in use may have jumped.
_DAYS_TO_DOUBT: Final = 7


@dataclass(frozen=True)
class Waiting:
    """Assessments that are due on `today` but wait for a yes, because the clock may be wrong.

    `due` of `stored` ones; `since` is the last day on which the database was in use when it is long ago, and None when
    they wait because they are more than half of all.
    """

    due: int
    stored: int
    today: date
    since: date | None

    def __str__(self) -> str:
        reason = f"and its last day in use was {self.since}" if self.since else "more than half of all"
        return f"{self.due} of its {self.stored} assessments are due on {self.today}, {reason}"


@dataclass(frozen=True)
class Purged:
    """How many items were or would be deleted.

    Unfinished assessments, unused question-bank texts, old copies, and finished assessments that nobody visits.
    """

    unfinished: int
    instruments: int
    copies: int
    finished: int = 0
    waiting: Waiting | None = None


def last_day_kept(visited_on: date) -> date:
    """The last day on which the finished assessments of a series are kept, if nobody visits it again."""
    try:
        return visited_on.replace(year=visited_on.year + FINISHED_YEARS)
    except ValueError:  # 29 February
        return date(visited_on.year + FINISHED_YEARS, 2, 28)


class Retention(Database):
    """Deletes data after its retention period."""

    def purge(self, now: datetime, *, confirmed: bool = True, dry_run: bool = False) -> Purged:
        """Delete data past its retention period; with `dry_run` only count it.

        This deletes unfinished assessments not changed for UNFINISHED_DAYS, finished ones not visited for
        FINISHED_YEARS, the plan together with the last assessment of a series, texts of question banks that
        nothing uses, and copies made before migrations that are COPY_DAYS old.

        Unless it is `confirmed`, a clock far ahead of the last day on which the database was in use counts as that day,
        and nothing at all is deleted when more than half of all assessments are due.
        """
        with self._writing(takes_long=True) as connection:
            purged = _purge(connection, now, confirmed=confirmed, dry_run=dry_run)
            if dry_run:
                connection.rollback()
        if not dry_run:
            self._cut_log()
        return purged

    def purge_daily(self, now: datetime) -> Purged | None:
        """Purge unconfirmed, or return None if a server has done so today. Cut the log first if a cut failed."""
        if self._log_needs_cutting:
            self._cut_log()
        with self._writing(takes_long=True) as connection:
            row = insert(connection, PURGE_LOG).values(day=now.date()).on_conflict_do_nothing()
            # Without this option SQLAlchemy does not report whether PostgreSQL has inserted anything.
            if not connection.execute(row, execution_options={"preserve_rowcount": True}).rowcount:
                return None
            purged = _purge(connection, now, confirmed=False)
            # The day before shows tomorrow, too, whether the clock has jumped; one of a clock that was wrong does not.
            days = (now.date(), _last_day(connection, now))
            connection.execute(delete(PURGE_LOG).where(PURGE_LOG.c.day.not_in(days)))
        self._cut_log()
        return purged


def _purge(connection: Connection, now: datetime, *, confirmed: bool, dry_run: bool = False) -> Purged:
    until = now if confirmed else trusted_time(connection, now)
    stored = connection.execute(select(func.count()).select_from(ASSESSMENTS)).scalar_one()
    if not confirmed and 2 * (due := _how_many(connection, until)) > stored:
        return Purged(0, 0, 0, waiting=Waiting(due, stored, now.date(), None))
    unfinished, finished = _delete_due(connection, until)
    texts = _delete_unused_texts(connection)
    stale = copies(connection, None if unfinished or finished else until - timedelta(days=COPY_DAYS))
    if not dry_run:
        forget_copies(connection, stale)
    waiting = None
    if until < now and (due := _how_many(connection, now)):
        waiting = Waiting(due, stored, now.date(), until.date())
    return Purged(unfinished, texts, len(stale), finished, waiting)


def trusted_time(connection: Connection, now: datetime) -> datetime:
    """The time until which anything is deleted by itself: now, or the last time in use when that is long ago."""
    last = datetime.combine(_last_day(connection, now), time.max, UTC)
    return now if now - last <= timedelta(days=_DAYS_TO_DOUBT) else last


def _last_day(connection: Connection, now: datetime) -> date:
    """The last day before today on which the database was purged, or if it never was, of anything stored until now."""
    day = select(func.max(PURGE_LOG.c.day)).where(PURGE_LOG.c.day < now.date())
    purged: date | None = connection.execute(day).scalar()
    if purged is not None:
        return purged
    times = (CHOICES.c.saved_at, ASSESSMENTS.c.begun_at, ASSESSMENTS.c.finished_at)
    found = [connection.execute(select(func.max(each)).where(each <= now)).scalar() for each in times]
    return max((each for each in found if each is not None), default=now).date()


def _first_day_in_time(today: date) -> date:
    """The first day on which a visit still keeps finished assessments today."""
    try:
        return today.replace(year=today.year - FINISHED_YEARS)
    except ValueError:  # 29 February: what was visited on the 28th was kept until yesterday
        return date(today.year - FINISHED_YEARS, 3, 1)


def _is_due(now: datetime) -> ColumnElement[bool]:
    """Whether an assessment is past its retention period: the one rule for what a purge counts and deletes."""
    touched = select(func.max(CHOICES.c.saved_at)).where(CHOICES.c.assessment_id == ASSESSMENTS.c.id)
    last = func.coalesce(touched.scalar_subquery(), ASSESSMENTS.c.begun_at)
    visited = select(SERIES.c.visited_on).where(SERIES.c.id == ASSESSMENTS.c.series_id).correlate(ASSESSMENTS)
    return case(
        (ASSESSMENTS.c.finished_at.is_(None), last < now - timedelta(days=UNFINISHED_DAYS)),
        else_=visited.scalar_subquery() < _first_day_in_time(now.date()),
    )


def _how_many(connection: Connection, now: datetime) -> int:
    return connection.execute(select(func.count()).select_from(ASSESSMENTS).where(_is_due(now))).scalar_one()


def _delete_due(connection: Connection, now: datetime) -> tuple[int, int]:
    """Delete the assessments that are due, and series that become empty; how many were unfinished and finished."""
    due = _is_due(now)
    # A locked series is being written to, so it is skipped. One that has just been unlocked may have a new answer
    # or visit, so the age is checked again under our lock: an answer that was reported as saved is not deleted.
    candidates = select(SERIES.c.id).where(SERIES.c.id.in_(select(ASSESSMENTS.c.series_id).where(due)))
    locked = set(connection.execute(candidates.with_for_update(skip_locked=True)).scalars())
    found = connection.execute(
        select(ASSESSMENTS.c.id, ASSESSMENTS.c.series_id, ASSESSMENTS.c.finished_at).where(due)
    ).all()
    assessments = [row for row in found if row.series_id in locked]
    delete_assessments(connection, [row.id for row in assessments])
    empty = select(SERIES.c.id).where(SERIES.c.id.not_in(select(ASSESSMENTS.c.series_id)))
    delete_series(connection, list(connection.execute(empty.with_for_update(skip_locked=True)).scalars()))
    finished = sum(row.finished_at is not None for row in assessments)
    return len(assessments) - finished, finished


def _delete_unused_texts(connection: Connection) -> int:
    """Delete the texts of question banks that nothing uses any more. Checks again under the lock, as above."""
    unused = and_(
        *(
            INSTRUMENTS.c.hash.not_in(select(table.c.instrument_hash).where(table.c.instrument_hash.is_not(None)))
            for table in (ASSESSMENTS, ROUNDS, CAMPAIGNS)
        )
    )
    texts = list(connection.execute(select(INSTRUMENTS.c.hash).where(unused).with_for_update()).scalars())
    return connection.execute(delete(INSTRUMENTS).where(INSTRUMENTS.c.hash.in_(texts), unused)).rowcount
