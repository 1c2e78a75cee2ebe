"""What a consultant decides about a campaign, and the button that publishes it."""

from __future__ import annotations

from typing import Final, Literal

import streamlit as st

from assessment.campaigns import LEAD_MONTHS, MOST_RETENTION_DAYS, Campaign, Desk
from assessment.instrument import LANGUAGES, Language
from assessment.progress import FormLength
from assessment.words import date_text, say
from pages.parts.campaigns.fields import aside, faults, kept, line, required_line, text
from pages.parts.campaigns.in_result import in_result, one_language
from pages.parts.campaigns.logo import logo
from pages.parts.campaigns.questions import questions
from pages.visit import choosing, consulting, controls, places
from pages.visit import preparing as typed

# Streamlit centres the words of a button when they take more than one line.
_STYLES: Final = """<style>
:is(.st-key-campaign_problems, .st-key-campaign_needed) :is(button, button p) { text-align: start !important }
:is(.st-key-campaign_problems, .st-key-campaign_needed) button { justify-content: flex-start }
.st-key-needed_fields { row-gap: 0 !important }
@media (max-width: 640px) { .st-key-needed_fields { flex-direction: column !important; align-items: flex-start } }
</style>"""

# Where the label of a field stands in words, if not under its own name.
_LABELS: Final = {"title": "setup.name", "questions": "bank.title"}


def setting_up(desk: Desk, campaign: Campaign, language: Language) -> None:
    """The controls that describe a campaign, folded once it is published, and what is wrong with what is in them.

    Above those of a draft stands how far it is, with the buttons that publish and show it.

    Questions that this release no longer accepts stand by themselves.
    """
    typed.show(campaign)
    said, saved = say(language, "campaigns.result.title"), "saved_over" if campaign.state == "over" else "saved_live"
    if campaign.is_draft:
        _state(desk, campaign, language)
        st.caption(say(language, "campaigns.setup.saved"))
        _controls(desk, campaign, language)
        st.header(said, anchor=False)
        in_result(campaign, language)
        if campaign.refused is None:
            questions(desk, campaign, language)
        st.button(
            say(language, "campaigns.setup.to_publishing"),
            key="to_publishing",
            type="tertiary",
            icon=":material/arrow_upward:",
            on_click=places.arrive_at,
            args=("campaign_headline",),
        )
    else:
        with st.expander(f"**{said}**", icon=":material/edit_note:", key="campaign_words"):
            st.caption(say(language, f"campaigns.setup.{saved}"))
            in_result(campaign, language)
        with st.expander(say(language, "campaigns.setup.title"), key="campaign_setup"):
            st.caption(say(language, f"campaigns.setup.{saved}"))
            _controls(desk, campaign, language)
            if campaign.refused is None:
                questions(desk, campaign, language)
        _problems(campaign, language)


def _controls(desk: Desk, campaign: Campaign, language: Language) -> None:
    with st.container(key="campaign_controls"):
        left, right = st.columns(2, gap="large")
        with left:
            _who(desk, campaign, language)
            _asked(campaign, language)
        with right:
            _when(campaign, language)
            _privacy(campaign, language)


def _publishing(desk: Desk, campaign: Campaign, language: Language) -> None:
    """The button that publishes a draft, and the one that shows it before."""
    with st.container(horizontal=True, vertical_alignment="center", key="campaign_publishing"):
        st.button(
            say(language, "campaigns.setup.publish"),
            key="campaign_publish",
            type="primary",
            on_click=consulting.ask_to_publish,
            args=(campaign.id,),
        )
        if link := consulting.link(desk, campaign):
            preview(link, language)


def _question(campaign: Campaign, language: Language) -> None:
    """What holds once it is published, and which texts a language lacks."""
    opens_on, words = typed.setup(campaign).opens_on, "campaigns.setup.publishing"
    with st.container(key="campaign_asks"):
        st.markdown(f"**{say(language, f'{words}.title')}**")
        one_language(campaign, language)
        is_later = opens_on is not None and opens_on > typed.today()
        day = date_text(opens_on, language) if opens_on else ""
        st.markdown(say(language, f"{words}.{'later' if is_later else 'now'}", day=day))
        st.markdown(say(language, f"{words}.after"))
        if choosing.tried():
            st.warning(say(language, f"{words}.trial.{'own' if campaign.own_text else 'shipped'}"))
            use, asks = say(language, "campaigns.bank.use"), "campaign_asks"
            st.button(use, key="campaign_use_tried", on_click=choosing.use, args=(campaign.id, asks))
        with st.container(horizontal=True, horizontal_alignment="distribute"):
            keep, really = say(language, "campaigns.steps.keep"), say(language, f"{words}.really")
            st.button(keep, key="campaign_keep", on_click=consulting.ask_before, args=(None,))
            publish = ("publish", campaign.id)
            st.button(really, key="campaign_publish_really", type="primary", on_click=consulting.take, args=publish)


def preview(link: str, language: Language) -> None:
    """Opens a campaign by its link as respondents see it, in another tab."""
    st.link_button(say(language, "campaigns.setup.preview"), link, key="campaign_preview")


def _who(desk: Desk, campaign: Campaign, language: Language) -> None:
    st.subheader(say(language, "campaigns.setup.who"), anchor=False)
    required_line("title", "name", campaign, language)
    required_line("sender", "sender", campaign, language)
    logo(desk, campaign, language)


