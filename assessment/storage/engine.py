"""Opens a database and runs every transaction on it.

Any trouble with the database becomes a StoreUnavailable, so that callers need not know the drivers.
"""

from __future__ import annotations

import logging
import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext, suppress
from pathlib import Path
from threading import Lock
from typing import Any, Final
from urllib.parse import unquote

from sqlalchemy import URL, Connection, Engine, ExceptionContext, create_engine, event, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DataError, DBAPIError, SQLAlchemyError
from sqlalchemy.pool import ConnectionPoolEntry

from assessment.storage.file import DatabaseFile
from assessment.storage.outage import Outages, Use
from assessment.storage.trouble import StoreUnavailable, trouble_in
from assessment.storage.upgrade import NewerDatabase, bring_up_to_date, unhurried

AT_ONCE: Final = 500  # Databases limit the number of values in one statement.

_DATABASE: Final = Path(__file__).parents[2] / "data" / "drivkraft.db"
_SECONDS_BUSY: Final = 30
_SECONDS_BUSY_ON_A_SERVER: Final = 15
_MOST_SECONDS_BUSY: Final = 3600
_MILLISECONDS_HARDLY_WAITING: Final = 500  # Other writes take some milliseconds each.
_SECONDS_TO_CONNECT: Final = 5
_SECONDS_UNTIL_AGAIN: Final = 0.01
# Opening a file anew takes some milliseconds, unless it has to be migrated.
_SECONDS_TO_REOPEN: Final = 1.0
# What a server gets beyond its lock_timeout: a statement may compute for a while, and its answer may be on its way.
_SECONDS_TO_COMPUTE: Final = 3
_SECONDS_TO_ANSWER: Final = 5
# A connection that swallows everything is noticed within half a minute.
_LINE: Final = {
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 20_000,
}
_POOL: Final = 5
_LOG: Final = logging.getLogger(__name__)


def database_url() -> str:
    """The URL in DATABASE_URL, by default that of an SQLite file in the project."""
    return os.environ.get("DATABASE_URL") or f"sqlite:///{_DATABASE}"


def sqlite_file(url: str) -> str | None:
    """The file name of an SQLite database, "" for one in memory; None for a server or an invalid URL."""
    try:
        parsed = make_url(url)
    except (SQLAlchemyError, ValueError):
        return None
    if parsed.get_backend_name() != "sqlite":
        return None
    name = parsed.database or ""
    if name.startswith("file:"):
        name = unquote(name.removeprefix("file:"))
    return "" if name in ("", ":memory:") or parsed.query.get("mode") == "memory" else name


