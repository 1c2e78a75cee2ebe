"""An answer's time in the database: the cost of the write, and whether a million stored answers make it slower.

With the write, a tap is applied to SQLite and the answers are read back, as after every tap; without it, they are only
read. The same is measured on a database that already has a million answers.
"""

from __future__ import annotations

import sqlite3
import tempfile
import time
from collections.abc import Sequence
from contextlib import closing
from statistics import median
from typing import Final

from assessment.storage import Store, Tap, new_key
from benchmarks.measuring import BANK, Measured, against, in_turns, print_figures

TAPS: Final = 300
STORED: Final = 1_000_000

_PATHS: Final = [f"ratings.{item.id}.{column}" for item in BANK.form_items("full") for column in ("current", "new")]


def measure() -> Sequence[Measured]:
    """Both lines of the budget on an answer's server time."""
    with tempfile.TemporaryDirectory() as folder:
        small, large = (_Respondent(f"sqlite:///{folder}/{name}.db") for name in ("small", "large"))
        _fill(f"{folder}/large.db")
        in_turns(20, small.answer, large.answer, small.look)
        written, written_large, read = in_turns(TAPS, small.answer, large.answer, small.look)
        small.store.close()
        large.store.close()
    return (
        Measured(
            "An answer's server time, write included",
            "more than without the write",
            median(written) - median(read),
            15,
            "ms",
        ),
        against("An answer with 1,000,000 stored answers", "an empty database", 1.1, written_large, written),
    )


class _Respondent:
    """Answers one statement after the other, and begins again after the last."""

    def __init__(self, url: str) -> None:
        self.store, self.key, self.taps = Store(url), new_key(), 0
        self.store.begin(self.key, dict.fromkeys(_PATHS, 3), instrument_version=BANK.version, scoring_version="1")

    def answer(self) -> float:
        begun = time.perf_counter()
        self.taps += 1
        tap = Tap(self.taps, _PATHS[self.taps % len(_PATHS)], self.taps % 5 + 1)
        assert self.store.apply(self.key, "a tab", [tap])
        self.store.load(self.key)
        return (time.perf_counter() - begun) * 1000

    def look(self) -> float:
        begun = time.perf_counter()
        self.store.load(self.key)
        return (time.perf_counter() - begun) * 1000


def _fill(path: str) -> None:
    """Insert a million answers of others directly, because tapping them would take too long."""
    people = range(2, 2 + STORED // len(_PATHS) + 1)
    moment = "2026-11-22 12:00:00.000000"
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.executemany(
            "INSERT INTO series (id, key_hash, visited_on) VALUES (?, ?, ?)",
            ((person, f"{person:064x}", moment[:10]) for person in people),
        )
        connection.executemany(
            "INSERT INTO assessments (id, series_id, number, instrument_version, scoring_version, begun_at)"
            " VALUES (?, ?, 1, '1.0', '1', ?)",
            ((person, person, moment) for person in people),
        )
        connection.executemany(
            "INSERT INTO choices (assessment_id, path, value, saved_at) VALUES (?, ?, '3', ?)",
            ((person, path, moment) for person in people for path in _PATHS),
        )


if __name__ == "__main__":
    print_figures(measure)
