"""Our own words in the HTML of every page: language, title, what a link preview shows, and the page's first words."""

from __future__ import annotations

import gzip
import re
from collections.abc import Sequence
from typing import Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assessment.instrument import Instrument
from server.first_words import Asked, asked_for, body, head, is_page, todays_bank, unknown_page
from server.icon import PREVIEW
from server.settings import PublicAddress, base_path

# With these headers the page would come compressed, in part or not at all.
_WHOLE_WITHOUT: Final = (b"accept-encoding", b"if-none-match", b"if-modified-since", b"range")
_FILES: Final = re.compile(r"(?:^|/)(?:static|files|_stcore)/")
_ROOT: Final = b'<div id="root">'
_FONT: Final = re.compile(rb'href="(\./static/media/SourceSans[^"]+\.woff2)"')
_STYLES: Final = re.compile(rb'<link rel="stylesheet"[^>]*>')
# What Streamlit says in English, or to programs: its language and title, an interface that is closed, a notice.
_STREAMLITS: Final = (
    re.compile(rb"<title>.*?</title>", re.DOTALL),
    re.compile(rb'(?:<!--(?:(?!-->).)*-->\s*)?<link rel="service-desc"[^>]*>', re.DOTALL),
    re.compile(rb"<noscript>.*?</noscript>", re.DOTALL),
)
_QUICKLY: Final = 5  # The level of compression.


class FirstPage:
    """Adds our own words to the HTML that Streamlit serves for every page."""

    def __init__(self, app: ASGIApp, *, public: PublicAddress | None) -> None:
        self._app = app
        # Previews need the whole address of a picture.
        self._picture = f"{public.origin}{base_path()}/{PREVIEW}" if public else None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on, with the words in a page."""
        if scope["type"] != "http" or scope["method"] != "GET" or _FILES.search(scope["path"]):
            await self._app(scope, receive, send)
            return
        headers = [(name, value) for name, value in scope["headers"] if name not in _WHOLE_WITHOUT]
        takes_gzip = "gzip" in Headers(scope=scope).get("accept-encoding", "")
        begun: list[Message] = []
        parts: list[bytes] = []

        async def send_with_words(message: Message) -> None:
            if message["type"] == "http.response.start" and _is_html(message):
                begun.append(message)
            elif message["type"] != "http.response.body" or not begun:
                await send(message)
            else:
                parts.append(message.get("body", b""))
                if not message.get("more_body"):
                    start, asked = begun[0], asked_for(scope, bank := todays_bank())
                    page = with_words(b"".join(parts), asked, bank, self._picture)
                    if not is_page(scope["path"].removeprefix(scope.get("root_path", "")).removeprefix(base_path())):
                        start, page = {**start, "status": 404}, _unknown(page, asked)
                    await _send_page(start, page, send, takes_gzip=takes_gzip)

        await self._app({**scope, "headers": headers}, receive, send_with_words)


def with_words(page: bytes, asked: Asked, bank: Instrument | None, picture: str | None = None) -> bytes:
    """The page with our own words in it; anything but Streamlit's page stays as it is.

    `picture` is the address of the picture for previews.
    """
    before, root, after = page.partition(_ROOT)
    if not root:
        return page
    font, styles = _FONT.search(before), _STYLES.search(before)
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


def _is_html(message: Message) -> bool:
    return message["status"] == 200 and _header(message["headers"], b"content-type").startswith(b"text/html")  # noqa: PLR2004


def _header(headers: Sequence[tuple[bytes, bytes]], name: bytes) -> bytes:
    return next((value for known, value in headers if known.lower() == name), b"")


async def _send_page(start: Message, page: bytes, send: Send, *, takes_gzip: bool) -> None:
    headers = MutableHeaders(raw=list(start["headers"]))
    for name in ("etag", "last-modified", "accept-ranges"):
        del headers[name]
    headers.add_vary_header("Accept-Language")
    headers.add_vary_header("Accept-Encoding")
    if takes_gzip:
        page = gzip.compress(page, _QUICKLY)
        headers["content-encoding"] = "gzip"
    headers["content-length"] = str(len(page))
    await send({**start, "headers": headers.raw})
    await send({"type": "http.response.body", "body": page})
