"""Work for visitors that takes a while: little at a time, and none for visitors who have left."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from threading import Event
from typing import Any, Final, TypeVar

AT_ONCE: Final = 2
# How many may be waiting or under way, for all and for one; a visitor may press every button of a page.
MOST: Final = 40
MOST_FOR_ONE: Final = 6

_Made = TypeVar("_Made")


class Full(Exception):
    """So much is waiting that this has to be asked for again later."""


class Left(Exception):
    """The visitor who wanted it has left."""


class Workshop:
    """Does two things at a time, the rest in the order of arrival."""

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="work")
        self._in_hand: Counter[str] = Counter()
        self._is_closed = False

    async def made(self, whose: str, make: Callable[[Event], _Made], left: Callable[[], Awaitable[object]]) -> _Made:
        """The result of `make`, in its turn; `make` gets an event that is set when it is no longer wanted.

        What `left` returns ends when the visitor leaves: then Left is raised, and work that has not begun never does.
        Raises Full.
        """
        if self._is_closed or self._in_hand.total() >= MOST or self._in_hand[whose] >= MOST_FOR_ONE:
            raise Full
        loop, is_left = asyncio.get_running_loop(), Event()
        self._in_hand[whose] += 1
        making = self._pool.submit(make, is_left)

        def out_of_hand(_: Future[_Made]) -> None:
            with suppress(RuntimeError):  # the server has stopped meanwhile
                loop.call_soon_threadsafe(self._out_of_hand, whose)

        making.add_done_callback(out_of_hand)
        leaving = asyncio.ensure_future(left())
        try:
            return await _unless(making, leaving)
        finally:
            is_left.set()
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
        made.cancel()  # otherwise an error in it would be reported as never retrieved
        raise Left
    return made.result()
