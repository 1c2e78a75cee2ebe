"""The links of the frame: the bar at the top with the mark and the pages, and the quiet foot.

They are real links, with everything that has to stay in the address, so that a page opened in a new tab finds the same
answers. A press in place is sent as a trigger, and the page changes without a reload. Streamlit's own navigation would
leave the key out of its links, and its menu on a phone has no label.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Final, NamedTuple, TypedDict

import streamlit as st

_HERE: Final = Path(__file__).parent
_links = st.components.v2.component(
    "navigation",
    css=(_HERE / "navigation.css").read_text(encoding="utf-8"),
    js=(_HERE / "navigation.js").read_text(encoding="utf-8"),
)


class Link(NamedTuple):
    """A link to a page: the name returned when it is pressed, its label, its address, and whether it is open now."""

    page: str
    label: str
    href: str
    is_current: bool


class MadeWith(NamedTuple):
    """What the foot says below the links where the name in the bar is another's: a text, and a mark before it."""

    text: str
    mark: str


class BarWords(TypedDict):
    """The words of the bar, in the visitor's language."""

    label: str
    """What these links are, for screen readers: "Pages"."""
    menu: str
    """The word on a phone's menu."""


def bar(home: Link, way: Sequence[Link], also: Sequence[Link], mark: str, words: BarWords) -> str | None:
    """Draw the bar: mark, if any, and name, which lead home, then the pages.

    Returns the pressed page, None on other runs. A phone has the pages in a menu, with those of `also` after them.
    """
    links = {"way": _documents(way), "also": _documents(also)}
    return _drawn("bar", {"home": home._asdict(), "mark": mark, "words": words, **links})


def foot(links: Sequence[Link], label: str, run: str, made_with: MadeWith | None = None) -> str | None:
    """Draw the links rarely needed below the page. Returns the pressed page, None on other runs.

    It comes last: once it is drawn with the id of a `run`, all of that run is on the page. It says so in the browser.
    """
    made = {"made": made_with._asdict()} if made_with else {}
    return _drawn("foot", {"way": _documents(links), "words": {"label": label}, **made}, run)


def _documents(links: Sequence[Link]) -> list[dict[str, object]]:
    return [link._asdict() for link in links]


def _drawn(key: str, model: dict[str, object], run: str = "") -> str | None:
    # One string, because a list or a dict inside `data` makes Streamlit load numpy.
    data = {"links": json.dumps(model, ensure_ascii=False), "run": run}
    pressed = _links(key=key, data=data, on_pressed_change=lambda: None, width="stretch").pressed
    return pressed if isinstance(pressed, str) else None
