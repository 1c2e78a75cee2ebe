"""Changes to a map as frozen values, which can be compared, kept until they are saved, and applied to another map.

Each raises NoSuchPart when the role or measure it changes is gone from the map, and Problems when it does not fit.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple, Protocol

from assessment.incentives.map import IncentiveMap
from assessment.incentives.parts import Decision, Element, Measure, NoSuchPart, Proposals, Role, Way
from assessment.incentives.size import excess
from assessment.problems import Problems


class MapChange(Protocol):
    """One change to a map."""

    def on(self, found: IncentiveMap) -> IncentiveMap:
        """The map with this change."""


class Changed(NamedTuple):
    """A map with the changes that fit it.

    `has_moved_on` when one of them changes a role or measure that is gone, or adds one that no longer has room.
    """

    map: IncentiveMap
    has_moved_on: bool


def with_changes(found: IncentiveMap, changes: Iterable[MapChange]) -> Changed:
    """The map with these changes, one after the other; one that does not fit is left out."""
    has_moved_on = False
    for change in changes:
        try:
            changed = change.on(found)
        except NoSuchPart:
            has_moved_on = True
        except Problems:  # such as one measure twice
            continue
        else:
            if excess(changed) <= excess(found):
                found = changed
            else:  # another tab has used the room
                has_moved_on = True
    return Changed(found, has_moved_on)


@dataclass(frozen=True)
class AddElement:
    """Adds an element in the user's own words, unless one has that name already."""

    element: Element
    library: Proposals

    def on(self, found: IncentiveMap) -> IncentiveMap:
        """The map with the element."""
        return found if _has_name(self.element, found.elements) else found.with_element(self.element, self.library)


@dataclass(frozen=True)
class SetStep:
    """Sets how much an element matters, in steps of 0 to STRONGEST; 0 removes it from what is agreed."""

    element: Element
    library: Proposals
    step: int

    def on(self, found: IncentiveMap) -> IncentiveMap:
        """The map with the element at this step."""
        return found.with_step(self.element, self.step, self.library)


@dataclass(frozen=True)
class AddRole:
    """Adds a role in the user's own words, unless one has that name already."""

    role: Role

    def on(self, found: IncentiveMap) -> IncentiveMap:
        """The map with the role."""
        return found if _has_name(self.role, found.roles) else found.with_role(self.role)


@dataclass(frozen=True)
class ProposeRole:
    """Adds one of the library's roles as a suggestion, with the effects between it and the others."""

    role: str
    proposed: IncentiveMap

    def on(self, found: IncentiveMap) -> IncentiveMap:
        """The map with the role."""
        return found.proposing(self.role, self.proposed)


@dataclass(frozen=True)
class RemoveRole:
    """Removes a role, with its effects on others and theirs on it."""

    role: str

    def on(self, found: IncentiveMap) -> IncentiveMap:
        """The map without the role."""
        return found.without_role(self.role)


@dataclass(frozen=True)
class Rename:
    """Renames a role, in both languages; an empty name changes nothing."""

    role: str
    name: str

    def on(self, found: IncentiveMap) -> IncentiveMap:
        """The map with the new name."""
        return found.with_role(found.known_role(self.role).named(self.name)) if self.name else found


@dataclass(frozen=True)
class KeepRole:
    """Confirms a suggested role with all its measures."""

    role: str

    def on(self, found: IncentiveMap) -> IncentiveMap:
        """The map with the role confirmed."""
        return found.with_role(found.known_role(self.role).kept())


@dataclass(frozen=True)
class KeepMeasure:
    """Confirms a suggested measure and its role."""

    role: str
    measure: str

    def on(self, found: IncentiveMap) -> IncentiveMap:
        """The map with the measure confirmed."""
        return found.with_role(found.known_role(self.role).keeping(self.measure))


@dataclass(frozen=True)
class AddMeasure:
    """Adds one of the library's measures, with its effects on other roles according to the library.

    A proposed one is a suggestion, which counts nowhere until it is kept.
    """

    role: str
    measure: Measure
    library: Proposals

    def on(self, found: IncentiveMap) -> IncentiveMap:
        """The map with the measure."""
        return found.adding(self.role, self.measure, self.library)


