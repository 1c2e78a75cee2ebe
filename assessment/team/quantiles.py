"""Quantiles of the t and F distributions, from the regularised incomplete beta function."""

from __future__ import annotations

from functools import lru_cache
from math import exp, inf, lgamma, log, log1p, sqrt
from typing import Final

_TINY: Final = 1e-300  # Instead of a zero in the continued fraction.
_CLOSE: Final = 1e-15
_MOST_TERMS: Final = 100_000  # About the square root of the larger parameter is enough.


@lru_cache(maxsize=1024)
def t_quantile(probability: float, freedom: float) -> float:
    """The value that t with this many degrees of freedom stays below with a probability of at least 0.5."""
    return sqrt(f_quantile(2 * probability - 1, 1, freedom))


@lru_cache(maxsize=1024)
def f_quantile(probability: float, above: float, below: float) -> float:
    """The value that F with `above` and `below` degrees of freedom stays below with this probability."""
    share = _beta_quantile(probability, above / 2, below / 2)
    return below * share / (above * (1 - share)) if share < 1 else inf


def _beta_quantile(probability: float, a: float, b: float) -> float:
    """The x for which beta_below(x, a, b) is the probability, by narrowing down; x may be very small."""
    low, high = 0.0, 1.0
    while high - low > _CLOSE * high and high > _TINY:
        middle = (low + high) / 2 if high < 2 * low else sqrt(low * high) or high / 16
        if not low < middle < high:
            break
        if beta_below(middle, a, b) < probability:
            low = middle
        else:
            high = middle
    return high


def beta_below(x: float, a: float, b: float) -> float:
    """The regularised incomplete beta function I_x(a, b), for 0 < x < 1."""
    front = exp(a * log(x) + b * log1p(-x) + lgamma(a + b) - lgamma(a) - lgamma(b))
    if x < (a + 1) / (a + b + 2):
        return front * _fraction(x, a, b) / a
    return 1 - front * _fraction(1 - x, b, a) / b


def _fraction(x: float, a: float, b: float) -> float:
    """The continued fraction of the incomplete beta function (DLMF 8.17.22), by Lentz's method."""
    numerator = 1.0
    value = denominator = 1 / _nonzero(1 - (a + b) * x / (a + 1))
    for m in range(1, _MOST_TERMS):
        for term in (
            m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
            -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)),
        ):
            denominator = 1 / _nonzero(1 + term * denominator)
            numerator = _nonzero(1 + term / numerator)
            value *= denominator * numerator
        if abs(denominator * numerator - 1) < _CLOSE:
            break
    return value


def _nonzero(value: float) -> float:
    return value if abs(value) > _TINY else _TINY
