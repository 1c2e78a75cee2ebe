"""Withdrawing a member's answers: the button, and in its place the question before they are deleted."""

from __future__ import annotations

import streamlit as st

from assessment.instrument import Language
from assessment.words import say
from pages.shared.elements import pressed
from pages.visit import joining, places


def withdrawing(language: Language) -> None:
    """The button that withdraws the answers, with what it does; once pressed, the question before it does."""
    if not joining.asks_before_withdrawing():
        with st.container(key="withdrawal", gap="xxsmall"):
            label = say(language, "round.member.withdraw.button")
            st.button(label, key="withdraw", on_click=joining.ask_before_withdrawing)
            st.caption(say(language, "round.member.withdraw.text"))
        return
    with st.container(border=True, key="withdrawing"):
        st.markdown(f"**{say(language, 'round.member.withdraw.title')}**")
        st.markdown(say(language, "round.member.withdraw.text"))
        with st.container(horizontal=True, horizontal_alignment="distribute"):
            st.button(say(language, "round.member.withdraw.keep"), key="keep_answers", on_click=joining.keep_answers)
            really = say(language, "round.member.withdraw.really")
            if pressed(really, key="withdraw_really", icon=":material/delete:") and joining.withdraw():
                places.go_to(places.START)
