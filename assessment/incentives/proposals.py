"""The smallest change: for each role that pulls away, the fewest changes of its measures after which it does not.

docs/method.md, section 4. A role's alignment depends on its own measures only, so each role is searched by itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from typing import Final, Literal, NamedTuple

from assessment.incentives.changes import (
    AddEqualMeasure,
    ExchangeMeasure,
    MapChange,
    RemoveMeasure,
    SetEase,
    with_changes,
)
from assessment.incentives.decisions import line_on_rewards
from assessment.incentives.differences import role_differences
from assessment.incentives.library import MeasureLibrary
from assessment.incentives.map import IncentiveMap
from assessment.incentives.parts import Effects, Measure, Role
from assessment.incentives.prices import Price, price
from assessment.incentives.said import SaidOfMeasure
from assessment.incentives.scores import IncentiveScores, alignment, score_incentives
from assessment.incentives.search import ChangeKind, MeasureMove, MeasureWorth, fewest_moves
from assessment.incentives.size import MOST_MEASURES
from assessment.incentives.weights import in_proportion
from assessment.instrument import IncentiveLibrary, Organisation
from assessment.rounding import rounded

FirstFor = Literal["only_free", "free_and_best", "free", "best"]

_FULL: Final = 3  # A role with as many measures is given none for what nobody is rewarded for.


class MeasureStep(NamedTuple):
    """One change of a role's measures, with the scores of the map before and after it.

    `measure` is the key of the measure that is exchanged, countered, removed or added. `new` is the measure of the
    library that is added, or that comes in its place.
    """

    role: str
    kind: ChangeKind
    measure: str
    new: Measure | None
    change: MapChange
    before: IncentiveScores
    after: IncentiveScores

    @property
    def instead(self) -> str | None:
        """The id of the library's measure that comes in the place of another; None where none does."""
        return self.new.id if self.new and self.kind == "exchange" else None

    @property
    def alignment_before(self) -> float:
        """The role's alignment before this step, -100 to 100."""
        return self.before.alignment_of(self.role)

    @property
    def alignment_after(self) -> float:
        """The role's alignment after this step, -100 to 100."""
        return self.after.alignment_of(self.role)

    @property
    def price(self) -> Price:
        """What gets worse with this step."""
        return price(self.before, self.after)


class ProposedChange(NamedTuple):
    """One or two changes of a role's measures, one after the other.

    `helps` are the elements nobody is rewarded for that it is proposed for; empty where it turns the role. `said` is
    what whoever plans says of its new measures; the scores after its last step are with that.
    """

    role: str
    steps: tuple[MeasureStep, ...]
    helps: tuple[str, ...] = ()
    said: tuple[SaidOfMeasure, ...] = ()

    @property
    def step_names(self) -> tuple[str, ...]:
        """What tells each of its steps from those of other proposals, in any language; all begin with "proposed_"."""
        return tuple(
            f"proposed_{one.role}_{one.kind}_{one.measure}_{one.instead}_{place}"
            for place, one in enumerate(self.steps)
        )

    @property
    def planned_as(self) -> str:
        """The id of its line, where the plan has it."""
        return line_on_rewards(self.role, " ".join(self.step_names))

    def with_said(self, said: Iterable[SaidOfMeasure]) -> ProposedChange:
        """The same change with what is said of its new measures."""
        mine = tuple(one for one in said if one.role == self.role and one.measure in self._new)
        if not mine:
            return self
        last = self.steps[-1]
        becomes = with_changes(IncentiveMap.of(last.after.map), [one.change for one in mine]).map
        return self._replace(steps=(*self.steps[:-1], last._replace(after=score_incentives(becomes))), said=mine)

    @property
    def _new(self) -> set[str | None]:
        return {step.new.id for step in self.steps if step.new}

    def is_made(self, before: IncentiveMap, after: IncentiveMap) -> bool:
        """Whether rewards differ between two maps by this change alone, whatever the second says its measures do."""
        becomes, role = with_changes(before, [step.change for step in self.steps]).map, after.role(self.role)
        if role is None:
            return False
        new = self._new
        for key, measure in becomes.known_role(self.role).measures_by_key.items():
            if key in new and key in role.measures_by_key:
                role = role.exchanging(key, measure)
        return not role_differences(becomes.confirmed(), after.with_role(role).confirmed())

    @property
    def before(self) -> IncentiveScores:
        """The scores of the map before all steps."""
        return self.steps[0].before

    @property
    def after(self) -> IncentiveScores:
        """The scores of the map after all steps."""
        return self.steps[-1].after

    @property
    def price(self) -> Price:
        """What gets worse with all steps together."""
        return price(self.before, self.after)

    def helps_more_than(self, other: ProposedChange) -> bool:
        """Whether it helps all roles together more than another, in whole points as they are shown."""
        return _helped(self) > _helped(other)

    def takes_more_than(self, other: ProposedChange) -> bool:
        """Whether it takes more changes of measures than another."""
        return len(self.steps) > len(other.steps)

    def after_with(self, others: Sequence[ProposedChange]) -> IncentiveScores:
        """The scores of the map after this change and these others of the same map, each for another role."""
        every = (self, *others)
        steps = [step.change for one in every for step in one.steps]
        said = [each.change for one in every for each in one.said]
        return score_incentives(with_changes(IncentiveMap.of(self.before.map), [*steps, *said]).map)

    def next_among(self, others: Iterable[ProposedChange]) -> ProposedChange | None:
        """What to begin with instead: the first of these for another role, or the one that helps all roles most.

        The latter only where it helps more than this one does. None where no other role has a change.
        """
        for_others = [one for one in others if one.role != self.role]
        most = max(for_others, key=_helped, default=None)
        return most if most is not None and most.helps_more_than(self) else next(iter(for_others), None)


