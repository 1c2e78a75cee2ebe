"""Net promoter score from raw answers of 0 to 10, with its interval (3.13)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import sqrt
from typing import Final

MOST: Final = 10  # The highest answer; the lowest is 0.
_PROMOTES_FROM: Final = 9
_DETRACTS_UP_TO: Final = 6
_NORMAL: Final = 1.96


@dataclass(frozen=True, slots=True)
class Promoters:
    """How many promote (9 or 10), are passive (7 or 8) and detract (0 to 6): at least one altogether."""

    promoting: int
    passive: int
    detracting: int

    @property
    def n(self) -> int:
        """How many answered."""
        return self.promoting + self.passive + self.detracting

    @property
    def score(self) -> float:
        """The net promoter score, -100 to 100."""
        return 100 * (self.promoting - self.detracting) / self.n

    @property
    def error(self) -> float:
        """Its standard error."""
        net = (self.promoting - self.detracting) / self.n
        return 100 * sqrt(max((self.promoting + self.detracting) / self.n - net * net, 0) / self.n)

    @property
    def interval(self) -> tuple[float, float] | None:
        """The normal 95 % interval, not cut at the ends of the scale.

        None where everybody is of one kind, because its width would be 0, as if nothing could be otherwise.
        """
        if self.n in (self.promoting, self.passive, self.detracting):
            return None
        return self.score - _NORMAL * self.error, self.score + _NORMAL * self.error


def promoters(answers: Iterable[int]) -> Promoters:
    """Count at least one answer, each 0 to 10."""
    given = list(answers)
    promoting = sum(answer >= _PROMOTES_FROM for answer in given)
    detracting = sum(answer <= _DETRACTS_UP_TO for answer in given)
    return Promoters(promoting, len(given) - promoting - detracting, detracting)
