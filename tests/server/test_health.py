"""What monitoring asks for."""

from __future__ import annotations

import sqlite3
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

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


def test_a_backup_moved_over_the_file_of_a_running_server_is_what_it_uses_from_then_on(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    """SQLite itself shows the old answers again after a restart. What happens in detail is in tests/test_backup.py."""
    with running(tmp_path_factory) as server:
        file = server.database
        backup = file.with_name("backup.db")
        key = server.begun({"form": "quick"})
        with closing(sqlite3.connect(file)) as connection:
            connection.execute("VACUUM INTO ?", (str(backup),))
        assert health(server) == (200, 200)
        later = server.begun({"form": "full"})
        file.rename(file.with_name("old.db"))
        assert health(server) == (503, 200)
        backup.rename(file)
        assert health(server) == (200, 200)
        told = [line for line in server.output().splitlines() if "database" in line]
        assert [line for line in told if "cannot be" in line] == told[:1]
        assert [line for line in told if "was replaced" in line] == told[1:2]
        server.stop()
        assert not list(file.parent.glob("answers.db-*")), "no log is left for the next file that is restored"
        server.start()
        assert health(server) == (200, 200)
        assert (server.choices(key), server.choices(later)) == ({"form": "quick"}, {})


def test_visitors_of_a_server_whose_database_is_away_have_their_sentence(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    """How long a hundred wait is in tests/test_outage.py: without the time that drawing a hundred pages takes."""

    def told(_: int) -> str:
        with visit(server) as visitor:
            return str(visitor.open("results", "lang=en&r=AAAAAAAAAAAAAAAAAAAAAA"))

    with never_answering() as url, running(tmp_path_factory, {"DATABASE_URL": url}) as server:
        with ThreadPoolExecutor(6) as visitors:
            assert all("cannot be reached right now" in text for text in visitors.map(told, range(6)))
        assert server.output().count("The database cannot be") == 1
        assert health(server) == (503, 200)
