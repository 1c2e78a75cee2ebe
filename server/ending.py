"""The end of the process: within five seconds of SIGTERM, whatever is being worked out.

What was acknowledged is in the database by then, since nothing is acknowledged before. What is left of a transaction
the database takes back.
"""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from threading import Event, Thread, current_thread, main_thread
from types import FrameType
from typing import Any, Final

from server.work import Workshop

SECONDS: Final = 4.0

_Handler = Callable[[int, FrameType | None], Any]


def ending(workshop: Workshop) -> Callable[[object], AbstractAsyncContextManager[dict[str, Any] | None]]:
    """While the server runs: once it is told to end, begin no file any more, and wait for nothing long."""

    @asynccontextmanager
    async def running(_: object) -> AsyncIterator[dict[str, Any] | None]:
        if current_thread() is main_thread():
            _on_end(workshop)
        yield None
        workshop.close()

    return running


def _on_end(workshop: Workshop) -> None:
    loop, told = asyncio.get_running_loop(), Event()
    Thread(target=_end_soon_after, args=(told,), name="ending", daemon=True).start()

    def then(before: _Handler) -> _Handler:
        def handle(number: int, frame: FrameType | None) -> None:
            told.set()
            loop.call_soon_threadsafe(workshop.close)
            before(number, frame)

        return handle

    for number in (signal.SIGTERM, signal.SIGINT):
        before = signal.getsignal(number)
        if callable(before):  # the server's own, which ends it in good order
            signal.signal(number, then(before))


def _end_soon_after(told: Event) -> None:
    told.wait()
    # Threads that compute would hold up the end for as long as they do.
    Event().wait(SECONDS)
    os._exit(0)
