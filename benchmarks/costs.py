"""What a respondent costs a server: processor time, memory, writes and bytes. hosting/README.md counts with these.

One replica on a PostgreSQL that waits for the disk at every commit. Respondents go the whole quick way over Streamlit's
own websocket, without waiting between taps: every statement for both behaviours, importance, the result, the PDF. What
a browser loads first, the page's HTML with its scripts and styles, is asked for apart. Writes are those of 16 threads
that tap into assessments of their own, straight into the database. Nothing is compared, so there is no budget; on
another machine the figures are others.
"""

from __future__ import annotations

import asyncio
import gzip
import os
import re
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from http.client import HTTPConnection
from pathlib import Path
from typing import Final, LiteralString

import psycopg

from assessment.storage import Store, Tap, new_key
from benchmarks.measuring import BANK, HOST, Server, begun, product_server
from benchmarks.respondent import OpenPage, stored_path
from benchmarks.sessions import session
from tests.postgres import postgres

WARM_UP: Final = 10
RESPONDENTS: Final = 60
LOADS: Final = 30
STORED: Final = 320
THREADS: Final = 16

_TABLES: Final = "SELECT sum(pg_total_relation_size(oid)) FROM pg_class WHERE relkind = 'r' AND relnamespace = 2200"
_LOG: Final = "SELECT pg_current_wal_lsn() - '0/0'"
_LINK: Final = re.compile(rb'(?:href|src)="\.(/static/[^"]+)"')
_FILE: Final = re.compile(rb"/files/[\w.-]+/[\w%.-]+\.pdf")
_LEAST: Final = 10_000  # Bytes of a PDF.
_TICKS: Final = os.sysconf("SC_CLK_TCK")


def main() -> None:
    """Print a line per figure."""
    with tempfile.TemporaryDirectory() as folder, postgres(Path(folder)) as database:
        with product_server({"DATABASE_URL": database.url}) as (server, _), closing(Store(database.url)) as store:
            for line in (*_of_loading(server), *asyncio.run(_of_answering(server, store, database.url))):
                sys.stdout.write(f"{line}\n")
        for line in _of_storing(database.url):
            sys.stdout.write(f"{line}\n")


def _of_loading(server: Server) -> Iterator[str]:
    paths = ["/", *(path.decode() for path in _LINK.findall(gzip.decompress(_got(server, "/"))))]
    for path in paths:
        _got(server, path)
    before = server.processor_seconds()
    sent = sum(len(_got(server, path)) for _ in range(LOADS) for path in paths)
    took = (server.processor_seconds() - before) / LOADS
    kilobytes = sent / LOADS / 1000
    yield f"first load: {took * 1000:.0f} ms of processor for {kilobytes:,.0f} kB in {len(paths)} requests"


def _got(server: Server, path: str) -> bytes:
    with closing(HTTPConnection(HOST, server.port, timeout=60)) as connection:
        connection.request("GET", path, headers={"Accept-Encoding": "gzip"})
        answer = connection.getresponse()
        assert answer.status == 200
        return answer.read()


async def _of_answering(server: Server, store: Store, url: str) -> tuple[str, ...]:
    pages = [await _respondent(server, store) for _ in range(WARM_UP)]
    held, spent, asked = server.proportional_kib(), server.processor_seconds(), _of_postgresql(url)
    measured = [await _respondent(server, store) for _ in range(RESPONDENTS)]
    spent, asked = server.processor_seconds() - spent, _of_postgresql(url) - asked
    grown = (server.proportional_kib() - held) / RESPONDENTS
    for page, _ in (*pages, *measured):
        await page.close()
    taps, tapping = measured[0][0].taps, sum(seconds for _, seconds in measured)
    return (
        f"a respondent with {taps} answers, result and PDF: {spent / RESPONDENTS * 1000:,.0f} ms of processor",
        f"the same in PostgreSQL: {asked / RESPONDENTS * 1000:,.0f} ms",
        f"an answer alone: {tapping / RESPONDENTS / taps * 1000:.1f} ms of processor",
        f"memory: {held / 1024:,.0f} MiB of a replica in use, {grown:,.0f} KiB more for each respondent",
    )


async def _respondent(server: Server, store: Store) -> tuple[OpenPage, float]:
    """Somebody who answers everything, sees the result and takes the PDF; the page stays open.

    The page, and the server's processor seconds for the answers.
    """
    page = OpenPage(server.port, begun(store, "quick", at=BANK.factors[0].id))
    await page.open()
    before = server.processor_seconds()
    for number, control in enumerate(list(page.controls)):
        assert await page.tap(control, str(number % 5 + 1))
    spent = server.processor_seconds() - before
    await page.finish()
    assert "to_report" in page.buttons
    await asyncio.to_thread(_take_the_pdf, server, page.key)
    return page, spent


def _take_the_pdf(server: Server, key: str) -> None:
    with session(server, f"/report?lang=en&r={key}", b"/files/") as opened:
        found = _FILE.search(opened.run(f"/report?lang=en&r={key}", b"/files/"))
    assert found is not None
    assert len(_got(server, found[0].decode())) > _LEAST


def _of_postgresql(url: str) -> float:
    """The processor time of all its processes so far, in seconds, including those that have ended."""
    with psycopg.connect(url) as connection:
        parent = _stat(connection.info.backend_pid)[1]
        ticks = sum(_stat(parent)[11:15])  # its own, and those of the processes that it has seen end
        for each in Path("/proc").iterdir():
            with suppress(OSError):
                if each.name.isdigit() and (stat := _stat(int(each.name)))[1] == parent:
                    ticks += sum(stat[11:13])
    return ticks / _TICKS


def _stat(process: int) -> list[int]:
    """What the system tells of a process, from its state on, which counts as 0: see proc(5)."""
    _, *numbers = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return [0, *map(int, numbers)]


def _of_storing(url: str) -> Iterator[str]:
    controls = [f"{item.id}.{column}" for item in BANK.form_items("quick") for column in ("current", "new")]
    paths = [*map(stored_path, controls), *(f"importance.{factor.id}" for factor in BANK.factors)]
    with closing(Store(url)) as store, psycopg.connect(url, autocommit=True) as connection:

        def fill(_: int) -> None:
            key = new_key()
            store.begin(key, {"form": "quick", "language": "en"}, instrument_version=BANK.version, scoring_version="1")
            for number, path in enumerate(paths, 1):
                assert store.apply(key, "a tab", [Tap(number, path, number % 5 + 1)])

        def asked(question: LiteralString) -> int:
            row = connection.execute(question).fetchone()
            assert row is not None
            return int(row[0])

        before, log = asked(_TABLES), asked(_LOG)
        started = time.perf_counter()
        with ThreadPoolExecutor(THREADS) as pool:
            list(pool.map(fill, range(STORED)))
        pace = STORED * len(paths) / (time.perf_counter() - started)
        grown, logged = ((asked(each) - then) / STORED / 1000 for each, then in ((_TABLES, before), (_LOG, log)))
    yield f"writes: {pace:,.0f} answers a second, by {THREADS} threads into assessments of their own"
    yield f"{len(paths)} answers: {grown:.1f} kB in tables and indexes, {logged:.1f} kB in the write-ahead log"


if __name__ == "__main__":
    main()
