"""The server gets a signal to end while visitors keep it busy."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack
from urllib.parse import parse_qs

import pytest

from assessment.instrument import MAX_MEASURES, MAX_ROLES
from tests.browser.server import Server
from tests.server.asking import Visit, visit
from tests.server.conftest import running
from tests.server.test_attacks import map_of
from tests.server.test_files import RATINGS, hurried, link

pytestmark = pytest.mark.usefixtures("signs_links")


@pytest.fixture
def own_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with running(tmp_path_factory) as started:
        yield started


def begun(visitor: Visit) -> str:
    """Begin an assessment; its key, which the page has in its address once it is stored."""
    visitor.open()
    visitor.press("start_quick")
    return parse_qs(visitor.query)["r"][0]


def test_after_sigterm_it_ends_within_five_seconds_with_everything_confirmed_saved(own_server: Server) -> None:
    """While files were being made, it took more than eleven seconds. So large a map is from before the limit."""
    server = own_server
    busy = [server.begun({"form": "quick", **RATINGS, "incentives": map_of(MAX_ROLES, MAX_MEASURES)}) for _ in range(2)]
    with ExitStack() as doors:
        visitors = [doors.enter_context(visit(server)) for _ in range(4)]
        keys = [begun(visitor) for visitor in visitors]
        lines = [line for key in busy for line in hurried(server, link("xlsx", key), 5)]
        while server.busy(0.5) < 0.1:
            pass
        told_at = time.monotonic()
        server.stop()
        took = time.monotonic() - told_at
        for line in lines:
            line.close()
    assert took < 5
    with server.store() as store:
        assert [store.load(key) is not None for key in keys] == [True] * len(keys)


@pytest.mark.soak
def test_an_idle_server_ends_properly(own_server: Server) -> None:
    with visit(own_server) as visitor:
        key = begun(visitor)
    told_at = time.monotonic()
    own_server.stop()
    assert time.monotonic() - told_at < 5
    with own_server.store() as store:
        assert store.load(key) is not None
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", own_server.port)).close()
