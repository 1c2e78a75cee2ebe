"""What respondents of a campaign do: begin by its public code, ask to be contacted, withdraw that."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final, Literal

from assessment.answers import tidied
from assessment.campaigns.brand import Brand, brand_of
from assessment.campaigns.campaign import Campaign, as_campaign
from assessment.campaigns.setup import as_line
from assessment.links import is_mail_address
from assessment.series import Series, Today
from assessment.storage import LEAD_YEARS, NewLead, Store, StoredLead

LEAD_MONTHS: Final = LEAD_YEARS * 12
"""How long a wish to be contacted is kept at most."""

# Why nobody could be contacted with what was filled in.
LeadFault = Literal["email_missing", "email_unusual", "consent_missing"]


def lead_faults(email: str, *, agrees: bool) -> tuple[LeadFault, ...]:
    """What is wrong with a wish to be contacted; empty when nothing is."""
    written = email.strip()
    found: dict[LeadFault, bool] = {
        "email_missing": not written,
        "email_unusual": bool(written) and not is_mail_address(written),
        "consent_missing": not agrees,
    }
    return tuple(fault for fault, is_there in found.items() if is_there)


@dataclass(frozen=True)
class Prospect:
    """What the public code of a campaign opens: `c=` in the address. Every method raises StoreUnavailable."""

    store: Store
    code: str

    def campaign(self, now: datetime) -> Campaign | None:
        """The campaign, if it is published; None when the code is unknown."""
        found = self.store.campaign_of_code(self.code)
        campaign = None if found is None else as_campaign(found, now)
        return None if campaign is None or campaign.state == "draft" else campaign

    def logo(self, now: datetime) -> bytes | None:
        """The campaign's logo as a PNG; None without one."""
        found = self.campaign(now)
        return None if found is None else self.store.logo(found.id)

    def brand(self, now: datetime) -> Brand | None:
        """The campaign, if it is published, with its look."""
        return brand_of(self.store, self.campaign(now))

    def came(self) -> None:
        """Count that the link was opened once more."""
        self.store.count_opened(self.code)

    def begin(self, key: str, choices: Mapping[str, object], today: Today) -> bool:
        """Begin an assessment under a new private key, on the campaign's questions; repeated calls begin it once.

        False when nobody can begin (any more).
        """
        found = self.campaign(today.now)
        if found is None or not found.is_open:
            return False
        Series(self.store, key).begin(choices, found.asked(today))
        return self.store.take_part(key, found.id, found.setup.retention_days)


@dataclass(frozen=True)
class Contact:
    """What the respondent with this private key has agreed to in a campaign. Every method raises StoreUnavailable."""

    store: Store
    key: str

    def campaign(self, now: datetime) -> Campaign | None:
        """The campaign that the answers under this key were begun in; None without one."""
        found = self.store.campaign_of_series(self.key)
        return None if found is None else as_campaign(found, now)

    def brand(self, now: datetime) -> Brand | None:
        """That campaign with its look; None without one."""
        return brand_of(self.store, self.campaign(now))

    def code(self, secret: str) -> str | None:
        """The public code of that campaign; None without one, or when the server's secret has changed since."""
        found = self.store.campaign_of_series(self.key)
        return None if found is None else found.code(secret)

    def given(self) -> StoredLead | None:
        """What was agreed to, with its wording; None when nothing was, or it was withdrawn."""
        return self.store.lead(self.key)

    def agree(self, lead: NewLead, wording: str, now: datetime) -> bool:
        """Ask to be contacted, having agreed to this wording; False when the key has no answers in a campaign."""
        name, email, phone = (as_line(written) for written in (lead.name, lead.email, lead.phone))
        tidy = replace(lead, name=name, email=email, phone=phone, message=tidied(lead.message).strip())
        return self.store.agree(self.key, tidy, wording, now)

    def withdraw(self) -> bool:
        """Take it back; it is deleted at once. False when there was nothing."""
        return self.store.withdraw_lead(self.key)
