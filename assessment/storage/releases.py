"""What is left of a campaign's answers together, once it is over. For the server itself, and no visitor."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, func, or_, select, update

from assessment.storage.assessments import Stored, read_assessments
from assessment.storage.engine import AT_ONCE, Database
from assessment.storage.retention import trusted_time
from assessment.storage.tables import ASSESSMENTS, CAMPAIGNS, PARTICIPANTS, SERIES


class CampaignReleases(Database):
    """Finds campaigns that are over, reads what was answered in them, and stores what is released of it."""

    def late_campaigns(self, now: datetime, *, confirmed: bool = False) -> list[str]:
        """The ids of campaigns that are over, and of which nothing has been worked out yet.

        Unless it is `confirmed`, a clock far ahead of the last day on which the database was in use ends none.
        """
        with self._reading() as connection:
            late = list(connection.execute(_late(now)).scalars())
            if late and not confirmed:
                late = list(connection.execute(_late(trusted_time(connection, now))).scalars())
        return late

    def finished_in(self, campaign: str) -> Iterator[tuple[int, Stored]]:
        """The latest finished assessment of each respondent whose result the consultant could never see, by series."""
        own = PARTICIPANTS.c.campaign_id == campaign
        wanted = select(PARTICIPANTS.c.series_id).where(own, PARTICIPANTS.c.role.is_(None)).order_by("series_id")
        with self._reading() as connection:
            everybody = list(connection.execute(wanted).scalars())
        for series in everybody:
            with self._reading() as connection:
                stored = read_assessments(connection, SERIES.c.id == series)
            if finished := [each for each in stored if each.finished]:
                yield series, finished[-1]

    def release_campaign(
        self, campaign: str, released: Mapping[str, object], counted: Collection[int], now: datetime
    ) -> bool:
        """Store what is left of a campaign, note the series whose results are `counted` in it, and close it for good.

        Only the first time counts. False when that is done, or when one of them has been deleted meanwhile or is shown
        to the consultant: then it has to be worked out again.
        """
        with self._writing(takes_long=True) as connection:
            wanted = (CAMPAIGNS.c.id == campaign) & CAMPAIGNS.c.released.is_(None)
            if connection.execute(select(CAMPAIGNS.c.id).where(wanted).with_for_update()).scalar() is None:
                return False
            if not _counted(connection, campaign, sorted(counted)):
                connection.rollback()
                return False
            closed = func.coalesce(CAMPAIGNS.c.closed_on, now.astimezone(UTC).date())
            connection.execute(update(CAMPAIGNS).where(wanted).values(released=dict(released), closed_on=closed))
        return True


def _late(now: datetime) -> Any:
    last = CAMPAIGNS.c.setup["closes_on"].as_string()
    is_over = or_(CAMPAIGNS.c.closed_on.is_not(None), last < now.astimezone(UTC).date().isoformat())
    wanted = select(CAMPAIGNS.c.id).where(CAMPAIGNS.c.published_on.is_not(None), CAMPAIGNS.c.released.is_(None))
    return wanted.where(is_over).order_by(CAMPAIGNS.c.id)


def _counted(connection: Connection, campaign: str, counted: list[int]) -> bool:
    """Note whose results are counted; False when one of them is gone, or shown."""
    for at in range(0, len(counted), AT_ONCE):
        some = counted[at : at + AT_ONCE]
        free = PARTICIPANTS.c.series_id.in_(some) & PARTICIPANTS.c.role.is_(None)
        own = free & (PARTICIPANTS.c.campaign_id == campaign)
        finished = select(ASSESSMENTS.c.series_id).where(ASSESSMENTS.c.finished_at.is_not(None))
        changed = update(PARTICIPANTS).where(own, PARTICIPANTS.c.series_id.in_(finished)).values(role="counted")
        if connection.execute(changed).rowcount != len(some):
            return False
    return True
