"""What happens to answers when the database is in trouble, and when many write at once."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing, contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from sqlalchemy import event, text

from assessment.plan import PlanLine
from assessment.storage import Purged, Store, StoreUnavailable, Tap, Trouble, new_key
from assessment.storage.rows import find_assessment
from tests.amounts import IS_SOAK, sample
from tests.conftest import empty_schema
from tests.postgres import Postgres
from tests.postgres import postgres as temporary_postgres
from tests.test_storage import VERSIONS, backdate, begun, everything, how_many, line, newest

# Measuring takes longer than these tests; those marked as measured reach all that they do.
pytestmark = pytest.mark.unmeasured

ROOT = Path(__file__).parents[1]
TAP = Tap(1, "ratings.ABI01.new", 3)


def is_sqlite(store: Store) -> bool:
    return store._engine.dialect.name == "sqlite"


def url_of(store: Store) -> str:
    return store._engine.url.render_as_string(hide_password=False)


def impatient_url(store: Store, seconds: str) -> str:
    """The URL of the same database with at most this wait for a lock."""
    return store._engine.url.update_query_dict({"timeout": seconds}).render_as_string(hide_password=False)


def execute(store: Store, *statements: str) -> None:
    """Run statements as an administrator of the database."""
    with store._engine.begin() as connection:
        for statement in statements:
            connection.execute(text(statement))


@contextmanager
def failing(trouble: Trouble) -> Iterator[None]:
    """The block must fail with a message about this trouble, and with nothing else."""
    with pytest.raises(StoreUnavailable) as unavailable:
        yield
    assert unavailable.value.trouble == trouble, unavailable.value
    assert str(unavailable.value)
    assert "Traceback" not in str(unavailable.value)


# Connections ----------------------------------------------------------------------------------------------------------


def test_every_connection_waits_for_locks_writes_ahead_and_syncs_fully(sqlite_store: Store) -> None:
    """This holds for all connections of the pool, also after it was emptied, as after any trouble.

    After the first deletion a connection began transactions of its own accord.
    """
    wanted = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 30_000, "secure_delete": 1}

    def settings(open_at_once: int) -> Iterator[tuple[dict[str, object], object]]:
        with ExitStack() as until_the_end:
            for _ in range(open_at_once):
                connection = until_the_end.enter_context(sqlite_store._engine.connect())
                found = {name: connection.execute(text(f"PRAGMA {name}")).scalar() for name in wanted}
                yield found, connection.connection.dbapi_connection.isolation_level  # type: ignore[union-attr]

    assert list(settings(12)) == [(wanted, None)] * 12
    sqlite_store.delete(begun(sqlite_store))
    assert list(settings(12)) == [(wanted, None)] * 12
    fail(sqlite_store)
    assert list(settings(12)) == [(wanted, None)] * 12
    sqlite_store.close()
    assert list(settings(12)) == [(wanted, None)] * 12


def fail(store: Store) -> None:
    with failing("away"), store._writing() as connection:
        connection.execute(text("SELECT nothing FROM nowhere"))


def test_a_postgresql_url_may_have_options_of_its_own(postgres: Postgres) -> None:
    """They were overwritten: a search path had no effect, and everything landed in the public schema."""
    with closing(Store(empty_schema(postgres))) as store, store._engine.connect() as connection:
        found = [
            connection.execute(text(f"SELECT current_setting('{name}')")).scalar()
            for name in ("search_path", "lock_timeout")
        ]
        assert connection.execute(text("SELECT count(*) FROM series")).scalar() == 0
    assert found[0] == store._engine.url.query["options"].rpartition("=")[2]  # type: ignore[union-attr]
    assert found[1] == "15s"


def test_the_url_sets_how_long_to_wait_for_a_lock(store: Store) -> None:
    with closing(Store(impatient_url(store, "2.5"))) as impatient, impatient._engine.connect() as connection:
        asked = "PRAGMA busy_timeout" if is_sqlite(store) else "SELECT current_setting('lock_timeout')"
        assert connection.execute(text(asked)).scalar() == (2500 if is_sqlite(store) else "2500ms")


@pytest.mark.measured
@pytest.mark.parametrize("seconds", ["soon", "-1", "3601", "inf", "nan"])
def test_an_invalid_wait_is_reported(store: Store, seconds: str) -> None:
    with failing("away"):
        Store(impatient_url(store, seconds))


# Trouble --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "url",
    [
        "nonsense",
        "",
        "postgresql://host:port/none",
        "postgresql://127.0.0.1:1/none",
        "postgresql://%2Fnowhere/none",
        "mysql://127.0.0.1/none",
        "nothing+whatever://127.0.0.1/none",
        "sqlite:////proc/none/x.db",
        "sqlite:///{folder}",
        "sqlite:///{folder}/text",
        "sqlite:///{folder}/text/x.db",
        "sqlite:///file:{folder}/none.db?mode=ro&uri=true",
    ],
)
def test_a_database_that_cannot_be_opened_is_away(tmp_path: Path, url: str) -> None:
    (tmp_path / "text").write_text("This is no database. " * 100, encoding="utf-8")
    with failing("away"):
        Store(url.format(folder=tmp_path))
    assert not list(Path().glob("file:*"))


@pytest.mark.in_turns
@pytest.mark.measured
def test_a_locked_database_is_busy_and_recovers_by_itself(store: Store) -> None:
    key = begun(store)
    with closing(Store(impatient_url(store, "0.2"))) as impatient:
        with closing(store._engine.connect().execution_options(writes=True)) as other:
            other.begin()
            if not is_sqlite(store):
                other.execute(text("SELECT id FROM series FOR UPDATE"))
            for _ in "twice":
                with failing("busy"):
                    impatient.apply(key, "tab", [TAP])
            assert newest(impatient, key).choices == {}
            if is_sqlite(store):
                with failing("busy"):
                    impatient.begin(new_key(), {}, **VERSIONS)
        assert impatient.apply(key, "tab", [TAP])
        assert newest(impatient, key).choices == {TAP.path: TAP.value}


@pytest.mark.measured
def test_when_every_connection_is_in_use_the_database_is_busy(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    key = begun(store)
    monkeypatch.setattr(store._engine.pool, "_timeout", 0.1)
    with ExitStack() as until_the_end:
        for _ in range(15):
            until_the_end.enter_context(store._engine.connect())
        with failing("busy"):
            store.load(key)
    assert store.load(key) is not None


FILE_RIGHTS = """
import os, sys
from contextlib import closing
from pathlib import Path
from assessment.storage import Store, StoreUnavailable, Tap, new_key
user, folder, file_rights, folder_rights = int(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3], 8), int(sys.argv[4], 8)
Store("sqlite://").close()  # All modules are there before somebody else may not load them.
if user:
    os.seteuid(user)  # Root may write whatever the permissions are.
