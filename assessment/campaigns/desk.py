"""A consultant's desk: everything that one who has signed in may do with campaigns of their own."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Final

from assessment.campaigns.campaign import Campaign, as_campaign
from assessment.campaigns.logo import read_logo
from assessment.campaigns.release import countable, release, release_due
from assessment.campaigns.setup import CampaignProblem, CampaignSetup
from assessment.instrument import read_instrument
from assessment.report import Report
from assessment.series import Series, Today
from assessment.storage import LeadCounts, LeadState, Store, StoredLead

MOST_CAMPAIGNS: Final = 200


class NotPublished(ValueError):
    """A campaign that cannot be published, and everything that is missing."""

    def __init__(self, problems: Sequence[CampaignProblem]) -> None:
        super().__init__(", ".join(problems))
        self.problems = tuple(problems)


@dataclass(frozen=True)
class Desk:
    """What the consultant with this id may do. `secret` is the server's; it makes the public codes of campaigns.

    What belongs to another consultant looks like what does not exist. Every method raises StoreUnavailable.
    """

    store: Store
    consultant: str
    secret: str

    def campaigns(self, now: datetime) -> list[Campaign]:
        """The consultant's campaigns, the newest first. One whose last day is over is released first."""
        release_due(self.store, now)
        return [as_campaign(each, now) for each in self.store.campaigns_of(self.consultant)]

    def campaign(self, campaign: str, now: datetime) -> Campaign | None:
        """A campaign as it is now; None when there is none. One whose last day is over is released first."""
        release_due(self.store, now)
        found = self.store.campaign_of(self.consultant, campaign)
        return None if found is None else as_campaign(found, now)

    def code(self, campaign: str) -> str | None:
        """The public code in a campaign's link; None when there is none, or the server's secret has changed since."""
        found = self.store.campaign_of(self.consultant, campaign)
        return None if found is None else found.code(self.secret)

    def renew_code(self, campaign: str) -> bool:
        """Give a campaign another link; the old one opens nothing from then on. False when there is no campaign."""
        return self.store.renew_code(self.consultant, campaign, self.secret)

    def make(self, setup: CampaignSetup, now: datetime) -> str | None:
        """Make a draft; its id, None when there are MOST_CAMPAIGNS already."""
        if len(self.store.campaigns_of(self.consultant)) >= MOST_CAMPAIGNS:
            return None
        return self.store.make_campaign(self.consultant, setup.tidied().document(), self.secret, _day(now))

    def copy(self, campaign: str, title: str, now: datetime) -> str | None:
        """Make a draft like a campaign with this title, its logo and questions, without its days; None as in make()."""
        found = self.campaign(campaign, now)
        if found is None:
            return None
        made = self.make(replace(found.setup, title=title, opens_on=None, closes_on=None), now)
        if made is not None:
            self.store.set_logo(self.consultant, made, self.store.logo(campaign))
            self.store.set_bank(self.consultant, made, found.own_text)
        return made

    def preview(self, code: str, now: datetime) -> Campaign | None:
        """The consultant's own campaign with this public code, a draft as well; None without one."""
        found = self.store.campaign_of_code(code)
        return None if found is None else self.campaign(found.id, now)

    def change(self, campaign: str, setup: CampaignSetup) -> bool:
        """Replace what was decided; False when there is no campaign.

        Raises NotPublished where that is published and could not be with this: respondents read it.
        """
        found = self.store.campaign_of(self.consultant, campaign)
        if found is not None and found.published_on and (problems := setup.problems(found.made_on)):
            raise NotPublished(problems)
        return self.store.change_campaign(self.consultant, campaign, setup.tidied().document())

    def set_logo(self, campaign: str, data: bytes | None) -> bool:
        """Replace the logo by the picture in a file, PNG or JPEG. Raises UnusableLogo; False without a campaign."""
        return self.store.set_logo(self.consultant, campaign, None if data is None else read_logo(data))

    def logo(self, campaign: str) -> bytes | None:
        """The logo as a PNG; None without one."""
        return None if self.store.campaign_of(self.consultant, campaign) is None else self.store.logo(campaign)

    def set_bank(self, campaign: str, text: str | None) -> bool:
        """Replace the questions by those of this text, None for those the app ships with; False without a campaign.

        Those who have begun finish on what they began with. Raises Problems, as read_instrument().
        """
        if text is not None:
            read_instrument(text.encode())
        return self.store.set_bank(self.consultant, campaign, text)

    def publish(self, campaign: str, now: datetime) -> bool:
        """Let people answer, from its first day on. Raises NotPublished; False when there is no campaign."""
        found = self.campaign(campaign, now)
        if found is None:
            return False
        if problems := found.problems(_day(now)):
            raise NotPublished(problems)
        return self.store.take_step(self.consultant, campaign, "published", _day(now))

    def close(self, campaign: str, now: datetime) -> bool:
        """Let nobody begin any more, for good, and work out what all answered together; False without a campaign."""
        if not self.store.take_step(self.consultant, campaign, "closed", _day(now)):
            return False
        release(self.store, campaign, now)
        return True

    def countable(self, campaign: str) -> int:
        """How many would be counted in what all answered together if it closed now; 0 without a campaign."""
        found = self.store.campaign_of(self.consultant, campaign)
        return 0 if found is None else countable(self.store, campaign)

    def archive(self, campaign: str, now: datetime, *, undo: bool = False) -> bool:
        """Put a campaign aside, or take it out again; False when there is none."""
        return self.store.take_step(self.consultant, campaign, "archived", None if undo else _day(now))

    def delete(self, campaign: str) -> bool:
        """Delete a campaign with everything that was agreed to in it; False when there is none."""
        return self.store.delete_campaign(self.consultant, campaign)

    def leads(self, campaign: str) -> list[StoredLead]:
        """Who wants to be contacted, the newest first."""
        return self.store.leads_of(self.consultant, campaign)

    def lead_counts(self) -> Mapping[str, LeadCounts]:
        """How many have asked to be contacted, by campaign; those in which nobody has are left out."""
        return self.store.lead_counts(self.consultant)

    def note(self, lead: str, state: LeadState) -> bool:
        """Note how far a contact has come; False when there is no such lead."""
        return self.store.set_state(self.consultant, lead, state)

    def results(self, campaign: str, today: Today, among: Collection[str] | None = None) -> dict[str, Report]:
        """The latest results, by lead, of those who agreed to show theirs and have not deleted it; without plans.

        Only of the leads whose ids are `among` these, if any are given.
        """
        found, stored = {}, self.store.campaign_of(self.consultant, campaign)
        asked = as_campaign(stored, today.now).asked(today) if stored else today
        for lead in self.leads(campaign):
            if lead.series is None or (among is not None and lead.id not in among):
                continue
            opened = Series(self.store, lead.series).open(asked)
            if opened and opened.reported.is_finished:
                found[lead.id] = replace(opened.report, plan=(), is_for_others=True)
        return found


def _day(now: datetime) -> date:
    return now.astimezone(UTC).date()
