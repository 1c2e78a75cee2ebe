"""The list of a consultant's campaigns."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import streamlit as st

from assessment.campaigns import MOST_CAMPAIGNS, Campaign, Desk, LeadCounts
from assessment.instrument import Language
from assessment.words import say
from pages.parts.campaigns.headline import counts_of, described, name_of, refused_questions, state_of, wishes_of
from pages.shared.elements import plain
from pages.visit import address, consulting, saving

_READABLE: Final = 640  # Pixels.
# Streamlit centres the words of a button when they take more than one line.
_STYLES: Final = """<style>
[class*="st-key-open_"] button, [class*="st-key-open_"] button p { text-align: start !important }
[class*="st-key-open_"] button { justify-content: flex-start }
[class*="st-key-open_"] strong { font-size: 1.125rem }
</style>"""


def listing(desk: Desk, consultant: str, language: Language) -> None:
    """Every campaign with its state and how many have answered, and a way to make another; who is signed in."""
    with st.container(key="campaigns_headline", gap="xsmall"):
        st.title(say(language, "campaigns.headline"), anchor=False)
        st.markdown(say(language, "campaigns.text"))
    found = consulting.campaigns(desk)
    if address.question_page() and saving.obstacle() is None:
        st.info(say(language, "campaigns.gone"))
    if not found and saving.obstacle() is None:
        st.markdown(say(language, "campaigns.none"), width=_READABLE)
    st.button(say(language, "campaigns.new"), key="campaign_new", type="primary", on_click=consulting.make)
    if consulting.has_too_many():
        st.info(say(language, "campaigns.too_many", most=MOST_CAMPAIGNS))
    leads = consulting.lead_counts(desk)
    st.html(_STYLES)
    _rows([each for each in found if not each.is_archived], leads, language)
    if archived := [each for each in found if each.is_archived]:
        with st.expander(say(language, "campaigns.archived", count=len(archived)), key="campaigns_archived"):
            _rows(archived, leads, language)
    with st.container(horizontal=True, vertical_alignment="center", key="campaigns_signed_in"):
        st.caption(plain(say(language, "campaigns.signed_in", name=consultant)), width="content")
        sign_out = say(language, "campaigns.sign_out")
        st.button(sign_out, key="sign_out", type="tertiary", on_click=consulting.sign_out)


def _rows(campaigns: list[Campaign], leads: Mapping[str, LeadCounts], language: Language) -> None:
    for each in campaigns:
        with st.container(border=True, gap="xxsmall", key=f"campaign_{each.id}"):
            st.button(
                f"**{name_of(each, language)}**",
                key=f"open_{each.id}",
                type="tertiary",
                on_click=consulting.open_campaign,
                args=(each.id,),
            )
            if not each.is_draft:
                wishes = wishes_of(leads.get(each.id, LeadCounts()), language)
                st.markdown(f"{counts_of(each, language)} · {wishes}")
            st.caption(f"{state_of(each, language)} · {described(each, language)}")
            if each.refused and each.state != "over":
                st.error(f"{refused_questions(each, language)} {say(language, 'campaigns.refused.open')}")
