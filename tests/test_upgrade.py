from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, MetaData, NullPool, Table, create_engine, insert, inspect, select, text
from sqlalchemy.engine import make_url

from assessment.incentives import IncentiveMap
from assessment.storage import COPY_DAYS, Purged, Store, StoreUnavailable, Tap, new_key
from assessment.storage.tables import METADATA, SCHEMA_VERSION, SERIES
from tests.amounts import IS_SOAK, sample
from tests.conftest import empty_schema
from tests.postgres import Postgres
from tests.test_storage import VERSIONS, begun, everything, files_with, hashed, how_many, line
from tests.test_storage_rounds import answered, new_round

# Coverage would take half as long as these tests; those marked as measured reach all that they do.
pytestmark = pytest.mark.unmeasured

ROOT = Path(__file__).parents[1]
RELEASED = Path(__file__).parent / "databases" / "0001.sql"
COPY = "copy_before_0001"

BEFORE_SUGGESTIONS = RELEASED.with_name("0002.sql")

# What the first release stored in databases/0001.sql, by key: whether it was finished, and the choices.
RELEASED_ANSWERS: Mapping[str, tuple[bool, Mapping[str, object]]] = {
    "first-key-of-a-released-database": (
        False,
        {
            "form": "quick",
            "language": "sv",
            "behaviours.current": "Vi avslutar snabbt.",
            "behaviours.new": "Vi löser det direkt.",
            "experience.agreed": "partly",
            "ratings.ABI01.current": 4,
            "ratings.ABI01.new": "dont_know",
        },
    ),
    "second-key-of-a-released-database": (True, {"form": "full", "language": "en", "ratings.CON04.new": 2}),
}
FIRST, SECOND = RELEASED_ANSWERS


@contextmanager
def connected(url: str) -> Iterator[Connection]:
    """A transaction that does not come from a Store."""
    parsed = make_url(url)
    parsed = parsed.set(drivername="postgresql+psycopg") if parsed.drivername == "postgresql" else parsed
    engine = create_engine(parsed, poolclass=NullPool)
    with engine.begin() as connection:
        yield connection


def file_of(url: str) -> Path:
    return Path(make_url(url).database or "")


def is_sqlite(url: str) -> bool:
    return url.startswith("sqlite")


def migrations(connection: Connection | None = None) -> Config:
    settings = Config()
    settings.set_main_option("script_location", str(ROOT / "assessment" / "storage" / "migrations"))
    settings.attributes["connection"] = connection
    return settings


def make_before_suggestions(url: str) -> None:
    """Make the database of the release before suggestions, with only the map's part of its older question bank."""
    with sqlite3.connect(":memory:") if not is_sqlite(url) else _new_file(url) as released:
        released.executescript(BEFORE_SUGGESTIONS.read_text(encoding="utf-8"))
        released.commit()
        if is_sqlite(url):
            return
        released.row_factory = sqlite3.Row
        names = ("instruments", "series", "assessments", "choices")
        rows = {name: [dict(row) for row in released.execute(f"SELECT * FROM {name}")] for name in names}
    for choice in rows["choices"]:
        choice["value"] = json.loads(str(choice["value"]))
    for row in (*rows["choices"], *rows["assessments"]):
        for name in ("begun_at", "finished_at", "saved_at"):
            if row.get(name):
                row[name] = datetime.fromisoformat(row[name]).replace(tzinfo=UTC)
    with connected(url) as connection:
        command.upgrade(migrations(connection), "0002")
        known = {table.name: table for table in tables(connection)}
        for name in names:
            connection.execute(insert(known[name]), rows[name])


def make_released(url: str) -> None:
    """Make the database of the first release, on PostgreSQL with the tables of its migration, filled with the rows."""
    with sqlite3.connect(":memory:") if not is_sqlite(url) else _new_file(url) as released:
        released.executescript(RELEASED.read_text(encoding="utf-8"))
        released.commit()
        if is_sqlite(url):
            return
        released.row_factory = sqlite3.Row
        rows = {
            name: [dict(row) for row in released.execute(f"SELECT * FROM {name}")]
            for name in ("assessments", "choices", "tabs")
        }
    for choice in rows["choices"]:
        choice["value"] = json.loads(str(choice["value"]))
    for row in (*rows["assessments"], *rows["choices"]):
        for name in ("begun_at", "finished_at", "saved_at"):
            if row.get(name):
                row[name] = datetime.fromisoformat(row[name]).replace(tzinfo=UTC)
    with connected(url) as connection:
        command.upgrade(migrations(connection), "0001")
        connection.execute(text("DROP TABLE alembic_version"))
        for table in tables(connection):
            if table.name in rows:
                connection.execute(insert(table), rows[table.name])
        connection.execute(text("SELECT setval('assessments_id_seq', 2)"))


