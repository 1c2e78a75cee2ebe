"""A database that does not answer: who waits for it, what visitors see, and what the log says."""

from __future__ import annotations

import logging
import os
import signal
import socket
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Literal

import pytest
from sqlalchemy import text
from sqlalchemy.engine import make_url

from assessment import opened as opened_module
from assessment.opened import opened_store
from assessment.storage import Store, StoreUnavailable, Tap, Trouble
from assessment.storage import outage as outage_module
from assessment.storage.outage import SECONDS_REMEMBERED, Outages
from tests.postgres import Postgres
from tests.postgres import postgres as temporary_postgres
from tests.test_storage import begun

WRITTEN = "We shout at customers."


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def fails(outages: Outages, clock: Clock, after: float, trouble: Trouble = "away") -> bool:
    """Whether an attempt really reaches the database, which then fails after so many seconds."""
    is_tried = False
    try:
        with outages.attempt("read"):
            is_tried = True
            clock.now += after
            raise StoreUnavailable("x", trouble)  # noqa: TRY301  # it is what a database does
    except StoreUnavailable:
        return is_tried


def test_after_a_slow_failure_no_thread_tries_for_some_seconds_and_then_one_does() -> None:
    clock = Clock()
    outages = Outages(clock)
    assert fails(outages, clock, after=5)
    assert not fails(outages, clock, after=5)
    clock.now += SECONDS_REMEMBERED
    with outages.attempt("read"), ThreadPoolExecutor() as others:
        assert not others.submit(fails, outages, clock, after=5).result(), "while one tries, the others do not"
    with outages.attempt("written"):
        pass
    assert fails(outages, clock, after=5)
    clock.now += SECONDS_REMEMBERED
    assert fails(outages, clock, after=0), "refused at once: it costs nobody anything to try again"
    assert fails(outages, clock, after=0)


def test_a_thread_that_is_stopped_while_trying_leaves_it_to_the_next() -> None:
    clock = Clock()
    outages = Outages(clock)
    assert fails(outages, clock, after=5)
    clock.now += SECONDS_REMEMBERED
    with pytest.raises(KeyboardInterrupt), outages.attempt("read"):
        raise KeyboardInterrupt
    with ThreadPoolExecutor() as others:
        assert others.submit(fails, outages, clock, after=5).result()


def test_every_thread_tries_a_database_that_is_only_busy() -> None:
    clock = Clock()
    outages = Outages(clock)
    assert all(fails(outages, clock, after=15, trouble="busy") for _ in range(3))


def test_each_outage_is_one_line_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    outages = Outages()

    def fail(act: Literal["read", "written"], trouble: Trouble) -> None:
        with pytest.raises(StoreUnavailable), outages.attempt(act):
            raise StoreUnavailable(WRITTEN, trouble)

    def succeed(act: Literal["read", "written"]) -> None:
        with outages.attempt(act):
            pass

    for _ in range(5):
        fail("written", "full")
        succeed("read")
    fail("read", "away")
    succeed("written")
    for _ in range(5):
        fail("read", "away")
        fail("written", "away")
    succeed("read")
    assert [record.getMessage() for record in caplog.records if record.levelno >= logging.WARNING] == [
        "The database cannot be written: full (StoreUnavailable).",
        "The database cannot be read: away (StoreUnavailable).",
    ]


