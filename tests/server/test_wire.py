"""Lines that are kept open or busy below any message: requests and messages that do not end, floods of frames."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Final

import pytest
from streamlit.file_util import get_static_dir
from streamlit.proto.BackMsg_pb2 import BackMsg

from server.wire import MOST_OPEN, SECONDS_TO_ASK, SECONDS_TO_READ
from tests.amounts import IS_SOAK
from tests.browser.server import PATIENCE, ROOT, Server
from tests.server.asking import HOST, ask, knock, visit
from tests.server.conftest import running
from tests.server.test_files import RATINGS

ROOM: Final = 10  # seconds, for other tests on the machine
CUT_OFF: Final = (ConnectionResetError, BrokenPipeError)
UNMASKED: Final = bytes(4)

PING: Final = b"\x89\xe4" + UNMASKED + b"x" * 100
PONG: Final = b"\x8a\x80" + UNMASKED
FRAGMENT: Final = b"\x00\x80" + UNMASKED
BEGINNING: Final = b"\x02\x80" + UNMASKED


@contextmanager
def connected(server: Server, *, opens_a_page: bool = False, forwarded_for: str = "") -> Iterator[socket.socket]:
    """A connection; on it the websocket of a page if that is wanted."""
    with socket.create_connection((HOST, server.port), PATIENCE) as opened:
        opened.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if opens_a_page:
            opened.sendall(knock(server, forwarded_for=forwarded_for))
            answer = opened.recv(65_536)
            if not answer.startswith(b"HTTP/1.1 101"):
                raise ConnectionRefusedError(answer.decode())
        yield opened


def is_closed(opened: socket.socket) -> bool:
    """Whether the server closes it after whatever it still sends."""
    try:
        while opened.recv(65_536):
            pass
    except TimeoutError:
        return False
    except CUT_OFF:
        pass
    return True


def is_cut_off(opened: socket.socket, sent: bytes) -> bool:
    """Whether the server cuts it off before it has taken all of this."""
    try:
        opened.sendall(sent)
    except CUT_OFF:
        return True
    return False


REQUESTS: Final[dict[str, Callable[[Server], bytes]]] = {
    "nothing": lambda _: b"",
    "half a line": lambda _: b"GET /hea",
    "half a request": lambda server: f"GET / HTTP/1.1\r\nHost: {HOST}:{server.port}\r\nX: ".encode(),
    "half a websocket": lambda server: knock(server)[:-2],
    "no body": lambda server: f"POST / HTTP/1.1\r\nHost: {HOST}:{server.port}\r\nContent-Length: 9\r\n\r\n".encode(),
    "half a second one": lambda server: f"GET /livez HTTP/1.1\r\nHost: {HOST}:{server.port}\r\n\r\nGET /li".encode(),
}


def test_a_request_that_does_not_end_is_not_waited_for(server: Server) -> None:
    """Also when a byte of it comes now and then. Such lines were kept for ever, until nobody else got one."""
    with ExitStack() as stack:
        lines = {how: stack.enter_context(connected(server)) for how in REQUESTS}
        for how, opened in lines.items():
            opened.sendall(REQUESTS[how](server))
        until = time.monotonic() + SECONDS_TO_ASK
        while time.monotonic() < until:
            time.sleep(1)
            for how in ("half a line", "half a request"):
                with suppress(*CUT_OFF):
                    lines[how].sendall(b"x")
        for opened in lines.values():
            opened.settimeout(ROOM)
        assert {how: is_closed(opened) for how, opened in lines.items()} == dict.fromkeys(REQUESTS, True)


def test_more_connections_than_the_system_allows_keep_nobody_out(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Nobody else got one until they were closed, and the log had 16 megabytes of tracebacks within seconds."""
    with running(tmp_path_factory) as server, visit(server) as visitor, ExitStack() as stack:
        visitor.open("", "lang=en")
        server.allow_files(300)
        for _ in range(10):
            for _ in range(50):
                stack.enter_context(connected(server)).sendall(b"GET / HT")
            with socket.create_connection((HOST, server.port), ROOM) as another:
                another.sendall(f"GET /livez HTTP/1.1\r\nHost: {HOST}:{server.port}\r\n\r\n".encode())
                assert another.recv(12) == b"HTTP/1.1 200"
        assert visitor.run(), "who was there before is still there"
        assert "out of system resource" not in server.output()


