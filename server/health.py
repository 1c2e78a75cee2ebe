"""/healthz asks the database; /livez does not. They reveal nothing, and monitoring may use any host name."""

from __future__ import annotations

import asyncio
from typing import Final

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route
from streamlit import config

from assessment.storage import StoreUnavailable
from assessment.storage.opened import opened_store

# Monitoring gives up soon.
SECONDS_TO_ANSWER: Final = 2.0


def routes() -> list[BaseRoute]:
    """The routes of the health checks."""
    base = config.get_option("server.baseUrlPath").strip("/")
    before = f"/{base}" if base else ""
    return [Route(f"{before}/healthz", Health().answer), Route(f"{before}/livez", _lives)]


class Health:
    """Whether the database answers. Simultaneous requests share one query, so a frozen database ties up one thread."""

    def __init__(self) -> None:
        self._asking: asyncio.Future[bool] | None = None

    async def answer(self, _request: Request) -> Response:
        """200 when the database answers, otherwise 503."""
        if self._asking is None or self._asking.done():
            self._asking = asyncio.ensure_future(asyncio.to_thread(_database_answers))
        done, _ = await asyncio.wait({self._asking}, timeout=SECONDS_TO_ANSWER)
        if done and self._asking.result():
            return PlainTextResponse("ok")
        return PlainTextResponse("The database does not answer.", 503)


async def _lives(_request: Request) -> Response:
    return PlainTextResponse("ok")


def _database_answers() -> bool:
    try:
        return opened_store().answers()
    except StoreUnavailable:
        return False
