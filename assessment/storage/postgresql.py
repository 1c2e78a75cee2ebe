"""A connection to PostgreSQL that waits for an answer only so long."""

from __future__ import annotations

from typing import Any

import psycopg


class Connection(psycopg.Connection[Any]):
    """`patience` is how many seconds it waits for an answer, None for no limit.

    The limits of the server itself do not help when it is frozen, or behind a connection that swallows everything.
    """

    patience: float | None = None

    def wait(self, gen: Any, interval: float = 0.1, timeout: float | None = None) -> Any:
        """Wait as psycopg does. Raises OperationalError when the patience runs out."""
        return super().wait(gen, interval, self.patience if timeout is None else timeout)
