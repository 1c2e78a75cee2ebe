"""Whether the database answers, for /healthz. It reveals nothing, and monitoring may use any host name."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from threading import Thread
from typing import Final

from starlette.responses import PlainTextResponse, Response

from assessment.opened import opened_store
from assessment.storage import StoreUnavailable

# Monitoring gives up soon.
SECONDS_TO_ANSWER: Final = 2.0


class Health:
    """Whether the database answers. Simultaneous requests share one query, so a frozen database ties up one thread."""

    def __init__(self) -> None:
        self._asking: asyncio.Future[bool] | None = None

    async def answer(self) -> Response:
        """200 when the database answers, otherwise 503."""
        asking = self._asking
        if asking is None or asking.done():
            asking = self._asking = asyncio.get_running_loop().create_future()
            # No thread of a pool: a server that ends would wait for it as long as it waits for the database.
            Thread(target=_ask, args=(asking,), name="health", daemon=True).start()
        done, _ = await asyncio.wait({asking}, timeout=SECONDS_TO_ANSWER)
        if done and asking.result():
            return PlainTextResponse("ok")
        return PlainTextResponse("The database does not answer.", 503)


def _ask(asking: asyncio.Future[bool]) -> None:
    try:
        answers = opened_store().answers()
    except StoreUnavailable:
        answers = False
    with suppress(RuntimeError):  # The server has ended meanwhile.
        asking.get_loop().call_soon_threadsafe(_settle, asking, answers)


def _settle(asking: asyncio.Future[bool], answers: bool) -> None:  # noqa: FBT001  # it is passed on by position
    if not asking.done():
        asking.set_result(answers)


HEALTH: Final = Health()
