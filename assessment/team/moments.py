"""How numbers are distributed: how many, their mean and their spread, all exact."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import lcm, sqrt


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
    return moments_of_ratios({value.as_integer_ratio(): count for value, count in counts.items()})


def moments_of_ratios(counts: Mapping[tuple[int, int], int]) -> Moments:
    """The moments of numbers that are given as numerators and denominators, with how often each occurs.

    They are added up as whole numbers of a common unit: adding fractions takes many times as long.
    """
    n = sum(counts.values())
    if n == 0:
        return Moments(0)
    unit = lcm(*[denominator for _, denominator in counts])
    units = [(above * (unit // below), count) for (above, below), count in counts.items()]
    total = sum([value * count for value, count in units])
    mean = Fraction(total, n * unit)
    if n == 1:
        return Moments(1, mean)
    squares = sum([value * value * count for value, count in units])
    distances = sum([abs(n * value - total) * count for value, count in units])
    variance = Fraction(n * squares - total * total, n * (n - 1) * unit * unit)
    return Moments(n, mean, variance, Fraction(distances, n * n * unit))
