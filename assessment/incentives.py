"""Roles, measures, elements in; pulls, alignment, clashes out.

An incentive map says what each role is rewarded for, and what chasing those measures does to the agreed customer
experience. It is a map of ratings somebody entered, not a measurement. The formulas are the method's section 4.
"""

from __future__ import annotations

import re
from collections.abc import Collection, ItemsView, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations
from math import frexp, fsum, ldexp, log10
from typing import Annotated, Any, Final, Literal, NamedTuple, Self, TypeVar

from pydantic import Field, StrictBool, StringConstraints, model_validator

from assessment.instrument import Amount, IncentiveLibrary, Language, Part, may_stand_beside, said_twice
from assessment.problems import MAX_SHOWN, Findings, Place, Problem, Problems, clean, dotted, quote
from assessment.reading import (
    MAX_DEPTH,
    Node,
    NotJson,
    Path,
    build,
    holds_wording,
    json_places,
    read_json,
    read_yaml,
    where_is,
)

FORMAT: Final = "drivkraft.incentives/1"

MAX_ELEMENTS: Final = 8  # More cannot be weighed against each other, nor seen at once.
MAX_ROLES: Final = 40
MAX_MEASURES: Final = 12
# What the largest map holds when it says all that can be said of everything in it; in YAML keys count as well.
MAX_VALUES: Final = 60_000
STRONGEST: Final = 5

# An id of a map is its author's own word: "kundtjänst" and "head of IT" will do.
MapId = Annotated[str, StringConstraints(strict=True, pattern=r"^\S(?:.{0,58}\S)?$")]
Label = Annotated[str, StringConstraints(strict=True, strip_whitespace=True, min_length=1, max_length=200)]
# The scale has five steps; what lies between them is the mean of two people's ratings.
Effect = Annotated[float, Field(strict=True, ge=-2, le=2)]
Effects = Mapping[str, float]

P = TypeVar("P", bound=Part)
K = TypeVar("K", "Measure", "Role")
Way = Literal["effects", "root", "shortcut"]
ClashKind = Literal["tug_of_war", "direct"]
Severity = Literal["minor", "clear", "severe"]

_CLEAR_FROM: Final = 10.0
_SEVERE_ABOVE: Final = 25.0


# What a map holds -----------------------------------------------------------------------------------------------------


class NoSuchPart(LookupError):
    """A role or a measure that a map does not have, or no longer."""


class _Labelled(Part):
    """Anything with an id and, in one language or both, a name to show."""

    en: Label | None = None
    sv: Label | None = None

    def label(self, language: Language) -> str | None:
        """The name in that language, else in the other; None when it has none."""
        return (self.sv or self.en) if language == "sv" else (self.en or self.sv)


class Element(_Labelled):
    """One observable part of the agreed customer experience. `weight` is relative to the other elements.

    An element of weight 0 is not part of what has been agreed: its pulls are told, and nobody is warned about it.
    """

    id: MapId
    weight: Amount


class Shortcut(Part):
    """How a measure can be met without helping the customer, beside the way that mends the root cause.

    `ease` 0 is impossible, 1 very easy. The labels say what the two ways are.
    """

    ease: Annotated[float, Field(strict=True, ge=0, le=1)]
    root_effects: dict[MapId, Effect] = Field(default_factory=dict)
    shortcut_effects: dict[MapId, Effect] = Field(default_factory=dict)
    root_en: Label | None = None
    root_sv: Label | None = None
    shortcut_en: Label | None = None
    shortcut_sv: Label | None = None


class Measure(_Labelled):
    """What a role is rewarded for, and what doing everything to improve it does to each element, -2 to +2.

    `share` is relative to the role's other measures. Effects are rated for success on the measure, so `direction` is
    only shown. A missing effect is 0, and a `shortcut` replaces the effects. `proposed` marks a suggestion, which
    counts nowhere until it is kept.
    """

    id: MapId | None = None
    direction: Literal["maximise", "minimise", "hold"] | None = None
    share: Amount
    effects: dict[MapId, Effect] = Field(default_factory=dict)
    shortcut: Shortcut | None = None
    proposed: StrictBool = False

    def kept(self) -> Measure:
        """The same measure, confirmed."""
        return _kept(self)

    def effect_on(self, element: str) -> float:
        """What success on this measure does to an element, in -2 to 2."""
        if self.shortcut is None:
            return self.effects.get(element, 0.0)
        ease, root, short = self.shortcut.ease, self.shortcut.root_effects, self.shortcut.shortcut_effects
        return (1 - ease) * root.get(element, 0.0) + ease * short.get(element, 0.0)

    def with_effect(self, element: str, value: float, way: Way = "effects") -> Measure:
        """The same measure with this effect on an element; with a shortcut each of the two ways has effects."""
        if way == "effects" or self.shortcut is None:
            return self.model_copy(update={"effects": {**self.effects, element: value}})
        key = f"{way}_effects"
        changed = {**getattr(self.shortcut, key), element: value}
        return self.model_copy(update={"shortcut": self.shortcut.model_copy(update={key: changed})})

    def with_ease(self, ease: float) -> Measure:
        """The same measure, met this easily without helping the customer, 0 to 1.

        One that had no such shortcut gets one: both ways begin with today's effects, so that to call a measure easy to
        meet changes nothing before it is said what the shortcut does.
        """
        both = {"root_effects": dict(self.effects), "shortcut_effects": dict(self.effects)}
        shortcut = self.shortcut or Shortcut(ease=ease, **both)
        return self.model_copy(update={"shortcut": shortcut.model_copy(update={"ease": ease})})


