"""Attacks that once filled a server's memory or kept it busy: while one lasts others are served, and nothing is left.

docs/security.md lists every attack with the test that tries it.
"""

from __future__ import annotations

import asyncio
import random
import re
import socket
import statistics
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, ExitStack, contextmanager, suppress
from functools import partial
from http.client import HTTPException
from threading import Event
from typing import Final

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from websockets.exceptions import ConnectionClosed, InvalidHandshake

from assessment.incentives import MOST_MEASURES, MOST_ROLES
from benchmarks.respondent import OpenPage
from tests.amounts import IS_SOAK, sample
from tests.browser.server import PATIENCE, Server
from tests.browser.visitor import PATHS
from tests.server.asking import HOST, ask, knock, visit
from tests.server.conftest import running
from tests.server.test_connections import field
from tests.server.test_deletion import told
from tests.server.test_files import RATINGS, hurried
from tests.server.test_wire import PING, PONG, connected

PROXY, ATTACKER = "127.0.0.1", "198.51.100.66"
MINUTE: Final = 60
ROOM: Final = 0.2  # seconds, for other tests on the machine
# What ends an attacker's connection when the server refuses it or ends.
CUT_OFF: Final = (OSError, HTTPException, ConnectionClosed, InvalidHandshake)

_PDF: Final = re.compile(rb"/files/[\w.-]+/[\w%.-]+\.pdf")


def map_of(roles: int, measures: int) -> dict[str, object]:
    """A map of eight elements in which everything affects everything."""
    chance = random.Random(1)
    elements = [{"id": f"e{e}", "en": f"Element {e}", "weight": 1} for e in range(8)]
    effects = [{f"e{e}": chance.choice([-2, 2]) for e in range(8)} for _ in range(roles * measures)]
    named = [{"id": f"m{m}", "en": f"Measure {m}", "share": 1, "effects": each} for m, each in enumerate(effects)]
    parts = [
        {"id": f"r{r}", "en": f"Role {r}", "influence": 1, "metrics": named[r * measures : (r + 1) * measures]}
        for r in range(roles)
    ]
    pairs = [(one, other) for one in range(roles) for other in range(roles) if one != other]
    crosses = [{"source": f"r{one}", "on": f"r{other}", "value": -2} for one, other in pairs]
    return {"elements": elements, "roles": parts, "cross_effects": crosses}


def with_the_largest_map(server: Server) -> str:
    """The key of answers with the largest map that the app accepts."""
    return server.begun({"form": "quick", **RATINGS, "incentives": map_of(MOST_ROLES, MOST_MEASURES)})


# Attacks: each is under way during its block, and at the end of it the attackers have left. ---------------------------


Attack = Callable[[Server], AbstractContextManager[None]]


@contextmanager
def meanwhile(*works: Callable[[], object]) -> Iterator[None]:
    """Each in a thread of its own, until it is done or the server cuts it off."""

    def work_on(work: Callable[[], object]) -> None:
        with suppress(*CUT_OFF):
            work()

    with ThreadPoolExecutor(len(works)) as threads:
        begun = [threads.submit(work_on, work) for work in works]
        yield
    for each in begun:
        each.result()


@contextmanager
def three_hundred_uploads(server: Server) -> Iterator[None]:
    """Of a megabyte each, in the name of a visitor who is there."""
    kind = "multipart/form-data; boundary=-"
    part = b'---\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\nContent-Type: text/plain\r\n\r\n'
    megabyte = part + b"x" * 1_000_000 + b"\r\n-----\r\n"
    with visit(server, forwarded_for=ATTACKER) as visitor:
        heard = visitor.open()
        session = next(m.new_session.initialize.session_id for m in heard if m.WhichOneof("type") == "new_session")

        def upload() -> None:
            for number in range(300):
                path = f"/_stcore/upload_file/{session}/{number}"
                ask(server, path, "PUT", {"Content-Type": kind, "X-Forwarded-For": ATTACKER}, megabyte)

        with meanwhile(upload):
            yield


