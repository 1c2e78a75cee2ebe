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
    """A net promoter score, -100 to 100, from `n` answers.

    `interval` is the normal 95 % interval, not cut at the ends of the scale. It is None where everybody is of one kind,
    because its width would be 0, as if nothing could be otherwise.
    """

    n: int
    score: float
    error: float

    @property
    def interval(self) -> tuple[float, float] | None:
        if not self.error:
            return None
        return self.score - _NORMAL * self.error, self.score + _NORMAL * self.error


def promoters(answers: Iterable[int]) -> Promoters:
    """The net promoter score of at least one answer, each 0 to 10."""
    given = list(answers)
    n = len(given)
    promoting = sum(answer >= _PROMOTES_FROM for answer in given)
    detracting = sum(answer <= _DETRACTS_UP_TO for answer in given)
    net = (promoting - detracting) / n
    spread = (promoting + detracting) / n - net * net
    return Promoters(n, 100 * net, 100 * sqrt(max(spread, 0) / n))
