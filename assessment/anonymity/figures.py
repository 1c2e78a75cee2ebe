"""A mean as it may be shown, and what it then tells about the sum behind it (3.10, rule 4).

Sums are counted in half points, so that the ends of every rounding interval are whole numbers.
"""

from __future__ import annotations

from fractions import Fraction
from math import floor
from typing import Final, NamedTuple

from assessment.anonymity.report import Bound

# Half points in the highest score a person can have.
FULL: Final = 200

_COARSE: Final = 5  # Means are rounded to this,
_FINE: Final = 1  # or to this
_FINE_FROM: Final = 30  # from this many people on.
_DISTANCE: Final = 150  # Points that a bound leaves between the highest sum there is and the lowest it allows.


class ShownMean(NamedTuple):
    """A mean of so many people as it is shown: rounded, or as a bound."""

    n: int
    mean: int
    bound: Bound | None


class Sums(NamedTuple):
    """What is known of a sum: from `low` to `high`, in half points. An open end is itself not among the sums."""

    low: int
    high: int
    low_is_open: bool = False
    high_is_open: bool = False


def limits(n: int) -> tuple[int, int]:
    """From where down, and from where up, only a bound is shown; it depends on the number of people alone.

    The upper one is the largest multiple of 5 up to 100 - 150 / n. Then a bound leaves even a colleague whose own
    score is 0 half the scale for everybody else: 100 less for the colleague, 50 for anyone of the others.
    """
    upper = _COARSE * floor(Fraction(100 * n - _DISTANCE, _COARSE * n))
    return 100 - upper, upper


def figure_of(total: Fraction, n: int) -> ShownMean:
    """The mean of n people with this sum, rounded half away from zero.

    A limit itself counts as beyond: a mean above it, and not on it, would tell too much where scores are few.
    """
    lower, upper = limits(n)
    mean = total / n
    if mean >= upper:
        return ShownMean(n, upper, "over")
    if mean <= lower:
        return ShownMean(n, lower, "under")
    step = _step(n)
    return ShownMean(n, step * floor(mean / step + Fraction(1, 2)), None)


def sums_of(figure: ShownMean) -> Sums:
    """What a shown figure tells of its sum to whoever knows these rules."""
    n, mean, bound = figure
    lower, upper = limits(n)
    if bound == "over":
        return Sums(2 * n * mean, FULL * n)
    if bound == "under":
        return Sums(0, 2 * n * mean)
    step = _step(n)
    low, high = max(2 * mean - step, 2 * lower), min(2 * mean + step, 2 * upper)
    return Sums(n * low, n * high, low_is_open=low == 2 * lower, high_is_open=True)


def unknown(n: int) -> Sums:
    """What is known of the sum of n people of whom nothing is shown."""
    return Sums(0, FULL * n)


def _step(n: int) -> int:
    return _COARSE if n < _FINE_FROM else _FINE
