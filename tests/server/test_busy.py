"""Visitors who keep the server busy keep neither the others waiting nor, after they have left, the server busy."""

from __future__ import annotations

import random
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from threading import Event, Thread

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg

from assessment.incentives import MOST_MEASURES, MOST_ROLES
from tests.browser.server import Server
from tests.server.asking import Visit, visit
from tests.server.conftest import running
from tests.server.test_files import RATINGS


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


@pytest.fixture(scope="module")
def own_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with running(tmp_path_factory) as started:
        yield started


def seconds(do: Callable[[], object]) -> float:
    """How long it takes, the median of several times."""
    took = []
    for _ in range(5):
        begun_at = time.monotonic()
        do()
        took.append(time.monotonic() - begun_at)
    return statistics.median(took)


@contextmanager
def rerunning(visitors: list[Visit]) -> Iterator[None]:
    """Each visitor's page runs again as soon as it has run."""
    is_over = Event()

    def keep_running(visitor: Visit) -> None:
        while not is_over.is_set():
            visitor.run()

    threads = [Thread(target=keep_running, args=(visitor,)) for visitor in visitors]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        is_over.set()
        for thread in threads:
            thread.join()


def is_soon_idle(server: Server) -> bool:
    """Whether the server stops computing within ten seconds."""
    patience = time.monotonic() + 10
    while time.monotonic() < patience:
        if server.busy(0.5) < 0.2:
            return True
    return False


def test_the_largest_map_on_four_sockets_keeps_no_one_waiting_and_ends_with_them(own_server: Server) -> None:
    """Each run of the page took ten seconds, another visitor's tap eight times as long as before."""
    server = own_server
    large = [server.begun({"form": "quick", **RATINGS, "incentives": map_of(MOST_ROLES, MOST_MEASURES)})] * 4
    with visit(server) as other:
        other.open("questions", f"lang=en&r={server.begun({'form': 'quick', 'behaviours.new': 'We solve it.'})}")
        other.run()
        idle = seconds(other.run)
        with ExitStack() as doors:
            visitors = [doors.enter_context(visit(server)) for _ in large]
            for visitor, key in zip(visitors, large, strict=True):
                visitor.open("incentives", f"lang=en&r={key}")
            with rerunning(visitors):
                busy = seconds(other.run)
        assert busy < 3 * idle + 0.2  # room for other tests on the machine
        assert is_soon_idle(server)
        assert seconds(other.run) < 3 * idle + 0.2


def test_runs_for_a_visitor_who_leaves_in_the_middle_are_dropped(own_server: Server) -> None:
    key = own_server.begun({"form": "quick", **RATINGS, "incentives": map_of(MOST_ROLES, MOST_MEASURES)})
    for _ in range(8):
        with visit(own_server) as visitor:
            visitor.query = f"lang=en&r={key}"
            message = BackMsg()
            message.rerun_script.query_string, message.rerun_script.page_name = visitor.query, "incentives"
            for _ in range(40):
                visitor.socket.send(message.SerializeToString())
    assert is_soon_idle(own_server)


def test_three_hundred_requests_for_files_in_streamlits_own_way_are_ignored(own_server: Server) -> None:
    """They occupied all threads for four minutes after their visitor had left."""
    key = own_server.begun({"form": "quick", **RATINGS})
    with visit(own_server) as visitor:
        opened = visitor.open("report", f"lang=en&r={key}")
        assert not any("download_button" in str(message.delta.new_element) for message in opened)
        for number in range(300):
            message = BackMsg()
            message.backend_operation_request.request_id = str(number)
            message.backend_operation_request.deferred_file.file_id = "0" * 40
            visitor.socket.send(message.SerializeToString())
        answers = {message.WhichOneof("type") for message in visitor.run()}
    assert "backend_operation_response" not in answers
    assert is_soon_idle(own_server)
