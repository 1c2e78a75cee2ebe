"""The list of a consultant's campaigns."""

from __future__ import annotations

from datetime import UTC, datetime

import streamlit as st

from assessment.campaigns import Desk
from assessment.instrument import Language
from assessment.storage import StoredConsultant
from assessment.words import say
from pages.shared.elements import plain
from pages.visit import consulting


def listing(desk: Desk, who: StoredConsultant, language: Language) -> None:
    """Every campaign with its state and how many have answered, and a way to make another."""
    st.title(say(language, "campaigns.headline"), anchor=False)
    st.markdown(say(language, "campaigns.text"))
    for campaign in desk.campaigns(datetime.now(UTC)):
        st.markdown(plain(campaign.setup.title))
    st.caption(plain(who.name))
    st.button(say(language, "campaigns.sign_out"), key="sign_out", on_click=consulting.sign_out)
