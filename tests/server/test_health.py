"""What monitoring asks for."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.browser.server import Server
from tests.postgres import postgres as temporary_postgres
from tests.server.asking import ask, visit
from tests.server.conftest import running
from tests.test_outage import frozen, never_answering


def health(server: Server) -> tuple[int, int]:
    """What /healthz and /livez answer."""
    return ask(server, "/healthz").status, ask(server, "/livez").status


def test_a_server_with_its_database_is_ready_and_alive_under_any_name(server: Server) -> None:
    for path in ("/healthz", "/livez"):
        answer = ask(server, path, headers={"Host": "10.0.0.7"})
        assert (answer.status, answer.body) == (200, b"ok")
        assert answer.headers["cache-control"] == "no-store"


def test_while_the_database_is_away_a_server_is_alive_but_not_ready_and_logs_it_once(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    with (
        temporary_postgres(tmp_path_factory.mktemp("postgres")) as postgres,
        running(tmp_path_factory, {"DATABASE_URL": postgres.url}) as server,
    ):
        assert health(server) == (200, 200)
        postgres.stop()
        for _ in range(5):
            assert health(server) == (503, 200)
        postgres.start()
        assert health(server) == (200, 200)
        with frozen(postgres):
            started = time.monotonic()
            with ThreadPoolExecutor(20) as watchers:
                assert set(watchers.map(lambda _: health(server), range(20))) == {(503, 200)}
            assert time.monotonic() - started < 20
        told = [line for line in server.output().splitlines() if "The database cannot be" in line]
        assert len(told) <= 2, "one each"
        assert "away" in told[0]


def slowest(server: Server, sentence: str) -> float:
    """How long the last of many visitors who come at once waits for a page that says this."""

    def told(_: int) -> float:
        started = time.monotonic()
        with visit(server) as visitor:
            heard = visitor.open("results", "lang=en&r=AAAAAAAAAAAAAAAAAAAAAA")
        assert sentence in str(heard)
        return time.monotonic() - started

    with visit(server) as alone:
        alone.open("", "lang=en")  # so that no loading of modules is measured
    with ThreadPoolExecutor(20) as visitors:
        return max(visitors.map(told, range(20)))


def test_visitors_of_a_server_whose_database_is_away_wait_for_one_attempt_together(
    server: Server, tmp_path_factory: pytest.TempPathFactory
) -> None:
    usual = slowest(server, "does not lead to any answers")
    with never_answering() as url, running(tmp_path_factory, {"DATABASE_URL": url}) as away:
        assert slowest(away, "cannot be reached right now") < 3 * usual + 10
        assert away.output().count("The database cannot be") == 1
        assert health(away) == (503, 200)
