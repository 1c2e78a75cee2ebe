"""The day of the last visit to a series, and how long it is kept from then on."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from sqlalchemy import func, select, update
from sqlalchemy.exc import SQLAlchemyError

from assessment.storage.engine import Database
from assessment.storage.keys import key_hash
from assessment.storage.retention import UNFINISHED_DAYS, last_day_kept
from assessment.storage.tables import ASSESSMENTS, CHOICES, PARTICIPANTS, SERIES


class LastDay(NamedTuple):
    """The last day on which a series is kept as things stand.

    With a finished assessment a visit extends it, otherwise a change does; in a campaign both do.
    """

    day: date
    is_finished: bool


class Visits(Database):
    """Records visits."""

    def visit(self, key: str, day: date) -> bool:
        """Record a visit on this day; False when the key is unknown, or when it cannot be recorded now.

        Only the first visit of a day is written, and nobody waits long for that: while the database is locked, the
        visit is not recorded.
        """
        own = SERIES.c.key_hash == key_hash(key)
        with self._reading() as connection:
            last = connection.execute(select(SERIES.c.visited_on).where(own)).scalar()
        if last is None or last >= day:
            return last is not None
        earlier = select(SERIES.c.id).where(own, SERIES.c.visited_on < day).with_for_update(skip_locked=True)
        try:
            with self._writing_soon_or_not() as connection:
                changed = connection.execute(update(SERIES).where(SERIES.c.id.in_(earlier)).values(visited_on=day))
                return changed.rowcount > 0
        except (SQLAlchemyError, OSError):
            return False

    def last_day(self, key: str) -> LastDay | None:
        """The last day on which the series of this key is kept as things stand; None when nothing is stored."""
        assessments = (
            SERIES.join(ASSESSMENTS).outerjoin(CHOICES).outerjoin(PARTICIPANTS, PARTICIPANTS.c.series_id == SERIES.c.id)
        )
        changes = [
            func.max(column) for column in (ASSESSMENTS.c.finished_at, CHOICES.c.saved_at, ASSESSMENTS.c.begun_at)
        ]
        wanted = select(PARTICIPANTS.c.days, SERIES.c.visited_on, *changes).select_from(assessments)
        wanted = wanted.group_by(SERIES.c.id, PARTICIPANTS.c.days)
        with self._reading() as connection:
            row = connection.execute(wanted.where(SERIES.c.key_hash == key_hash(key))).one_or_none()
        if row is None:
            return None
        days, visited_on, *changed = row
        finished_at, saved_at, begun_at = changed
        if days is not None:
            last = max(visited_on, *(each.date() for each in changed if each is not None))
            return LastDay(last + timedelta(days=days), is_finished=finished_at is not None)
        if finished_at is not None:
            return LastDay(last_day_kept(visited_on), is_finished=True)
        return LastDay(((saved_at or begun_at) + timedelta(days=UNFINISHED_DAYS)).date(), is_finished=False)
