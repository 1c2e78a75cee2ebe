"""Whether the result of a step is talked about, and the way to the talk."""

from __future__ import annotations

import streamlit as st

from assessment.instrument import Language
from assessment.rounds import LedRound
from assessment.sentences.team import named_by_step
from assessment.words import say
from pages.visit import controls, leading


def talk_before(led: LedRound, number: int, language: Language, *, asks: bool = False) -> None:
    """Whether the result of the step before is talked about, which only the leader knows, and the way to the talk.

    With `asks`, that the talk has to tell whether the experience is clear, since the leader's answers do not.
    """
    control = f"rollout_talked_{led.number}"
    controls.show(control, leading.has_talked(led.number))
    who = named_by_step(led.setup.wave, language)
    with st.container(gap="xxsmall"):
        label = say(language, "rollout.talked", who=who, step=number - 1)
        st.checkbox(label, key=control, on_change=leading.note_talk, args=(led.number,))
        if asks:
            st.caption(say(language, "rollout.ask_if_clear", step=number))
        st.button(
            say(language, "rollout.to_talk"),
            key=f"rollout_talk_{number}",
            type="tertiary",
            on_click=leading.open_talk,
            args=(led.number,),
        )
