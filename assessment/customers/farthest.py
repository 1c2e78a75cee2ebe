"""Which department's customers are farthest from what the other departments lead one to expect.

That is taken from the others alone: the median slope between any two of them, and the median height of that line (Theil
and Sen). One more department far away hardly moves it, and the department itself does not at all. It holds only among
the others. Below or above the engagement of all of them nobody knows whether it goes on or levels out, so anything
between its height at their nearest end and where it leads is as expected, and customers are as far away as they are
outside that. What is expected lies within the customers of the others, or beyond only where the line leads there.
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
    """A department, and the customer index that the others lead one to expect at its engagement.

    `expected` is None where no single figure is, `place` says whether the department's engagement is among that of the
    others. `distance` is how far customers are above (positive) or below what is expected. `is_extreme` says whether
    they are more satisfied than those of all others, or less.
    """

    department: DepartmentFigures
    expected: float | None = None
    distance: float = 0.0
    place: Literal["among", "lowest", "highest"] = "among"
    is_extreme: bool = False

    @property
    def side(self) -> Literal["above", "below"]:
        """Whether customers are more satisfied than is expected, or less."""
        return "above" if self.distance > 0 else "below"


@lru_cache(maxsize=64)
def expectations(departments: tuple[DepartmentFigures, ...]) -> tuple[Expectation, ...]:
    """Every department with what is expected of it, the farthest first; equally far ones in the table's order.

    Below four departments nothing is expected.
    """
    found = [_expectation(each, [*departments[:at], *departments[at + 1 :]]) for at, each in enumerate(departments)]
    return tuple(sorted(found, key=lambda each: -round(abs(each.distance), 6)))


def _expectation(department: DepartmentFigures, others: Sequence[DepartmentFigures]) -> Expectation:
    line = _line(others)
    if line is None:
        return Expectation(department)
    engaged = [each.engagement for each in others]
    satisfied = [each.customers for each in others]
    nearest = _within(department.engagement, engaged)
    near, leads_to = _within(line.at(nearest), satisfied), line.at(department.engagement)
    is_extreme = _within(department.customers, satisfied) != department.customers
    if nearest == department.engagement:
        return Expectation(department, near, department.customers - near, "among", is_extreme)
    distance = department.customers - _within(department.customers, (near, leads_to))
    return Expectation(
        department, None, distance, "lowest" if department.engagement < nearest else "highest", is_extreme
    )


def _within(value: float, others: Sequence[float]) -> float:
    """The value, or the least or most of the others where it is beyond them."""
    return min(max(value, min(others)), max(others))


@dataclass(frozen=True, slots=True)
class _Line:
    start: float
    slope: float

    def at(self, engagement: float) -> float:
        return self.start + self.slope * engagement


def _line(others: Sequence[DepartmentFigures]) -> _Line | None:
    """The line through the others; None where there is none."""
    slopes = [
        (second.customers - first.customers) / (second.engagement - first.engagement)
        for first, second in combinations(others, 2)
        if first.engagement != second.engagement
    ]
    if not slopes or len(others) < FEWEST - 1:
        return None
    slope = median(slopes)
    return _Line(median(each.customers - slope * each.engagement for each in others), slope)
