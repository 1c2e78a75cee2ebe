"""Deleting everything under a key, after a question."""

from __future__ import annotations

from typing import NamedTuple

import streamlit as st

from pages.visit import address, saving


def delete_my_answers() -> None:
    """Delete everything under the visitor's key, then forget the key."""
    if key := address.own_key():
        with saving.trying() as tried:
            saving.store().delete(key)
        if tried.done:
            address.start_over()
            st.session_state["were_deleted"] = True


class Kept(NamedTuple):
    """What is stored under the visitor's key."""

    assessments: int
    has_map: bool
    has_plan: bool
    is_shared: bool


def kept() -> Kept | None:
    """What would go if everything were deleted; None when nothing is stored, or it cannot be read now."""
    key, found = address.own_key(), None
    with saving.reading():
        series = saving.store().load_all(key) if key else []
        if key and series:
            has_map = any("incentives" in stored.choices for stored in series)
            found = Kept(len(series), has_map, bool(saving.store().plan(key)), saving.store().shared(key) is not None)
    return found


def ask_before_deleting() -> None:
    """Ask on the page whether everything is to be deleted."""
    st.session_state["asks_before_deleting"] = True


def keep_my_answers() -> None:
    """Ask no longer."""
    st.session_state.pop("asks_before_deleting", None)


def asks_before_deleting() -> bool:
    """Whether the visitor has pressed to delete everything and has not answered yet."""
    return bool(st.session_state.get("asks_before_deleting", False))


def were_deleted() -> bool:
    """Whether the answers were deleted a moment ago; says so once."""
    return bool(st.session_state.pop("were_deleted", False))
