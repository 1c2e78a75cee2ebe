"""Servers killed while people answer: nothing that was acknowledged may be lost, nothing applied twice.

Respondents tap as soon as their last tap is acknowledged, and sometimes finish and begin again. The server
is killed with SIGKILL at a random moment and restarted. Everybody comes back, compares what is shown with what was
acknowledged, and resends what was not. If such a tap had been saved after all, another tab first chooses something
else: if the old tap were applied twice, it would win. Before every second start, and at the end, the database is read
as the kill left it; otherwise the server is the first to read it. PostgreSQL also crashes before every fourth kill.

An optional argument is the number of kills.
"""

from __future__ import annotations

import asyncio
import random
import sys
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url

from assessment.storage import Store, StoreUnavailable, new_key
from benchmarks.measuring import BANK, ROOT, Measured, print_figures
from benchmarks.respondent import OpenPage, stored_path
from tests.browser.server import Server
from tests.postgres import Postgres, postgres

KILLS: Final = 200
RESPONDENTS: Final = 6

_SOONEST: Final = 0.05  # Seconds from the first acknowledgement after a start until the kill.
_LATEST: Final = 1.0
_LATEST_AT_TIMES: Final = 5.0  # A fresh server's first results page takes a while.
_PATIENCE: Final = 400.0  # A busy machine may need minutes to start a server.
_RESULTS: Final = "to_report"  # A button of the results page.


def measure(kills: int = KILLS) -> Sequence[Measured]:
    """The budget's lines on killed servers."""
    with tempfile.TemporaryDirectory() as folder, postgres(Path(folder)) as database:
        return (
            _line("SQLite", lost_in(kills, f"sqlite:///{folder}/answers.db")),
            _line("PostgreSQL", lost_in(kills, database.url, database)),
        )


@dataclass
class Fate:
    """What happened to the answers. `wrong` describes each one lost or doubled; it should be empty."""

    kills: int = 0
    crashes: int = 0
    """How often the database itself crashed."""
    acknowledged: int = 0
    finishing: int = 0
    """How often somebody asked for the results; `finished` counts how often they were shown before a kill."""
    finished: int = 0
    sent_again: int = 0
    saved_before: int = 0
    """Taps that a kill left saved but unacknowledged, each sent again after another tab had chosen something else."""
    wrong: list[str] = field(default_factory=list)


def lost_in(kills: int, url: str, database: Postgres | None = None, seed: int = 1) -> Fate:
    """Kill a server on this database `kills` times; with `database`, crash that as well before every fourth kill."""
    with tempfile.TemporaryDirectory() as folder:
        # Without watching for changed files, a server accepts people several times as fast.
        server = Server(ROOT, url, Path(folder, "server.log"), fileWatcherType="none")
        try:
            return asyncio.run(_Test(server, url, database, random.Random(seed)).run(kills))
        finally:
            server.stop()


