"""A program of the system's that runs beside a test."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from tests.browser.server import PATIENCE


class Program:
    """Started and stopped any number of times; what it writes on its terminal is in `log`."""

    def __init__(self, log: Path, *, answers: Callable[[], bool]) -> None:
        self._log, self._answers = log, answers
        self._process: subprocess.Popen[bytes] | None = None

    def start(self, command: Sequence[str]) -> None:
        """Start in the folder of its log, and return when it answers."""
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(command, cwd=self._log.parent, stdout=log, stderr=log)
        patience = time.monotonic() + PATIENCE
        while not self._answers():
            assert self._process.poll() is None, self._log.read_text(encoding="utf-8")
            assert time.monotonic() < patience, self._log.read_text(encoding="utf-8")
            time.sleep(0.05)

    def stop(self) -> None:
        if self._process is not None:
            self._process.terminate()
            self._process.wait(PATIENCE)
            self._process = None
