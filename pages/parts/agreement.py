"""Whether the right customer experience is agreed: asked among the results, and in a later assessment."""

from __future__ import annotations

import streamlit as st

from assessment.answers import AGREEMENTS
from assessment.instrument import Language
from assessment.words import say
from pages.visit import controls, describing


def agreement_choice(control: str, agreed: str | None, language: Language) -> None:
    """Ask whether the right customer experience is agreed; `agreed` is the answer stored. A choice is saved at once."""
    controls.show(control, agreed)
    st.radio(
        say(language, "behaviour.experience.title"),
        AGREEMENTS,
        index=None,
        format_func=lambda code: say(language, f"agreement.{code}"),
        horizontal=True,
        key=control,
        on_change=describing.save_agreement,
        args=(control,),
        label_visibility="collapsed",
    )