file = folder / "data" / "answers.db"
store, key = Store(f"sqlite:///{file}"), new_key()
store.begin(key, {"form": "quick"}, instrument_version="1", scoring_version="1")

def outcome_of(what):
    try:
        return what()
    except StoreUnavailable as error:
        return error.trouble

def tap(number):
    return lambda: store.apply(key, "tab", [Tap(number, "ratings.ABI01.new", 1)])

def elsewhere():
    with closing(Store(f"sqlite:///{file}")) as other:
        return other.apply(key, "other", [Tap(1, "ratings.ABI01.new", 1)])

store.close()
file.chmod(file_rights)
file.parent.chmod(folder_rights)
found = outcome_of(tap(1)), outcome_of(elsewhere), outcome_of(tap(2))
file.parent.chmod(0o755)
file.chmod(0o644)
# SQLite makes its other files with the permissions of the first; the old ones are recreated at the first try.
print(*found, outcome_of(tap(3)) is True or outcome_of(tap(4)), outcome_of(lambda: len(store.load(key).choices)))

folder.chmod(0o555)
print(outcome_of(lambda: Store(f"sqlite:///{folder / 'new' / 'answers.db'}")))
folder.chmod(0o755)
"""


@pytest.mark.parametrize(
    ("file_rights", "folder_rights", "trouble"),
    sample(
        ("444", "755", "read_only"),
        rest=[("000", "755", "away"), ("644", "555", "read_only"), ("444", "555", "read_only"), ("644", "000", "away")],
    ),
)
def test_a_file_without_permissions_is_reported_and_works_again_once_it_has_them(
    file_rights: str, folder_rights: str, trouble: Trouble
) -> None:
    """Each case has its own process, because SQLite keeps files open for the life of one."""
    user = 65_534 if os.geteuid() == 0 else 0
    with tempfile.TemporaryDirectory() as folder:  # which anybody may enter, unlike pytest's folders
        os.chown(folder, user or -1, -1)
        done = subprocess.run(
            [sys.executable, "-c", FILE_RIGHTS, str(user), folder, file_rights, folder_rights],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
    assert all(line.startswith("The database cannot be ") for line in done.stderr.splitlines()), done.stderr
    assert done.stdout.splitlines() == [f"{trouble} {trouble} {trouble} True 2", "read_only"]


@pytest.mark.measured
def test_a_file_opened_only_for_reading_is_read_only(sqlite_store: Store, tmp_path: Path) -> None:
    key = begun(sqlite_store, form="quick")
    with closing(Store(f"sqlite:///file:{tmp_path}/data/answers.db?mode=ro&uri=true")) as reading:
        with failing("read_only"):
            reading.apply(key, "tab", [TAP])
        assert newest(reading, key).choices == {"form": "quick"}


@pytest.mark.parametrize("why", ["the server says so", "the user has no rights"])
def test_a_postgresql_that_refuses_writes_is_read_only_and_works_again(postgresql_store: Store, why: str) -> None:
    store, role = postgresql_store, "guest" if why == "the user has no rights" else "maintained"
    execute(store, f"CREATE ROLE {role} LOGIN", f"GRANT USAGE ON SCHEMA {schema_of(store)} TO {role}")
    execute(store, f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA {schema_of(store)} TO {role}")
    execute(store, f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA {schema_of(store)} TO {role}")
    try:
        key = begun(store, form="quick")
        with closing(Store(store._engine.url.set(username=role).render_as_string(hide_password=False))) as own:
            assert own.apply(key, "tab", [TAP])
            if role == "guest":
                execute(store, f"REVOKE UPDATE ON series, choices FROM {role}")
            else:
                execute(store, f"ALTER ROLE {role} SET default_transaction_read_only = on")
                own.close()
            with failing("read_only"):
                own.apply(key, "tab", [Tap(2, "ratings.ABI01.new", 5)])
            assert newest(own, key).choices == {"form": "quick", TAP.path: TAP.value}
            if role == "guest":
                execute(store, f"GRANT UPDATE ON series, choices TO {role}")
            else:
                execute(store, f"ALTER ROLE {role} SET default_transaction_read_only = off")
            with suppress(StoreUnavailable):  # on a connection that was opened before
                own.apply(key, "tab", [Tap(2, "ratings.ABI01.new", 5)])
            assert own.apply(key, "tab", [Tap(2, "ratings.ABI01.new", 5)])
    finally:
        execute(store, f"DROP OWNED BY {role}", f"DROP ROLE {role}")


def schema_of(store: Store) -> str:
    with store._engine.connect() as connection:
        return str(connection.execute(text("SELECT current_schema()")).scalar())


NO_ROOM = """
import resource, sys
from pathlib import Path
from assessment.storage import Store, StoreUnavailable, Tap, new_key
file = Path(sys.argv[1])
store, key = Store(f"sqlite:///{file}"), new_key()
store.begin(key, {"form": "quick"}, instrument_version="1", scoring_version="1")

