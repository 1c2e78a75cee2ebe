"""The line between browser and server: what happens when the connection was lost and is back.

Streamlit reconnects by itself, but on a restarted server it runs nothing: the page looks alive and the first press does
nothing. On a server that has forgotten this tab it runs the page, and what was typed is overwritten. So on every
reconnection this asks for one run, lets nothing be pressed until it has arrived, and then puts back and sends again
what was typed or chosen last. Likewise a link to a file is followed only once the server has what was typed before it
was pressed. All of it happens in the browser; Python supplies only the words.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final, TypedDict

import streamlit as st

_HERE: Final = Path(__file__).parent
_line = st.components.v2.component(
    "line",
    css=(_HERE / "line.css").read_text(encoding="utf-8"),
    js="".join((_HERE / file).read_text(encoding="utf-8") for file in ("line.js", "files.js")),
)


class LineWords(TypedDict):
    """The messages about the connection, in the visitor's language."""

    away: str
    """While there is no connection."""
    back: str
    """While the page is fetched again."""
    saving: str
    """While a link to a file waits for what was typed."""


def watch_line(run: str, words: LineWords, unsaved: Sequence[str], heard: Mapping[str, str]) -> str | None:
    """Watch the connection; `run` is the id of this run, `unsaved` the controls whose values are not stored yet.

    `heard` are the texts that arrived last, by control.

    Once the connection was lost and came back: how often this has asked for a run, and the run the browser had drawn by
    then, until the page is reloaded; None before.
    """
    model = {"run": run, "words": words, "unsaved": list(unsaved), "heard": dict(heard)}
    # One string, because a list or a dict inside `data` makes Streamlit load numpy.
    data = {"line": json.dumps(model, ensure_ascii=False)}
    asked = _line(key="line", data=data, on_again_change=lambda: None, width="content").again
    return asked if isinstance(asked, str) else None
