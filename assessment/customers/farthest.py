"""Which department's customers are farthest from what the other departments lead one to expect.

That is taken from the others alone: the median slope between any two of them, and the median height of that line (Theil
and Sen). One more department far away hardly moves it, and the department itself does not at all. It holds only among
the others: below or above the engagement of all of them nothing is expected, and customers are far away there only as
far as they are beyond those of all others, and beyond the line as well.
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

    `expected` is None where nothing is, `place` says whether the department's engagement is among that of the others.
    `distance` is how far customers are above (positive) or below the others.
    """

    department: DepartmentFigures
    expected: float | None = None
    distance: float = 0.0
    place: Literal["among", "lowest", "highest"] = "among"

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
    line = _line(department, others)
    if line is None:
        return Expectation(department)
    engaged = [each.engagement for each in others]
    satisfied = [each.customers for each in others]
    least, most = min(satisfied), max(satisfied)
    if min(engaged) <= department.engagement <= max(engaged):
        expected = min(max(line, least), most)
        return Expectation(department, expected, department.customers - expected)
    nearest = min(max(department.customers, min(line, least)), max(line, most))
    place: Literal["lowest", "highest"] = "lowest" if department.engagement < min(engaged) else "highest"
    return Expectation(department, None, department.customers - nearest, place)


def _line(department: DepartmentFigures, others: Sequence[DepartmentFigures]) -> float | None:
    """The height at a department's engagement of the line through the others; None where there is none."""
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
