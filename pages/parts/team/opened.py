"""A round that has begun: its link, what to send, how many have answered, closing it, and what then is here."""

from __future__ import annotations

from typing import Final

import streamlit as st

from assessment.instrument import Language
from assessment.rounds import LedRound
from assessment.series import Assessment
from assessment.words import date_text, say
from pages.parts.team.result import team_result
from pages.shared import elements
from pages.shared.copy_button import copy_button
from pages.shared.elements import plain, pressed
from pages.shared.team_files import poster_link
from pages.visit import leading

_LANGUAGES: Final[tuple[Language, ...]] = ("sv", "en")


def opened(led: LedRound, begun: Assessment, language: Language) -> None:
    """The link and what to send with it, how many have answered as far as anybody may know, and closing."""
    day = date_text(led.setup.closes_on, language)
    with st.container(key="round_headline", gap="xsmall"):
        st.title(plain(say(language, "round.open.title", name=led.setup.name)), anchor=False)
        st.markdown(say(language, "round.open.text", day=day))
    left, right = st.columns(2, gap="large")
    with left:
        _link(led, begun, language)
        with st.container(border=True, key="round_band", gap="xsmall"):
            st.markdown(f"**{say(language, 'round.open.answered')}**")
            if led.answered:
                st.markdown(say(language, f"round.open.bands.{led.answered}"))
            st.caption(say(language, "round.open.no_more"))
    with right:
        _messages(led, begun, language)
    _closing(led, language)


def _link(led: LedRound, begun: Assessment, language: Language) -> None:
    """The link, its code for phones, and the posters that have the code."""
    link = leading.link(led)
    with st.container(border=True, key="round_link", gap="xsmall"):
        st.markdown(f":material/link: **{say(language, 'round.open.link')}**")
        st.caption(say(language, "round.open.link_help"))
        st.code(link, language=None, wrap_lines=True)
        copy_button(link, language, key="copy_round_link")
        if st.toggle(say(language, "round.open.qr"), key="round_qr", value=True):
            st.html(elements.qr_code(link, say(language, "round.open.qr_alt")), width="content")
            st.caption(say(language, "round.open.qr_help"))
        with st.container(horizontal=True, gap="small"):
            for each in _spoken(begun, language):
                poster_link(leading.link(led, each), each, say(language, f"round.poster.button_{each}"))


def _spoken(begun: Assessment, language: Language) -> list[Language]:
    """Every language of the bank, the reader's first."""
    return sorted(
        (each for each in _LANGUAGES if each in begun.instrument.languages), key=lambda each: each != language
    )


def _messages(led: LedRound, begun: Assessment, language: Language) -> None:
    """What to send with the link, and a reminder for later, in every language of the bank."""
    for kind in ("message", "reminder"):
        st.subheader(say(language, f"round.open.{kind}"), anchor=False)
        for each in _spoken(begun, language):
            text = say(
                each,
                f"round.{kind}.text",
                statements=len(begun.instrument.form_items(led.setup.form)),
                minutes=begun.instrument.minutes(led.setup.form),
                link=leading.link(led, each),
                day=date_text(led.setup.closes_on, each),
            )
            is_open = kind == "message" and each == language
            with st.expander(say(language, f"round.open.{each}"), expanded=is_open, key=f"round_{kind}_{each}"):
                st.text(text)
                copy_button(text, language, key=f"copy_round_{kind}_{each}", is_link=False)


def _closing(led: LedRound, language: Language) -> None:
    """The button that closes the round, and in its place the question before it does."""
    if not leading.asks_before_closing():
        st.button(say(language, "round.close.button"), key="round_close", on_click=leading.ask_before_closing)
        return
    with st.container(border=True, key="round_closing"):
        st.markdown(f"**{say(language, 'round.close.title')}**")
        st.markdown(say(language, "round.close.text"))
        so_far = say(language, f"round.open.bands.{led.answered}") if led.answered else ""
        day = date_text(led.setup.closes_on, language)
        st.markdown(f"{so_far} {say(language, 'round.close.by_itself', day=day)}".strip())
        with st.container(horizontal=True, horizontal_alignment="distribute"):
            st.button(say(language, "round.close.keep"), key="round_keep_open", on_click=leading.keep_open)
            st.button(
                say(language, "round.close.really"),
                key="round_close_really",
                on_click=leading.close,
                args=(led.number,),
            )


def ended(led: LedRound, language: Language) -> None:
    """What has come of a round that is closed; the page ends here until that is known."""
    match led.state:
        case "released":
            result = led.result(is_for_leader=True)
            if result is not None:
                team_result(result, language, led.code)
        case "too_few":
            with st.container(key="round_headline", gap="xsmall"):
                st.title(say(language, "round.too_few.title"), anchor=False)
                st.markdown(say(language, "round.too_few.text", minimum=led.setup.minimum))
        case _:
            with st.container(key="round_headline", gap="xsmall"):
                st.title(say(language, "round.closed.title"), anchor=False)
                st.markdown(say(language, "round.closed.text"))
            pressed(say(language, "round.closed.again"), key="round_look_again", kind="primary")
            elements.end_page()
