"""How every page looks, beyond what the theme says: mark and icon, and the few styles the theme has no option for."""

from __future__ import annotations

from base64 import b64encode
from pathlib import Path
from typing import Final

import streamlit as st

from assessment.instrument import Language
from assessment.look import Look

_HERE: Final = Path(__file__).parent


# Streamlit's page always says it is English, and its own way to set a picture as icon would load numpy. The styles are
# for the whole page, so they are not shut in.
_look = st.components.v2.component(
    "look",
    js=(_HERE / "look.js").read_text(encoding="utf-8"),
    css=(_HERE / "look.css").read_text(encoding="utf-8"),
    isolate_styles=False,
)


def picture(look: Look, drawing: str) -> str:
    """The mark or the icon as an address that needs no request."""
    return f"data:image/svg+xml;base64,{b64encode(look.picture(drawing).encode()).decode()}"


def dress_page(language: Language, look: Look) -> None:
    """Give the browser the page's language and icon, and the styles."""
    _look(key="look", data={"language": language, "icon": picture(look, look.icon)}, width="content")
