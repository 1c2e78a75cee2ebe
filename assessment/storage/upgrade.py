"""Brings a database up to today's tables: a new one, one of any release, or one whose last migration was killed.

All pending migrations run in one transaction, under a lock. If several servers open a database at once, one migrates
and the others wait; a server that is killed leaves the database as it was. Before a migration everything is copied:
SQLite into a file beside the database, PostgreSQL into tables named after the old version.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from glob import escape
from pathlib import Path
from stat import S_IMODE
from threading import Lock
from typing import Final

from sqlalchemy import Connection, Engine, inspect, text

from assessment.storage.tables import SCHEMA_VERSION

_MIGRATIONS: Final = Path(__file__).with_name("migrations")
_FIRST_RELEASE: Final = "0001"
_COPY: Final = "copy_before_"
_LOCK: Final = 4_681_092  # An arbitrary number, the same in every server.
_ONE_AT_A_TIME: Final = Lock()  # Alembic keeps the current migration in module globals.


class NewerDatabase(Exception):
    """The database was written by a later release than this one."""


def bring_up_to_date(engine: Engine) -> None:
    """Run the pending migrations. Raises NewerDatabase or the database's own error; then nothing is changed."""
    with engine.connect() as connection:
        if _version(connection) == SCHEMA_VERSION:
            return
    # Loading Alembic takes half a second, and an up-to-date database does not need it.
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415
    from alembic.script import ScriptDirectory  # noqa: PLC0415

    settings = Config()
    settings.set_main_option("script_location", str(_MIGRATIONS))
    known = {script.revision for script in ScriptDirectory.from_config(settings).walk_revisions()}
    with _ONE_AT_A_TIME, _migrating(engine) as connection:
        settings.attributes["connection"] = connection
        version = _version(connection)
        made_without_alembic = version is None and "assessments" in inspect(connection).get_table_names()
        if made_without_alembic:
            version = _FIRST_RELEASE
        if version is not None and version not in known:
            raise NewerDatabase(f"the database has version {version}, this release knows {SCHEMA_VERSION} at most")
        if version is not None and version != SCHEMA_VERSION:
            _copy(connection, version)
        if made_without_alembic:
            command.stamp(settings, _FIRST_RELEASE)
        command.upgrade(settings, "head")


def copies(connection: Connection, before: datetime | None = None) -> list[str]:
    """The versions with a copy made before a migration; with `before`, only copies older than that."""
    file, found = _file(connection), dict[str, datetime]()
    if file is not None:
        for path in file.parent.glob(f"{escape(file.name)}.{_COPY}*"):
            found[path.name.partition(_COPY)[2]] = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    for name, made_at in _copied_tables(connection):
        found[_copied_version(name)] = made_at
    return sorted(version for version, made_at in found.items() if before is None or made_at < before)


def forget_copies(connection: Connection, versions: Sequence[str]) -> None:
    """Delete the copies made before migrations, because deleted data must disappear from them as well."""
    file = _file(connection)
    if file is not None:
        for version in versions:
            file.with_name(f"{file.name}.{_COPY}{version}").unlink(missing_ok=True)
    for name, _ in _copied_tables(connection):
        if _copied_version(name) in versions:
            connection.execute(text(f'DROP TABLE IF EXISTS "{name}"'))


@contextmanager
def unhurried(connection: Connection) -> Iterator[None]:
    """Let the statements of a transaction take the time they need; waiting for a lock stays limited."""
    driver = connection.connection.driver_connection
    if connection.dialect.name != "postgresql" or driver is None:
        yield
        return
    connection.execute(text("SET LOCAL statement_timeout = 0"))
    patience, driver.patience = driver.patience, None
    try:
        yield
    finally:
        driver.patience = patience


def _version(connection: Connection) -> str | None:
    if "alembic_version" not in inspect(connection).get_table_names():
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


@contextmanager
def _migrating(engine: Engine) -> Iterator[Connection]:
    """A transaction during which no other server migrates."""
    with engine.connect().execution_options(writes=True) as connection:
        if engine.dialect.name == "sqlite":
            # SQLite changes a table by recreating it, which would delete all rows that refer to it if foreign keys were
            # enforced. The setting has no effect inside a transaction, and SQLAlchemy would begin one, so it is
            # bypassed.
            driver = connection.connection.dbapi_connection
            assert driver is not None, "a connection just opened has a driver's connection"  # noqa: S101
            driver.execute("PRAGMA foreign_keys=OFF")
        try:
            with connection.begin(), unhurried(connection):
                if engine.dialect.name == "postgresql":
                    connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
                yield connection
        finally:
            connection.invalidate()


def _copy(connection: Connection, version: str) -> None:
    file = _file(connection)
    if file is not None:
        partial = file.with_name(f"{file.name}.{_COPY}{version}.partial")
        partial.unlink(missing_ok=True)
        partial.touch()
        partial.chmod(S_IMODE(file.stat().st_mode))  # Whoever may not read the database may not read its copy.
        with closing(sqlite3.connect(file)) as source, closing(sqlite3.connect(partial)) as target:
            source.backup(target)
        partial.replace(file.with_name(f"{file.name}.{_COPY}{version}"))
    elif connection.dialect.name == "postgresql":
        forget_copies(connection, [version])  # from an earlier migration that somebody has reverted
        made_at = datetime.now(UTC).isoformat()
        for name in inspect(connection).get_table_names():
            if not name.startswith(_COPY):
                connection.execute(text(f'CREATE TABLE "{_COPY}{version}_{name}" AS TABLE "{name}"'))
                connection.execute(text(f"COMMENT ON TABLE \"{_COPY}{version}_{name}\" IS '{made_at}'"))


def _copied_tables(connection: Connection) -> list[tuple[str, datetime]]:
    """On PostgreSQL, the tables that are copies and when they were made, in a fixed order that prevents deadlocks.

    The time is in the table's comment; without one, the copy counts as infinitely old.
    """
    if connection.dialect.name != "postgresql":
        return []
    wanted = """
        SELECT relname, obj_description(pg_class.oid, 'pg_class') FROM pg_class JOIN pg_namespace space
            ON space.oid = relnamespace WHERE nspname = current_schema() AND relkind = 'r' ORDER BY relname
    """
    return [
        (name, datetime.fromisoformat(made_at) if made_at else datetime.min.replace(tzinfo=UTC))
        for name, made_at in connection.execute(text(wanted)).all()
        if name.startswith(_COPY)
    ]


def _copied_version(table: str) -> str:
    return table.removeprefix(_COPY).partition("_")[0]


def _file(connection: Connection) -> Path | None:
    """The file of an SQLite database; None in memory and on a server."""
    if connection.dialect.name != "sqlite":
        return None
    name = connection.execute(text("SELECT file FROM pragma_database_list WHERE name = 'main'")).scalar()
    return Path(name) if name else None
