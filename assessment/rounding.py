"""The two kinds of rounding: for numbers that are shown or written, and for comparisons with a limit."""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import Final

_MONTH: Final = 30.4  # Days.
_NEAR: Final = 2e-6  # More than rounding to 6 decimals can bring two numbers closer.
_ANY_SIZE: Final = Context(prec=400)  # A weight may have 300 digits before the point.


def rounded(value: float, decimals: int) -> Decimal:
    """Round half away from zero, after dropping floating-point noise beyond ten decimals.

    To two decimals, 47.00499999999999 (47.005 after some arithmetic) rounds up, 13.2549999621 down.
    """
    exact = Decimal(str(round(value, 10)))
    return exact.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP, context=_ANY_SIZE)


def at_least(value: float, limit: float) -> bool:
    """Whether a value reaches a limit, both rounded to 6 decimals, so that floating-point noise decides nothing."""
    # round() is slow and seldom needed: it never puts two numbers the other way round.
    return value >= limit or (value > limit - _NEAR and round(value, 6) >= round(limit, 6))


def whole_months(earlier: date, later: date) -> int:
    """How many months have passed between two days, to the nearest whole one."""
    return int(rounded((later - earlier).days / _MONTH, 0))
