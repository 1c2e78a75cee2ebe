"""A map in; pulls, alignment, clashes out. The formulas are the method's section 4."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import Final, Literal, NamedTuple

from assessment.incentives.map import IncentiveMap
from assessment.incentives.parts import Effects, Element, Role
from assessment.incentives.weights import mean

FORMAT: Final = "drivkraft.incentives/1"

ClashKind = Literal["tug_of_war", "direct"]
Severity = Literal["minor", "clear", "severe"]

_CLEAR_FROM: Final = 10.0
_SEVERE_ABOVE: Final = 25.0


class RoleScore(NamedTuple):
    """Where a role pulls: each element in -2 to 2, and the agreed experience as a whole in -100 to 100."""

    id: str
    pulls: Mapping[str, float]
    alignment: float


class ElementScore(NamedTuple):
    """What happens to an element: the roles' mean pull in -2 to 2, and how many roles pull it up.

    `agreed` says that it is part of the agreed experience: its weight is above 0.
    """

    id: str
    net: float
    roles_pulling: int
    agreed: bool

    @property
    def orphan(self) -> bool:
        """Whether no role pulls it up, agreed or not."""
        return not self.roles_pulling

    @property
    def unrewarded(self) -> bool:
        """Whether it was agreed and nobody is rewarded for it: an orphan to warn about."""
        return self.agreed and self.orphan


class Clash(NamedTuple):
    """Two roles that work against each other, 0 to 100; `a` comes before `b` in the map.

    `tug_of_war` is how many points of the agreed experience are pulled both ways, `direct` how hard the two make it
    for each other to reach their measures. `clash` is the larger of them and `kind` which; a tie is direct.
    """

    a: str
    b: str
    tug_of_war: float
    direct: float
    clash: float
    kind: ClashKind
    severity: Severity


class IncentiveScores(NamedTuple):
    """All numbers of one map, unrounded. `system` is the roles' mean alignment in -100 to 100.

    `map` is the confirmed part of what was scored; suggestions are in none of this. `clashes` are those above 0, the
    largest first, then in the order of the roles.
    """

    map: IncentiveMap
    roles: tuple[RoleScore, ...]
    system: float
    elements: tuple[ElementScore, ...]
    clashes: tuple[Clash, ...]

    def element(self, element_id: str) -> ElementScore | None:
        """The score of an element, or None."""
        return next((score for score in self.elements if score.id == element_id), None)


def score_incentives(incentive_map: IncentiveMap) -> IncentiveScores:
    """Score what is confirmed in a map. Thresholds are compared after rounding to 6 decimals.

    Raises ValueError for a map of which nothing counts.
    """
    if not incentive_map.counts:
        raise ValueError("a map needs elements and roles to be scored, at least one of them confirmed")
    incentive_map = incentive_map.confirmed()
    elements, roles = incentive_map.elements, incentive_map.roles
    scored = tuple(_score(role, elements) for role in roles)
    influences = [role.influence for role in roles]
    return IncentiveScores(
        map=incentive_map,
        roles=scored,
        system=mean([role.alignment for role in scored], influences),
        elements=tuple(_score_element(element, scored, influences) for element in elements),
        clashes=_clashes(incentive_map, scored),
    )


def alignment(effects: Effects, elements: Sequence[Element]) -> float:
    """What pulls or effects in -2 to 2 do to the agreed experience as a whole, in -100 to 100; a missing one is 0."""
    weights = [element.weight for element in elements]
    return 100 * (mean([effects.get(element.id, 0.0) for element in elements], weights) / 2)


def _score(role: Role, elements: Sequence[Element]) -> RoleScore:
    shares = [measure.share for measure in role.metrics]
    pulls = {
        element.id: mean([measure.effect_on(element.id) for measure in role.metrics], shares) if any(shares) else 0.0
        for element in elements
    }
    return RoleScore(role.id, pulls, alignment(pulls, elements))


def _score_element(element: Element, roles: Sequence[RoleScore], influences: Sequence[float]) -> ElementScore:
    pulls = [role.pulls[element.id] for role in roles]
    pulling = sum([_sign(pull) > 0 for pull in pulls])
    return ElementScore(element.id, mean(pulls, influences), pulling, element.weight > 0)


def _sign(pull: float) -> int:
    """Which way a pull goes: 1 up, -1 down, 0 for what is none at 6 decimals."""
    rounded = round(pull, 6)
    return (rounded > 0) - (rounded < 0)


def _clashes(incentive_map: IncentiveMap, roles: Sequence[RoleScore]) -> tuple[Clash, ...]:
    weights = [element.weight for element in incentive_map.elements]
    signs = {role.id: [_sign(pull) for pull in role.pulls.values()] for role in roles}
    cross = incentive_map.effects_between()
    found = []
    for one, other in combinations(roles, 2):
        pulled_both_ways = [
            min(abs(p), abs(q)) if one_way * other_way < 0 else 0.0
            for p, q, one_way, other_way in zip(
                one.pulls.values(), other.pulls.values(), signs[one.id], signs[other.id], strict=True
            )
        ]
        tug_of_war = 100 * (mean(pulled_both_ways, weights) / 2)
        harms = max(0.0, -cross.get((one.id, other.id), 0.0)) + max(0.0, -cross.get((other.id, one.id), 0.0))
        direct = 100 * harms / 4
        kind: ClashKind = "direct" if round(direct, 6) >= round(tug_of_war, 6) else "tug_of_war"
        clash = max(tug_of_war, direct)
        if round(clash, 6) > 0:
            found.append(Clash(one.id, other.id, tug_of_war, direct, clash, kind, _severity(clash)))
    return tuple(sorted(found, key=lambda pair: -round(pair.clash, 6)))


def _severity(clash: float) -> Severity:
    rounded = round(clash, 6)
    if rounded < _CLEAR_FROM:
        return "minor"
    return "clear" if rounded <= _SEVERE_ABOVE else "severe"
