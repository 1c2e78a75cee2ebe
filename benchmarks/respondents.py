"""How many respondents can answer at once on one process, every five seconds, without waiting a second.

Each is a websocket that does what the page in a browser does: it taps, each at its own time, and waits for the receipt
and the end of the run. Time counts from the tap, even when the tap before is still on its way. One process plays them
all, on the same processors as the server. Their number grows in steps until one in twenty waits a second, or no more
can connect; a step that just misses is measured once more, because another program may have used the processors. A
results page has been opened first, so that the heavy libraries are loaded, as on any server in use. At the end every
acknowledged tap is looked up in the database. Each has a network address of its own, as behind a proxy: the server
limits what one address may have open.

The peer is the same app with Streamlit's default, a garbage collection after every run.
"""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from ipaddress import IPv4Address
from math import inf, isfinite
from statistics import quantiles
from typing import Final

from assessment.storage import Store
from benchmarks.measuring import BANK, HOST, Measured, Server, begun, print_figures, product_server
from benchmarks.respondent import OpenPage, lost, stored_path
from benchmarks.sessions import session

EVERY: Final = 5.0  # Seconds between two taps of a respondent.
WARM_UP: Final = 5.0
MEASURED: Final = 20.0
LIMIT: Final = 1.0
COMING: Final = 60.0  # Seconds that the people of a step have to open their pages.
STEPS: Final = range(50, 1001, 50)
STEPS_OF_PEER: Final = range(10, 101, 10)
FIRST_CLIENT: Final = IPv4Address("10.0.0.1")
BEHIND_A_PROXY: Final = {"DRIVKRAFT_TRUSTED_PROXIES": HOST}
PEER: Final = {"STREAMLIT_RUNNER_POST_SCRIPT_GC": "true"}


def measure() -> Sequence[Measured]:
    """The budget's lines on many respondents."""
    mine, theirs = most(STEPS), most(STEPS_OF_PEER, PEER)
    lost, acknowledged = mine.lost + theirs.lost, mine.acknowledged + theirs.acknowledged
    return (
        Measured(
            "Respondents answering every 5 s on one process, p95 below 1 s",
            "a fixed number",
            mine.most,
            200,
            "respondents",
            mine.waits,
            at_least=True,
        ),
        Measured(
            "Respondents answering every 5 s on one process",
            "the same app with Streamlit's garbage collection after each run",
            mine.most / max(theirs.most, 1),
            4,
            detail=f"{mine.most} against {theirs.most}; there {theirs.waits}",
            at_least=True,
        ),
        Measured(f"Lost of {acknowledged:,} acknowledged answers", "none", lost, 0, "answers"),
    )


@dataclass(frozen=True)
class Found:
    """The largest number within the limit, the p95 of every step in seconds, and acknowledged and lost answers."""

    most: int
    p95: Mapping[int, float]
    acknowledged: int
    lost: int

    @property
    def waits(self) -> str:
        """The p95 of every step in milliseconds, or "too busy" if people could not connect."""
        waits = {number: f"{p95 * 1000:.0f} ms" if isfinite(p95) else "too busy" for number, p95 in self.p95.items()}
        return "p95 of " + ", ".join(f"{number}: {wait}" for number, wait in waits.items())


def most(steps: Iterable[int], environment: Mapping[str, str] | None = None) -> Found:
    """Let more and more respondents answer, until one in twenty waits too long."""
    with product_server({**BEHIND_A_PROXY, **(environment or {})}) as (server, store):
        results = begun(store, "quick", rated=len(BANK.form_items("quick"))).replace("/questions", "/results")
        with session(server, results, b"to_report"):
            pass
        return asyncio.run(_Crowd(server, store).grow(steps))


@dataclass
class _Respondent:
    page: OpenPage
    due: float
    acknowledged: dict[str, str] = field(default_factory=dict)
    taps: int = 0
    _left: list[str] = field(default_factory=list)

    async def act(self, chance: random.Random) -> None:
        """Tap the next control; begin again after the last."""
        self._left = self._left or list(self.page.controls)
        control, value = self._left.pop(), str(chance.randint(1, 5))
        if await self.page.tap(control, value):
            self.acknowledged[stored_path(control)] = value
            self.taps += 1


class _Crowd:
    """Respondents on one server; `_waits` are pairs of the time of a tap and how long it took, in seconds."""

    def __init__(self, server: Server, store: Store) -> None:
        self._server, self._store = server, store
        self._people: list[_Respondent] = []
        self._waits: list[tuple[float, float]] = []
        self._chance = random.Random(1)
        self._is_over = False

    async def grow(self, steps: Iterable[int]) -> Found:
        kept, p95 = 0, dict[int, float]()
        async with asyncio.TaskGroup() as tasks:
            for number in steps:
                p95[number] = await self._p95() if await self._come(number, tasks) else inf
                if LIMIT <= p95[number] < 3 * LIMIT:
                    p95[number] = await self._p95()
                if p95[number] >= LIMIT:
                    break
                kept = number
            self._is_over = True
        acknowledged = sum(person.taps for person in self._people)
        missing = sum(lost(self._store, each.page.key, each.acknowledged) for each in self._people)
        return Found(kept, p95, acknowledged, missing)

    async def _come(self, number: int, tasks: asyncio.TaskGroup) -> bool:
        """Let people connect until there are `number`, and warm up; False when they cannot connect."""
        patience = time.perf_counter() + COMING
        while len(self._people) < number:
            address = begun(self._store, "quick", at=self._chance.choice(BANK.factors).id)
            page = OpenPage(self._server.port, address, client=str(FIRST_CLIENT + len(self._people)))
            await page.open()
            if time.perf_counter() > patience:
                return False
            self._people.append(_Respondent(page, time.perf_counter() + self._chance.uniform(0, EVERY)))
            tasks.create_task(self._answer(self._people[-1]))
        await asyncio.sleep(WARM_UP)
        return True

    async def _answer(self, person: _Respondent) -> None:
        while not self._is_over:
            await asyncio.sleep(person.due - time.perf_counter())
            await person.act(self._chance)
            self._waits.append((person.due, time.perf_counter() - person.due))
            person.due += EVERY
        await person.page.close()

    async def _p95(self) -> float:
        begin = time.perf_counter()
        await asyncio.sleep(MEASURED)
        end = time.perf_counter()
        await asyncio.sleep(LIMIT)
        now = time.perf_counter()
        under_way = [(person.due, now - person.due) for person in self._people]
        waits = [wait for due, wait in (*self._waits, *under_way) if begin <= due < end]
        return quantiles(waits, n=20)[-1]


if __name__ == "__main__":
    print_figures(measure)
