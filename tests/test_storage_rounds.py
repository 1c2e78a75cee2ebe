"""A team's rounds as they are stored: nothing is lost, nothing tells who answered before whom, nothing is left."""

from __future__ import annotations

import hashlib
import inspect
import random
import sqlite3
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, Final

import pytest
from sqlalchemy import Date, DateTime, Integer, String, select, text, update

from assessment.bank import text_hash
from assessment.storage import NewRound, RoundClosed, RoundFull, Store, Tap, new_key
from assessment.storage.members import MOST_IN_A_ROW, Members
from assessment.storage.rounds import Rounds
from assessment.storage.tables import MEMBER_ANSWERS, MEMBERS, METADATA, ROUNDS
from tests.amounts import IS_SOAK, sample
from tests.test_storage import VERSIONS, begun, everything, files_with, hashed, how_many

# Measuring takes longer than these tests; those marked as measured reach all that they do.
pytestmark = pytest.mark.unmeasured

TODAY: Final = datetime.now(UTC).date()
MANY: Final = 1_000_000
TABLES: Final = ("rounds", "members", "member_answers")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where all files of the SQLite database are."""
    return tmp_path / "data"


def new_round(**fields: Any) -> NewRound:
    plain: dict[str, Any] = {
        "assessment": 1, "setup": {"name": "Kundtjänst"}, "minimum": 5, "closes_on": TODAY + timedelta(days=7),
        "begun_on": TODAY, "given": {"form": "quick", "behaviours.new": "Vi löser det direkt."}, **VERSIONS,
    }  # fmt: skip
    return NewRound(**plain | fields)


def with_round(store: Store, **fields: Any) -> tuple[str, str]:
    """A leader's key, and the code of the round begun with it."""
    key = begun(store, form="quick")
    store.finish(key)
    assert store.begin_round(key, new_round(**fields), after=0)
    return key, code_of(store, key)


def code_of(store: Store, key: str) -> str:
    return store.rounds(key)[-1].code(key)


def joined(store: Store, code: str, **choices: object) -> str:
    key = new_key()
    assert store.join(code, key, choices, most=MANY)
    return key


def answered(store: Store, code: str, answer: object = 3) -> str:
    key = joined(store, code, language="sv")
    assert store.apply_taps(key, "tab", [Tap(1, "ratings.ABI01.new", answer)])
    assert store.finish_answers(key)
    return key


def choices_of(store: Store, key: str) -> Mapping[str, object] | None:
    found = store.member(key)
    return None if found is None else found.choices


def only(store: Store, key: str) -> Any:
    (found,) = store.rounds(key)
    return found


def last_day(store: Store, day: date) -> None:
    """Move the last day of all rounds."""
    with store._engine.connect().execution_options(writes=True) as connection, connection.begin():
        connection.execute(update(ROUNDS).values(closes_on=day))


# A leader's round -----------------------------------------------------------------------------------------------------


@pytest.mark.measured
def test_a_round_begun_twice_is_one_round_with_one_code(store: Store) -> None:
    key, code = with_round(store)
    before = everything(store)
    assert store.begin_round(key, new_round(setup={"name": "Något annat"}), after=0)
    assert not store.begin_round(key, new_round(), after=1), "one at a time"
    assert everything(store) == before
    assert code_of(store, key) == code
    assert len(code) == len(new_key())


def test_a_round_needs_a_series(store: Store) -> None:
    assert not store.begin_round(new_key(), new_round(), after=0)
    key = begun(store)
    for after in (-1, 1, 2**40):
        assert not store.begin_round(key, new_round(), after=after)
    assert how_many(store, *TABLES) == (0, 0, 0)


def test_a_round_is_found_by_its_code_and_no_other_key(store: Store) -> None:
    key, code = with_round(store)
    found = only(store, key)
    assert store.round_of_code(code) == found
    for other in ("", key, new_key(), code[:-1], code + "x", found.id, found.code_salt):
        assert store.round_of_code(other) is None


def test_neither_code_nor_keys_reach_the_files(sqlite_store: Store, folder: Path) -> None:
    key, code = with_round(sqlite_store)
    member = answered(sqlite_store, code)
    assert files_with(folder, key, code, member) == []
    assert files_with(folder, hashed(code), hashed(member))


