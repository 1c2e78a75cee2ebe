"""How far two columns go together: Spearman's coefficient with its interval and exact probability (3.13)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from itertools import permutations
from math import atanh, factorial, isqrt, sqrt, tanh
from operator import mul
from random import Random
from typing import Final, Literal

Reading = Literal["too_few", "no_variation", "conversation", "relationship"]

FEWEST: Final = 4
FEWEST_FOR_RELATIONSHIP: Final = 10
MOST_FOR_EXACT: Final = 8
RESAMPLES: Final = 2000
_SEED: Final = 2026
_NORMAL: Final = 1.96
_TAIL: Final = 0.025


@dataclass(frozen=True, slots=True)
class Relationship:
    """How the ranks of two columns go together, unrounded.

    `interval` is Bonett and Wright's 95 % interval, None at |rho| = 1. `p` is exact and two-sided, None above eight
    rows. `compatible_with_none` is whether the interval holds 0. With fewer than four rows, or where a column is
    constant, all but `n` and `reading` are None.
    """

    n: int
    reading: Reading
    rho: float | None = None
    interval: tuple[float, float] | None = None
    p: float | None = None
    compatible_with_none: bool | None = None


def relationship(first: Sequence[float], second: Sequence[float]) -> Relationship:
    """The relationship of two columns of the same length."""
    n = len(first)
    if n < FEWEST:
        return Relationship(n, "too_few")
    rho = spearman(first, second)
    if rho is None:
        return Relationship(n, "no_variation")
    reading: Reading = "relationship" if n >= FEWEST_FOR_RELATIONSHIP else "conversation"
    p = _exact_probability(first, second) if n <= MOST_FOR_EXACT else None
    if abs(rho) == 1:
        return Relationship(n, reading, rho, p=p)
    interval = _interval(rho, n)
    low, high = (round(end, 6) for end in interval)
    return Relationship(n, reading, rho, interval, p, low <= 0 <= high)


def spearman(first: Sequence[float], second: Sequence[float]) -> float | None:
    """Spearman's coefficient, with average ranks for ties, exactly 1 or -1 at its ends; None for a constant column."""
    left, right = _centred_ranks(first), _centred_ranks(second)
    product, size = _product(left, right), _product(left, left) * _product(right, right)
    if not size:
        return None
    if (root := isqrt(size)) ** 2 == size:
        return float(Fraction(product, root))
    return product / sqrt(size)


def _centred_ranks(values: Sequence[float]) -> list[int]:
    """Twice the average rank of each value, less its mean: whole numbers that sum to 0."""
    order = sorted(range(len(values)), key=values.__getitem__)
    ranks, start = [0] * len(values), 0
    while start < len(order):
        end = start
        while end < len(order) and values[order[end]] == values[order[start]]:
            end += 1
        for place in order[start:end]:
            ranks[place] = start + 1 + end - (len(values) + 1)
        start = end
    return ranks


def _product(left: Sequence[int], right: Sequence[int]) -> int:
    return int(sum(map(mul, left, right)))


def _interval(rho: float, n: int) -> tuple[float, float]:
    """Bonett and Wright (2000): normal on Fisher's scale, with a standard error for ranks."""
    middle, error = atanh(rho), sqrt((1 + rho * rho / 2) / (n - 3))
    return tanh(middle - _NORMAL * error), tanh(middle + _NORMAL * error)


def _exact_probability(first: Sequence[float], second: Sequence[float]) -> float:
    """The share of all orders of one column that go together with the other at least as far, either way."""
    left, right = _centred_ranks(first), _centred_ranks(second)
    found = abs(_product(left, right))
    return sum(abs(_product(left, order)) >= found for order in permutations(right)) / factorial(len(left))


@lru_cache(maxsize=64)
def resampled_interval(first: tuple[float, ...], second: tuple[float, ...]) -> tuple[float, float] | None:
    """The 95 % percentile interval of the coefficient over 2000 resamples, always the same ones; None below ten rows.

    Resamples with a constant column have no coefficient and are left out.
    """
    n = len(first)
    if n < FEWEST_FOR_RELATIONSHIP or spearman(first, second) is None:
        return None
    random = Random(_SEED)  # noqa: S311  # repeatable, and nothing secret
    found = []
    for _ in range(RESAMPLES):
        rows = random.choices(range(n), k=n)
        rho = spearman([first[row] for row in rows], [second[row] for row in rows])
        if rho is not None:
            found.append(rho)
    found.sort()
    return _percentile(found, _TAIL), _percentile(found, 1 - _TAIL)


def _percentile(ordered: Sequence[float], share: float) -> float:
    """The value below which this share lies, between two values by proportion."""
    place = share * (len(ordered) - 1)
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (place - below) * (ordered[above] - ordered[below])