class Role(_Labelled):
    """A role and its measures. `influence` is relative to the other roles; without measures a role pulls nowhere.

    `proposed` marks a suggestion: the role and all its measures count nowhere until it is kept. Whoever changes
    something in a role keeps the role, and of its measures the one that is changed; to remove one keeps nothing.
    """

    id: MapId
    influence: Amount = 1
    metrics: Annotated[tuple[Measure, ...], Field(max_length=MAX_MEASURES)] = ()
    proposed: StrictBool = False

    @property
    def has_suggestions(self) -> bool:
        """Whether the role or one of its measures is a suggestion."""
        return self.proposed or any(measure.proposed for measure in self.metrics)

    def kept(self) -> Role:
        """The role confirmed with every measure it has."""
        return _kept(self.model_copy(update={"metrics": tuple(measure.kept() for measure in self.metrics)}))

    def keeping(self, key: str) -> Role:
        """The role confirmed with the measure of this key; its other measures stay what they are. Raises NoSuchPart."""
        return self.with_measure(key, self.measure(key))

    def confirmed(self) -> Role:
        """The role with its confirmed measures only."""
        if not any(measure.proposed for measure in self.metrics):
            return self
        return self.model_copy(update={"metrics": tuple(m for m in self.metrics if not m.proposed)})

    def strength(self, measure: Measure) -> int:
        """How strongly a measure is rewarded, 1 to STRONGEST.

        Shares that are such steps already say so themselves; any others are told beside the role's strongest one.
        """
        shares = [known.share for known in self.metrics]
        # A measure that is the only one is rewarded strongest, if nobody has said otherwise.
        if shares != [1] and all(share in range(1, STRONGEST + 1) for share in shares):
            return int(measure.share)
        most = max(shares, default=0.0)
        return max(1, round(STRONGEST * measure.share / most)) if most else 1

    def named(self, name: str) -> Role:
        """The role under another name, the same in both languages."""
        return _kept(self.model_copy(update={"en": name, "sv": name}))

    def measure(self, key: str) -> Measure:
        """The measure of this key. Raises NoSuchPart."""
        return dict(self._having(key))[key]

    def with_strength(self, key: str, strength: int) -> Role:
        """The role with the measure of this key rewarded this strongly and the others as they are, all in steps.

        Raises NoSuchPart.
        """
        steps = {name: strength if name == key else self.strength(m) for name, m in self._having(key)}
        return self._with(steps).keeping(key)

    def with_measure(self, key: str, measure: Measure) -> Role:
        """The role with this measure, confirmed, in the place of the one with that key. Raises NoSuchPart."""
        known = dict(self._having(key)) | {key: measure.kept()}
        return _kept(self.model_copy(update={"metrics": tuple(known.values())}))

    def without_measure(self, key: str) -> Role:
        """The role without the measure of this key. Raises NoSuchPart."""
        return self.model_copy(update={"metrics": tuple(m for name, m in self._having(key) if name != key)})

    def adding(self, measure: Measure) -> Role:
        """The role with one more measure, rewarded as strongly as can be; the others in steps beside it."""
        steps = self._with({name: self.strength(m) for name, m in self.measures.items()})
        added = measure.kept().model_copy(update={"share": STRONGEST})
        return _kept(self.model_copy(update={"metrics": (*steps.metrics, added)}))

    def _having(self, key: str) -> ItemsView[str, Measure]:
        if key not in self.measures:
            raise NoSuchPart(key)
        return self.measures.items()

    def _with(self, shares: Mapping[str, int]) -> Role:
        changed = (m.model_copy(update={"share": shares[name]}) for name, m in self.measures.items())
        return self.model_copy(update={"metrics": tuple(changed)})

    @property
    def measures(self) -> dict[str, Measure]:
        """The measures by their id, or where they have none by their place, such as " 1", which can be nobody's id."""
        return {measure.id or f" {place}": measure for place, measure in enumerate(self.metrics, start=1)}

    @property
    def rewarded(self) -> dict[str, Measure]:
        """The measures with a share, by their key as in `measures`, the largest share first."""
        shared = [(key, measure) for key, measure in self.measures.items() if measure.share > 0]
        return dict(sorted(shared, key=lambda entry: -entry[1].share))


class CrossEffect(Part):
    """What a measure of the role `source` does to the chance of the role `on` to reach its own, -2 to +2.

    With a `measure` it counts by that measure's share and goes when the measure goes. Without one it is said of all
    that the role is rewarded for, and counts whole.
    """

    source: MapId
    on: MapId
    value: Effect
    measure: MapId | None = None


class _Form(Part):
    """The keys and values of a map, each right by itself; whether they fit each other is for IncentiveMap."""

    elements: Annotated[tuple[Element, ...], Field(max_length=MAX_ELEMENTS)] = ()
    roles: Annotated[tuple[Role, ...], Field(max_length=MAX_ROLES)] = ()
    cross_effects: Annotated[tuple[CrossEffect, ...], Field(max_length=MAX_ROLES * (MAX_ROLES - 1))] = ()