def test_the_next_round_begins_when_the_one_before_is_over(store: Store) -> None:
    key, code = with_round(store)
    store.close_round(key, 1, TODAY)
    assert not store.begin_round(key, new_round(), after=1), "its result is not there yet"
    assert store.release(only(store, key).id, "too_few")
    assert store.begin_round(key, new_round(), after=1)
    assert store.begin_round(key, new_round(), after=1)
    assert [each.number for each in store.rounds(key)] == [1, 2]
    assert code_of(store, key) != code


def test_a_round_that_is_called_off_is_over_and_one_that_has_ended_cannot_be(store: Store) -> None:
    key, code = with_round(store)
    member = answered(store, code)
    assert store.call_off_round(key, 1, TODAY)
    assert store.member(member) is None
    assert how_many(store, *TABLES) == (1, 0, 0)
    with pytest.raises(RoundClosed):
        store.join(code, new_key(), {}, most=MANY)
    assert not store.release(only(store, key).id, "released", {"n": 5})
    assert not store.call_off_round(key, 1, TODAY)
    assert store.begin_round(key, new_round(), after=1)
    store.close_round(key, 2, TODAY)
    store.release(store.rounds(key)[1].id, "released", {"n": 5})
    assert not store.call_off_round(key, 2, TODAY)
    assert [(each.number, each.ending) for each in store.rounds(key)] == [(1, "called_off"), (2, "released")]


def test_a_question_bank_is_kept_while_a_round_is_on_it(store: Store) -> None:
    key = begun(store)
    store.begin_round(key, new_round(instrument_text="statements: 1"), after=0)
    found = only(store, key)
    assert found.instrument_hash == text_hash("statements: 1")
    store.purge(datetime.now(UTC))
    assert store.instrument_text(found.instrument_hash) == "statements: 1"
    store.delete(key)
    store.purge(datetime.now(UTC))
    assert store.instrument_text(found.instrument_hash) is None


def test_a_round_begins_on_the_stored_bank_of_its_assessment(store: Store) -> None:
    key = new_key()
    store.begin(key, {}, instrument_text="statements: 1", **VERSIONS)
    mine = new_round(instrument_hash=text_hash("statements: 1"), instrument_text="statements: 2")
    assert store.begin_round(key, mine, after=0)
    assert only(store, key).instrument_hash == text_hash("statements: 1")


# A member's answers ---------------------------------------------------------------------------------------------------


def test_joining_twice_is_joining_once(store: Store) -> None:
    _, code = with_round(store)
    key = joined(store, code, language="sv")
    store.apply_taps(key, "tab", [Tap(1, "ratings.ABI01.new", 3)])
    assert store.join(code, key, {"language": "en"}, most=1)
    assert choices_of(store, key) == {"language": "sv", "ratings.ABI01.new": 3}
    assert how_many(store, "members") == (1,)


@pytest.mark.measured
def test_nobody_joins_without_a_key_with_an_unknown_code_or_where_too_many_are(store: Store) -> None:
    _, code = with_round(store)
    with pytest.raises(ValueError, match="key is empty"):
        store.join(code, "", {}, most=MANY)
    assert not store.join(new_key(), new_key(), {}, most=MANY)
    joined(store, code)
    with pytest.raises(RoundFull):
        store.join(code, new_key(), {}, most=1)
    assert how_many(store, "members") == (1,)


def test_a_members_tap_sent_again_is_applied_once(store: Store) -> None:
    _, code = with_round(store)
    key = joined(store, code)
    first = [Tap(2, "ratings.ABI01.new", 2), Tap(1, "ratings.ABI01.new", 1)]
    for _ in "twice":
        assert store.apply_taps(key, "tab", first)
    assert choices_of(store, key) == {"ratings.ABI01.new": 2}
    assert store.apply_taps(key, "other tab", [Tap(1, "ratings.ABI01.new", 5)])
    assert store.apply_taps(key, "tab", [Tap(2, "ratings.ABI01.new", 4), Tap(3, "ratings.ABI03.new", 3)])
    assert choices_of(store, key) == {"ratings.ABI01.new": 5, "ratings.ABI03.new": 3}
    assert store.apply_taps(key, "tab", [Tap(4, "ratings.ABI03.new", None)])
    assert choices_of(store, key) == {"ratings.ABI01.new": 5}


