"""How much one address may ask for over HTTP before it waits, and before it is refused."""

from __future__ import annotations

import asyncio
import socket
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack, asynccontextmanager, contextmanager
from threading import Event, Thread
from typing import Any, Final, Self

import pytest
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assessment.instrument import LANGUAGES
from assessment.words import say
from server.floods import A_SECOND, AT_ONCE, COST_OF_A_FILE, COST_OF_ANYTHING_ELSE, SECONDS_TO_WAIT, Floods
from server.middleware import middleware
from server.settings import Settings
from server.warming import Warming
from tests.amounts import IS_SOAK
from tests.browser.server import PATIENCE, Server
from tests.server.asking import HOST, Answer, ask, visit
from tests.server.test_headers import is_guarded
from tests.server.test_malformed import answers_in, until_closed

PROXY: Final = "10.0.0.1"
A_VISITOR: Final = "203.0.113.7"
AN_OFFICE: Final = 30
# What a browser asks for that has nothing of the largest page; tests/browser/test_first_words.py counts it anew.
FILES, OTHERS = 107, 9
SO_MANY: Final = AT_ONCE // COST_OF_ANYTHING_ELSE  # pages at once
ROOM: Final = 1.0  # seconds, for other tests on the machine


# In front of an app that answers at once ------------------------------------------------------------------------------


class Layers:
    """What a request passes up to this limit, and an app that answers with a file of Streamlit's, or a page.

    Time stands still for the limit, so what has been asked for counts for as long as a test takes.
    """

    def __init__(self, kept: str = "public, immutable") -> None:
        self.served = 0
        self._kept = kept
        layers: list[Any] = middleware(Settings.read({"DRIVKRAFT_TRUSTED_PROXIES": PROXY}), Warming())
        self._app: ASGIApp = Floods(self._answer, now=lambda: 100.0)
        for layer in reversed(layers[: [each.cls for each in layers].index(Floods)]):
            self._app = layer.cls(self._app, *layer.args, **layer.kwargs)

    async def ask(self, path: str, address: str = A_VISITOR, *, leaves: bool = False) -> tuple[Answer, float]:
        """The answer and how many seconds it takes; its status is 0 when there is none."""
        said: list[Message] = []

        async def receive() -> Message:
            if leaves:
                return {"type": "http.disconnect"}
            await asyncio.Event().wait()
            raise AssertionError

        async def send(message: Message) -> None:
            said.append(message)

        asked_at = time.monotonic()
        headers = [(b"x-forwarded-for", address.encode())]
        scope = {"type": "http", "method": "GET", "path": path, "headers": headers, "client": (PROXY, 0)}
        await self._app(scope, receive, send)
        took = time.monotonic() - asked_at
        if not said:
            return Answer(0, {}, b""), took
        start, body = said
        found = {name.decode().lower(): value.decode() for name, value in start["headers"]}
        return Answer(start["status"], found, body["body"]), took

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.served += 1
        await PlainTextResponse("x", headers={"Cache-Control": self._kept})(scope, receive, send)


async def office(layers: Layers, people: int) -> tuple[set[int], float]:
    """People who open the largest page at the same moment; their answers, and how long the last takes."""
    paths = ["/static/js/a.js"] * FILES + ["/results"] * OTHERS
    answers = await asyncio.gather(*(layers.ask(path) for path in paths * people))
    return {answer.status for answer, _ in answers}, max(took for _, took in answers)


@asynccontextmanager
async def waiting(layers: Layers, seconds: int, addresses: str = A_VISITOR) -> AsyncIterator[None]:
    """For so many seconds an address has more to come than it may have at once."""
    times = SO_MANY + seconds * A_SECOND // COST_OF_ANYTHING_ELSE
    asked = [asyncio.ensure_future(layers.ask("/", addresses.format(number))) for number in range(times)]
    await asyncio.sleep(0)
    yield
    for each in asked:
        each.cancel()


def test_an_office_that_opens_the_largest_page_at_once_waits_for_nothing() -> None:
    async def everybody() -> None:
        statuses, took = await office(Layers(), AN_OFFICE)
        assert statuses == {200}
        assert took < ROOM, "the processor's own time"

    asyncio.run(everybody())


def test_what_comes_too_fast_waits() -> None:
    async def flood() -> None:
        layers = Layers()
        answers = await asyncio.gather(*(layers.ask("/") for _ in range(SO_MANY + 100)))
        assert {answer.status for answer, _ in answers} == {200}
        assert max(took for _, took in answers[:SO_MANY]) < ROOM
        assert answers[-1][1] > 90 * COST_OF_ANYTHING_ELSE / A_SECOND
        assert (await layers.ask("/", "203.0.113.8"))[1] < ROOM, "another address"

    asyncio.run(flood())