class _FileForm(_Form):
    """A map that stands alone, so that nothing else can bring its elements."""

    elements: Annotated[tuple[Element, ...], Field(min_length=1, max_length=MAX_ELEMENTS)]
    roles: Annotated[tuple[Role, ...], Field(min_length=1, max_length=MAX_ROLES)]


class IncentiveMap(_Form):
    """Elements, roles and what the roles do to each other. Raises ValueError when they do not fit each other.

    Within an answers file a map may lack elements; `on()` puts it on those of the agreed experience.
    """

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        tree = _Tree(self.document(), "incentive map")
        _add_contradictions(tree.root, tree.findings)
        if tree.findings.problems:
            raise ValueError("; ".join(f"{problem.where}: {problem.found}" for problem in tree.findings.problems))
        return self

    @classmethod
    def checked(cls, document: object, file: str = "answers", within: str = "incentives") -> IncentiveMap:
        """Take a decoded map as it stands in an answers file under the key `within`, whatever it holds.

        Elements and roles may be missing. Raises Problems, all at once, whose `where` is the dotted path of the value.
        """
        tree = _Tree(document, file)
        found = _built(tree.root, tree.findings)
        if found is None or tree.findings.problems:
            raise Problems(
                replace(problem, where=dotted((within, *path)), path=(within, *path))
                for problem, path in tree.problems()
            )
        return found

    @classmethod
    def from_library(cls, library: IncentiveLibrary) -> IncentiveMap:
        """The map of all elements, roles and measures that the question bank proposes."""
        document = library.model_dump(include={"elements", "roles", "cross_effects"}, exclude_none=True)
        for role in document["roles"]:
            for measure in role["metrics"]:
                shortcut = measure.get("shortcut", {})
                for way in ("root", "shortcut"):
                    words = shortcut.pop(way, {})
                    shortcut.update({f"{way}_{language}": text for language, text in words.items()})
        return cls.checked(document, "the question bank")

    @classmethod
    def proposed(cls, library: IncentiveLibrary, weights: Mapping[str, int]) -> IncentiveMap:
        """The library's roles and measures as suggestions, which count nowhere until they are kept.

        They stand on the elements the experience gives a weight; without any, on those the library does.
        """
        whole = cls.from_library(library)
        whole = whole.model_copy(update={"roles": tuple(_suggested(role) for role in whole.roles)})
        agreed = {element.id: weights.get(element.id, 0) if weights else element.weight for element in whole.elements}
        return whole.on(
            [e.model_copy(update={"weight": agreed[e.id]}) for e in whole.elements if agreed[e.id] > 0]
            or [e for e in whole.elements if e.weight > 0]
        )

    def confirmed(self) -> IncentiveMap:
        """The map without its suggestions: what counts."""
        if not any(role.has_suggestions for role in self.roles):
            return self
        roles = {role.id: role.confirmed() for role in self.roles if not role.proposed}
        crosses = tuple(
            cross
            for cross in self.cross_effects
            if cross.source in roles
            and cross.on in roles
            and (cross.measure is None or cross.measure in roles[cross.source].measures)
        )
        return self.model_copy(update={"roles": tuple(roles.values()), "cross_effects": crosses})

    @property
    def counts(self) -> bool:
        """Whether there is something to score: elements, and a confirmed role that has some influence."""
        return bool(self.elements) and any(role.influence > 0 for role in self.roles if not role.proposed)

    def with_role(self, role: Role) -> IncentiveMap:
        """The map with this role in the place of the one with its id, or at the end. Raises Problems.

        What a measure did to other roles goes with the measure.
        """
        others = [role if known.id == role.id else known for known in self.roles]
        gone = {m.id for m in getattr(self.role(role.id), "metrics", ())} - {m.id for m in role.metrics} - {None}
        crosses = tuple(c for c in self.cross_effects if c.source != role.id or c.measure not in gone)
        return self._changed(
            roles=tuple(others if self.role(role.id) else [*others, role]),
            **({"cross_effects": crosses} if len(crosses) < len(self.cross_effects) else {}),
        )

    def adding(self, role_id: str, measure: Measure, library: IncentiveMap) -> IncentiveMap:
        """The map with one more measure of a role, and what the library says it does to the map's other roles.

        Raises NoSuchPart, and Problems.
        """
        role = self.role(role_id)
        if role is None:
            raise NoSuchPart(role_id)
        said_whole = {cross.on for cross in self.cross_effects if cross.source == role_id and cross.measure is None}
        crosses = tuple(
            cross.model_copy(update={"source": role_id})
            for cross in library.cross_effects
            if cross.measure is not None
            and cross.measure == measure.id
            and cross.on != role_id
            and self.role(cross.on)
            and cross.on not in said_whole
        )
        # Together: before the measure is there, nothing can name it.
        changed = tuple(role.adding(measure) if known.id == role_id else known for known in self.roles)
        return self._changed(roles=changed, **({"cross_effects": (*self.cross_effects, *crosses)} if crosses else {}))

    def without_role(self, role_id: str) -> IncentiveMap:
        """The map without a role and without what it does to others and they to it. Raises Problems."""
        crosses = tuple(cross for cross in self.cross_effects if role_id not in (cross.source, cross.on))
        return self._changed(roles=tuple(role for role in self.roles if role.id != role_id), cross_effects=crosses)

    def with_element(self, element: Element, library: IncentiveMap) -> IncentiveMap:
        """The map with this element in the place of the one with its id, or at the end; of weight 0, without it.

        The last element stays, since without one nothing can be scored. Measures of the library bring their proposed
        effects on a new element. Raises Problems.
        """
        if element.weight == 0:
            kept = [known for known in self.elements if known.id != element.id]
            return IncentiveMap.checked(self.on(kept).document()) if kept else self
        if self.element(element.id):
            return self._changed(elements=tuple(element if e.id == element.id else e for e in self.elements))
        proposals = {
            measure.id: measure for role in library.roles for measure in role.metrics if measure.id is not None
        }
        roles = tuple(
            role.model_copy(
                update={
                    "metrics": tuple(
                        _with_proposal(measure, proposals.get(measure.id or ""), element.id) for measure in role.metrics
                    )
                }
            )
            for role in self.roles
        )
        return self._changed(elements=(*self.elements, element), roles=roles)

    def step(self, element: Element) -> int:
        """How much an element matters, 1 to STRONGEST, and 0 when it is no part of what is agreed.

        Weights that are such steps already say so themselves; any others are told beside the largest one.
        """
        weights = [known.weight for known in self.elements]
        if all(weight in range(STRONGEST + 1) for weight in weights):
            return int(element.weight)
        return max(1, round(STRONGEST * element.weight / max(weights))) if element.weight else 0

    def with_step(self, element: Element, step: int, library: IncentiveMap) -> IncentiveMap:
        """The map with this element mattering this much, in steps of 0 to STRONGEST, and all others in such steps.

        See with_element(). Raises Problems.
        """
        steps = tuple(known.model_copy(update={"weight": self.step(known)}) for known in self.elements)
        stepped = self.model_copy(update={"elements": steps})
        return stepped.with_element(element.model_copy(update={"weight": step}), library)

    def with_effect_between(self, source: str, on: str, value: float, measure: str | None = None) -> IncentiveMap:
        """The map with what a measure of one role does to another role's chance to reach its own; the measure is kept.

        Without a measure it is said of all that the role is rewarded for. What was said of all of them becomes what
        each does, once one is named. Raises NoSuchPart, and Problems.
        """
        role = self.role(source)
        if role is None or self.role(on) is None:
            raise NoSuchPart(on if role else source)
        names = [None] if measure is None else [known.id for known in role.metrics if known.id is not None]
        values = {name: self.cross_effect(source, on, name) for name in names} | {measure: value}
        said = {"source": source, "on": on}
        others = tuple(cross for cross in self.cross_effects if (cross.source, cross.on) != (source, on))
        named = (
            CrossEffect(**said, value=each, **({"measure": name} if name else {}))
            for name, each in values.items()
            if each
        )
        kept = _kept(role) if measure is None else role.keeping(measure)
        roles = tuple(kept if known.id == source else known for known in self.roles)
        return self._changed(roles=roles, cross_effects=(*others, *named))

    def _changed(self, **update: object) -> IncentiveMap:
        return IncentiveMap.checked(self.model_copy(update=update).document())

    def document(self) -> dict[str, Any]:
        """The map as the JSON object it was made from: what was absent stays absent, whole numbers are whole."""
        document: dict[str, Any] = _with_whole_numbers(self.model_dump(mode="json", exclude_unset=True))
        return document

    def on(self, elements: Sequence[Element]) -> IncentiveMap:
        """The same roles on these elements; effects on any other are left out."""
        return self.with_effects_on({element.id for element in elements}).model_copy(
            update={"elements": tuple(elements)}
        )

    def with_effects_on(self, known: Collection[str]) -> IncentiveMap:
        """The same map without the effects on elements that are not `known`."""
        roles = (
            role.model_copy(update={"metrics": tuple(_with_effects_on(known, measure) for measure in role.metrics)})
            for role in self.roles
        )
        return self.model_copy(update={"roles": tuple(roles)})

    def effect_paths(self) -> Iterator[tuple[str, str]]:
        """The dotted path and the element of every effect, such as ("roles.0.metrics.1.effects.E1", "E1")."""
        for role, entry in enumerate(self.roles):
            for measure, metric in enumerate(entry.metrics):
                shortcut = metric.shortcut
                sides = {"effects": metric.effects}
                if shortcut:
                    sides["shortcut.root_effects"] = shortcut.root_effects
                    sides["shortcut.shortcut_effects"] = shortcut.shortcut_effects
                for side, effects in sides.items():
                    for element in effects:
                        yield f"roles.{role}.metrics.{measure}.{side}.{element}", element

    def role(self, role_id: str) -> Role | None:
        """The role of this id, or None."""
        return next((role for role in self.roles if role.id == role_id), None)

    def element(self, element_id: str) -> Element | None:
        """The element of this id, or None."""
        return next((element for element in self.elements if element.id == element_id), None)

    def cross_effect(self, source: str, on: str, measure: str | None = None) -> float:
        """What is said of a measure of one role on another role, or of all its measures, in -2 to 2; else 0."""
        said = {c.measure: c.value for c in self.cross_effects if (c.source, c.on) == (source, on)}
        return said.get(measure, said.get(None, 0.0))

    def effect_between(self, source: str, on: str) -> float:
        """What one role's measures together do to another's chance to reach its own, in -2 to 2.

        Measures count by their shares. A role without measures hinders nobody, and nobody hinders it.
        """
        return self.effects_between().get((source, on), 0.0)

    def hindering(self, source: str, on: str) -> tuple[str, ...]:
        """The keys of the measures of one role that make it harder for another, the largest share first."""
        role = self.role(source)
        return tuple(key for key in (role.rewarded if role else ()) if self.cross_effect(source, on, key) < 0)

    def effects_between(self) -> dict[tuple[str, str], float]:
        """What each role does to each other, as effect_between() has it, by the two; the rest is 0."""
        shares = {role.id: {key: m.share for key, m in role.rewarded.items()} for role in self.roles if role.rewarded}
        said: dict[tuple[str, str], dict[str | None, float]] = {}
        for cross in self.cross_effects:
            if cross.source in shares and cross.on in shares:
                said.setdefault((cross.source, cross.on), {})[cross.measure] = cross.value
        return {
            (source, on): _mean(
                [values.get(key, values.get(None, 0.0)) for key in shares[source]], list(shares[source].values())
            )
            for (source, on), values in said.items()
        }


