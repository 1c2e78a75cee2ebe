"""Streamlit's scripts and styles, compressed once: most of a first visit on a phone is waiting for them.

Streamlit sends them as they are, because it would compress them again for every visitor.
"""

from __future__ import annotations

import asyncio
import gzip
import re
from collections.abc import MutableMapping
from typing import Any, Final, NamedTuple

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_FILES: Final = re.compile(r"/static/(?:js|css)/[\w.-]+\.(?:js|css)$")
_OK: Final = 200


class _File(NamedTuple):
    start: Message
    body: bytes


class Compressed:
    """Sends scripts and styles compressed to whoever takes them so, from memory after the first time."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._files: MutableMapping[str, _File] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on everything else, and the first request for each file."""
        if not _is_for_a_file(scope):
            await self._app(scope, receive, send)
            return
        path = scope["path"]
        if path not in self._files:
            found = await self._asked(scope, receive)
            if not _may_be_kept(found.start):
                await _send(found, send)
                return
            self._files[path] = await asyncio.to_thread(_compressed, found)
        await _send(self._files[path], send)

    async def _asked(self, scope: Scope, receive: Receive) -> _File:
        messages: list[Message] = []

        async def keep(message: Message) -> None:
            messages.append(message)

        await self._app(scope, receive, keep)
        start, *parts = messages
        return _File(start, b"".join(part.get("body", b"") for part in parts))


def _is_for_a_file(scope: Scope) -> bool:
    if scope["type"] != "http" or scope["method"] != "GET" or not _FILES.search(scope["path"]):
        return False
    headers = Headers(scope=scope)
    return "gzip" in headers.get("accept-encoding", "") and not {"range", "if-none-match", "if-modified-since"} & {
        *headers.keys()
    }


def _may_be_kept(start: Message) -> bool:
    """Whether it is a file of Streamlit's: for a file that is not there it sends a page."""
    return start["status"] == _OK and "immutable" in Headers(raw=start["headers"]).get("cache-control", "")


def _compressed(file: _File) -> _File:
    headers = MutableHeaders(raw=list(file.start["headers"]))
    del headers["etag"]  # it is that of the file as it is
    del headers["accept-ranges"]
    body = gzip.compress(file.body)
    headers["content-encoding"] = "gzip"
    headers["content-length"] = str(len(body))
    headers.add_vary_header("Accept-Encoding")
    return _File({**file.start, "headers": headers.raw}, body)


async def _send(file: _File, send: Send) -> None:
    # A copy, because layers outside add their headers to it.
    start: dict[str, Any] = {**file.start, "headers": list(file.start["headers"])}
    await send(start)
    await send({"type": "http.response.body", "body": file.body})
