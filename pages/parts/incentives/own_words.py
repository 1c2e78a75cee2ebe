"""A field for an element, a role or a measure in the visitor's own words."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from typing import Final, Literal

import streamlit as st

from assessment.instrument import Language
from assessment.words import say
from pages.visit import controls

MOST_CHARACTERS: Final = 100


def own_words(what: Literal["element", "role", "measure"], add: Callable[[str], None], language: Language) -> None:
    """The field and its button, which calls `add` with the name; a second click finds the field empty."""
    control = f"own_{what}"

    def take() -> None:
        name = " ".join(str(controls.take(control) or "").split())
        if name:
            add(name)

    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.text_input(
            say(language, f"map_page.own.{what}"),
            max_chars=MOST_CHARACTERS,
            key=control,
            live=True,
            on_change="ignore",
        )
        st.button(say(language, "map_page.own.add"), key=f"add_own_{what}", on_click=take)


def own_id() -> str:
    """A new id for a part in the visitor's own words."""
    return secrets.token_hex(6)