def _with_effects_on(known: Collection[str], part: P) -> P:
    """A measure or shortcut with only the effects on these elements; what is absent in it stays absent."""
    update: dict[str, object] = {}
    for key in part.model_fields_set:
        value = getattr(part, key)
        if isinstance(value, dict):
            update[key] = {element: effect for element, effect in value.items() if element in known}
        elif isinstance(value, Shortcut):
            update[key] = _with_effects_on(known, value)
    return part.model_copy(update=update)


def _with_proposal(measure: Measure, proposal: Measure | None, element: str) -> Measure:
    """A measure with the effects on an element that the library proposes for it, as far as it has the same ways."""
    if proposal is None:
        return measure
    if measure.shortcut is None or proposal.shortcut is None:
        effect = proposal.effects.get(element)
        return measure if effect is None else measure.with_effect(element, effect)
    root, short = proposal.shortcut.root_effects.get(element), proposal.shortcut.shortcut_effects.get(element)
    added = measure if root is None else measure.with_effect(element, root, "root")
    return added if short is None else added.with_effect(element, short, "shortcut")


def _kept(part: K) -> K:
    """A role or measure that is confirmed; a map tells so by saying nothing."""
    if "proposed" not in part.model_fields_set:
        return part
    values = {name: value for name, value in part if name != "proposed"}
    return type(part).model_construct(part.model_fields_set - {"proposed"}, **values)