def outcome_of(what):
    try:
        return what()
    except StoreUnavailable as error:
        return error.trouble

def tap(number):
    return store.apply(key, "tab", [Tap(number, f"behaviours.{number}", "x" * 100_000)])

before = file.with_name(f"{file.name}-wal").stat().st_size
resource.setrlimit(resource.RLIMIT_FSIZE, (before + 50_000, resource.RLIM_INFINITY))
print(outcome_of(lambda: tap(1)), outcome_of(lambda: tap(2)), outcome_of(lambda: len(store.load(key).choices)))
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
print(outcome_of(lambda: tap(1)), outcome_of(lambda: tap(2)), outcome_of(lambda: len(store.load(key).choices)))
"""


def test_a_file_that_may_not_grow_is_a_full_disk_and_works_again(sqlite_store: Store, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", NO_ROOM, str(tmp_path / "data" / "answers.db")],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout == "full full 1\nTrue True 3\n", done.stderr
    assert done.stderr == "The database cannot be written: full (OperationalError, SQLITE_IOERR_WRITE).\n"


def test_a_full_database_is_full_and_works_again_when_there_is_room(sqlite_store: Store) -> None:
    def stay_small(connection: Any, _record: object) -> None:
        connection.execute("PRAGMA max_page_count = 40")

    store = sqlite_store
    key = begun(store, form="quick")
    large = Tap(1, "behaviours.current", "x" * 500_000)
    event.listen(store._engine, "connect", stay_small)
    store.close()
    before = everything(store)
    for _ in "twice":
        with failing("full"):
            store.apply(key, "tab", [large])
    assert everything(store) == before
    event.remove(store._engine, "connect", stay_small)
    store.close()
    assert store.apply(key, "tab", [large])


@pytest.mark.parametrize(
    ("code", "trouble"),
    [
        ("53100", "full"),  # disk_full
        ("40P01", "busy"),  # deadlock_detected
        ("40001", "busy"),  # serialization_failure
        ("57014", "busy"),  # query_canceled
        ("55P03", "busy"),  # lock_not_available
        ("25006", "read_only"),  # read_only_sql_transaction
        ("42501", "read_only"),  # insufficient_privilege
        ("XX000", "away"),  # internal_error
        ("23505", "away"),  # unique_violation
    ],
)
def test_errors_of_postgresql_are_reported_by_kind(postgresql_store: Store, code: str, trouble: Trouble) -> None:
    """The server itself raises the error, from a trigger: filling a disk or deadlocking would take longer."""
    store = postgresql_store
    key = begun(store, form="quick")
    execute(
        store,
        "CREATE FUNCTION complain() RETURNS trigger LANGUAGE plpgsql AS"
        f" $$ BEGIN RAISE EXCEPTION 'no' USING ERRCODE = '{code}'; END $$",
        "CREATE TRIGGER complains BEFORE INSERT ON choices EXECUTE FUNCTION complain()",
    )
    try:
        with failing(trouble):
            store.apply(key, "tab", [TAP])
    finally:
        execute(store, "DROP TRIGGER complains ON choices", "DROP FUNCTION complain")
    assert newest(store, key).choices == {"form": "quick"}
    assert store.apply(key, "tab", [TAP])


def test_a_postgresql_that_was_away_is_connected_again(tmp_path: Path) -> None:
    with temporary_postgres(tmp_path) as server, closing(Store(server.url)) as store:
        key = begun(store, form="quick")
        for number, (end, begin) in enumerate([(server.stop, server.start), (server.kill, server.start)], 1):
            end()
            for _ in "twice":
                with failing("away"):
                    store.load(key)
                with failing("away"):
                    store.apply(key, "tab", [Tap(number, f"ratings.ABI0{number}.new", number)])
                with failing("away"):
                    Store(server.url)
            begin()
            assert store.apply(key, "tab", [Tap(number, f"ratings.ABI0{number}.new", number)])
        server.restart()  # while no call is made
        assert newest(store, key).choices == {"form": "quick", "ratings.ABI01.new": 1, "ratings.ABI02.new": 2}


@pytest.mark.measured
def test_a_copy_that_cannot_be_deleted_is_reported(sqlite_store: Store, tmp_path: Path) -> None:
    """It ended in a traceback. Nothing is deleted then, because deleted must mean deleted everywhere."""
    key = begun(sqlite_store, form="quick")
    in_the_way = tmp_path / "data" / "answers.db.copy_before_0001" / "folder"
    in_the_way.mkdir(parents=True)
    with failing("away"):
        sqlite_store.delete(key)
    assert newest(sqlite_store, key).choices == {"form": "quick"}
    in_the_way.rmdir()
    in_the_way.parent.rmdir()
    sqlite_store.delete(key)
    assert sqlite_store.load(key) is None


# Many at once ---------------------------------------------------------------------------------------------------------


def at_once(*actions: Callable[[], object]) -> list[Any]:
    """Do these in threads that begin together; returns what each returned."""
    together = Barrier(len(actions))

    def do(action: Callable[[], object]) -> object:
        together.wait()
        return action()

    with ThreadPoolExecutor(len(actions)) as pool:
        return [done.result() for done in [pool.submit(do, action) for action in actions]]


def test_many_simultaneous_tabs_lose_and_double_nothing(store: Store) -> None:
    """A deferred BEGIN failed in 95 of 100 read-then-write transactions under 50 threads."""
    tabs, taps = (50 if is_sqlite(store) else 20), (20 if IS_SOAK else 6)
    keys = [begun(store) for _ in range(5)]

    def tab(number: int) -> None:
        for tap in range(1, taps + 1):
            sent = [Tap(tap, f"ratings.T{number}.{tap}", tap), Tap(tap, f"ratings.T{number}.last", tap)]
            for _ in range(1 + tap % 2):
                assert store.apply(keys[number % 5], f"tab-{number}", sent)

    at_once(*(lambda number=number: tab(number) for number in range(tabs)))
    found = [newest(store, key).choices for key in keys]
    assert sum(map(len, found)) == tabs * (taps + 1)
    for number in range(tabs):
        own = found[number % 5]
        assert [own[f"ratings.T{number}.{tap}"] for tap in range(1, taps + 1)] == list(range(1, taps + 1))
        assert own[f"ratings.T{number}.last"] == taps


@pytest.mark.in_turns
def test_beginning_simultaneously_begins_once(store: Store) -> None:
    for _ in range(5):
        key = new_key()
        at_once(*[lambda: store.begin(key, {"form": "quick"}, instrument_text="bank", **VERSIONS)] * 8)  # noqa: B023
        at_once(*[lambda: store.begin(key, {"form": "full"}, after=1, **VERSIONS)] * 8)  # noqa: B023
        assert [stored.choices for stored in store.load_all(key)] == [{"form": "quick"}, {"form": "full"}]
    assert how_many(store, "series", "assessments", "choices", "instruments") == (5, 10, 10, 1)


def test_sharing_simultaneously_makes_one_read_only_key(store: Store) -> None:
    key = begun(store)
    assert len(set(at_once(*[lambda: store.share(key)] * 8))) == 1


def test_a_line_added_simultaneously_is_added_once(store: Store) -> None:
    key = begun(store)
    one, other = line(source="F-1"), line(source="F-1")
    assert at_once(*[lambda: store.add_line(key, one), lambda: store.add_line(key, other)] * 4) == [True] * 8
    assert store.plan(key) in ([one], [other])


def test_lines_added_simultaneously_do_not_exceed_the_limit(store: Store) -> None:
    key = begun(store)
    for number in range(46):
        store.add_line(key, line(f"Nummer {number}"))

    def add(added: PlanLine) -> bool:
        try:
            return store.add_line(key, added)
        except ValueError:
            return False

    added = at_once(*(lambda number=number: add(line(f"Till {number}")) for number in range(10)))
    assert added.count(True) == 4
    assert len(store.plan(key)) == 50


@pytest.mark.in_turns
def test_an_assessment_begun_during_its_deletion_exists_whole_or_not_at_all(store: Store) -> None:
    """On PostgreSQL beginning failed when the series was deleted between looking for it and locking it."""
    key = new_key()

    def begin() -> None:
        for _ in range(30):
            store.begin(key, {"form": "quick"}, instrument_text="bank", **VERSIONS)

    def delete() -> None:
        for _ in range(30):
            store.delete(key)

    at_once(begin, delete, begin, delete)
    store.begin(key, {"form": "quick"}, **VERSIONS)
    assert how_many(store, "series", "assessments", "choices") == (1, 1, 1)


# Purging beside others ------------------------------------------------------------------------------------------------


def test_several_servers_purge_a_day_once(store: Store) -> None:
    for _ in range(3):
        backdate(store, begun(store, form="quick"), 31)
        store.finish(begun(store, form="quick"))
    now = datetime.now(UTC)
    with ExitStack() as until_the_end:
        servers = [until_the_end.enter_context(closing(Store(url_of(store)))) for _ in range(4)]
        for day in range(3):
            moment = now + timedelta(days=day)
            done = at_once(*(lambda server=server: server.purge_daily(moment) for server in servers))  # noqa: B023
            assert [purged for purged in done if purged is not None] == [Purged(0 if day else 3, 0, 0)]
    assert how_many(store, "purge_log", "assessments") == (2, 3)


@pytest.mark.in_turns
def test_an_answer_saved_while_purging_is_not_deleted(store: Store) -> None:
    """On PostgreSQL purging deleted an assessment it had found old, though an answer had just been saved in it."""
    for _ in range(2):
        keys = [begun(store, form="quick") for _ in range(40)]
        for key in keys:
            backdate(store, key, 31)

        def tap(own: list[str]) -> list[str]:
            return [key for key in own if store.apply(key, "tab", [TAP])]

        saved = at_once(
            lambda: store.purge(datetime.now(UTC)),
            *(lambda own=keys[number::3]: tap(own) for number in range(3)),
            lambda: store.purge(datetime.now(UTC)),
        )
        for key in [key for own in saved[1:-1] for key in own]:
            assert newest(store, key).choices == {"form": "quick", TAP.path: TAP.value}


def test_purging_does_not_wait_for_a_series_that_is_being_written(postgresql_store: Store) -> None:
    store = postgresql_store
    written, other = begun(store, form="quick"), begun(store, form="quick")
    later = datetime.now(UTC) + timedelta(days=31)
    with store._writing() as connection:
        assert find_assessment(connection, written) is not None
        assert store.purge(later) == Purged(1, 0, 0)
    assert store.load(other) is None
    assert store.load(written) is not None
    assert store.purge(later) == Purged(1, 0, 0)


@pytest.mark.in_turns
def test_a_question_bank_is_not_purged_under_an_assessment_that_begins(store: Store) -> None:
    """On PostgreSQL either beginning or purging failed."""

    def begin() -> None:
        for _ in range(20):
            key = new_key()
            store.begin(key, {"form": "quick"}, instrument_text="bank", **VERSIONS)
            assert store.instrument_text(newest(store, key).instrument_hash or "") == "bank"
            store.delete(key)

    def purge() -> None:
        for _ in range(20):
            store.purge(datetime.now(UTC))

    at_once(begin, purge, begin, purge)
    assert how_many(store, "series", "assessments", "choices") == (0, 0, 0)


@pytest.mark.in_turns
def test_trouble_in_one_thread_does_not_affect_others(store: Store) -> None:
    """After any trouble all connections were dropped, also those that other threads were using."""
    key = begun(store)

    def write(tab: str) -> None:
        for number in range(1, 31):
            assert store.apply(key, tab, [Tap(number, f"ratings.{tab}.{number}", number)])

    def fail_often() -> None:
        for _ in range(20):
            fail(store)

    at_once(lambda: write("a"), lambda: write("b"), fail_often, fail_often)
    assert len(newest(store, key).choices) == 60
