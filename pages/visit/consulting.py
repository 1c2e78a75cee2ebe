"""The consultant who is signed in, and the campaign that is open."""

from __future__ import annotations

from datetime import UTC, datetime

import streamlit as st

from assessment.campaigns import Desk
from assessment.opened import opened_store
from assessment.storage import StoredConsultant
from pages.visit import memory, saving
from server.secret import secret
from server.sign_in import COOKIE


def signed_in() -> StoredConsultant | None:
    """Whoever is signed in with the browser's cookie, asked anew at each run; None when nobody is."""
    found = None
    if token := st.context.cookies.get(COOKIE):
        with saving.reading():
            found = opened_store().signed_in(token, datetime.now(UTC))
    if found is None:
        memory.OPEN_CAMPAIGN.forget()
    return found


def desk(who: StoredConsultant) -> Desk:
    """What a consultant who is signed in may do. Raises StoreUnavailable."""
    return Desk(opened_store(), who.id, secret())


def sign_out() -> None:
    """End the sign-in on the server; the cookie opens nothing from then on."""
    with saving.trying():
        opened_store().sign_out(st.context.cookies.get(COOKIE, ""))
