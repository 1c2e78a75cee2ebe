"""The server answers at once. What takes a while to load is loaded meanwhile; only who needs it waits."""

from __future__ import annotations

import asyncio
import re
import subprocess
import sys
from collections.abc import Awaitable, Callable
from threading import Event
from typing import Final

import pytest
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assessment.words import say
from server.first_page import FirstPage
from server.headers import SecurityHeaders, streamlits_page
from server.warming import Warm, Warming
from tests.browser.server import PATIENCE, ROOT

PAGE: Final = streamlits_page().encode()
SCRIPTS: Final = re.findall(
    r'(?:modulepreload" crossorigin href|type="module" crossorigin src)="([^"]+)"', PAGE.decode()
)
SLOW_TO_LOAD: Final = ("sqlalchemy", "pydantic", "yaml", "babel")


def test_nothing_slow_is_loaded_before_the_server_listens() -> None:
    """Everybody waited for it, 0.4 of 0.8 seconds, also for scripts and styles that need none of it."""
    loaded = f"import sys, app; print(*({set(SLOW_TO_LOAD)} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", loaded], cwd=ROOT, check=True, timeout=PATIENCE, capture_output=True)
    assert done.stdout.split() == []


@pytest.mark.soak
def test_what_is_slow_to_load_is_loaded_by_the_warming() -> None:
    """Otherwise the first visitor would wait for it."""
    script = (
        "import sys, app\nfrom server.warming import load_rest, load_words\nload_words()\n"
        f"assert 'sqlalchemy' not in sys.modules\nload_rest()\nprint(*({set(SLOW_TO_LOAD)} - set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, check=True, timeout=PATIENCE, capture_output=True)
    assert done.stdout.split() == []


async def streamlit(scope: Scope, receive: Receive, send: Send) -> None:
    """Answers every request with Streamlit's page, and accepts every websocket."""
    del receive
    if scope["type"] == "websocket":
        await send({"type": "websocket.accept"})
        return
    length = (b"content-length", str(len(PAGE)).encode())
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"text/html"), length]})
    await send({"type": "http.response.body", "body": PAGE})


class Request:
    """A request to an app, and what it has sent so far."""

    def __init__(self, app: ASGIApp, kind: str = "http", path: str = "/") -> None:
        self.sent: list[Message] = []
        scope = {"type": kind, "method": "GET", "path": path, "query_string": b"lang=en", "headers": []}
        self.task = asyncio.ensure_future(self._ask(app, scope))

    async def _ask(self, app: ASGIApp, scope: Scope) -> None:
        async def receive() -> Message:
            return {"type": "http.disconnect"}

        async def send(message: Message) -> None:
            self.sent.append(message)

        await app(scope, receive, send)

    async def has_sent(self, count: int) -> None:
        while len(self.sent) < count:  # noqa: ASYNC110  # what is sent is a plain list
            await asyncio.sleep(0.01)

    @property
    def headers(self) -> dict[bytes, bytes]:
        return dict(self.sent[0]["headers"])


def within(patience: float, check: Callable[[], Awaitable[None]]) -> None:
    async def run() -> None:
        async with asyncio.timeout(patience):
            await check()

    asyncio.run(run())


def nothing() -> None:
    """Load nothing."""


def until(event: Event) -> Callable[[], None]:
    """Load until something happens."""

    def load() -> None:
        event.wait(PATIENCE)

    return load


def test_a_page_is_answered_at_once_and_its_words_follow() -> None:
    loading = Event()
    warming = Warming(words=until(loading), rest=nothing)
    page = FirstPage(streamlit, public=None, warming=warming)

    async def check() -> None:
        early = Request(page)
        await early.has_sent(1)
        assert early.sent[0]["status"] == 200
        assert b"content-length" not in early.headers, "it is not known yet"
        links = re.findall(r"<([^>]+)>; rel=modulepreload; crossorigin(?:, |$)", early.headers[b"link"].decode())
        assert links == SCRIPTS[: len(links)]
        assert len(links) > 20
        await asyncio.sleep(0.1)
        assert len(early.sent) == 1
        loading.set()
        await early.task
        late = Request(page)
        await late.task
        assert early.sent[1] == late.sent[1], "nothing is missing"
        assert say("en", "start.headline") in early.sent[1]["body"].decode()
        assert int(late.headers[b"content-length"]) == len(late.sent[1]["body"])
        assert b"link" not in late.headers

    within(PATIENCE, check)


def test_a_page_that_is_answered_at_once_comes_through_proxies() -> None:
    """nginx takes four kilobytes of headers; with all scripts among them its visitors read "502 Bad Gateway"."""
    loading = Event()
    warming = Warming(words=until(loading), rest=nothing)

    async def check() -> None:
        page = FirstPage(streamlit, public=None, warming=warming)
        early = Request(SecurityHeaders(page, is_encrypted=True))
        await early.has_sent(1)
        assert sum(len(name) + len(value) + 4 for name, value in early.sent[0]["headers"]) < 4096 - 100
        loading.set()
        await early.task

    within(PATIENCE, check)


def test_an_unknown_address_is_unknown_at_once() -> None:
    loading = Event()
    warming = Warming(words=until(loading), rest=nothing)

    async def check() -> None:
        early = Request(FirstPage(streamlit, public=None, warming=warming), path="/nowhere")
        await early.has_sent(1)
        assert early.sent[0]["status"] == 404
        assert b"link" not in early.headers, "it needs no script"
        loading.set()
        await early.task
        assert say("en", "unknown_page.title") in early.sent[1]["body"].decode()

    within(PATIENCE, check)


def test_websockets_wait_until_everything_is_loaded_and_nothing_else_does() -> None:
    loading = Event()
    warm = Warm(streamlit, warming=Warming(words=nothing, rest=until(loading)))

    async def check() -> None:
        first, second = Request(warm, "websocket"), Request(warm, "websocket")
        other = Request(warm)
        await other.task
        assert first.sent == second.sent == []
        loading.set()
        await asyncio.gather(first.task, second.task)
        assert first.sent == second.sent == [{"type": "websocket.accept"}]

    within(PATIENCE, check)


def test_it_is_loaded_once_by_itself_and_for_all_who_wait() -> None:
    loaded: list[str] = []
    warming = Warming(words=lambda: loaded.append("words"), rest=lambda: loaded.append("rest"))

    async def starts(scope: Scope, receive: Receive, send: Send) -> None:
        del scope, receive
        await send({"type": "lifespan.startup.complete"})

    async def check() -> None:
        await Request(Warm(starts, warming=warming), "lifespan").task
        while len(loaded) < 2:  # noqa: ASYNC110  # what is loaded is a plain list
            await asyncio.sleep(0.01)
        await asyncio.gather(*(warming.rest() for _ in range(20)))
        assert loaded == ["words", "rest"]

    within(PATIENCE, check)


def test_what_cannot_be_loaded_fails_where_it_is_needed_and_keeps_nobody_waiting() -> None:
    def broken() -> None:
        raise ImportError("a library is missing")

    warming = Warming(words=nothing, rest=broken)

    async def check() -> None:
        await warming.words()
        for _ in range(2):
            with pytest.raises(ImportError, match="a library is missing"):
                await warming.rest()

    within(PATIENCE, check)
