"""The key to a member's answers, remembered by the browser until they are handed in."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import streamlit as st

_HERE: Final = Path(__file__).parent
_component = st.components.v2.component("remembered_key", js=(_HERE / "remembered.js").read_text(encoding="utf-8"))


def remember_key(whose: str, key: str) -> None:
    """Have the browser remember the key to the answers in a round; `whose` is the fingerprint of its code."""
    _component(key="remembered_key", data={"round": whose, "key": key, "forget": False}, width="content")


def remembered_key(whose: str) -> str | None:
    """The key that the browser remembers for a round, once it has said so."""
    found = _component(
        key="remembered_key",
        data={"round": whose, "key": "", "forget": False},
        on_found_change=lambda: None,
        width="content",
    ).found
    return found if isinstance(found, str) and found else None


def forget_key(whose: str) -> None:
    """Have the browser forget the key."""
    _component(key="remembered_key", data={"round": whose, "key": "", "forget": True}, width="content")
