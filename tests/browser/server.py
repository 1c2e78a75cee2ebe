"""The app on a port of its own, started the way a user starts it, and its database seen from outside."""

from __future__ import annotations

import hashlib
import http.client
import json
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final
from urllib.parse import urlencode

from assessment.storage.store import Store, new_key

ROOT: Final = Path(__file__).parents[2]
PATIENCE: Final = 60  # Seconds for anything a busy machine may be slow at.

_FIRST_PORT: Final = 8800


def free_port() -> int:
    """A port from 8800 up that nobody listens on, and another one than a second run of the tests finds."""
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
    """`python -m streamlit run app.py`; the database and the port stay the same when it is started again."""

    def __init__(self, root: Path, database: Path, log: Path) -> None:
        self.root, self.database, self.log = root, database, log
        self.port = free_port()
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        command = [sys.executable, "-m", "streamlit", "run", "app.py"]
        options = ["--server.port", str(self.port), "--server.headless", "true"]
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                [*command, *options],
                cwd=self.root,
                env={**os.environ, "DATABASE_URL": self.database_url},
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        patience = time.monotonic() + PATIENCE
        while not self._answers():
            assert self._process.poll() is None, f"the server has stopped:\n{self.said()}"
            assert time.monotonic() < patience, f"the server does not answer:\n{self.said()}"
            time.sleep(0.1)

    def kill(self) -> None:
        """As `kill -9`, or a power cut: nothing is tidied up."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        self._end(signal.SIGTERM)

    def said(self) -> str:
        """What the server wrote on its terminal."""
        return self.log.read_text(encoding="utf-8", errors="replace")

    def url(self, path: str = "/", **query: str) -> str:
        return f"http://127.0.0.1:{self.port}{path}" + (f"?{urlencode(query)}" if query else "")

    @property
    def database_url(self) -> str:
        return f"sqlite:///{self.database}"

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
        """Every choice of a key's newest assessment by its path, read by nobody's code but SQLite's."""
        wanted = (
            "SELECT path, CAST(value AS TEXT) FROM choices WHERE assessment_id = (SELECT assessments.id"
            " FROM assessments JOIN series ON series.id = assessments.series_id"
            " WHERE key_hash = ? ORDER BY number DESC LIMIT 1)"
        )
        with closing(sqlite3.connect(self.database)) as connection:
            rows = connection.execute(wanted, (hashlib.sha256(key.encode()).hexdigest(),)).fetchall()
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
        """How many rows each table that is not empty has, but for those that count attempts or visits."""
        with closing(sqlite3.connect(self.database)) as connection:
            names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
            return {
                name: count
                for name in names
                if not any(word in name for word in ("limit", "log", "visit"))
                and (count := connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0])
            }

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Somebody else holds the database's write lock."""
        with closing(sqlite3.connect(self.database, isolation_level=None, timeout=30)) as connection:
            connection.execute("BEGIN IMMEDIATE")
            yield
            connection.execute("ROLLBACK")

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
