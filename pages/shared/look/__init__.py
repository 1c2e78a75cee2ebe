"""How every page looks and reads, beyond what the theme says: the mark, the language, and a few styles."""

from __future__ import annotations

import json
from base64 import b64encode
from functools import lru_cache
from pathlib import Path
from typing import Final

import streamlit as st

from assessment.instrument import LANGUAGES, Language
from assessment.look import Look
from assessment.words import say

_HERE: Final = Path(__file__).parent
# Labels that Streamlit has in English alone, and what ours are called.
_STREAMLITS: Final = {
    "Clear date": "clear_date",
    "Choose date": "choose_date",
    "Use arrow keys to navigate dates. Enter to select. Escape to close.": "calendar_keys",
    "Previous month": "previous_month",
    "Next month": "next_month",
    "year": "year",
    "month": "month",
    "day": "day",
    "Empty": "empty",
    "yyyy": "empty_year",
    "Copy to clipboard": "copy",
    "Failed to fetch dynamically imported module": "part_missing",
}


# The HTML declares the language that it came in; the visitor may choose another. The styles are for the whole page, so
# they are not isolated.
_look = st.components.v2.component(
    "look",
    js=(_HERE / "look.js").read_text(encoding="utf-8"),
    css=(_HERE / "look.css").read_text(encoding="utf-8"),
    isolate_styles=False,
)


@lru_cache(maxsize=32)
def mark_of(look: Look) -> str:
    """The mark, or the logo in its place, as a data URL, which needs no request; "" without either."""
    if look.logo:
        return f"data:image/png;base64,{b64encode(look.logo).decode()}"
    return f"data:image/svg+xml;base64,{b64encode(look.picture(look.mark).encode()).decode()}" if look.mark else ""


def dress_page(language: Language, page: str, arrival: str) -> None:
    """Set the page's language and styles in the browser; `page` is the open one.

    `arrival` is a number, how to show a container, and its key; with each new number the browser does, and moves
    the focus there.
    """
    data = {
        "language": language,
        "page": page,
        "skip": say(language, "frame.skip"),
        "arrival": arrival,
        "words": _words(language),
    }
    _look(key="look", data=data, width="content", on_theme_change=lambda: None)


@lru_cache(maxsize=len(LANGUAGES))
def _words(language: Language) -> str:
    words = {label: say(language, f"frame.streamlit.{name}") for label, name in _STREAMLITS.items()}
    # One string, because a dict inside `data` makes Streamlit load numpy.
    return json.dumps(words, ensure_ascii=False)
