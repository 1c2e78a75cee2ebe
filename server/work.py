"""Work for visitors that takes a while: little of it at a time, and none for those who have left."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from threading import Event
from typing import Any, Final, TypeVar

AT_ONCE: Final = 2
# How many may be in hand, for all and for one; whoever presses every button of a page is not sent away.
MOST: Final = 40
MOST_FOR_ONE: Final = 6

_Made = TypeVar("_Made")


class Full(Exception):
    """So much is in hand that this has to wait outside."""


class Left(Exception):
    """Whoever wanted it has left."""


class Workshop:
    """Does two things at a time, the rest in the order they came in."""

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="work")
        self._in_hand: Counter[str] = Counter()
        self._is_closed = False

    async def made(self, whose: str, make: Callable[[Event], _Made], left: Callable[[], Awaitable[object]]) -> _Made:
        """What `make` makes, in its turn; it is handed an event that is set when nobody waits for it any more.

        What `left` begins ends when whoever wants it leaves: then Left is raised, and what has not begun never does.
        Raises Full.
        """
        if self._is_closed or self._in_hand.total() >= MOST or self._in_hand[whose] >= MOST_FOR_ONE:
            raise Full
        loop, nobody_waits = asyncio.get_running_loop(), Event()
        self._in_hand[whose] += 1
        making = self._pool.submit(make, nobody_waits)

        def out_of_hand(_: Future[_Made]) -> None:
            with suppress(RuntimeError):  # the server has ended meanwhile
                loop.call_soon_threadsafe(self._out_of_hand, whose)

        making.add_done_callback(out_of_hand)
        leaving = asyncio.ensure_future(left())
        try:
            return await _unless(making, leaving)
        finally:
            nobody_waits.set()
            making.cancel()
            leaving.cancel()

    def close(self) -> None:
        """Begin nothing more."""
        self._is_closed = True
        self._pool.shutdown(wait=False, cancel_futures=True)

    def _out_of_hand(self, whose: str) -> None:
        self._in_hand[whose] -= 1
        self._in_hand += Counter()  # forgets those with nothing in hand


async def _unless(making: Future[_Made], leaving: asyncio.Future[object]) -> _Made:
    made = asyncio.wrap_future(making)
    either: list[asyncio.Future[Any]] = [made, leaving]
    await asyncio.wait(either, return_when=asyncio.FIRST_COMPLETED)
    if made.cancelled():
        raise Full  # the workshop was closed
    if not made.done():
        made.cancel()  # else what becomes of it would have to be heard
        raise Left
    return made.result()