def _new_file(url: str) -> sqlite3.Connection:
    file_of(url).parent.mkdir(parents=True, exist_ok=True)
    return sqlite3.connect(file_of(url))


def tables(connection: Connection) -> list[Table]:
    found = MetaData()
    found.reflect(connection)
    return found.sorted_tables


def contents(url: str) -> dict[str, list[str]]:
    """All tables with their rows."""
    with connected(url) as connection:
        return {
            table.name: sorted(repr(tuple(row)) for row in connection.execute(select(table)))
            for table in tables(connection)
        }


def in_copy(url: str, copy: str = COPY) -> dict[str, list[str]]:
    """The rows copied before the migration, by the name each table had."""
    if is_sqlite(url):
        return contents(f"{url}.{copy}")
    return {name.removeprefix(f"{copy}_"): rows for name, rows in contents(url).items() if name.startswith(f"{copy}_")}


def copies_of(url: str) -> list[str]:
    if is_sqlite(url):
        return [copied.name for copied in file_of(url).parent.glob("*copy*")]
    return [name for name in names_of_tables(url) if name.startswith("copy_")]


def names_of_tables(url: str) -> list[str]:
    with connected(url) as connection:
        return inspect(connection).get_table_names()


def shape(url: str) -> dict[str, Any]:
    """Everything about the tables except the names of their constraints."""
    with connected(url) as connection:
        found = inspect(connection)
        return {
            name: (
                sorted((column["name"], str(column["type"]), column["nullable"]) for column in found.get_columns(name)),
                found.get_pk_constraint(name)["constrained_columns"],
                sorted(constraint["column_names"] for constraint in found.get_unique_constraints(name)),
                sorted(
                    (key["constrained_columns"], key["referred_table"], key["referred_columns"], key["options"])
                    for key in found.get_foreign_keys(name)
                ),
            )
            for name in found.get_table_names()
            if not name.startswith("copy_") and name != "alembic_version"
        }


def assert_all_is_there(store: Store) -> None:
    for key, (finished, choices) in RELEASED_ANSWERS.items():
        (found,) = store.load_all(key)
        assert (found.number, found.finished, found.choices) == (1, finished, choices)
        assert (found.instrument_version, found.scoring_version, found.instrument_hash) == ("1.0", "1", None)
        assert found.begun_at.date().isoformat() == "2026-11-22"


# Opening --------------------------------------------------------------------------------------------------------------


def test_a_database_of_the_first_release_opens_with_every_answer(database_url: str) -> None:
    make_released(database_url)
    with closing(Store(database_url)) as store:
        assert_all_is_there(store)
        assert store.load("first-key-of-another-database") is None


@pytest.mark.measured
def test_a_database_of_the_first_release_can_be_used_as_before(database_url: str) -> None:
    """Foreign keys, ids of new rows and the taps a tab has sent before work as in a new database."""
    make_released(database_url)
    with closing(Store(database_url)) as store:
        assert store.apply(FIRST, "tab-1", [Tap(2, "ratings.ABI01.current", 1), Tap(3, "ratings.ABI03.current", 5)])
        found = store.load(FIRST)
        assert found is not None
        assert found.choices == {**RELEASED_ANSWERS[FIRST][1], "ratings.ABI03.current": 5}
        store.begin(SECOND, {"form": "quick"}, after=1, **VERSIONS)
        assert [stored.finished for stored in store.load_all(SECOND)] == [True, False]
        assert store.add_line(FIRST, line())
        assert store.share(SECOND) is not None
        begun(store, form="quick")
        store.delete(FIRST)
        store.delete(SECOND)
        assert how_many(store, "series", "assessments", "choices", "tabs", "plan_lines") == (1, 1, 1, 0, 0)


