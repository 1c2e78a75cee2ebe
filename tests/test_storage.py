from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.dialects import sqlite

from assessment.storage.store import Store, StoreUnavailable, Tap, new_key
from assessment.storage.tables import UtcDateTime

VERSIONS = {"instrument_version": "1.0", "scoring_version": "1"}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "data" / "answers.db"


@pytest.fixture
def store(file: Path) -> Store:
    return Store(f"sqlite:///{file}")


def begun(store: Store, **choices: object) -> str:
    key = new_key()
    store.begin(key, choices, **VERSIONS)
    return key


def rows(file: Path, table: str) -> int:
    with sqlite3.connect(file) as connection:
        return int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


def test_what_is_begun_is_found_under_its_key_and_no_other(store: Store) -> None:
    key = begun(store, form="quick")
    found = store.load(key)
    assert found is not None
    assert found.choices == {"form": "quick"}
    assert (found.instrument_version, found.scoring_version, found.finished) == ("1.0", "1", False)
    assert store.load(new_key()) is None
    assert store.load("") is None
    assert store.load("\ud800" * 10_000) is None


def test_a_key_has_128_bits_and_never_reaches_the_file(store: Store, file: Path) -> None:
    key = begun(store, form="quick")
    assert len(key) >= 22
    store.close()
    assert all(key.encode() not in part.read_bytes() for part in file.parent.iterdir())


def test_beginning_twice_leaves_the_same_rows(store: Store, file: Path) -> None:
    key = begun(store, form="quick")
    store.begin(key, {"form": "quick"}, **VERSIONS)
    assert (rows(file, "assessments"), rows(file, "choices")) == (1, 1)


def test_a_tap_sent_again_is_applied_once(store: Store) -> None:
    """After a lost connection a tab sends its taps again; in between another tab may have chosen otherwise."""
    key = begun(store)
    mine = [Tap(1, "ratings.ABI01.current", 2), Tap(2, "ratings.ABI01.current", 3)]
    assert store.apply(key, "tab-a", mine)
    assert store.apply(key, "tab-b", [Tap(1, "ratings.ABI01.current", 5)])
    assert store.apply(key, "tab-a", mine)
    found = store.load(key)
    assert found is not None
    assert found.choices == {"ratings.ABI01.current": 5}


def test_taps_are_applied_in_the_order_they_were_made(store: Store) -> None:
    key = begun(store)
    store.apply(key, "tab", [Tap(2, "ratings.ABI01.current", 4), Tap(1, "ratings.ABI01.current", 1)])
    found = store.load(key)
    assert found is not None
    assert found.choices["ratings.ABI01.current"] == 4


def test_taps_for_an_unknown_key_are_refused(store: Store, file: Path) -> None:
    assert not store.apply(new_key(), "tab", [Tap(1, "ratings.ABI01.current", 4)])
    assert rows(file, "choices") == 0


def test_replacing_a_part_leaves_the_others(store: Store) -> None:
    key = begun(store, **{"experience.agreed": "yes", "experience.weights.promises": 4, "ratings.ABI01.new": 2})
    assert store.replace(key, {"experience.agreed": "no", "planned_reward": None})
    found = store.load(key)
    assert found is not None
    assert found.choices == {"experience.agreed": "no", "ratings.ABI01.new": 2}
    assert not store.replace(new_key(), {"experience.agreed": "no"})


def test_finishing_twice_is_finishing_once(store: Store, file: Path) -> None:
    key = begun(store)
    store.finish(key)
    with sqlite3.connect(file) as connection:
        first = connection.execute("SELECT finished_at FROM assessments").fetchone()
    store.finish(key)
    with sqlite3.connect(file) as connection:
        assert connection.execute("SELECT finished_at FROM assessments").fetchone() == first
    found = store.load(key)
    assert found is not None
    assert found.finished


def test_deleting_leaves_no_byte_in_the_files(store: Store, file: Path) -> None:
    key = begun(store, **{"behaviours.current": "an unmistakable sentence"})
    other = begun(store, **{"behaviours.current": "someone else's sentence"})
    store.delete(key)
    store.delete(key)
    assert store.load(key) is None
    assert store.load(other) is not None
    assert all(b"unmistakable" not in part.read_bytes() for part in file.parent.iterdir())


def test_every_connection_waits_writes_ahead_and_syncs_fully(store: Store) -> None:
    with store._engine.connect() as connection:
        settings = {
            name: connection.execute(text(f"PRAGMA {name}")).scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout", "secure_delete")
        }
    assert settings == {
        "journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 30_000, "secure_delete": 1
    }  # fmt: skip


def test_many_tabs_at_once_lose_nothing(store: Store) -> None:
    """A deferred BEGIN failed in 95 of 100 read-then-write transactions under 50 threads."""
    key = begun(store)

    def tab(number: int) -> None:
        for tap in range(1, 11):
            assert store.apply(key, f"tab-{number}", [Tap(tap, f"ratings.T{number}.{tap}", tap)])

    with ThreadPoolExecutor(20) as pool:
        list(pool.map(tab, range(20)))
    found = store.load(key)
    assert found is not None
    assert len(found.choices) == 200


def test_the_pace_is_the_median_time_between_saved_choices(store: Store, file: Path) -> None:
    key = begun(store)
    for tap in range(1, 5):
        store.apply(key, "tab", [Tap(tap, f"ratings.ABI0{tap}.new", 3)])
    begin = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
    with sqlite3.connect(file) as connection:
        for tap, seconds in enumerate((0, 4, 5, 65), 1):
            moment = (begin + timedelta(seconds=seconds)).replace(tzinfo=None).isoformat(" ")
            connection.execute("UPDATE choices SET saved_at = ? WHERE path = ?", (moment, f"ratings.ABI0{tap}.new"))
    found = store.load(key)
    assert found is not None
    assert found.seconds_per_rating == 4


def test_choices_from_a_file_say_nothing_about_pace(store: Store) -> None:
    found = store.load(begun(store, **{"ratings.ABI01.new": 3, "ratings.ABI03.new": 3}))
    assert found is not None
    assert found.seconds_per_rating is None


@pytest.mark.parametrize("url", ["nonsense", "sqlite:////proc/none/x.db", "postgresql://127.0.0.1:1/none"])
def test_a_database_that_cannot_be_opened_is_unavailable(url: str) -> None:
    with pytest.raises(StoreUnavailable):
        Store(url)


def test_a_locked_database_is_unavailable_and_works_again_by_itself(
    store: Store, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("assessment.storage.store._BUSY_MILLISECONDS", 200)
    impatient = Store(f"sqlite:///{file}")
    key = begun(impatient)
    with sqlite3.connect(file, isolation_level=None) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreUnavailable):
            impatient.apply(key, "tab", [Tap(1, "ratings.ABI01.new", 3)])
        assert impatient.load(key) is not None
        other.execute("ROLLBACK")
    assert impatient.apply(key, "tab", [Tap(1, "ratings.ABI01.new", 3)])


def test_times_are_aware_and_in_utc_on_both_databases() -> None:
    kind, dialect = UtcDateTime(), sqlite.dialect()
    summer = datetime(2026, 7, 1, 12, 0, tzinfo=timezone(timedelta(hours=2)))
    stored = kind.process_bind_param(summer, dialect)
    assert stored == datetime(2026, 7, 1, 10, 0, tzinfo=UTC)
    assert kind.process_result_value(datetime(2026, 7, 1, 10, 0), dialect) == summer  # noqa: DTZ001
    with pytest.raises(ValueError, match="aware"):
        kind.process_bind_param(datetime(2026, 7, 1, 10, 0), dialect)  # noqa: DTZ001
