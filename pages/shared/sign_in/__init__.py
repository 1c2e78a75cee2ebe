"""The form a consultant signs in with. The browser sends the key itself, for a cookie that no script can read."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import streamlit as st

from assessment.instrument import Language
from assessment.words import say

_HERE: Final = Path(__file__).parent
_form = st.components.v2.component(
    "sign_in",
    html=(_HERE / "form.html").read_text(encoding="utf-8"),
    css=(_HERE / "form.css").read_text(encoding="utf-8"),
    js=(_HERE / "form.js").read_text(encoding="utf-8"),
)


def sign_in_form(language: Language) -> None:
    """Draw the form, which sends the key to POST /sign-in and says why not where it is refused."""
    words = {
        name: say(language, f"sign_in.{name}") for name in ("label", "button", "empty", "wrong", "too_many", "trouble")
    }
    _form(key="sign_in_form", data={**words, "language": language}, width="stretch")