@pytest.mark.in_turns
@pytest.mark.parametrize("tab", ["", "\ud800", "\x00", "ö" * 10_000, "'; DROP TABLE members; --"])
def test_a_members_browser_may_call_its_tab_anything(store: Store, tab: str) -> None:
    _, code = with_round(store)
    key = joined(store, code)
    for _ in "twice":
        assert store.apply_taps(key, tab, [Tap(1, "ratings.ABI01.new", 3)])
    assert choices_of(store, key) == {"ratings.ABI01.new": 3}


@pytest.mark.measured
def test_a_member_cannot_fill_the_database_with_tabs(store: Store) -> None:
    _, code = with_round(store)
    key = joined(store, code)
    tabs = {f"tab {number}": 1 for number in range(300)}
    with store._engine.connect().execution_options(writes=True) as connection, connection.begin():
        (row,) = connection.execute(select(MEMBER_ANSWERS)).all()
        mine = {own: {**answers, "tabs": tabs} for own, answers in row.answers.items()}
        connection.execute(update(MEMBER_ANSWERS).values(answers=mine))
    with pytest.raises(ValueError, match="tabs"):
        store.apply_taps(key, "one more", [Tap(1, "ratings.ABI01.new", 3)])
    assert store.apply_taps(key, "tab 7", [Tap(2, "ratings.ABI01.new", 4)])


def test_a_members_changes_leave_other_choices_and_other_members(store: Store) -> None:
    _, code = with_round(store)
    key, other = joined(store, code, language="sv"), joined(store, code, language="en")
    assert store.change_answers(key, {"ratings.ABI01.new": 4, "language": None})
    assert store.finish_answers(key)
    found, others = store.member(key), store.member(other)
    assert found is not None
    assert others is not None
    assert (found.choices, found.is_finished) == ({"ratings.ABI01.new": 4}, True)
    assert (others.choices, others.is_finished) == ({"language": "en"}, False)
    assert (found.round.answering, found.round.finished) == (1, 1)


@pytest.mark.measured
@pytest.mark.in_turns
def test_a_row_that_becomes_long_is_divided_and_loses_nobody(store: Store) -> None:
    key, code = with_round(store)
    given = [{"ratings.ABI01.new": number % 5 + 1} for number in range(MOST_IN_A_ROW + 8)]
    members = [joined(store, code, **each) for each in given]
    assert [choices_of(store, each) for each in members] == given
    with store._engine.connect() as connection:
        rows = connection.execute(select(MEMBER_ANSWERS)).all()
    assert len(rows) > 1
    assert all(len(row.answers) <= MOST_IN_A_ROW for row in rows)
    assert sum(len(row.answers) for row in rows) == len(members) == only(store, key).answering
    for gone in members[::4]:
        assert store.withdraw(gone)
    assert [choices_of(store, each) is None for each in members] == [number % 4 == 0 for number in range(len(members))]
    assert only(store, key).answering == len(members) * 3 // 4


@pytest.mark.in_turns
def test_none_of_many_simultaneous_answers_is_lost(store: Store) -> None:
    """Members of one row, and members who join while it is divided."""
    key, code = with_round(store)

    def answer(number: int) -> tuple[str, dict[str, int]]:
        mine = joined(store, code)
        given = {f"ratings.ABI{item:02}.new": (number + item) % 5 + 1 for item in range(1, 4)}
        for at, (path, value) in enumerate(given.items(), 1):
            assert store.apply_taps(mine, "tab", [Tap(at, path, value)])
        assert store.finish_answers(mine)
        return mine, given

    with ThreadPoolExecutor(8) as threads:
        answers = dict(threads.map(answer, range(2 * MOST_IN_A_ROW)))
    assert {each: choices_of(store, each) for each in answers} == answers
    assert only(store, key).finished == len(answers)


@pytest.mark.measured
def test_withdrawn_answers_are_gone_at_once_and_for_good(store: Store) -> None:
    key, code = with_round(store)
    member, other = answered(store, code), answered(store, code)
    assert store.withdraw(member)
    assert not store.withdraw(member)
    assert store.member(member) is None
    assert not store.apply_taps(member, "tab", [Tap(2, "ratings.ABI01.new", 1)])
    assert not store.change_answers(member, {"ratings.ABI01.new": 1})
    assert not store.finish_answers(member)
    assert only(store, key).finished == 1
    assert choices_of(store, other)


