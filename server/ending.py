"""The end of the process: within five seconds of SIGTERM, whatever is being computed.

Everything confirmed to a visitor is already in the database. The database rolls back transactions that are cut off.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from threading import Event, Thread, current_thread, main_thread
from types import FrameType
from typing import Any, Final

from server.work import Workshop

SECONDS: Final = 4.0

_Handler = Callable[[int, FrameType | None], Any]


def ending(workshop: Workshop) -> Callable[[object], AbstractAsyncContextManager[dict[str, Any] | None]]:
    """For the time the server runs: after a signal to end it begins no more files and waits for nothing long."""

    @asynccontextmanager
    async def running(_: object) -> AsyncIterator[dict[str, Any] | None]:
        if current_thread() is main_thread():
            _on_end(workshop)
        yield None
        workshop.close()
        # A server that ends before it has loaded the store has nothing to close.
        if opened := sys.modules.get("assessment.opened"):
            opened.close_store()

    return running


def _on_end(workshop: Workshop) -> None:
    loop, is_ending = asyncio.get_running_loop(), Event()
    Thread(target=_end_soon_after, args=(is_ending,), name="ending", daemon=True).start()

    def then(before: _Handler) -> _Handler:
        def handle(number: int, frame: FrameType | None) -> None:
            is_ending.set()
            loop.call_soon_threadsafe(workshop.close)
            before(number, frame)

        return handle

    for number in (signal.SIGTERM, signal.SIGINT):
        before = signal.getsignal(number)
        if callable(before):  # the server's own, which ends it properly
            signal.signal(number, then(before))


def _end_soon_after(is_ending: Event) -> None:
    is_ending.wait()
    # Otherwise threads that compute would delay the end until they are done.
    Event().wait(SECONDS)
    os._exit(0)
