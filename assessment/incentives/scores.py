"""A map in; pulls, alignment, clashes out. The formulas are in docs/method.md, section 4."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import Final, Literal, NamedTuple, get_args

from assessment.incentives.map import IncentiveMap
from assessment.incentives.parts import Decision, Effects, Element, Role, Shortcut
from assessment.incentives.unsaid import open_cells
from assessment.incentives.weights import in_proportion, mean
from assessment.instrument import IncentiveLibrary

FORMAT: Final = "drivkraft.incentives/1"

ClashKind = Literal["tug_of_war", "direct"]
Severity = Literal["minor", "clear", "severe"]
Direction = Literal["towards", "away", "both", "neither"]

_CLEAR_FROM: Final = 10.0
_CLEAR_PULL: Final = 25.0  # Of a role as a whole, as an element's net pull of 0.5 in the story.
_SLIGHT_PULL: Final = 5.0  # In words a role that pulls less is about zero; proposals take no account of this.
_SEVERE_ABOVE: Final = 25.0
_STRONG_HINDRANCE: Final = -1.5  # Half-way between "somewhat harder" and "much harder": the nearer step decides.
_LEAST_TOLD, _MOST_TOLD = 3, 8
_IN_MATRIX: Final = 12  # The names and numbers of more roles would not be readable side by side.


class RoleScore(NamedTuple):
    """A role's pull on each element, -2 to 2, and on the agreed experience as a whole, -100 to 100.

    `direction` is its direction as a whole: "both" where its pulls cancel out, "neither" where it has none.
    `pulled_most` are the elements that contribute most to the alignment, empty where it is 0.
    """

    id: str
    pulls: Mapping[str, float]
    alignment: float
    direction: Direction
    pulled_most: tuple[str, ...]

    @property
    def is_clear(self) -> bool:
        """Whether it pulls clearly, not only a little."""
        return abs(round(self.alignment, 6)) >= _CLEAR_PULL

    @property
    def is_slight(self) -> bool:
        """Whether it pulls one way, but so little that it is called about zero."""
        return self.direction in ("towards", "away") and abs(round(self.alignment, 6)) < _SLIGHT_PULL


class RoleGroup(NamedTuple):
    """Roles of a map that pull the same way, those that pull most first.

    "slight" where they pull so little that it is about zero, "cancelled" where what one measure gives another takes
    away, "idle" where nothing they are rewarded for moves the agreed experience.
    """

    kind: Literal["away", "towards", "slight", "cancelled", "idle"]
    roles: tuple[RoleScore, ...]


class ElementScore(NamedTuple):
    """An element's pulls: the mean over the roles, -2 to 2, and the roles that pull it up, strongest first.

    `agreed` is whether it is part of the agreed experience: its weight is above 0. `has_helping_measure` is whether any
    measure that is rewarded improves it, even where the role's other measures take that away again.
    """

    id: str
    net: float
    helped_by: tuple[str, ...]
    agreed: bool
    has_helping_measure: bool

    @property
    def roles_pulling(self) -> int:
        """How many roles pull it up."""
        return len(self.helped_by)

    @property
    def orphan(self) -> bool:
        """Whether no role pulls it up, agreed or not."""
        return not self.helped_by

    @property
    def unrewarded(self) -> bool:
        """Whether it is agreed and no role of the map is rewarded for it."""
        return self.agreed and self.orphan

    @property
    def cancelled(self) -> bool:
        """Whether it is unrewarded only on balance: other measures of the same role take away what one gives."""
        return self.unrewarded and self.has_helping_measure


class Clash(NamedTuple):
    """Two roles that work against each other, 0 to 100; `a` comes before `b` in the map.

    `tug_of_war` is how many points of the agreed experience are pulled in opposite directions, `direct` how hard the
    two make it for each other to reach their measures. `clash` is the larger of the two, `kind` which it is; a tie is
    direct.
    """

    a: str
    b: str
    tug_of_war: float
    direct: float
    clash: float
    kind: ClashKind
    severity: Severity

    @property
    def name(self) -> str:
        """A name of its own, from the ids of the two roles."""
        return f"{self.a}__{self.b}"


class Hindrance(NamedTuple):
    """How one role makes it harder for another to succeed: by which measures, and whether much."""

    role: str
    measures: tuple[str, ...]
    on: str
    is_strong: bool


class Opposition(NamedTuple):
    """The elements that one role's measures improve and another role's measures harm."""

    helping: str
    measures: tuple[str, ...]
    elements: tuple[str, ...]
    harming: str
    others: tuple[str, ...]


class ShortcutScore(NamedTuple):
    """A way to meet a measure that harms the agreed experience, and the honest way, as alignments, -100 to 100."""

    role: str
    measure: str
    shortcut: Shortcut
    harm: float
    help: float

    @property
    def honest_way(self) -> Literal["helps", "harms", "harms_alike", "neither"]:
        """What removing the cause does to the agreed experience; "harms_alike" if about as much as the shortcut."""
        if _sign(self.help) < 0 and round(self.help - self.harm, 6) < _CLEAR_FROM:
            return "harms_alike"
        return ("neither", "helps", "harms")[_sign(self.help)]


class IncentiveScores(NamedTuple):
    """All numbers of one map, unrounded. `system` is the roles' mean alignment, -100 to 100.

    `map` is the confirmed part of the map; suggestions count nowhere here. `clashes` are those above 0, largest first,
    then in the order of the roles.
    """

    map: IncentiveMap
    roles: tuple[RoleScore, ...]
    system: float
    elements: tuple[ElementScore, ...]
    clashes: tuple[Clash, ...]

    def element(self, element_id: str) -> ElementScore | None:
        """The score of an element, or None."""
        return next((score for score in self.elements if score.id == element_id), None)

    def alignment_of(self, role_id: str) -> float:
        """The alignment of a role of the map. Raises StopIteration if it is missing."""
        return next(role.alignment for role in self.roles if role.id == role_id)

    def clash_between(self, a: str, b: str) -> float:
        """How much two roles clash, 0 to 100."""
        return next((clash.clash for clash in self.clashes if {clash.a, clash.b} == {a, b}), 0.0)

    def unsaid(self, library: IncentiveLibrary) -> dict[str, tuple[str, ...]]:
        """The elements nobody has said anything about, by role; under "" those unsaid of all roles together."""
        return open_cells(self.map, library)

    @property
    def only_role(self) -> RoleScore | None:
        """The role of a map that has only one; None for other maps."""
        return self.roles[0] if len(self.roles) == 1 else None

    @property
    def is_undescribed(self) -> bool:
        """Whether nobody has said yet of any role what its measures do."""
        return len(self.map.undescribed) == len(self.roles)

    @property
    def shows_nobody(self) -> bool:
        """Whether enough roles are described to say what nobody is rewarded for: all, or more than one."""
        unsaid = len(self.map.undescribed)
        return not unsaid or len(self.roles) - unsaid > 1

    @property
    def unrewarded(self) -> tuple[str, ...]:
        """The agreed elements that nobody is rewarded for. Empty with one role, which shows nothing about others."""
        return () if self.only_role else tuple(element.id for element in self.elements if element.unrewarded)

    @property
    def misaligned(self) -> tuple[RoleScore, ...]:
        """The roles that are rewarded for what harms the agreed experience, in their order."""
        return tuple(role for role in self.roles if role.direction == "away")

    @property
    def pulling_away(self) -> tuple[RoleScore, ...]:
        """Those of the misaligned that words call so: not the ones that are about zero."""
        return tuple(role for role in self.misaligned if not role.is_slight)

    @property
    def clearly_misaligned(self) -> tuple[RoleScore, ...]:
        """Those of the misaligned that pull away clearly."""
        return tuple(role for role in self.misaligned if role.is_clear)

    @property
    def clash_kinds(self) -> tuple[ClashKind, ...]:
        """The kinds of its clashes."""
        return tuple(kind for kind in get_args(ClashKind) if any(clash.kind == kind for clash in self.clashes))

    @property
    def groups(self) -> tuple[RoleGroup, ...]:
        """All roles, by the way they pull, those that pull away first; a group without roles is left out."""
        agreed = [element.id for element in self.elements if element.agreed]
        moving = {role.id for role in self.map.roles if role.moving(agreed, 1) or role.moving(agreed, -1)}
        ranked = sorted(self.roles, key=lambda role: -abs(round(role.alignment, 6)))
        moved = [role for role in ranked if not role.is_slight]
        still = [role for role in ranked if role.direction in ("both", "neither")]
        groups = (
            RoleGroup("away", tuple(role for role in moved if role.direction == "away")),
            RoleGroup("towards", tuple(role for role in moved if role.direction == "towards")),
            RoleGroup("slight", tuple(role for role in ranked if role.is_slight)),
            RoleGroup("cancelled", tuple(role for role in still if role.id in moving)),
            RoleGroup("idle", tuple(role for role in still if role.id not in moving)),
        )
        return tuple(group for group in groups if group.roles)

    @property
    def furthest_off(self) -> RoleScore | None:
        """The role that works most against the agreed experience; among equals, the most influential one."""
        influence = {role.id: role.influence for role in self.map.roles}
        return min(self.misaligned, key=lambda role: (round(role.alignment, 6), -influence[role.id]), default=None)

    def decision(self, clash: Clash) -> Decision | None:
        """What is decided about a clash; None where nothing is, or where it is open again."""
        found = self.map.decision(clash.a, clash.b)
        return None if found is None or found.reopened else found

    @property
    def undecided(self) -> tuple[Clash, ...]:
        """The clashes about which nothing is decided, largest first."""
        return tuple(clash for clash in self.clashes if self.decision(clash) is None)

    @property
    def has_decided(self) -> bool:
        """Whether anything is decided about any of its clashes."""
        return any(self.decision(clash) for clash in self.clashes)

    @property
    def told(self) -> tuple[Clash, ...]:
        """The clashes to tell in sentences: the clear ones, else some minor ones, and those that are decided last.

        Of more than 8 clear ones the largest; the others are in `also_clear`.
        """
        decided = [clash for clash in self.clashes if self.decision(clash)]
        count = min(_MOST_TOLD, max(len(self._undecided_clear), _LEAST_TOLD - len(decided)))
        return (*self.undecided[:count], *decided)

    @property
    def also_clear(self) -> tuple[Clash, ...]:
        """The clear and severe clashes that are undecided and not among those told, largest first."""
        return self._undecided_clear[_MOST_TOLD:]

    @property
    def _undecided_clear(self) -> tuple[Clash, ...]:
        return tuple(clash for clash in self.undecided if clash.severity != "minor")

    @property
    def clashing_roles(self) -> tuple[str, ...]:
        """The roles for a matrix of clashes, in their order: at most 12, those with the largest clashes."""
        if not self.clashes:
            return ()
        chosen: set[str] = set()
        if len(self.roles) > _IN_MATRIX:
            for clash in self.clashes:
                if len(chosen | {clash.a, clash.b}) <= _IN_MATRIX:
                    chosen |= {clash.a, clash.b}
        return tuple(role.id for role in self.roles if role.id in chosen or len(self.roles) <= _IN_MATRIX)

    def hindrances(self, clash: Clash) -> tuple[Hindrance, ...]:
        """How the two roles of a clash make it harder for each other to succeed, the strongest effect first."""
        ways = [(self.map.effect_between(one, on), one, on) for one, on in ((clash.a, clash.b), (clash.b, clash.a))]
        return tuple(
            Hindrance(one, self.map.hindering(one, on), on, value <= _STRONG_HINDRANCE)
            for value, one, on in sorted(ways, key=lambda way: way[0])
            if value < 0
        )

    def oppositions(self, clash: Clash) -> tuple[Opposition, ...]:
        """What one role in a clash helps and the other harms, and the other way round."""
        pulls = {role.id: role.pulls for role in self.roles if role.id in (clash.a, clash.b)}
        agreed = [element.id for element in self.map.elements if element.weight > 0]
        found = []
        for up, down in ((clash.a, clash.b), (clash.b, clash.a)):
            both = tuple(e for e in agreed if _sign(pulls[up][e]) > 0 > _sign(pulls[down][e]))
            if both:
                measures, others = self.map.known_role(up).moving(both, 1), self.map.known_role(down).moving(both, -1)
                found.append(Opposition(up, measures, both, down, others))
        return tuple(found)

    def causes(self, clash: Clash) -> tuple[tuple[str, str], ...]:
        """The measures a clash comes from, each as its role and its key."""
        if clash.kind == "direct":
            return tuple((one.role, key) for one in self.hindrances(clash) for key in one.measures)
        found = self.oppositions(clash)
        helping = tuple((one.helping, key) for one in found for key in one.measures)
        return (*helping, *((one.harming, key) for one in found for key in one.others))

    def weighed(self, clash: Clash, role: str) -> tuple[str, ...]:
        """The keys of a role's measures that a clash comes from; all that it is rewarded for where none of them is."""
        causes = tuple(dict.fromkeys(key for one, key in self.causes(clash) if one == role))
        return causes or tuple(self.map.known_role(role).rewarded)

    @property
    def shortcuts(self) -> tuple[ShortcutScore, ...]:
        """The shortcuts that harm the agreed experience, in order of ease times harm, largest first.

        Left out where both ways do the same: then nobody has said yet what the shortcut does.
        """
        found: list[tuple[float, ShortcutScore]] = []
        for role in self.map.roles:
            for name, measure in role.measures_by_key.items():
                ways = measure.shortcut
                if ways is None or not measure.share or not ways.ease or not ways.is_told_apart:
                    continue
                harm = alignment(ways.shortcut_effects, self.map.elements)
                if round(harm, 6) < 0:
                    help_ = alignment(ways.root_effects, self.map.elements)
                    found.append((round(ways.ease * harm, 6), ShortcutScore(role.id, name, ways, harm, help_)))
        return tuple(score for _, score in sorted(found, key=lambda one: one[0]))


