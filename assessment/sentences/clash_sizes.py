"""How large a clash is, in figures: whole, unless that would put it on the other side of a limit that is told."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from assessment.incentives import rises_noticeably, severity
from assessment.instrument import Language
from assessment.rounding import rounded
from assessment.words import number

_FINEST: Final = 6  # Decimals: as limits are compared.


def clash_text(clash: float, language: Language) -> str:
    """A clash of 0 to 100: 9.6, which is minor, is not written as 10, from where a clash is clear."""
    return number(clash, language, _decimals(severity, clash))


def clash_texts(before: float, after: float, language: Language) -> tuple[str, str]:
    """A clash before and after a change: a rise of 9.7, which is not noticeable, is not written as one of 10."""
    rise = _decimals(rises_noticeably, before, after)
    then, now = (
        number(each, language, max(rise, _decimals(severity, each)) if round(each, _FINEST) % 1 else 0)
        for each in (before, after)
    )
    return then, now


def _decimals(judge: Callable[..., object], *values: float) -> int:
    """The fewest decimals with which numbers are judged as they are without rounding."""
    judged = judge(*values)
    each = (places for places in range(_FINEST) if judge(*(float(rounded(one, places)) for one in values)) == judged)
    return next(each, _FINEST)