@contextmanager
def twenty_messages_of_twenty_megabytes(server: Server) -> Iterator[None]:
    """A text in a field, from a page each; the pages stay open for as long as the server lets them."""
    message = BackMsg()
    message.rerun_script.widget_states.widgets.append(field("x" * 20_000_000))
    packed = message.SerializeToString()

    def send() -> None:
        for _ in range(20):
            visitor = pages.enter_context(visit(server, forwarded_for=ATTACKER))
            visitor.open("", "lang=en")
            with suppress(ConnectionClosed):
                visitor.socket.send(packed)

    with ExitStack() as pages, meanwhile(send):
        yield


@contextmanager
def three_hundred_requests_for_files(server: Server) -> Iterator[None]:
    """By links, and in Streamlit's own way; each line closes as soon as it has asked."""
    key = with_the_largest_map(server)
    with visit(server, forwarded_for=ATTACKER) as visitor:
        pdf = _PDF.search(told(visitor.open("report", f"lang=sv&r={key}")))
        assert pdf is not None
        for number in range(300):
            message = BackMsg()
            message.backend_operation_request.request_id = str(number)
            message.backend_operation_request.deferred_file.file_id = "0" * 40
            visitor.socket.send(message.SerializeToString())
    for line in hurried(server, pdf[0].decode(), 300):
        line.close()
    yield


@contextmanager
def the_largest_map_on_four_sockets(server: Server) -> Iterator[None]:
    """Each page runs again as soon as it has run."""
    key, is_over = with_the_largest_map(server), Event()

    def keep_running() -> None:
        with visit(server, forwarded_for=ATTACKER) as visitor:
            visitor.open("incentives", f"lang=en&r={key}")
            while not is_over.is_set():
                visitor.run()

    with meanwhile(*[keep_running] * 4):
        try:
            yield
        finally:
            is_over.set()


@contextmanager
def lines(server: Server, sent: bytes) -> Iterator[list[socket.socket]]:
    """Two thousand connections that have sent this."""
    with ExitStack() as opened:
        made = [opened.enter_context(socket.create_connection((HOST, server.port), PATIENCE)) for _ in range(2000)]
        for line in made:
            line.sendall(sent)
        yield made


@contextmanager
def two_thousand_pages(server: Server) -> Iterator[None]:
    """Opened as a browser opens them."""
    message = BackMsg()
    message.rerun_script.query_string = "lang=en"
    run = message.SerializeToString()
    frame = b"\x82" + bytes([0x80 | len(run)]) + bytes(4) + run  # masked by nothing
    with lines(server, knock(server, forwarded_for=ATTACKER)) as opened:
        for line in opened:
            if line.recv(12) == b"HTTP/1.1 101":
                line.sendall(frame)
        yield


@contextmanager
def two_thousand_requests_that_never_end(server: Server) -> Iterator[None]:
    """Each sends half of what a server is willing to wait for."""
    with lines(server, b"GET / HTTP/1.1\r\nX: " + b"x" * 30_000):
        yield


@contextmanager
def four_floods_of_frames(server: Server) -> Iterator[None]:
    """Of pings and of answers to pings; who is cut off comes again at once."""
    is_over = Event()

    def flood(frames: bytes) -> None:
        while not is_over.is_set():
            with suppress(*CUT_OFF), connected(server, opens_a_page=True, forwarded_for=ATTACKER) as opened:
                while not is_over.is_set():
                    opened.sendall(frames)

    with meanwhile(*[partial(flood, PING * 500), partial(flood, PONG * 5000)] * 2):
        try:
            yield
        finally:
            is_over.set()


@contextmanager
def twenty_lines_that_ask_without_pause(server: Server) -> Iterator[None]:
    """For a page, each time as soon as it has the one before."""
    is_over = Event()

    def keep_asking() -> None:
        while not is_over.is_set():
            ask(server, "/", headers={"X-Forwarded-For": ATTACKER})

    with meanwhile(*[keep_asking] * 20):
        try:
            yield
        finally:
            is_over.set()


# What others notice ---------------------------------------------------------------------------------------------------


