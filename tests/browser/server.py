"""The app on a port of its own, started as a user starts it, and its database seen from outside."""

from __future__ import annotations

import hashlib
import http.client
import json
import os
import resource
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlencode

from sqlalchemy import NullPool, create_engine, text
from sqlalchemy.engine import make_url

from assessment.storage import Store, new_key

ROOT: Final = Path(__file__).parents[2]
PATIENCE: Final = 60  # Seconds for anything that may be slow on a busy machine.

_FIRST_PORT: Final = 8800
_PAGE: Final = 4096  # The smallest piece SQLite writes.
# Root may write anywhere, unless it gives that capability up.
_POWERS: Final = "-dac_override,-dac_read_search"
_AS_ANYBODY: Final = ["setpriv", f"--bounding-set={_POWERS}", f"--inh-caps={_POWERS}"] if os.geteuid() == 0 else []


def free_port() -> int:
    """A free port from 8800 up, different from those that a parallel run of the tests finds."""
    first = _FIRST_PORT + os.getpid() % 90 * 10
    for port in range(first, first + 1000):
        with closing(socket.socket(socket.AF_INET6)) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("::", port))
            except OSError:
                continue
            return port
    raise RuntimeError(f"no free port from {first} up")


class Server:
    """`python -m streamlit run app.py`; database and port stay the same over restarts."""

    def __init__(
        self,
        root: Path,
        database: Path | str,
        log: Path,
        environment: Mapping[str, str] | None = None,
        /,
        *,
        busy_seconds: int = 30,
        **options: str,
    ) -> None:
        """`database` is the file of a SQLite database, or the URL of any; `options` are Streamlit's, such as port."""
        self.root, self.log, self._database, self._options = root, log, database, options
        self._environment = environment or {}
        self._busy_seconds = busy_seconds
        self.port = free_port()
        self._process: subprocess.Popen[bytes] | None = None

    def start(self, *, as_anybody: bool = False) -> None:
        """Start, and return when it answers; `as_anybody` even root may write only where permissions allow it."""
        command = [*(_AS_ANYBODY if as_anybody else ()), sys.executable, "-m", "streamlit", "run", "app.py"]
        settings = {"port": str(self.port), "headless": "true", **self._options}
        options = [f"--server.{name}={value}" for name, value in settings.items()]
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                [*command, *options],
                cwd=self.root,
                env={**os.environ, "DATABASE_URL": self._impatient_url(), **self._environment},
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        patience = time.monotonic() + PATIENCE
        while not self._answers():
            assert self._process.poll() is None, f"the server has stopped:\n{self.output()}"
            assert time.monotonic() < patience, f"the server does not answer:\n{self.output()}"
            time.sleep(0.1)

    @property
    def is_running(self) -> bool:
        """Whether it was started, and has neither been stopped nor ended by itself."""
        return self._process is not None and self._process.poll() is None

    def kill(self) -> None:
        """As `kill -9` or a crash: nothing is tidied up."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        self._end(signal.SIGTERM)

    def busy(self, seconds: float = 1.0) -> float:
        """How many processors it keeps busy, measured over so many seconds."""
        before = self._computed()
        time.sleep(seconds)
        return (self._computed() - before) / seconds

    def _computed(self) -> float:
        assert self._process is not None, "the server does not run"
        ticks = Path(f"/proc/{self._process.pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[11:13]
        return sum(map(int, ticks)) / os.sysconf("SC_CLK_TCK")

    def memory(self) -> int:
        """How many kilobytes of memory it uses."""
        assert self._process is not None, "the server does not run"
        status = Path(f"/proc/{self._process.pid}/status").read_text(encoding="utf-8")
        return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS"))

    def output(self) -> str:
        """What the server wrote on its terminal."""
        return self.log.read_text(encoding="utf-8", errors="replace")

    def url(self, path: str = "/", **query: str) -> str:
        return f"http://127.0.0.1:{self.port}{path}" + (f"?{urlencode(query)}" if query else "")

    @property
    def database(self) -> Path:
        """The file of a SQLite database."""
        return Path(self._database)

    @property
    def database_url(self) -> str:
        return self._database if isinstance(self._database, str) else f"sqlite:///{self._database}"

    def store(self) -> closing[Store]:
        """The database as the app itself opens it, beside the running server."""
        return closing(Store(self.database_url))

    def begun(self, choices: Mapping[str, object]) -> str:
        """The key of an assessment with these choices, put straight into the database."""
        key = new_key()
        with self.store() as store:
            store.begin(key, choices, instrument_version="1.0", scoring_version="1")
        return key

    def choices(self, key: str) -> dict[str, object]:
        """Every choice of a key's newest assessment by its path, read with plain SQL and none of our code."""
        rows = self._asked(
            "SELECT path, CAST(value AS TEXT) FROM choices WHERE assessment_id = (SELECT assessments.id"
            " FROM assessments JOIN series ON series.id = assessments.series_id WHERE key_hash = :hash"
            " ORDER BY number DESC LIMIT 1)",
            hash=hashlib.sha256(key.encode()).hexdigest(),
        )
        assert len(rows) == len({path for path, _ in rows}), "a choice is stored twice"
        return {path: json.loads(value) for path, value in rows}

    def ratings(self, key: str) -> dict[str, str]:
        """The stored ratings of a key by the name of their control, as the page writes them."""
        return {
            path.removeprefix("ratings."): str(value)
            for path, value in self.choices(key).items()
            if path.startswith("ratings.")
        }

    def rows(self) -> dict[str, int]:
        """The number of rows of each table that is not empty, except tables that count attempts or visits."""
        is_sqlite = self.database_url.startswith("sqlite")
        everywhere = "SELECT table_name FROM information_schema.tables WHERE table_schema = current_schema()"
        names = self._asked("SELECT name FROM sqlite_master WHERE type = 'table'" if is_sqlite else everywhere)
        return {
            name: count
            for (name,) in names
            if not any(word in name for word in ("limit", "log", "visit"))
            and (count := self._asked(f'SELECT count(*) FROM "{name}"')[0][0])
        }

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Another connection holds the write lock of a SQLite database."""
        with closing(sqlite3.connect(self.database, isolation_level=None, timeout=30)) as connection:
            connection.execute("BEGIN IMMEDIATE")
            yield
            connection.execute("ROLLBACK")

    @contextmanager
    def without_room(self) -> Iterator[None]:
        """No file of the running server may grow, as on a full disk; its terminal log still has room."""
        assert self._process is not None, "the server does not run"
        before = resource.prlimit(self._process.pid, resource.RLIMIT_FSIZE)
        resource.prlimit(self._process.pid, resource.RLIMIT_FSIZE, (_PAGE, before[1]))
        try:
            yield
            assert self.log.stat().st_size < _PAGE, "its output may be missing from the log"
        finally:
            resource.prlimit(self._process.pid, resource.RLIMIT_FSIZE, before)

    def allow_files(self, most: int) -> None:
        """From now on the running server has at most so many files and connections open."""
        assert self._process is not None, "the server does not run"
        resource.prlimit(self._process.pid, resource.RLIMIT_NOFILE, (most, most))

    @contextmanager
    def write_protected(self) -> Iterator[None]:
        """The file of a SQLite database is read-only, and so is its folder; open files stay open."""
        folder = self.database.parent
        before = {path: path.stat().st_mode for path in (folder, *folder.glob(f"{self.database.name}*"))}
        for path, mode in before.items():
            path.chmod(mode & ~0o222)
        try:
            yield
        finally:
            for path, mode in before.items():
                path.chmod(mode)

    def _impatient_url(self) -> str:
        url = make_url(self.database_url).update_query_dict({"timeout": str(self._busy_seconds)})
        return url.render_as_string(hide_password=False)

    def _asked(self, question: str, **values: str) -> Sequence[tuple[Any, ...]]:
        url = make_url(self.database_url)
        url = url if url.get_backend_name() == "sqlite" else url.set(drivername="postgresql+psycopg")
        with create_engine(url, poolclass=NullPool).connect() as connection:
            return [tuple(row) for row in connection.execute(text(question), values)]

    def _answers(self) -> bool:
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)) as connection:
            try:
                connection.request("GET", "/_stcore/health")
                return connection.getresponse().status == 200
            except OSError:
                return False

    def _end(self, how: signal.Signals) -> None:
        if self._process is not None:
            self._process.send_signal(how)
            try:
                self._process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
            self._process = None