def _suggested(role: Role) -> Role:
    measures = tuple(measure.model_copy(update={"proposed": True}) for measure in role.metrics)
    return role.model_copy(update={"metrics": measures, "proposed": True})


def _with_whole_numbers(value: Any) -> Any:  # noqa: ANN401 - JSON
    if isinstance(value, dict):
        return {key: _with_whole_numbers(part) for key, part in value.items()}
    if isinstance(value, list):
        return [_with_whole_numbers(part) for part in value]
    # Beyond this a whole number would be written in up to 300 digits, many of which nobody has entered.
    return int(value) if isinstance(value, float) and value.is_integer() and abs(value) < _WHOLE_BELOW else value


# Scores ---------------------------------------------------------------------------------------------------------------


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
        system=_mean([role.alignment for role in scored], influences),
        elements=tuple(_score_element(element, scored, influences) for element in elements),
        clashes=_clashes(incentive_map, scored),
    )


def alignment(effects: Effects, elements: Sequence[Element]) -> float:
    """What pulls or effects in -2 to 2 do to the agreed experience as a whole, in -100 to 100; a missing one is 0."""
    weights = [element.weight for element in elements]
    return 100 * (_mean([effects.get(element.id, 0.0) for element in elements], weights) / 2)


def _mean(values: Sequence[float], weights: Sequence[float]) -> float:
    """The weighted mean. Exact sums, so that neither order nor rounding pushes it past the largest value."""
    parts = in_proportion(weights)
    return fsum([value * part for value, part in zip(values, parts, strict=True)]) / fsum(parts)


def in_proportion(weights: Sequence[float]) -> list[float]:
    """Weights as large in relation to each other, the largest of them from 0.5 to below 1.

    A power of two scales them, so that no digit changes and no product with them is too large or too small.
    """
    _, exponent = frexp(max(weights, default=0.0))
    return [ldexp(weight, -exponent) for weight in weights]


def _score(role: Role, elements: Sequence[Element]) -> RoleScore:
    shares = [measure.share for measure in role.metrics]
    pulls = {
        element.id: _mean([measure.effect_on(element.id) for measure in role.metrics], shares) if any(shares) else 0.0
        for element in elements
    }
    return RoleScore(role.id, pulls, alignment(pulls, elements))


