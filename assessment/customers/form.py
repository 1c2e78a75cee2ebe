"""A department in an answers file."""

from __future__ import annotations

from dataclasses import fields
from typing import Annotated

from pydantic import BaseModel, ConfigDict, PlainValidator, StringConstraints

from assessment.customers.departments import LARGEST, LONGEST_NAME, DepartmentFigures
from assessment.customers.promoters import Promoters
from assessment.reading import unfit


def _index(value: object) -> float:
    if isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < LARGEST:
        return float(value)
    raise unfit("a number below a billion")


def _kinds(value: object) -> Promoters | None:
    counts = value if isinstance(value, list | tuple) else [value]
    if value is None:
        return None
    if (
        len(counts) == len(fields(Promoters))
        and all(type(each) is int and each >= 0 for each in counts)
        and any(counts)
    ):
        return Promoters(*counts)
    raise unfit("how many answered 9 or 10, 7 or 8, and 0 to 6")


_Index = Annotated[float, PlainValidator(_index)]


class DepartmentForm(BaseModel):
    """A department of the table, as the answers file has it. Unknown keys are ignored."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    name: Annotated[str, StringConstraints(strict=True, strip_whitespace=True, min_length=1, max_length=LONGEST_NAME)]
    engagement: _Index
    customers: _Index
    answers: Annotated[Promoters | None, PlainValidator(_kinds)] = None

    def figures(self) -> DepartmentFigures:
        """The department with these figures."""
        return DepartmentFigures(" ".join(self.name.split()), self.engagement, self.customers, self.answers)