def score_incentives(incentive_map: IncentiveMap) -> IncentiveScores:
    """Score the confirmed part of a map. Thresholds are compared after rounding to 6 decimals.

    Raises ValueError for a map in which nothing counts.
    """
    if not incentive_map.counts:
        raise ValueError("a map needs elements and roles to be scored, at least one of them confirmed")
    incentive_map = incentive_map.confirmed()
    elements, roles = incentive_map.elements, incentive_map.roles
    weights = in_proportion([element.weight for element in elements])
    scored = tuple(_score(role, elements, weights) for role in roles)
    influences = [role.influence for role in roles]
    return IncentiveScores(
        map=incentive_map,
        roles=scored,
        system=mean([role.alignment for role in scored], influences),
        elements=tuple(_score_element(element, roles, scored, influences) for element in elements),
        clashes=_clashes(incentive_map, scored),
    )


def alignment(effects: Effects, elements: Sequence[Element]) -> float:
    """The total of pulls or effects, -2 to 2, on the agreed experience, as -100 to 100; a missing one is 0."""
    weights = [element.weight for element in elements]
    return 100 * (mean([effects.get(element.id, 0.0) for element in elements], weights) / 2)


def _score(role: Role, elements: Sequence[Element], weights: Sequence[float]) -> RoleScore:
    shares = [measure.share for measure in role.measures]
    pulls = {
        element.id: mean([measure.effect_on(element.id) for measure in role.measures], shares) if any(shares) else 0.0
        for element in elements
    }
    whole = alignment(pulls, elements)
    return RoleScore(role.id, pulls, whole, *_direction(whole, pulls, weights))


