"""With how many decimals a clash is shown, so that rounding never moves it across a limit that words go by."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, NamedTuple

from assessment.incentives.prices import rises_noticeably
from assessment.incentives.scores import severity
from assessment.rounding import rounded

_FINEST: Final = 6  # Decimals: as limits are compared.


class ShownClash(NamedTuple):
    """A clash of 0 to 100, and with how many decimals it is shown: none, unless rounding would then mislead."""

    size: float
    decimals: int

    @classmethod
    def of(cls, size: float) -> ShownClash:
        """A clash by itself: 9.6, which is minor, is not shown as 10, from where a clash is clear."""
        return cls(size, _decimals(severity, size))

    @classmethod
    def pair(cls, before: float, after: float) -> tuple[ShownClash, ShownClash]:
        """A clash before and after a change: a rise of 9.7, which is not noticeable, is not shown as one of 10.

        Both have the same number of decimals; a whole number has none.
        """
        decimals = _decimals(_judged, before, after)
        then, now = (cls(each, decimals if round(each, _FINEST) % 1 else 0) for each in (before, after))
        return then, now


def _judged(before: float, after: float) -> object:
    """What is told of a clash before and after a change."""
    return severity(before), severity(after), rises_noticeably(before, after)


def _decimals(judge: Callable[..., object], *values: float) -> int:
    """The fewest decimals with which numbers are judged as they are without rounding."""
    judged = judge(*values)
    each = (places for places in range(_FINEST) if judge(*(float(rounded(one, places)) for one in values)) == judged)
    return next(each, _FINEST)