@pytest.mark.in_turns
def test_a_copy_was_made_first(database_url: str) -> None:
    make_released(database_url)
    before = contents(database_url)
    Store(database_url).close()
    assert in_copy(database_url) == before
    assert {name: len(rows) for name, rows in before.items()} == {"assessments": 2, "choices": 10, "tabs": 2}


def test_a_new_database_is_not_copied(database_url: str) -> None:
    Store(database_url).close()
    assert not copies_of(database_url)


def test_the_tables_after_migrating_are_those_of_a_new_database(database_url: str, tmp_path: Path) -> None:
    make_released(database_url)
    Store(database_url).close()
    migrated = shape(database_url)
    with connected(database_url) as connection:
        context = MigrationContext.configure(
            connection,
            opts={"compare_type": True, "include_name": lambda name, *_: not str(name).startswith("copy_")},
        )
        assert compare_metadata(context, METADATA) == []
        if not is_sqlite(database_url):
            connection.execute(text("CREATE SCHEMA anew"))
            connection.execute(text("SET search_path TO anew"))
            METADATA.create_all(connection)
            connection.execute(text("COMMIT"))
    if is_sqlite(database_url):
        with connected(f"sqlite:///{tmp_path / 'anew.db'}") as connection:
            METADATA.create_all(connection)
        assert migrated == shape(f"sqlite:///{tmp_path / 'anew.db'}")
    else:
        url = make_url(database_url).update_query_dict({"options": "-csearch_path=anew"})
        assert migrated == shape(url.render_as_string(hide_password=False))
        with connected(database_url) as connection:
            connection.execute(text("DROP SCHEMA anew CASCADE"))


def test_the_schema_is_the_newest_migrations() -> None:
    assert ScriptDirectory.from_config(migrations()).get_heads() == [SCHEMA_VERSION]


@pytest.mark.in_turns
@pytest.mark.parametrize("version", sample("0001", "0005", rest=["0002", "0003", "0004"]))
def test_a_team_has_its_round_in_a_database_of_any_release(database_url: str, version: str) -> None:
    if version == "0001":
        make_released(database_url)
    elif version == "0002":
        make_before_suggestions(database_url)
    else:
        make_before_visits(database_url)
        with connected(database_url) as connection:
            command.upgrade(migrations(connection), version)
    if version != "0001" and not is_sqlite(database_url):
        with connected(database_url) as connection:  # Its rows were written with their ids.
            for name in ("series", "assessments"):
                connection.execute(text(f"SELECT setval('{name}_id_seq', 100)"))
    with closing(Store(database_url)) as store:
        key = begun(store, form="quick")
        store.finish(key)
        assert store.begin_round(key, new_round(), after=0)
        (found,) = store.rounds(key)
        member = answered(store, found.code(key))
        assert store.member(member) is not None
        store.close_round(key, 1, found.begun_on)
        assert store.release(found.id, "too_few")
        assert not copies_of(database_url), "what was copied before goes with the answers"


@pytest.mark.in_turns
def test_opening_again_migrates_nothing(database_url: str) -> None:
    make_released(database_url)
    Store(database_url).close()
    before, copied = contents(database_url), in_copy(database_url)
    with closing(Store(database_url)) as store:
        store.apply(FIRST, "tab", [Tap(1, "ratings.ABI05.new", 5)])
    Store(database_url).close()
    after = contents(database_url)
    assert in_copy(database_url) == copied
    assert {name: rows for name, rows in after.items() if name not in ("choices", "tabs")} == {
        name: rows for name, rows in before.items() if name not in ("choices", "tabs")
    }


@pytest.mark.in_turns
def test_a_migration_reverted_by_hand_is_repeated(database_url: str) -> None:
    """The tables of the earlier copy were in the way, and PostgreSQL's database could not be opened any more."""
    make_released(database_url)
    before = contents(database_url)
    Store(database_url).close()
    if is_sqlite(database_url):
        shutil.copy(f"{file_of(database_url)}.{COPY}", file_of(database_url))
    else:
        with connected(database_url) as connection:
            for table in reversed(tables(connection)):
                if not table.name.startswith("copy_"):
                    table.drop(connection)
        make_released(database_url)
    with closing(Store(database_url)) as store:
        assert_all_is_there(store)
    assert in_copy(database_url) == before


