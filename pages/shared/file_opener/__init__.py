"""A file button in the visitor's language: Streamlit's own uploader speaks English only.

It draws the browser's native file input, whose words come from the browser, and sends the text of the chosen file once,
as a trigger.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final, NamedTuple

import streamlit as st

from assessment.exports.archive import MAX_ARCHIVE_BYTES

_HERE: Final = Path(__file__).parent
_opener = st.components.v2.component(
    "file_opener",
    html='<label for="file"></label>\n<input id="file" type="file" accept=".json,application/json">',
    css=(_HERE / "opener.css").read_text(encoding="utf-8"),
    js=(_HERE / "opener.js").read_text(encoding="utf-8"),
)


class OpenedFile(NamedTuple):
    """A file as the browser read it: its name and its bytes as UTF-8 text; None when it was too large to send."""

    name: str
    data: bytes | None


def file_opener(label: str, *, key: str) -> OpenedFile | None:
    """Draw the button. Returns the file chosen a moment ago, None on all other runs."""
    result = _opener(
        key=key, data={"label": label, "mostBytes": MAX_ARCHIVE_BYTES}, on_opened_change=lambda: None, width="stretch"
    )
    if not isinstance(result.opened, str):
        return None
    opened = json.loads(result.opened)
    text = opened.get("text")
    data = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else None
    return OpenedFile(str(opened.get("name", ""))[:200], data)