# Closing --------------------------------------------------------------------------------------------------------------


def test_a_closed_round_takes_nothing_and_gives_nothing_back(store: Store) -> None:
    key, code = with_round(store)
    member = answered(store, code)
    for _ in "twice":
        assert store.close_round(key, 1, TODAY)
    before = everything(store)
    with pytest.raises(RoundClosed):
        store.join(code, new_key(), {}, most=MANY)
    assert not store.apply_taps(member, "tab", [Tap(2, "ratings.ABI01.new", 1)])
    assert not store.change_answers(member, {"ratings.ABI01.new": 1})
    assert not store.finish_answers(member)
    assert not store.withdraw(member)
    assert everything(store) == before
    assert only(store, key).closed_on == TODAY


def test_after_its_last_day_a_round_takes_nothing_even_before_it_is_closed(store: Store) -> None:
    _, code = with_round(store)
    member = answered(store, code)
    last_day(store, TODAY - timedelta(days=1))
    with pytest.raises(RoundClosed):
        store.join(code, new_key(), {}, most=MANY)
    assert not store.apply_taps(member, "tab", [Tap(2, "ratings.ABI01.new", 1)])
    last_day(store, TODAY)
    assert store.apply_taps(member, "tab", [Tap(2, "ratings.ABI01.new", 1)]), "the last day counts to its end"


@pytest.mark.in_turns
def test_a_release_keeps_what_it_is_given_and_no_answer_and_no_member(store: Store) -> None:
    key, code = with_round(store)
    members = [answered(store, code, number) for number in (1, 2, 3)]
    joined(store, code)
    round_id = only(store, key).id
    assert not store.release(round_id, "released", {"n": 3}), "it is open"
    store.close_round(key, 1, TODAY)
    given = sorted(str(choices["ratings.ABI01.new"]) for choices in store.finished_answers(round_id))
    assert given == ["1", "2", "3"]
    assert store.release(round_id, "released", {"n": 3})
    assert not store.release(round_id, "too_few"), "only once"
    assert how_many(store, *TABLES) == (1, 0, 0)
    found = store.round_of_code(code)
    assert found is not None
    assert (found.ending, found.released) == ("released", {"n": 3})
    assert all(store.member(each) is None for each in members)
    with pytest.raises(RoundClosed):
        store.join(code, new_key(), {}, most=MANY)


@pytest.mark.parametrize("way", sample("release", "withdraw", rest=["too few", "call off", "delete series"]))
def test_deleted_answers_of_members_leave_no_byte_in_the_files(sqlite_store: Store, folder: Path, way: str) -> None:
    store = sqlite_store
    key, code = with_round(store)
    marks = [f"unmistakable{number}" for number in range(MOST_IN_A_ROW + 4)]
    members = [joined(store, code, language=mark) for mark in marks]
    for member, mark in zip(members, marks, strict=True):
        store.apply_taps(member, f"tab-{mark}"[:40], [Tap(1, f"ratings.{mark}.new", 3)])
        store.finish_answers(member)
    words = [*marks, *map(hashed, members)]
    assert all(files_with(folder, word) for word in words[::17])
    if way in ("release", "too few"):
        store.close_round(key, 1, TODAY)
        store.release(only(store, key).id, "released" if way == "release" else "too_few", None)
    elif way == "withdraw":
        assert all(store.withdraw(member) for member in members)
    elif way == "call off":
        assert store.call_off_round(key, 1, TODAY)
    else:
        store.delete(key)
    assert files_with(folder, *words) == []
    store.close()
    assert files_with(folder, *words) == []


@pytest.mark.measured
def test_a_release_deletes_the_copies_made_before_migrations(sqlite_store: Store, folder: Path) -> None:
    key, code = with_round(sqlite_store)
    member = answered(sqlite_store, code)
    copy = folder / "answers.db.copy_before_0005"
    with closing(sqlite3.connect(folder / "answers.db")) as source, closing(sqlite3.connect(copy)) as target:
        source.backup(target)
    assert copy.name in files_with(folder, hashed(member))
    sqlite_store.close_round(key, 1, TODAY)
    sqlite_store.release(only(sqlite_store, key).id, "too_few")
    assert files_with(folder, hashed(member)) == []


