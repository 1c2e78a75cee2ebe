"""The way into a consultant's campaign: what its code opens, and that somebody has come."""

from __future__ import annotations

from contextlib import suppress

import streamlit as st

from assessment.campaigns import Campaign
from assessment.storage import StoreUnavailable
from pages.visit import address, branding, consulting, memory, saving
from server.limiting import count_wrong_key


def asked() -> Campaign | None:
    """The campaign of the code in the address as it is now; as last read while the database cannot be read.

    None when the code is unknown, or the campaign is not published.
    """
    code, known = address.campaign_code(), branding.brand()
    with saving.reading() as tried:
        found = None if code is None else saving.prospect(code).campaign(address.now())
    if not tried.done:
        return known.campaign if known else None
    if found is None and code is not None and memory.WRONG_KEY.value != code:
        memory.WRONG_KEY.keep(code)
        count_wrong_key(st.context.ip_address)
    return found


def previewed() -> Campaign | None:
    """The campaign of the code in the address, a draft as well, for its consultant who is signed in; else None."""
    code = address.campaign_code()
    return None if code is None else consulting.previewed(code)


def tried_out() -> Campaign | None:
    """The campaign that its consultant is trying; None for everybody else, and once it is over."""
    found = branding.brand()
    if found is None or found.campaign.state == "over":
        return None
    return found.campaign if previewed() else None


def count_opening() -> None:
    """Count that somebody has come by the link, once in a browser tab; not counted where that is not possible now.

    The consultant, who looks at it, is not counted.
    """
    if memory.IS_COUNTED.value or previewed():
        return
    memory.IS_COUNTED.keep(value=True)
    with suppress(StoreUnavailable):
        saving.prospect(address.campaign_code() or "").came()


def leave() -> None:
    """Leave the campaign for the start page of the app."""
    address.open_code(None)
