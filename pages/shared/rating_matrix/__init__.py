"""The rating matrix: statements drawn by the browser, whose taps the caller saves.

The browser receives one JSON string with everything to draw, and sends one back with the taps not yet acknowledged::

    {"assessment": "5d41….1", "tab": "9f3c…", "attempt": 7, "taps": [[12, "ABI01.new", "4"], [13, "ABI03.new", "3"]]}

``assessment`` is the one on screen when it was tapped: another one may be under way by now. ``tab`` is the random id of
one page load, ``seq`` (12, 13) counts its taps and never goes down. The browser repeats a tap until a receipt covers
it, so the caller applies only the taps above the highest ``seq`` it has committed for that tab. ``attempt`` only makes
each message a new value, without which Streamlit would not call back.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final, TypedDict

import streamlit as st

_HERE: Final = Path(__file__).parent
_JS: Final = (_HERE / "matrix.js").read_text(encoding="utf-8")
_CSS: Final = (_HERE / "matrix.css").read_text(encoding="utf-8")
_MOST_TAPS: Final = 2**31 - 1  # The largest whole number every database takes.
_matrix = st.components.v2.component("rating_matrix", js=_JS, css=_CSS)


@dataclass(frozen=True)
class MatrixRow:
    """One statement and its scales: a control's name ("ABI01.current") and its column's id, None without columns."""

    id: str
    text: str
    help: str | None
    scales: tuple[tuple[str, str | None], ...]


class Point(TypedDict):
    """A step of the scale. ``value`` is one character, which is also its key on the keyboard."""

    value: str
    label: str


class Special(TypedDict):
    """An answer beside the scale. ``short`` is the text on the button, ``label`` what it means."""

    code: str
    label: str
    short: str


class MatrixColumn(TypedDict):
    """A behaviour that is rated: id "current" or "new", its short name, and the visitor's own words for it."""

    id: str
    short: str
    behaviour: str


class Progress(TypedDict):
    """Choices made on other pages, and choices in all; only those for the two behaviours count.

    The browser adds those on its page.
    """

    done_elsewhere: int
    total: int


class Receipt(TypedDict):
    """Every tap of ``tab`` up to ``seq`` is committed; ``failed`` when the latest attempt to save failed."""

    tab: str | None
    seq: int
    failed: bool


class MatrixWords(TypedDict):
    """The component's own words, in the visitor's language."""

    saved: str
    saving: str
    failed: str
    answered_of: str
    """Shown below the bar of progress, with {done} and {total}: "{done} of {total}"."""
    progress: str
    """What the bar means, for screen readers: "Answers given"."""


@dataclass(frozen=True)
class Taps:
    """What one message from the browser holds, in the order tapped: seq, control's name, value."""

    assessment: str
    tab: str
    taps: tuple[tuple[int, str, str], ...]


def rating_matrix(  # noqa: PLR0913  # all are named; a class for one call would only move the list
    *,
    assessment: str,
    rows: Sequence[MatrixRow],
    points: Sequence[Point],
    special: Sequence[Special],
    columns: Sequence[MatrixColumn],
    words: MatrixWords,
    chosen: Mapping[str, str],
    progress: Progress,
    receipt: Receipt,
    seek: str | None,
    key: str,
    on_taps: Callable[[], None],
) -> None:
    """Draw one page of statements.

    ``on_taps`` finds the message in ``st.session_state[key].taps`` and reads it with ``read_taps``. ``assessment`` is
    any string that identifies whose answers these are; the browser forgets unsaved taps when it changes. Keep ``key``
    the same on all pages of questions. ``chosen`` and ``receipt`` must come from the same reading of the store: the
    browser trusts every value that it has no unsaved tap for.
    """
    model = {
        "assessment": assessment,
        "rows": [asdict(row) for row in rows],
        "points": points,
        "special": special,
        "columns": columns,
        "words": words,
        "chosen": chosen,
        "progress": progress,
        "receipt": receipt,
        "seek": seek,
    }
    # One string, because a list or a dict inside `data` makes Streamlit load numpy, pandas and pyarrow.
    _matrix(key=key, data={"matrix": json.dumps(model, ensure_ascii=False)}, on_taps_change=on_taps)


def read_taps(message: object) -> Taps | None:
    """The message as taps, or None when it is malformed: it comes from a browser and may be anything."""
    try:
        sent = json.loads(message)  # type: ignore[arg-type]  # anything but text raises TypeError, which is caught
        assessment, tab = sent["assessment"], sent["tab"]
        taps = tuple((seq, name, value) for seq, name, value in sent["taps"])
    except (ValueError, TypeError, KeyError, RecursionError):
        return None
    if (
        not isinstance(assessment, str)
        or not isinstance(tab, str)
        or not all(
            type(seq) is int and 0 < seq <= _MOST_TAPS and isinstance(name, str) and isinstance(value, str)
            for seq, name, value in taps
        )
    ):
        return None
    return Taps(assessment, tab, tuple(sorted(taps)))