class _Person:
    """An assessment, the page it is open in, and what the server has acknowledged."""

    def __init__(self, key: str, port: int, at: str, acknowledged: Mapping[str, str]) -> None:
        self.key, self.is_finished = key, False
        self.page = OpenPage(port, f"/questions?lang=en&r={key}&at={at}")
        self._acknowledged = dict(acknowledged)
        self._asked: dict[int, tuple[str, str]] = {}
        self._unknown: set[str] = set()

    async def tap(self, control: str) -> None:
        """Choose a value other than the present one, so that the database shows whether it was saved."""
        value = _next(self._acknowledged.get(control) or self.page.chosen.get(control, "5"))
        self._asked[self.page.taps + 1] = (control, value)
        await self.page.tap(control, value)

    @property
    def certain(self) -> list[str]:
        """The controls whose stored value is known."""
        return [control for control in self.page.controls if control not in self._unknown]

    def know(self) -> None:
        """Trust what the page shows again: the server has just started, and nothing is on its way to it."""
        self._unknown.clear()

    def overrule(self, control: str, value: str | None) -> None:
        """Expect another tab's choice instead of the pending one; None while it is unknown."""
        self._asked = {number: asked for number, asked in self._asked.items() if asked[0] != control}
        self._acknowledged.pop(control, None)
        self._unknown.add(control)
        if value is not None:
            self._unknown.remove(control)
            self._acknowledged[control] = value

    def settle(self) -> int:
        """Record the taps that the page has seen acknowledged. Returns how many there were."""
        waiting = {number for number, _, _ in self.page.pending}
        done = [number for number in sorted(self._asked) if number <= self.page.taps and number not in waiting]
        self._acknowledged |= dict(self._asked.pop(number) for number in done)
        return len(done)

    def missing(self, shown: Mapping[str, str]) -> list[str]:
        """Acknowledged choices that are not there, reported once; while a tap is pending, either value is right."""
        wrong = {
            control: value
            for control, value in self._acknowledged.items()
            if shown.get(control) != value and (control, shown.get(control)) not in self._asked.values()
        }
        for control in wrong:
            self._acknowledged.pop(control)
        return [
            f"{control} was acknowledged as {value} and is {shown.get(control)}" for control, value in wrong.items()
        ]


class _Test:
    def __init__(self, server: Server, url: str, database: Postgres | None, chance: random.Random) -> None:
        self._server, self._url, self._database, self._chance = server, url, database, chance
        self._fate = Fate()
        self._present: list[_Person] = []
        self._gone: list[_Person] = []
        self._answering = asyncio.Event()

    async def run(self, kills: int) -> Fate:
        self._present = [await self._begin() for _ in range(RESPONDENTS)]
        for kill in range(kills):
            await asyncio.to_thread(self._server.start)
            everybody = [asyncio.create_task(self._answer(place)) for place in range(RESPONDENTS)]
            await self._somebody_answers(_LATEST if kill % 5 else _LATEST_AT_TIMES)
            if self._database is not None and kill % 4 == 3:
                await asyncio.to_thread(self._database.kill)
                await asyncio.to_thread(self._database.start)
                self._fate.crashes += 1
                await self._somebody_answers(_LATEST)
            self._server.kill()
            self._fate.kills += 1
            await asyncio.gather(*everybody)
            if kill % 2:
                self._look()
        self._look()
        return self._fate

    async def _somebody_answers(self, latest: float) -> None:
        """Let people answer for a random time."""
        self._answering.clear()
        await asyncio.wait_for(self._answering.wait(), _PATIENCE)
        await asyncio.sleep(self._chance.uniform(_SOONEST, latest))

    async def _begin(self) -> _Person:
        """Begin an assessment with every statement answered, so that it can be finished at any time."""
        key = new_key()
        rated = {f"{item.id}.{column}": "3" for item in BANK.form_items("quick") for column in ("current", "new")}
        choices = {"form": "quick", "language": "en", **{stored_path(control): 3 for control in rated}}
        while True:
            with suppress(StoreUnavailable), closing(Store(self._url)) as store:
                store.begin(key, choices, instrument_version=BANK.version, scoring_version="1")
                at = self._chance.choice(["importance", self._chance.choice(BANK.factors).id])
                return _Person(key, self._server.port, at, rated)
            await asyncio.sleep(0.1)

    async def _answer(self, place: int) -> None:
        """Come back and answer until the server is gone."""
        with suppress(OSError):
            await self._come_back(self._present[place])
            while True:
                person = self._present[place]
                if person.is_finished:
                    await person.page.close()
                    self._gone.append(person)
                    person = self._present[place] = await self._begin()
                    await _draw(person.page)
                await self._act(person)
        self._settle(self._present[place])

    async def _come_back(self, person: _Person) -> None:
        await _draw(person.page)
        self._note(person, person.missing(person.page.chosen))
        person.know()
        for _, control, value in person.page.pending[:1]:
            self._fate.sent_again += 1
            if person.page.chosen.get(control) == value:
                await self._choose_elsewhere(person, control, _next(value))
            else:
                await person.page.save()
                self._settle(person)

    async def _choose_elsewhere(self, person: _Person, control: str, value: str) -> None:
        """Another tab changes a choice saved without a receipt; resending the saved tap must not change it back."""
        tab = OpenPage(self._server.port, person.page.address)
        await _draw(tab)
        person.overrule(control, None)
        if await tab.tap(control, value):
            person.overrule(control, value)
            self._fate.acknowledged += 1
            await person.page.save()
            await _draw(tab)
            self._note(person, person.missing(tab.chosen))
            self._fate.saved_before += 1
        await tab.close()

    async def _act(self, person: _Person) -> None:
        page, lot = person.page, self._chance.random()
        if page.pending:
            await asyncio.sleep(0.05)  # The database has rejected it.
            await page.save()
        elif not page.controls:
            await _draw(page)
        elif lot < 0.05:
            self._fate.finishing += 1
            await page.finish()
            person.is_finished = _RESULTS in page.buttons
            self._fate.finished += person.is_finished
        else:
            await person.tap(self._chance.choice(person.certain))
        self._settle(person)

    def _settle(self, person: _Person) -> None:
        if done := person.settle():
            self._fate.acknowledged += done
            self._answering.set()

    def _look(self) -> None:
        """Read the database while no server runs."""
        with closing(Store(self._url)) as store:
            for person in (*self._present, *self._gone):
                stored = store.load(person.key)
                choices = stored.choices if stored else {}
                shown = {path.removeprefix("ratings."): str(value) for path, value in choices.items()}
                self._note(person, person.missing(shown))
                if person.is_finished and not (stored and stored.finished):
                    self._note(person, ["was acknowledged as finished and is not"])
                    person.is_finished = False
        self._fate.wrong += [f"kill {self._fate.kills}: {problem}" for problem in _unsound(self._url)]

    def _note(self, person: _Person, problems: Sequence[str]) -> None:
        self._fate.wrong += [f"kill {self._fate.kills}, {person.key[:6]}: {problem}" for problem in problems]


