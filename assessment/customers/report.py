"""CustomersReport: everything that is shown of a table of departments."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Final, Literal

from assessment.customers.departments import DepartmentFigures
from assessment.customers.farthest import Expectation, expectations
from assessment.customers.relationship import Relationship, relationship, resampled_interval
from assessment.customers.since import ColumnMoves, DepartmentChange, EarlierTable
from assessment.rounding import rounded

_CLEARLY: Final = 0.1  # Of the range of all customer indices; nearer than this, nobody stands out.
_CHANCE: Final = 0.05  # Of the exact probability, where the same order leaves no interval.
_ENDS: Final = (5.0, 10.0, 100.0)  # Of the usual scales.
_WHOLE_FROM, _TENTHS_FROM = 20, 2  # How wide a range of figures must be to be shown with so few decimals.


@dataclass(frozen=True)
class CustomersReport:
    """A table of departments, how far its two columns go together, who stands out, and what has moved.

    `earlier` is the table it is compared with, if there is one that measures customers in the same way.
    """

    departments: tuple[DepartmentFigures, ...]
    earlier: EarlierTable | None = None

    @cached_property
    def changes(self) -> Mapping[str, DepartmentChange]:
        """What has moved since the earlier table, by the name of the department; those that are new are not in it."""
        before = {} if self.earlier is None else {each.name: each for each in self.earlier.departments}
        engagement, customers = self.decimals if self.departments else (0, 0)
        return {
            now.name: DepartmentChange(
                then,
                float(rounded(now.engagement, engagement) - rounded(then.engagement, engagement)),
                float(rounded(now.customers, customers) - rounded(then.customers, customers)),
            )
            for now in self.departments
            if (then := before.get(now.name)) is not None
        }

    @property
    def movements(self) -> tuple[ColumnMoves, ColumnMoves]:
        """How many departments have moved since then: in engagement, and in what customers say."""
        engagement = [change.engagement for change in self.changes.values()]
        return _movement(engagement), _movement([change.customers for change in self.changes.values()])

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
        """The department farthest from what the others lead one to expect; None where none is clearly off."""
        if not self.departments:
            return None
        first, customers = self.expectations[0], self._columns[1]
        spread = max(customers) - min(customers)
        return first if spread and round(abs(first.distance) - _CLEARLY * spread, 6) >= 0 else None

    @property
    def is_uncertain(self) -> bool:
        """Whether chance alone may well give such a relationship: then a department that stands out means little."""
        found = self.relationship
        return bool(found.compatible_with_none) or (found.interval is None and (found.p or 0.0) > _CHANCE)

    @property
    def direction(self) -> Literal["together", "opposite"] | None:
        """Whether customers are more satisfied where engagement is higher, or lower; None where nothing can be said."""
        rho = self.relationship.rho
        return None if rho is None or self.is_uncertain else "together" if rho > 0 else "opposite"

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
    def tops(self) -> tuple[float | None, float | None]:
        """Where bars of engagement and of customers end that begin at 0; None where a figure is below 0."""
        engagement, customers = self._columns
        return _top(engagement), _top(customers)

    @property
    def _columns(self) -> tuple[tuple[float, ...], tuple[float, ...]]:
        return (
            tuple(each.engagement for each in self.departments),
            tuple(each.customers for each in self.departments),
        )


def _movement(differences: Sequence[float]) -> ColumnMoves:
    up, down = sum(each > 0 for each in differences), sum(each < 0 for each in differences)
    return ColumnMoves(up, down, len(differences) - up - down)


def _top(values: Sequence[float]) -> float | None:
    """Where the scale most likely ends, else the largest figure."""
    if min(values) < 0:
        return None
    return next((end for end in _ENDS if max(values) <= end), max(values))


def _decimals(values: Sequence[float]) -> int:
    if all(float(value).is_integer() for value in values) or max(values) - min(values) >= _WHOLE_FROM:
        return 0
    return 1 if max(values) - min(values) >= _TENTHS_FROM else 2


@lru_cache(maxsize=64)
def customers_report(
    departments: tuple[DepartmentFigures, ...], earlier: tuple[EarlierTable, ...] = ()
) -> CustomersReport:
    """The report on a table, the same one for the same table; `earlier` are those before it, oldest first.

    It is compared with the last that differs from it, unless customers were measured in another way then, or none of
    its departments is still there.
    """
    found = CustomersReport(departments)
    before = next((each for each in reversed(earlier) if each.departments and each.departments != departments), None)
    if before is None or CustomersReport(before.departments).is_of_promoters != found.is_of_promoters:
        return found
    compared = CustomersReport(departments, before)
    return compared if compared.changes else found
