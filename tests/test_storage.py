from __future__ import annotations

import hashlib
import inspect
import json
import random
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any, TypedDict, cast

import pytest
from sqlalchemy import select, text, update
from sqlalchemy.dialects import sqlite

from assessment.answers import MOST_ASSESSMENTS
from assessment.bank import text_hash
from assessment.plan import MOST_LINES, PlanLine, PlanStep, new_line_id
from assessment.storage import (
    UNFINISHED_DAYS,
    Discarded,
    Purged,
    RemovedLine,
    Restored,
    Store,
    Stored,
    StoreUnavailable,
    Tap,
    Waiting,
    new_key,
)
from assessment.storage.campaigns import Campaigns
from assessment.storage.consultants import Consultants
from assessment.storage.leads import LeadRows
from assessment.storage.members import Members
from assessment.storage.rounds import Rounds
from assessment.storage.tables import ASSESSMENTS, CHOICES, METADATA, SERIES, UtcDateTime
from assessment.storage.team_maps import TeamMaps
from tests.amounts import IS_SOAK


class Versions(TypedDict):
    instrument_version: str
    scoring_version: str


# Measuring takes longer than these tests; those marked as measured reach all that they do.
pytestmark = pytest.mark.unmeasured

VERSIONS: Versions = {"instrument_version": "1.0", "scoring_version": "1"}

