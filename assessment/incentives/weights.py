"""Relative weights, and weighted means."""

from __future__ import annotations

from collections.abc import Sequence
from math import frexp, fsum, ldexp


def mean(values: Sequence[float], weights: Sequence[float]) -> float:
    """The weighted mean. Sums are exact, so that neither order nor rounding pushes it past the largest value."""
    parts = in_proportion(weights)
    return fsum([value * part for value, part in zip(values, parts, strict=True)]) / fsum(parts)


def in_proportion(weights: Sequence[float]) -> list[float]:
    """Weights with the same proportions, the largest from 0.5 to below 1.

    They are scaled by a power of two, so that no digit changes and no product with them overflows or underflows.
    """
    _, exponent = frexp(max(weights, default=0.0))
    return [ldexp(weight, -exponent) for weight in weights]
