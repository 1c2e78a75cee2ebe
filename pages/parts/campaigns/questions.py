"""The questions of a campaign: which ones it asks, and trying others before anybody answers them."""

from __future__ import annotations

from typing import Final

import streamlit as st

from assessment.bank import Bank
from assessment.campaigns import Campaign, Desk
from assessment.downloads import CampaignDownload
from assessment.instrument import Instrument, Language, differences
from assessment.problems import Problems
from assessment.reading import in_language
from assessment.sentences.problems import problem_sentence
from assessment.words import say
from pages.parts.campaigns.headline import refused_questions
from pages.parts.campaigns.trial import difference, dry_run, language_names, one_sided, spoken_in
from pages.shared.campaign_files import file_link
from pages.shared.elements import plain
from pages.shared.file_opener import file_opener
from pages.visit import banks, choosing

_KINDS: Final = ".yaml,.yml,application/yaml"


def questions(desk: Desk, campaign: Campaign, language: Language) -> None:
    """What the campaign asks now, as a file to begin from, and another file to try."""
    running = choosing.running(campaign)
    with st.container(border=True, key="campaign_questions", gap="small"):
        st.subheader(say(language, "campaigns.bank.title"), anchor=False)
        if campaign.refused is None:
            whose = "own" if campaign.own_bank else "shipped"
            values = {"version": running.instrument.version, "named": _named(running.instrument, language)}
            st.markdown(f"{say(language, f'campaigns.bank.{whose}', **values)} {_size(running.instrument, language)}")
            if campaign.own_bank:
                _languages(campaign, running.instrument, language)
            st.caption(say(language, "campaigns.bank.help"))
        refused = st.container() if campaign.refused else None  # What it says depends on the file opened below.
        with st.container(horizontal=True, vertical_alignment="center"):
            download = CampaignDownload("bank", language, desk.consultant, campaign.id)
            file_link(download, say(language, "campaigns.bank.download"), "download_bank")
            if campaign.own_text:
                st.button(
                    say(language, "campaigns.bank.give_back"),
                    key=choosing.GIVE_BACK,
                    type="tertiary",
                    on_click=choosing.give_back,
                    args=(campaign.id,),
                )
        opened = file_opener(say(language, "campaigns.bank.open"), key=f"open_bank_{campaign.id}", accept=_KINDS)
        if opened is not None:
            choosing.open_bank(opened.data, opened.name)
        if refused and campaign.refused:
            with refused:
                _refused(campaign, campaign.refused.problems, language)
        _fault(campaign, language)
        if tried := choosing.tried():
            _trial(campaign, running, tried, language)


def _refused(campaign: Campaign, problems: Problems, language: Language) -> None:
    """That this release no longer accepts the campaign's own questions, and why, until a file is tried."""
    said = refused_questions(campaign, language)
    if choosing.fault() or choosing.tried():
        st.error(said)
        return
    with st.container(key="campaign_bank_refused", gap="xsmall"):
        st.error(f"{said} {say(language, 'campaigns.refused.lines')}")
        _lines(problems, language)


def _fault(campaign: Campaign, language: Language) -> None:
    words = "campaigns.refused.lines" if campaign.refused else "campaigns.bank.unusable.text"
    match choosing.fault():
        case None:
            return
        case "too_large":
            st.error(say(language, "campaigns.bank.too_large"))
        case problems:
            with st.container(key="campaign_bank_problems", gap="xsmall"):
                st.error(say(language, words), title=say(language, "campaigns.bank.unusable.title"))
                _lines(problems, language)


def _lines(problems: Problems, language: Language) -> None:
    """Where in a file something is wrong, what is there and what to do."""
    for each in problems.problems:
        st.text(problem_sentence(in_language(each, language), language))
    if problems.more:
        st.text(say(language, "campaigns.bank.fault.more", count=problems.more))


def _trial(campaign: Campaign, running: Bank, tried: Bank, language: Language) -> None:
    """What would differ, what three respondents would read, and the button that puts the questions to use."""
    with st.container(key="campaign_bank_trial", gap="small"):
        named = _named(tried.instrument, language)
        st.subheader(say(language, "campaigns.bank.tried", named=named), anchor=False)
        st.markdown(f"{_size(tried.instrument, language)} {say(language, 'campaigns.bank.not_yet')}")
        _languages(campaign, tried.instrument, language)
        if campaign.refused is None:
            found = differences(running.instrument, tried.instrument)
            difference(found, language)
            one_sided(found, spoken_in(campaign, tried.instrument), language)
        dry_run(campaign, tried.instrument, language)
        with st.container(horizontal=True, vertical_alignment="center"):
            st.button(
                say(language, "campaigns.bank.use"),
                key=choosing.USE,
                type="primary",
                on_click=choosing.use,
                args=(campaign.id,),
            )
            st.button(say(language, "campaigns.bank.drop"), key="campaign_drop_bank", on_click=choosing.forget)
        if not campaign.is_draft:
            st.caption(say(language, "campaigns.bank.use_help"))


def _named(bank: Instrument, language: Language) -> str:
    """What a consultant's questions are called: by the id in their file, if it is not still that of ours."""
    words = "unnamed" if bank.id == banks.instrument().id else "named"
    return say(language, f"campaigns.bank.{words}", name=plain(bank.id), version=bank.version)


def _size(bank: Instrument, language: Language) -> str:
    """How many statements of which kind there are, and in which languages."""
    items, quick, context = len(bank.items), len(bank.form_items("quick")), len(bank.context_items)
    forms = "two" if len(bank.offered_forms) > 1 else "one"
    said = say(language, f"campaigns.bank.statements.{forms}", items=items, quick=quick)
    if context:
        said = say(language, "campaigns.bank.statements.around", statements=said, context=context)
    spoken = language_names(bank.languages, language)
    return say(language, "campaigns.bank.statements.spoken", statements=said, languages=spoken)


def _languages(campaign: Campaign, bank: Instrument, language: Language) -> None:
    """Say which of the campaign's languages the questions lack."""
    lacking = [each for each in campaign.setup.languages if each not in bank.languages]
    if lacking:
        values = {"lacking": lacking, "left": spoken_in(campaign, bank)}
        named = {name: language_names(each, language) for name, each in values.items()}
        st.warning(say(language, "campaigns.bank.lacks_language", **named))