class Database:
    """A database with today's tables; safe to share between threads."""

    def __init__(self, url: str, outages: Outages | None = None) -> None:
        """Open the database at a SQLAlchemy URL and bring its tables up to date. Raises StoreUnavailable.

        `outages` holds what is known from before it was opened.
        """
        self._log_needs_cutting = True  # The previous process may have ended before it cut the log.
        self._outages = outages or Outages()
        name = sqlite_file(url)
        self._file = DatabaseFile(Path(name)) if name else None
        self._is_up_to_date, self._reopening = False, Lock()
        try:
            self._engine = _open(url, self._outages, self._file)
        except (SQLAlchemyError, ValueError, OSError, ImportError) as error:  # ImportError: no driver installed
            raise StoreUnavailable(str(error), trouble_in(error)) from error
        try:
            self._bring_up_to_date()
        except StoreUnavailable:
            self.close()
            raise

    def close(self) -> None:
        """Close all connections. When another file has taken the name of the database, leave it no log of the old."""
        if self._file is not None and not self._file.is_in_place():
            with suppress(OSError):
                self._let_go(self._file)
        self._engine.dispose()

    def _bring_up_to_date(self) -> None:
        try:
            bring_up_to_date(self._engine)
        except NewerDatabase as error:
            raise StoreUnavailable(str(error), "newer") from error
        except (SQLAlchemyError, sqlite3.Error, OSError) as error:
            raise StoreUnavailable(str(error), trouble_in(error)) from error
        self._is_up_to_date = True

    def _follow_file(self) -> None:
        """Open an SQLite file anew after a backup was moved over it. Raises OSError while there is none."""
        if self._file is None or (self._file.is_in_place() and self._is_up_to_date):
            return
        if not self._reopening.acquire(timeout=_SECONDS_TO_REOPEN):
            raise StoreUnavailable("the file of the database is being opened anew", "busy")
        try:
            if not self._file.is_in_place():
                self._let_go(self._file)
            if not self._is_up_to_date:
                self._file.must_exist()
                self._bring_up_to_date()
                _LOG.warning("The file of the database was replaced; the new one is in use.")
        finally:
            self._reopening.release()

    def _let_go(self, file: DatabaseFile) -> None:
        """Close the old file, complete wherever it is now, and keep its log from the file that has its name."""
        self._is_up_to_date = False
        with suppress(SQLAlchemyError, OSError), self._engine.connect() as connection:
            connection.execute(text("PRAGMA busy_timeout=1000"))
            connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))
        self._engine.dispose()
        file.let_go()

    def _cut_log(self) -> None:
        """Leave no byte of deleted data: SQLite's write-ahead log keeps old pages until it is truncated.

        A reader that began before the deletion prevents this; purge_daily() then cuts the log later.
        """
        if self._engine.dialect.name == "sqlite":
            with self._reading() as connection:
                self._log_needs_cutting = bool(connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)")).one()[0])

    def answers(self) -> bool:
        """Whether the database can be read now."""
        try:
            with self._reading() as connection:
                return bool(connection.execute(text("SELECT 1")).scalar())
        except StoreUnavailable:
            return False

    @contextmanager
    def _writing(self, *, takes_long: bool = False) -> Iterator[Connection]:
        # Deferred transactions that read before they write fail under load, so the write lock is taken first.
        with (
            self._guarded("written"),
            self._engine.connect().execution_options(writes=True) as connection,
            connection.begin(),
            unhurried(connection) if takes_long else nullcontext(),
        ):
            yield connection
            self._check_file(connection)

    @contextmanager
    def _writing_soon_or_not(self) -> Iterator[Connection]:
        """A transaction for what can as well be written another time: it hardly waits for SQLite's write lock.

        Raises SQLAlchemyError or OSError. A failure does not count as an outage.
        """
        with (
            self._engine.connect().execution_options(writes=True) as connection,
            _hardly_waiting(connection),
            connection.begin(),
        ):
            yield connection
            self._check_file(connection)

    def _check_file(self, connection: Connection) -> None:
        if self._file is not None:  # Nothing is confirmed that went into a file without a name.
            self._file.check(connection.info.get("file"))

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with self._guarded("read"), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def _guarded(self, use: Use) -> Iterator[None]:
        with self._outages.attempt(use):
            try:
                self._follow_file()
                yield
            except (UnicodeError, OverflowError, DataError) as error:
                raise ValueError("a value does not fit into the database") from error
            except (SQLAlchemyError, OSError) as error:
                raise StoreUnavailable(str(error), trouble_in(error)) from error


@contextmanager
def _hardly_waiting(connection: Connection) -> Iterator[None]:
    """Let SQLite give up soon where another connection is writing."""
    driver = connection.connection.driver_connection
    if connection.dialect.name != "sqlite" or driver is None:
        yield
        return
    (patience,) = driver.execute("PRAGMA busy_timeout").fetchone()
    driver.execute(f"PRAGMA busy_timeout={_MILLISECONDS_HARDLY_WAITING}")
    try:
        yield
    finally:
        with suppress(sqlite3.Error):  # Trouble may have closed the connection.
            driver.execute(f"PRAGMA busy_timeout={patience}")


def insert(connection: Connection, table: Any) -> Any:
    """INSERT … ON CONFLICT, which both databases have but SQLAlchemy offers per dialect only."""
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    return dialect.insert(table)


