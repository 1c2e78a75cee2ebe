"""What a campaign's respondents see first: who asks, what the consultant sees, and the way to begin."""

from __future__ import annotations

import html
from typing import Final, NoReturn

import streamlit as st

from assessment.campaigns import Campaign, CampaignSetup
from assessment.instrument import Language
from assessment.sentences.bank import start_sentence
from assessment.words import date_text, say
from pages.parts.lead import late_offer
from pages.parts.start import arrange, see_example, small_result, ways_to_begin
from pages.shared import elements
from pages.shared.elements import plain, pressed
from pages.visit import assessments, banks, places, prospecting, saving

_STYLES: Final = """
.sees { border-radius: 8px; padding: 16px; background: var(--field); color: var(--ring); font-size: 1rem }
.sees p { margin: 0 0 4px; font-size: 1rem; font-weight: 600; overflow-wrap: anywhere }
.sees ul { margin: 0 !important; padding: 0 !important; list-style: none }
.sees li { position: relative; margin: 8px 0 0 !important; padding-inline-start: 28px; font-size: 1rem }
.sees li::before { content: ""; position: absolute; left: 2px; top: 7px; width: 11px; height: 6px; border: solid;
  border-width: 0 0 2px 2px; rotate: -45deg }
.sees li.not::before { left: 0; top: 11px; width: 13px; height: 0; border-width: 0 0 2px; rotate: none }
"""


def campaign_start(language: Language) -> NoReturn:
    """The first page of a campaign, or why one cannot begin, with a way on. Ends the page."""
    found = prospecting.asked()
    mine = prospecting.previewed() if found is None or found.state == "waiting" else None
    if found is not None and found.is_open:
        campaign_landing(found, language)
        arrange()
        prospecting.count_opening()
    elif mine is not None and mine.refused is None:
        campaign_landing(mine, language)
        arrange()
    else:
        _cannot_begin(mine or found, language)
    elements.end_page()


def campaign_landing(campaign: Campaign, language: Language) -> None:
    """What one gets, what the consultant sees, and the forms that the campaign offers."""
    bank, example, name = banks.instrument(), assessments.example(), campaign.setup.sender
    forms = campaign.forms(bank)
    st.title(say(language, "start.headline"), anchor=False)
    st.markdown(start_sentence(bank, language, forms[0]))
    with st.container(key="landing"):
        if example:
            small_result(example, language)
        with st.container(key="landing_buttons", horizontal=True, vertical_alignment="center"):
            ways_to_begin(bank, forms, {form: _label(form, forms[0]) for form in forms}, language, "primary")
            if example:
                see_example(language)
        st.html(f"<style>{_STYLES}</style>{what_is_seen(name, language)}")
        controller, days = plain(campaign.setup.controller), days_kept(campaign.setup, language)
        with st.container(horizontal=True, vertical_alignment="center", gap="small", key="prospect_responsible"):
            st.caption(say(language, "prospect.responsible", name=controller, days=days), width="content")
            if pressed(say(language, "prospect.to_privacy"), key="to_privacy", kind="tertiary"):
                places.go_to(places.PRIVACY)


def days_kept(setup: CampaignSetup, language: Language) -> str:
    """For how many days answers are kept, in words."""
    days = setup.retention_days
    return say(language, f"prospect.days.{'one' if days == 1 else 'many'}", n=days)


def what_is_seen(name: str, language: Language) -> str:
    """What the consultant of this name sees of answers, and what not."""
    title = html.escape(say(language, "prospect.sees.title", name=name))
    told = (
        "".join(f"<li class='{kind}'>{html.escape(line)}</li>" for line in say(language, path).split("\n"))
        for kind, path in (("", "prospect.sees.list"), ("not", "prospect.sees.not"))
    )
    return f"<div class='sees'><p dir='auto'>{title}</p><ul>{''.join(told)}</ul></div>"


def _label(form: str, first: str) -> str:
    return f"start.{form}" if form != first else "start.quick"


def _cannot_begin(found: Campaign | None, language: Language) -> None:
    """The link leads nowhere, nobody can begin yet or just now, or it is over: one sentence, and a way on.

    As long as a campaign may open, the way on is its consultant; once it is over, also our own start page.
    """
    state = "unknown" if found is None else found.cannot_begin or "paused"
    st.title(say(language, f"prospect.{state}.title"), anchor=False)
    if found is None:
        if saving.obstacle() is None:
            st.markdown(say(language, "prospect.unknown.text"))
        _to_start(say(language, "to_start"))
        return
    opens_on, setup = found.setup.opens_on, found.setup
    day = date_text(opens_on, language) if opens_on else ""
    st.markdown(say(language, f"prospect.{state}.text", name=plain(setup.sender), day=day))
    if found.state == "over":
        late_offer(setup, language)
        _without_campaign(setup, language)
    else:
        elements.contact_line(setup.contact, language)
    if assessments.example():
        see_example(language)


def _without_campaign(setup: CampaignSetup, language: Language) -> None:
    """The way to our own questions, of whose answers the consultant sees nothing."""
    with st.container(border=True, key="without_campaign", gap="small"):
        st.subheader(say(language, "prospect.over.alone"), anchor=False)
        st.markdown(say(language, "prospect.over.alone_text", name=plain(setup.sender)))
        _to_start(say(language, "prospect.over.to_start"))


def _to_start(label: str) -> None:
    if pressed(label, key="leave_campaign"):
        prospecting.leave()
        places.go_to(places.START)
