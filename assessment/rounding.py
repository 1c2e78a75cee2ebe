"""The two ways of rounding: for a number that is shown or written, and for a comparison with a limit."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Context, Decimal
from typing import Final

_ANY_SIZE: Final = Context(prec=400)  # A weight may have 300 digits before the point.


def rounded(value: float, decimals: int) -> Decimal:
    """Round half away from zero, after removing what binary fractions add from the eleventh decimal on.

    47.00499999999999, which some arithmetic makes of 47.005, counts as half; 13.2549999621 is less than half.
    """
    exact = Decimal(str(round(value, 10)))
    return exact.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP, context=_ANY_SIZE)


def at_least(value: float, limit: float) -> bool:
    """Whether a value reaches a limit, compared after rounding to 6 decimals, so that float noise decides nothing."""
    return value >= limit or round(value, 6) >= limit  # round() takes most of the time, and is seldom needed
