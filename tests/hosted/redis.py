"""A Redis of the test's own for the length of a block; the program is the system's."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from redis import Redis as Client
from redis.exceptions import RedisError

from tests.browser.server import free_port
from tests.hosted.program import Program

PASSWORD: Final = "who-knows-this-may-count"  # of a server that lives for a test


class Redis:
    """A server that saves nothing on disk; `address` stays the same when it is restarted."""

    def __init__(self, program: str, log: Path) -> None:
        self.address = f":{PASSWORD}@127.0.0.1:{free_port()}/0"
        self.client = Client.from_url(f"redis://{self.address}")
        self._path, self._program = program, Program(log, answers=self._answers)

    def start(self) -> None:
        """Start, and return when it answers."""
        port = self.address.rpartition(":")[2].partition("/")[0]
        options = ["--port", port, "--bind", "127.0.0.1", "--requirepass", PASSWORD, "--save", "", "--appendonly", "no"]
        self._program.start([self._path, *options])

    def stop(self) -> None:
        """Stop it; what it counted is gone."""
        self._program.stop()

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
