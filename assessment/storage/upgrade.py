"""Brings a database to today's tables: a new one, one of any release, or one whose last migration was killed half-way.

All migrations of one opening are one transaction, under a lock, so of several servers that open a database at once one
migrates and the others wait; and whatever is killed leaves the database as it was. Before a migration everything is
copied: SQLite into a file beside the database, PostgreSQL into tables whose names begin with the old version.
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
_LOCK: Final = 4_681_092  # Any number, the same for all who migrate.
_ONE_AT_A_TIME: Final = Lock()  # Alembic keeps in its modules what it is just migrating.


class NewerDatabase(Exception):
    """The database was written by a later release than this one."""


def bring_up_to_date(engine: Engine) -> None:
    """Migrate what has to be migrated. Raises NewerDatabase, or whatever the database says; then nothing is changed."""
    with engine.connect() as connection:
        if _version(connection) == SCHEMA_VERSION:
            return
    # Alembic takes half a second to load, and a database that is up to date does not need it.
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
    """The versions of which there is a copy made before a migration; with `before` only those older than that."""
    file, found = _file(connection), dict[str, datetime]()
    if file is not None:
        for path in file.parent.glob(f"{escape(file.name)}.{_COPY}*"):
            found[path.name.partition(_COPY)[2]] = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    for name, made_at in _copied_tables(connection):
        found[_copied_version(name)] = made_at
    return sorted(version for version, made_at in found.items() if before is None or made_at < before)


def forget_copies(connection: Connection, versions: Sequence[str]) -> None:
    """Take away what was copied before migrations: what is deleted must be gone from there as well."""
    file = _file(connection)
    if file is not None:
        for version in versions:
            file.with_name(f"{file.name}.{_COPY}{version}").unlink(missing_ok=True)
    for name, _ in _copied_tables(connection):
        if _copied_version(name) in versions:  # unless somebody else has just done it
            connection.execute(text(f'DROP TABLE IF EXISTS "{name}"'))


@contextmanager
def unhurried(connection: Connection) -> Iterator[None]:
    """Let statements of a transaction take the time they need; only somebody else's lock is not waited for longer."""
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
    """A transaction nobody else migrates beside."""
    with engine.connect().execution_options(writes=True) as connection:
        if engine.dialect.name == "sqlite":
            # SQLite changes a table by making it anew; with foreign keys on that would delete the rows that hang on
            # it. The setting has no effect inside a transaction, so it is made past SQLAlchemy, which would begin one.
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
        partial.chmod(S_IMODE(file.stat().st_mode))  # Who may not read the one may not read the other.
        with closing(sqlite3.connect(file)) as source, closing(sqlite3.connect(partial)) as target:
            source.backup(target)
        partial.replace(file.with_name(f"{file.name}.{_COPY}{version}"))
    elif connection.dialect.name == "postgresql":
        forget_copies(connection, [version])  # one of an earlier migration that somebody has taken back
        made_at = datetime.now(UTC).isoformat()
        for name in inspect(connection).get_table_names():
            if not name.startswith(_COPY):
                connection.execute(text(f'CREATE TABLE "{_COPY}{version}_{name}" AS TABLE "{name}"'))
                connection.execute(text(f"COMMENT ON TABLE \"{_COPY}{version}_{name}\" IS '{made_at}'"))


def _copied_tables(connection: Connection) -> list[tuple[str, datetime]]:
    """The tables that are copies and when they were made, on PostgreSQL; in one order, so that no two block each other.

    The time stands in the table's comment; without one the copy is as old as can be.
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
    """The file of a SQLite database; None in memory and on a server."""
    if connection.dialect.name != "sqlite":
        return None
    name = connection.execute(text("SELECT file FROM pragma_database_list WHERE name = 'main'")).scalar()
    return Path(name) if name else None
