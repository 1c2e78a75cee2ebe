"""Who sent a request: the address of the visitor, when trusted proxies forward it."""

from __future__ import annotations

import logging
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Final

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from server.uvicorn_config import running_config

Network = IPv4Network | IPv6Network
_LOG: Final = logging.getLogger(__name__)
_HOUSEHOLD: Final = 64  # The bits of an IPv6 address that a provider gives; its owner chooses the others freely.


class Proxies:
    """Replaces the address of a connection by the one that limits count.

    That is the connection's own, unless it comes from a trusted proxy: then it is the last one in X-Forwarded-For that
    is not a trusted proxy itself. Anyone may have written the ones before it.
    """

    def __init__(self, app: ASGIApp, *, trusted: tuple[Network, ...]) -> None:
        self._app, self._trusted = app, trusted
        self._warned: set[str] = set()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on the same request."""
        if scope["type"] == "lifespan":
            _leave_forwarding_to_us(receive)
        elif peer := _parsed(scope["client"][0] if scope.get("client") else ""):
            scope = {**scope, "client": (counted(self._visitor(peer, scope)), 0)}
        await self._app(scope, receive, send)

    def _visitor(self, peer: IPv4Address | IPv6Address, scope: Scope) -> IPv4Address | IPv6Address:
        forwarded = [each for value in Headers(scope=scope).getlist("x-forwarded-for") for each in value.split(",")]
        if not self._is_trusted(peer):
            if forwarded:
                self._warn_once(
                    "Requests are forwarded by proxies that DRIVKRAFT_TRUSTED_PROXIES does not name, so all their "
                    "visitors count as one; the first was %s.",
                    peer,
                )
            return peer
        if not forwarded and scope["type"] == "websocket":
            self._warn_once("The trusted proxy %s sends no X-Forwarded-For, so all its visitors count as one.", peer)
        for each in reversed(forwarded):
            address = _parsed(_without_port(each.strip()))
            if address is None:
                break  # Only the nearest proxy is known.
            peer = address
            if not self._is_trusted(peer):
                break
        return peer

    def _is_trusted(self, address: IPv4Address | IPv6Address) -> bool:
        return any(address in network for network in self._trusted)

    def _warn_once(self, sentence: str, peer: object) -> None:
        if sentence not in self._warned:
            self._warned.add(sentence)
            _LOG.warning(sentence, peer)


def network(written: str) -> Network:
    """The network, or the single address, in a text. Raises ValueError, also for the network of all addresses."""
    found = ip_network(written, strict=False)
    if found.prefixlen == 0:
        raise ValueError("every address")
    return found


def counted(address: IPv4Address | IPv6Address) -> str:
    """What an address counts as: itself, or in IPv6 the network of its household."""
    if isinstance(address, IPv4Address) or address.is_loopback:
        return str(address)
    return str(ip_network((address, _HOUSEHOLD), strict=False).network_address)


def _parsed(written: str) -> IPv4Address | IPv6Address | None:
    try:
        address = ip_address(written)
    except ValueError:
        return None
    # A server that listens on IPv6 sees IPv4 addresses written as IPv6.
    return getattr(address, "ipv4_mapped", None) or address


def _without_port(written: str) -> str:
    if written.startswith("["):
        return written[1:].partition("]")[0]
    host, _, port = written.partition(":")
    return written if ":" in port else host


def _leave_forwarding_to_us(receive: Receive) -> None:
    """Remove uvicorn's own layer, which trusts everything the machine itself forwards, whatever the settings."""
    config = running_config(receive)
    if config and isinstance(config.loaded_app, ProxyHeadersMiddleware):
        config.loaded_app = config.loaded_app.app
