"""Our own words in the HTML of every page.

Right after the start they are still being loaded. The answer begins at once nevertheless, and names the scripts that
the browser can fetch meanwhile.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from server.icon import PREVIEW
from server.pages import is_page
from server.settings import PublicAddress, base_path
from server.warming import Warming

if TYPE_CHECKING:  # It takes a while to load, and the first words come before it.
    from assessment.campaigns import Campaign

# With these headers the page would come compressed, in part or not at all.
_WHOLE_WITHOUT: Final = (b"accept-encoding", b"if-none-match", b"if-modified-since", b"range")
_FILES: Final = re.compile(r"(?:^|/)(?:static|files|_stcore)/")
_SCRIPTS: Final = re.compile(
    rb'<(?:script type="module" crossorigin src|link rel="modulepreload" crossorigin href)="(\./static/js/[\w.-]+)"'
)
_KEY: Final = re.compile(rb"(?:^|&)(?:r|view)=")
_MOST_TO_FETCH: Final = 2000  # A proxy such as nginx takes four kilobytes of headers; above that, people get an error.
_NO_FILE: Final = b"Not found."
_QUICKLY: Final = 5  # The level of compression.


class FirstPage:
    """Adds our own words to the HTML that Streamlit serves for every page."""

    def __init__(self, app: ASGIApp, *, public: PublicAddress | None, warming: Warming) -> None:
        self._app, self._warming = app, warming
        # Previews need the whole address of a picture.
        self._root = f"{public.origin}{base_path()}/" if public else None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on, with the words in a page."""
        if scope["type"] != "http" or scope["method"] not in {"GET", "HEAD"}:
            await self._app(scope, receive, send)
            return
        if _FILES.search(scope["path"]):
            await self._app(scope, receive, _without_pages(send))
            return
        headers = [(name, value) for name, value in scope["headers"] if name not in _WHOLE_WITHOUT]
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
                    await self._answer(scope, begun[0], b"".join(parts), send)

        # To a question without a body uvicorn sends none.
        await self._app({**scope, "method": "GET", "headers": headers}, receive, send_with_words)

    async def _answer(self, scope: Scope, start: Message, page: bytes, send: Send) -> None:
        is_known = is_page(scope["path"].removeprefix(scope.get("root_path", "")).removeprefix(base_path()))
        takes_gzip = "gzip" in Headers(scope=scope).get("accept-encoding", "")
        headers = _headers(start, takes_gzip=takes_gzip)
        start = {**start, "status": start["status"] if is_known else 404}
        begins_at_once = not self._warming.has_words
        if begins_at_once:
            if is_known:
                headers["Link"] = _to_fetch(page)
            await send({**start, "headers": headers.raw})
        await self._warming.words()
        from server.whole_page import whole_page  # noqa: PLC0415  # it is loaded only now

        campaign, picture = await self._sender(scope) if is_known else (None, PREVIEW)
        address = f"{self._root}{picture}" if self._root and picture else None
        page = whole_page(page, scope, address, campaign, is_known=is_known)
        if takes_gzip:
            page = gzip.compress(page, _QUICKLY)
        if not begins_at_once:
            headers["content-length"] = str(len(page))
            await send({**start, "headers": headers.raw})
        await send({"type": "http.response.body", "body": page})

    async def _sender(self, scope: Scope) -> tuple[Campaign | None, str | None]:
        """The campaign that the address belongs to, None without one, and the path of the picture in its preview.

        A server that has just started looks up no key: most belong to no campaign, and people would wait for nothing.
        """
        query = scope["query_string"]
        if b"c=k" in query:
            await self._warming.rest()
        elif not (self._warming.has_rest and _KEY.search(query)):
            return None, PREVIEW
        from server.senders import SENDERS, preview_of  # noqa: PLC0415  # it is loaded only now

        campaign = await SENDERS.campaign(scope)
        return campaign, PREVIEW if campaign is None else preview_of(campaign, query.decode("latin-1"))


def _without_pages(send: Send) -> Send:
    """Sends that there is no such file where Streamlit would send its page, which finds none of its scripts there."""
    is_page = False

    async def send_file(message: Message) -> None:
        nonlocal is_page
        if message["type"] == "http.response.start" and _is_html(message):
            is_page = True
            headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"content-length", b"%d" % len(_NO_FILE))]
            await send({**message, "status": 404, "headers": headers})
            await send({"type": "http.response.body", "body": _NO_FILE})
        elif not is_page:
            await send(message)

    return send_file


def _headers(start: Message, *, takes_gzip: bool) -> MutableHeaders:
    headers = MutableHeaders(raw=list(start["headers"]))
    for name in ("etag", "last-modified", "accept-ranges", "content-length"):
        del headers[name]
    headers.add_vary_header("Accept-Language")
    headers.add_vary_header("Accept-Encoding")
    if takes_gzip:
        headers["content-encoding"] = "gzip"
    return headers


def _to_fetch(page: bytes) -> str:
    """The first scripts of a page, as a header that browsers fetch them by."""
    links = ", ".join(f"<{script.decode()}>; rel=modulepreload; crossorigin" for script in _SCRIPTS.findall(page))
    return links if len(links) < _MOST_TO_FETCH else links[:_MOST_TO_FETCH].rpartition(", ")[0]


def _is_html(message: Message) -> bool:
    return message["status"] == 200 and _header(message["headers"], b"content-type").startswith(b"text/html")  # noqa: PLR2004


def _header(headers: Sequence[tuple[bytes, bytes]], name: bytes) -> bytes:
    return next((value for known, value in headers if known.lower() == name), b"")
