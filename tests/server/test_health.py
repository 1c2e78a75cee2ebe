"""What monitoring asks for."""

from __future__ import annotations

import sqlite3
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from typing import Final

import pytest

from assessment.storage import Store, new_key
from tests.amounts import IS_SOAK
from tests.browser.server import Server
from tests.postgres import postgres as temporary_postgres
from tests.server.asking import ask, visit
from tests.server.conftest import running
from tests.test_outage import frozen, never_answering
from tests.test_storage import begun

VISITORS: Final = 100 if IS_SOAK else 12


def health(server: Server) -> tuple[int, int]:
    """What /healthz and /livez answer."""
    return ask(server, "/healthz").status, ask(server, "/livez").status


def test_a_server_with_its_database_is_ready_and_alive_under_any_name(server: Server) -> None:
    for path in ("/healthz", "/livez"):
        answer = ask(server, path, headers={"Host": "10.0.0.7"})
        assert (answer.status, answer.body) == (200, b"ok")
        assert answer.headers["cache-control"] == "no-store"


def test_many_who_ask_at_once_are_all_answered(server: Server) -> None:
    """Each twentieth was told of an error, with fifty lines in the log: the next one had already asked anew."""
    with ThreadPoolExecutor(8) as watchers:
        assert set(watchers.map(lambda _: health(server), range(200))) == {(200, 200)}


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


@pytest.mark.soak
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
        away = [line for line in told if "cannot be" in line]
        assert away == told[: len(away)]
        assert len(away) in {1, 2}, "one for reading, and one for writing where something was written meanwhile"
        assert [line for line in told if "was replaced" in line] == told[len(away) : len(away) + 1]
        server.stop()
        assert not list(file.parent.glob("answers.db-*")), "no log is left for the next file that is restored"
        with server.store() as store:
            assert store.load(key) is not None
            assert store.load(later) is None


def are_told(server: Server, key: str) -> list[float]:
    """How long each of many visitors who come at once waits for the sentence that answers cannot be reached."""

    def comes(_: int) -> float:
        asked_at = time.monotonic()
        with visit(server) as visitor:
            assert "cannot be reached right now" in str(visitor.open("results", f"lang=en&r={key}"))
        return time.monotonic() - asked_at

    with ThreadPoolExecutor(VISITORS) as visitors:
        return list(visitors.map(comes, range(VISITORS)))


def test_all_visitors_of_a_server_whose_database_is_away_have_their_sentence_within_ten_seconds(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    """Twelve waited for 9, 14, 19 … 64 seconds, one after the other."""
    with never_answering() as url, running(tmp_path_factory, {"DATABASE_URL": url}) as server:
        with visit(server) as visitor:  # what it loads for its first page takes a while on a busy machine
            visitor.open("results", "lang=en&example=1")
        assert max(are_told(server, new_key())) < 10
        assert server.output().count("The database cannot be") == 1
        assert health(server) == (503, 200)


@pytest.mark.soak
def test_all_visitors_of_a_server_whose_database_freezes_have_their_sentence_within_thirty_seconds(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    """Some had it after 45 seconds, and some never."""
    with (
        temporary_postgres(tmp_path_factory.mktemp("postgres")) as postgres,
        running(tmp_path_factory, {"DATABASE_URL": postgres.url}) as server,
    ):
        with closing(Store(postgres.url)) as store:
            key = begun(store, form="quick")
        with visit(server) as visitor:
            assert "cannot be reached" not in str(visitor.open("results", f"lang=en&r={key}"))
        with frozen(postgres):
            assert max(are_told(server, key)) < 30
            assert health(server) == (503, 200)
        assert server.output().count("The database cannot be") == 1
