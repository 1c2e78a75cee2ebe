"""What one connection may cost before any layer of ours sees it: a message, a request and an answer end in time.

uvicorn waits for ever for the rest of a request or of a message, and for a visitor who does not read; and it answers
every ping of a websocket, however many come.
"""

from __future__ import annotations

import asyncio
import socket
import sys
from asyncio import BaseTransport, TimerHandle, Transport
from contextlib import suppress
from time import monotonic
from typing import Any, Final

from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.protocols.utils import ClientDisconnected
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

from server.connections import Pace

if sys.platform != "win32":
    import resource

# Of all visitors together: several lecture halls that open a page at the same moment.
MOST_OPEN: Final = 4000
_MOST_FILES: Final = 65_536

SECONDS_TO_ASK: Final = 10  # for a whole request
SECONDS_TO_READ: Final = 60  # until everything that was sent has been read
_SECONDS_TO_LEAVE: Final = 10  # the same once the connection is being closed
_EVERY: Final = 5

# What is read at once. While it is taken apart, nobody else is served.
_READ: Final = 8 * 1024
# All longer messages that are on their way or wait, together; the longest of the app has two megabytes.
_MOST_UNFINISHED: Final = 64_000_000
_LONG: Final = 64_000
# A browser answers a ping each half minute, and sends a long message in parts of many kilobytes.
_COST_OF_A_PING: Final = 10
_POLICY: Final = 1008
_TO_A_VISITOR: Final = ("websocket.send", "websocket.close")