@pytest.mark.in_turns
def test_a_database_of_a_newer_release_is_reported_and_left_alone(database_url: str) -> None:
    Store(database_url).close()
    with connected(database_url) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    before = contents(database_url)
    with pytest.raises(StoreUnavailable, match=f"9999, this release knows {SCHEMA_VERSION} at most") as unavailable:
        Store(database_url)
    assert unavailable.value.trouble == "newer"
    assert contents(database_url) == before
    assert not copies_of(database_url)


# Maps of the release before suggestions -------------------------------------------------------------------------------


def stored_map(store: Store, key: str) -> IncentiveMap:
    found = store.load(key)
    assert found is not None
    return IncentiveMap.checked(found.choices["incentives"])


def test_unchanged_roles_become_suggestions(database_url: str) -> None:
    make_before_suggestions(database_url)
    confirmed: Mapping[str, list[str] | None] = {
        "untouched": [],
        # An effect, a name, a measure removed, the strength of a reward, an effect on others, a role added.
        "changed": ["ceo", "sales", "marketing", "it", "warehouse", "own"],
        "other-elements": [],  # only the elements changed, and a role removed
        "carried-over": [],  # begun on an older bank
        "unknown-bank": None,  # all
    }
    with closing(Store(database_url)) as store:
        maps = {key: stored_map(store, key) for key in confirmed}
    for key, found in maps.items():
        known, expected = [role.id for role in found.roles], confirmed[key]
        assert [role.id for role in found.roles if not role.proposed] == (known if expected is None else expected), key
        for role in found.roles:
            assert all(measure.proposed == role.proposed for measure in role.measures), (key, role.id)
        assert found.counts == (expected != []), key


@pytest.mark.in_turns
def test_nothing_else_of_a_map_changes_and_a_copy_was_made_first(database_url: str) -> None:
    make_before_suggestions(database_url)
    before = contents(database_url)
    Store(database_url).close()
    after = contents(database_url)
    assert in_copy(database_url, "copy_before_0002") == before
    changed = [row for row in after["choices"] if row not in before["choices"]]
    for name in before.keys() - {"choices", "series", "alembic_version"}:
        assert after[name] == before[name], name
    assert without_visits(after["series"]) == before["series"]
    assert len(changed) == 5, "untouched, changed, with other elements, and both of the one carried over"
    assert [row.replace(", 'proposed': True", "") for row in changed] == [
        row for row in before["choices"] if row not in after["choices"]
    ]


@pytest.mark.in_turns
@pytest.mark.measured
def test_a_map_or_bank_that_cannot_be_read_stays_as_it_is(database_url: str) -> None:
    make_before_suggestions(database_url)
    with connected(database_url) as connection:
        connection.execute(text("UPDATE instruments SET text = '[' WHERE text LIKE '%Säljchef%'"))
        connection.execute(text("UPDATE choices SET value = '[1]' WHERE path = 'incentives' AND assessment_id = 4"))
    before = contents(database_url)
    Store(database_url).close()
    changed = [row for row in contents(database_url)["choices"] if row not in before["choices"]]
    assert len(changed) == 1, "the one carried over from the bank that can still be read"


# Visits ---------------------------------------------------------------------------------------------------------------


def make_before_visits(url: str) -> None:
    """Make the database of the release before visits were recorded."""
    make_before_suggestions(url)
    with connected(url) as connection:
        command.upgrade(migrations(connection), "0003")


@pytest.mark.in_turns
@pytest.mark.measured
@pytest.mark.parametrize("make", [make_released, make_before_suggestions, make_before_visits])
def test_finished_assessments_of_older_releases_are_kept_for_24_months_from_the_upgrade(
    database_url: str, make: Callable[[str], None]
) -> None:
    make(database_url)
    before = datetime.now(UTC).date()
    with closing(Store(database_url)) as store, store._engine.connect() as connection:
        days = set(connection.execute(select(SERIES.c.visited_on)).scalars())
        assert days <= {before, datetime.now(UTC).date()}
        assert len(days) == 1
        connection.rollback()
        finished = how_many_finished(store)
        last = datetime(before.year + 2, before.month, min(before.day, 28), tzinfo=UTC)
        assert store.purge(last - timedelta(days=1)).finished == 0
        assert how_many_finished(store) == finished > 0
        assert store.purge(last + timedelta(days=5)).finished == finished


