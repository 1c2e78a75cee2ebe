"""What stands above a campaign: the way back, its state, its name."""

from __future__ import annotations

from typing import Final

import streamlit as st

from assessment.campaigns import Campaign, LeadCounts
from assessment.instrument import Language
from assessment.words import date_text, number, say
from pages.parts.campaigns.overview import amount, have_done, so_far
from pages.parts.campaigns.trial import language_names
from pages.shared.elements import plain
from pages.visit import consulting

# A campaign that is opened shows from the top of the page, with the bar.
_STYLES: Final = """<style>
.st-key-campaign_headline { scroll-margin-top: 8rem }
.st-key-campaign_name strong { font-size: 1.375rem; line-height: 1.3 }
</style>"""


def headline(campaign: Campaign, leads: LeadCounts, language: Language) -> None:
    """The way back to all, the name of a campaign and its state, and once it is published how far it has come."""
    with st.container(key="campaign_headline", gap="xsmall"):
        st.html(_STYLES)
        st.button(
            say(language, "campaigns.back"),
            key="campaigns_back",
            type="tertiary",
            icon=":material/arrow_back:",
            on_click=consulting.open_campaign,
            args=(None,),
        )
        if campaign.is_draft:
            st.title(name_of(campaign, language), anchor=False)
            st.markdown(state_of(campaign, language))
        else:
            with st.container(key="campaign_name", gap="xxsmall"):
                st.markdown(f"**{name_of(campaign, language)}**")
                st.caption(state_of(campaign, language))
            st.title(so_far(campaign, leads, language), anchor=False)


def refused_questions(campaign: Campaign, language: Language) -> str:
    """What it means for a campaign that this release no longer accepts its own questions."""
    kind = campaign.state if campaign.state in ("draft", "over") else "published"
    return say(language, f"campaigns.refused.{kind}")


def name_of(campaign: Campaign, language: Language) -> str:
    """The name of a campaign as Markdown that shows just this text."""
    return plain(campaign.setup.title) or say(language, "campaigns.untitled")


def state_of(campaign: Campaign, language: Language) -> str:
    """Whether a campaign is a draft, waits for its first day, is open, and until when, or is over."""
    state, setup = campaign.state, campaign.setup
    found = {"waiting": setup.opens_on, "open": setup.closes_on, "over": campaign.closed_on or setup.closes_on}
    day = found.get(state)
    if day is None:
        return say(language, f"campaigns.state.{state}")
    words = {"open": "open_until", "over": "over_on"}.get(state, state)
    return say(language, f"campaigns.state.{words}", day=date_text(day, language))


def described(campaign: Campaign, language: Language) -> str:
    """The languages of a campaign, whose questions it asks, and when it was made."""
    spoken = language_names(campaign.languages, language)
    parts = [
        *([say(language, "campaigns.in_languages", languages=spoken)] if spoken else []),
        say(language, f"campaigns.{'own' if campaign.own_text else 'our'}_questions"),
        say(language, "campaigns.made", day=date_text(campaign.made_on, language)),
    ]
    return " · ".join(parts)


def counts_of(campaign: Campaign, language: Language) -> str:
    """How often the link was opened, and how many have begun and finished."""
    counts = {"opened": campaign.opened, "begun": campaign.begun, "finished": campaign.finished}
    return " · ".join(f"{number(n, language)} {have_done(name, n, language)}" for name, n in counts.items())


def wishes_of(leads: LeadCounts, language: Language) -> str:
    """How many wait to be contacted and have been, in a few words; as Markdown, the first in bold."""
    if not leads.asked:
        return say(language, "campaigns.wishes.none")
    counted = [("waiting", leads.waiting), ("contacted", leads.contacted)]
    told = [say(language, f"campaigns.wishes.{name}.{amount(n)}", n=number(n, language)) for name, n in counted if n]
    return " · ".join([f"**{told[0]}**" if leads.waiting else told[0], *told[1:]])
