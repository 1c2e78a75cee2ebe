"""What a consultant decides about a campaign, and the button that publishes it."""

from __future__ import annotations

from collections.abc import Callable
from itertools import cycle
from typing import Any, Final

import streamlit as st

from assessment.campaigns import MOST_RETENTION_DAYS, Campaign, Desk
from assessment.instrument import LANGUAGES, Language
from assessment.words import say
from pages.parts.campaigns.logo import logo
from pages.parts.campaigns.questions import questions
from pages.shared.elements import plain
from pages.visit import banks, consulting, controls
from pages.visit import preparing as typed

_PAUSE: Final = "0.5s"  # Text is saved when the typing pauses.


def setting_up(desk: Desk, campaign: Campaign, language: Language) -> None:
    """The controls that describe a campaign, and what is wrong with what stands in them."""
    typed.show(campaign)
    saved = "saved" if campaign.is_draft else "saved_over" if campaign.state == "over" else "saved_live"
    st.caption(say(language, f"campaigns.setup.{saved}"))
    with st.container(key="campaign_controls"):
        left, right = st.columns(2, gap="large")
        with left:
            _who(desk, campaign, language)
            _asked(campaign, language)
            _when(campaign, language)
        with right:
            _reach(campaign, language)
            _privacy(campaign, language)
    questions(desk, campaign, language)
    _notes(campaign, language)
    _problems(campaign, language)


def publishing(desk: Desk, campaign: Campaign, language: Language) -> None:
    """The button that publishes a draft, and the one that shows it before."""
    with st.container(horizontal=True, vertical_alignment="center", key="campaign_publishing"):
        st.button(
            say(language, "campaigns.setup.publish"),
            key="campaign_publish",
            type="primary",
            on_click=consulting.publish,
            args=(campaign.id,),
        )
        preview(desk, campaign, language)
    st.caption(f"{say(language, 'campaigns.setup.publish_help')} {say(language, 'campaigns.setup.preview_help')}")


def preview(desk: Desk, campaign: Campaign, language: Language) -> None:
    """Opens the campaign as respondents see it, in another tab."""
    if link := consulting.link(desk, campaign):
        st.link_button(say(language, "campaigns.setup.preview"), link, key="campaign_preview")


def _who(desk: Desk, campaign: Campaign, language: Language) -> None:
    st.subheader(say(language, "campaigns.setup.who"), anchor=False)
    _line("title", "name", campaign, language)
    _line("sender", "sender", campaign, language)
    logo(desk, campaign, language)


def _asked(campaign: Campaign, language: Language) -> None:
    st.subheader(say(language, "campaigns.setup.asked"), anchor=False)
    names: dict[str, str] = {each: say(language, f"campaigns.language.{each}") for each in LANGUAGES}
    names[typed.BOTH] = say(language, "campaigns.language.both")
    _choice(say(language, "campaigns.setup.languages"), names, "campaign_languages", campaign)
    bank = campaign.own_bank.instrument if campaign.own_bank else banks.instrument()
    labels: dict[str, str] = {
        form: say(
            language, f"campaigns.setup.{form}", statements=len(bank.form_items(form)), minutes=bank.minutes(form)
        )
        for form in bank.offered_forms
    }
    if len(labels) > 1:
        labels[typed.BOTH] = say(language, "campaigns.setup.both")
        _choice(say(language, "campaigns.setup.form"), labels, "campaign_form", campaign)


def _when(campaign: Campaign, language: Language) -> None:
    st.subheader(say(language, "campaigns.setup.when"), anchor=False)
    for name in ("opens", "closes"):
        with st.container(gap="xxsmall"):
            st.date_input(
                say(language, f"campaigns.setup.{name}"),
                value=None,
                format="YYYY-MM-DD",
                width=200,
                **_kept(f"campaign_{name}", campaign),
            )
            st.caption(say(language, f"campaigns.setup.{name}_help"))


def _reach(campaign: Campaign, language: Language) -> None:
    st.subheader(say(language, "campaigns.setup.reach"), anchor=False)
    _line("contact", "contact", campaign, language)
    _texts("call", campaign, language, hint=lambda each: say(each, "campaigns.setup.call_hint"))


def _privacy(campaign: Campaign, language: Language) -> None:
    st.subheader(say(language, "campaigns.setup.privacy"), anchor=False)
    _line("controller", "controller", campaign, language)
    _texts("notice", campaign, language)
    with st.container(gap="xxsmall"):
        # Written as text: Streamlit's field for numbers has buttons that speak English only.
        days = say(language, "campaigns.setup.retention")
        st.text_input(days, None, max_chars=3, width=200, **_kept("campaign_retention", campaign), live=_PAUSE)
        st.caption(say(language, "campaigns.setup.retention_help", most=MOST_RETENTION_DAYS))


def _notes(campaign: Campaign, language: Language) -> None:
    """What the consultant adds to the advice on each factor."""
    with st.container(key="campaign_notes", gap="xsmall"):
        st.subheader(say(language, "campaigns.notes.title"), anchor=False)
        st.caption(say(language, "campaigns.notes.help"))
        for factor, column in zip(typed.bank_of(campaign).factors, cycle(st.columns(2, gap="large")), strict=False):
            own = _kept(f"campaign_note_{factor.id}", campaign)
            with column:
                st.text_area(plain(factor.name[language]), None, max_chars=typed.LONGEST_TEXT, height=96, **own)


def _line(name: str, words: str, campaign: Campaign, language: Language) -> None:
    with st.container(gap="xxsmall"):
        label = say(language, f"campaigns.setup.{words}")
        st.text_input(label, None, max_chars=typed.LONGEST_LINE, **_kept(f"campaign_{name}", campaign), live=_PAUSE)
        st.caption(say(language, f"campaigns.setup.{words}_help"))


def _texts(name: str, campaign: Campaign, language: Language, hint: Callable[[Language], str] | None = None) -> None:
    """A text in each language of the campaign."""
    with st.container(gap="xxsmall"):
        for each in typed.setup(campaign).languages:
            in_it = say(language, f"campaigns.language.{each}")
            st.text_area(
                say(language, f"campaigns.setup.{name}", spoken=in_it),
                None,
                max_chars=typed.LONGEST_TEXT,
                placeholder=hint(each) if hint else None,
                height=96,
                **_kept(f"campaign_{name}_{each}", campaign),
            )
        st.caption(say(language, f"campaigns.setup.{name}_help"))


def _choice(label: str, labels: dict[str, str], control: str, campaign: Campaign) -> None:
    controls.keep_choice(control, labels)
    st.radio(label, list(labels), None, format_func=labels.__getitem__, **_kept(control, campaign))


def _kept(control: str, campaign: Campaign) -> dict[str, Any]:
    """What every field has: its key, and that it is saved when it changes.

    Fields are empty, and choices none, until they are set: one that has only appeared is so never saved.
    """
    return {"key": control, "on_change": typed.keep, "args": (campaign.id, control)}


def _problems(campaign: Campaign, language: Language) -> None:
    """All that keeps a draft from being published, or what is typed from being saved, once a place and a remedy."""
    found = [say(language, f"campaigns.problems.{each}", most=MOST_RETENTION_DAYS) for each in typed.problems(campaign)]
    if found:
        title = say(language, "campaigns.problems.title" if campaign.is_draft else "campaigns.problems.title_live")
        with st.container(key="campaign_problems"):
            st.error("\n".join(f"- {each}" for each in found), title=title)
