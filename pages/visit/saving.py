"""Reading and writing the database: what hindered it, what waits to be saved, and what the visitor must be shown."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import lru_cache
from threading import Lock
from time import monotonic
from typing import Any, Final, Literal, NamedTuple, cast, get_args

import streamlit as st

from assessment.answers import tidied
from assessment.incentives.changes import MapChange
from assessment.storage import (
    Store,
    StoreUnavailable,
    Trouble,
    database_url,
)
from assessment.storage.daily import purge_daily
from pages.shared.rating_matrix import Taps
from pages.visit import address

_OPENING: Final = Lock()
BREATH: Final = 2.0  # Seconds after saving has failed in which taps are not saved, so that the page can say so.
# What makes a map into the one a visitor wants; it may be made anew on a map that has changed meanwhile.
# What the visitor must know: trouble with the database, or a limit that is used up.
Hindrance = Literal[Trouble, "too_many_begun", "too_many_wrong_keys"]


def store() -> Store:
    """The database, opened once a process."""
    with _OPENING:
        return _opened(database_url())


@lru_cache(maxsize=1)
def _opened(url: str) -> Store:
    opened = Store(url)
    purge_daily(opened)
    return opened


def hindrance() -> Hindrance | None:
    """What goes wrong with reading, or went wrong with what was to be saved: until it is saved, or told once."""
    found = st.session_state.get("hindrance") or st.session_state.get("not_saved")
    return cast("Hindrance | None", found)


def hindrance_is_told() -> None:
    """Remember what the page says. Of what was pressed and did not succeed it is said once."""
    st.session_state["told"] = hindrance()
    if not _has_unsaved():
        st.session_state.pop("not_saved", None)


def is_to_be_told() -> bool:
    """Whether the page says something else about what goes wrong than it should by now."""
    return hindrance() != st.session_state.get("told")


def keeps_trying() -> bool:
    """Whether to try again without being asked; what was tapped is sent again by the browser."""
    return st.session_state.get("hindrance") in get_args(Trouble) or bool(waiting())


def _has_unsaved() -> bool:
    """Whether something is tried again, by the server or the browser, until the database has taken it."""
    return bool(waiting()) or unsaved_taps() is not None


def has_to_press_again() -> bool:
    """Whether what could not be done is left undone until the visitor does it again."""
    return st.session_state.get("not_saved") in get_args(Trouble) and not _has_unsaved()


def try_again() -> bool:
    """Save and read what could not be saved and read before; True when the page has something else to show."""
    if not _save_unsaved():
        return False
    with reading() as read:
        store().shared(address.own_key() or "")
    return read.done


class Waiting(NamedTuple):
    """What is to be written under a key, and what it changes in the map that is on screen."""

    write: Callable[[Store, str], object]
    changes: tuple[MapChange, ...] = ()


def save(what: str, write: Callable[[Store, str], object], *changes: MapChange) -> bool:
    """Write under the visitor's key, after all that could not be written before; kept and tried again until it is.

    A later write of the same kind, `what`, takes the place of an earlier one that is still to be done.
    """
    if address.own_key() is None:
        return False
    waiting().pop(what, None)
    st.session_state.setdefault("unsaved", {})[what] = Waiting(write, changes)
    return _save_unsaved()


def _save_unsaved() -> bool:
    key, unsaved = address.own_key() or "", waiting()
    for what, each in list(unsaved.items()):
        # A ValueError is nothing that another try would mend: a plan that has become full in another tab.
        with trying() as tried, suppress(ValueError):
            each.write(store(), key)
        if not tried.done:
            return False
        unsaved.pop(what, None)
    return True


def waiting() -> dict[str, Waiting]:
    """What the database did not take yet, in the order it was done."""
    return cast("dict[str, Waiting]", st.session_state.get("unsaved", {}))


def unsaved_controls() -> list[str]:
    """The controls whose values the database did not take yet."""
    return list(waiting())


def unsaved_taps() -> Taps | None:
    """The last message from the browser, which holds all that is not saved, while it is not."""
    return cast("Taps | None", st.session_state.get("unsaved_taps"))


def show(control: str, value: object, *, is_unfinished: Callable[[object], bool] = lambda _: False) -> None:
    """Let a control show what is stored, which another tab may have changed since it was drawn.

    What the visitor has set it to and the database has not taken yet stays, and so does what cannot be saved as it is.
    A control that saves what it is set to needs this: in a new session Streamlit would take over from the browser what
    it showed and call nobody, and nobody would notice that it is not stored.
    """
    on_screen = st.session_state.get(control)
    if control in waiting() or is_unfinished(on_screen):
        return
    # What is being written may end in a space that is not stored.
    if (tidied(on_screen) if isinstance(on_screen, str) else on_screen) != value:
        st.session_state[control] = value


def keep_choice(control: str, labels: Mapping[Any, str]) -> None:
    """Let a radio keep its choice when that is called something else: the browser knows it by its label only."""
    chosen, drawn = st.session_state.get(control), st.session_state.get("drawn_labels", {})
    if chosen in labels and drawn.get(control, {}).get(chosen, labels[chosen]) != labels[chosen]:
        st.session_state[control] = chosen
    st.session_state["drawn_labels"] = drawn | {control: dict(labels)}


def take(control: str) -> object:
    """What was written in a control, which is empty from then on."""
    written = st.session_state.get(control)
    st.session_state[control] = ""
    st.session_state["taken"] = {control: written}
    return written


class TooMany(Exception):
    """More new assessments from one network address than a crowded office begins."""


@dataclass
class _Tried:
    done: bool = False
    found: str | None = None


@contextmanager
def trying() -> Iterator[_Tried]:
    """Write to the database; what hindered it is remembered, not raised."""
    tried = _Tried()
    try:
        yield tried
        tried.done = True
        st.session_state.pop("not_saved", None)
    except StoreUnavailable as error:
        st.session_state["not_saved"] = error.trouble
        st.session_state["failed_at"] = monotonic()
    except TooMany:
        st.session_state["not_saved"] = "too_many_begun"


@contextmanager
def reading() -> Iterator[_Tried]:
    """Read the database; what hindered it is remembered, not raised. What takes no changes can often still be read."""
    tried = _Tried()
    try:
        yield tried
        tried.done = True
        st.session_state.pop("hindrance", None)
    except StoreUnavailable as error:
        st.session_state["hindrance"] = error.trouble
