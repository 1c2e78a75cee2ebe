"""How long data is kept, and what is deleted after that."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from sqlalchemy import Column, ColumnElement, Connection, Select, Table, and_, case, delete, func, or_, select

from assessment.storage.consultants import forget_sign_ins
from assessment.storage.engine import Database, insert
from assessment.storage.rows import delete_assessments, delete_series
from assessment.storage.tables import (
    ASSESSMENTS,
    CAMPAIGNS,
    CHOICES,
    CONSENTS,
    INSTRUMENTS,
    LEADS,
    PARTICIPANTS,
    PURGE_LOG,
    ROUNDS,
    SERIES,
)
from assessment.storage.upgrade import copies, forget_copies

UNFINISHED_DAYS: Final = 30
FINISHED_YEARS: Final = 2
LEAD_YEARS: Final = 1
COPY_DAYS: Final = 7
MOST_RETENTION_DAYS: Final = 90
"""For how many days at most what is answered in a campaign is kept."""

# A clock that is this far ahead of the last day on which the database was in use may have jumped.
_DAYS_TO_DOUBT: Final = 7


@dataclass(frozen=True)
class Waiting:
    """Assessments and leads that are due on `today` but wait for a yes, because the clock may be wrong.

    `due` of `stored` ones; `since` is the last day on which the database was in use when it is long ago, and None when
    they wait because they are more than half of all.
    """

    due: int
    stored: int
    today: date
    since: date | None

    def __str__(self) -> str:
        reason = f"and its last day in use was {self.since}" if self.since else "more than half of all"
        return f"{self.due} of its {self.stored} assessments and leads are due on {self.today}, {reason}"


@dataclass(frozen=True)
class Purged:
    """How many items were or would be deleted.

    Unfinished assessments, unused question-bank texts, old copies, finished assessments that nobody visits, assessments
    begun in a campaign, leads, and sign-ins that are over.
    """

    unfinished: int
    instruments: int
    copies: int
    finished: int = 0
    respondents: int = 0
    leads: int = 0
    sign_ins: int = 0
    waiting: Waiting | None = None


def last_day_kept(day: date, years: int = FINISHED_YEARS) -> date:
    """The last day on which something from this day is kept: by default finished assessments, after the last visit."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February
        return date(day.year + years, 2, 28)


