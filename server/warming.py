"""What all visitors share and takes a while to load: loaded in a thread as soon as the server listens.

Loading it first would make everybody wait for the server twice as long, also for what needs none of it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import Future
from threading import Lock, Thread
from typing import Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send

_SECONDS_LATER: Final = 0.1


def load_words() -> None:
    """Load what the first words of a page need."""
    from assessment.instrument import LANGUAGES  # noqa: PLC0415  # see the module's docstring
    from assessment.words import words  # noqa: PLC0415
    from server import whole_page  # noqa: PLC0415
    from server.first_words import todays_bank  # noqa: PLC0415

    del whole_page
    todays_bank()
    for language in LANGUAGES:
        words(language)


def load_rest() -> None:
    """Load what the pages and the routes of our own need."""
    from server import files, health, senders, sign_in  # noqa: PLC0415  # see the module's docstring

    del files, health, senders, sign_in


class Warming:
    """Loads the first words of pages, then the rest, once and in one thread.

    Two visitors who come at once do not load the same twice, or meet modules that are half loaded.
    """

    def __init__(self, words: Callable[[], None] = load_words, rest: Callable[[], None] = load_rest) -> None:
        self._steps: Final = ((words, Future[None]()), (rest, Future[None]()))
        self._lock: Final = Lock()
        self._has_begun = False

    @property
    def has_words(self) -> bool:
        """Whether the first words of pages need not be waited for."""
        return self._steps[0][1].done()

    @property
    def has_rest(self) -> bool:
        """Whether nothing need be waited for."""
        return self._steps[1][1].done()

    def begin(self) -> None:
        """Begin to load, unless that has begun already."""
        with self._lock:
            if not self._has_begun:
                self._has_begun = True
                Thread(target=self._load, name="warming", daemon=True).start()

    async def words(self) -> None:
        """Wait until the first words of pages are loaded. Raises what loading them has raised."""
        await self._loaded(0)

    async def rest(self) -> None:
        """Wait until everything is loaded. Raises what loading it has raised."""
        await self._loaded(1)

    async def _loaded(self, step: int) -> None:
        self.begin()
        # Whoever no longer waits does not stop the loading.
        await asyncio.shield(asyncio.wrap_future(self._steps[step][1]))

    def _load(self) -> None:
        for load, loaded in self._steps:
            try:
                load()
            except BaseException as error:  # noqa: BLE001  # it is raised where it is waited for
                loaded.set_exception(error)
            else:
                loaded.set_result(None)


class Warm:
    """Begins to load when the server listens; websockets, which all begin with a run of a page, wait for the end."""

    def __init__(self, app: ASGIApp, *, warming: Warming) -> None:
        self._app, self._warming = app, warming

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on, websockets in their time."""

        async def send_and_begin(message: Message) -> None:
            await send(message)
            if message["type"] == "lifespan.startup.complete":
                # Whoever comes before is answered first.
                asyncio.get_running_loop().call_later(_SECONDS_LATER, self._warming.begin)

        if scope["type"] == "websocket":
            await self._warming.rest()
        await self._app(scope, receive, send_and_begin if scope["type"] == "lifespan" else send)
