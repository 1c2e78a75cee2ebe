"""Finished assessments are kept for 24 months after the last visit, of which only the day is stored."""

from __future__ import annotations

import logging
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some
from sqlalchemy import event, select, update

from assessment.storage import COPY_DAYS, UNFINISHED_DAYS, LastDay, Purged, Store, Tap, Waiting, new_key
from assessment.storage.retention import _first_day_in_time, last_day_kept
from assessment.storage.tables import SERIES
from tests.test_storage import VERSIONS, begun, everything, hashed, how_many, line, newest

DAY = date(2030, 5, 17)


def finished(store: Store, visited_on: date) -> str:
    """The key of a finished assessment, last visited on this day."""
    key = begun(store, form="quick")
    store.finish(key)
    set_visit(store, key, visited_on)
    return key


def set_visit(store: Store, key: str, day: date) -> None:
    with store._engine.connect().execution_options(writes=True) as connection, connection.begin():
        connection.execute(update(SERIES).where(SERIES.c.key_hash == hashed(key)).values(visited_on=day))


def visited_on(store: Store, key: str) -> date | None:
    with store._engine.connect() as connection:
        return connection.execute(select(SERIES.c.visited_on).where(SERIES.c.key_hash == hashed(key))).scalar()


def at(day: date, hour: int = 0) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=UTC)