def _asked(campaign: Campaign, language: Language) -> None:
    st.subheader(say(language, "campaigns.setup.asked"), anchor=False)
    names: dict[str, str] = {each: say(language, f"campaigns.language.{each}") for each in LANGUAGES}
    names[typed.BOTH] = say(language, "campaigns.language.both")
    _choice(say(language, "campaigns.setup.languages"), names, "campaign_languages", campaign)
    bank = typed.bank_of(campaign)
    labels: dict[str, str] = {
        form: say(
            language,
            f"campaigns.setup.{form}",
            statements=len(bank.form_items(form)),
            taps=FormLength.of(bank, form).answers,
            minutes=bank.minutes(form),
        )
        for form in bank.offered_forms
    }
    if len(labels) > 1:
        labels[typed.BOTH] = say(language, "campaigns.setup.both")
        _choice(say(language, "campaigns.setup.form"), labels, "campaign_form", campaign)


def _when(campaign: Campaign, language: Language) -> None:
    st.subheader(say(language, "campaigns.setup.when"), anchor=False)
    names: tuple[Literal["opens", "closes"], ...] = ("opens", "closes")
    for name in names:
        with st.container(gap="xxsmall"):
            st.date_input(
                say(language, f"campaigns.setup.{name}"),
                value=None,
                format="YYYY-MM-DD",
                width=200,
                **kept(f"campaign_{name}", campaign),
            )
            faults(name, campaign, language)
            st.caption(_moment(name, campaign, language))


def _moment(name: Literal["opens", "closes"], campaign: Campaign, language: Language) -> str:
    """What a day means; once it is chosen, when that is where the reader is."""
    moment = typed.moment(name, campaign)
    if moment is None:
        return say(language, f"campaigns.setup.{name}_help")
    day = date_text(moment.date(), language)
    return say(language, f"campaigns.setup.{name}_at", day=day, time=f"{moment:%H:%M}")


def _privacy(campaign: Campaign, language: Language) -> None:
    st.subheader(say(language, "campaigns.setup.privacy"), anchor=False)
    required_line("controller", "controller", campaign, language)
    _notice(campaign, language)
    with st.container(gap="xxsmall"):
        # Written as text: Streamlit's field for numbers has buttons that speak English only.
        days = say(language, "campaigns.setup.retention")
        line("retention", days, campaign, language, longest=3, width=260)
        faults("retention", campaign, language)
        st.caption(say(language, "campaigns.setup.retention_help", most=MOST_RETENTION_DAYS, months=LEAD_MONTHS))


def _notice(campaign: Campaign, language: Language) -> None:
    """What is added to the privacy notice, in each language of the campaign, folded because few need it."""
    with aside(say(language, "campaigns.setup.notice_title"), "campaign_notice", campaign):
        for each in typed.setup(campaign).languages:
            in_it = say(language, f"campaigns.language.{each}")
            text(f"notice_{each}", say(language, "campaigns.setup.notice", spoken=in_it), campaign, language)


def _choice(label: str, labels: dict[str, str], control: str, campaign: Campaign) -> None:
    controls.keep_choice(control, labels)
    st.radio(label, list(labels), None, format_func=labels.__getitem__, **kept(control, campaign))


def _state(desk: Desk, campaign: Campaign, language: Language) -> None:
    """How far a draft is, what keeps it from being published once that was tried, and the buttons; or the question."""
    with st.container(border=True, key="campaign_needed", gap="small"):
        if consulting.asks_before() == "publish":
            _question(campaign, language)
            return
        if typed.problems(campaign):
            _problems(campaign, language)
        else:
            _needed(campaign, language)
        _publishing(desk, campaign, language)


def _needed(campaign: Campaign, language: Language) -> None:
    """What a draft needs before it can be published, what of it is there, each a way to its field."""
    states = typed.needed(campaign)
    st.html(_STYLES)
    title = "done" if set(states.values()) == {"done"} else "title"
    st.markdown(f"**{say(language, f'campaigns.setup.needed.{title}')}**")
    with st.container(horizontal=True, gap="medium", key="needed_fields"):
        for field, state in states.items():
            label = say(language, f"campaigns.{_LABELS.get(field, f'setup.{field}')}")
            st.button(
                label if state == "done" else say(language, f"campaigns.setup.needed.{state}", name=label),
                key=f"needed_{field}",
                type="tertiary",
                icon=f":material/{'check_circle' if state == 'done' else 'radio_button_unchecked'}:",
                on_click=typed.go_to_field,
                args=(field,),
            )


def _problems(campaign: Campaign, language: Language) -> None:
    """All that keeps a draft from being published, or what is typed from being saved, each a way to its field."""
    found = typed.problems(campaign)
    if not found:
        return
    with st.container(key="campaign_problems", gap="xxsmall"):
        st.html(_STYLES)
        title = say(language, f"campaigns.problems.{'title' if campaign.is_draft else 'title_live'}")
        st.error(f"**{title}**")
        for each in found:
            st.button(
                say(language, f"campaigns.problems.{each}", most=MOST_RETENTION_DAYS),
                key=f"to_{each}",
                type="tertiary",
                icon=f":material/arrow_{'down' if campaign.is_draft else 'up'}ward:",
                on_click=typed.go_to,
                args=(each,),
            )
