"""The HTML of a page with our own words in it: language, title, what a link preview shows, and its first words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from starlette.types import Scope

from assessment.instrument import Instrument
from server.first_words import Asked, asked_for, body, head, todays_bank, unknown_page
from server.settings import base_path

if TYPE_CHECKING:  # It takes a while to load, and the first words come before it.
    from assessment.campaigns import Campaign

_ROOT: Final = b'<div id="root">'
_FONT: Final = re.compile(rb'href="(\./static/media/SourceSans[^"]+\.woff2)"')
_SCRIPT: Final = re.compile(rb'<script type="module" crossorigin src="([^"]+)"></script>')
_STYLES: Final = re.compile(rb'<link rel="stylesheet"[^>]*>')
# What Streamlit says in English, or to programs: its language and title, an interface that is closed, a notice.
_STREAMLITS: Final = (
    re.compile(rb"<title>.*?</title>", re.DOTALL),
    re.compile(rb'(?:<!--(?:(?!-->).)*-->\s*)?<link rel="service-desc"[^>]*>', re.DOTALL),
    re.compile(rb"<noscript>.*?</noscript>", re.DOTALL),
)


def whole_page(
    page: bytes, scope: Scope, picture: str | None, campaign: Campaign | None = None, *, is_known: bool
) -> bytes:
    """Streamlit's page as we send it; where there is no page, a page that says so.

    `picture` is the address of the picture for previews. `campaign` is that of the address, if it is known.
    """
    own = campaign.own_bank if campaign else None
    asked = asked_for(scope, bank := own.instrument if own else todays_bank(), campaign)
    return with_words(page, asked, bank, picture) if is_known else _unknown(page, asked)


def with_words(page: bytes, asked: Asked, bank: Instrument | None, picture: str | None = None) -> bytes:
    """The page with our own words in it; anything but Streamlit's page stays as it is."""
    before, root, after = page.partition(_ROOT)
    if not root:
        return page
    font, styles = _FONT.search(before), _STYLES.search(before)
    # It is fetched at once, and begun by first_words.js once the words are painted.
    before = _SCRIPT.sub(rb'<link rel="modulepreload" crossorigin href="\1" id="app-script">', before)
    for theirs in _STREAMLITS:
        before = theirs.sub(b"", before)
    before = before.replace(b'<html lang="en">', f'<html lang="{asked.language}">'.encode())
    before = before.replace(b"</head>", f"{head(asked, bank, picture)}\n</head>".encode())
    if styles:
        # Behind the words, which would otherwise wait for it.
        before = before.replace(styles[0], b"")
        after = after.replace(b"</body>", styles[0] + b"\n</body>")
    return before + body(asked, bank, font[1].decode() if font else "").encode() + root + after


def _unknown(page: bytes, asked: Asked) -> bytes:
    """What is shown where Streamlit would show its start page below an English dialog."""
    font = _FONT.search(page)
    address = f"{base_path()}/{font[1].decode().removeprefix('./')}" if font else ""
    return unknown_page(asked, address, f"{base_path()}/?lang={asked.language}").encode()
