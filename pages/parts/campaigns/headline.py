"""What stands above a campaign: the way back, its state, its name."""

from __future__ import annotations

import streamlit as st

from assessment.campaigns import Campaign
from assessment.instrument import Language
from assessment.words import date_text, say
from pages.parts.campaigns.overview import so_far
from pages.shared.elements import plain
from pages.visit import consulting


def headline(campaign: Campaign, leads: int, language: Language) -> None:
    """The way back to all, the name of a campaign and its state, and once it is published how far it has come."""
    st.button(
        say(language, "campaigns.back"),
        key="campaigns_back",
        type="tertiary",
        icon=":material/arrow_back:",
        on_click=consulting.open_campaign,
        args=(None,),
    )
    with st.container(key="campaign_headline", gap="xsmall"):
        if campaign.is_draft:
            st.title(name_of(campaign, language), anchor=False)
            st.markdown(state_of(campaign, language))
        else:
            st.caption(f"{name_of(campaign, language)} · {state_of(campaign, language)}")
            st.title(so_far(campaign, leads, language), anchor=False)


def name_of(campaign: Campaign, language: Language) -> str:
    """The name of a campaign as Markdown that shows just this text."""
    return plain(campaign.setup.title) or say(language, "campaigns.untitled")


def state_of(campaign: Campaign, language: Language) -> str:
    """Whether a campaign is a draft, waits for its first day, is open, and until when, or is over."""
    state, setup = campaign.state, campaign.setup
    day = setup.opens_on if state == "waiting" else setup.closes_on
    if day is None or state in ("draft", "over"):
        return say(language, f"campaigns.state.{state}")
    words = "open_until" if state == "open" else state
    return say(language, f"campaigns.state.{words}", day=date_text(day, language))


def counts_of(campaign: Campaign, language: Language) -> str:
    """How many have opened the link, begun and finished."""
    counts = {"opened": campaign.opened, "begun": campaign.begun, "finished": campaign.finished}
    return say(language, "campaigns.counts", **counts)
