"""A campaign's brand: its sender's name, logo and contact, from the link to the last file. The colours stay ours."""

from __future__ import annotations

from dataclasses import dataclass, replace

from assessment.campaigns.campaign import Campaign
from assessment.look import LOOK, Look
from assessment.storage import Store


@dataclass(frozen=True)
class Brand:
    """A campaign, and how it looks."""

    campaign: Campaign
    look: Look


def brand_of(store: Store, campaign: Campaign | None) -> Brand | None:
    """The brand of a campaign; None without one. Raises StoreUnavailable."""
    if campaign is None:
        return None
    setup, logo = campaign.setup, store.logo(campaign.id) if campaign.has_logo else None
    notes = tuple(
        (factor, language, text) for factor, written in setup.notes.items() for language, text in written.items()
    )
    own = LOOK.branded(setup.sender, logo, setup.contact)
    calls, offers = tuple(setup.call.items()), tuple(setup.offer.items())
    return Brand(campaign, replace(own, notes=notes, calls=calls, offers=offers, booking=setup.booking))
