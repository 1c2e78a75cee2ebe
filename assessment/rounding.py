"""A number rounded as it is shown and written to files: half away from zero."""

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
