"""A consultant's campaigns, and who takes part in them. Each method is one transaction.

A consultant's methods take the consultant's id. What is another's, or of a consultant whose key was revoked, looks
like what does not exist.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from time import time_ns
from typing import Any, Final, Literal
from uuid import uuid4

from sqlalchemy import Connection, delete, select, update

from assessment.storage.consultants import not_revoked
from assessment.storage.engine import Database, insert
from assessment.storage.keys import key_hash, new_key, view_key
from assessment.storage.retention import MOST_RETENTION_DAYS
from assessment.storage.rows import find_series, keep_text
from assessment.storage.tables import CAMPAIGNS, INSTRUMENTS, LEADS, PARTICIPANTS, SERIES
from assessment.storage.upgrade import copies, forget_copies

# What is noted of a campaign with its day, once.
CampaignStep = Literal["published", "closed", "archived"]

_READ: Final = [column for column in CAMPAIGNS.c if column.name != "logo"]

MARK: Final = "k"
"""What a campaign's code begins with, so that an address tells it from a round's."""


@dataclass(frozen=True)
class StoredCampaign:
    """A campaign as it is stored, without its logo. `instrument_text` is None where it asks what the app ships with.

    For a respondent `days` is how many days after the last change or visit their own answers are kept, else None, and
    `is_counted` whether their result is part of what is released of all.
    """

    id: str
    consultant_id: str
    code_salt: str
    code_hash: str
    setup: Mapping[str, object]
    instrument_hash: str | None
    made_on: date
    published_on: date | None
    closed_on: date | None
    archived_on: date | None
    opened: int
    begun: int
    finished: int
    released: Mapping[str, object] | None
    has_logo: bool = False
    instrument_text: str | None = None
    days: int | None = None
    is_counted: bool = False

    def code(self, secret: str) -> str | None:
        """The public code, which only the server's secret makes; None when that was another one then."""
        made = _code(secret, self.code_salt)
        return made if key_hash(made) == self.code_hash else None