@dataclass(frozen=True)
class ProposedChanges:
    """The smallest change of each role that pulls away, in the roles' order.

    `beyond` are the roles for which no change of their measures alone is enough. `unrewarded` is for the elements that
    nobody is rewarded for; None where there are none, or no measure or role for them.
    """

    smallest: tuple[ProposedChange, ...] = ()
    beyond: tuple[str, ...] = ()
    unrewarded: ProposedChange | None = None

    @cached_property
    def ranked(self) -> tuple[ProposedChange, ...]:
        """The changes to show, in order.

        First come those after which no clash becomes severe, then those of one step, then those that make things only
        a little worse, then those after which no clash becomes clear, then those that help all roles together most. The
        one for what nobody is rewarded for is among them, where the map tells that and no other gives its role the same
        measure.
        """
        found, added = list(self.smallest), self.unrewarded
        if added is not None and added.before.unrewarded and added.before.shows_nobody:
            given = {(step.role, step.new.id) for one in found for step in one.steps if step.new}
            if not given.intersection((step.role, step.measure) for step in added.steps):
                found.append(added)
        return tuple(sorted(found, key=_order))

    @cached_property
    def why_first(self) -> FirstFor | None:
        """Why the first of several stands there; None where one sentence cannot tell."""
        first, *others = self.ranked or (None,)
        if first is None or not others:
            return None
        alike = [one for one in others if one.price.is_nothing] if first.price.is_nothing else others
        if not alike:
            return "only_free"
        helps_most = all(round(one.after.system, 6) <= round(first.after.system, 6) for one in alike)
        if first.price.is_nothing:
            return "free_and_best" if helps_most else "free"
        return "best" if helps_most else None

    @property
    def every(self) -> tuple[ProposedChange, ...]:
        """Every proposal, the one for what nobody is rewarded for last."""
        return (*self.smallest, *([self.unrewarded] if self.unrewarded else []))

    def with_said(self, said: Sequence[SaidOfMeasure]) -> ProposedChanges:
        """The same changes with what is said of their new measures, by which they are put in order."""
        smallest = tuple(one.with_said(said) for one in self.smallest)
        return replace(self, smallest=smallest, unrewarded=self.unrewarded and self.unrewarded.with_said(said))


def _helped(one: ProposedChange) -> Decimal:
    """The effect of all roles together after a change, in whole points."""
    return rounded(one.after.system, 0)


def _order(one: ProposedChange) -> tuple[bool, int, bool, bool, float]:
    """The key by which changes are sorted; False comes first."""
    costs, together = one.price, round(one.after.system, 6)
    return bool(costs.newly_severe), len(one.steps), not costs.is_little, bool(costs.newly_clear), -together


