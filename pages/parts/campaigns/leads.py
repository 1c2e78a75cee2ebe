"""Those who have asked to be contacted, first those who wait: who, how far it has come, and the result if shown."""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final

import streamlit as st

from assessment.campaigns import LEAD_MONTHS, Campaign, Desk, StoredLead, is_plain_address, phone_link
from assessment.figures import chart_description, factor_dumbbell
from assessment.instrument import Language
from assessment.report import Report
from assessment.sentences.comparison import opening
from assessment.sentences.scores import weakest_factors
from assessment.words import date_text, day_text, quoted, say
from pages.parts.campaigns.fields import saved_sign
from pages.parts.results import factor_rows
from pages.shared.campaign_files import leads_links, result_link
from pages.shared.elements import behaviours, plain
from pages.shared.pictures import draw
from pages.visit import address, controls, following

_IN_SIGHT: Final = 5
_STYLES: Final = """<style>
[class*="st-key-lead_row_"] { border-top: 1px solid var(--hairline); padding-top: 12px }
.lead-reach { color: inherit }
[class*="st-key-kept_lead_"] { padding-inline-end: 72px }
@media (min-width: 641px) { [class*="st-key-lead_result_"] button { min-height: 1.5rem; padding-block: 0 } }
@media (max-width: 640px) {
  .lead-reach { display: inline-flex; align-items: center; min-height: 44px }
  [class*="st-key-lead_state_"] [role="radiogroup"] { display: grid; grid-template-columns: 1fr 1fr }
  :has(> [class*="st-key-files_"]), [class*="st-key-files_"] { width: 100% !important }
}
</style>"""
_WIDTHS: Final = (5, 5, 3, 2)


def leads_list(desk: Desk, campaign: Campaign, leads: Sequence[StoredLead], language: Language) -> None:
    """A row for each, the first in sight, and all of them as files.

    Not st.dataframe: its own download guards against no formulas, and its words are English.
    """
    with st.container(key="campaign_leads", gap="small"):
        with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="bottom"):
            with st.container(gap="xxsmall", width="content"):
                st.header(say(language, "campaigns.leads.title"), anchor=False)
                st.caption(say(language, "campaigns.leads.text", months=LEAD_MONTHS))
            leads_links(desk.consultant, campaign, language)
        st.html(_STYLES)
        shown = leads if following.shows_all() else leads[:_IN_SIGHT]
        results = following.results(desk, campaign.id, shown)
        for lead in shown:
            _row(desk, campaign, lead, results, language)
        if len(shown) < len(leads):
            label = say(language, "campaigns.leads.all", n=len(leads))
            st.button(label, key="leads_all", on_click=following.show_all)


def _row(desk: Desk, campaign: Campaign, lead: StoredLead, results: Mapping[str, Report], language: Language) -> None:
    report = results.get(lead.id)
    with st.container(key=f"lead_row_{lead.id}", gap="xsmall"):
        who, holds, given, result = st.columns(_WIDTHS)
        with who, st.container(gap="xxsmall"):
            st.markdown(f"**{plain(lead.name) or say(language, 'campaigns.leads.no_name')}**")
            _email(lead.email)
            if lead.phone:
                _phone(lead.phone)
        with holds:
            st.markdown(_holds(lead, report, language))
        with given:
            spoken = say(language, f"campaigns.leads.agreed.{lead.language}")
            day = day_text(_given(lead).date(), language)
            st.markdown(say(language, "campaigns.leads.given", day=day, spoken=spoken))
        with result:
            if report is not None:
                is_open = following.opened() == lead.id
                label = say(language, f"campaigns.leads.result.{'close' if is_open else 'open'}")
                key = f"lead_result_{lead.id}"
                st.button(label, key=key, type="tertiary", on_click=following.turn, args=(lead.id,))
        if lead.message:
            st.text(quoted(lead.message, language))
        _state(campaign, lead, language)
        if report is not None and following.opened() == lead.id:
            _result(desk, campaign, lead, report, language)
        with st.expander(say(language, "campaigns.leads.agreed.title"), type="compact", key=f"lead_agreed_{lead.id}"):
            st.text(lead.wording)
            st.caption(_agreed(lead, language))


def _holds(lead: StoredLead, report: Report | None, language: Language) -> str:
    """What holds most back, where it is shown; else why it is not. As Markdown."""
    if report is None:
        why = "deleted" if lead.shows_result else "not_shown"
        return f":gray[{say(language, f'campaigns.leads.{why}')}]"
    found = plain(weakest_factors(report, language))
    are_all_close = len(report.scores.overall.named) == len(report.scores.factors)
    label = say(language, f"campaigns.leads.{'all_close' if are_all_close else 'column.holds_back'}")
    return f":gray[{label}]  \n{found}"


def _given(lead: StoredLead) -> datetime:
    return lead.given_at.astimezone(address.now().tzinfo)


def _email(email: str) -> None:
    """A link that begins a message, to what is an address and nothing else; other text as text."""
    if is_plain_address(email):
        st.html(f'<a class="lead-reach" href="mailto:{html.escape(email)}">{html.escape(email)}</a>')
    else:
        st.text(email)


def _phone(phone: str) -> None:
    """A link that begins a call, to what is a number and nothing else; other text as text."""
    if href := phone_link(phone):
        st.html(f'<a class="lead-reach" href="{html.escape(href)}">{html.escape(phone)}</a>')
    else:
        st.text(phone)


def _state(campaign: Campaign, lead: StoredLead, language: Language) -> None:
    control = following.show_state(lead)
    labels = {each: say(language, f"campaigns.leads.states.{each}") for each in following.STATES}
    controls.keep_choice(control, labels)
    with st.container(key=f"kept_{control}", width="content"):
        st.radio(
            say(language, "campaigns.leads.state_of", name=lead.name or lead.email),
            list(labels),
            None,
            format_func=labels.__getitem__,
            key=control,
            horizontal=True,
            label_visibility="collapsed",
            on_change=following.note,
            args=(campaign.id, lead.id),
        )
        saved_sign(control, language)


def _agreed(lead: StoredLead, language: Language) -> str:
    """When it was agreed to, in which language, and until when it is kept."""
    given = _given(lead)
    return say(
        language,
        "campaigns.leads.agreed.text",
        day=date_text(given.date(), language),
        time=f"{given:%H:%M}",
        spoken=say(language, f"campaigns.leads.agreed.{lead.language}"),
        until=date_text(lead.last_day, language),
    )


def _result(desk: Desk, campaign: Campaign, lead: StoredLead, report: Report, language: Language) -> None:
    """What is shown of a result: its headline, both behaviours, the chart, and the PDF."""
    story = opening(report, language)
    with st.container(key="lead_result", gap="small"):
        st.subheader(plain(story.title), anchor=False)
        st.markdown(plain(story.consequence))
        behaviours(report.answers, language)
        draw(factor_dumbbell, chart_description, report, language)
        factor_rows(report, language)
        result_link(desk.consultant, campaign, lead.id, language)
