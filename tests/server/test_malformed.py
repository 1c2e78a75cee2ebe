"""Requests that no browser sends, which uvicorn answers before any layer of ours sees them."""

from __future__ import annotations

import re
import time
from contextlib import suppress
from http.client import parse_headers
from io import BytesIO
from socket import create_connection
from typing import Final

import pytest

from tests.browser.server import PATIENCE, Server
from tests.server.asking import HOST, Answer, knock
from tests.server.test_headers import is_guarded

KEY: Final = "A" * 22 + "=="
_NAMES: Final = re.compile(rb"uvicorn|h11|httptools|websockets|starlette|streamlit|python|\d+\.\d+\.\d+", re.IGNORECASE)
_LATE: Final = 0.5  # seconds


def answered(server: Server, *sent: bytes) -> list[Answer]:
    """The answers to these bytes, sent in turn over one connection until the server closes it."""
    said = b""
    with create_connection((HOST, server.port), PATIENCE) as line:
        for each in sent:
            line.sendall(each)
            time.sleep(_LATE if each != sent[-1] else 0)
        with suppress(ConnectionResetError):
            while more := line.recv(65_536):
                said += more
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


@pytest.mark.parametrize(
    ("method", "key", "version", "status"), [("GET", "x", 13, 400), ("GET", KEY, 8, 400), ("POST", KEY, 13, 405)]
)
def test_a_malformed_websocket_is_refused_with_the_headers_and_reveals_nothing(
    server: Server, method: str, key: str, version: int, status: int
) -> None:
    (answer,) = answered(server, knock(server, method=method, key=key, version=version))
    assert answer.status == status
    is_guarded(answer)
    assert answer.headers["cache-control"] == "no-store"
    assert not _NAMES.search(answer.body + str(answer.headers).encode())


def test_a_request_that_goes_wrong_after_its_answer_ends_the_connection_and_fills_no_log(server: Server) -> None:
    """uvicorn answered once more, failed at that, and wrote twenty lines about it, as often as anyone liked."""
    before = server.output()
    beginning = f"POST / HTTP/1.1\r\nHost: {HOST}:{server.port}\r\nTransfer-Encoding: chunked\r\n\r\n"
    (answer,) = answered(server, beginning.encode(), b"zz\r\n")
    assert answer.status == 405
    assert server.output()[len(before) :].splitlines() in ([], ["Invalid HTTP request received."])
