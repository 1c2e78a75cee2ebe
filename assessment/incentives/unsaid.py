"""What nobody has said yet on a map: the elements of which none of a role's measures says anything.

It counts as no effect, as method.md has it, but it is not the same as somebody saying that there is none.
"""

from __future__ import annotations

from typing import NamedTuple

from assessment.incentives.map import IncentiveMap
from assessment.incentives.parts import Role
from assessment.instrument import IncentiveLibrary


class KnownRoles(NamedTuple):
    """For how many of a map's `roles` it is known what their rewards do to an element."""

    known: int
    roles: int

    @classmethod
    def by_element(cls, found: IncentiveMap, library: IncentiveLibrary) -> dict[str, KnownRoles]:
        """The count for each element of a map, by its id. A role that is rewarded for nothing counts as known."""
        open_ones, count = open_cells(found, library), len(found.roles)
        return {
            element.id: cls(sum(element.id not in open_ones.get(role.id, ()) for role in found.roles), count)
            for element in found.elements
        }

    @property
    def is_all(self) -> bool:
        """Whether it is known for every role."""
        return self.known == self.roles

    @property
    def is_little(self) -> bool:
        """Whether it is unknown for most roles, so that what is known says nothing about the whole."""
        return self.known * 2 < self.roles


class NewlyUnsaid(NamedTuple):
    """A role's measure that only one of two maps has, and the elements that nobody has said anything about for it."""

    role: str
    measure: str
    elements: tuple[str, ...]

    @classmethod
    def of(cls, before: IncentiveMap, after: IncentiveMap, library: IncentiveLibrary) -> list[NewlyUnsaid]:
        """Those of the second map.

        Without what was just as unsaid of the role before: there the new measure makes nothing look better.
        """
        found = []
        for role in after.roles:
            then = before.role(role.id)
            held, open_before = (then.measures_by_key, unsaid(then, before, library)) if then else ({}, ())
            for key, measure in role.measures_by_key.items():
                alone = unsaid(Role(id=role.id, measures=(measure.kept(),)), after, library)
                elements = tuple(each for each in alone if each not in open_before)
                if key not in held and elements:
                    found.append(cls(role.id, key, elements))
        return found


class OpenCells(NamedTuple):
    """The elements, by their ids, of which none of a role's measures that count says anything, and only some do."""

    unsaid: tuple[str, ...]
    partly: tuple[str, ...]

    @classmethod
    def of(cls, role: Role, found: IncentiveMap, library: IncentiveLibrary) -> OpenCells:
        """Those of a role of this map.

        None of a role without such measures, which is known to do nothing. A measure of the library says something
        about all of the library's elements: what it leaves out there has no effect.
        """
        counting = role.confirmed().rewarded
        silent = {element.id: len(_silent(role, element.id, library)) for element in found.elements}
        unsaid = tuple(element for element, count in silent.items() if 0 < count == len(counting))
        return cls(unsaid, tuple(element for element, count in silent.items() if 0 < count < len(counting)))


class OpenRow(NamedTuple):
    """A role's measure, and an element of which nobody has said what that measure does to it."""

    role: str
    measure: str
    element: str

    @classmethod
    def first(cls, found: IncentiveMap, library: IncentiveLibrary) -> OpenRow | None:
        """The first one of a map's marks: where all is unsaid comes before where a part is; None where all is said."""
        cells = [(role, OpenCells.of(role, found, library)) for role in found.roles]
        open_ones = (
            *((role, element) for role, its in cells for element in its.unsaid),
            *((role, element) for role, its in cells for element in its.partly),
        )
        return next((cls(role.id, _silent(role, each, library)[0], each) for role, each in open_ones), None)


class SilentOnRoles(NamedTuple):
    """A measure in somebody's own words that counts, and for which no effect on any other role is entered."""

    role: str
    measure: str

    @classmethod
    def of(cls, found: IncentiveMap, library: IncentiveLibrary) -> list[SilentOnRoles]:
        """Those of a map; none where no other role is rewarded for anything."""
        known = {measure.id for measure in library.every_measure}
        said = {(cross.source, cross.measure) for cross in found.cross_effects}
        counting = {role.id: rewarded for role in found.roles if (rewarded := role.confirmed().rewarded)}
        return [
            cls(role, key)
            for role, measures in counting.items()
            for key, measure in measures.items()
            if counting.keys() - {role} and measure.id not in known and not said & {(role, key), (role, None)}
        ]


class UnsaidShortcut(NamedTuple):
    """A measure that counts and can be met without helping anybody, of which nobody has said what that does."""

    role: str
    measure: str
    is_easy: bool

    @classmethod
    def of(cls, found: IncentiveMap) -> list[UnsaidShortcut]:
        """Those of a map, the easiest first."""
        counting = [(role.id, key, one) for role in found.roles for key, one in role.confirmed().rewarded.items()]
        ways = [(role, key, one.shortcut) for role, key, one in counting if one.shortcut and one.has_shortcut]
        # Whoever says that there is a shortcut begins with what is said of the measure.
        open_ones = [(role, key, way.ease) for role, key, way in ways if way.shortcut_effects in ({}, way.root_effects)]
        return [cls(role, key, ease == 1) for role, key, ease in sorted(open_ones, key=lambda one: -one[2])]


def _silent(role: Role, element: str, library: IncentiveLibrary) -> list[str]:
    """The keys of the measures that count for a role and of which nobody has said what they do to an element."""
    is_listed = any(element == known.id for known in library.elements)
    listed = {measure.id for measure in library.every_measure} if is_listed else set()
    counting = role.confirmed().rewarded.items()
    return [key for key, one in counting if not one.says_of(element) and one.id not in listed]


def unsaid(role: Role, found: IncentiveMap, library: IncentiveLibrary) -> tuple[str, ...]:
    """The ids of the elements of a map that none of the measures that count for a role says anything about."""
    return OpenCells.of(role, found, library).unsaid


def open_cells(found: IncentiveMap, library: IncentiveLibrary) -> dict[str, tuple[str, ...]]:
    """The roles of a map of which something is unsaid, by id and in their order, with the ids of those elements.

    "" stands for all roles together: what is unsaid of every role with measures that count. It comes last.
    """
    each = {role.id: unsaid(role, found, library) for role in found.roles if role.rewarded}
    by_all = tuple(one.id for one in found.elements if each and all(one.id in elements for elements in each.values()))
    return {role: elements for role, elements in (each | {"": by_all}).items() if elements}