@pytest.mark.in_turns
def test_of_many_who_close_at_once_one_releases(store: Store) -> None:
    key, code = with_round(store)
    answered(store, code)
    round_id = only(store, key).id

    def close(number: int) -> bool:
        assert store.close_round(key, 1, TODAY)
        return store.release(round_id, "released", {"n": number})

    with ThreadPoolExecutor(8) as threads:
        assert sum(threads.map(close, range(16))) == 1
    assert only(store, key).closed_on == TODAY


@pytest.mark.in_turns
def test_an_answer_that_was_saved_while_the_round_closed_counts(store: Store) -> None:
    """Whoever is told that an answer is saved finds it among those that are counted."""
    key, code = with_round(store)
    members = [joined(store, code) for _ in range(MOST_IN_A_ROW + 5)]

    def finish(member: str) -> bool:
        return store.finish_answers(member)

    with ThreadPoolExecutor(8) as threads:
        saved = [threads.submit(finish, member) for member in members]
        threads.submit(store.close_round, key, 1, TODAY).result()
        told = sum(each.result() for each in saved)
    assert len(list(store.finished_answers(only(store, key).id))) == told


def test_a_round_is_closed_after_its_last_day_and_not_before(store: Store) -> None:
    key, code = with_round(store)
    answered(store, code)
    last_day(store, TODAY)
    at_the_end = datetime.combine(TODAY, datetime.max.time(), UTC)
    assert store.close_due_rounds(at_the_end) == []
    assert only(store, key).closed_on is None
    midnight = at_the_end + timedelta(microseconds=1)
    assert store.late_rounds(midnight) == 1
    for _ in "twice":
        assert store.close_due_rounds(midnight) == [only(store, key).id]
    assert only(store, key).closed_on == TODAY + timedelta(days=1)


def test_a_clock_that_jumps_closes_no_round(store: Store) -> None:
    key, _ = with_round(store)
    now = datetime.now(UTC)
    store.purge_daily(now)
    assert store.close_due_rounds(now + timedelta(days=400)) == []
    assert only(store, key).closed_on is None
    assert store.close_due_rounds(now + timedelta(days=400), confirmed=True) == [only(store, key).id]


@pytest.mark.in_turns
def test_after_a_long_pause_a_round_is_closed_a_day_later(store: Store) -> None:
    key, _ = with_round(store)
    now = datetime.now(UTC)
    store.purge_daily(now)
    later = now + timedelta(days=30)
    store.purge_daily(later)
    assert store.close_due_rounds(later) == []
    store.purge_daily(later + timedelta(days=1))
    assert store.close_due_rounds(later + timedelta(days=1)) == [only(store, key).id]


@pytest.mark.in_turns
def test_deleting_the_leaders_series_deletes_the_round_and_no_other(store: Store) -> None:
    key, code = with_round(store)
    _, others = with_round(store)
    member, other = answered(store, code), answered(store, others)
    store.delete(key)
    assert store.round_of_code(code) is None
    assert store.member(member) is None
    assert how_many(store, *TABLES) == (1, 1, 1)
    assert choices_of(store, other)


@pytest.mark.in_turns
@pytest.mark.measured
def test_a_round_goes_with_its_series_when_nobody_visits_it(store: Store) -> None:
    key, code = with_round(store)
    others = [begun(store) for _ in range(2)]
    for each in others:
        store.finish(each)
    store.close_round(key, 1, TODAY)
    store.release(only(store, key).id, "released", {"n": 5})
    later = datetime.now(UTC) + timedelta(days=800)
    for each in others:
        store.visit(each, later.date())
    assert store.purge(later).finished == 1
    assert store.round_of_code(code) is None


# No order -------------------------------------------------------------------------------------------------------------


