"""An adversary who reads a team's result as JSON and narrows people's scores with a solver.

What is known beside the result: who is in which department, whose score counts, the rules by which figures are rounded
and limited, and one colleague's own score. The rules are written down here once more, from the method alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor, sqrt
from typing import Any, Final

import numpy as np
import scipy  # loads its parts when they are used

Scores = Mapping[str | None, Sequence[Fraction]]

TOP: Final = 100
HALF: Final = 50
_SURE: Final = 1e-4


@dataclass(frozen=True)
class Range:
    """A sum of scores between two ends. An open end is itself not among the sums."""

    low: Fraction
    high: Fraction
    low_is_open: bool = False
    high_is_open: bool = False


def told(n: int, mean: int, bound: str | None) -> Range:
    """What a figure tells of the sum of n scores."""
    upper = 5 * floor(Fraction(100 - Fraction(150, n), 5))
    lower = 100 - upper
    if bound == "over":
        assert mean == upper
        return Range(Fraction(n * mean), Fraction(n * TOP))
    if bound == "under":
        assert mean == lower
        return Range(Fraction(0), Fraction(n * mean))
    half = Fraction(5 if n < 30 else 1, 2)
    low, high = max(mean - half, Fraction(lower)), min(mean + half, Fraction(upper))
    return Range(n * low, n * high, low_is_open=low == lower, high_is_open=True)


@dataclass(frozen=True)
class Group:
    """People by their places in a list of everybody, and what is told of the sum of their scores."""

    people: tuple[int, ...]
    sum: Range


class Adversary:
    """Everything that one factor of a result tells about people; `scores` are the true ones, by department.

    With a `grid` everybody has answered so many statements, and the adversary knows it.
    """

    def __init__(
        self,
        document: Mapping[str, Any],
        factor: str,
        scores: Scores,
        grid: int | None = None,
        leader_answers: int = 4,
    ) -> None:
        self.grid = grid
        self.truth = [float(score) for own in scores.values() for score in own]
        places = iter(range(len(self.truth)))
        members = {name: tuple(next(places) for _ in own) for name, own in scores.items()}
        everybody, entry = tuple(range(len(self.truth))), _entry(document["factors"], factor)
        self.groups = [*_group(everybody, entry), *(Group(everybody, sums) for sums in _said(entry, leader_answers))]
        shown: set[str | None] = set()
        for group in document["groups"]:
            found = list(_group(members.get(group["id"], ()), _entry(group["factors"], factor)))
            self.groups += found
            shown |= {group["id"]} if found else set()
        rest = tuple(place for name, own in members.items() if name not in shown for place in own)
        if document["pooled"] is not None:
            self.groups += _group(rest, _entry(document["pooled"]["factors"], factor))
        self.atoms = [members[name] for name in members if name in shown] + ([rest] if rest else [])

    def narrowest(self) -> float:
        """The narrowest range found for anybody, as an outsider and as each colleague.

        People in one atom cannot be told apart, and of colleagues only their atom and their score count.
        """
        if not self.groups:
            return TOP
        widths = [self._width(atom[0], None) for atom in self.atoms]
        for atom in self.atoms:
            for own in {self.truth[place]: place for place in atom}.values():
                others = ([place for place in other if place != own] for other in self.atoms)
                widths += [self._width(other[0], own) for other in others if other]
        return min(widths)

    def _width(self, target: int, colleague: int | None) -> float:
        return self._end(target, colleague, -1) - self._end(target, colleague, 1)

    def _end(self, target: int, colleague: int | None, sign: int) -> float:
        """The least (sign 1) or the greatest (-1) score that somebody can have."""
        count, unit = len(self.truth), Fraction(1) if self.grid is None else Fraction(25, self.grid)
        goal = np.zeros(count)
        goal[target] = sign
        low, high = np.zeros(count), np.full(count, float(TOP / unit))
        if colleague is not None:
            low[colleague] = high[colleague] = float(Fraction(self.truth[colleague]).limit_denominator(1000) / unit)
        rows = np.zeros((len(self.groups), count))
        for row, group in zip(rows, self.groups, strict=True):
            row[list(group.people)] = 1
        ends = [_ends(group.sum, unit, whole=self.grid is not None) for group in self.groups]
        least, most = np.array([end[0] for end in ends]), np.array([end[1] for end in ends])
        if self.grid is None:
            found = scipy.optimize.linprog(
                goal, np.vstack([rows, -rows]), np.concatenate([most, -least]), bounds=np.column_stack([low, high])
            )
        else:
            constraint = scipy.optimize.LinearConstraint(rows, least, most)
            found = scipy.optimize.milp(
                goal, constraints=constraint, bounds=scipy.optimize.Bounds(low, high), integrality=np.ones(count)
            )
        assert found.success, found.message
        return float(sign * found.fun * unit)


def _entry(figures: Sequence[Mapping[str, Any]], factor: str) -> Mapping[str, Any]:
    return next(figure for figure in figures if figure["id"] == factor)


def _group(people: tuple[int, ...], figure: Mapping[str, Any]) -> Iterator[Group]:
    assert figure["n"] == len(people)
    if figure["mean"] is not None:
        yield Group(people, told(len(people), figure["mean"], figure["bound"]))


def _said(entry: Mapping[str, Any], leader_answers: int) -> Iterator[Range]:
    """What the interval and the leader's word tell of the mean, and so of the sum."""
    n = entry["n"]
    if entry["interval"] is not None:
        low, high = map(Fraction, entry["interval"])
        yield Range(n * low, n * high)
        if low > 0 and high < TOP:  # Else an end may have been cut off.
            yield Range(n * (low + high - 5) / 2, n * (low + high + 5) / 2)
    if entry["gap_kind"] is not None:
        leader, clear = Fraction(str(entry["leader"])), max(Fraction(10), Fraction(50, leader_answers))
        cent = Fraction(1, 100)  # The leader's score is rounded.
        if entry["gap_kind"] == "blind_spot":
            yield Range(Fraction(0), n * (leader - clear + cent))
        else:
            yield Range(n * (leader + clear - cent), Fraction(n * TOP))


