"""Which requests are let in: for our own hosts, from our own pages, to the routes of Streamlit that its page needs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from server.settings import PublicAddress, base_path

# What a page requests from Streamlit itself over HTTP. Everything else there is closed, including what later versions
# add: its figures, its interface for agents, uploads (which the app has none of).
_CORE: Final = "_stcore"
_WEBSOCKET: Final = "_stcore/stream"
_CORE_OPEN: Final = ("health", "host-config")
_CORE_FOLDERS_OPEN: Final = ("bidi-components/",)
# Streamlit's sign-in, components of its first kind, files beside the main script, and those it keeps in memory for
# minutes after they were deleted: downloads come from /files.
_CLOSED: Final = ("auth", "oauth2callback", "component", "app", "media")
# Browsers take these out of an address. By such a path Streamlit would compress megabytes anew for each request.
_DOTS: Final = {".", ".."}
# What other pages may ask for: they cannot read the answer.
_ONLY_READ: Final = ("GET", "HEAD", "OPTIONS")
# Monitoring asks for these by the server's IP address; they reveal nothing about anyone.
_FOR_WATCHERS: Final = ("healthz", "livez", "_stcore/health")


class Doors:
    """Refuses other hosts, pages of other origins, and closed routes; `public` is None when any host is accepted."""

    def __init__(self, app: ASGIApp, *, public: PublicAddress | None) -> None:
        self._app, self._public = app, public
        self._base = f"{base_path()}/"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on or refuse."""
        if scope["type"] in {"http", "websocket"}:
            if refusal := self._refusal(scope):
                await refusal(scope, receive, send)
                return
            if scope["type"] == "websocket":
                scope = _plainly_ours(scope)
        await self._app(scope, receive, send)

    def _refusal(self, scope: Scope) -> PlainTextResponse | None:
        path = scope["path"].removeprefix(scope.get("root_path", "")).removeprefix(self._base).lstrip("/")
        headers, is_websocket = Headers(scope=scope), scope["type"] == "websocket"
        if path not in _FOR_WATCHERS and not self._is_our_host(headers):
            return PlainTextResponse("This server has another address.", 400)
        if path != _WEBSOCKET if is_websocket else is_closed(path):
            return PlainTextResponse("Not found.", 404)
        # Without an origin no browser sent it, so nobody's cookie comes along; a websocket opens for pages only.
        from_a_page = is_websocket or (scope["method"] not in _ONLY_READ and "origin" in headers)
        if from_a_page and not self._is_our_page(headers):
            return PlainTextResponse("For pages of this server only.", 403)
        return None

    def _is_our_host(self, headers: Headers) -> bool:
        host = _only(headers.getlist("host"))
        return host is not None and (self._public is None or self._public.is_named(host))

    def _is_our_page(self, headers: Headers) -> bool:
        """Whether a page of this server asks. Browsers always send the page's origin with what is more than reading."""
        origin = _only(headers.getlist("origin"))
        if origin is None:
            return False
        if self._public is not None:
            return origin == self._public.origin
        try:
            parts = urlsplit(origin)
        except ValueError:
            return False
        return parts.scheme in {"http", "https"} and parts.netloc == _only(headers.getlist("host"))


def _plainly_ours(scope: Scope) -> Scope:
    """The same websocket, with its host written as in its origin.

    Otherwise Streamlit, which compares them letter by letter, asks other hosts for the address of this machine.
    """
    host = urlsplit(Headers(scope=scope)["origin"]).netloc.encode()
    return {**scope, "headers": [(name, host if name == b"host" else value) for name, value in scope["headers"]]}


def is_closed(path: str) -> bool:
    """Whether no page needs this path, which has no slash before it."""
    if not _DOTS.isdisjoint(path.split("/")):
        return True
    first, _, rest = path.partition("/")
    if first == _CORE:
        return rest not in _CORE_OPEN and not rest.startswith(_CORE_FOLDERS_OPEN)
    return first in _CLOSED


def _only(values: Sequence[str]) -> str | None:
    """The value of a header that is sent once; of two, it is unclear which one others use."""
    return values[0].lower() if len(values) == 1 else None
