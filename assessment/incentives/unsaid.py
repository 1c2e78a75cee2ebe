"""What nobody has said yet on a map: the elements of which none of a role's measures says anything.

It counts as no effect, as method.md has it, but it is not the same as somebody saying that there is none.
"""

from __future__ import annotations

from assessment.incentives.map import IncentiveMap
from assessment.incentives.parts import Measure, Role
from assessment.instrument import IncentiveLibrary


def unsaid(role: Role, found: IncentiveMap, library: IncentiveLibrary) -> tuple[str, ...]:
    """The ids of the elements of a map that none of the measures that count for a role says anything about.

    None of a role without such measures, which is known to do nothing. A measure of the library says something about
    all of the library's elements: what it leaves out there has no effect.
    """
    counting = [measure for measure in role.rewarded.values() if not measure.proposed]
    if not counting:
        return ()
    elements = {element.id for element in library.elements}
    measures = {measure.id for measure in (*(m for known in library.roles for m in known.measures), *library.measures)}
    return tuple(
        element.id
        for element in found.elements
        if not any(_says(one, element.id) or (element.id in elements and one.id in measures) for one in counting)
    )


def open_cells(found: IncentiveMap, library: IncentiveLibrary) -> dict[str, tuple[str, ...]]:
    """The roles of a map of which something is unsaid, by id and in their order, with the ids of those elements.

    "" stands for all roles together: what is unsaid of every role with measures that count. It comes last.
    """
    each = {role.id: unsaid(role, found, library) for role in found.roles if role.rewarded}
    by_all = tuple(one.id for one in found.elements if each and all(one.id in elements for elements in each.values()))
    return {role: elements for role, elements in (each | {"": by_all}).items() if elements}


def _says(measure: Measure, element: str) -> bool:
    """Whether a measure says anything about an element, even that it does nothing to it."""
    short = measure.shortcut
    ways = (short.root_effects, short.shortcut_effects) if short else (measure.effects,)
    return any(element in way for way in ways)
