"""What all respondents of a campaign answered together, once it is over."""

from __future__ import annotations

import streamlit as st

from assessment.campaigns import Campaign, Desk
from assessment.downloads import CampaignDownload
from assessment.figures import team_chart, team_description
from assessment.instrument import Language
from assessment.sentences.campaigns import exact_sentences, promise_sentence, together_sentence, worth_sentences
from assessment.team_result import TeamResult
from assessment.words import say
from pages.shared.elements import plain
from pages.shared.pictures import draw
from pages.visit import banks, following
from server.files import SECONDS_GOOD, link_to


def together(desk: Desk, campaign: Campaign, language: Language) -> None:
    """Every factor with its figure, what these are worth and what was checked; before the close, that it comes then."""
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
        if result.report.n < campaign.finished:
            st.caption(say(language, "campaigns.together.not_all", n=result.report.n, finished=campaign.finished))
        st.markdown(plain(together_sentence(result, language)))
        draw(team_chart, team_description, result, language)
        st.fragment(_download, run_every=SECONDS_GOOD / 2)(desk, campaign, language)
        for sentence in (*worth_sentences(result, language), promise_sentence(result, language)):
            st.markdown(sentence)
        st.caption(say(language, "campaigns.together.who"))
        _exact(result, language)


def _download(desk: Desk, campaign: Campaign, language: Language) -> None:
    download = CampaignDownload("together", language, desk.consultant, campaign.id)
    words = say(language, "campaigns.together.csv")
    st.link_button(words, link_to(download, download.name), key="download_together", icon=":material/download:")


def _exact(result: TeamResult, language: Language) -> None:
    with st.expander(say(language, "campaigns.together.exact.title"), key="campaign_receipt"):
        for sentence in exact_sentences(result, language):
            st.markdown(sentence)