@dataclass(frozen=True)
class AddEqualMeasure:
    """Adds one of the library's measures as an equal part of the whole; the others stay in proportion to each other."""

    role: str
    measure: Measure
    library: Proposals

    def on(self, found: IncentiveMap) -> IncentiveMap:
        """The map with the measure."""
        return found.with_new_measure(
            found.known_role(self.role).adding_equally(self.measure), self.measure, self.library
        )


@dataclass(frozen=True)
class ExchangeMeasure:
    """Exchanges a measure for one of the library's, with the same share; their effects on other roles follow them."""

    role: str
    measure: str
    instead: Measure
    library: Proposals

    def on(self, found: IncentiveMap) -> IncentiveMap:
        """The map with the other measure."""
        role = found.known_role(self.role).exchanging(self.measure, self.instead)
        return found.with_new_measure(role, self.instead, self.library)


@dataclass(frozen=True)
class AddOwnMeasure:
    """Adds a measure in the user's own words, unless the role has one of that name already."""

    role: str
    measure: Measure

    def on(self, found: IncentiveMap) -> IncentiveMap:
        """The map with the measure."""
        role = found.known_role(self.role)
        return found if _has_name(self.measure, role.measures) else found.with_role(role.adding(self.measure))


@dataclass(frozen=True)
class RemoveMeasure:
    """Removes a measure, with its effects on other roles."""

    role: str
    measure: str

    def on(self, found: IncentiveMap) -> IncentiveMap:
        """The map without the measure."""
        return found.with_role(found.known_role(self.role).without_measure(self.measure))


@dataclass(frozen=True)
class SetStrength:
    """Sets how strongly a measure is rewarded, 1 to STRONGEST."""

    role: str
    measure: str
    strength: int

    def on(self, found: IncentiveMap) -> IncentiveMap:
        """The map with the measure rewarded this strongly."""
        return found.with_role(found.known_role(self.role).with_strength(self.measure, self.strength))


@dataclass(frozen=True)
class SetEase:
    """Sets how easily a measure can be met without helping the customer, 0 to 1."""

    role: str
    measure: str
    ease: float

    def on(self, found: IncentiveMap) -> IncentiveMap:
        """The map with the ease."""
        role = found.known_role(self.role)
        return found.with_role(role.with_measure(self.measure, role.measure(self.measure).with_ease(self.ease)))


@dataclass(frozen=True)
class SetEffect:
    """Sets the effect of a measure on an element, -2 to 2; with a shortcut, of one of the two ways."""

    role: str
    measure: str
    element: str
    way: Way
    value: float

    def on(self, found: IncentiveMap) -> IncentiveMap:
        """The map with the effect."""
        role = found.known_role(self.role)
        changed = role.measure(self.measure).with_effect(self.element, self.value, self.way)
        return found.with_role(role.with_measure(self.measure, changed))


@dataclass(frozen=True)
class SetEffectBetween:
    """Sets the effect of a role's measure, or of all of them, on another role's chance of reaching its own, -2 to 2."""

    source: str
    target: str
    measure: str | None
    value: float

    def on(self, found: IncentiveMap) -> IncentiveMap:
        """The map with the effect."""
        return found.with_effect_between(self.source, self.target, self.value, self.measure)


@dataclass(frozen=True)
class Decide:
    """Decides in free words which measure of two roles applies when, and from which day; an earlier decision goes."""

    a: str
    b: str
    measure: str
    day: date

    def on(self, found: IncentiveMap) -> IncentiveMap:
        """The map with the decision."""
        return found.deciding(
            Decision(a=found.known_role(self.a).id, b=found.known_role(self.b).id, measure=self.measure, day=self.day)
        )


@dataclass(frozen=True)
class Undecide:
    """Takes back what is decided about two roles."""

    a: str
    b: str

    def on(self, found: IncentiveMap) -> IncentiveMap:
        """The map without the decision."""
        return found.undeciding(self.a, self.b)


def _has_name(added: Element | Role | Measure, parts: Iterable[Element | Role | Measure]) -> bool:
    return any(added.en in (part.en, part.sv) for part in parts)
