"""What a visitor has tapped, and which taps the page has since shown as saved: those must never be lost."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from typing import Final

from playwright.sync_api import Page

from tests.browser import visitor
from tests.browser.server import Server
from tests.browser.visitor import FACTORS

CELLS: Final = {factor: list(visitor.of_factor(visitor.some_ratings(), factor)) for factor in FACTORS}
VALUES: Final = ("1", "2", "3", "4", "5", "dont_know", "not_applicable")


class Diary:
    """The answers of one assessment; taps are chosen at random."""

    def __init__(self, server: Server, key: str, dice: random.Random) -> None:
        self.wrong: list[str] = []
        self.acknowledged = 0
        self._server, self._key, self._dice = server, key, dice
        self._saved: dict[str, str] = {}
        self._open: dict[str, list[str]] = {}
        self._left: dict[str, list[str]] = {}

    def tap(self, page: Page, cells: Sequence[str]) -> None:
        """Tap one of these cells with another value than the last time."""
        name = self._dice.choice(cells)
        last = self._open[name][-1] if name in self._open else self._saved.get(name)
        value = self._dice.choice([value for value in VALUES if value != last])
        self._open.setdefault(name, []).append(value)
        visitor.rate(page, name, value)

    def listen(self, page: Page) -> None:
        """If the page says that everything is saved, check that it is and remember it."""
        state, shown = visitor.state_and_choices(page)
        if state == "saved":
            stored = self._server.ratings(self._key)
            for name, value in visitor.missing_from(shown, stored).items():
                self.wrong.append(f"{name} is shown as saved with {value} and stored as {stored.get(name)}")
            self.acknowledge()

    def acknowledge(self) -> None:
        """Remember everything that was tapped as saved."""
        self.acknowledged += len(self._open)
        self._saved |= {name: values[-1] for name, values in self._open.items()}
        self._left = {name: values for name, values in self._left.items() if name not in self._open}
        self._open.clear()

    def leave(self) -> None:
        """The tab is closed: taps not yet shown as saved may be saved or not."""
        for name, values in self._open.items():
            self._left.setdefault(name, []).extend(values)
        self._open.clear()

    def compare(self, shown: Mapping[str, str] | None = None, factor: str | None = None) -> None:
        """Compare with the database, or with what the page of a factor shows."""
        found = self._server.ratings(self._key) if shown is None else shown
        for name in {*self._saved, *found}:
            possible = [self._saved.get(name), *self._open.get(name, []), *self._left.get(name, [])]
            if (factor is None or name in CELLS[factor]) and found.get(name) not in possible:
                where = "stored" if shown is None else "shown"
                self.wrong.append(f"{name} is {where} as {found.get(name)}, not {possible}")

    def figure(self, times: int, what: str) -> str:
        """The figure to show at the end."""
        kind, lost = self._server.database_url.partition(":")[0], len(self.wrong)
        return f"{times} {what}, {kind}: {lost} of {self.acknowledged} acknowledged answers lost or changed"