def test_what_members_answer_has_no_column_for_a_time_a_day_a_number_or_an_address() -> None:
    assert {column.name: type(column.type) for column in MEMBERS.c} == {"key_hash": String, "round_id": String}
    kinds = {column.name: type(column.type) for column in MEMBER_ANSWERS.c if column.name != "answers"}
    assert kinds == {"round_id": String, "bits": String, "answering": Integer, "finished": Integer}
    for table in (MEMBERS, MEMBER_ANSWERS):
        assert not any(isinstance(column.type, Date | DateTime) for column in table.c)
        assert table.dialect_options["sqlite"]["with_rowid"] is False
        assert all(column.autoincrement is not True for column in table.primary_key)


def test_a_members_answers_hold_nothing_but_choices_tabs_and_whether_they_are_finished(store: Store) -> None:
    key, code = with_round(store)
    member = joined(store, code, language="sv")
    for number, path in enumerate(("ratings.B.new", "context.T", "ratings.A.new"), 1):
        store.apply_taps(member, "tab", [Tap(number, path, 3)])
    with store._engine.connect() as connection:
        (row,) = connection.execute(select(MEMBER_ANSWERS)).all()
    (mine,) = row.answers.values()
    assert mine == {
        "choices": {"context.T": 3, "language": "sv", "ratings.A.new": 3, "ratings.B.new": 3},
        "tabs": {"tab": 3},
        "finished": False,
    }
    assert list(mine["choices"]) == sorted(mine["choices"])
    assert set(row.answers) == {hashed(member)}
    assert only(store, key).answering == 1


RESPONDENTS: Final = 1000 if IS_SOAK else 80


def test_no_column_and_no_place_tells_who_answered_before_whom(store: Store, tmp_path: Path) -> None:
    """Respondents answer one after the other. Then everything that can be read is ranked beside that order."""
    _, code = with_round(store)
    members = []
    for _ in range(RESPONDENTS):
        member = joined(store, code, language="sv")
        store.apply_taps(member, "tab", [Tap(1, "ratings.ABI01.new", 3), Tap(2, "ratings.ABI03.new", 2)])
        store.finish_answers(member)
        members.append(hashed(member))
    places = _places_on_postgresql(store) if store._engine.dialect.name == "postgresql" else _places_in_sqlite(store)
    if store._engine.dialect.name == "sqlite":
        store.close()  # which brings everything into the one file
        contents = (tmp_path / "data" / "answers.db").read_bytes()
        places["the first byte"] = {own: contents.find(own.encode()) for own in members}
        places["the last byte"] = {own: contents.rfind(own.encode()) for own in members}
    limit = 4.5 / (RESPONDENTS - 1) ** 0.5
    for name, place in places.items():
        assert abs(rank_correlation([place[own] for own in members])) < limit, name
    everybody = dict(zip(members, range(RESPONDENTS), strict=True))
    assert rank_correlation([everybody[own] for own in members]) == pytest.approx(1), "an order would be found"


def test_whoever_joined_last_is_at_no_certain_place(store: Store) -> None:
    rounds, people = (200 if IS_SOAK else 16), 6
    order = "ctid" if store._engine.dialect.name == "postgresql" else "key_hash"
    places = []
    for _ in range(rounds):
        key, code = with_round(store)
        last = [hashed(joined(store, code)) for _ in range(people)][-1]
        wanted = text(f"SELECT key_hash FROM members WHERE round_id = '{only(store, key).id}' ORDER BY {order}")
        with store._engine.connect() as connection:
            places.append(list(connection.execute(wanted).scalars()).index(last))
    expected, deviation = (people - 1) / 2, ((people**2 - 1) / 12 / rounds) ** 0.5
    assert abs(sum(places) / rounds - expected) < 4.5 * deviation


def test_the_log_of_sqlite_keeps_no_earlier_versions_of_what_is_finished(sqlite_store: Store, folder: Path) -> None:
    """It has every version of a row in the order they were written."""
    _, code = with_round(sqlite_store)
    answered(sqlite_store, code)
    answered(sqlite_store, code)
    assert (folder / "answers.db-wal").stat().st_size == 0


def test_postgresql_does_not_tell_which_row_was_written_last(postgresql_store: Store) -> None:
    """It keeps with each row which transaction has written it: after each step it is the same one for all rows."""
    store = postgresql_store
    _, code = with_round(store)
    members = [joined(store, code) for _ in range(2 * MOST_IN_A_ROW)]

    def writers(table: str) -> int:
        with store._engine.connect() as connection:
            return int(connection.execute(text(f"SELECT count(DISTINCT xmin::text) FROM {table}")).scalar_one())

    for act in (
        lambda: joined(store, code),
        lambda: store.finish_answers(members[0]),
        lambda: store.withdraw(members[1]),
    ):
        act()
        assert how_many(store, "member_answers")[0] > 1
        assert (writers("member_answers"), writers("members")) == (1, 1)


