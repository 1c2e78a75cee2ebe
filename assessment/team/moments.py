"""How numbers are distributed: how many, their mean and their spread, all exact."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import sqrt


@dataclass(frozen=True)
class Moments:
    """What `n` numbers have in common. One of them is enough for `mean`, two for `variance` and `deviation`.

    `variance` divides by n - 1; `deviation` is the mean distance from the mean.
    """

    n: int
    mean: Fraction | None = None
    variance: Fraction | None = None
    deviation: Fraction | None = None

    @property
    def sd(self) -> float | None:
        """The standard deviation."""
        return None if self.variance is None else sqrt(self.variance)


def moments(counts: Mapping[int, int] | Mapping[Fraction, int]) -> Moments:
    """The moments of numbers, given how often each of them occurs."""
    n = sum(counts.values())
    if n == 0:
        return Moments(0)
    mean = Fraction(sum(value * count for value, count in counts.items())) / n
    if n == 1:
        return Moments(1, mean)
    squares = sum((value - mean) ** 2 * count for value, count in counts.items())
    distances = sum(abs(value - mean) * count for value, count in counts.items())
    return Moments(n, mean, Fraction(squares) / (n - 1), Fraction(distances) / n)
