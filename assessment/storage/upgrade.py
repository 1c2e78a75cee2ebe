"""Brings a database to today's tables: a new one, one of any release, or one whose last migration was killed half-way.

All migrations of one opening are one transaction, under a lock, so of several servers that open a database at once one
migrates and the others wait; and whatever is killed leaves the database as it was. Before a migration everything is
copied: SQLite into a file beside the database, PostgreSQL into tables whose names begin with the old version.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, Engine, inspect, text

from assessment.storage.tables import SCHEMA_VERSION

_MIGRATIONS: Final = Path(__file__).with_name("migrations")
_FIRST_RELEASE: Final = "0001"
_COPY: Final = "copy_before_"
_LOCK: Final = 4_681_092  # Any number, the same for all who migrate.


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
    with _migrating(engine) as connection:
        settings.attributes["connection"] = connection
        version = _version(connection)
        if version is None and "assessments" in inspect(connection).get_table_names():
            version = _FIRST_RELEASE
            command.stamp(settings, version)
        if version is not None and version not in known:
            raise NewerDatabase(f"the database has version {version}, this release knows {SCHEMA_VERSION} at most")
        if version is not None and version != SCHEMA_VERSION:
            _copy(connection, version)
        command.upgrade(settings, "head")


def copies(engine: Engine) -> list[Path]:
    """The copies that were made beside a SQLite database before it was migrated."""
    file = _file(engine)
    return sorted(file.parent.glob(f"{file.name}.{_COPY}*")) if file else []


def forget_copies(connection: Connection) -> None:
    """Take away what was copied before migrations: what is deleted must be gone from there as well."""
    for path in copies(connection.engine):
        path.unlink(missing_ok=True)
    if connection.dialect.name == "postgresql":
        for name in inspect(connection).get_table_names():
            if name.startswith(_COPY):
                connection.execute(text(f'DROP TABLE "{name}"'))


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
            with connection.begin():
                if engine.dialect.name == "postgresql":
                    connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
                yield connection
        finally:
            connection.invalidate()


def _copy(connection: Connection, version: str) -> None:
    file = _file(connection.engine)
    if file is not None:
        partial = file.with_name(f"{file.name}.{_COPY}{version}.partial")
        partial.unlink(missing_ok=True)
        with closing(sqlite3.connect(file)) as source, closing(sqlite3.connect(partial)) as target:
            source.backup(target)
        partial.replace(file.with_name(f"{file.name}.{_COPY}{version}"))
    elif connection.dialect.name == "postgresql":
        for name in inspect(connection).get_table_names():
            if not name.startswith(_COPY):
                connection.execute(text(f'CREATE TABLE "{_COPY}{version}_{name}" AS TABLE "{name}"'))


def _file(engine: Engine) -> Path | None:
    """The file of a SQLite database; None in memory and on a server."""
    name = engine.url.database
    is_file = engine.dialect.name == "sqlite" and name and name != ":memory:" and not name.startswith("file:")
    return Path(name or "") if is_file else None