def how_many_finished(store: Store) -> int:
    with store._engine.connect() as connection:
        return int(connection.execute(text("SELECT count(finished_at) FROM assessments")).scalar_one())


@pytest.mark.in_turns
def test_recording_visits_changes_nothing_else(database_url: str) -> None:
    make_before_visits(database_url)
    before = contents(database_url)
    Store(database_url).close()
    after = contents(database_url)
    assert in_copy(database_url, "copy_before_0003") == before
    for name in before.keys() - {"series", "alembic_version"}:
        assert after[name] == before[name], name
    assert without_visits(after["series"]) == before["series"]


def without_visits(series: list[str]) -> list[str]:
    return [row.rpartition(", datetime.date(")[0] + ")" for row in series]


# Where the file is ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "url"),
    [
        pytest.param("answers[1]*.db", "sqlite:///{}", id="characters with a meaning"),
        pytest.param("answers.db", "sqlite:///file:{}?uri=true", id="as a URI"),
    ],
)
def test_a_copy_is_made_and_found_whatever_the_name_of_the_file(tmp_path: Path, name: str, url: str) -> None:
    """No copy was made of a file given as a URI, and none found beside a file with brackets in its name."""
    file = tmp_path / name
    with closing(sqlite3.connect(file)) as released:
        released.executescript(RELEASED.read_text(encoding="utf-8"))
    with closing(Store(url.format(file))) as store:
        assert_all_is_there(store)
        copied = tmp_path / f"{name}.{COPY}"
        assert copied.exists()
        store.delete(FIRST)
        assert not copied.exists()
    assert not list(tmp_path.glob("file:*"))
    assert not list(Path().glob("file:*"))


def test_a_copy_is_as_private_as_the_database(sqlite_url: str) -> None:
    """It was readable by everybody on the machine, whatever the permissions of the database."""
    make_released(sqlite_url)
    file_of(sqlite_url).chmod(0o600)
    Store(sqlite_url).close()
    assert {file.name: file.stat().st_mode & 0o777 for file in file_of(sqlite_url).parent.iterdir()} == {
        "answers.db": 0o600,
        f"answers.db.{COPY}": 0o600,
    }


# How long copies are kept ---------------------------------------------------------------------------------------------


@pytest.mark.in_turns
def test_a_copy_is_kept_for_seven_days(database_url: str) -> None:
    """PostgreSQL's copies stayed until somebody deleted something."""
    make_released(database_url)
    with closing(Store(database_url)) as store:
        store.finish(FIRST)
        assert store.purge(datetime.now(UTC) + timedelta(days=COPY_DAYS, minutes=-10)) == Purged(0, 0, 0)
        assert in_copy(database_url)
        late = datetime.now(UTC) + timedelta(days=COPY_DAYS, minutes=10)
        assert store.purge(late, dry_run=True) == Purged(0, 0, 1)
        assert in_copy(database_url)
        assert store.purge(late) == Purged(0, 0, 1)
        assert store.purge(late) == Purged(0, 0, 0)
    assert not copies_of(database_url)


def test_only_old_copies_are_deleted(sqlite_url: str) -> None:
    with closing(Store(sqlite_url)) as store:
        file, now = file_of(sqlite_url), datetime.now(UTC)
        for version, days in (("0007", 6.99), ("0006", 7.01), ("0006.partial", 8.0)):
            copied = file.with_name(f"{file.name}.copy_before_{version}")
            copied.touch()
            made_at = (now - timedelta(days=days)).timestamp()
            os.utime(copied, (made_at, made_at))
        assert store.purge(now) == Purged(0, 0, 2)
    assert [copied.name for copied in file.parent.glob("*copy*")] == ["answers.db.copy_before_0007"]


@pytest.mark.parametrize("way", ["delete", "purge"])
def test_deleted_answers_are_deleted_from_copies_as_well(database_url: str, way: str) -> None:
    make_released(database_url)
    with closing(Store(database_url)) as store:
        if way == "delete":
            store.delete(FIRST)
        else:
            saved = store.load_all(FIRST)[0].saved_at.values()
            assert store.purge(max(saved) + timedelta(days=31), dry_run=True) == Purged(1, 0, 1)
            assert in_copy(database_url)
            assert store.purge(max(saved) + timedelta(days=31)) == Purged(1, 0, 1)
        assert store.load(FIRST) is None
        assert len(store.load_all(SECOND)) == 1
        assert not copies_of(database_url)
        if is_sqlite(database_url):
            words = ("Vi avslutar", "Vi löser", "tab-1", hashed(FIRST))
            assert files_with(file_of(database_url).parent, *words) == []
    if is_sqlite(database_url):
        assert files_with(file_of(database_url).parent, *words) == []


