"""Many writers at once on one database: every write is stored exactly once, whoever else is writing.

All write to the same assessment, each as an open tab of its own, and ten share a store, as ten respondents share a
server's process. A write that the database rejects is retried, as a browser does. Afterwards every write is sent once
more with another value: a server that applied a tap twice would store it.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from assessment.storage import Store, StoreUnavailable, Tap, new_key
from benchmarks.measuring import BANK, Measured, print_figures
from tests.postgres import postgres

_SHARE: Final = 10  # Writers on one store.
_TRIES: Final = 20


def measure() -> Sequence[Measured]:
    """The budget's lines on many writers."""
    with tempfile.TemporaryDirectory() as folder, postgres(Path(folder)) as server:
        return (
            _line("50 writers × 200 writes on one SQLite file", written(f"sqlite:///{folder}/answers.db", 50, 200)),
            _line("200 writers × 50 writes on PostgreSQL", written(server.url, 200, 50)),
        )


@dataclass(frozen=True)
class Written:
    """What happened to the writes. `refused` were retried; `lost` are missing or have another value."""

    writes: int
    lost: int
    doubled: int
    refused: int
    seconds: float


def written(url: str, writers: int, writes: int) -> Written:
    """Let all writers write at once, `writes` times each."""
    key, count = new_key(), writers * writes
    with ExitStack() as stack:
        stores = [stack.enter_context(closing(Store(url))) for _ in range(0, writers, _SHARE)]
        stores[0].begin(key, {"form": "quick"}, instrument_version=BANK.version, scoring_version="1")

        def write(writer: int, value: str) -> int:
            store, tab = stores[writer // _SHARE], f"writer {writer}"
            return sum(_apply(store, key, tab, Tap(n, _path(writer, n), f"{value} {n}")) for n in range(1, writes + 1))

        with ThreadPoolExecutor(writers) as pool:
            begun = time.perf_counter()
            refused = sum(pool.map(write, range(writers), ["once"] * writers))
            seconds = time.perf_counter() - begun
            sum(pool.map(write, range(writers), ["again"] * writers))
        found = stores[0].load(key)
    stored = found.choices if found else {}
    values = [(stored.get(_path(writer, n)), n) for writer in range(writers) for n in range(1, writes + 1)]
    doubled = sum(value == f"again {n}" for value, n in values)
    lost = sum(value != f"once {n}" for value, n in values) - doubled
    return Written(count, lost, doubled, refused, seconds)


def _apply(store: Store, key: str, tab: str, tap: Tap) -> int:
    """Write until the database accepts it. Returns how often it did not."""
    for refused in range(_TRIES):
        try:
            if not store.apply(key, tab, [tap]):
                raise RuntimeError("the assessment is gone")
        except StoreUnavailable:
            continue
        return refused
    raise RuntimeError(f"refused {_TRIES} times")


def _path(writer: int, number: int) -> str:
    return f"ratings.{writer}.{number}"


def _line(what: str, found: Written) -> Measured:
    pace = f"{found.writes / found.seconds:,.0f} writes per second, {found.refused} rejected and retried"
    return Measured(f"Lost or doubled of {what}", "none", found.lost + found.doubled, 0, "writes", pace)


if __name__ == "__main__":
    print_figures(measure)
