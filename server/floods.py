"""How much one address may ask for over HTTP, so that a flood from it keeps nobody else waiting.

Counted in this process, because it is its time that runs out. What comes too fast waits its turn, and is refused where
that would take long.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from time import monotonic
from typing import Final

from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from server.connections import Pace
from server.sentence import sentence_page

# One is what sending a compressed script from memory costs: about 0.4 milliseconds of a processor. A page with all its
# files costs up to 235 when a browser has none of them, and 30 people in an office may open it at the same moment.
A_SECOND: Final = 1200
AT_ONCE: Final = 7500
COST_OF_A_FILE: Final = 1
COST_OF_ANYTHING_ELSE: Final = 12
BYTES_FOR_ONE: Final = 100_000

SECONDS_TO_WAIT: Final = 10
"""A request that would wait longer is refused."""
_AGAIN: Final = 5  # Seconds after which another try may help.
_KNOWN: Final = 1000
_FILES: Final = re.compile(r"/static/")
_OF_CACHES: Final = b"cache-control"


class Floods:
    """Passes on, delays or refuses requests, by the address that proxies.py has found.

    Websockets have limits of their own. Keys come over them, and a right one is neither refused here nor delayed.
    """

    def __init__(self, app: ASGIApp, *, now: Callable[[], float] = monotonic) -> None:
        self._app, self._now = app, now
        self._paces: dict[str, Pace] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on in its turn, unless the visitor has left by then."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        pace = self._pace(scope["client"][0] if scope.get("client") else "")
        if pace.seconds_to_wait(0) > SECONDS_TO_WAIT:
            await _refusal()(scope, receive, send)
            return
        is_file = _FILES.search(scope["path"]) is not None
        seconds = pace.seconds_to_wait(COST_OF_A_FILE if is_file else COST_OF_ANYTHING_ELSE)
        if asked := await _in_turn(receive, seconds):
            await self._app(scope, asked, _counted(send, pace, is_file=is_file))

    def _pace(self, name: str) -> Pace:
        if name not in self._paces and len(self._paces) >= _KNOWN:
            self._paces = {each: pace for each, pace in self._paces.items() if not pace.is_idle()}
        return self._paces.setdefault(name, Pace(A_SECOND, AT_ONCE, self._now))


def _counted(send: Send, pace: Pace, *, is_file: bool) -> Send:
    """Counts also how much is sent, and that what was taken for a file turns out to be a page."""

    async def count_and_send(message: Message) -> None:
        cost = len(message.get("body", b"")) / BYTES_FOR_ONE
        if is_file and message["type"] == "http.response.start" and not _may_be_kept(message):
            cost += COST_OF_ANYTHING_ELSE - COST_OF_A_FILE
        pace.seconds_to_wait(cost)
        await send(message)

    return count_and_send


def _may_be_kept(start: Message) -> bool:
    return any(name == _OF_CACHES and value.startswith(b"public") for name, value in start["headers"])


async def _in_turn(receive: Receive, seconds: float) -> Receive | None:
    """How to receive the request after so many seconds; None when the visitor has left meanwhile."""
    if not seconds:
        return receive
    taken: list[Message] = []

    async def leave() -> None:
        while (message := await receive())["type"] != "http.disconnect":
            taken.append(message)
            if message.get("more_body"):  # The rest of it is not needed yet.
                await asyncio.Event().wait()

    async def receive_again() -> Message:
        return taken.pop(0) if taken else await receive()

    try:
        await asyncio.wait_for(leave(), seconds)
    except TimeoutError:
        return receive_again
    return None


def _refusal() -> Response:
    from assessment.instrument import LANGUAGES  # noqa: PLC0415  # the server listens before they are loaded
    from assessment.words import say  # noqa: PLC0415

    return sentence_page({each: say(each, "too_many_requests") for each in LANGUAGES}, 429, again=_AGAIN)
