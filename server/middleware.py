"""The layers that every request and websocket passes on the way in, and every answer on the way out."""

from __future__ import annotations

from starlette.middleware import Middleware

from server.compressed import Compressed
from server.connections import Connections
from server.doors import Doors
from server.first_page import FirstPage
from server.floods import Floods
from server.headers import SecurityHeaders
from server.messages import Messages
from server.proxies import Proxies
from server.settings import Settings
from server.warming import Warm, Warming


def middleware(settings: Settings, warming: Warming) -> list[Middleware]:
    """The layers around Streamlit, the outermost first.

    Each is a plain ASGI class in its own module, and gets the settings it needs. When a layer answers by itself, its
    answer passes only the layers above it, so the headers are outermost.
    """
    return [
        Middleware(SecurityHeaders, is_encrypted=settings.is_encrypted),
        Middleware(Proxies, trusted=settings.trusted_proxies),
        Middleware(Floods),
        Middleware(Doors, public=settings.public),
        Middleware(Connections),
        Middleware(Warm, warming=warming),
        Middleware(Messages),
        Middleware(FirstPage, public=settings.public, warming=warming),
        Middleware(Compressed),
    ]
