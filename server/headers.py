"""The headers of every answer, whatever its route and status: what a browser may do with it."""

from __future__ import annotations

import base64
import hashlib
import logging
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from starlette.datastructures import MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.file_util import get_static_dir

from server.malformed import guard_malformed
from server.pages import SCRIPT
from server.uvicorn_config import running_config

_LOG: Final = logging.getLogger(__name__)
_INLINE_SCRIPT: Final = re.compile(r"<script>(.*?)</script>", re.DOTALL)
# The first messages of an answer over HTTP, of an accepted websocket and of a refused one.
_BEGINNINGS: Final = ("http.response.start", "websocket.accept", "websocket.http.response.start")
_NO_STORE: Final = "no-store"
_RESOURCE_POLICY: Final = "Cross-Origin-Resource-Policy"
_ANYBODY: Final = "cross-origin"
_YEAR: Final = 365 * 24 * 60 * 60


def streamlits_page() -> str:
    """The HTML that Streamlit serves for every page."""
    return (Path(get_static_dir()) / "index.html").read_text(encoding="utf-8")


def content_security_policy(inline_scripts: Iterable[str]) -> str:
    """What a page may load and run: its own files, and these scripts in its HTML, identified by their hashes.

    Components given as strings are loaded as blobs, and Streamlit styles its elements as it draws them.
    """
    digests = (hashlib.sha256(script.encode()).digest() for script in inline_scripts)
    hashes = "".join(f" 'sha256-{base64.b64encode(digest).decode()}'" for digest in digests)
    return "; ".join(
        (
            "default-src 'self'",
            f"script-src 'self' blob:{hashes}",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "connect-src 'self'",
            "worker-src 'self' blob:",
            "frame-ancestors 'none'",
            "base-uri 'self'",
            "form-action 'self'",
            "object-src 'none'",
        )
    )


class SecurityHeaders:
    """Adds the headers to every answer, including a refused websocket and an error of the server."""

    def __init__(self, app: ASGIApp, *, is_encrypted: bool) -> None:
        self._app = app
        self._headers = {
            "Content-Security-Policy": content_security_policy((*_INLINE_SCRIPT.findall(streamlits_page()), SCRIPT)),
            "X-Frame-Options": "DENY",
            "X-Content-Type-Options": "nosniff",
            # The address of every page contains the key.
            "Referrer-Policy": "no-referrer",
            "Cross-Origin-Opener-Policy": "same-origin",
            _RESOURCE_POLICY: "same-origin",
            "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
        }
        if is_encrypted:
            self._headers["Strict-Transport-Security"] = f"max-age={_YEAR}"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on, and add the headers to the answer."""
        if scope["type"] == "lifespan":
            self._guard_uvicorn(receive)
            await self._app(scope, receive, send)
            return
        has_begun = False

        async def send_with_headers(message: Message) -> None:
            nonlocal has_begun
            if message["type"] in _BEGINNINGS:
                has_begun = True
                self._put_on(message)
            await send(message)

        try:
            await self._app(scope, receive, send_with_headers)
        except Exception:
            if has_begun or scope["type"] != "http":
                raise
            _LOG.exception("A request failed.")
            await PlainTextResponse("Internal Server Error", 500)(scope, receive, send_with_headers)

    def _guard_uvicorn(self, receive: Receive) -> None:
        """Stop uvicorn from sending its name, and from answering malformed requests without the headers."""
        if config := running_config(receive):
            config.encoded_headers = [(name, value) for name, value in config.encoded_headers if name != b"server"]
            guard_malformed(config, {**self._headers, "Cache-Control": _NO_STORE})

    def _put_on(self, message: Message) -> None:
        message.setdefault("headers", [])
        headers = MutableHeaders(scope=message)
        for name in [name for name in headers if name.startswith("access-control-")]:
            del headers[name]  # no page of another origin needs anything here
        is_for_previews = headers.get(_RESOURCE_POLICY) == _ANYBODY  # the pictures of links alone
        for name, value in self._headers.items():
            headers[name] = value
        if is_for_previews:
            headers[_RESOURCE_POLICY] = _ANYBODY
        if not headers.get("Cache-Control", "").startswith("public"):
            headers["Cache-Control"] = _NO_STORE
