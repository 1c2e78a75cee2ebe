"""What is said of a measure that a role does not have yet: it is kept with the planned change that would bring it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import cast

from assessment.incentives.changes import MapChange, SetEase, SetEffect, SetEffectBetween
from assessment.incentives.parts import Measure, Way


@dataclass(frozen=True)
class SaidOfMeasure:
    """What a measure would do at a role, or how easily it would be met without helping the customer.

    `value` is the effect, -2 to 2, on an `element`, of one `way` to meet the measure, or on the role `on`; without both
    it is the ease, 0 to 1.
    """

    role: str
    measure: str
    value: float
    element: str = ""
    way: Way = "effects"
    on: str = ""

    @classmethod
    def by(cls, change: MapChange) -> SaidOfMeasure | None:
        """What a change of a map says of one measure; None where it says nothing of the kind."""
        match change:
            case SetEffect(role, measure, element, way, value):
                return cls(role, measure, value, element, way)
            case SetEffectBetween(source, target, str(measure), value):
                return cls(source, measure, value, on=target)
            case SetEase(role, measure, ease):
                return cls(role, measure, ease)
        return None

    @property
    def change(self) -> MapChange:
        """How it is said of a map on which the role has the measure."""
        if self.element:
            return SetEffect(self.role, self.measure, self.element, self.way, self.value)
        if self.on:
            return SetEffectBetween(self.role, self.on, self.measure, self.value)
        return SetEase(self.role, self.measure, self.value)

    @property
    def about(self) -> tuple[str, ...]:
        """What it is about: of two that are about the same, the later one holds."""
        return self.role, self.measure, self.element, self.way, self.on

    def of(self, measure: Measure) -> Measure:
        """The measure with what is said of itself; what it does to another role is no part of it."""
        if self.element:
            return measure.with_effect(self.element, self.value, self.way)
        return measure if self.on else measure.with_ease(self.value)

    def document(self) -> dict[str, object]:
        """What is said, as JSON: whole numbers as integers, and without what is as usual."""
        whole = int(self.value) if self.value == int(self.value) else self.value
        found = {field.name: getattr(self, field.name) for field in fields(self)} | {"value": whole}
        return {name: value for name, value in found.items() if value not in ("", "effects")}

    @classmethod
    def read(cls, document: Mapping[str, object]) -> SaidOfMeasure:
        """The inverse of document()."""
        return cls(**cast("dict[str, str]", document))  # type: ignore[arg-type]  # checked where it is written or read