Rows = Mapping[str, list[str]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where all files of the SQLite database are."""
    return tmp_path / "data"


def begun(store: Store, **choices: object) -> str:
    key = new_key()
    store.begin(key, choices, **VERSIONS)
    return key


def newest(store: Store, key: str) -> Stored:
    found = store.load(key)
    assert found is not None
    return found


def line(title: str = "Ring tillbaka", **fields: Any) -> PlanLine:
    return PlanLine(new_line_id(), title, **fields)


def everything(store: Store) -> Rows:
    """Every row of every table, as text."""
    with store._engine.connect() as connection:
        return {
            table.name: sorted(repr(tuple(row)) for row in connection.execute(select(table)))
            for table in METADATA.sorted_tables
        }


def how_many(store: Store, *tables: str) -> tuple[int, ...]:
    with store._engine.connect() as connection:
        return tuple(connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one() for table in tables)


def of_each_series(store: Store) -> dict[int, Rows]:
    """All rows by the series they belong to."""
    own: dict[int, dict[str, list[str]]] = {}
    with store._engine.connect() as connection:
        series_of = {row.id: row.series_id for row in connection.execute(select(ASSESSMENTS))}
        for table in METADATA.sorted_tables:
            for row in connection.execute(select(table)).mappings():
                whose = row.get("series_id") or series_of.get(row.get("assessment_id", 0))
                if whose or table is SERIES:
                    own.setdefault(whose or row["id"], {}).setdefault(table.name, []).append(repr(dict(row)))
    return {series: {name: sorted(rows) for name, rows in tables.items()} for series, tables in own.items()}


def backdate(store: Store, key: str, days: float, number: int = 1) -> None:
    """Make an assessment look as if it was begun, and its choices saved, so many days earlier."""
    with store._engine.connect().execution_options(writes=True) as connection, connection.begin():
        own = select(ASSESSMENTS).join(SERIES).where(SERIES.c.key_hash == hashed(key), ASSESSMENTS.c.number == number)
        found = connection.execute(own).one()
        begun_at = found.begun_at - timedelta(days=days)
        connection.execute(update(ASSESSMENTS).where(ASSESSMENTS.c.id == found.id).values(begun_at=begun_at))
        for row in connection.execute(select(CHOICES).where(CHOICES.c.assessment_id == found.id)).all():
            this = (CHOICES.c.assessment_id == found.id) & (CHOICES.c.path == row.path)
            connection.execute(update(CHOICES).where(this).values(saved_at=row.saved_at - timedelta(days=days)))


def hashed(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()


def files_with(folder: Path, *words: str) -> list[str]:
    """The files that hold one of these words, in any encoding it may be written in."""
    written = {
        way
        for word in words
        for way in (word.encode(), json.dumps(word)[1:-1].encode(), word.encode("latin-1"), word.encode("utf-16-le"))
    }
    return [file.name for file in folder.iterdir() if any(way in file.read_bytes() for way in written)]


# An owner's assessments -----------------------------------------------------------------------------------------------


def test_an_assessment_is_found_under_its_key_and_no_other(store: Store) -> None:
    found = newest(store, begun(store, form="quick"))
    assert found.choices == {"form": "quick"}
    assert (found.number, found.instrument_version, found.scoring_version, found.finished) == (1, "1.0", "1", False)
    assert store.load(new_key()) is None
    assert store.load("") is None
    assert store.load("\ud800" * 10_000) is None
    assert store.load("\x00") is None


def test_a_key_has_128_bits_and_never_reaches_the_file(sqlite_store: Store, folder: Path) -> None:
    key = begun(sqlite_store, form="quick")
    view_key = sqlite_store.share(key)
    assert view_key is not None
    assert len(key) >= 22
    assert len(view_key) >= 22
    assert files_with(folder, key, view_key) == []
    sqlite_store.close()
    assert files_with(folder, key, view_key) == []


def test_beginning_twice_leaves_the_same_rows(store: Store) -> None:
    key = begun(store, form="quick")
    store.begin(key, {"form": "quick"}, **VERSIONS)
    assert how_many(store, "series", "assessments", "choices") == (1, 1, 1)


def test_an_empty_choice_is_not_written(store: Store) -> None:
    assert newest(store, begun(store, form="quick", planned_reward=None)).choices == {"form": "quick"}


@pytest.mark.in_turns
@pytest.mark.parametrize(
    "value",
    [
        pytest.param(5, id="number"),
        pytest.param("dont_know", id="code"),
        pytest.param("Vi löser det – “direkt” 🙂\n4", id="text"),
        pytest.param("4", id="text that is a number"),
        pytest.param("null", id="text that says null"),
        pytest.param({"part": "leader", "groups": {"Norr.Öst": "Lag 1"}}, id="object"),
        pytest.param(["a", 1, True, 0.5], id="list"),
        pytest.param("\ud800\x00", id="what no text may hold"),
    ],
)
def test_a_value_is_read_back_unchanged(store: Store, value: object) -> None:
    assert newest(store, begun(store, respondent=value)).choices == {"respondent": value}


def test_a_tap_sent_again_is_applied_once(store: Store) -> None:
    """After a lost connection a tab sends its taps again; another tab may have chosen otherwise in between."""
    key = begun(store)
    mine = [Tap(1, "ratings.ABI01.current", 2), Tap(2, "ratings.ABI01.current", 3)]
    assert store.apply(key, "tab-a", mine)
    assert store.apply(key, "tab-b", [Tap(1, "ratings.ABI01.current", 5)])
    assert store.apply(key, "tab-a", mine)
    assert newest(store, key).choices == {"ratings.ABI01.current": 5}


def test_taps_are_applied_in_the_order_they_were_made(store: Store) -> None:
    key = begun(store)
    store.apply(key, "tab", [Tap(2, "ratings.ABI01.current", 4), Tap(1, "ratings.ABI01.current", 1)])
    assert newest(store, key).choices["ratings.ABI01.current"] == 4


def test_taps_for_an_unknown_key_are_refused(store: Store) -> None:
    assert not store.apply(new_key(), "tab", [Tap(1, "ratings.ABI01.current", 4)])
    assert how_many(store, "choices", "tabs") == (0, 0)


@pytest.mark.in_turns
@pytest.mark.parametrize("tab", ["", "\ud800", "\x00", "ö" * 10_000, "'; DROP TABLE tabs; --"])
def test_a_browser_may_call_its_tab_anything(store: Store, tab: str) -> None:
    """A lone surrogate ended in a traceback, and a long name in an answer that PostgreSQL never accepted."""
    key = begun(store)
    for number in (1, 2, 2):
        assert store.apply(key, tab, [Tap(number, "ratings.ABI01.current", number)])
    assert newest(store, key).choices == {"ratings.ABI01.current": 2}


@pytest.mark.measured
@pytest.mark.parametrize(
    "tap",
    [
        pytest.param(Tap(1, "ratings.\ud800.new", 1), id="lone surrogate"),
        pytest.param(Tap(2**70, "ratings.ABI01.new", 1), id="number too large"),
    ],
)
def test_a_tap_that_no_database_can_hold_is_refused_and_changes_nothing(store: Store, tap: Tap) -> None:
    key = begun(store, form="quick")
    before = everything(store)
    with pytest.raises(ValueError, match="does not fit into the database"):
        store.apply(key, "tab", [tap])
    with pytest.raises(ValueError, match="does not fit into the database"):
        store.begin(new_key(), {"form": "quick"}, instrument_version="\ud800", scoring_version="1")
    assert everything(store) == before
    assert store.apply(key, "tab", [Tap(1, "ratings.ABI01.new", 1)])


@pytest.mark.parametrize(
    "write",
    [
        pytest.param(lambda store, key: store.apply(key, "tab", [Tap(1, "ratings.\x00.new", 1)]), id="NUL"),
        pytest.param(lambda store, key: store.apply(key, "tab", [Tap(1, "r" * 201, 1)]), id="path too long"),
        pytest.param(lambda store, key: store.apply(key, "tab", [Tap(2**31, "ratings", 1)]), id="number too large"),
        pytest.param(lambda store, key: store.add_line(key, PlanLine("1" * 33)), id="line too long"),
        pytest.param(lambda store, key: store.add_line(key, line(source="F" * 101)), id="source too long"),
    ],
)
def test_a_value_that_postgresql_cannot_hold_is_not_reported_as_trouble_with_the_database(
    postgresql_store: Store, write: Callable[[Store, str], object]
) -> None:
    """It was reported as a database out of reach and retried for ever. SQLite accepts all of it."""
    store = postgresql_store
    key = begun(store, form="quick")
    before = everything(store)
    with pytest.raises(ValueError, match="does not fit into the database"):
        write(store, key)
    assert everything(store) == before


def test_a_key_may_have_any_length(store: Store) -> None:
    for key in ("k" * 100_000, "å" * 64, "\x00" * 22):
        store.begin(key, {"form": key[0]}, **VERSIONS)
        store.begin(key, {"form": key[0]}, **VERSIONS)
        assert newest(store, key).choices == {"form": key[0]}
        assert store.view_all(store.share(key) or "") == store.load_all(key)
    assert how_many(store, "series") == (3,)


@pytest.mark.measured
def test_changing_some_choices_leaves_the_others(store: Store) -> None:
    choices = {"experience.agreed": "yes", "experience.weights.promises": 4, "planned_reward": True}
    key = begun(store, **choices, **{"ratings.ABI01.new": 2})
    assert store.change(key, {"experience.agreed": "no", "planned_reward": None, "experience.statement": None})
    assert newest(store, key).choices == {
        "experience.agreed": "no",
        "experience.weights.promises": 4,
        "ratings.ABI01.new": 2,
    }
    assert not store.change(new_key(), {"experience.agreed": "no"})


@pytest.mark.measured
def test_a_choice_is_changed_from_the_value_stored_at_that_moment(store: Store) -> None:
    key = begun(store, language="sv")
    assert store.change_with(key, "incentives", lambda stored: [stored])
    assert store.change_with(key, "incentives", lambda stored: [stored, {"E1": 0.5}])
    assert newest(store, key).choices == {"language": "sv", "incentives": [[None], {"E1": 0.5}]}
    assert store.change_with(key, "incentives", lambda _: None)
    assert newest(store, key).choices == {"language": "sv"}
    assert not store.change_with(new_key(), "incentives", lambda _: [])


def test_none_of_many_simultaneous_changes_of_one_choice_is_lost(store: Store) -> None:
    """Read in one transaction and written in the next, a map kept the changes of the last tab only."""
    key = begun(store)

    def count(_: int) -> bool:
        return store.change_with(key, "incentives", lambda stored: cast("int", stored or 0) + 1)

    with ThreadPoolExecutor(8) as people:
        assert all(people.map(count, range(40)))
    assert newest(store, key).choices["incentives"] == 40


def test_finishing_twice_is_finishing_once(store: Store) -> None:
    key = begun(store)
    store.finish(key)
    first = newest(store, key).finished_at
    store.finish(key)
    assert newest(store, key).finished_at == first
    assert newest(store, key).finished


def test_the_pace_is_the_median_time_between_saved_choices(store: Store) -> None:
    key = begun(store)
    begin = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
    for tap, seconds in enumerate((0, 4, 5, 65), 1):
        store.apply(key, "tab", [Tap(tap, f"ratings.ABI0{tap}.new", 3)])
        saved_at = begin + timedelta(seconds=seconds)
        with store._engine.begin() as connection:
            this = CHOICES.c.path == f"ratings.ABI0{tap}.new"
            connection.execute(update(CHOICES).where(this).values(saved_at=saved_at))
    found = newest(store, key)
    assert found.seconds_per_rating == 4
    assert found.answered_at == begin + timedelta(seconds=65)


def test_choices_from_a_file_have_no_pace(store: Store) -> None:
    found = newest(store, begun(store, **{"ratings.ABI01.new": 3, "ratings.ABI03.new": 3}))
    assert found.seconds_per_rating is None
    assert found.answered_at == found.saved_at["ratings.ABI03.new"]


def test_times_are_aware_and_in_utc(store: Store) -> None:
    found = newest(store, begun(store, form="quick"))
    assert {moment.tzinfo for moment in (found.begun_at, *found.saved_at.values())} == {UTC}
    assert timedelta() <= datetime.now(UTC) - found.begun_at < timedelta(minutes=5)


def test_a_time_without_a_zone_is_not_stored() -> None:
    kind, dialect = UtcDateTime(), sqlite.dialect()
    summer = datetime(2026, 7, 1, 12, 0, tzinfo=timezone(timedelta(hours=2)))
    assert kind.process_bind_param(summer, dialect) == datetime(2026, 7, 1, 10, 0, tzinfo=UTC)
    with pytest.raises(ValueError, match="aware"):
        kind.process_bind_param(datetime(2026, 7, 1, 10, 0), dialect)  # noqa: DTZ001  # without a time zone is the point


# Assessing again ------------------------------------------------------------------------------------------------------


def test_assessing_again_adds_one_assessment_however_often_it_is_clicked(store: Store) -> None:
    key = begun(store, form="quick")
    store.apply(key, "tab", [Tap(1, "ratings.ABI01.new", 1)])
    store.finish(key)
    for form in ("full", "full", "quick"):
        store.begin(key, {"form": form}, after=1, **VERSIONS)
    first, second = store.load_all(key)
    assert (first.number, first.finished, first.choices) == (1, True, {"form": "quick", "ratings.ABI01.new": 1})
    assert (second.number, second.finished, second.choices) == (2, False, {"form": "quick"})


def test_taps_changes_and_finishing_apply_to_the_newest_assessment(store: Store) -> None:
    key = begun(store, form="quick")
    store.begin(key, {"form": "full"}, after=1, **VERSIONS)
    store.apply(key, "tab", [Tap(1, "ratings.ABI01.new", 1)])
    store.change(key, {"experience.agreed": "no"})
    store.finish(key)
    first, second = store.load_all(key)
    assert (first.choices, first.finished) == ({"form": "quick"}, False)
    assert second.choices == {"form": "full", "ratings.ABI01.new": 1, "experience.agreed": "no"}
    assert second.finished
    assert newest(store, key) == second


@pytest.mark.measured
def test_a_tab_of_an_older_assessment_writes_to_that_one(store: Store) -> None:
    """Taps in a tab left open landed in the assessment that had since been begun in another tab."""
    key, other = begun(store, form="quick"), begun(store, form="quick")
    store.begin(key, {"form": "full"}, after=1, **VERSIONS)
    assert store.apply(key, "tab", [Tap(1, "ratings.ABI01.new", 1)], number=1)
    assert store.apply(key, "tab", [Tap(1, "ratings.ABI01.new", 2)], number=2)
    assert [stored.choices["ratings.ABI01.new"] for stored in store.load_all(key)] == [1, 2]
    before = everything(store)
    assert not store.apply(key, "tab", [Tap(2, "ratings.ABI01.new", 5)], number=3)
    assert not store.apply(other, "tab", [Tap(2, "ratings.ABI01.new", 5)], number=2)
    assert not store.apply(new_key(), "tab", [Tap(2, "ratings.ABI01.new", 5)], number=1)
    assert everything(store) == before


@pytest.mark.in_turns
@pytest.mark.measured
@pytest.mark.parametrize("after", [-1, 2, 99, MOST_ASSESSMENTS, 2**70])
def test_assessing_again_needs_the_assessment_before(store: Store, after: int) -> None:
    key = begun(store, form="quick")
    before = everything(store)
    with pytest.raises(ValueError, match="assessment"):
        store.begin(key, {"form": "full"}, after=after, **VERSIONS)
    with pytest.raises(ValueError, match="assessment"):
        store.begin(new_key(), {"form": "full"}, after=max(after, 1), **VERSIONS)
    assert everything(store) == before


def test_beginning_without_a_key_is_refused(store: Store) -> None:
    """An assessment under an empty key would belong to everybody who comes without one."""
    with pytest.raises(ValueError, match="the key is empty"):
        store.begin("", {"form": "full"}, **VERSIONS)
    assert how_many(store, "series", "assessments") == (0, 0)


@pytest.mark.in_turns
def test_a_series_has_a_limit(store: Store) -> None:
    key = new_key()
    for after in range(MOST_ASSESSMENTS):
        store.begin(key, {"form": "quick"}, after=after, **VERSIONS)
    with pytest.raises(ValueError, match="at most 100"):
        store.begin(key, {"form": "quick"}, after=MOST_ASSESSMENTS, **VERSIONS)
    store.begin(key, {"form": "full"}, after=MOST_ASSESSMENTS - 1, **VERSIONS)
    assert [stored.number for stored in store.load_all(key)] == list(range(1, MOST_ASSESSMENTS + 1))
    assert newest(store, key).choices == {"form": "full"}


def test_a_question_bank_is_kept_once_and_found_by_its_hash(store: Store) -> None:
    bank, other = "statements: åäö – 🙂\n" * 1000, "statements: 2"
    keys = [new_key() for _ in range(3)]
    for key in keys:
        store.begin(key, {}, instrument_text=bank, **VERSIONS)
    store.begin(keys[0], {}, instrument_text=other, after=1, **VERSIONS)
    assert how_many(store, "instruments", "assessments") == (2, 4)
    assert [stored.instrument_hash for stored in store.load_all(keys[0])] == [text_hash(bank), text_hash(other)]
    assert store.instrument_text(text_hash(bank)) == bank
    assert store.instrument_text(text_hash(other)) == other
    assert store.instrument_text(text_hash("")) is None


def test_an_assessment_begun_without_a_question_bank_has_none(store: Store) -> None:
    assert newest(store, begun(store)).instrument_hash is None
    assert how_many(store, "instruments") == (0,)


# The read-only address ------------------------------------------------------------------------------------------------


def test_a_shared_series_is_read_under_its_read_only_key(store: Store) -> None:
    key = begun(store, form="quick")
    store.begin(key, {"form": "full"}, after=1, **VERSIONS)
    assert store.shared(key) is None
    view_key = store.share(key)
    assert view_key is not None
    assert view_key != key
    assert store.share(key) == store.shared(key) == view_key
    assert store.view_all(view_key) == store.load_all(key)
    assert store.view_all(key) == store.view_all("") == store.view_all(new_key()) == []


def test_sharing_stops_for_good_and_starts_again_under_another_key(store: Store) -> None:
    key, other = begun(store, form="quick"), begun(store, form="full")
    first, others = store.share(key), store.share(other)
    assert first is not None
    assert others is not None
    for _ in "twice":
        store.stop_sharing(key)
        assert store.shared(key) is None
        assert store.view_all(first) == []
    second = store.share(key)
    assert second is not None
    assert len({first, second, others}) == 3
    assert store.view_all(first) == []
    assert store.view_all(second) == store.load_all(key)
    assert store.view_all(others) == store.load_all(other)


# The plan -------------------------------------------------------------------------------------------------------------


def test_a_line_added_twice_is_stored_once_and_unchanged(store: Store) -> None:
    key = begun(store)
    added = line(first_step="Boka", owner="Åsa", success="Färre klagomål", due=date(2027, 1, 31), source="F-1")
    assert store.add_line(key, added)
    assert store.add_line(key, added)
    assert store.add_line(key, replace(added, title="Något annat"))
    assert store.plan(key) == [added]


def test_a_recommendation_is_added_to_the_plan_once(store: Store) -> None:
    key, other = begun(store), begun(store)
    first = line("Den första", source="F-1")
    assert store.add_line(key, first)
    assert store.add_line(key, line("Den andra", source="F-1"))
    assert store.add_line(other, line("En annans", source="F-1"))
    assert store.plan(key) == [first]
    assert len(store.plan(other)) == 1


def test_lines_are_kept_in_the_order_they_were_added(store: Store) -> None:
    key = begun(store)
    own = [line(f"Nummer {number}") for number in range(5)]
    for each in own:
        assert store.add_line(key, each)
    assert store.plan(key) == own


@pytest.mark.measured
def test_two_tabs_do_not_overwrite_each_others_fields(store: Store) -> None:
    key = begun(store)
    added = line(owner="Åsa")
    store.add_line(key, added)
    assert store.change_line(key, replace(added, owner="Bo", title="gammal"), "owner")
    assert store.change_line(
        key, replace(added, state="done", outcome="helped", due=date(2027, 2, 1)), "state", "due", "outcome"
    )
    store.change_line(key, replace(added, happened="Alla ringde"), "happened")
    changed = replace(added, owner="Bo", state="done", outcome="helped", due=date(2027, 2, 1), happened="Alla ringde")
    assert store.plan(key) == [changed]


@pytest.mark.measured
def test_a_line_that_is_gone_is_not_changed(store: Store) -> None:
    key = begun(store)
    kept, removed = line("Kvar"), line("Borta")
    for each in (kept, removed):
        store.add_line(key, each)
    for _ in "twice":
        store.remove_line(key, removed.id)
    assert not store.change_line(key, replace(removed, title="Tillbaka"), "title")
    assert store.plan(key) == [kept]


@pytest.mark.in_turns
@pytest.mark.measured
def test_a_plan_has_a_limit(store: Store) -> None:
    key = begun(store)
    own = [line(f"Nummer {number}") for number in range(MOST_LINES)]
    for each in own:
        store.add_line(key, each)
    with pytest.raises(ValueError, match="at most 50"):
        store.add_line(key, line())
    assert store.add_line(key, own[0])
    assert store.plan(key) == own
    store.remove_line(key, own[0].id)
    assert store.add_line(key, line())


def test_a_text_in_the_plan_is_clean(store: Store) -> None:
    key = begun(store)
    store.add_line(key, line("  Ring\x00 \ud800till\u202ebaka\n\nsnart ", owner="A\u030a" + "s" * 10_000))
    (found,) = store.plan(key)
    assert found.title == "Ring tillbaka snart"
    assert found.owner.startswith("Åsss")
    assert len(found.owner) < 10_000


# Finished and unfinished side by side, and what is removed and put back -----------------------------------------------


def two_rounds(store: Store, **choices: object) -> str:
    """A key with a finished assessment and one begun after it."""
    key = begun(store, form="quick", incentives={"roles": [{"id": "a"}]})
    store.finish(key)
    more = {"form": "quick", "incentives": {"roles": [{"id": "a"}]}, **choices}
    store.begin(key, more, after=1, instrument_text="a bank", **VERSIONS)
    return key


def test_the_map_is_changed_in_the_finished_assessment_and_in_the_one_begun_after_it(store: Store) -> None:
    key = begun(store, incentives={"roles": [{"id": "oldest"}]})
    store.finish(key)
    for after in (1, 2):
        store.begin(key, {"incentives": {"roles": [{"id": "a"}]}}, after=after, **VERSIONS)
        if after == 1:
            store.finish(key)
    assert store.change_with(key, "incentives", lambda stored: {**cast("dict[str, object]", stored), "roles": []})
    assert [each.choices["incentives"] for each in store.load_all(key)] == [
        {"roles": [{"id": "oldest"}]}, {"roles": []}, {"roles": []}
    ]  # fmt: skip


@pytest.mark.measured
def test_a_discarded_assessment_is_put_back_as_it_was(store: Store) -> None:
    key, other = two_rounds(store), two_rounds(store)
    store.apply(key, "tab", [Tap(number, f"ratings.ABI0{number}.new", number) for number in (1, 2, 3)])
    for added_in in (1, 2):
        store.add_line(key, line(added_in=added_in))
    before, others = of_each_series(store), store.load_all(other)
    loaded, plan = store.load_all(key), store.plan(key)
    taken = store.discard(key, 2)
    assert taken is not None
    assert [each.number for each in store.load_all(key)] == [1]
    assert [each.added_in for each in store.plan(key)] == [1, 1], "a line belongs to an assessment that exists"
    assert store.load_all(other) == others
    store.apply(key, "tab", [Tap(4, "ratings.ABI04.new", 4)], number=2)
    assert store.put_back(key, taken)
    assert not store.put_back(key, taken), "twice is the same as once"
    assert store.load_all(key) == loaded
    assert store.plan(key) == plan
    assert {name: len(rows) for own in of_each_series(store).values() for name, rows in own.items()} == {
        name: len(rows) for own in before.values() for name, rows in own.items()
    }
    store.apply(key, "tab", [Tap(3, "ratings.ABI03.new", 5)])
    assert store.load_all(key)[-1].choices["ratings.ABI03.new"] == 3, "a tap that was saved is not saved again"


@pytest.mark.measured
def test_only_an_unfinished_assessment_beside_a_finished_one_is_discarded(store: Store) -> None:
    alone = begun(store, form="quick")
    assert store.discard(alone, 1) is None
    key = two_rounds(store)
    assert store.discard(key, 1) is None
    assert store.discard(key, 3) is None
    store.finish(key)
    assert store.discard(key, 2) is None
    assert len(store.load_all(key)) == 2


def test_an_assessment_begun_meanwhile_stays_and_the_discarded_one_is_not_put_back(store: Store) -> None:
    key = two_rounds(store)
    taken = store.discard(key, 2)
    assert taken is not None
    store.begin(key, {"form": "full"}, after=1, **VERSIONS)
    assert not store.put_back(key, taken)
    assert [each.choices.get("form") for each in store.load_all(key)] == ["quick", "full"]


@pytest.mark.measured
def test_a_deleted_assessment_is_not_put_back(store: Store) -> None:
    key = two_rounds(store)
    store.add_line(key, line())
    removed, taken = store.remove_line(key, store.plan(key)[0].id), store.discard(key, 2)
    assert removed is not None
    assert taken is not None
    store.delete(key)
    before = everything(store)
    assert not store.put_back(key, taken)
    assert not store.put_back_line(key, removed)
    assert everything(store) == before


def test_putting_back_an_assessment_puts_back_its_question_bank(store: Store) -> None:
    key = two_rounds(store)
    taken = store.discard(key, 2)
    assert taken is not None
    store.purge(datetime.now(UTC))
    assert store.instrument_text(text_hash("a bank")) is None
    assert store.put_back(key, taken)
    assert store.instrument_text(text_hash("a bank")) == "a bank"


@pytest.mark.measured
@pytest.mark.parametrize("place", range(3))
def test_a_removed_line_is_put_back_in_its_place(store: Store, place: int) -> None:
    key = begun(store)
    own = [
        line(
            f"Nummer {number}",
            due=date(2027, 1, 31),
            state="done",
            outcome="helped",
            happened="Så",
            source=f"F{number}",
        )
        for number in range(3)
    ]
    for each in own:
        store.add_line(key, each)
    removed = store.remove_line(key, own[place].id)
    assert removed is not None
    assert removed.line == own[place]
    assert store.remove_line(key, own[place].id) is None
    store.change_line(key, replace(own[place - 1], owner="Bo"), "owner")
    for _ in "twice":
        assert store.put_back_line(key, removed)
    own[place - 1] = replace(own[place - 1], owner="Bo")
    assert store.plan(key) == own


def test_a_line_added_meanwhile_stays_beside_the_one_put_back(store: Store) -> None:
    key = begun(store)
    first = line("Först", source="F-1")
    store.add_line(key, first)
    removed = store.remove_line(key, first.id)
    assert removed is not None
    later = line("Igen", source="F-1")
    store.add_line(key, later)
    assert store.put_back_line(key, removed)
    assert {each.title: each.source for each in store.plan(key)} == {"Igen": "F-1", "Först": None}


# Permissions ----------------------------------------------------------------------------------------------------------

LINE = PlanLine("0" * 32, "Ring tillbaka", steps=(PlanStep("Be om ett nummer"),))
CALLS: Mapping[str, Callable[[Store, str], object]] = {
    "begin": lambda store, key: store.begin(key, {"form": "full"}, **VERSIONS),
    "begin again": lambda store, key: store.begin(key, {"form": "full"}, after=2, instrument_text="bank", **VERSIONS),
    "change": lambda store, key: store.change(key, {"form": "full"}),
    "change_with": lambda store, key: store.change_with(key, "form", lambda _: "full"),
    "apply": lambda store, key: store.apply(key, "tab", [Tap(2, "ratings.ABI01.new", 5)]),
    "load": lambda store, key: store.load(key),
    "load_all": lambda store, key: store.load_all(key),
    "finish": lambda store, key: store.finish(key),
    "delete": lambda store, key: store.delete(key),
    "share": lambda store, key: store.share(key),
    "shared": lambda store, key: store.shared(key),
    "stop_sharing": lambda store, key: store.stop_sharing(key),
    "view_all": lambda store, key: store.view_all(key),
    "plan": lambda store, key: store.plan(key),
    "add_line": lambda store, key: store.add_line(key, replace(LINE, id="1" * 32)),
    "change_line": lambda store, key: store.change_line(key, replace(LINE, title="Ändrad"), "title"),
    "tick_step": lambda store, key: store.tick_step(key, LINE.id, 0, is_done=True),
    "move_step": lambda store, key: store.move_step(key, LINE.id, 0, date(2027, 1, 4)),
    "move_line": lambda store, key: store.move_line(key, LINE.id, date(2027, 1, 5), date(2026, 1, 5)),
    "remove_line": lambda store, key: store.remove_line(key, LINE.id) is not None,
    "put_back_line": lambda store, key: store.put_back_line(key, RemovedLine(replace(LINE, id="2" * 32), 1)),
    "give_days": lambda store, key: store.give_days(key, replace(LINE, due=date(2027, 1, 6))),
    "discard": lambda store, key: store.discard(key, 2) is not None,
    "put_back": lambda store, key: store.put_back(key, discarded(3)),
    "restore": lambda store, key: store.restore(key, [restored()], [replace(LINE, id="3" * 32)]),
    "visit": lambda store, key: store.visit(key, date(2200, 1, 1)),
    "last_day": lambda store, key: store.last_day(key),
}
ACTORS = ("nobody", "unknown", "owner", "other owner", "reader")
# "changes" changes the key's own rows and no others, "reads" returns its own rows and changes nothing, "tells" returns
# something about them and changes nothing, "new" makes a new series. Everything else is refused: None, False, [] or a
# ValueError, as for a key that does not exist.
MATRIX = """
              nobody      unknown     owner    other owner  reader
begin         ValueError  new         changes  changes      new
begin again   ValueError  ValueError  changes  changes      ValueError
change        False       False       changes  changes      False
change_with   False       False       changes  changes      False
apply         False       False       changes  changes      False
load          None        None        reads    reads        None
load_all      []          []          reads    reads        []
finish        None        None        changes  changes      None
delete        None        None        changes  changes      None
share         None        None        reads    reads        None
shared        None        None        reads    reads        None
stop_sharing  None        None        changes  changes      None
view_all      []          []          []       []           reads
plan          []          []          reads    reads        []
add_line      False       False       changes  changes      False
change_line   False       False       changes  changes      False
tick_step     False       False       changes  changes      False
move_step     False       False       changes  changes      False
move_line     False       False       changes  changes      False
remove_line   False       False       changes  changes      False
put_back_line  False       False       changes  changes      False
give_days      False       False       changes  changes      False
discard       False       False       changes  changes      False
put_back      False       False       changes  changes      False
restore       ValueError  new         None     None         new
visit         False       False       changes  changes      False
last_day      None        None        tells    tells        None
"""
ALLOWED = {
    (words[0], actor): cell
    for words in ([part.strip() for part in row.split("  ") if part.strip()] for row in MATRIX.splitlines()[2:])
    for actor, cell in zip(ACTORS, words[1:], strict=True)
}


def restored(**choices: object) -> Restored:
    """A finished assessment from a file."""
    time = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
    return Restored({"form": "quick", **choices}, {"form": time}, "1.0", None, "1", time, time)


def discarded(number: int) -> Discarded:
    """A discarded assessment of this number."""
    row = {"number": number, "instrument_version": "1.0", "scoring_version": "1", "begun_at": datetime.now(UTC)}
    return Discarded(number, row, (), (), (), None)


def owned(store: Store, name: str) -> str:
    """A key with something in every table, all of it marked with this name."""
    key = begun(store, **{"behaviours.current": name})
    store.finish(key)
    store.begin(key, {"behaviours.current": name}, after=1, **VERSIONS)
    store.apply(key, "tab", [Tap(1, "ratings.ABI01.new", 1)])
    store.add_line(key, replace(LINE, owner=name))
    return key


def test_the_table_of_permissions_has_every_function_that_takes_a_key() -> None:
    """Those of rounds, of campaigns and of team maps have a table of their own."""
    functions = {
        name
        for name, function in inspect.getmembers(Store, inspect.isfunction)
        if not name.startswith("_") and {"key", "view_key"} & set(inspect.signature(function).parameters)
        if not any(hasattr(each, name) for each in (Rounds, Members, TeamMaps, Consultants, Campaigns, LeadRows))
    }
    assert functions == set(CALLS) - {"begin again"}
    assert set(ALLOWED) == {(function, actor) for function in CALLS for actor in ACTORS}


@pytest.mark.in_turns
@pytest.mark.parametrize("function", CALLS if IS_SOAK else list(CALLS)[::3])
def test_each_key_does_what_it_may_to_its_own_rows_and_nothing_else(store: Store, function: str) -> None:
    """A refusal looks like a missing key: a stranger gets what everybody gets for a key that does not exist."""
    keys = {name: owned(store, name) for name in ("owner", "other owner")}
    series = dict(zip(keys, of_each_series(store), strict=True))
    shared = {name: store.share(key) or "" for name, key in keys.items()}
    series["reader"] = series["owner"]
    after, all_after = of_each_series(store), everything(store)
    for actor, key in {"nobody": "", "unknown": new_key(), "reader": shared["owner"], **keys}.items():
        allowed, before, all_before = ALLOWED[function, actor], after, all_after
        try:
            answer = CALLS[function](store, key)
        except ValueError:
            answer = "ValueError"
        after, all_after = of_each_series(store), everything(store)
        changed = {own for own in before | after if before.get(own) != after.get(own)}
        named = {name for name in keys if repr(name) in repr(answer) or shared[name] in repr(answer)}
        if allowed == "changes":
            assert changed == {series[actor]}, (function, actor)
            assert answer in (None, True), (function, actor)
        elif allowed == "reads":
            assert changed == set(), (function, actor)
            assert named == {"owner" if actor == "reader" else actor}, (function, actor)
        elif allowed == "tells":
            assert changed == set(), (function, actor)
            assert answer, (function, actor)
        elif allowed == "new":
            assert changed == set(after) - set(before), (function, actor)
            assert len(changed) == 1, (function, actor)
        else:
            assert all_after == all_before, (function, actor)
            assert str(answer) == allowed, (function, actor)


def test_a_series_begun_under_a_read_only_key_is_not_that_of_its_owner(store: Store) -> None:
    key = owned(store, "owner")
    view_key = store.share(key)
    assert view_key is not None
    store.begin(view_key, {"form": "full"}, **VERSIONS)
    store.add_line(view_key, line("Främmande"))
    store.delete(view_key)
    assert [stored.choices["behaviours.current"] for stored in store.view_all(view_key)] == ["owner", "owner"]
    assert [each.owner for each in store.plan(key)] == ["owner"]


def test_a_series_from_a_file_is_stored_whole_with_its_times_and_only_once(store: Store) -> None:
    key, lines = new_key(), [replace(LINE, id=letter * 32, source=letter) for letter in "ab"]
    series = [restored(**{"ratings.ABI01.new": number}) for number in (1, 2, 3)]
    for _ in range(2):
        store.restore(key, series, lines)
    found = store.load_all(key)
    assert [stored.choices["ratings.ABI01.new"] for stored in found] == [1, 2, 3]
    assert {(stored.begun_at, stored.finished_at, stored.saved_at["form"]) for stored in found} == {
        (series[0].begun_at, series[0].finished_at, series[0].saved_at["form"])
    }
    assert store.plan(key) == lines


@pytest.mark.measured
def test_a_series_that_does_not_fit_leaves_nothing_behind(store: Store) -> None:
    before = everything(store)
    lines = [line(f"Rad {number}") for number in range(MOST_LINES + 1)]
    for series, plan in (([], []), ([restored()] * (MOST_ASSESSMENTS + 1), []), ([restored()], lines)):
        with pytest.raises(ValueError, match=r"at most|has 1 to"):
            store.restore(new_key(), series, plan)
    assert everything(store) == before


# Deleting -------------------------------------------------------------------------------------------------------------


def test_deleting_removes_every_row_of_the_key_and_no_other(store: Store) -> None:
    kept = [owned(store, f"kept {number}") for number in range(3)]
    store.share(kept[0])
    before = everything(store)
    key = owned(store, "deleted")
    view_key = store.share(key)
    assert view_key is not None
    for _ in "twice":
        store.delete(key)
        assert everything(store) == before
    assert store.load(key) is None
    assert store.view_all(view_key) == []
    store.begin(key, {}, **VERSIONS)
    assert store.plan(key) == []


@pytest.mark.parametrize("way", ["delete", "purge"])
def test_deleted_answers_leave_no_byte_in_the_files(sqlite_store: Store, folder: Path, way: str) -> None:
    store = sqlite_store
    key, other = new_key(), begun(store, **{"behaviours.current": "någon annans mening"})
    choices = {"behaviours.current": "oförglömlig mening", "respondent": {"groups": {"Grupp Ärlig": "Lag Överst"}}}
    store.begin(key, choices, **VERSIONS)
    store.apply(key, "unmistakable-tab", [Tap(1, "ratings.ABI01.current", "unmistakable_code")])
    added = line("oförglömlig rad", first_step="oförglömligt steg", owner="Åsa Ängel", success="oförglömlig glädje")
    store.add_line(key, replace(added, source="F-unmistakable"))
    store.change_line(key, replace(added, owner="Örjan Ås"), "owner")
    view_key = store.share(key)
    assert view_key is not None
    words = ["oförglömlig", "Ärlig", "Överst", "unmistakable", "Örjan", added.id, hashed(key), hashed(view_key)]
    assert all(files_with(folder, word) for word in words)
    if way == "delete":
        store.delete(key)
    else:
        store.finish(other)
        assert store.purge(datetime.now(UTC) + timedelta(days=UNFINISHED_DAYS + 1)).unfinished == 1
    assert files_with(folder, *words, "Ängel") == []
    assert newest(store, other).choices == {"behaviours.current": "någon annans mening"}
    store.close()
    assert files_with(folder, *words, "Ängel") == []


def test_a_removed_line_leaves_no_byte_in_the_files(sqlite_store: Store, folder: Path) -> None:
    key = begun(sqlite_store)
    added = line("oförglömlig rad")
    sqlite_store.add_line(key, added)
    assert files_with(folder, "oförglömlig")
    sqlite_store.remove_line(key, added.id)
    assert files_with(folder, "oförglömlig", added.id) == []


def test_a_reader_only_delays_the_removal_of_the_last_byte(sqlite_store: Store, folder: Path) -> None:
    """SQLite cannot truncate its log while a reader still needs it, and says so only in its result."""
    url = sqlite_store._engine.url.update_query_dict({"timeout": "0.1"})
    with closing(Store(url.render_as_string(hide_password=False))) as store:
        store.purge_daily(datetime.now(UTC))
        key = begun(store, **{"behaviours.current": "oförglömlig mening"})
        with store._reading() as reader:
            reader.execute(text("SELECT count(*) FROM choices")).all()
            store.delete(key)
            assert files_with(folder, "oförglömlig")
        store.purge_daily(datetime.now(UTC))
        assert files_with(folder, "oförglömlig") == []


def test_many_deletions_between_other_writes_leave_no_byte(sqlite_store: Store, folder: Path) -> None:
    """Pages of the file that are split, joined and reused while others write keep nothing either."""
    store, seeded = sqlite_store, random.Random(4)
    marks: dict[str, list[str]] = {}
    for _ in range(60):
        key = new_key()
        marks[key] = [f"mark{seeded.getrandbits(64):016x}" for _ in range(seeded.randrange(2, 30))]
        long = {f"behaviours.{mark}": mark + "x" * seeded.randrange(600) for mark in marks[key]}
        store.begin(key, long, **VERSIONS)
        store.add_line(key, line(marks[key][0], source=marks[key][1]))
    deleted = seeded.sample(list(marks), 30)
    for key in deleted:
        store.delete(key)
        kept = seeded.choice([each for each in marks if each not in deleted])
        store.apply(kept, "tab", [Tap(1, f"ratings.{seeded.random()}", "y" * seeded.randrange(900))])
    contents = b"".join(file.read_bytes() for file in folder.iterdir())
    assert [mark for key in deleted for mark in (*marks[key], hashed(key)) if mark.encode() in contents] == []
    assert all(mark.encode() in contents for key in marks if key not in deleted for mark in marks[key])


# Retention ------------------------------------------------------------------------------------------------------------


def test_unfinished_assessments_are_purged_after_thirty_days_to_the_microsecond(store: Store) -> None:
    key = begun(store, form="quick")
    store.add_line(key, line())
    last = newest(store, key).saved_at["form"]
    assert store.purge(last + timedelta(days=30)) == Purged(0, 0, 0)
    assert newest(store, key)
    assert store.purge(last + timedelta(days=30, microseconds=1)) == Purged(1, 0, 0)
    assert how_many(store, "series", "assessments", "choices", "tabs", "plan_lines") == (0, 0, 0, 0, 0)


def test_an_assessment_without_a_choice_is_purged_thirty_days_after_it_was_begun(store: Store) -> None:
    key = begun(store)
    begun_at = newest(store, key).begun_at
    assert store.purge(begun_at + timedelta(days=30)).unfinished == 0
    assert store.purge(begun_at + timedelta(days=30, microseconds=1)).unfinished == 1


def test_recently_changed_or_finished_assessments_stay(store: Store) -> None:
    touched, finished, old = (begun(store, form="quick") for _ in range(3))
    store.finish(finished)
    for key in (touched, finished, old):
        backdate(store, key, 31)
    store.apply(touched, "tab", [Tap(1, "ratings.ABI01.new", 1)])
    kept = {series: rows for series, rows in of_each_series(store).items() if hashed(old) not in repr(rows)}
    assert store.purge(datetime.now(UTC)) == Purged(1, 0, 0)
    assert of_each_series(store) == kept
    assert store.load(old) is None


def test_a_second_assessment_left_unfinished_is_purged_and_the_first_stays_with_the_plan(store: Store) -> None:
    key = begun(store, form="quick")
    store.finish(key)
    store.add_line(key, line())
    store.share(key)
    before = everything(store)
    store.begin(key, {"form": "full"}, after=1, **VERSIONS)
    store.apply(key, "tab", [Tap(1, "ratings.ABI01.new", 1)])
    assert store.purge(datetime.now(UTC) + timedelta(days=31)) == Purged(1, 0, 0)
    assert everything(store) == before
    store.begin(key, {"form": "full"}, after=1, **VERSIONS)
    assert newest(store, key).number == 2


def test_a_first_assessment_left_unfinished_is_purged_and_the_second_stays(store: Store) -> None:
    key = begun(store, form="quick")
    store.begin(key, {"form": "full"}, after=1, **VERSIONS)
    store.finish(key)
    assert store.purge(datetime.now(UTC) + timedelta(days=31)).unfinished == 1
    assert [stored.number for stored in store.load_all(key)] == [2]
    store.begin(key, {"form": "quick"}, after=2, **VERSIONS)
    assert newest(store, key).number == 3


def test_a_question_bank_is_purged_with_the_last_assessment_begun_on_it(store: Store) -> None:
    keys = [new_key() for _ in range(3)]
    for key, bank in zip(keys, ("used", "used", "unused"), strict=True):
        store.begin(key, {}, instrument_text=bank, **VERSIONS)
    store.finish(keys[0])
    store.delete(keys[1])
    assert store.purge(datetime.now(UTC) + timedelta(days=31)) == Purged(1, 1, 0)
    assert store.instrument_text(text_hash("used")) == "used"
    assert store.instrument_text(text_hash("unused")) is None
    store.delete(keys[0])
    assert store.purge(datetime.now(UTC)) == Purged(0, 1, 0)


@pytest.mark.in_turns
def test_a_dry_purge_changes_nothing_and_counts_the_same(store: Store) -> None:
    for number in range(3):
        store.begin(new_key(), {"form": "quick"}, instrument_text=f"bank {number // 2}", **VERSIONS)
    store.finish(begun(store, form="quick"))
    before, later = everything(store), datetime.now(UTC) + timedelta(days=31)
    counted = store.purge(later, dry_run=True)
    assert counted == Purged(3, 2, 0)
    assert everything(store) == before
    assert store.purge(later) == counted
    after = everything(store)
    assert store.purge(later) == Purged(0, 0, 0)
    assert everything(store) == after


@pytest.mark.in_turns
def test_more_rows_than_fit_in_one_statement_are_purged(store: Store) -> None:
    with store._engine.begin() as connection:
        moment = datetime.now(UTC)
        many = [{"id": number, "key_hash": str(number), "visited_on": moment.date()} for number in range(1, 1201)]
        connection.execute(SERIES.insert(), many)
        own = {"number": 1, "instrument_version": "1", "scoring_version": "1", "begun_at": moment}
        connection.execute(ASSESSMENTS.insert(), [own | {"series_id": each["id"]} for each in many])
    assert store.purge(moment + timedelta(days=31)).unfinished == 1200
    assert how_many(store, "series", "assessments") == (0, 0)


def beside_a_finished_one(store: Store, days: float = 31) -> str:
    """The key of an unfinished assessment of this age; it is half of all, so it is purged without asking."""
    store.finish(begun(store, form="quick"))
    key = begun(store, form="quick")
    backdate(store, key, days)
    return key


@pytest.mark.in_turns
def test_a_new_day_is_purged_once(store: Store) -> None:
    beside_a_finished_one(store)
    now = datetime.now(UTC)
    assert store.purge_daily(now) == Purged(1, 0, 0)
    assert store.purge_daily(now) is None
    assert store.purge_daily(now + timedelta(days=1)) == Purged(0, 0, 0)
    assert store.purge_daily(now + timedelta(days=1)) is None
    assert how_many(store, "purge_log") == (2,), "today, and the day before it"


@pytest.mark.in_turns
@pytest.mark.measured
def test_a_day_on_which_purging_failed_is_purged_later(store: Store) -> None:
    """The day was recorded first and separately, so after a failure nothing was purged until the next day."""
    beside_a_finished_one(store)
    now = datetime.now(UTC)
    with store._engine.begin() as connection:
        connection.execute(text("ALTER TABLE instruments RENAME TO elsewhere"))
    with pytest.raises(StoreUnavailable):
        store.purge_daily(now)
    with store._engine.begin() as connection:
        connection.execute(text("ALTER TABLE elsewhere RENAME TO instruments"))
    assert store.purge_daily(now) == Purged(1, 0, 0)


@pytest.mark.in_turns
def test_a_purge_of_more_than_half_of_everything_waits_for_a_yes(store: Store) -> None:
    for _ in range(2):
        backdate(store, begun(store, form="quick"), 31)
    begun(store, form="quick")
    before, now = everything(store), datetime.now(UTC)
    waiting = Waiting(2, 3, now.date(), None)
    assert store.purge_daily(now) == Purged(0, 0, 0, waiting=waiting)
    assert store.purge(now, confirmed=False) == Purged(0, 0, 0, waiting=waiting)
    assert {**everything(store), "purge_log": []} == before
    assert store.purge(now) == Purged(2, 0, 0)


def test_a_clock_that_jumps_deletes_only_what_is_due_by_the_dates_in_the_database(store: Store) -> None:
    """A clock that was once 40 days ahead deleted every unfinished assessment, 302 of 302."""
    now = datetime.now(UTC)
    for age in (1, 29, 31):
        beside_a_finished_one(store, age)
    store.purge_daily(now - timedelta(days=1))
    for age in (1, 29, 32):
        beside_a_finished_one(store, age)
    far = now + timedelta(days=400)
    waiting = Waiting(4, 12, far.date(), (now - timedelta(days=1)).date())
    assert store.purge(far, confirmed=False, dry_run=True).waiting == waiting
    assert store.purge_daily(far) == Purged(2, 0, 0, waiting=waiting)
    begun(store, form="quick")  # whoever writes meanwhile does not vouch for the clock
    assert store.purge(far, confirmed=False).waiting is not None
    assert store.purge_daily(now) == Purged(0, 0, 0)
    assert store.purge_daily(now - timedelta(days=400)) == Purged(0, 0, 0)
    assert how_many(store, "assessments") == (11,)
    assert store.purge(far).unfinished == 5


def test_what_is_due_after_a_long_pause_is_purged_a_day_after_it(store: Store) -> None:
    """A server that was off for months cannot tell that from a wrong clock; the next day it can."""
    now = datetime.now(UTC)
    for _ in range(3):
        beside_a_finished_one(store, 20)
    store.purge_daily(now)
    later = now + timedelta(days=90)
    assert store.purge_daily(later) == Purged(0, 0, 0, waiting=Waiting(3, 6, later.date(), now.date()))
    assert store.purge_daily(later + timedelta(days=1)) == Purged(3, 0, 0)