def test_a_server_has_room_for_more_connections_than_usual() -> None:
    limits = "import resource; print(*resource.getrlimit(resource.RLIMIT_NOFILE)); "
    start = "from server.wire import make_room, most_open; make_room(); print(most_open()); "
    few = "resource.setrlimit(resource.RLIMIT_NOFILE, (256, resource.getrlimit(resource.RLIMIT_NOFILE)[1])); "
    done = subprocess.run(
        [sys.executable, "-c", f"import resource; {few}{start}{limits}"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    most, soft, hard = map(int, done.stdout.split())
    assert soft == (min(hard, 65_536) if hard >= 0 else 65_536)
    assert most == min(MOST_OPEN, soft // 2)


def test_the_end_of_an_answer_does_not_wait_until_its_beginning_is_confirmed(server: Server) -> None:
    """Each small answer after the first one on a line took 44 milliseconds, which is how long a visitor may confirm."""
    question = f"GET /livez HTTP/1.1\r\nHost: {HOST}:{server.port}\r\n\r\n".encode()
    took = []
    with connected(server) as opened:
        for _ in range(25):
            asked_at, answer = time.monotonic(), b""
            opened.sendall(question)
            while not answer.endswith(b"\r\n\r\nok"):
                answer += opened.recv(65_536)
            took.append(time.monotonic() - asked_at)
    assert min(took[5:]) < 0.03


@pytest.mark.parametrize(
    ("first", "frames"),
    [(b"", PING * 500), (b"", PONG * 5000), (BEGINNING, FRAGMENT * 5000)],
    ids=["pings", "answers to pings", "empty parts of a message"],
)
def test_a_flood_of_frames_that_are_no_message_is_cut_off_and_stops_nobody(
    server: Server, first: bytes, frames: bytes
) -> None:
    """They passed all limits: one line kept the server busy for seconds at a time, and its memory full of answers."""
    ask(server, "/healthz")  # answered once all is loaded that pages need
    before, output = server.memory(), server.output()
    with connected(server, opens_a_page=True) as opened:
        opened.settimeout(ROOM)
        opened.sendall(first)
        assert is_cut_off(opened, frames * 500)
        asked_at = time.monotonic()
        ask(server, "/livez")
        assert time.monotonic() - asked_at < 1
    assert server.memory() < before + 10_000
    assert server.output() == output


def test_a_browser_that_answers_pings_and_sends_a_long_message_in_parts_is_heard(server: Server) -> None:
    with connected(server, opens_a_page=True) as opened:
        opened.sendall((PING + PONG) * 30 + b"\x02\x80" + UNMASKED + FRAGMENT * 1000)
        opened.settimeout(0.5)
        assert not is_closed(opened)


def test_messages_that_do_not_end_fill_no_memory(server: Server) -> None:
    """Each line may hold the longest message, but not all lines at once; whoever holds one the longest loses it."""
    size = 1_900_000
    head = b"\x82\xff" + size.to_bytes(8, "big") + UNMASKED
    ask(server, "/healthz")
    before = server.memory()
    with ExitStack() as stack:
        lines = [stack.enter_context(connected(server, opens_a_page=True)) for _ in range(100)]
        for opened in lines:
            with suppress(*CUT_OFF):
                opened.sendall(head + b"x" * (size - 1))
        assert server.memory() < before + 100_000
        lines[-1].settimeout(1)
        assert not is_closed(lines[-1])


def test_text_and_what_is_no_frame_close_the_websocket_and_fill_no_log(server: Server) -> None:
    """uvicorn logged each at length: text that is no UTF-8, and anything before the websocket was open."""
    before = server.output()
    broken = (b"\x81\x82" + UNMASKED + b"\xff\xff", b"\x01\x81" + UNMASKED + b"\xff\x80\x80" + UNMASKED, b"\xff" * 9)
    with ExitStack() as stack:
        lines = [stack.enter_context(connected(server, opens_a_page=True)) for _ in broken]
        for opened, sent in zip(lines, broken, strict=True):
            opened.sendall(sent)
        assert all(is_closed(opened) for opened in lines)
    for late in range(20) if IS_SOAK else (0, 5, 19):
        with connected(server) as opened, suppress(*CUT_OFF):
            opened.sendall(knock(server))
            time.sleep(late / 5000)
            opened.sendall(b"\xff" * 9)
            opened.settimeout(0.2)
            is_closed(opened)
    assert server.output() == before


@pytest.mark.skipif(not IS_SOAK, reason="takes a minute")
def test_whoever_does_not_read_what_was_asked_for_is_cut_off(server: Server) -> None:
    largest = max(Path(get_static_dir(), "static", "js").iterdir(), key=lambda file: file.stat().st_size)
    with socket.socket() as opened:
        opened.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        opened.connect((HOST, server.port))
        opened.sendall(f"GET /static/js/{largest.name} HTTP/1.1\r\nHost: {HOST}:{server.port}\r\n\r\n".encode())
        time.sleep(SECONDS_TO_READ + ROOM)
        opened.settimeout(ROOM)
        read = 0
        with suppress(*CUT_OFF):
            while part := opened.recv(65_536):
                read += len(part)
        assert read < largest.stat().st_size


@pytest.mark.skipif(not IS_SOAK, reason="takes a minute")
def test_pages_that_read_nothing_are_cut_off_and_what_still_comes_for_them_fills_no_log(server: Server) -> None:
    """While the end of what was sent before waited to be read, each further message was twenty lines in the log."""
    message = BackMsg()
    message.rerun_script.query_string = f"lang=en&r={server.begun({'form': 'quick', **RATINGS})}"
    message.rerun_script.page_name = "results"
    run = message.SerializeToString()
    frame = b"\x82" + bytes([0x80 | len(run)]) + UNMASKED + run
    before = server.output()
    with ExitStack() as stack:
        lines = [stack.enter_context(socket.socket()) for _ in range(20)]
        for opened in lines:
            opened.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            opened.connect((HOST, server.port))
            opened.sendall(knock(server))
            assert opened.recv(200).startswith(b"HTTP/1.1 101")
        until, left = time.monotonic() + 2 * SECONDS_TO_READ, set(lines)
        while left and time.monotonic() < until:
            for opened in list(left):
                try:
                    opened.sendall(frame)
                except CUT_OFF:
                    left.remove(opened)
            time.sleep(0.5)
        assert not left
    assert server.output() == before
