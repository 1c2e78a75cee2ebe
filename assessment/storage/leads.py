"""Respondents of a campaign who want to be contacted, and what they agreed to. Each method is one transaction."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Final, Literal, NamedTuple
from uuid import uuid4

from sqlalchemy import Connection, delete, func, select, update

from assessment.storage.consultants import not_revoked
from assessment.storage.engine import Database, insert
from assessment.storage.keys import KeyHash, key_hash
from assessment.storage.retention import LEAD_YEARS, last_day_kept
from assessment.storage.tables import CAMPAIGNS, CONSENTS, LEADS, PARTICIPANTS, SERIES
from assessment.storage.upgrade import copies, forget_copies

LeadState = Literal["new", "contacted", "met", "ended"]
_WAITING: Final = "new"

_READ: Final = [column for column in LEADS.c if column.name not in ("campaign_id", "key_hash", "consent_hash")]


@dataclass(frozen=True)
class NewLead:
    """Who wants to be contacted; `shows_result` when the consultant may also see the result of this person."""

    name: str
    email: str
    message: str
    shows_result: bool
    language: str
    phone: str = ""


@dataclass(frozen=True)
class StoredLead:
    """A lead as it is stored, with the `wording` that was agreed to, and when.

    `series` opens the result to whoever may see it, None when that was not allowed.
    """

    id: str
    name: str
    email: str
    message: str
    shows_result: bool
    language: str
    given_at: datetime
    state: LeadState
    phone: str
    wording: str
    series: KeyHash | None

    @property
    def is_waiting(self) -> bool:
        """Whether the consultant has not been in touch yet."""
        return self.state == _WAITING

    @property
    def last_day(self) -> date:
        """The last day (in UTC) on which it is kept."""
        return last_day_kept(self.given_at.astimezone(UTC).date(), LEAD_YEARS)


class LeadCounts(NamedTuple):
    """How many of those who want to be contacted are still waiting, and how many the consultant has contacted."""

    waiting: int = 0
    contacted: int = 0

    @property
    def asked(self) -> int:
        """How many have asked to be contacted."""
        return self.waiting + self.contacted

    @classmethod
    def of(cls, leads: Sequence[StoredLead]) -> LeadCounts:
        """Those of a campaign, counted."""
        waiting = sum(each.is_waiting for each in leads)
        return cls(waiting, len(leads) - waiting)


class LeadRows(Database):
    """Keeps, finds and withdraws leads."""

    def agree(self, key: str, lead: NewLead, wording: str, now: datetime) -> bool:
        """Keep a lead under the key of its own answers, with the wording agreed to; the last one counts.

        The result is not shown when it is counted in what is released of all. False when the key has no answers in a
        campaign.
        """
        hashed = hashlib.sha256(wording.encode()).hexdigest()
        series = select(SERIES.c.id).where(SERIES.c.key_hash == key_hash(key)).scalar_subquery()
        mine = PARTICIPANTS.c.series_id == series
        with self._writing() as connection:
            if lead.shows_result:
                shown = update(PARTICIPANTS).where(mine, PARTICIPANTS.c.role.is_(None)).values(role="shown")
                connection.execute(shown)
            found = connection.execute(select(PARTICIPANTS).where(mine)).one_or_none()
            if found is None or found.campaign_id is None:
                return False
            _keep_wording(connection, hashed, wording)
            own = {**vars(lead), "campaign_id": found.campaign_id, "consent_hash": hashed, "given_at": now}
            own["shows_result"] = lead.shows_result and found.role == "shown"
            row = insert(connection, LEADS).values(id=uuid4().hex, key_hash=key_hash(key), state=_WAITING, **own)
            connection.execute(row.on_conflict_do_update(index_elements=["key_hash"], set_=own))
        return True

    def lead(self, key: str) -> StoredLead | None:
        """What this key's respondent has agreed to; None without it."""
        with self._reading() as connection:
            return next(iter(_read(connection, LEADS.c.key_hash == key_hash(key))), None)

    def withdraw_lead(self, key: str) -> bool:
        """Delete the lead of this key, from copies of the database too; False when there is none."""
        with self._writing() as connection:
            gone = bool(connection.execute(delete(LEADS).where(LEADS.c.key_hash == key_hash(key))).rowcount)
            if gone:
                forget_copies(connection, copies(connection))
        self._cut_log()
        return gone

    def leads_of(self, consultant: str, campaign: str) -> list[StoredLead]:
        """The leads of a consultant's campaign, the newest first; none when it is another's."""
        with self._reading() as connection:
            return _read(connection, (LEADS.c.campaign_id == campaign) & _own(consultant))

    def lead_counts(self, consultant: str) -> dict[str, LeadCounts]:
        """How many leads each of a consultant's campaigns has, by its id; those without any are left out."""
        waiting = func.count().filter(LEADS.c.state == _WAITING)
        counted = select(LEADS.c.campaign_id, waiting, func.count()).where(_own(consultant))
        with self._reading() as connection:
            found = connection.execute(counted.group_by(LEADS.c.campaign_id)).all()
        return {campaign: LeadCounts(new, every - new) for campaign, new, every in found}

    def set_state(self, consultant: str, lead: str, state: LeadState) -> bool:
        """Note how far the contact has come; False when the lead is another's, or gone."""
        with self._writing() as connection:
            changed = update(LEADS).where((LEADS.c.id == lead) & _own(consultant)).values(state=state)
            return bool(connection.execute(changed).rowcount)


def _keep_wording(connection: Connection, hashed: str, wording: str) -> None:
    """Store a wording once, under its hash; a purge deletes it with the last lead that refers to it."""
    kept = select(CONSENTS.c.hash).where(CONSENTS.c.hash == hashed)
    if connection.execute(kept.with_for_update(read=True, key_share=True)).scalar() is None:
        connection.execute(insert(connection, CONSENTS).values(hash=hashed, text=wording).on_conflict_do_nothing())


def _own(consultant: str) -> Any:
    return LEADS.c.campaign_id.in_(select(CAMPAIGNS.c.id).where(CAMPAIGNS.c.consultant_id.in_(not_revoked(consultant))))


def _read(connection: Connection, which: Any) -> list[StoredLead]:
    wanted = (
        select(*_READ, LEADS.c.key_hash, CONSENTS.c.text.label("wording"))
        .join(CONSENTS)
        .where(which)
        .order_by(LEADS.c.given_at.desc(), LEADS.c.id)
    )
    found = []
    for row in connection.execute(wanted).mappings():
        values = dict(row)
        series = KeyHash(values.pop("key_hash"))
        found.append(StoredLead(**values, series=series if row["shows_result"] else None))
    return found
