from __future__ import annotations

import logging
import sqlite3
import time
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from assessment.storage import UNFINISHED_DAYS, Store, new_key
from assessment.storage.daily import purge_daily, seconds_to_midnight

VERSIONS = {"instrument_version": "1.0", "scoring_version": "1"}


@pytest.fixture
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Its folder is there until all tests have run, as the threads are: they would report that it is gone."""
    return tmp_path_factory.mktemp("daily") / "answers.db"


def old(store: Store, file: Path) -> str:
    """The key of an assessment that has been untouched for too long, beside two that are finished."""
    key, *others = (new_key() for _ in range(3))
    store.begin(key, {"form": "quick"}, **VERSIONS)  # type: ignore[arg-type]  # two texts
    long_ago = (datetime.now(UTC) - timedelta(days=UNFINISHED_DAYS + 1)).replace(tzinfo=None).isoformat(" ")
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("UPDATE assessments SET begun_at = ?", (long_ago,))
        connection.execute("UPDATE choices SET saved_at = ?", (long_ago,))
    for other in others:
        store.begin(other, {"form": "quick"}, **VERSIONS)  # type: ignore[arg-type]  # two texts
        store.finish(other)
    return key


def is_gone_soon(store: Store, key: str) -> bool:
    patience = time.monotonic() + 30
    while store.load(key) is not None and time.monotonic() < patience:
        time.sleep(0.05)
    return store.load(key) is None


def test_the_app_purges_by_itself_at_once_and_again_on_another_day(file: Path) -> None:
    store = Store(f"sqlite:///{file}")
    first = old(store, file)
    purge_daily(store, pause=0.1)
    assert is_gone_soon(store, first)
    second = old(store, file)
    time.sleep(0.5)
    assert store.load(second) is not None, "once a day is enough"
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("UPDATE purge_log SET day = date('now', '-1 day')")
    assert is_gone_soon(store, second)


def test_what_else_is_due_is_done_each_time_and_a_failure_stops_nothing(
    file: Path, caplog: pytest.LogCaptureFixture
) -> None:
    store, calls = Store(f"sqlite:///{file}"), list[datetime]()
    key = old(store, file)

    def fail(_: Store, now: datetime) -> None:
        calls.append(now)
        if len(calls) <= 3:
            raise RuntimeError("what somebody has written")

    purge_daily(store, pause=0.05, also=fail)
    patience = time.monotonic() + 30
    while len(calls) < 4 and time.monotonic() < patience:
        time.sleep(0.05)
    assert len(calls) >= 4
    assert is_gone_soon(store, key)
    assert "Closing rounds failed, and is tried again: RuntimeError" in caplog.text
    assert "what somebody has written" not in caplog.text


def test_the_day_is_noticed_a_few_seconds_after_midnight() -> None:
    evening = datetime(2026, 12, 31, 23, 59, tzinfo=UTC)
    assert seconds_to_midnight(evening) == 65
    assert seconds_to_midnight(evening.replace(hour=0, minute=0)) == 24 * 3600 + 5


def test_a_purge_that_waits_is_one_line_in_the_log_with_the_command_that_confirms_it(
    file: Path, caplog: pytest.LogCaptureFixture
) -> None:
    store = Store(f"sqlite:///{file}")
    key = old(store, file)
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("UPDATE assessments SET finished_at = NULL")
        connection.execute("UPDATE choices SET saved_at = (SELECT min(saved_at) FROM choices) WHERE assessment_id < 3")
    purge_daily(store, pause=0.05)
    time.sleep(0.5)
    assert store.load(key) is not None
    (told,) = (each.getMessage() for each in caplog.records if each.levelno == logging.WARNING)
    assert told == (
        f"A purge waits: 2 of its 3 assessments and leads are due on {datetime.now(UTC).date()}, more than half of "
        "all. If the clock is right, run: python -m assessment purge --yes"
    )


def test_a_database_that_is_away_is_purged_later(file: Path) -> None:
    store = Store(f"sqlite:///{file}")
    key = old(store, file)
    away = file.with_suffix(".away")
    store.close()
    file.rename(away)
    file.mkdir()  # nothing can be opened under this name
    thread = purge_daily(store, pause=0.1)
    time.sleep(0.5)
    assert thread.is_alive()
    file.rmdir()
    away.rename(file)
    assert is_gone_soon(store, key)