@pytest.mark.in_turns
def test_many_can_delete_simultaneously_after_a_migration(database_url: str) -> None:
    """On PostgreSQL all but the first failed, because the copy they also tried to drop was gone."""
    make_released(database_url)
    with closing(Store(database_url)) as store:
        keys = [begun(store, form="quick") for _ in range(10)]
        with ThreadPoolExecutor(10) as pool:
            list(pool.map(store.delete, keys))
        assert how_many(store, "series") == (2,)
    assert not copies_of(database_url)


# Several at once, and killed ------------------------------------------------------------------------------------------

# Forks as often as asked, lets all processes start at once, and prints how each of them ended.
AT_ONCE = """
import os, sys
from alembic import command, config, script  # what takes long to load is there before it begins
from assessment.storage import Store
waits, go = os.pipe()
children = []
for _ in range(int(sys.argv[2])):
    child = os.fork()
    if not child:
        os.close(go)
        os.read(waits, 1)
        store = Store(sys.argv[1])
        os._exit(len(store.load_all(sys.argv[3])))
    children.append(child)
os.close(waits)
os.close(go)
print(*(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children))
"""

# Several processes make the same new file at once, many times over.
SAME_NEW_FILE = """
import os, sys
from assessment.storage.engine import _open
from assessment.storage.outage import Outages
for place in range(int(sys.argv[2])):
    waits, go = os.pipe()
    children = []
    engine = _open(f"sqlite:///{sys.argv[1]}/{place}.db", Outages())  # It connects only once it is asked to.
    for _ in range(6):
        child = os.fork()
        if not child:
            os.close(go)
            os.read(waits, 1)
            with engine.connect() as connection:
                os._exit(connection.exec_driver_sql("PRAGMA journal_mode").scalar() != "wal")
        children.append(child)
    os.close(waits)
    os.close(go)
    print(*(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children))
"""

# Measures how long one database takes to open, then forks and kills the processes that open the other at random points.
KILLED = """
import os, random, signal, sys, time
from alembic import command, config, script
from assessment.storage import Store
measured, url, kills = sys.argv[1:]
begin = time.monotonic()
Store(measured).close()
longest = time.monotonic() - begin
chance = random.Random(7)
for turn in range(1, int(kills) + 1):
    child = os.fork()
    if not child:
        Store(url)
        os._exit(0)
    time.sleep(chance.uniform(0, 0.9 * longest * turn / int(kills)))  # the first ones early: one that ends is the last
    os.kill(child, signal.SIGKILL)
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
"""


