"""CustomersReport: everything that is shown of a table of departments."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Final

from assessment.customers.departments import DepartmentFigures
from assessment.customers.farthest import Expectation, expectations
from assessment.customers.relationship import Relationship, relationship, resampled_interval

_CLEARLY: Final = 0.1  # Of the range of all customer indices; nearer than this, nobody stands out.
_WHOLE_FROM, _TENTHS_FROM = 20, 2  # How wide a range of figures must be to be shown with so few decimals.


@dataclass(frozen=True)
class CustomersReport:
    """A table of departments, how far its two columns go together, and who stands out."""

    departments: tuple[DepartmentFigures, ...]

    @cached_property
    def relationship(self) -> Relationship:
        """How far engagement and customers go together."""
        return relationship(*self._columns)

    @cached_property
    def resampled(self) -> tuple[float, float] | None:
        """Between what the relationship lies when departments are drawn anew; None below ten."""
        return resampled_interval(*self._columns)

    @cached_property
    def expectations(self) -> tuple[Expectation, ...]:
        """The departments, the farthest from what is expected first."""
        return expectations(self.departments)

    @cached_property
    def standout(self) -> Expectation | None:
        """The department farthest from where engagement is as high; None where none is clearly off."""
        if not self.departments:
            return None
        first, customers = self.expectations[0], self._columns[1]
        spread = max(customers) - min(customers)
        return first if spread and round(abs(first.distance) - _CLEARLY * spread, 6) >= 0 else None

    @property
    def is_of_promoters(self) -> bool:
        """Whether the customer index is a net promoter score."""
        return any(each.promoters is not None for each in self.departments)

    @property
    def decimals(self) -> tuple[int, int]:
        """With how many decimals engagement and customers are shown."""
        engagement, customers = self._columns
        return _decimals(engagement), 0 if self.is_of_promoters else _decimals(customers)

    @property
    def _columns(self) -> tuple[tuple[float, ...], tuple[float, ...]]:
        return (
            tuple(each.engagement for each in self.departments),
            tuple(each.customers for each in self.departments),
        )


def _decimals(values: Sequence[float]) -> int:
    if all(float(value).is_integer() for value in values) or max(values) - min(values) >= _WHOLE_FROM:
        return 0
    return 1 if max(values) - min(values) >= _TENTHS_FROM else 2


@lru_cache(maxsize=64)
def customers_report(departments: tuple[DepartmentFigures, ...]) -> CustomersReport:
    """The report on a table, the same one for the same table."""
    return CustomersReport(departments)
