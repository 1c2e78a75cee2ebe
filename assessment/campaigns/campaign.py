"""A campaign as it is now: for its consultant, and for those who answer in it."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Literal, NamedTuple

from assessment.anonymity import GroupReport, read_group_report
from assessment.bank import Bank, text_hash
from assessment.campaigns.setup import CampaignProblem, CampaignSetup
from assessment.instrument import FormId, Instrument, Language, read_instrument
from assessment.problems import Problems
from assessment.series import Today
from assessment.storage import StoredCampaign
from assessment.team_result import TeamResult

# A draft is not published; a campaign waits until its first day, and is over after its last or once it is closed.
CampaignState = Literal["draft", "waiting", "open", "over"]


class RefusedBank(NamedTuple):
    """The text of a campaign's own questions that this release no longer accepts, and why."""

    text: str
    problems: Problems


@dataclass(frozen=True)
class Campaign:
    """A campaign with its state on a day (in UTC). `own_bank` is None where it asks what the app ships with.

    While its own questions are `refused`, nobody can begin, and where they are needed the app's stand in for them.
    `released` is what may be shown of all who answered, once it is over; for a respondent, `is_counted` tells whether
    their result is part of it.
    """

    id: str
    setup: CampaignSetup
    state: CampaignState
    has_logo: bool
    own_bank: Bank | None
    made_on: date
    closed_on: date | None
    is_archived: bool
    opened: int
    begun: int
    finished: int
    released: GroupReport | None = None
    is_counted: bool = False
    refused: RefusedBank | None = None

    @property
    def is_draft(self) -> bool:
        """Whether it is not published yet."""
        return self.state == "draft"

    @property
    def is_open(self) -> bool:
        """Whether one can begin to answer."""
        return self.state == "open" and self.refused is None

    @property
    def cannot_begin(self) -> Literal["waiting", "over", "paused", ""]:
        """Why nobody can begin though it is published; "" where one can, and for a draft."""
        if self.state in ("over", "waiting"):
            return self.state
        return "paused" if self.refused and not self.is_draft else ""

    @property
    def own_text(self) -> str | None:
        """The text of its own questions, also where they are refused; None where it asks what the app ships with."""
        return self.own_bank.text if self.own_bank else self.refused.text if self.refused else None

    def problems(self, today: date) -> tuple[CampaignProblem, ...]:
        """What keeps it from being published on this day (in UTC); or nothing."""
        refused: tuple[CampaignProblem, ...] = ("questions_refused",) if self.refused else ()
        return (*self.setup.problems(today), *refused)

    @property
    def languages(self) -> tuple[Language, ...]:
        """The languages of respondents: those the consultant chose among those of the questions."""
        bank = self.own_bank
        return tuple(each for each in self.setup.languages if bank is None or each in bank.instrument.languages)

    def forms(self, bank: Instrument) -> tuple[FormId, ...]:
        """The forms that respondents may choose between: those the consultant chose among those of the questions."""
        chosen = tuple(form for form in bank.offered_forms if self.setup.form in (form, "both"))
        return chosen or bank.offered_forms[:1]

    def asked(self, today: Today) -> Today:
        """Today with the questions that this campaign asks: what is answered in it is compared with these."""
        return today._replace(bank=self.own_bank or today.bank)

    def together(self, bank: Instrument) -> TeamResult | None:
        """What all answered together, with the names of today's `bank` unless it has its own; None before the close."""
        if self.released is None:
            return None
        own = self.own_bank.instrument if self.own_bank else bank
        return TeamResult(
            report=self.released, instrument=own, is_for_leader=True, closed_on=self.closed_on, is_campaign=True
        )


def as_campaign(stored: StoredCampaign, now: datetime) -> Campaign:
    """A stored campaign as it is at this moment."""
    setup, today = CampaignSetup.of(stored.setup), now.astimezone(UTC).date()
    own = None if stored.instrument_text is None else _bank(stored.instrument_text)
    if stored.days is not None:  # what its respondent was told, who reads it
        setup = replace(setup, retention_days=stored.days)
    return Campaign(
        id=stored.id,
        setup=setup,
        state=_state(stored, setup, today),
        has_logo=stored.has_logo,
        own_bank=own if isinstance(own, Bank) else None,
        made_on=stored.made_on,
        closed_on=stored.closed_on,
        is_archived=stored.archived_on is not None,
        opened=stored.opened,
        begun=stored.begun,
        finished=stored.finished,
        released=None if stored.released is None else read_group_report(json.dumps(stored.released).encode()),
        is_counted=stored.is_counted,
        refused=own if isinstance(own, RefusedBank) else None,
    )


def _state(stored: StoredCampaign, setup: CampaignSetup, today: date) -> CampaignState:
    if stored.published_on is None:
        return "draft"
    if stored.closed_on or (setup.closes_on and setup.closes_on < today):
        return "over"
    return "waiting" if setup.opens_on and today < setup.opens_on else "open"


@lru_cache(maxsize=16)
def _bank(text: str) -> Bank | RefusedBank:
    """A stored bank. It was read without problems before it was stored, but perhaps by an earlier release."""
    try:
        return Bank(read_instrument(text.encode(), "questions.yaml"), text, text_hash(text))
    except Problems as problems:
        return RefusedBank(text, problems)
