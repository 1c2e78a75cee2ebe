"""Classifies database errors by the codes of the driver."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Mapping
from typing import Final, Literal

from sqlalchemy.exc import TimeoutError as NoConnection

Trouble = Literal["busy", "read_only", "full", "away", "newer"]

# The driver's codes, by what they mean for a waiting visitor; anything else is "away".
_SQLITE_TROUBLE: Final[Mapping[int, Trouble]] = {
    sqlite3.SQLITE_BUSY: "busy",
    sqlite3.SQLITE_LOCKED: "busy",
    sqlite3.SQLITE_PROTOCOL: "busy",
    sqlite3.SQLITE_READONLY: "read_only",
    sqlite3.SQLITE_PERM: "read_only",
    sqlite3.SQLITE_FULL: "full",
    sqlite3.SQLITE_IOERR_WRITE: "full",  # a quota, or a limit on file size
    sqlite3.SQLITE_IOERR_FSYNC: "full",
    sqlite3.SQLITE_IOERR_SHMSIZE: "full",
}
_POSTGRESQL_TROUBLE: Final[Mapping[str, Trouble]] = {
    "55P03": "busy",  # lock_not_available
    "40P01": "busy",  # deadlock_detected
    "40001": "busy",  # serialization_failure
    "57014": "busy",  # query_canceled, by a time limit
    "25006": "read_only",  # read_only_sql_transaction
    "42501": "read_only",  # insufficient_privilege
    "53100": "full",  # disk_full
}
_SYSTEM_TROUBLE: Final[Mapping[int, Trouble]] = {
    errno.EACCES: "read_only",
    errno.EPERM: "read_only",
    errno.EROFS: "read_only",
    errno.ENOSPC: "full",
    errno.EDQUOT: "full",
    errno.ESTALE: "busy",  # The file has been replaced, and is about to be opened anew.
}
# Errors that can come without an answer, after a long wait: all others show that the database is there.
_SQLITE_SILENCE: Final = (sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN)
_POSTGRESQL_SILENCE: Final = ("08", "57P")  # connection_exception, operator_intervention


class StoreUnavailable(Exception):
    """The database cannot be read or written right now. Nothing was changed. `trouble` is the cause, if known."""

    def __init__(self, message: str, trouble: Trouble = "away") -> None:
        super().__init__(message)
        self.trouble: Trouble = trouble


def trouble_in(error: BaseException) -> Trouble:
    """The kind of trouble behind an error of SQLAlchemy, of a driver or of the operating system."""
    driver = getattr(error, "orig", None) or error
    if isinstance(driver, sqlite3.Error):
        code = getattr(driver, "sqlite_errorcode", 0)
        return _SQLITE_TROUBLE.get(code) or _SQLITE_TROUBLE.get(code & 0xFF, "away")
    if isinstance(driver, OSError):
        return _SYSTEM_TROUBLE.get(driver.errno or 0, "away")
    if isinstance(driver, NoConnection):  # all connections are in use
        return "busy"
    return _POSTGRESQL_TROUBLE.get(getattr(driver, "sqlstate", None) or "", "away")


def is_answer(error: BaseException | None) -> bool:
    """Whether the database itself has sent this error, so that it is there however long it took."""
    driver = getattr(error, "orig", None) or error
    if isinstance(driver, sqlite3.Error):
        code = getattr(driver, "sqlite_errorcode", 0)
        return bool(code) and code & 0xFF not in _SQLITE_SILENCE
    state = getattr(driver, "sqlstate", None) or ""
    return bool(state) and not state.startswith(_POSTGRESQL_SILENCE)