@contextmanager
def writes(store: Store) -> Iterator[list[str]]:
    """The statements sent in here that change something."""
    sent: list[str] = []

    def notice(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if statement.startswith(("INSERT", "UPDATE", "DELETE")):
            sent.append(statement)

    event.listen(store._engine, "before_cursor_execute", notice)
    try:
        yield sent
    finally:
        event.remove(store._engine, "before_cursor_execute", notice)


# How long -------------------------------------------------------------------------------------------------------------


def test_finished_assessments_are_purged_after_the_last_day_of_24_months_with_everything(store: Store) -> None:
    key = finished(store, DAY)
    store.add_line(key, line())
    store.share(key)
    assert store.last_day(key) == LastDay(date(2032, 5, 17), is_finished=True)
    assert store.purge(at(date(2032, 5, 17), 23)) == Purged(0, 0, 0, 0)
    assert newest(store, key)
    assert store.purge(at(date(2032, 5, 18))) == Purged(0, 0, 0, 1)
    assert how_many(store, "series", "assessments", "choices", "tabs", "plan_lines") == (0, 0, 0, 0, 0)
    assert store.last_day(key) is None


def test_a_visit_extends_it_and_changes_nothing_else(store: Store) -> None:
    key, other = finished(store, DAY), finished(store, DAY)
    before = {name: rows for name, rows in everything(store).items() if name != "series"}
    assert store.visit(key, date(2032, 5, 17))
    assert store.last_day(key) == LastDay(date(2034, 5, 17), is_finished=True)
    assert {name: rows for name, rows in everything(store).items() if name != "series"} == before
    assert store.purge(at(date(2034, 5, 17))).finished == 1
    assert store.load(other) is None
    assert store.purge(at(date(2034, 5, 18))).finished == 1


def test_a_new_series_is_visited_on_the_day_it_is_begun(store: Store) -> None:
    before, key, after = datetime.now(UTC).date(), begun(store, form="quick"), datetime.now(UTC).date()
    assert visited_on(store, key) in (before, after)


@pytest.mark.unmeasured
def test_all_finished_assessments_of_a_series_are_kept_and_purged_together(store: Store) -> None:
    key = finished(store, DAY)
    store.begin(key, {"form": "quick"}, after=1, **VERSIONS)
    store.finish(key)
    assert store.purge(at(date(2032, 5, 17))).finished == 0
    assert store.purge(at(date(2032, 5, 18)), dry_run=True) == Purged(0, 0, 0, 2)
    assert len(store.load_all(key)) == 2, "a dry run deletes nothing"
    assert store.purge(at(date(2032, 5, 18))) == Purged(0, 0, 0, 2)
    assert how_many(store, "series") == (0,)


def test_an_unfinished_assessment_follows_its_own_rule_beside_a_finished_one(store: Store) -> None:
    today = datetime.now(UTC).date()
    key = finished(store, today - timedelta(days=800))
    store.begin(key, {"form": "quick"}, after=1, **VERSIONS)
    store.apply(key, "tab", [Tap(1, "ratings.ABI01.new", 1)])
    assert store.purge(datetime.now(UTC)) == Purged(0, 0, 0, 1)
    assert [stored.number for stored in store.load_all(key)] == [2]
    last = newest(store, key).saved_at["ratings.ABI01.new"] + timedelta(days=UNFINISHED_DAYS)
    assert store.last_day(key) == LastDay(last.date(), is_finished=False)


def test_an_unfinished_assessment_is_kept_for_30_days_whoever_visits_it(store: Store) -> None:
    key = begun(store)
    begun_at = newest(store, key).begun_at
    assert store.last_day(key) == LastDay((begun_at + timedelta(days=30)).date(), is_finished=False)
    assert store.visit(key, begun_at.date() + timedelta(days=20))
    assert store.last_day(key) == LastDay((begun_at + timedelta(days=30)).date(), is_finished=False)
    assert store.purge(begun_at + timedelta(days=30, microseconds=1)).unfinished == 1


@pytest.mark.in_turns
@pytest.mark.unmeasured
def test_more_finished_assessments_than_fit_in_one_statement_are_purged(store: Store) -> None:
    with store._engine.begin() as connection:
        many = [{"id": number, "key_hash": str(number), "visited_on": DAY} for number in range(1, 1201)]
        connection.execute(SERIES.insert(), many)
        own = {"number": 1, "begun_at": at(DAY), "finished_at": at(DAY), **VERSIONS}
        table = SERIES.metadata.tables["assessments"]
        connection.execute(table.insert(), [own | {"series_id": each["id"]} for each in many])
    assert store.purge(at(date(2032, 5, 18))).finished == 1200
    assert how_many(store, "series", "assessments") == (0, 0)


@pytest.mark.parametrize(
    ("visited", "last"),
    [
        (date(2026, 11, 28), date(2028, 11, 28)),
        (date(2027, 12, 31), date(2029, 12, 31)),
        (date(2028, 2, 29), date(2030, 2, 28)),
        (date(2026, 2, 28), date(2028, 2, 28)),
    ],
)
def test_24_months_later_is_the_same_day_of_the_month(visited: date, last: date) -> None:
    assert last_day_kept(visited) == last


@given(visited=some.dates(date(2000, 1, 1), date(2100, 1, 1)), days=some.integers(720, 740))
def test_nothing_is_purged_up_to_the_day_that_is_shown_and_everything_after_it(visited: date, days: int) -> None:
    today = visited + timedelta(days=days)
    assert (visited < _first_day_in_time(today)) == (today > last_day_kept(visited))


def test_a_purge_of_more_than_half_of_everything_counts_finished_assessments_too(store: Store) -> None:
    today = datetime.now(UTC).date()
    for _ in range(2):
        finished(store, today - timedelta(days=800))
    finished(store, today)
    waiting = Waiting(2, 3, today, None)
    assert store.purge(at(today, 12), confirmed=False) == Purged(0, 0, 0, waiting=waiting)
    assert store.purge_daily(at(today, 12)) == Purged(0, 0, 0, waiting=waiting)
    assert how_many(store, "assessments") == (3,)
    finished(store, today)
    assert store.purge(at(today, 12), confirmed=False).finished == 2, "half is not more than half"


@pytest.mark.unmeasured
def test_a_clock_that_is_years_ahead_purges_no_finished_assessment(store: Store) -> None:
    now = datetime.now(UTC)
    for days in (0, 0, 0, 100):
        finished(store, now.date() - timedelta(days=days))
    store.purge_daily(now)
    far = now + timedelta(days=700)
    waiting = Waiting(1, 4, far.date(), now.date())
    assert store.purge_daily(far) == Purged(0, 0, 0, waiting=waiting)
    assert how_many(store, "assessments") == (4,)


def test_purged_assessments_are_deleted_from_copies_as_well(sqlite_store: Store, tmp_path: Path) -> None:
    finished(sqlite_store, datetime.now(UTC).date() - timedelta(days=800))
    copied = tmp_path / "data" / "answers.db.copy_before_0009"
    copied.touch()
    assert COPY_DAYS > 0
    assert sqlite_store.purge(datetime.now(UTC)) == Purged(0, 0, 1, 1)
    assert not copied.exists()


# Visits ---------------------------------------------------------------------------------------------------------------


def test_only_the_first_visit_of_a_day_is_written(store: Store) -> None:
    key = finished(store, DAY)
    with writes(store) as sent:
        for _ in range(3):
            assert store.visit(key, DAY)
        assert sent == []
        for _ in range(3):
            assert store.visit(key, DAY + timedelta(days=1))
        assert len(sent) == 1
    assert visited_on(store, key) == DAY + timedelta(days=1)


def test_a_clock_that_goes_back_shortens_nothing(store: Store) -> None:
    key = finished(store, DAY)
    assert store.visit(key, DAY - timedelta(days=400))
    assert visited_on(store, key) == DAY


def test_an_unknown_key_has_no_visits(store: Store) -> None:
    finished(store, DAY)
    before = everything(store)
    assert not store.visit(new_key(), DAY + timedelta(days=1))
    assert store.last_day(new_key()) is None
    assert everything(store) == before


def test_a_read_only_key_is_no_visit(store: Store) -> None:
    key = finished(store, DAY)
    view = store.share(key)
    assert view is not None
    assert not store.visit(view, DAY + timedelta(days=1))
    assert visited_on(store, key) == DAY


@pytest.mark.in_turns
def test_nobody_waits_for_a_visit_to_be_recorded(store: Store, caplog: pytest.LogCaptureFixture) -> None:
    """SQLite waits 30 seconds for its write lock, PostgreSQL 15 for a locked row."""
    caplog.set_level(logging.INFO)
    key = finished(store, DAY)
    with store._engine.connect().execution_options(writes=True) as other, other.begin():
        other.execute(select(SERIES.c.id).with_for_update())
        started = time.monotonic()
        assert not store.visit(key, DAY + timedelta(days=1))
        assert time.monotonic() - started < 5
    assert caplog.messages == [], "that is no outage"
    assert store.visit(key, DAY + timedelta(days=1))
    assert visited_on(store, key) == DAY + timedelta(days=1)


def test_after_a_visit_a_connection_waits_as_long_as_before(sqlite_store: Store) -> None:
    key = finished(sqlite_store, DAY)
    sqlite_store.visit(key, DAY + timedelta(days=1))
    with sqlite_store._engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA busy_timeout").scalar() == 30_000


def test_a_database_that_cannot_be_written_can_still_be_visited(sqlite_store: Store, tmp_path: Path) -> None:
    key = finished(sqlite_store, DAY)
    with closing(sqlite3.connect(tmp_path / "data" / "answers.db")) as connection, connection:
        connection.execute("CREATE TRIGGER full BEFORE UPDATE ON series BEGIN SELECT RAISE(ABORT, 'disk full'); END")
    assert not sqlite_store.visit(key, DAY + timedelta(days=1))
    assert newest(sqlite_store, key)


def test_a_visit_comes_before_a_purge_that_waits_for_it(postgresql_store: Store) -> None:
    """The purge skips a series whose visit is being written, and sees one that has been."""
    key = finished(postgresql_store, DAY)
    with postgresql_store._engine.connect() as visit, visit.begin():
        visit.execute(update(SERIES).values(visited_on=date(2032, 5, 18)))
        assert postgresql_store.purge(at(date(2032, 5, 18))).finished == 0
    assert postgresql_store.purge(at(date(2032, 5, 18))).finished == 0
    assert newest(postgresql_store, key)