def _score_element(element: Element, roles: Sequence[RoleScore], influences: Sequence[float]) -> ElementScore:
    pulls = [role.pulls[element.id] for role in roles]
    pulling = sum([_sign(pull) > 0 for pull in pulls])
    return ElementScore(element.id, _mean(pulls, influences), pulling, element.weight > 0)


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
        tug_of_war = 100 * (_mean(pulled_both_ways, weights) / 2)
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


# Files and documents --------------------------------------------------------------------------------------------------

_NOUNS: Final = {
    "elements": "element",
    "roles": "role",
    "roles.metrics": "measure",
    "cross_effects": "cross effect",
}
_SHAPES: Final = {
    r"^\S(?:.{0,58}\S)?$": "expected 1 to 60 characters on one line, without spaces around them",
}
# What a file may carry along for those who fill it in.
_FOR_READERS: Final = ("note", "question", "shortcut_question", "effect_scale")
_WHOLE_BELOW: Final = 2**53
_TOO_LARGE: Final = 10**308
_MOST_ENTRIES: Final[Mapping[Path, int]] = {
    ("elements",): MAX_ELEMENTS,
    ("roles",): MAX_ROLES,
    ("roles", "metrics"): MAX_MEASURES,
    ("cross_effects",): MAX_ROLES * (MAX_ROLES - 1),
}
_MOST_KEYS: Final = 50
_MOST_FOUND: Final = 4 * MAX_SHOWN  # Nobody reads on beyond these.
_EFFECTS: Final[tuple[Path, ...]] = (("effects",), ("shortcut", "root_effects"), ("shortcut", "shortcut_effects"))


def read_incentives(data: bytes, file: str = "map.yaml") -> IncentiveMap:
    """The map in a YAML or JSON file; `file` is what its problems call it.

    Raises Problems with everything that is wrong in it: place, finding, expectation and remedy.
    """
    not_json: NotJson | None = None
    if data.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in (b"{", b"["):
        try:
            document = read_json(data, file, map_wording)
        except NotJson as problems:
            not_json = problems  # unless it is YAML that begins with a brace
        else:
            return _from_json(document, data, file)
    try:
        root, findings = read_yaml(data, file, MAX_VALUES)
    except Problems:
        if not_json:
            raise not_json from None
        raise
    found = _built(root, findings, is_file=True)
    if found is None or findings.problems:
        raise Problems(findings.problems)
    return found


def map_wording(path: Path, is_key: bool) -> bool:  # noqa: FBT001 - as JSON has it
    """Whether people's own words stand at a path of a map in JSON, as a text or as a key."""
    return (len(path) > 0 and path[0] in _FOR_READERS) or (not is_key and holds_wording(_FileForm, path))


def _from_json(document: object, data: bytes, file: str) -> IncentiveMap:
    tree = _Tree(document, file)
    found = _built(tree.root, tree.findings, is_file=True)
    if found is None or tree.findings.problems:
        problems = tree.problems()
        places = json_places(data, {path for _, path in problems})
        raise Problems(replace(problem, line=places[path][0], column=places[path][1]) for problem, path in problems)
    return found


def _built(root: Node, findings: Findings, *, is_file: bool = False) -> IncentiveMap | None:
    """The map in a tree; or what is wrong with it, in `findings`. A file must have elements and roles."""
    if isinstance(root.value, dict):
        for key in _FOR_READERS:
            root.value.pop(key, None)
    if is_file and isinstance(root.value, dict) and not root.keys.keys() & _Form.model_fields.keys():
        remedy = "start from assessment/example_map.yaml"
        findings.add(root.place, "the file", "none of the keys of an incentive map stands here", remedy=remedy)
        return None
    readable = _readable(root, (), root, findings)
    form = build(_FileForm if is_file else _Form, readable, findings, _NOUNS, _SHAPES)
    _add_contradictions(root, findings)
    if form is None or findings.problems:
        return None
    # The tree has been looked through; to have the map look through itself once more would double the time.
    return IncentiveMap.model_construct(set(form.model_fields_set), **dict(form))


def _readable(node: Node, path: Path, root: Node, findings: Findings) -> Node:
    """The same tree without what stands beyond the limits of a list, or of keys in one place; `findings` tells it.

    Fifty thousand entries where twelve may stand would take a second to check, and nobody reads the outcome.
    """
    value = node.value
    if isinstance(value, list):
        most = _MOST_ENTRIES.get(tuple(step for step in path if isinstance(step, str)), len(value))
        if len(value) > most:
            found = f"found {len(value)} entries"
            findings.add(node.place, where_is(root, path, _NOUNS), found, f"expected at most {most}", "remove some")
        entries = [_readable(entry, (*path, place), root, findings) for place, entry in enumerate(value[:most])]
        return replace(node, value=entries)
    if isinstance(value, dict):
        if len(value) > _MOST_KEYS:
            where = where_is(root, path, _NOUNS)
            findings.add(node.place, where, f"found {len(value)} keys", f"at most {_MOST_KEYS} are read", "remove some")
            value = {key: value[key] for key in (*_Form.model_fields, *list(value)[:_MOST_KEYS]) if key in value}
        parts = {key: _readable(part, (*path, key), root, findings) for key, part in value.items()}
        return replace(node, value=parts, keys={key: node.keys[key] for key in parts})
    return node