def _ends(sums: Range, unit: Fraction, *, whole: bool) -> tuple[float, float]:
    low, high = sums.low / unit, sums.high / unit
    if not whole:
        return float(low), float(high)
    least = floor(low) + 1 if sums.low_is_open else ceil(low)
    return float(least), float(ceil(high) - 1 if sums.high_is_open else floor(high))


# Mean and spread together ---------------------------------------------------------------------------------------------

Vector = np.ndarray[Any, np.dtype[np.float64]]
_AGREES_ABOVE: Final = {"very_strong": 0.9, "strong": 0.7, "moderate": 0.5, "weak": 0.3}


class SpreadAdversary:
    """What the figures, the interval, the agreement and the leader's word tell together, by a search without a proof.

    It begins at the truth, which fits all that is said, and drives one person's score as far as it goes. A range found
    is possible; there may be wider ones.
    """

    def __init__(self, adversary: Adversary, entry: Mapping[str, Any], answers: int, size: int | None = None) -> None:
        self.atoms, self.truth = adversary.atoms, np.array(adversary.truth)
        n = len(self.truth)
        reach = (
            float(scipy.stats.t.ppf(0.975, n - 1)) / sqrt(n) * (1 if size is None else sqrt((size - n) / (size - 1)))
        )
        tests: list[Callable[[Vector], float]] = []
        for group in adversary.groups:
            tests += _between(list(group.people), float(group.sum.low), float(group.sum.high))
        if entry["interval"] is not None:
            low, high = entry["interval"]
            tests += [
                lambda y: low + 5 - np.mean(y) + reach * _sd(y),
                lambda y: np.mean(y) + reach * _sd(y) - high + 5,
                *([lambda y: np.mean(y) - reach * _sd(y) - low] if low > 0 else []),
                *([lambda y: high - np.mean(y) - reach * _sd(y)] if high < TOP else []),
            ]
        if entry["agreement"] in _AGREES_ABOVE:
            above = _AGREES_ABOVE[entry["agreement"]]
            noise = 2 * answers * (1 - above) / (above + answers * (1 - above))
            tests.append(lambda y: 25 * sqrt(noise) - _sd(y))
        if entry["gap_kind"] is not None:
            leader, sign = entry["leader"], 1 if entry["gap_kind"] == "blind_spot" else -1
            tests.append(lambda y: sign * (leader - np.mean(y)) - reach * _sd(y) + 0.01)
        self.tests = tests

    def narrowest(self) -> float:
        """The narrowest range found, for an outsider and the colleagues with the highest and lowest scores."""
        widths = [self._width(atom[0], None) for atom in self.atoms]
        for atom in self.atoms:
            ordered = sorted(atom, key=lambda place: float(self.truth[place]))
            for own in {ordered[0], ordered[-1]}:
                others = ([place for place in other if place != own] for other in self.atoms)
                widths += [self._width(other[len(other) // 2], own) for other in others if other]
        return min(widths)

    def _width(self, target: int, colleague: int | None) -> float:
        return self._end(target, colleague, -1) - self._end(target, colleague, 1)

    def _end(self, target: int, colleague: int | None, sign: int) -> float:
        bounds = [(0.0, float(TOP))] * len(self.truth)
        if colleague is not None:
            bounds[colleague] = (float(self.truth[colleague]),) * 2
        atom = next(atom for atom in self.atoms if target in atom)
        furthest = min((p for p in atom if p != colleague), key=lambda place: sign * float(self.truth[place]))
        exchanged = self.truth.copy()
        exchanged[[target, furthest]] = exchanged[[furthest, target]]
        ends = [float(exchanged[target])]
        for start in (self.truth, exchanged):
            constraints = [{"type": "ineq", "fun": test} for test in self.tests]
            goal = sign * np.eye(len(start))[target]
            found = scipy.optimize.minimize(
                lambda y, goal=goal: float(goal @ y),
                start,
                jac=lambda _, goal=goal: goal,
                bounds=bounds,
                constraints=constraints,
                method="SLSQP",
            )
            if all(test(found.x) > -_SURE for test in self.tests):
                ends.append(float(found.x[target]))
        return sign * min(sign * end for end in ends)


def _between(people: list[int], low: float, high: float) -> list[Callable[[Vector], float]]:
    return [lambda y: float(y[people].sum()) - low, lambda y: high - float(y[people].sum())]


def _sd(scores: Vector) -> float:
    return sqrt(float(np.var(scores)) * len(scores) / (len(scores) - 1) + _SURE**2)
