"""What all respondents of a campaign answered together, once it is over."""

from __future__ import annotations

import streamlit as st

from assessment.campaigns import Campaign
from assessment.figures import receipt_description, receipt_strip, team_chart, team_description
from assessment.instrument import Language
from assessment.sentences.campaigns import together_sentence
from assessment.sentences.team import receipt_sentence
from assessment.team_result import TeamResult
from assessment.words import say
from pages.shared.elements import plain
from pages.shared.pictures import draw
from pages.visit import banks, following


def together(campaign: Campaign, language: Language) -> None:
    """Every factor with its figure and likely range, and what was checked; before the close, that it comes then."""
    result = following.together(campaign, banks.instrument())
    with st.container(key="campaign_together", gap="small"):
        if result is None:
            st.header(say(language, "campaigns.together.later.title"), anchor=False)
            st.markdown(say(language, "campaigns.together.later.text"))
            return
        st.header(say(language, "campaigns.together.title", n=result.report.n), anchor=False)
        if not result.shows_anything:
            st.markdown(say(language, "campaigns.together.nothing"))
            return
        st.markdown(plain(together_sentence(result, language)))
        draw(team_chart, team_description, result, language)
        st.caption(say(language, "campaigns.together.who"))
        _receipt(result, language)


def _receipt(result: TeamResult, language: Language) -> None:
    with st.expander(say(language, "team_result.receipt.title"), key="campaign_receipt"):
        draw(receipt_strip, receipt_description, result, language)
        st.markdown(f"**{receipt_sentence(result, language)}**")
        narrowest = result.report.receipt.narrowest
        st.markdown(say(language, "campaigns.together.receipt", narrowest=narrowest))