def _open(url: str, outages: Outages, file: DatabaseFile | None = None) -> Engine:
    parsed = make_url(url)
    engine = _open_sqlite(parsed, file) if parsed.get_backend_name() == "sqlite" else _open_server(parsed, outages)

    @event.listens_for(engine, "handle_error")
    def _connect_anew(context: ExceptionContext) -> None:
        # A connection to an SQLite file that was not writable stays read-only after the file becomes writable. So does
        # one to a server that has become a standby. A busy database keeps its connections.
        error = context.sqlalchemy_exception
        if isinstance(error, DBAPIError) and not isinstance(error, DataError) and trouble_in(error) != "busy":
            context.is_disconnect = True
            # A cursor keeps an SQLite connection open, and with it the permissions of its other files, until the
            # exception is garbage-collected.
            if context.execution_context is not None and context.execution_context.cursor is not None:
                context.execution_context.cursor.close()
            if parsed.get_backend_name() == "sqlite" and parsed.database and trouble_in(error) == "read_only":
                _let_other_files_follow(Path(parsed.database))

    return engine


def _let_other_files_follow(database: Path) -> None:
    """Give SQLite's other files the permissions of the database, which may have changed since they were created."""
    for ending in ("-wal", "-shm"):
        with suppress(OSError):
            database.with_name(database.name + ending).chmod(database.stat().st_mode)


def _open_server(url: URL, outages: Outages) -> Engine:
    if url.drivername in ("postgresql", "postgres"):
        url = url.set(drivername="postgresql+psycopg")
    if url.drivername != "postgresql+psycopg":
        return create_engine(url, pool_pre_ping=True, pool_size=_POOL, hide_parameters=True)
    busy = _busy_milliseconds(url, _SECONDS_BUSY_ON_A_SERVER)
    limits = f"-c lock_timeout={busy} -c statement_timeout={busy + _SECONDS_TO_COMPUTE * 1000}"
    waits = {"connect_timeout": _SECONDS_TO_CONNECT, **_LINE}
    arguments = {name: url.query.get(name, default) for name, default in waits.items()}
    arguments["options"] = f"{limits} {url.query.get('options', '')}"
    url = url.difference_update_query(["timeout"])  # The driver does not know this parameter.
    engine = create_engine(url, pool_pre_ping=True, pool_size=_POOL, connect_args=arguments, hide_parameters=True)

    @event.listens_for(engine, "do_connect")
    def _connect(_dialect: object, _record: object, _: object, parameters: dict[str, Any]) -> object:
        from assessment.storage.postgresql import Connection as Patient  # noqa: PLC0415  # SQLite needs no such driver

        outages.fail_at_once()  # A thread that waited for another's attempt need not try as well.
        connection = Patient.connect(**parameters)
        connection.patience = busy / 1000 + _SECONDS_TO_ANSWER
        return connection

    return engine


def _open_sqlite(url: URL, file: DatabaseFile | None) -> Engine:
    if url.database and not url.database.startswith((":memory:", "file:")):
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    busy = _busy_milliseconds(url, _SECONDS_BUSY)
    engine = create_engine(url, pool_size=_POOL, connect_args={"timeout": busy / 1000}, hide_parameters=True)

    @event.listens_for(engine, "connect")
    def _configure(connection: Any, record: ConnectionPoolEntry) -> None:
        connection.isolation_level = None  # _begin() below sends BEGIN itself.
        try:
            record.info["file"] = file and file.connected()  # before anything is read
            connection.execute(f"PRAGMA busy_timeout={busy}")
            _log_ahead(connection, busy / 1000)
            for setting in ("synchronous=FULL", "foreign_keys=ON", "secure_delete=ON"):
                connection.execute(f"PRAGMA {setting}")
        except (sqlite3.Error, OSError):
            # Now, not at garbage collection: while it is open, SQLite's other files keep their old permissions.
            connection.close()
            raise
        if file is not None:
            file.configured()

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _log_ahead(connection: sqlite3.Connection, patience: float) -> None:
    """Switch to a write-ahead log, within so many seconds.

    SQLite refuses at once, and does not wait, where several processes make the same new file.
    """
    until = time.monotonic() + patience
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                raise
            time.sleep(_SECONDS_UNTIL_AGAIN)
        else:
            return


def _busy_milliseconds(url: URL, default: int) -> int:
    """How long to wait for a lock: the seconds in the URL's `timeout`, or the default."""
    seconds = float(str(url.query.get("timeout", default)))
    if not 0 <= seconds <= _MOST_SECONDS_BUSY:
        raise ValueError(f"timeout={seconds:g} in the database's URL is not between 0 and {_MOST_SECONDS_BUSY} seconds")
    return round(seconds * 1000)
