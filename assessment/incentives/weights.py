"""Weights that are relative to each other, and means by them."""

from __future__ import annotations

from collections.abc import Sequence
from math import frexp, fsum, ldexp


def mean(values: Sequence[float], weights: Sequence[float]) -> float:
    """The weighted mean. Exact sums, so that neither order nor rounding pushes it past the largest value."""
    parts = in_proportion(weights)
    return fsum([value * part for value, part in zip(values, parts, strict=True)]) / fsum(parts)


def in_proportion(weights: Sequence[float]) -> list[float]:
    """Weights as large in relation to each other, the largest of them from 0.5 to below 1.

    A power of two scales them, so that no digit changes and no product with them is too large or too small.
    """
    _, exponent = frexp(max(weights, default=0.0))
    return [ldexp(weight, -exponent) for weight in weights]
