"""Which department's customers are farthest from those where engagement is as high.

What "as high" leads one to expect is taken from the other departments: the median slope between any two of them, and
the median height of that line (Theil and Sen). One more department far away hardly moves it, and the department itself
does not at all.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from statistics import median
from typing import Literal

from assessment.customers.departments import DepartmentFigures
from assessment.customers.relationship import FEWEST


@dataclass(frozen=True, slots=True)
class Expectation:
    """A department, and the customer index that the others lead one to expect at its engagement; None without any."""

    department: DepartmentFigures
    expected: float | None

    @property
    def distance(self) -> float:
        """How far customers are above (positive) or below what is expected; 0 without an expectation."""
        return 0.0 if self.expected is None else self.department.customers - self.expected

    @property
    def side(self) -> Literal["above", "below"]:
        """Whether customers are more satisfied than is expected, or less."""
        return "above" if self.distance > 0 else "below"


@lru_cache(maxsize=64)
def expectations(departments: tuple[DepartmentFigures, ...]) -> tuple[Expectation, ...]:
    """Every department with what is expected of it, the farthest first; equally far ones in the table's order.

    Below four departments nothing is expected.
    """
    found = [
        Expectation(each, _expected(each, [*departments[:at], *departments[at + 1 :]]))
        for at, each in enumerate(departments)
    ]
    return tuple(sorted(found, key=lambda each: -round(abs(each.distance), 6)))


def _expected(department: DepartmentFigures, others: Sequence[DepartmentFigures]) -> float | None:
    slopes = [
        (second.customers - first.customers) / (second.engagement - first.engagement)
        for first, second in combinations(others, 2)
        if first.engagement != second.engagement
    ]
    if not slopes or len(others) < FEWEST - 1:
        return None
    slope = median(slopes)
    start = median(each.customers - slope * each.engagement for each in others)
    return start + slope * department.engagement
