"""What all respondents of a campaign answered together, once it is over."""

from __future__ import annotations

import streamlit as st

from assessment.campaigns import Campaign, Counted, Desk
from assessment.downloads import CampaignDownload
from assessment.figures import team_chart, team_description
from assessment.instrument import Language
from assessment.sentences.campaigns import exact_sentences, promise_sentence, together_sentence, worth_sentences
from assessment.team_result import TeamResult
from assessment.words import say
from pages.parts.campaigns.overview import amount
from pages.shared.campaign_files import file_link
from pages.shared.elements import plain
from pages.shared.pictures import draw
from pages.visit import banks, following


def together(desk: Desk, campaign: Campaign, language: Language) -> None:
    """Every factor with its figure, what these are worth and what was checked; before the close, that it comes then."""
    result = following.together(campaign, banks.instrument())
    with st.container(key="campaign_together", gap="small"):
        if result is None:
            st.header(say(language, "campaigns.together.later.title"), anchor=False)
            st.markdown(say(language, "campaigns.together.later.text"))
            return
        counted = Counted(result.report.n, campaign.finished)
        title = "later.title" if counted.missing else "title"
        st.header(say(language, f"campaigns.together.{title}", n=counted.n), anchor=False)
        if not result.shows_anything:
            st.markdown(_why_nothing(counted, language))
            return
        if counted.left_out:
            st.caption(say(language, "campaigns.together.not_all", n=result.report.n, finished=campaign.finished))
        st.markdown(plain(together_sentence(result, language)))
        draw(team_chart, team_description, result, language)
        download = CampaignDownload("together", language, desk.consultant, campaign.id)
        file_link(download, say(language, "campaigns.together.csv"), "download_together")
        for sentence in (*worth_sentences(result, language), promise_sentence(result, language)):
            st.markdown(sentence)
        st.caption(say(language, "campaigns.together.who"))
        _exact(result, language)


def why_too_few(counted: Counted, language: Language) -> str:
    """How many are missing, and why some who have finished are not counted."""
    missing = say(language, f"campaigns.together.missing.{amount(counted.missing)}", n=counted.missing)
    why = [say(language, "campaigns.together.why")] if counted.left_out else []
    return " ".join([missing, *why])


def _why_nothing(counted: Counted, language: Language) -> str:
    if not counted.missing:
        return say(language, "campaigns.together.nothing", n=counted.n)
    few = say(language, f"campaigns.together.too_few.{amount(counted.n)}", n=counted.n)
    return f"{few} {why_too_few(counted, language)}"


def _exact(result: TeamResult, language: Language) -> None:
    with st.expander(say(language, "campaigns.together.exact.title"), key="campaign_receipt"):
        for sentence in exact_sentences(result, language):
            st.markdown(sentence)
