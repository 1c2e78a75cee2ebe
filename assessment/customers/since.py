"""What has moved since an earlier table of departments: in the figures as they are shown, department by department."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

from assessment.customers.departments import DepartmentFigures


@dataclass(frozen=True)
class EarlierTable:
    """A table of departments as it was with an assessment answered on this day."""

    day: date
    departments: tuple[DepartmentFigures, ...]


class Move(NamedTuple):
    """Which column of a department has moved, which way, and how far."""

    column: str
    way: Literal["up", "down"]
    by: float


@dataclass(frozen=True)
class DepartmentChange:
    """A department then, and by how much each figure has risen (negative: fallen), as it is shown."""

    before: DepartmentFigures
    engagement: float
    customers: float

    @property
    def moves(self) -> tuple[Move, ...]:
        """The columns that have moved."""
        found = {"engagement": self.engagement, "customers": self.customers}
        return tuple(Move(column, "up" if by > 0 else "down", abs(by)) for column, by in found.items() if by)


@dataclass(frozen=True)
class ColumnMoves:
    """How many departments have risen, fallen and stayed in one column."""

    up: int
    down: int
    same: int