class Campaigns(Database):
    """Makes, changes and finds campaigns."""

    def make_campaign(self, consultant: str, setup: Mapping[str, object], secret: str, day: date) -> str | None:
        """Make a campaign that is not published yet; its id, None when there is no such consultant."""
        # Begins with the time, so that several of one day can be told apart by their age.
        salt, campaign = new_key(), f"{time_ns():016x}{uuid4().hex[:16]}"
        row = {"id": campaign, "consultant_id": consultant, "code_salt": salt, "setup": dict(setup), "made_on": day}
        with self._writing() as connection:
            if connection.execute(not_revoked(consultant)).scalar() is None:
                return None
            connection.execute(CAMPAIGNS.insert().values(code_hash=key_hash(_code(secret, salt)), **row))
        return campaign

    def campaigns_of(self, consultant: str) -> list[StoredCampaign]:
        """Every campaign of a consultant, the newest first."""
        with self._reading() as connection:
            return _read(connection, CAMPAIGNS.c.consultant_id.in_(not_revoked(consultant)))

    def campaign_of(self, consultant: str, campaign: str) -> StoredCampaign | None:
        """A consultant's campaign; None when it is another's, or gone."""
        with self._reading() as connection:
            return next(iter(_read(connection, _own(consultant, campaign))), None)

    def change_campaign(self, consultant: str, campaign: str, setup: Mapping[str, object]) -> bool:
        """Replace what the consultant decided; False when the campaign is another's, or gone."""
        return self._changed(consultant, campaign, {"setup": dict(setup)})

    def set_logo(self, consultant: str, campaign: str, logo: bytes | None) -> bool:
        """Replace the logo, a PNG; False when the campaign is another's, or gone."""
        return self._changed(consultant, campaign, {"logo": logo})

    def set_bank(self, consultant: str, campaign: str, text: str | None) -> bool:
        """Replace the question bank by this text, None for the one the app ships with.

        Those who have begun keep theirs. False when the campaign is another's, or gone.
        """
        with self._writing() as connection:
            if connection.execute(select(CAMPAIGNS.c.id).where(_own(consultant, campaign))).scalar() is None:
                return False
            kept = {"instrument_hash": keep_text(connection, text)}
            connection.execute(update(CAMPAIGNS).where(_own(consultant, campaign)).values(kept))
        return True

    def take_step(self, consultant: str, campaign: str, step: CampaignStep, day: date | None) -> bool:
        """Note that a campaign is published, closed or archived on a day, None that it is not any more.

        False when the campaign is another's, or gone.
        """
        return self._changed(consultant, campaign, {f"{step}_on": day})

    def renew_code(self, consultant: str, campaign: str, secret: str) -> bool:
        """Give a campaign a new public code; the old one opens nothing from then on. False as above."""
        salt = new_key()
        return self._changed(consultant, campaign, {"code_salt": salt, "code_hash": key_hash(_code(secret, salt))})

    def delete_campaign(self, consultant: str, campaign: str) -> bool:
        """Delete a campaign with its leads, from copies of the database too. False as above.

        What was answered in it stays its respondents' own, for as long as they were told.
        """
        with self._writing() as connection:
            if connection.execute(select(CAMPAIGNS.c.id).where(_own(consultant, campaign))).scalar() is None:
                return False
            connection.execute(delete(LEADS).where(LEADS.c.campaign_id == campaign))
            own = PARTICIPANTS.c.campaign_id == campaign
            connection.execute(update(PARTICIPANTS).where(own).values(campaign_id=None))
            connection.execute(delete(CAMPAIGNS).where(_own(consultant, campaign)))
            forget_copies(connection, copies(connection))
        self._cut_log()
        return True

    def campaign_of_code(self, code: str) -> StoredCampaign | None:
        """The campaign with this public code; None when it is unknown."""
        with self._reading() as connection:
            return next(iter(_read(connection, CAMPAIGNS.c.code_hash == key_hash(code))), None)

    def campaign_of_series(self, key: str) -> StoredCampaign | None:
        """The campaign that the series of this key, or of this read-only key, was begun in; None without one.

        It is found also when only the key's lead is left.
        """
        its = (SERIES.c.key_hash == key_hash(key)) | (SERIES.c.view_hash == key_hash(key))
        wanted = select(PARTICIPANTS).join(SERIES).where(its)
        given_in = select(LEADS.c.campaign_id).where(LEADS.c.key_hash == key_hash(key))
        with self._reading() as connection:
            own = connection.execute(wanted).one_or_none()
            campaign = own.campaign_id if own else connection.execute(given_in).scalar()
            if campaign is None:
                return None
            found = next(iter(_read(connection, CAMPAIGNS.c.id == campaign)), None)
        return replace(found, days=own.days, is_counted=own.role == "counted") if own and found else found

    def logo(self, campaign: str) -> bytes | None:
        """The logo of the campaign with this id, which is in no address; a PNG, None without one."""
        with self._reading() as connection:
            found: bytes | None = connection.execute(
                select(CAMPAIGNS.c.logo).where(CAMPAIGNS.c.id == campaign)
            ).scalar()
        return found

    def take_part(self, key: str, campaign: str, days: int) -> bool:
        """Note that the series of this key belongs to a campaign, once; False when either is gone.

        It is deleted so many days after the last change or visit, at most MOST_RETENTION_DAYS.
        """
        kept = min(max(days, 1), MOST_RETENTION_DAYS)
        with self._writing() as connection:
            series = find_series(connection, key)
            there = select(CAMPAIGNS.c.id).where(CAMPAIGNS.c.id == campaign)
            if series is None or connection.execute(there).scalar() is None:
                return False
            row = insert(connection, PARTICIPANTS).values(series_id=series, campaign_id=campaign, days=kept)
            is_new = connection.execute(
                row.on_conflict_do_nothing(), execution_options={"preserve_rowcount": True}
            ).rowcount
            if is_new:
                more = {"begun": CAMPAIGNS.c.begun + 1}
                connection.execute(update(CAMPAIGNS).where(CAMPAIGNS.c.id == campaign).values(more))
        return True

    def count_opened(self, code: str) -> None:
        """Count that the link with this public code was opened once more."""
        more = {"opened": CAMPAIGNS.c.opened + 1}
        with self._writing() as connection:
            connection.execute(update(CAMPAIGNS).where(CAMPAIGNS.c.code_hash == key_hash(code)).values(more))

    def _changed(self, consultant: str, campaign: str, values: Mapping[str, object]) -> bool:
        with self._writing() as connection:
            changed = update(CAMPAIGNS).where(_own(consultant, campaign)).values(dict(values))
            return bool(connection.execute(changed).rowcount)


def _code(secret: str, salt: str) -> str:
    return f"{MARK}{view_key(secret, salt)}"


def _own(consultant: str, campaign: str) -> Any:
    return (CAMPAIGNS.c.id == campaign) & CAMPAIGNS.c.consultant_id.in_(not_revoked(consultant))


def _read(connection: Connection, which: Any) -> list[StoredCampaign]:
    wanted = (
        select(*_READ, CAMPAIGNS.c.logo.is_not(None).label("has_logo"), INSTRUMENTS.c.text.label("instrument_text"))
        .outerjoin(INSTRUMENTS, INSTRUMENTS.c.hash == CAMPAIGNS.c.instrument_hash)
        .where(which)
        .order_by(CAMPAIGNS.c.made_on.desc(), CAMPAIGNS.c.id.desc())
    )
    return [StoredCampaign(**row) for row in connection.execute(wanted).mappings()]