def _add_contradictions(root: Node, findings: Findings) -> None:
    """What no part of a map can see alone: ids that repeat, names of nothing, amounts that are all 0.

    Works on the tree, so that a mistake in one part does not hide those in others.
    """
    elements, roles = _ids(root, ("elements",), findings), _ids(root, ("roles",), findings)
    _add_all_zero(root, ("elements",), "weight", findings)
    _add_all_zero(root, ("roles",), "influence", findings)
    for role in range(len(_entries(root, ("roles",)))):
        metrics: Path = ("roles", role, "metrics")
        _ids(root, metrics, findings)
        _add_all_zero(root, metrics, "share", findings)
        for measure in range(len(_entries(root, metrics))):
            for effects in _EFFECTS:
                _add_unknown_elements(root, (*metrics, measure, *effects), elements, findings)
    _add_odd_cross_effects(root, roles, findings)


class _Ids(NamedTuple):
    """The ids of a list, and whether all of them could be read: if not, an unknown name may be one of those."""

    names: Mapping[str, int]
    complete: bool


def _at(root: Node, path: Path) -> Node | None:
    node: Node | None = root
    for step in path:
        node = node.get(step) if node else None
    return node


def _entries(root: Node, path: Path) -> list[Node]:
    """The entries of a list, as far as a map may have any."""
    node = _at(root, path)
    return node.entries[: MAX_ROLES * MAX_ROLES] if node else []


def _text(node: Node | None, findings: Findings) -> str | None:
    """The text of a value, unless it is absent or has been found wrong."""
    return node.text if node and not findings.has(node.place) else None


def _ids(root: Node, path: Path, findings: Findings) -> _Ids:
    names: dict[str, int] = {}
    complete = True
    for index, entry in enumerate(_entries(root, path)):
        node = entry.get("id")
        name = _text(node, findings)
        if node is None or name is None:
            complete = False
        elif name in names:
            complete = False
            if len(findings.problems) >= _MOST_FOUND:
                continue
            noun = _NOUNS[".".join(step for step in path if isinstance(step, str))]
            found = f"the id {quote(name)} is that of {noun} {names[name] + 1} already"
            where = where_is(root, (*path, index, "id"), _NOUNS)
            findings.add(node.place, where, found, remedy="give this one its own id")
        else:
            names[name] = index
    return _Ids(names, complete)


def _add_all_zero(root: Node, path: Path, key: str, findings: Findings) -> None:
    node, entries = _at(root, path), _entries(root, path)
    if node and entries and all(_is_zero(entry.get(key)) for entry in entries):
        found = f'every "{key}" is 0' if len(entries) > 1 else f'the only "{key}" is 0'
        findings.add(node.place, where_is(root, path, _NOUNS), found, "expected at least one above 0", "correct them")


def _is_zero(node: Node | None) -> bool:
    try:
        return node is not None and isinstance(node.value, str) and node.plain and float(node.value) == 0
    except ValueError:
        return False


def _add_unknown_elements(root: Node, path: Path, elements: _Ids, findings: Findings) -> None:
    effects = _at(root, path)
    if effects is None or not elements.names or not elements.complete:
        return
    for name, place in effects.keys.items():
        if name not in elements.names and not findings.has(place) and len(findings.problems) < _MOST_FOUND:
            _add_unknown(place, where_is(root, path, _NOUNS), ("element", name), elements, findings)


def _add_unknown(
    place: Place, where: str, what: tuple[str, str], known: _Ids, findings: Findings, role: str = ""
) -> None:
    noun, name = what
    near = findings.suggest(name, known.names)
    few = 0 < len(known.names) <= MAX_ELEMENTS
    owner = f"the role {quote(role)}" if role else "this map"
    choices = f"use one of: {', '.join(known.names)}" if few else f"name a {noun} of {owner}"
    remedy = f"Did you mean {quote(near)}?" if near else f"{choices}; or add it"
    found = f"unknown {noun} {quote(name)}" + (f" of {owner}" if role else "")
    findings.add(place, where, found, remedy=remedy)


def _add_odd_cross_effects(root: Node, roles: _Ids, findings: Findings) -> None:
    seen: dict[tuple[str, str], dict[str | None, int]] = {}
    measures = _measure_ids(root, findings)
    for index, entry in enumerate(_entries(root, ("cross_effects",))):
        pair = [_role_of(root, index, key, roles, findings) for key in ("source", "on")]
        if None in pair or len(findings.problems) >= _MOST_FOUND:
            continue
        source, on = map(str, pair)
        where = where_is(root, ("cross_effects", index), _NOUNS)
        if source == on:
            found = f"the role {quote(source)} stands on both sides"
            findings.add(entry.place, where, found, 'another role is expected under "on"', "correct or remove it")
            continue
        node = entry.get("measure")
        measure = _text(node, findings)
        if node is not None and measure is None:
            continue
        said = seen.setdefault((source, on), {})
        if not may_stand_beside(measure, said):
            findings.add(entry.place, where, *said_twice((source, on), measure, said))
            continue
        said[measure] = index
        known = measures.get(source)
        if node is not None and measure is not None and known and known.complete and measure not in known.names:
            _add_unknown(node.place, f"{where}: measure", ("measure", measure), known, findings, source)