class _Unread:
    """Cuts off a connection whose visitor does not read what was sent."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport
        self._read_at = monotonic()
        self._timer: TimerHandle | None = None
        self._look()

    def end(self) -> None:
        """The connection is lost."""
        if self._timer:
            self._timer.cancel()

    def _look(self) -> None:
        now, is_closing = monotonic(), self._transport.is_closing()
        if not self._transport.get_write_buffer_size():
            self._read_at = now
        if now - self._read_at > (_SECONDS_TO_LEAVE if is_closing else SECONDS_TO_READ):
            self._transport.abort()
        else:
            self._timer = asyncio.get_running_loop().call_later(_EVERY, self._look)


class Requests(H11Protocol):
    """uvicorn's HTTP, for requests that end, and for no more connections than there is room for."""

    _unread: _Unread | None = None
    _deadline: TimerHandle | None = None
    _waiting: Final[dict[Requests, None]] = {}
    """The connections that have asked for nothing yet, or for nothing more, the oldest first."""

    def connection_made(self, transport: Transport) -> None:  # type: ignore[override]
        """Begin to wait for a request."""
        _read_little(transport)
        _send_at_once(transport)
        super().connection_made(transport)
        self._unread = _Unread(transport)
        if len(self.connections) > most_open():
            next(iter(self._waiting), self).leave()
        if not transport.is_closing():
            self._await_request()

    def leave(self) -> None:
        """Cut the connection off. A browser opens a new one when it needs it."""
        self._forget_request()
        self.transport.abort()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait for nothing more."""
        self._forget_request()
        if self._unread:
            self._unread.end()
        super().connection_lost(exc)

    def handle_events(self) -> None:
        """Take what has arrived; the request is there when its answer is under way."""
        super().handle_events()
        if self.cycle and not self.cycle.response_complete:
            self._forget_request()

    def on_response_complete(self) -> None:
        """Wait for the next request."""
        self._await_request()
        super().on_response_complete()

    def handle_websocket_upgrade(self, event: Any) -> None:  # noqa: ANN401  # a request of h11
        """Leave the connection to the websocket."""
        self._forget_request()
        if self._unread:
            self._unread.end()
        super().handle_websocket_upgrade(event)

    def _await_request(self) -> None:
        self._forget_request()
        self._waiting[self] = None
        self._deadline = self.loop.call_later(SECONDS_TO_ASK, self.leave)

    def _forget_request(self) -> None:
        self._waiting.pop(self, None)
        if self._deadline:
            self._deadline.cancel()


class Websockets(WebSocketsSansIOProtocol):
    """uvicorn's websockets, for messages that end and pings that have a pause between them."""

    _unread: _Unread | None = None
    _unfinished: Final[dict[Websockets, int]] = {}
    """The bytes of each long message that is not done with, by its connection, the oldest first."""

    def __init__(self, *args: Any, **more: Any) -> None:  # noqa: ANN401  # whatever uvicorn passes on
        super().__init__(*args, **more)
        self._parts = Pace(a_second=50, at_once=2000)
        self._held = 0

    def connection_made(self, transport: BaseTransport) -> None:
        """Begin to watch what is read."""
        super().connection_made(transport)
        self._unread = _Unread(self.transport)

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget everything."""
        self._unfinished.pop(self, None)
        if self._unread:
            self._unread.end()
        super().connection_lost(exc)
        # Otherwise what has arrived of a message stays in memory until Python collects its garbage.
        self.frames = []
        self.conn.reader.discard()

    def data_received(self, data: bytes) -> None:
        """Take a piece of a message, or several messages."""
        if self.transport.is_closing():
            return
        self._held += len(data)
        super().data_received(data)
        if self._held > _LONG and not self.transport.is_closing():
            self._unfinished[self] = self._held
            while sum(self._unfinished.values()) > _MOST_UNFINISHED:
                oldest = next(iter(self._unfinished))
                del self._unfinished[oldest]
                oldest.transport.abort()

    def handle_ping(self) -> None:
        """Answer it, if there are not too many."""
        if self._may_send_another(_COST_OF_A_PING):
            super().handle_ping()

    def handle_pong(self, event: Any) -> None:  # noqa: ANN401  # a frame of websockets
        """Take it, if there are not too many."""
        if self._may_send_another(_COST_OF_A_PING):
            super().handle_pong(event)

    def handle_cont(self, event: Any) -> None:  # noqa: ANN401  # a frame of websockets
        """Take a part of a message, if there are not too many."""
        if self._may_send_another(1):
            super().handle_cont(event)

    def send_receive_event_to_app(self) -> None:
        """Pass a message on; of text, which no page sends, only that there was one."""
        if self.curr_msg_data_type == "text":
            self.frames = [b""]  # uvicorn would log at length what is no UTF-8
        super().send_receive_event_to_app()

    def handle_parser_exception(self) -> None:
        """Close after what is no frame, also when the websocket is not open yet, which uvicorn does not expect."""
        if self.conn.close_sent:
            super().handle_parser_exception()
        else:
            self.transport.close()

    async def receive(self) -> Any:  # noqa: ANN401  # of ASGI
        """The next message; the one before it is done with."""
        if self.queue.empty():
            self._held = 0
            self._unfinished.pop(self, None)
        return await super().receive()

    async def send(self, message: Any) -> None:  # noqa: ANN401  # of ASGI
        """Send to whoever is still there. uvicorn takes what comes after it has cut a visitor off for an error."""
        await self.writable.wait()
        if self.handshake_complete and self.close_sent and message["type"] in _TO_A_VISITOR:
            raise ClientDisconnected
        await super().send(message)

    def _may_send_another(self, cost: int) -> bool:
        if not self._parts.seconds_to_wait(cost):
            return True
        if not self.transport.is_closing():
            self.conn.fail(_POLICY)
            self.close_sent = True
            self.transport.write(b"".join(self.conn.data_to_send()))
            self.transport.close()
        return False


def make_room() -> None:
    """Let this process open as many files, and so connections, as the system allows; usual is a small part of that."""
    if sys.platform != "win32":
        _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
        with suppress(ValueError, OSError):  # Some systems allow less than they say.
            resource.setrlimit(resource.RLIMIT_NOFILE, (_of_many(most), most))


def most_open() -> int:
    """How many connections may be open, few enough for the next one to be accepted."""
    if sys.platform == "win32":
        return MOST_OPEN
    return min(MOST_OPEN, _of_many(resource.getrlimit(resource.RLIMIT_NOFILE)[0]) // 2)


def _of_many(files: int) -> int:
    return min(files, _MOST_FILES) if files >= 0 else _MOST_FILES  # below 0 there is no limit


def _read_little(transport: Transport) -> None:
    # asyncio's own transport reads as much as this at once; one with encryption has no such setting.
    if hasattr(transport, "max_size"):
        transport.max_size = _READ


def _send_at_once(transport: Transport) -> None:
    # Otherwise the end of an answer waits until the visitor has confirmed its beginning, which browsers delay by 40
    # milliseconds. asyncio does this by itself only for sockets that name their protocol, and Streamlit's does not.
    line = transport.get_extra_info("socket")
    if line is not None and line.family in {socket.AF_INET, socket.AF_INET6}:
        line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
