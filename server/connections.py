"""How many connections one address may have open, how fast it may open them, and how much it may send.

Counted in this process, because it is its memory and time that run out. What comes too fast waits; nothing is lost.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from time import monotonic
from typing import Final

from google.protobuf.message import DecodeError
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState

# A lecture hall behind one address.
MOST_OPEN: Final = 400
# Streamlit keeps the value of each control of a page, and the page's address. The longest text of the app has 4,000
# characters of at most four bytes. A value that is sent once, such as an opened file, is not kept.
MOST_KEPT: Final = 32_000
MOST_KEPT_BY_ALL: Final = 512_000  # A plan of 50 long lines.
# A plan of 50 lines has hundreds of controls, and a page knows few of the earlier messages.
MOST_CONTROLS: Final = 2000
MOST_KNOWN: Final = 1000
_SENT_ONCE: Final = ("json_trigger_value", "string_trigger_value", "trigger_value")

# In the state of a request: whether a page from this address would get no websocket.
IS_FULL: Final = "is_full"

_AGAIN: Final = 5  # Seconds after which another try may help.
_SIZE_OF_ONE: Final = 16 * 1024  # A long message counts as several.
_KNOWN: Final = 1000
_TOO_BIG: Final = 1009


class Pace:
    """A rate: so many per second in the long run, and so many at once."""

    def __init__(self, a_second: float, at_once: float, now: Callable[[], float] = monotonic) -> None:
        self._a_second, self._at_once, self._now = a_second, at_once, now
        self._due = 0.0

    def seconds_to_wait(self, for_how_many: float = 1) -> float:
        """Count them; returns how long they have to wait."""
        now = self._now()
        self._due = max(self._due, now) + for_how_many / self._a_second
        return max(0.0, self._due - now - self._at_once / self._a_second)

    def is_idle(self) -> bool:
        """Whether nothing counted so far makes anything wait."""
        return self._due <= self._now()


class _Address:
    """One address: how many connections it has open, and its rates."""

    def __init__(self) -> None:
        self.open = 0
        self.openings = Pace(a_second=10, at_once=600)
        self.messages = Pace(a_second=300, at_once=3000)


class Connections:
    """Admits, delays or refuses connections, by the address that proxies.py has found."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._addresses: dict[str, _Address] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what is within the limits."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        address = self._address(scope["client"][0] if scope.get("client") else "")
        is_full = address.open >= MOST_OPEN
        if scope["type"] == "http":
            # A page cannot see why its websocket is refused, so its HTML says it.
            await self._app({**scope, "state": {**scope.get("state", {}), IS_FULL: is_full}}, receive, send)
            return
        if is_full:
            await _refusal()(scope, receive, send)
            return
        address.open += 1
        try:
            await asyncio.sleep(address.openings.seconds_to_wait())
            line = _Line(address, receive, send)
            await self._app(scope, line.take, line.send)
        finally:
            address.open -= 1

    def _address(self, name: str) -> _Address:
        if name not in self._addresses and len(self._addresses) >= _KNOWN:
            self._addresses = {
                each: known
                for each, known in self._addresses.items()
                if known.open or not (known.openings.is_idle() and known.messages.is_idle())
            }
        return self._addresses.setdefault(name, _Address())


class _Line:
    """One websocket."""

    def __init__(self, address: _Address, receive: Receive, send: Send) -> None:
        self._address, self._receive, self._send = address, receive, send
        self._messages = Pace(a_second=30, at_once=300)
        self._is_closed = False

    async def take(self) -> Message:
        """The next message, after any wait."""
        message = await self._receive()
        if message["type"] != "websocket.receive":
            return message
        data = message.get("bytes") or b""
        if len(data) > MOST_KEPT and _is_too_much(data):
            await self._send({"type": "websocket.close", "code": _TOO_BIG})
            self._is_closed = True
            return {"type": "websocket.disconnect", "code": _TOO_BIG}
        cost = 1 + len(data) // _SIZE_OF_ONE
        waits = [pace.seconds_to_wait(cost) for pace in (self._messages, self._address.messages)]
        if any(waits):
            await asyncio.sleep(max(waits))
        return message

    async def send(self, message: Message) -> None:
        """Pass on a message of the server while the connection is open."""
        if not self._is_closed:
            await self._send(message)


def _refusal() -> Response:
    """Why a page gets no websocket, in every language: a page of ours shows it, others may print it."""
    from assessment.instrument import LANGUAGES  # noqa: PLC0415  # the server listens before they are loaded
    from assessment.words import say  # noqa: PLC0415

    sentences = (say(each, f"too_many_pages.{part}") for each in LANGUAGES for part in ("title", "text"))
    return PlainTextResponse("\n".join(sentences), 429, {"Retry-After": str(_AGAIN)})


def _is_too_much(data: bytes) -> bool:
    """Whether a page would keep more of this than any of ours can need."""
    try:
        run = BackMsg.FromString(data).rerun_script
    except DecodeError:
        return False  # The next layer closes the connection.
    controls = run.widget_states
    if len(controls.widgets) > MOST_CONTROLS or len(run.cached_message_hashes) > MOST_KNOWN:
        return True
    kept = [each.ByteSize() for each in controls.widgets if each.WhichOneof("value") not in _SENT_ONCE]
    if max(kept, default=0) > MOST_KEPT or sum(kept) > MOST_KEPT_BY_ALL:
        return True
    known = ClientState(cached_message_hashes=run.cached_message_hashes)
    return bool(run.ByteSize() - controls.ByteSize() - known.ByteSize() > MOST_KEPT)