class Bystander:
    """Somebody who answers the statements meanwhile."""

    def __init__(self, server: Server, runner: asyncio.Runner) -> None:
        self._page = OpenPage(server.port, f"/questions?lang=en&r={server.begun({'form': 'quick'})}&at=ability")
        self._runner = runner
        runner.run(self._page.open())

    def leave(self) -> None:
        self._runner.run(self._page.close())

    def tap(self) -> None:
        taps, controls = self._page.taps, self._page.controls
        assert self._runner.run(self._page.tap(controls[taps % len(controls)], str(taps % 5 + 1)))

    def seconds(self) -> float:
        """How long a tap takes until it is saved."""
        took = []
        for _ in range(15):
            begun_at = time.monotonic()
            self.tap()
            took.append(time.monotonic() - begun_at)
        return statistics.median(took)


def used(server: Server) -> None:
    """Use everything once, so that what is loaded only then counts as the memory of a server at rest.

    A small map loads as much; attacks with the largest one are compared with what that takes.
    """
    key = (
        with_the_largest_map(server)
        if IS_SOAK
        else server.begun({"form": "quick", **RATINGS, "incentives": map_of(2, 2)})
    )
    for page in PATHS:
        with visit(server) as visitor:
            heard = told(visitor.open(page.strip("/"), f"lang=sv&r={key}"))
            for file in _PDF.findall(heard):
                assert ask(server, file.decode()).status == 200


def is_soon_idle(server: Server) -> bool:
    """Whether the server stops computing within ten seconds: for three in a row, because a busy machine holds it up."""
    patience, idle = time.monotonic() + 10, 0
    while time.monotonic() < patience:
        idle = idle + 1 if server.busy() < 0.1 else 0
        if idle == 3:
            return True
    return False


def is_small_within_a_minute(server: Server, most: float) -> bool:
    patience = time.monotonic() + MINUTE
    while server.memory() > most:
        if time.monotonic() > patience:
            return False
        time.sleep(0.5)
    return True


def withstands(server: Server, attack: Attack) -> None:
    """What every attack is measured by; the server has ended then."""
    with asyncio.Runner() as runner:
        used(server)
        bystander = Bystander(server, runner)
        bystander.seconds()
        idle, before = bystander.seconds(), server.memory()
        with attack(server):
            busy = bystander.seconds()
        assert is_soon_idle(server)
        assert is_small_within_a_minute(server, 1.5 * before)
        after = bystander.seconds()
        assert after < 3 * idle + ROOM
        assert busy < 3 * max(idle, after) + ROOM
        with attack(server):
            told_at = time.monotonic()
            server.stop()
            took = time.monotonic() - told_at
        bystander.leave()
        assert took < 5


ATTACKS: Final = (
    twenty_messages_of_twenty_megabytes,
    four_floods_of_frames,
    the_largest_map_on_four_sockets,
    three_hundred_uploads,
    three_hundred_requests_for_files,
    twenty_lines_that_ask_without_pause,
    two_thousand_pages,
    two_thousand_requests_that_never_end,
)


@pytest.mark.parametrize("attack", sample(ATTACKS[0], rest=ATTACKS[1:]))
def test_an_attack_keeps_nobody_waiting_leaves_nothing_and_does_not_keep_the_server_from_ending(
    attack: Attack, tmp_path_factory: pytest.TempPathFactory
) -> None:
    with running(tmp_path_factory, {"DRIVKRAFT_TRUSTED_PROXIES": PROXY}) as server:
        withstands(server, attack)


@pytest.mark.soak
@pytest.mark.parametrize("times", sample(450, rest=[40, 3000]))
def test_runs_for_a_visitor_who_has_left_are_dropped(server: Server, times: int) -> None:
    """Also those that still wait because they came too fast, which is so above 300; there is not a word about it."""
    before = server.output()
    message = BackMsg()
    run = message.rerun_script
    run.query_string, run.page_name = f"lang=en&r={with_the_largest_map(server)}", "incentives"
    for _ in range(8):
        with visit(server) as visitor, suppress(*CUT_OFF):
            for _ in range(times):
                visitor.socket.send(message.SerializeToString())
            visitor.socket.socket.shutdown(socket.SHUT_RDWR)
    assert is_soon_idle(server)
    assert server.output()[len(before) :] == ""