def output_of(script: str, *arguments: object) -> str:
    """What a separate Python process prints."""
    done = subprocess.run(
        [sys.executable, "-c", script, *map(str, arguments)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


@pytest.mark.in_turns
@pytest.mark.parametrize("is_old", sample(True, rest=[False]), ids=lambda is_old: "old" if is_old else "new")
def test_processes_that_open_a_database_at_once_all_work(database_url: str, is_old: bool) -> None:
    if is_old:
        make_released(database_url)
    assert output_of(AT_ONCE, database_url, 4, FIRST).split() == ["1" if is_old else "0"] * 4
    with closing(Store(database_url)) as store:
        assert how_many(store, "series", "assessments", "choices") == ((2, 2, 10) if is_old else (0, 0, 0))


def test_processes_that_make_the_same_file_at_once_wait_for_each_other(tmp_path: Path) -> None:
    files = 50 if IS_SOAK else 10
    assert output_of(SAME_NEW_FILE, tmp_path, files).split() == ["0"] * 6 * files


@pytest.mark.soak
def test_threads_that_open_databases_at_once_all_work(
    tmp_path: Path, postgres: Postgres, sqlite_url: str, postgresql_url: str
) -> None:
    """Alembic keeps its state in modules: opened simultaneously, databases got each other's migrations."""
    urls = [f"sqlite:///{tmp_path / f'{number}.db'}" for number in range(4)]
    urls += [empty_schema(postgres), sqlite_url, sqlite_url, postgresql_url, postgresql_url]
    for url in (urls[0], sqlite_url, postgresql_url):
        make_released(url)

    def open_and_write(url: str) -> None:
        with closing(Store(url)) as store:
            store.begin(new_key(), {"form": "quick"}, **VERSIONS)

    with ThreadPoolExecutor(len(urls)) as pool:
        list(pool.map(open_and_write, urls))
    for url in urls:
        with closing(Store(url)) as store:
            assert how_many(store, "series") == (2 * (url in (urls[0], sqlite_url, postgresql_url)) + urls.count(url),)


def many_choices(url: str, assessments: int, choices: int) -> None:
    """Put many more choices into a database of the first release."""
    with connected(url) as connection:
        connection.execute(
            text(
                "WITH RECURSIVE many (n) AS (SELECT 3 UNION ALL SELECT n + 1 FROM many WHERE n < :last)"
                " INSERT INTO assessments (id, key_hash, instrument_version, scoring_version, begun_at)"
                " SELECT n, CAST(n AS TEXT), '1.0', '1', begun_at FROM many JOIN assessments ON id = 1"
            ),
            {"last": 2 + assessments},
        )
        connection.execute(
            text(
                "WITH RECURSIVE many (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM many WHERE n < :last)"
                " INSERT INTO choices (assessment_id, path, value, saved_at)"
                " SELECT id, 'ratings.' || n, CAST('4' AS JSON), begun_at FROM many JOIN assessments ON id > 2"
            ),
            {"last": choices},
        )
        if not is_sqlite(url):
            connection.execute(text(f"SELECT setval('assessments_id_seq', {2 + assessments})"))


@pytest.mark.in_turns
def test_a_migration_killed_half_way_leaves_a_database_that_opens_with_everything(
    database_url: str, tmp_path: Path, postgres: Postgres
) -> None:
    make_released(database_url)
    choices = 500 if IS_SOAK else 150
    many_choices(database_url, 200, choices)
    if is_sqlite(database_url):
        other = f"sqlite:///{tmp_path / 'other.db'}"
        shutil.copy(file_of(database_url), file_of(other))
    else:
        other = empty_schema(postgres)
        make_released(other)
        many_choices(other, 200, choices)
    printed = output_of(KILLED, other, database_url, 8).split()
    assert len(printed) == 8
    assert "-9" in printed, "no process was killed before it was done"
    with closing(Store(database_url)) as store:
        assert_all_is_there(store)
        assert how_many(store, "series", "assessments", "choices") == (202, 202, 200 * choices + 10)
        assert copies_of(database_url)
        assert not [name for name in copies_of(database_url) if "partial" in name]
        store.delete(begun(store, form="quick"))
    assert not copies_of(database_url)
    assert set(names_of_tables(database_url)) == {"alembic_version", *METADATA.tables}


def test_a_migration_without_room_leaves_the_database_as_it_was(sqlite_url: str) -> None:
    make_released(sqlite_url)
    before = contents(sqlite_url)
    script = """
import resource, sys
from assessment.storage import Store, StoreUnavailable
for most in map(int, sys.argv[2:]):
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, resource.RLIM_INFINITY))
    try:
        Store(sys.argv[1])
    except StoreUnavailable as error:
        print(error.trouble)
"""
    # No room for the copy, for the first pages of the migration, for its last ones.
    assert output_of(script, sqlite_url, 8_192, 30_000, 60_000) == "full\n" * 3
    assert contents(sqlite_url) == before
    with closing(Store(sqlite_url)) as store:
        assert_all_is_there(store)
    assert copies_of(sqlite_url) == [f"answers.db.{COPY}"]


@pytest.mark.measured
def test_a_failed_migration_leaves_everything_as_it_was(postgresql_url: str) -> None:
    make_released(postgresql_url)
    with connected(postgresql_url) as connection:
        connection.execute(text("CREATE TABLE plan_lines (in_the_way INTEGER)"))
    before = contents(postgresql_url)
    with pytest.raises(StoreUnavailable, match="plan_lines"):
        Store(postgresql_url)
    assert contents(postgresql_url) == before
    with connected(postgresql_url) as connection:
        connection.execute(text("DROP TABLE plan_lines"))
    with closing(Store(postgresql_url)) as store:
        assert_all_is_there(store)
        assert everything(store)