def test_what_would_wait_long_is_refused_at_once_with_the_reason() -> None:
    async def flood() -> None:
        layers = Layers()
        async with waiting(layers, SECONDS_TO_WAIT + 1):
            answer, took = await layers.ask("/")
            assert (answer.status, answer.headers["retry-after"]) == (429, "5")
            assert took < ROOM
            is_guarded(answer)
            assert all(say(language, "too_many_requests").encode() in answer.body for language in LANGUAGES)

    asyncio.run(flood())


def test_a_household_counts_as_one_address() -> None:
    async def flood() -> None:
        layers = Layers()
        async with waiting(layers, SECONDS_TO_WAIT + 1, "2001:db8:1:2:{:x}::1"):
            assert (await layers.ask("/", "2001:db8:1:2:ffff::"))[0].status == 429
            assert (await layers.ask("/", "2001:db8:1:3::"))[0].status == 200

    asyncio.run(flood())


def test_for_a_visitor_who_left_while_waiting_nothing_is_done() -> None:
    async def leave() -> None:
        layers = Layers()
        async with waiting(layers, 2):
            before = layers.served
            answer, took = await layers.ask("/", leaves=True)
            assert answer.status == 0
            assert took < ROOM
            assert layers.served == before

    asyncio.run(leave())


@pytest.mark.soak
def test_a_page_costs_as_much_under_the_path_of_a_file() -> None:
    """Streamlit sends its page for a file that is not there."""

    async def flood() -> float:
        layers = Layers("no-store")
        await asyncio.gather(*(layers.ask("/static/js/nothing.js") for _ in range(SO_MANY + 100)))
        return (await layers.ask("/static/js/nothing.js"))[1]

    assert COST_OF_A_FILE < COST_OF_ANYTHING_ELSE
    assert asyncio.run(flood()) > 90 * COST_OF_ANYTHING_ELSE / A_SECOND


# Against a server -----------------------------------------------------------------------------------------------------


def get(server: Server, address: str, connection: str = "keep-alive") -> bytes:
    lines = (
        "GET /livez HTTP/1.1",
        f"Host: {HOST}:{server.port}",
        f"X-Forwarded-For: {address}",
        f"Connection: {connection}",
    )
    return "\r\n".join((*lines, "", "")).encode()


class Flood:
    """Lines that ask for the same again and again, as fast as they are answered."""

    def __init__(self, server: Server, sent: bytes, lines: int) -> None:
        self.answers = 0
        self._is_over = Event()
        self._threads = [Thread(target=self._ask, args=(server, sent)) for _ in range(lines)]

    def __enter__(self) -> Self:
        for each in self._threads:
            each.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._is_over.set()
        for each in self._threads:
            each.join()

    def _ask(self, server: Server, sent: bytes) -> None:
        with socket.create_connection((HOST, server.port), PATIENCE) as line:
            while not self._is_over.is_set():
                line.sendall(sent)
                while not line.recv(65_536).endswith(b"ok"):
                    pass
                self.answers += 1


def test_a_flood_over_twenty_lines_is_answered_in_turn_and_keeps_nobody_waiting(behind_a_proxy: Server) -> None:
    """As fast as they could, they had 1,800 answers a second, and a tap of another visitor took four times as long."""
    begun_at = time.monotonic()
    with Flood(behind_a_proxy, get(behind_a_proxy, "198.51.100.1"), 20) as flood:
        time.sleep(2)
        assert ask(behind_a_proxy, "/livez", headers={"X-Forwarded-For": A_VISITOR}).status == 200
        answers, took = flood.answers, time.monotonic() - begun_at
    assert answers < 1.1 * (AT_ONCE + took * A_SECOND) / COST_OF_ANYTHING_ELSE + 20


@contextmanager
def asked(server: Server, sent: bytes, times: int) -> Iterator[list[socket.socket]]:
    """Lines that have each asked once."""
    with ExitStack() as opened:
        lines = [opened.enter_context(socket.create_connection((HOST, server.port), PATIENCE)) for _ in range(times)]
        for line in lines:
            line.sendall(sent)
        yield lines


@pytest.mark.skipif(not IS_SOAK, reason="needs thousands of connections")
def test_while_thousands_of_requests_of_an_address_wait_its_right_keys_work(behind_a_proxy: Server) -> None:
    server, address = behind_a_proxy, "198.51.100.2"
    key = server.begun({"form": "quick", "ratings.ABI01.new": 3})
    times = SO_MANY + 3 * SECONDS_TO_WAIT * A_SECOND // COST_OF_ANYTHING_ELSE
    with asked(server, get(server, address, "close"), times) as lines:
        assert any(answer.status == 429 for line in reversed(lines) for answer in answers_in(until_closed(line)))
        with visit(server, forwarded_for=address) as visitor:
            assert "does not lead to any answers" not in str(visitor.open("results", f"lang=en&r={key}"))