def propose(
    found: IncentiveMap,
    library: IncentiveLibrary,
    organisation: Organisation | None = None,
    *,
    is_fitted: bool = False,
) -> ProposedChanges:
    """The smallest changes of a map, from the measures of the library for a kind of organisation.

    Where several ways take a role equally few steps, the one with the highest alignment is taken. With `is_fitted` the
    measures that the role can do most about are tried first, and the way that harms the rest of the map least is taken.

    The library's elements are those of the map with the same id, or else the same name. Measures that say nothing of
    any of them are left out, and so are those typical only of extra roles that the map does not have. Suggestions on
    the map count nowhere, and a map in which nothing counts has no proposals.
    """
    if not found.counts:
        return ProposedChanges()
    scores = score_incentives(found)
    known = MeasureLibrary.of(library, organisation, extra={role.id for role in found.roles})
    finder = _Finder(found, scores, known, is_fitted=is_fitted)
    smallest = {role.id: finder.smallest(role.id) for role in scores.misaligned}
    return ProposedChanges(
        smallest=tuple(ProposedChange(role, steps) for role, steps in smallest.items() if steps),
        beyond=tuple(role for role, steps in smallest.items() if not steps),
        unrewarded=finder.for_unrewarded(),
    )


class _SoundMap(IncentiveMap):
    """A map that is not checked again after each change, which takes most of the time: proposals always fit."""

    def _changed(self, **update: object) -> IncentiveMap:
        return self.model_copy(update=update)


