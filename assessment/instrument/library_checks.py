"""Checks across the parts of an incentive library: ids of measures, cross effects, amounts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Final

from assessment.problems import quote
from assessment.reading import KeyPath, Node, TreeChecks

# Where a measure has effects on elements.
EFFECTS: Final[tuple[KeyPath, ...]] = (("effects",), ("shortcut", "root_effects"), ("shortcut", "shortcut_effects"))

_ROLES: Final = ("incentives", "roles")
_OFFERED: Final = ("incentives", "measures")
_NO_EFFECTS: Final = (
    "nothing says what it does",
    "expected its effects on the elements, or a shortcut",
    'add "effects:" and an effect on each element',
)


def agrees_with(earlier: Mapping[str | None, int], measure: str | None) -> bool:
    """Whether a cross effect that names this measure, or none, agrees with the earlier ones between the same two roles.

    `earlier` has their places by their measure. Either each has a different measure, or there is only one, without.
    """
    return measure not in earlier and (not earlier or (measure is not None and None not in earlier))


def disagreement(pair: tuple[str, str], measure: str | None, earlier: Mapping[str | None, int]) -> tuple[str, str, str]:
    """Found, expected and remedy for a cross effect that does not agree with the earlier ones."""
    source, on = map(quote, pair)
    if measure in earlier:
        by = f", measure {quote(measure)}," if measure is not None else ""
        return f"{source}{by} on {on} is already cross effect {earlier[measure] + 1}", "", "keep one of them"
    first, names = next(iter(earlier.values())) + 1, "names" if measure is not None else "does not name"
    return (
        f"{source} on {on} {names} a measure here, unlike cross effect {first}",
        "expected a measure in every cross effect between two roles, or a single one without",
        "name the measure in each, or keep only the one without",
    )


class LibraryChecks(TreeChecks):
    """What a model of one part of the library cannot check: ids, cross effects, and amounts that are all 0."""

    def check_library(self) -> None:
        """Report all problems."""
        self._check_offered_measures()
        self._check_cross_effects()
        self._check_amounts()

    def measures(self) -> Iterator[tuple[KeyPath, Node]]:
        """All measures and where they are: those of the roles, then those that no role holds."""
        roles: list[KeyPath] = [(*_ROLES, role, "metrics") for role, _ in self.entries(_ROLES)]
        for path in (*roles, _OFFERED):
            for index, measure in self.entries(path):
                yield (*path, index), measure

    def _check_offered_measures(self) -> None:
        """A measure that no role holds has an id of its own, as any role may be given it, and says what it does."""
        held: dict[str, Node] = {}
        for path, measure in self.measures():
            node, name = measure.get("id"), self.text((*path, "id"))
            if path[:2] == _ROLES:
                if node is not None and name is not None:
                    held.setdefault(name, node)
                continue
            if node is not None and name in held:
                found = f"the id {quote(name)} already belongs to the measure on line {held[name].place[0]}"
                self.add((*path, "id"), node, found, remedy="give this one its own id")
            if not measure.keys.keys() & {"effects", "shortcut"}:
                self.findings.add_missing(measure.place, self.where(path), *_NO_EFFECTS)

    def _check_cross_effects(self) -> None:
        """A cross effect names a measure of its source, and agrees with the others between the same two roles."""
        seen: dict[tuple[str, str], dict[str | None, int]] = defaultdict(dict)
        for index, entry in self.entries(("incentives", "cross_effects")):
            path: KeyPath = ("incentives", "cross_effects", index)
            node, measure = entry.get("measure"), self.text((*path, "measure"))
            source, on = self.text((*path, "source")), self.text((*path, "on"))
            if source is None or on is None or (node is not None and measure is None):
                continue
            earlier = seen[source, on]
            if not agrees_with(earlier, measure):
                self.add(path, entry, *disagreement((source, on), measure, earlier))
                continue
            earlier[measure] = index
            known = self._held_by(source)
            if node is not None and measure is not None and known and measure not in known:
                near = self.findings.suggest(measure, known)
                remedy = f"Did you mean {quote(near)}?" if near else f"choose one of: {', '.join(known)}"
                found = f"unknown measure {quote(measure)} of the role {quote(source)}"
                self.add((*path, "measure"), node, found, remedy=remedy)

    def _check_amounts(self) -> None:
        """Weights, influences and shares may not all be 0, as in any map."""
        self.add_all_zero(("incentives", "elements"), "weight")
        self.add_all_zero(_ROLES, "influence")
        for index, _ in self.entries(_ROLES):
            self.add_all_zero((*_ROLES, index, "metrics"), "share")

    def _held_by(self, role: str) -> list[str]:
        """The ids of the measures that a role holds or is offered.

        None when one of its own cannot be read, or the role is unknown.
        """
        roles = [self.text((*_ROLES, index, "id")) for index, _ in self.entries(_ROLES)]
        if role not in roles:
            return []
        own = (*_ROLES, roles.index(role), "metrics")
        known = [self.text((*own, place, "id")) for place, _ in self.entries(own)]
        for index, measure in self.entries(_OFFERED):
            typical_of = measure.get("roles")
            names = {entry.text for entry in typical_of.entries} if typical_of else {role}
            # A name that no role has may be this one, misspelt.
            if role in names or not names <= set(roles):
                known.append(self.text((*_OFFERED, index, "id")))
        readable = [measure for measure in known if measure is not None]
        return readable if len(readable) == len(known) else []
