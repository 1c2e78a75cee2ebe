"""Who is here, in which language and time zone: what the address says, and what the session remembers of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, tzinfo
from typing import Final, Literal, cast
from urllib.parse import urlencode, urlsplit, urlunsplit
from zoneinfo import ZoneInfo

import streamlit as st

from assessment.instrument import LANGUAGES, Language
from pages.visit.private_link import find_link

# What the address may hold, and what each kind of key opens.
_PARAMETERS: Final = ("lang", "r", "view", "at", "example", "c")
_OPENS: Final = {"r": "answers", "view": "results"}
# What the session remembers about one key.
_OF_A_KEY: Final = (
    "cached",
    "cached_report",
    "reported",
    "finished_on",
    "receipt",
    "unsaved_taps",
    "unsaved",
    "start_drawn",
    "gaps_are_explained",
    "next_line",
    "line_drawn_at",
    "began_again",
    "open_line",
    "draft",
    "last_removal",
    "removed",
    "undone_at",
    "no_role",
    "map_moved_on",
    "other_map",
    "drawn_labels",
)


def parameters() -> dict[str, str]:
    """The query parameters every page keeps."""
    kept: dict[str, str] = {"lang": language()}
    if showing_example():
        return kept | {"example": "1"}
    if view := view_key():
        return kept | {"view": view}
    if key := own_key():
        kept["r"] = key
    return kept


def link_to(query: Mapping[str, str]) -> str:
    """A whole address of the results, as far as the browser tells where it is."""
    here = urlsplit(st.context.url or "")
    return urlunsplit((here.scheme, here.netloc, here.path.rpartition("/")[0] + "/results", urlencode(query), ""))


def keep_address() -> None:
    """Leave language and key in the address as they should stand there, and no second copy of a key."""
    kept = parameters()
    for name, value in kept.items():
        if st.query_params.get(name) != value:
            st.query_params[name] = value
    keys = {kept[name] for name in ("r", "view") if name in kept}
    for name, value in st.query_params.to_dict().items():
        if name not in _PARAMETERS and any(key in f"{name}={value}" for key in keys):
            del st.query_params[name]


def _in_address(name: Literal["r", "view"]) -> str | None:
    """The key of this name in the address, without what stands around it; what is no key as it was written."""
    written = st.query_params.get(name)
    if written:
        found = find_link(f"{name}={written}")
        return found.key if found else written
    if set(st.query_params) <= set(_PARAMETERS) and st.query_params.get("lang", "sv") in LANGUAGES:
        return None
    # Such as "&amp;r=", of which a browser makes a parameter "amp;r".
    found = find_link("&".join(f"{key}={value}" for key, value in st.query_params.to_dict().items()))
    return found.key if found and found.opens == _OPENS[name] else None


def language() -> Language:
    """The language of the address, else the one chosen before, else the browser's if we speak it, else Swedish."""
    locale = (st.context.locale or "")[:2]
    for wish in (st.query_params.get("lang"), st.session_state.get("chosen_language"), locale):
        if wish in LANGUAGES:
            st.session_state["chosen_language"] = wish
            return cast("Language", wish)
    return "sv"


def show_language(shown: Language) -> None:
    """Let the frame's control show the language of the address."""
    st.session_state["language"] = shown


def choose_language() -> None:
    """Take over the language chosen in the frame."""
    chosen = st.session_state["language"]
    st.session_state["chosen_language"] = chosen
    st.query_params["lang"] = chosen


def has_key() -> bool:
    """Whether this visitor came with a key or has begun, whatever is stored under it."""
    return own_key() is not None or view_key() is not None


def asked_for() -> int | None:
    """The number in the address of the finished assessment to show."""
    asked = st.query_params.get("assessment", "")
    return int(asked[:9]) if asked.isascii() and asked.isdecimal() else None


def forget_key() -> None:
    """Let the next assessment begin under a key of its own; what is stored stays under its link."""
    for forgotten in ("key", "at", *_OF_A_KEY):
        st.session_state.pop(forgotten, None)
    if "r" in st.query_params:
        del st.query_params["r"]


def start_over() -> None:
    """Forget the key in this browser tab. What is stored stays stored, under its address."""
    language_chosen = language()
    st.session_state.clear()
    st.session_state["chosen_language"] = language_chosen
    st.query_params.from_dict({"lang": language_chosen})


def show_example() -> None:
    """Show the invented case on results and report until the visitor goes back to their own."""
    leave_view()
    st.session_state["showing_example"] = True


def leave_example() -> None:
    """Go back to the visitor's own answers."""
    st.session_state.pop("showing_example", None)
    if "example" in st.query_params:
        del st.query_params["example"]


def showing_example() -> bool:
    """Whether results and report show the invented case; the address tells it, so a reload keeps it."""
    return bool(st.session_state.get("showing_example", False)) or "example" in st.query_params


def is_viewing() -> bool:
    """Whether the visitor came with an address that shows somebody's results only."""
    return view_key() is not None


def is_looking_on() -> bool:
    """Whether what is shown is not the visitor's own: the example, or results under a read-only address."""
    return showing_example() or is_viewing()


def leave_view() -> None:
    """Go back to the visitor's own answers."""
    st.session_state.pop("view", None)
    if "view" in st.query_params:
        del st.query_params["view"]


def view_key() -> str | None:
    """The read-only key in the address, else the session's; Streamlit's own navigation drops it from the address."""
    in_address = _in_address("view")
    if in_address:
        st.session_state["view"] = in_address
    return cast("str | None", st.session_state.get("view"))


def own_key() -> str | None:
    """The key in the address, which another tab or a pasted link may have changed, else the session's."""
    in_address = _in_address("r")
    if in_address and in_address != st.session_state.get("key"):
        st.session_state["key"] = in_address
        for forgotten in _OF_A_KEY:
            st.session_state.pop(forgotten, None)
    return cast("str | None", st.session_state.get("key"))


def today() -> date:
    """The visitor's day."""
    return datetime.now(zone()).date()


def zone() -> tzinfo:
    """The visitor's time zone, as far as the browser tells one we know."""
    try:
        return ZoneInfo(st.context.timezone or "UTC")
    except (KeyError, ValueError, OSError):
        return UTC


def adopt(key: str) -> str:
    """Take a key for session and address alike: the one in the address wins at the next reading."""
    st.query_params["r"] = key
    return own_key() or key