class _Finder:
    """Finds changes of one map among the measures of a library."""

    def __init__(
        self, found: IncentiveMap, scores: IncentiveScores, library: MeasureLibrary, *, is_fitted: bool
    ) -> None:
        self.found, self.scores, self.library, self.is_fitted = _SoundMap.of(found), scores, library, is_fitted
        self.measures = _measures_on(found, library)
        self.worth = [self._worth(measure, 0.0) for measure in self.measures]
        parts = [element.id for element in found.elements]
        self.harmful = [any(round(each.effect_on(e), 6) < 0 for e in parts) for each in self.measures]

    def smallest(self, role_id: str) -> tuple[MeasureStep, ...]:
        """The fewest changes after which a role no longer pulls away; none where they are not enough."""
        role = self.found.known_role(role_id)
        counting = [measure for measure in role.measures if not measure.proposed]
        shares = in_proportion([measure.share for measure in counting])
        held = tuple(self._worth(measure, share) for measure, share in zip(counting, shares, strict=True))
        # A measure that is suggested for the role is the leader's to keep, and takes up room until then.
        suggested = {measure.id for measure in role.measures if measure.proposed}
        places = [place for place, measure in enumerate(self.measures) if measure.id not in suggested]
        most = MOST_MEASURES - len(role.measures) + len(counting)
        sets = [[place for place in places if self.measures[place].id in ids] for ids in self._sets(role_id)]
        ways = fewest_moves(held, self.worth, most, sets)
        if not self.is_fitted:
            return self._steps(role_id, ways[0]) if ways else ()
        return self._least_harm(self._steps(role_id, way) for way in sorted(ways, key=self._against))

    def _sets(self, role_id: str) -> tuple[frozenset[str | None], ...]:
        """The measures to look among, by id: in growing sets where it is looked for what a role can do about."""
        every = frozenset(measure.id for measure in self.measures)
        return self.library.proposed_to(role_id) if self.is_fitted else (every,)

    def _least_harm(self, ways: Iterable[tuple[MeasureStep, ...]]) -> tuple[MeasureStep, ...]:
        """The way that does the least harm to the rest of the map, the first of equals; none without any."""
        best: tuple[MeasureStep, ...] = ()
        least: tuple[int, int, int] | None = None
        for steps in ways:
            harm = price(self.scores, steps[-1].after).harm
            if least is None or harm < least:
                best, least = steps, harm
            if not any(harm):
                break
        return best

    def _against(self, way: Sequence[MeasureMove]) -> int:
        """How many new measures work against a part of the experience."""
        return sum(self.harmful[move.new] for move in way if move.new is not None)

    def for_unrewarded(self) -> ProposedChange | None:
        """The measure that helps most of what nobody is rewarded for, for the most influential role with room.

        With `is_fitted` a tie between measures goes to the one whose elements weigh most, a tie between roles to the
        first that can do most about it, and where no role can have a measure, the next one is tried.
        """
        orphans = {score.id for score in self.scores.elements if score.unrewarded}
        weights = {each.id: each.weight for each in self.found.elements if each.id in orphans}
        helped = [[e for e in weights if round(measure.effect_on(e), 6) > 0] for measure in self.measures]
        heavy = [sum(weights[e] for e in each) if self.is_fitted else 0 for each in helped]
        ranked = sorted(range(len(helped)), key=lambda at: (-len(helped[at]), -heavy[at]))
        for place in ranked if self.is_fitted else ranked[:1]:
            role = self._free_for(self.measures[place]) if helped[place] else None
            if role is not None:
                steps = self._steps(role.id, [MeasureMove("add", len(role.measures), place)])
                return ProposedChange(role.id, steps, tuple(helped[place]))
        return None

    def _free_for(self, added: Measure) -> Role | None:
        """The most influential role that has room for a measure and can be rewarded for it; None where none has."""
        sets = {role.id: self._sets(role.id) for role in self.scores.map.roles}
        free = [
            role
            for role in self.scores.map.roles
            if len(role.measures) < _FULL
            and added.id not in self.found.known_role(role.id).measures_by_key
            and added.id in sets[role.id][-1]
        ]
        return max(free, key=lambda one: (one.influence, added.id in sets[one.id][0]), default=None)

    def _worth(self, measure: Measure, share: float) -> MeasureWorth:
        effects = {element.id: measure.effect_on(element.id) for element in self.found.elements}
        whole, ways = alignment(effects, self.found.elements), measure.shortcut
        gain = None
        if ways is not None and ways.ease > 0:
            halved = measure.with_ease(ways.ease / 2)
            eased = {element.id: halved.effect_on(element.id) for element in self.found.elements}
            gain = alignment(eased, self.found.elements) - whole
        return MeasureWorth(measure.id, share, whole, gain)

    def _steps(self, role_id: str, moves: Sequence[MeasureMove]) -> tuple[MeasureStep, ...]:
        found, before = self.found, self.scores
        steps = []
        for move in moves:
            new = None if move.new is None else self.measures[move.new]
            key, change = self._change(found.known_role(role_id), move, new)
            found = change.on(found)
            after = score_incentives(found)
            steps.append(MeasureStep(role_id, move.kind, key, new, change, before, after))
            before = after
        return tuple(steps)

    def _change(self, role: Role, move: MeasureMove, new: Measure | None) -> tuple[str, MapChange]:
        """The key of the measure a move is about, and the move as a change to the map."""
        if new is not None and move.kind == "add":
            return new.id or "", AddEqualMeasure(role.id, new, self.library)
        key = [key for key, measure in role.measures_by_key.items() if not measure.proposed][move.place]
        if new is not None:
            return key, ExchangeMeasure(role.id, key, new, self.library)
        ways = role.measure(key).shortcut
        if ways is not None and move.kind == "counter":
            return key, SetEase(role.id, key, ways.ease / 2)
        return key, RemoveMeasure(role.id, key)


def _measures_on(found: IncentiveMap, library: MeasureLibrary) -> list[Measure]:
    """The library's measures with their effects on the map's elements; those that say nothing of any are left out."""
    ids = {element.id for element in found.elements}
    named = {name: element.id for element in found.elements for name in (element.en, element.sv) if name}
    known = {}
    for element in library.elements:
        same = element.id if element.id in ids else named.get(element.en or "") or named.get(element.sv or "")
        if same is not None:
            known[element.id] = same
    moved = (_renamed(measure, known) for measure in library.measures.values())
    return [measure for measure in moved if measure.is_described]


def _renamed(measure: Measure, known: Mapping[str, str]) -> Measure:
    def renamed(effects: Effects) -> dict[str, float]:
        return {known[element]: effect for element, effect in effects.items() if element in known}

    update: dict[str, object] = {"effects": renamed(measure.effects)}
    if ways := measure.shortcut:
        both = {"root_effects": renamed(ways.root_effects), "shortcut_effects": renamed(ways.shortcut_effects)}
        update["shortcut"] = ways.model_copy(update=both)
    return measure.model_copy(update=update)
