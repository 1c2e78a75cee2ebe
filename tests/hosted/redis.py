"""A Redis of the test's own for the length of a block; the program is the system's."""

from __future__ import annotations

import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from redis import Redis as Client
from redis.exceptions import RedisError

from tests.browser.server import PATIENCE, free_port

PASSWORD: Final = "who-knows-this-may-count"  # of a server that lives for a test


class Redis:
    """A server that saves nothing on disk; `address` stays the same when it is restarted."""

    def __init__(self, program: str, log: Path) -> None:
        self.address = f":{PASSWORD}@127.0.0.1:{free_port()}/0"
        self.client = Client.from_url(f"redis://{self.address}")
        self._program, self._log = program, log
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start, and return when it answers."""
        port = self.address.rpartition(":")[2].partition("/")[0]
        options = ["--port", port, "--bind", "127.0.0.1", "--requirepass", PASSWORD, "--save", "", "--appendonly", "no"]
        with self._log.open("ab") as log:
            self._process = subprocess.Popen([self._program, *options], cwd=self._log.parent, stdout=log, stderr=log)
        patience = time.monotonic() + PATIENCE
        while not self._answers():
            assert self._process.poll() is None, self._log.read_text()
            assert time.monotonic() < patience, self._log.read_text()
            time.sleep(0.05)

    def stop(self) -> None:
        """Stop it; what it counted is gone."""
        if self._process is not None:
            self._process.terminate()
            self._process.wait(PATIENCE)
            self._process = None

    def _answers(self) -> bool:
        try:
            return bool(self.client.ping())
        except RedisError:
            return False


@contextmanager
def redis(folder: Path) -> Iterator[Redis | None]:
    """A running Redis; None if the system has none."""
    program = shutil.which("redis-server")
    if program is None:
        yield None
        return
    server = Redis(program, folder / "redis.log")
    server.start()
    try:
        yield server
    finally:
        server.client.close()
        server.stop()