class Retention(Database):
    """Deletes data after its retention period."""

    def purge(self, now: datetime, *, confirmed: bool = True, dry_run: bool = False) -> Purged:
        """Delete data past its retention period; with `dry_run` only count it.

        This deletes unfinished assessments not changed for UNFINISHED_DAYS, finished ones not visited for
        FINISHED_YEARS, those begun in a campaign neither changed nor visited for its days, the plan together with the
        last assessment of a series, leads given LEAD_YEARS ago, sign-ins that are over, texts of question banks and of
        consents that nothing uses, and copies made before migrations that are COPY_DAYS old.

        Unless it is `confirmed`, a clock far ahead of the last day on which the database was in use counts as that day,
        and nothing at all is deleted when more than half of all assessments and leads are due.
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
    stored = sum(
        connection.execute(select(func.count()).select_from(each)).scalar_one() for each in (ASSESSMENTS, LEADS)
    )
    if not confirmed and 2 * (due := _how_many(connection, until)) > stored:
        return Purged(0, 0, 0, waiting=Waiting(due, stored, now.date(), None))
    unfinished, finished, respondents = _delete_due(connection, until)
    leads = connection.execute(delete(LEADS).where(_is_lead_due(until))).rowcount
    sign_ins = forget_sign_ins(connection, until)
    texts = _delete_unused_texts(connection)
    is_any_gone = unfinished or finished or respondents or leads
    stale = copies(connection, None if is_any_gone else until - timedelta(days=COPY_DAYS))
    if not dry_run:
        forget_copies(connection, stale)
    waiting = None
    if until < now and (due := _how_many(connection, now)):
        waiting = Waiting(due, stored, now.date(), until.date())
    return Purged(unfinished, texts, len(stale), finished, respondents, leads, sign_ins, waiting)


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
    times = (CHOICES.c.saved_at, ASSESSMENTS.c.begun_at, ASSESSMENTS.c.finished_at, LEADS.c.given_at)
    found = [connection.execute(select(func.max(each)).where(each <= now)).scalar() for each in times]
    return max((each for each in found if each is not None), default=now).date()


def _first_day_in_time(today: date, years: int = FINISHED_YEARS) -> date:
    """The first day from which something is still kept today, as last_day_kept() says."""
    try:
        return today.replace(year=today.year - years)
    except ValueError:  # 29 February: what is from the 28th was kept until yesterday
        return date(today.year - years, 3, 1)


def _is_due(connection: Connection, now: datetime) -> ColumnElement[bool]:
    """Whether an assessment is past its retention period: the one rule for what a purge counts and deletes."""
    touched = select(func.max(CHOICES.c.saved_at)).where(CHOICES.c.assessment_id == ASSESSMENTS.c.id)
    last = func.coalesce(touched.scalar_subquery(), ASSESSMENTS.c.begun_at)
    visited = select(SERIES.c.visited_on).where(SERIES.c.id == ASSESSMENTS.c.series_id).correlate(ASSESSMENTS)
    by_itself = case(
        (ASSESSMENTS.c.finished_at.is_(None), last < now - timedelta(days=UNFINISHED_DAYS)),
        else_=visited.scalar_subquery() < _first_day_in_time(now.date()),
    )
    in_campaigns = connection.execute(select(PARTICIPANTS.c.days).distinct()).scalars()
    due = [ASSESSMENTS.c.series_id.in_(_left_alone(days, now)) for days in in_campaigns]
    return or_(and_(ASSESSMENTS.c.series_id.not_in(select(PARTICIPANTS.c.series_id)), by_itself), *due)


def _left_alone(days: int, now: datetime) -> Select[tuple[int]]:
    """The series that are kept for so many days, and were neither changed nor visited since the day before those."""
    day = now.date() - timedelta(days=days)
    since = _midnight(day)
    times = (ASSESSMENTS.c.begun_at, ASSESSMENTS.c.finished_at, CHOICES.c.saved_at)
    changed = select(ASSESSMENTS.c.id).select_from(ASSESSMENTS.outerjoin(CHOICES)).correlate(SERIES)
    return select(SERIES.c.id).where(
        SERIES.c.id.in_(select(PARTICIPANTS.c.series_id).where(PARTICIPANTS.c.days == days)),
        SERIES.c.visited_on < day,
        ~changed.where(ASSESSMENTS.c.series_id == SERIES.c.id, or_(*(each >= since for each in times))).exists(),
    )


def _is_lead_due(now: datetime) -> ColumnElement[bool]:
    return LEADS.c.given_at < _midnight(_first_day_in_time(now.date(), LEAD_YEARS))


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, UTC)


def _how_many(connection: Connection, now: datetime) -> int:
    """How many assessments and leads are due."""
    due = ((ASSESSMENTS, _is_due(connection, now)), (LEADS, _is_lead_due(now)))
    return sum(
        connection.execute(select(func.count()).select_from(table).where(which)).scalar_one() for table, which in due
    )


def _delete_due(connection: Connection, now: datetime) -> tuple[int, int, int]:
    """Delete the assessments that are due, and series that become empty.

    How many were unfinished and finished, and how many were begun in campaigns, whether finished or not.
    """
    due = _is_due(connection, now)
    # A locked series is being written to, so it is skipped. One that has just been unlocked may have a new answer
    # or visit, so the age is checked again under our lock: an answer that was reported as saved is not deleted.
    candidates = select(SERIES.c.id).where(SERIES.c.id.in_(select(ASSESSMENTS.c.series_id).where(due)))
    locked = set(connection.execute(candidates.with_for_update(skip_locked=True)).scalars())
    wanted = select(ASSESSMENTS.c.id, ASSESSMENTS.c.series_id, ASSESSMENTS.c.finished_at, PARTICIPANTS.c.days)
    whose = ASSESSMENTS.outerjoin(PARTICIPANTS, PARTICIPANTS.c.series_id == ASSESSMENTS.c.series_id)
    found = connection.execute(wanted.select_from(whose).where(due)).all()
    assessments = [row for row in found if row.series_id in locked]
    delete_assessments(connection, [row.id for row in assessments])
    empty = select(SERIES.c.id).where(SERIES.c.id.not_in(select(ASSESSMENTS.c.series_id)))
    delete_series(connection, list(connection.execute(empty.with_for_update(skip_locked=True)).scalars()))
    kinds = ["respondent" if row.days else "finished" if row.finished_at else "unfinished" for row in assessments]
    return kinds.count("unfinished"), kinds.count("finished"), kinds.count("respondent")


def _delete_unused_texts(connection: Connection) -> int:
    """Delete the texts of consents and of question banks that nothing uses any more; how many banks they were."""
    _delete_unused(connection, CONSENTS, [LEADS.c.consent_hash])
    return _delete_unused(
        connection, INSTRUMENTS, [each.c.instrument_hash for each in (ASSESSMENTS, ROUNDS, CAMPAIGNS)]
    )


def _delete_unused(connection: Connection, table: Table, used_in: Sequence[Column[str]]) -> int:
    """Delete the rows whose hash is in none of these columns. Checks again under the lock, as above."""
    unused = and_(*(table.c.hash.not_in(select(each).where(each.is_not(None))) for each in used_in))
    hashes = list(connection.execute(select(table.c.hash).where(unused).with_for_update()).scalars())
    return connection.execute(delete(table).where(table.c.hash.in_(hashes), unused)).rowcount
