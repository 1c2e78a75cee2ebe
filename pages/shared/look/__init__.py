"""How every page looks, beyond what the theme says: the mark, and the few styles the theme has no option for."""

from __future__ import annotations

from base64 import b64encode
from pathlib import Path
from typing import Final

import streamlit as st

from assessment.instrument import Language

_HERE: Final = Path(__file__).parent


def _picture(name: str) -> str:
    """A picture of ours as an address that needs no request."""
    return f"data:image/svg+xml;base64,{b64encode((_HERE / f'{name}.svg').read_bytes()).decode()}"


MARK: Final = _picture("mark")
_ICON: Final = _picture("icon")

# Streamlit's page always says it is English, and its own way to set a picture as icon would load numpy. The styles are
# for the whole page, so they are not shut in.
_look = st.components.v2.component(
    "look",
    js=(_HERE / "look.js").read_text(encoding="utf-8"),
    css=(_HERE / "look.css").read_text(encoding="utf-8"),
    isolate_styles=False,
)


def dress_page(language: Language) -> None:
    """Tell the browser the page's language and icon, and bring the styles."""
    _look(key="look", data={"language": language, "icon": _ICON}, width="content")