def _role_of(root: Node, index: int, key: str, roles: _Ids, findings: Findings) -> str | None:
    """The role a cross effect names under this key, as far as it can be read; an unknown one is a problem."""
    node = _at(root, ("cross_effects", index, key))
    name = _text(node, findings)
    is_unknown = name is not None and roles.names and roles.complete and name not in roles.names
    if node is not None and name is not None and is_unknown and len(findings.problems) < _MOST_FOUND:
        where = where_is(root, ("cross_effects", index, key), _NOUNS)
        _add_unknown(node.place, where, ("role", name), roles, findings)
    return name


def _measure_ids(root: Node, findings: Findings) -> dict[str, _Ids]:
    """The ids of the measures of each role, by the role's id; incomplete where a key is misspelt."""
    found: dict[str, _Ids] = {}
    for index, role in enumerate(_entries(root, ("roles",))):
        name = _text(role.get("id"), findings)
        if name is not None and name not in found:
            metrics = _entries(root, ("roles", index, "metrics"))
            ids = [_text(entry.get("id"), findings) for entry in metrics]
            read = role.keys.keys() <= Role.model_fields.keys()
            read = read and all(entry.keys.keys() <= Measure.model_fields.keys() for entry in metrics)
            read = read and not any(text is None and entry.get("id") for text, entry in zip(ids, metrics, strict=True))
            found[name] = _Ids({text: place for place, text in enumerate(ids) if text is not None}, read)
    return found


class _TooMuchError(Exception):
    """A document beyond the limits of a file; says which."""


class _Tree:
    """A decoded JSON document as the tree that files are read into, so that the same code checks both.

    A value has no place until one looks for it, so its line here is its number among `paths`.
    """

    def __init__(self, document: object, file: str) -> None:
        self.findings = Findings(file)
        self.paths: list[Path] = []
        try:
            self.root = self._node(document, ())
        except _TooMuchError as error:
            self.paths = [()]
            self.root = Node("", (1, 1), broken=True)
            self.findings.add((1, 1), "the file", f"it holds more than {error}", remedy="shorten it")

    def problems(self) -> list[tuple[Problem, Path]]:
        """What was found, in the words of JSON, with the path of each value in place of its line."""
        return [
            (_in_json(replace(problem, line=None, column=None)), self.paths[(problem.line or 1) - 1])
            for problem in sorted(self.findings.problems, key=lambda problem: (problem.line or 0, problem.column or 0))
        ]

    def _node(self, value: object, path: Path) -> Node:
        self.paths.append(path)
        place = (len(self.paths), 1)
        if len(self.paths) > MAX_VALUES:
            raise _TooMuchError(f"{MAX_VALUES:,} values")
        if not isinstance(value, dict | list | tuple):
            return _scalar(value, place)
        if len(path) >= MAX_DEPTH:
            raise _TooMuchError(f"{MAX_DEPTH} levels")
        if not isinstance(value, dict):
            return Node([self._node(entry, (*path, index)) for index, entry in enumerate(value)], place)
        node = Node({}, place)
        entries: dict[str, Node] = {}
        for key, entry in value.items():
            name = clean(str(key))
            entries[name] = self._node(entry, (*path, name))
            node.keys[name] = (entries[name].place[0], 2)
        node.value = entries
        return node


def _scalar(value: object, place: Place) -> Node:
    if value is None:
        return Node("", place, plain=True)
    if isinstance(value, bool):
        return Node("true" if value else "false", place, plain=True)
    if isinstance(value, int):
        # Converting a whole number of thousands of digits takes long; its size is enough to refuse it by.
        return Node(str(value) if abs(value) < _TOO_LARGE else f"1e{log10(abs(value)):.0f}", place, plain=True)
    if isinstance(value, float):
        # As people write it and YAML spells it: 1e308, .inf, .nan
        return Node(re.sub("(?=inf|nan)", ".", repr(value).replace("e+", "e")), place, plain=True)
    return Node(clean(str(value)), place)


_YAML_WORDS: Final[tuple[tuple[re.Pattern[str], str], ...]] = (
    (re.compile(r'^write each as a line "key: value" below this one$'), 'write them in braces: {"key": …}'),
    (re.compile(r'^begin each entry on its own line with "- "$'), "write them in brackets: [ … ]"),
    (re.compile(r'^add a line "(.+): …"$'), r'add "\1": …'),
    (re.compile(r"^found the bare \w+ (.+), which YAML reads as .+$"), r"found \1, which is no text"),
    (re.compile(r"^write it, or remove the line if it may be absent$"), "write it, or remove the key"),
    (re.compile(r"^write what belongs here, or remove the line if it may be absent$"), "write it, or remove the key"),
)


def _in_json(problem: Problem) -> Problem:
    """The same problem in words for those who write JSON."""
    found, remedy = problem.found, problem.remedy
    for pattern, words in _YAML_WORDS:
        found, remedy = pattern.sub(words, found), pattern.sub(words, remedy)
    return replace(problem, found=found, remedy=remedy)