async def _draw(page: OpenPage) -> None:
    """Open a page of questions, again and again while the page reports that the database is unavailable."""
    await page.open()
    while not page.controls:
        await asyncio.sleep(0.1)
        await page.open()


def _next(value: str) -> str:
    return str(int(value) % 5 + 1)


def _unsound(url: str) -> list[str]:
    """Faults that the database itself finds, and choices that are stored twice."""
    parsed = make_url(url)
    is_sqlite = parsed.get_backend_name() == "sqlite"
    engine = create_engine(parsed if is_sqlite else parsed.set(drivername="postgresql+psycopg"))
    twice = "SELECT assessment_id, path FROM choices GROUP BY assessment_id, path HAVING count(*) > 1"
    with engine.connect() as connection:
        found = [f"stored twice: {row}" for row in connection.execute(text(twice))]
        if is_sqlite:
            for check in ("integrity_check", "foreign_key_check"):
                found += [str(row) for row in connection.execute(text(f"PRAGMA {check}")) if tuple(row) != ("ok",)]
    engine.dispose()
    return found


def _line(database: str, fate: Fate) -> Measured:
    for problem in fate.wrong:
        sys.stderr.write(f"{database}: {problem}\n")
    kills = f"{fate.kills} kills" + (f" and {fate.crashes} crashes of the database" if fate.crashes else "")
    what = f"Lost or doubled of {fate.acknowledged:,} acknowledged answers in {kills}, {database}"
    again = f"{fate.sent_again} resent, {fate.saved_before} of them already saved"
    again += f"; {fate.finished} of {fate.finishing} finished"
    return Measured(what, "none", len(fate.wrong), 0, "answers", again)


if __name__ == "__main__":
    print_figures(lambda: measure(int(sys.argv[1]) if len(sys.argv) > 1 else KILLS))
