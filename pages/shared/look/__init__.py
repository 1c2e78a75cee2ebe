"""How every page looks and reads, beyond what the theme says: the mark, the language, and a few styles."""

from __future__ import annotations

from base64 import b64encode
from pathlib import Path
from typing import Final

import streamlit as st

from assessment.instrument import Language
from assessment.look import Look
from assessment.words import say

_HERE: Final = Path(__file__).parent


# The HTML declares the language that it came in; the visitor may choose another. The styles are for the whole page, so
# they are not isolated.
_look = st.components.v2.component(
    "look",
    js=(_HERE / "look.js").read_text(encoding="utf-8"),
    css=(_HERE / "look.css").read_text(encoding="utf-8"),
    isolate_styles=False,
)


def picture(look: Look, drawing: str) -> str:
    """The mark as a data URL, which needs no request."""
    return f"data:image/svg+xml;base64,{b64encode(look.picture(drawing).encode()).decode()}"


def dress_page(language: Language, page: str, arrival: str) -> None:
    """Set the page's language and styles in the browser; `page` is the open one.

    `arrival` is a number and the key of a container; with each new number the browser shows it and moves the focus.
    """
    data = {"language": language, "page": page, "skip": say(language, "frame.skip"), "arrival": arrival}
    _look(key="look", data=data, width="content")