def _in_rows(rows: list[Any]) -> dict[str, dict[str, int]]:
    """The place of each member: the row with the answers, and the place in it."""
    found = {own: (at, inside) for at, row in enumerate(rows) for inside, own in enumerate(row.answers)}
    return {
        "the row of answers": {own: place[0] for own, place in found.items()},
        "the place in it": {own: place[1] for own, place in found.items()},
        "both": {own: place[0] * 1000 + place[1] for own, place in found.items()},
    }


def _places_in_sqlite(store: Store) -> dict[str, dict[str, int]]:
    with store._engine.connect() as connection:
        keys = connection.execute(text("SELECT key_hash FROM members")).scalars().all()
        rows = connection.execute(select(MEMBER_ANSWERS)).all()
    return {"the row of the key": {own: at for at, own in enumerate(keys)}, **_in_rows(list(rows))}


def _places_on_postgresql(store: Store) -> dict[str, dict[str, int]]:
    order = "SELECT key_hash, xmin::text::bigint AS written FROM members ORDER BY ctid"
    with store._engine.connect() as connection:
        keys = connection.execute(text(order)).all()
        in_order = connection.execute(select(MEMBER_ANSWERS).order_by(text("ctid"))).all()
        by_write = connection.execute(select(MEMBER_ANSWERS).order_by(text("xmin::text::bigint"))).all()
    return {
        "the row of the key": {row.key_hash: at for at, row in enumerate(keys)},
        "who wrote the key": {row.key_hash: row.written for row in keys},
        **_in_rows(list(in_order)),
        "who wrote the answers": _in_rows(list(by_write))["the row of answers"],
    }


def rank_correlation(places: list[int]) -> float:
    """Spearman's, of these places with the order they are given in; equal places share a rank."""
    ordered = sorted(places)
    first = {place: ordered.index(place) for place in set(places)}
    ranks = [first[place] + (ordered.count(place) - 1) / 2 for place in places]
    mean = (len(places) - 1) / 2
    covered = sum((at - mean) * (rank - mean) for at, rank in enumerate(ranks))
    spread = sum((at - mean) ** 2 for at in range(len(places))) * sum((rank - mean) ** 2 for rank in ranks)
    return covered / spread**0.5 if spread else 0.0


# Permissions ----------------------------------------------------------------------------------------------------------

CALLS: Mapping[str, Callable[[Store, str], object]] = {
    "begin_round": lambda store, key: store.begin_round(key, new_round(), after=1),
    "rounds": lambda store, key: [each.setup["name"] for each in store.rounds(key)],
    "close_round": lambda store, key: store.close_round(key, 1, TODAY),
    "call_off_round": lambda store, key: store.call_off_round(key, 1, TODAY),
    "round_of_code": lambda store, key: (found := store.round_of_code(key)) and found.setup["name"],
    "join": lambda store, key: store.join(key, new_key(), {}, most=MANY),
    "member": lambda store, key: (found := store.member(key)) and found.choices["language"],
    "apply_taps": lambda store, key: store.apply_taps(key, "tab", [Tap(1, "ratings.ABI01.new", 5)]),
    "change_answers": lambda store, key: store.change_answers(key, {"language": "en"}),
    "finish_answers": lambda store, key: store.finish_answers(key),
    "withdraw": lambda store, key: store.withdraw(key),
}
ACTORS: Final = ("nobody", "unknown", "leader", "reader", "code", "member")
# "changes" changes rows of the key's own round only and is True, "reads" returns something of it and changes nothing.
# Everything else is what anybody gets for a key that does not exist.
MATRIX: Final = """
                nobody  unknown  leader   reader  code     member
begin_round     False   False    False    False   False    False
rounds          []      []       reads    []      []       []
close_round     False   False    changes  False   False    False
call_off_round  False   False    changes  False   False    False
round_of_code   None    None     None     None    reads    None
join            False   False    False    False   changes  False
member          None    None     None     None    None     reads
apply_taps      False   False    False    False   False    changes
change_answers  False   False    False    False   False    changes
finish_answers  False   False    False    False   False    changes
withdraw        False   False    False    False   False    changes
"""
ALLOWED: Final = {
    (name, actor): allowed
    for name, *row in (line.split() for line in MATRIX.strip().splitlines()[1:])
    for actor, allowed in zip(ACTORS, row, strict=True)
}


