"""A file button in the visitor's language: Streamlit's own uploader speaks English only.

It draws the browser's native file input, whose words come from the browser, and sends the chosen file once, compressed,
as a trigger.
"""

from __future__ import annotations

import binascii
import json
import zlib
from pathlib import Path
from typing import Final, NamedTuple

import streamlit as st

from assessment.exports.archive import MAX_ARCHIVE_BYTES

# Leaves room for everything else in a message, which Streamlit's settings limit to 2 MB.
_MOST_PACKED: Final = 1_500_000
_GZIP: Final = 31  # What zlib calls it.

_HERE: Final = Path(__file__).parent
_opener = st.components.v2.component(
    "file_opener",
    html='<label for="file"></label>\n<input id="file" type="file">',
    css=(_HERE / "opener.css").read_text(encoding="utf-8"),
    js=(_HERE / "opener.js").read_text(encoding="utf-8"),
)


class OpenedFile(NamedTuple):
    """A file as the browser read it: its name and its bytes; None when it was too large to send."""

    name: str
    data: bytes | None


def file_opener(label: str, *, key: str, accept: str = ".json,application/json") -> OpenedFile | None:
    """Draw the button. Returns the file chosen a moment ago, None on all other runs.

    `accept` is the kinds of files to offer, as HTML has it.
    """
    limits = {"mostBytes": MAX_ARCHIVE_BYTES, "mostPacked": _MOST_PACKED}
    result = _opener(
        key=key, data={"label": label, "accept": accept, **limits}, on_opened_change=lambda: None, width="stretch"
    )
    return read_message(result.opened)


def read_message(message: object) -> OpenedFile | None:
    """The file in what the button sent; None when no button of ours sends such a thing."""
    if not isinstance(message, str):
        return None
    try:
        opened = json.loads(message)
    except (ValueError, RecursionError):
        return None
    match opened:
        case {"name": str(name), "packed": str(packed)}:
            return OpenedFile(name[:200], _unpacked(packed))
    return None


def _unpacked(packed: str) -> bytes | None:
    """The bytes of a file, None when they are more than the app opens or do not arrive whole."""
    unpacking = zlib.decompressobj(_GZIP)
    try:
        data = unpacking.decompress(binascii.a2b_base64(packed), MAX_ARCHIVE_BYTES + 1)
    except (ValueError, zlib.error):
        return None
    return data if unpacking.eof and len(data) <= MAX_ARCHIVE_BYTES else None
