"""Requests that no browser sends, which uvicorn answers before any layer of ours sees them."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from contextlib import suppress
from http.client import parse_headers
from io import BytesIO
from socket import create_connection, socket
from typing import Final

import pytest

from tests.browser.server import Server
from tests.server.asking import HOST, Answer, knock
from tests.server.test_headers import is_guarded

KEY: Final = "A" * 22 + "=="
_NAMES: Final = re.compile(rb"uvicorn|h11|httptools|websockets|starlette|streamlit|python|\d+\.\d+\.\d+", re.IGNORECASE)
_LINE: Final = re.compile(r"(?:Invalid HTTP request received\.(?: Before it, \d+ more came\.)?\n)?")
_LATE: Final = 0.5  # seconds
_AT_ONCE: Final = 8  # seconds: sooner than anything that merely waits is closed


def answered(server: Server, *sent: bytes) -> list[Answer]:
    """The answers to these bytes, sent in turn over one connection until the server closes it."""
    with create_connection((HOST, server.port), _AT_ONCE) as line:
        for each in sent:
            line.sendall(each)
            time.sleep(_LATE if each != sent[-1] else 0)
        said = until_closed(line)
    return answers_in(said)


def until_closed(line: socket) -> bytes:
    """What the server says on a connection until it closes it."""
    said = b""
    with suppress(ConnectionResetError):
        while more := line.recv(65_536):
            said += more
    return said


def answers_in(said: bytes) -> list[Answer]:
    """What these bytes answer, one after the other."""
    reader, answers = BytesIO(said), []
    while status := reader.readline():
        headers = parse_headers(reader)
        found = {name.lower(): value for name, value in headers.items()}
        answers.append(Answer(int(status.split()[1]), found, reader.read(int(found["content-length"]))))
    return answers


@pytest.mark.parametrize(
    "request_",
    [
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n",
        b"GET\r\n\r\n",
        b"GET / HTTP/1.1\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\nb ad: x\r\n\r\n",
        b"G{T / HTTP/1.1\r\nHost: a\r\n\r\n",
        b"GET /\xff HTTP/1.1\r\nHost: a\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\nContent-Length: x\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"GET /" + b"a" * 200_000,
    ],
)
def test_a_malformed_request_is_refused_with_the_headers_and_reveals_nothing(server: Server, request_: bytes) -> None:
    (answer,) = answered(server, request_)
    assert answer.status == 400
    is_guarded(answer)
    assert answer.headers["cache-control"] == "no-store"
    assert not _NAMES.search(answer.body + str(answer.headers).encode())


LONG: Final = "a" * 9_000
MALFORMED: Final[dict[str, tuple[int, Callable[[Server], bytes]]]] = {
    "method": (405, lambda server: knock(server, method="POST")),
    "no key": (400, lambda server: knock(server, without="Sec-WebSocket-Key")),
    "short key": (400, lambda server: knock(server, "Sec-WebSocket-Key: x", without="Sec-WebSocket-Key")),
    "long key": (431, lambda server: knock(server, f"Sec-WebSocket-Key: {LONG}", without="Sec-WebSocket-Key")),
    "two keys": (400, lambda server: knock(server, f"Sec-WebSocket-Key: {KEY}")),
    "no version": (400, lambda server: knock(server, without="Sec-WebSocket-Version")),
    "old version": (400, lambda server: knock(server, "Sec-WebSocket-Version: 8", without="Sec-WebSocket-Version")),
    "two versions": (400, lambda server: knock(server, "Sec-WebSocket-Version: 13")),
    "two origins": (400, lambda server: knock(server, "Origin: http://example.org")),
    "origin that is none": (403, lambda server: knock(server, "Origin: http://[::1", without="Origin")),
    "connection with a sign": (400, lambda server: knock(server, "Connection: Upgrade,;", without="Connection")),
    "two upgrades": (426, lambda server: knock(server, "Upgrade: websocket")),
    "subprotocol that is no word": (400, lambda server: knock(server, "Sec-WebSocket-Protocol: a b, \xe9")),
    "long subprotocol": (431, lambda server: knock(server, f"Sec-WebSocket-Protocol: {LONG}")),
    "long header": (431, lambda server: knock(server, f"Cookie: {LONG}")),
    "long address": (414, lambda server: knock(server, query=f"?{LONG}")),
    "128 headers more": (431, lambda server: knock(server, *(f"X-{number}: y" for number in range(128)))),
    "600 headers more": (431, lambda server: knock(server, *(f"X-{number}: y" for number in range(600)))),
    "control character": (400, lambda server: knock(server, "X: a\x01b")),
    "body": (400, lambda server: knock(server, "Content-Length: 5")),
    "body in chunks": (400, lambda server: knock(server, "Transfer-Encoding: chunked")),
}


@pytest.mark.parametrize("how", MALFORMED)
def test_a_malformed_websocket_is_refused_with_the_headers_and_reveals_nothing(server: Server, how: str) -> None:
    """websockets refuses much that uvicorn lets through, and uvicorn never sent that refusal: the connection hung."""
    status, request = MALFORMED[how]
    before = server.output()
    (answer,) = answered(server, request(server))
    assert answer.status == status
    is_guarded(answer)
    assert answer.headers["cache-control"] == "no-store"
    assert not _NAMES.search(answer.body + str(answer.headers).encode())
    assert _LINE.fullmatch(server.output()[len(before) :])


def test_a_request_that_goes_wrong_after_its_answer_ends_the_connection_and_fills_no_log(server: Server) -> None:
    """uvicorn answered once more, failed at that, and wrote twenty lines about it, as often as anyone liked."""
    before = server.output()
    beginning = f"POST / HTTP/1.1\r\nHost: {HOST}:{server.port}\r\nTransfer-Encoding: chunked\r\n\r\n"
    (answer,) = answered(server, beginning.encode(), b"zz\r\n")
    assert answer.status == 405
    assert _LINE.fullmatch(server.output()[len(before) :])


@pytest.mark.parametrize(
    "nonsense", [b"GET\r\n\r\n", b"GET /livez HTTP/1.0\r\nConnection: upgrade\r\nUpgrade: h2c\r\n\r\n"]
)
def test_a_flood_of_nonsense_is_a_line_a_minute(server: Server, nonsense: bytes) -> None:
    before, begun_at = server.output(), time.monotonic()
    for _ in range(100):
        assert answered(server, nonsense)
    assert len(server.output()[len(before) :].splitlines()) <= 1 + (time.monotonic() - begun_at) / 60
