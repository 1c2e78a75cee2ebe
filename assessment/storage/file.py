"""The file of an SQLite database, and whether it is still the one that was opened.

While it is open, somebody may move a backup over it or delete it. SQLite does not notice: it would go on writing into a
file without a name, and apply the write-ahead log of the old file to the new one.
"""

from __future__ import annotations

import errno
from contextlib import suppress
from pathlib import Path
from threading import Lock
from typing import Final, NamedTuple

_BESIDE: Final = ("-wal", "-shm")


class Identity(NamedTuple):
    """What tells a file from another that takes its name."""

    device: int
    inode: int


class FileReplaced(OSError):
    """The file that was opened has another name now, or none."""

    def __init__(self) -> None:
        super().__init__(errno.ESTALE, "the file of the database has been replaced")


class DatabaseFile:
    """The file of one SQLite database; safe to share between threads."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = Lock()
        self._opened: Identity | None = None
        self._beside: dict[Path, Identity] = {}

    def is_in_place(self) -> bool:
        """Whether the opened file still has its name. A file that was never opened counts as in place."""
        with suppress(OSError), self._lock:  # SQLite reports what is wrong when we may not even look.
            if self._opened is not None and _identity(self._path) != self._opened:
                return False
            self._remember_beside()
        return True

    def check(self, opened: Identity | None) -> None:
        """Raise FileReplaced unless the file a connection has opened still has its name."""
        found = opened
        with suppress(OSError):
            found = _identity(self._path)
        if found != opened:
            raise FileReplaced

    def connected(self) -> Identity | None:
        """The file that a connection has opened but not read yet. Raises FileReplaced when it is another one."""
        with self._lock:
            try:
                found = _identity(self._path)
            except OSError:
                return self._opened
            if found is None or found != (self._opened or found):
                raise FileReplaced
            self._opened = found
            return found

    def configured(self) -> None:
        """A connection has its write-ahead log now."""
        with suppress(OSError), self._lock:
            self._remember_beside()

    def let_go(self) -> None:
        """Forget the opened file and delete its log, which would be applied to the file that has its name now.

        A log that somebody else has put there stays.
        """
        with self._lock:
            for path, identity in self._beside.items():
                if _identity(path) == identity:
                    path.unlink(missing_ok=True)
            self._opened, self._beside = None, {}

    def must_exist(self) -> None:
        """Raise FileNotFoundError when there is no file, or an empty one that is still being copied."""
        if not self._path.stat().st_size:
            raise FileNotFoundError(errno.ENOENT, "the file of the database is empty")

    def _remember_beside(self) -> None:
        file = self._path.resolve()  # SQLite puts its other files beside the file itself, not beside a link to it.
        for ending in _BESIDE:
            path = file.with_name(file.name + ending)
            identity = _identity(path)
            if identity is not None:
                self._beside[path] = identity


def _identity(path: Path) -> Identity | None:
    try:
        found = path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return None
    return Identity(found.st_dev, found.st_ino)