def _direction(whole: float, pulls: Mapping[str, float], weights: Sequence[float]) -> tuple[Direction, tuple[str, ...]]:
    """The direction of a role as a whole, and the elements that contribute most."""
    parts = {element: round(pull * weight, 6) for (element, pull), weight in zip(pulls.items(), weights, strict=True)}
    way = _sign(whole)
    if way == 0:
        return "both" if any(parts.values()) else "neither", ()
    most = max(parts.values()) if way > 0 else min(parts.values())
    pulled_most = tuple(element for element, part in parts.items() if part == most)
    return "towards" if way > 0 else "away", pulled_most


def _score_element(
    element: Element, roles: Sequence[Role], scored: Sequence[RoleScore], influences: Sequence[float]
) -> ElementScore:
    pulls = {role.id: role.pulls[element.id] for role in scored}
    helping = sorted((role for role, pull in pulls.items() if _sign(pull) > 0), key=lambda role: -pulls[role])
    return ElementScore(
        element.id,
        net=mean(list(pulls.values()), influences),
        helped_by=tuple(helping),
        agreed=element.weight > 0,
        has_helping_measure=any(
            _sign(measure.effect_on(element.id)) > 0 for role in roles for measure in role.rewarded.values()
        ),
    )


def _sign(pull: float) -> int:
    """The sign of a pull: 1 up, -1 down, 0 if it is 0 at 6 decimals."""
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
            found.append(Clash(one.id, other.id, tug_of_war, direct, clash, kind, severity(clash)))
    return tuple(sorted(found, key=lambda pair: -round(pair.clash, 6)))


def severity(clash: float) -> Severity:
    """How severe a clash of 0 to 100 is: minor below 10, severe above 25."""
    rounded = round(clash, 6)
    if rounded < _CLEAR_FROM:
        return "minor"
    return "clear" if rounded <= _SEVERE_ABOVE else "severe"