def test_the_table_of_permissions_has_every_function_of_a_round_that_takes_a_key() -> None:
    keys = {"key", "code", "member_key"}
    functions = {
        name
        for kind in (Rounds, Members)
        for name, function in inspect.getmembers(kind, inspect.isfunction)
        if not name.startswith("_") and keys & set(inspect.signature(function).parameters)
    }
    assert functions == set(CALLS)
    assert set(ALLOWED) == {(function, actor) for function in CALLS for actor in ACTORS}


def of_round(store: Store, round_id: str) -> list[str]:
    """Every row of a round and its members."""
    with store._engine.connect() as connection:
        mine = [
            repr(tuple(row))
            for table, own in ((ROUNDS, ROUNDS.c.id), (MEMBERS, MEMBERS.c.round_id),
                               (MEMBER_ANSWERS, MEMBER_ANSWERS.c.round_id))
            for row in connection.execute(select(table).where(own == round_id))
        ]  # fmt: skip
    return sorted(mine)


@pytest.mark.in_turns
@pytest.mark.parametrize("function", CALLS if IS_SOAK else list(CALLS)[::3])
def test_each_key_does_what_it_may_to_its_own_round_and_nothing_else(store: Store, function: str) -> None:
    for actor in ACTORS:
        key, code = with_round(store, setup={"name": "mine"})
        other, others = with_round(store, setup={"name": "theirs"})
        member = joined(store, code, language="mine")
        joined(store, others, language="theirs")
        mine, theirs = only(store, key).id, only(store, other).id
        keys = {"nobody": "", "unknown": new_key(), "leader": key, "code": code, "member": member}
        keys["reader"] = store.share(key) or ""
        before, untouched, everywhere = of_round(store, mine), of_round(store, theirs), everything(store)
        answer, allowed = CALLS[function](store, keys[actor]), ALLOWED[function, actor]
        assert of_round(store, theirs) == untouched
        if allowed == "changes":
            assert answer is True, (function, actor)
            assert of_round(store, mine) != before, (function, actor)
        else:
            assert everything(store) == everywhere, (function, actor)
            assert ("mine" in repr(answer)) == (allowed == "reads"), (function, actor)
            assert allowed == "reads" or str(answer) == allowed, (function, actor)


def test_tables_of_members_are_the_ones_that_are_tested() -> None:
    assert {"members", "member_answers"} == {
        table.name for table in METADATA.sorted_tables if any(c.name == "round_id" for c in table.c)
    }
    assert hashlib.sha256(b"x").hexdigest() == hashed("x")


@pytest.mark.in_turns
def test_random_rounds_keep_exactly_what_was_done(store: Store) -> None:
    """Members who join, answer, change, withdraw and finish in any order: the store agrees with a plain model."""
    chosen = random.Random(13)
    key, code = with_round(store)
    model: dict[str, dict[str, object]] = {}
    taps: dict[str, int] = {}
    for _ in range(400 if IS_SOAK else 100):
        act = chosen.choice(["join", "join", "tap", "tap", "tap", "withdraw"])
        if act == "join" or not model:
            member = joined(store, code)
            model[member], taps[member] = {}, 0
            continue
        member = chosen.choice(list(model))
        if act == "withdraw" and chosen.random() < 0.5:
            assert store.withdraw(member)
            del model[member]
            continue
        taps[member] += 1
        path, value = f"ratings.ABI{chosen.randrange(9):02}.new", chosen.choice([1, 2, 3, 4, 5, None])
        store.apply_taps(member, "tab", [Tap(taps[member], path, value)])
        model[member] = {**model[member], path: value}
    expected = {member: {path: v for path, v in given.items() if v is not None} for member, given in model.items()}
    assert {member: choices_of(store, member) for member in model} == expected
    assert only(store, key).answering == sum(bool(given) for given in expected.values())
