"""The line between browser and server: what is done when it was lost and is back.

Streamlit connects again by itself, but runs nothing: on a server started anew, or one that has forgotten this tab, the
page looks alive and the first press does nothing, a download fails, what was typed is overwritten. So on every
reconnection this asks for one run, nothing can be pressed until it has arrived, and then what was typed or chosen
last is put back and sent again. All of it happens in the browser; here is only what it says.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from secrets import token_hex
from typing import Final, TypedDict

import streamlit as st

_HERE: Final = Path(__file__).parent
_line = st.components.v2.component(
    "line",
    css=(_HERE / "line.css").read_text(encoding="utf-8"),
    js=(_HERE / "line.js").read_text(encoding="utf-8"),
)


class LineWords(TypedDict):
    """What is said about the line, in the visitor's language."""

    away: str
    """While there is no connection."""
    back: str
    """While the page is fetched again."""
    no_file: str
    """When a download could not be served."""


def watch_line(words: LineWords, unsaved: Sequence[str]) -> bool:
    """Watch over the line; ``unsaved`` are the controls whose values the database has not taken yet.

    True once the line was lost and came back, until the page is loaded anew.
    """
    # The id makes each run of the page known to the browser.
    down = {"run": token_hex(4), "words": words, "unsaved": list(unsaved)}
    # One string, because a list or a dict inside `data` makes Streamlit load numpy.
    data = {"line": json.dumps(down, ensure_ascii=False)}
    return _line(key="line", data=data, on_again_change=lambda: None, width="content").again is not None
