"""A connection to PostgreSQL that waits for no answer longer than it says."""

from __future__ import annotations

from typing import Any

import psycopg


class Connection(psycopg.Connection[Any]):
    """`patience` is how many seconds it waits for an answer, None for any time.

    A server that is frozen, or behind a line that swallows everything, answers to no limit of its own.
    """

    patience: float | None = None

    def wait(self, gen: Any, interval: float = 0.1, timeout: float | None = None) -> Any:
        """Wait as psycopg does. Raises OperationalError when the patience is over."""
        return super().wait(gen, interval, self.patience if timeout is None else timeout)