@pytest.mark.in_turns
def test_an_error_that_the_database_sends_late_is_no_outage(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """After waiting for another's write lock, an error of one statement stopped everybody for three seconds."""
    monkeypatch.setattr(outage_module, "SECONDS_TO_REMEMBER_FROM", 0.0)
    for act in (store._reading, store._writing):
        with pytest.raises(StoreUnavailable), act() as connection:
            connection.execute(text("SELECT nothing FROM nowhere"))
        assert store.answers()


def test_texts_of_visitors_are_in_no_error_and_no_log(store: Store, caplog: pytest.LogCaptureFixture) -> None:
    key = begun(store)
    with (
        pytest.raises(StoreUnavailable) as unavailable,
        store._writing() as connection,
    ):
        connection.execute(text("INSERT INTO nowhere VALUES (:said, :key)"), {"said": WRITTEN, "key": key})
    for told in (str(unavailable.value), repr(unavailable.value.__cause__), caplog.text):
        assert WRITTEN not in told
        assert key not in told
    code = "OperationalError, SQLITE_ERROR" if store._engine.dialect.name == "sqlite" else "UndefinedTable, 42P01"
    assert f"The database cannot be written: away ({code})." in caplog.text


@contextmanager
def never_answering() -> Iterator[str]:
    """The URL of a PostgreSQL that accepts connections and never answers, as behind a broken firewall."""
    with closing(socket.create_server(("127.0.0.1", 0), backlog=200)) as listening:
        yield f"postgresql://somebody@127.0.0.1:{listening.getsockname()[1]}/none?connect_timeout=3"


@pytest.mark.soak
def test_a_hundred_visitors_of_a_database_that_is_away_wait_for_one_attempt(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def visit() -> float:
        started = time.monotonic()
        with pytest.raises(StoreUnavailable):
            opened_store()
        return time.monotonic() - started

    opened_module._place.cache_clear()
    with never_answering() as url, ThreadPoolExecutor(100) as visitors:
        monkeypatch.setenv("DATABASE_URL", url)
        waited = [each.result() for each in [visitors.submit(visit) for _ in range(100)]]
        assert max(waited) < 10
        time.sleep(SECONDS_REMEMBERED)
        again = sorted(each.result() for each in [visitors.submit(visit) for _ in range(100)])
        assert again[-2] < 1, "one tries again, the others do not wait for that"
    assert len(caplog.records) == 1, caplog.text
    opened_module._place.cache_clear()


def family(pid: int) -> list[int]:
    """A process and its children."""
    found = [pid]
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(status.read_text().rpartition(")")[2].split()[1])
        except OSError:  # it has just ended
            continue
        if parent == pid:
            found.append(int(status.parent.name))
    return found


@contextmanager
def frozen(server: Postgres) -> Iterator[None]:
    """As a machine that is suspended, or whose disk has stopped answering."""
    assert server._process is not None
    processes = family(server._process.pid)

    def send(signals: signal.Signals) -> None:
        for each in processes:
            with suppress(ProcessLookupError):  # PostgreSQL's own helpers come and go
                os.kill(each, signals)

    try:
        send(signal.SIGSTOP)
        yield
    finally:
        send(signal.SIGCONT)


@pytest.mark.unmeasured
def test_a_frozen_postgresql_is_reported_to_everyone_within_seconds_and_nothing_confirmed_is_lost(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Two of 24 visitors hung for good, and 100 would have waited for connections one after the other."""
    with temporary_postgres(tmp_path) as server:
        url = make_url(server.url).update_query_dict({"timeout": "1"}).render_as_string(hide_password=False)
        with closing(Store(url)) as store, ThreadPoolExecutor(100) as visitors:
            keys = [begun(store, form="quick") for _ in range(10)]
            patience = 1 + 5

            def tap(number: int) -> tuple[bool, float]:
                started = time.monotonic()
                try:
                    done = store.apply(keys[number % 10], f"tab{number}", [Tap(1, f"ratings.X{number}.new", 3)])
                except StoreUnavailable:
                    done = False
                return done, time.monotonic() - started

            assert all(done for done, _ in visitors.map(tap, range(30)))
            caplog.clear()
            with frozen(server):
                told = list(visitors.map(tap, range(100, 200)))
                assert not store.answers()
            assert max(seconds for _, seconds in told) < 2 * patience + 5
            assert len([each for each in caplog.records if each.levelno >= logging.WARNING]) == 1, caplog.text
            until = time.monotonic() + 30
            while not store.answers():
                assert time.monotonic() < until
                time.sleep(0.2)
            assert all(done for done, _ in visitors.map(tap, range(200, 230)))
            saved = {path for key in keys for path in store.load(key).choices}  # type: ignore[union-attr]
            acknowledged = [*range(30), *range(200, 230), *(100 + n for n, (done, _) in enumerate(told) if done)]
            assert {f"ratings.X{number}.new" for number in acknowledged} <= saved


@pytest.mark.unmeasured
def test_a_connection_to_postgresql_has_limits_and_a_purge_takes_its_time(
    postgresql_store: Store,
) -> None:
    def setting(name: str) -> object:
        return connection.execute(text(f"SELECT current_setting('{name}')")).scalar()

    with postgresql_store._reading() as connection:
        assert (setting("lock_timeout"), setting("statement_timeout")) == ("15s", "18s")
        driver = connection.connection.driver_connection
        assert driver is not None
        assert driver.patience == 20
        said = driver.info.get_parameters()
        assert {name: said[name] for name in ("keepalives_idle", "tcp_user_timeout")} == {
            "keepalives_idle": "10",
            "tcp_user_timeout": "20000",
        }
    with postgresql_store._writing(takes_long=True) as connection:
        assert (setting("lock_timeout"), setting("statement_timeout")) == ("15s", "0")
        driver = connection.connection.driver_connection
        assert driver is not None
        assert driver.patience is None
    assert driver.patience == 20


@pytest.mark.soak
def test_a_statement_that_never_ends_is_cancelled(postgres: Postgres) -> None:
    url = make_url(postgres.url).update_query_dict({"timeout": "0"}).render_as_string(hide_password=False)
    with closing(Store(url)) as store:
        started = time.monotonic()
        with pytest.raises(StoreUnavailable) as unavailable, store._reading() as connection:
            connection.execute(text("SELECT pg_sleep(60)"))
        assert unavailable.value.trouble == "busy"
        assert time.monotonic() - started < 30
        assert store.answers()
