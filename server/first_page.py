"""Words in the HTML of every page, which show even when Streamlit's script cannot reach the server."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from typing import Final
from urllib.parse import parse_qs

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assessment.instrument import Language
from assessment.words import first_language, say

# With these headers the page would come compressed, in part or not at all.
_WHOLE_WITHOUT: Final = (b"accept-encoding", b"if-none-match", b"if-modified-since", b"range")
_FILES: Final = re.compile(r"(?:^|/)(?:static|files|_stcore)/")
_NOSCRIPT: Final = re.compile(rb"<noscript>.*?</noscript>", re.DOTALL)
_ROOT: Final = b'<div id="root">'

# Without a script, because a script is what cannot connect. Shown after ten seconds unless there is or was a
# connection. Streamlit's own message is for programmers; after the first one, pages/shared/line/ shows the messages.
_NO_LINE: Final = """<style>
#no-line {{position: fixed; z-index: 1000000; inset: 20vh 0 auto; margin: auto; box-sizing: border-box; width: 36rem;
max-width: calc(100vw - 2rem); padding: 1rem 1.5rem; color-scheme: light dark; color: CanvasText; background: Canvas;
border: 1px solid; border-radius: 8px; font: 1rem/1.5 "Source Sans", system-ui, sans-serif; visibility: hidden;
animation: no-line 0s 10s forwards}}
#no-line p {{margin: 0.25rem 0}}
@keyframes no-line {{to {{visibility: visible}}}}
body:has([data-test-connection-state="CONNECTED"], .st-key-line) #no-line {{display: none}}
body:not(:has(.st-key-line)) [data-testid="stDialog"] {{display: none}}
</style><noscript><p>{no_script}</p></noscript>
<div id="no-line" role="alert" lang="{language}"><p><strong>{title}</strong></p><p>{text}</p></div>
"""


class FirstPage:
    """Adds our own words to the HTML that Streamlit serves for every page."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on, with the words in a page."""
        if scope["type"] != "http" or scope["method"] != "GET" or _FILES.search(scope["path"]):
            await self._app(scope, receive, send)
            return
        language = language_of(scope)
        headers = [(name, value) for name, value in scope["headers"] if name not in _WHOLE_WITHOUT]
        begun: list[Message] = []
        parts: list[bytes] = []

        async def send_with_words(message: Message) -> None:
            if message["type"] == "http.response.start" and _is_page(message):
                begun.append(message)
            elif message["type"] != "http.response.body" or not begun:
                await send(message)
            else:
                parts.append(message.get("body", b""))
                if not message.get("more_body"):
                    await _send_page(begun[0], with_words(b"".join(parts), language), send)

        await self._app({**scope, "headers": headers}, receive, send_with_words)


def language_of(scope: Scope) -> Language:
    """The language in the address, or the browser's if the app has it, or Swedish; the pages choose in the same way."""
    asked = parse_qs(scope["query_string"].decode("latin-1")).get("lang", [""])[0]
    accepted = Headers(scope=scope).get("accept-language", "")[:2].lower()
    return first_language(asked, accepted) or "sv"


def with_words(page: bytes, language: Language) -> bytes:
    """The page with our own words in it; anything but Streamlit's page stays as it is."""
    texts = {name: html.escape(say(language, f"no_line.{name}")) for name in ("title", "text", "no_script")}
    words = _NO_LINE.format(language=language, **texts).encode()
    before, root, after = page.partition(_ROOT)
    return _NOSCRIPT.sub(b"", before) + words + root + after if root else page


def _is_page(message: Message) -> bool:
    return message["status"] == 200 and _header(message["headers"], b"content-type").startswith(b"text/html")  # noqa: PLR2004


def _header(headers: Sequence[tuple[bytes, bytes]], name: bytes) -> bytes:
    return next((value for known, value in headers if known.lower() == name), b"")


async def _send_page(start: Message, page: bytes, send: Send) -> None:
    headers = MutableHeaders(raw=list(start["headers"]))
    for name in ("etag", "last-modified", "accept-ranges"):
        del headers[name]
    headers["content-length"] = str(len(page))
    headers.add_vary_header("Accept-Language")
    await send({**start, "headers": headers.raw})
    await send({"type": "http.response.body", "body": page})
