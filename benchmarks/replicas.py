"""Two replicas behind nginx, one of them killed and started again while people answer: nothing acknowledged is lost.

The replicas have what hosting/ gives them, without Docker: one PostgreSQL, one Redis for the limits, and the
configuration of nginx. Everybody comes from an address of their own, so that nginx puts about half on each replica, and
taps every five seconds. Those whose replica is killed connect again, as the page in a browser does, and send what was
not acknowledged. Time counts from the tap; the seconds after the kill are left out, and shown beside. At the end every
acknowledged tap is looked up in the database.
"""

from __future__ import annotations

import asyncio
import random
import tempfile
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from ipaddress import IPv4Address
from pathlib import Path
from statistics import quantiles
from typing import Final

from assessment.storage import Store
from benchmarks.measuring import BANK, Measured, begun, print_figures
from benchmarks.respondent import OpenPage, Proxy, lost, stored_path
from tests.hosted.replicas import Replicas, replicas

RESPONDENTS: Final = 200
LIMIT: Final = 1.0

_FIRST_CLIENT: Final = IPv4Address("127.1.0.1")  # Every address that begins with 127 is this machine.
_PATIENCE: Final = 60.0


@dataclass(frozen=True)
class Course:
    """How many answer, how often, and when what happens, all in seconds."""

    respondents: int = RESPONDENTS
    every: float = 5.0
    before: float = 20.0
    """From the first taps until a replica is killed."""
    away: float = 5.0
    """From then until it is started again."""
    disturbed: float = 10.0
    """From the kill until times count again."""
    after: float = 30.0
    """For so long everybody goes on answering then, or from the new start if that takes longer."""


@dataclass
class Fate:
    """What happened to the answers; waits are in seconds."""

    acknowledged: int = 0
    lost: int = 0
    moved: int = 0
    """How many people had to connect again."""
    calm: list[float] = field(default_factory=list)
    disturbed: list[float] = field(default_factory=list)


def measure() -> Sequence[Measured]:
    """The budget's lines on a replica that is killed."""
    with tempfile.TemporaryDirectory() as folder, replicas(Path(folder), is_safe=True) as found:
        if found is None:
            raise RuntimeError("nginx or redis-server is missing")
        fate = answered(found, Course())
    detail = f"{fate.moved} connected again; the longest wait just after the kill was {max(fate.disturbed):.1f} s"
    return (
        Measured(
            f"Lost of {fate.acknowledged:,} acknowledged answers on two replicas, one of them killed",
            "none",
            fate.lost,
            0,
            "answers",
            detail,
        ),
        Measured(
            f"p95 of {RESPONDENTS} respondents there, outside the ten seconds after the kill",
            "a fixed time",
            quantiles(fate.calm, n=20)[-1] * 1000,
            LIMIT * 1000,
            "ms",
        ),
    )


def answered(hosted: Replicas, course: Course) -> Fate:
    """Let people answer while the first replica is killed and started again."""
    with hosted.servers[1].store() as store:
        return asyncio.run(_Crowd(hosted, store, course).run())


class _Respondent:
    """Somebody with an open page, who connects again whenever the line is lost."""

    def __init__(self, page: OpenPage) -> None:
        self.page, self.moves = page, 0
        self.acknowledged: dict[str, str] = {}
        self.taps = 0

    async def answer(self, control: str, value: str) -> None:
        """Tap, and return when that is acknowledged."""
        try:
            done = await self.page.tap(control, value)
        except OSError:
            self.moves += 1
            done = False
        while not done:
            with suppress(OSError):
                done = await self._again()
            await asyncio.sleep(0 if done else 0.1)
        self.acknowledged[stored_path(control)] = value
        self.taps += 1

    async def _again(self) -> bool:
        await self.page.open()
        return not self.page.pending or await self.page.save()


class _Crowd:
    def __init__(self, hosted: Replicas, store: Store, course: Course) -> None:
        self._hosted, self._store, self._course = hosted, store, course
        self._proxy = Proxy(hosted.proxy.url, hosted.proxy.context)
        # One person on each replica at the least; where the others come, their addresses decide.
        self._clients = [*hosted.addresses(), *(str(_FIRST_CLIENT + n) for n in range(course.respondents))]
        self._people: list[_Respondent] = []
        self._waits: list[tuple[float, float]] = []
        self._chance = random.Random(1)
        self._is_over = False

    async def run(self) -> Fate:
        course, killed = self._course, self._hosted.servers[0]
        async with asyncio.TaskGroup() as tasks:
            for client in self._clients[: course.respondents]:
                self._people.append(await self._come(client))
            now = time.perf_counter()
            for person in self._people:
                tasks.create_task(self._answer(person, now + self._chance.uniform(0, course.every)))
            await asyncio.sleep(course.before)
            kill = time.perf_counter()
            killed.kill()
            await asyncio.sleep(course.away)
            await asyncio.to_thread(self._hosted.start)
            calm_again = max(kill + course.disturbed, time.perf_counter())
            await asyncio.sleep(calm_again + course.after - time.perf_counter())
            self._is_over = True
        fate = Fate(
            acknowledged=sum(person.taps for person in self._people),
            lost=sum(lost(self._store, each.page.key, each.acknowledged) for each in self._people),
            moved=sum(person.moves > 0 for person in self._people),
        )
        for due, wait in self._waits:
            is_disturbed = kill <= due + wait and due < kill + course.disturbed
            (fate.disturbed if is_disturbed else fate.calm).append(wait)
        return fate

    async def _come(self, client: str) -> _Respondent:
        address = begun(self._store, "quick", at=self._chance.choice(BANK.factors).id)
        page = OpenPage(self._hosted.proxy.port, address, client, self._proxy)
        await page.open()
        return _Respondent(page)

    async def _answer(self, person: _Respondent, due: float) -> None:
        left: list[str] = []
        while not self._is_over:
            await asyncio.sleep(due - time.perf_counter())
            left = left or list(person.page.controls)
            await asyncio.wait_for(person.answer(left.pop(), str(self._chance.randint(1, 5))), _PATIENCE)
            self._waits.append((due, time.perf_counter() - due))
            due += self._course.every
        await person.page.close()


if __name__ == "__main__":
    print_figures(measure)
