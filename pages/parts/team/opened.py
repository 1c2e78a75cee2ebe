"""A round that has begun: its link, what to send, how many have answered, the ways to end it, and what then is here."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from assessment.instrument import Language
from assessment.report import Report
from assessment.rounds import LedRound
from assessment.sentences.names import round_inside
from assessment.sentences.team import minimum_name
from assessment.series import Assessment
from assessment.words import date_text, say
from pages.parts.team.message import LETTERS, message, promised_in_message, told
from pages.parts.team.result import team_result
from pages.shared import elements
from pages.shared.copy_button import copy_button
from pages.shared.elements import plain, pressed, soft_ground
from pages.shared.team_files import poster_link
from pages.visit import assessments, leading


def opened(led: LedRound, begun: Assessment, language: Language) -> None:
    """How many have answered as far as anybody may know, the link and what to send with it, and closing."""
    day = date_text(led.setup.closes_on, language)
    with st.container(key="round_headline", gap="xsmall"):
        st.title(_title(led, language), anchor=False)
        st.markdown(
            plain(
                say(language, "round.open.text", name=round_inside(led.setup.name, led.setup.wave, language), day=day)
            )
        )
        if own := assessments.own_link():
            with st.container(horizontal=True, vertical_alignment="center", gap="small", key="round_way_back"):
                st.markdown(say(language, "round.open.way_back"), width="content")
                copy_button(own, language, key="copy_own_of_round", label=say(language, "round.member.copy_own"))
    _so_far(led, language)
    if led.answered != "fewer_than_5":
        _ending(led, language)
    left, right = st.columns(2, gap="large")
    # What the title names comes first: on a phone nothing else is in sight.
    link, messages = (left, right) if led.answered == "fewer_than_5" else (right, left)
    with link:
        _link(led, begun, language)
        _promised(led, begun, language)
    with messages:
        _messages(led, begun, language)
    if led.answered == "fewer_than_5":
        _ending(led, language)


def _title(led: LedRound, language: Language) -> str:
    """What to do now, and how many have answered as far as anybody may know; of how many, unless too many have."""
    if led.setup.wave is not None and led.answered in (None, "fewer_than_5"):
        return say(language, f"rollout.send.{led.setup.wave}", size=led.setup.size)
    least, size = led.least_answered, led.setup.size
    if led.have_all_answered:
        return say(language, "round.open.title.all", size=minimum_name(size, language))
    if 0 < least < size:
        return say(language, "round.open.title.some", least=least, size=size)
    return say(language, f"round.open.title.{led.answered or 'fewer_than_5'}")


def _so_far(led: LedRound, language: Language) -> None:
    """How many have answered, as far as anybody may know, and from how many on there is a result."""
    is_few = led.answered == "fewer_than_5"  # Otherwise the headline says it.
    with st.container(border=is_few, key="round_band", gap="xsmall"):
        if is_few:
            st.markdown(f"**{_band(led, language)}**")
        fewest = minimum_name(led.setup.minimum, language)
        st.caption(f"{say(language, 'round.open.no_more')} {say(language, 'round.open.minimum', minimum=fewest)}")


def _band(led: LedRound, language: Language) -> str:
    """How many have answered, as far as anybody may know; "" where nothing may be said."""
    return say(language, f"round.open.bands.{led.answered}") if led.answered else ""


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
    return sorted(begun.instrument.languages, key=lambda each: each != language)


def _messages(led: LedRound, begun: Assessment, language: Language) -> None:
    """What to send, in every language of the bank: first the invitation, or the reminder once enough have answered."""
    asked = (led.current_behaviour, led.new_behaviour)
    first, later = LETTERS if led.answered == "fewer_than_5" else reversed(LETTERS)
    for kind in (first, later):
        st.subheader(say(language, f"round.open.{kind}"), anchor=False)
        if kind == "message":
            promised_in_message(led.setup, language)
        for each in _spoken(begun, language):
            text = message(kind, led.setup, begun.instrument, asked, leading.link(led, each), each)
            is_open = kind == first and each == language and not led.have_all_answered
            with st.expander(say(language, f"round.open.{each}"), expanded=is_open, key=f"round_{kind}_{each}"):
                st.text(text)
                copy_button(text, language, key=f"copy_round_{kind}_{each}", is_link=False)
                st.caption(say(language, "round.open.sign"))


def _promised(led: LedRound, begun: Assessment, language: Language) -> None:
    """What was promised and told before the round began, to be read again."""
    with st.expander(say(language, "round.open.promised"), key="round_promised"):
        st.markdown(say(language, "round.promise"))
        text = told(led.setup, begun.instrument, language)
        st.text(text)
        copy_button(text, language, key="copy_round_told", is_link=False)


def _ending(led: LedRound, language: Language) -> None:
    """The ways to end the round, and in their place the question before either."""
    way = leading.asks_before()
    if way is None:
        with st.container(horizontal=True, gap="medium", vertical_alignment="center"):
            st.button(
                say(language, "round.close.button"),
                key="round_close",
                type="primary" if led.have_all_answered else "secondary",
                on_click=leading.ask_before,
                args=("close",),
            )
            off = say(language, "round.call_off.button")
            st.button(off, key="round_call_off", type="tertiary", on_click=leading.ask_before, args=("call_off",))
        st.caption(say(language, "round.open.endings"))
        return
    with st.container(border=True, key="round_closing"):
        st.markdown(f"**{say(language, f'round.{way}.title')}**")
        if way == "close":
            _what_closing_does(led, language)
        else:
            st.markdown(f"{say(language, 'round.call_off.text')} {_band(led, language)}".strip())
        with st.container(horizontal=True, gap="small"):
            st.button(
                say(language, f"round.{way}.really"),
                key=f"round_{way}_really",
                type="secondary" if way == "close" and led.lacks_answers else "primary",
                on_click=leading.close if way == "close" else leading.call_off,
                args=(led.number,),
            )
            st.button(say(language, f"round.{way}.keep"), key="round_keep_open", on_click=leading.keep_open)


def _what_closing_does(led: LedRound, language: Language) -> None:
    """What follows from closing; below the minimum that there is no result, and that the answers are deleted."""
    fewest = minimum_name(led.setup.minimum, language)
    so_far = _band(led, language)
    if led.lacks_answers:
        warning = say(language, f"round.close.lacks.{led.lacks_answers}", minimum=fewest)
        st.markdown(f"**{so_far} {warning}**")
    what = "nothing" if led.lacks_answers == "surely" else "text"
    of_groups = led.setup.departments and what == "text"
    said = [say(language, f"round.close.{each}") for each in (what, *(["same_for_all"] if of_groups else []))]
    st.markdown(" ".join(said))
    day = date_text(led.setup.closes_on, language)
    if not led.have_all_answered:
        st.markdown(say(language, "round.close.early", day=day))
    by_itself = say(language, "round.close.by_itself", day=day)
    st.markdown(by_itself if led.lacks_answers else f"{so_far} {by_itself}".strip())


def ended(led: LedRound, report: Report | None, language: Language) -> None:
    """What has come of a round that is over; the page ends here until that is known. `report` is the leader's own."""
    match led.state:
        case "released":
            result = led.result(is_for_leader=True)
            if result is not None:
                team_result(result, language, led.code, report)
        case "called_off":
            day = date_text(led.closed_on or led.setup.closes_on, language)
            with soft_ground("round_headline"):
                st.markdown(
                    plain(
                        say(
                            language,
                            "round.called_off.text",
                            name=round_inside(led.setup.name, led.setup.wave, language),
                            day=day,
                        )
                    )
                )
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


def earlier_results(rounds: Sequence[LedRound], shown: LedRound, language: Language) -> None:
    """The other rounds with a result, by their day; those of a roll-out stand with its steps."""
    others = [
        each
        for each in rounds
        if each.state == "released" and each.setup.wave is None and each.number != shown.number and each.closed_on
    ]
    if not others:
        return
    with st.container(horizontal=True, gap="medium", vertical_alignment="center", key="earlier_results"):
        st.caption(say(language, "round.earlier"), width="content")
        for each in others:
            label = plain(f"{each.setup.name}, {date_text(each.closed_on, language)}") if each.closed_on else ""
            st.button(
                label,
                key=f"open_round_{each.number}",
                type="tertiary",
                on_click=leading.open_round,
                args=(each.number,),
            )


def to_open_round(language: Language) -> None:
    """From the result of another round back to the one that is open."""
    st.button(say(language, "round.to_open"), key="to_open_round", on_click=leading.open_round, args=(None,))
