"""An incentive map: what each role is rewarded for, and what chasing those measures does to the agreed experience.

It is a map of ratings somebody entered, not a measurement.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, Final, Self, TypeVar

from pydantic import model_validator

from assessment.incentives.checks import IN_JSON, MAX_VALUES, MapChecks, built, in_document
from assessment.incentives.decisions import standing
from assessment.incentives.parts import (
    STRONGEST,
    CrossEffect,
    Decision,
    Element,
    MapParts,
    Measure,
    NoSuchPart,
    Proposals,
    Role,
    Shortcut,
    as_in_a_map,
    keep,
)
from assessment.incentives.weights import mean
from assessment.instrument import IncentiveLibrary, Organisation, Part
from assessment.problems import Findings
from assessment.reading import tree_of, without_places

_WHOLE_BELOW: Final = 2**53

P = TypeVar("P", bound=Part)


class IncentiveMap(MapParts):
    """Elements, roles and the roles' effects on each other. Raises ValueError when they do not fit together.

    In an answers file a map may lack elements; `on()` adds those of the agreed experience.
    """

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        findings = Findings("incentive map")
        root = tree_of(self.document(), findings, MAX_VALUES)
        MapChecks(root, findings, IN_JSON).run()
        if findings.problems:
            raise ValueError("; ".join(f"{problem.where}: {problem.found}" for problem in findings.problems))
        return self

    @classmethod
    def checked(cls, document: object, file: str = "answers", within: str = "incentives") -> IncentiveMap:
        """Read a decoded map from an answers file, where its key is `within`, whatever it holds.

        Elements and roles may be missing. Raises Problems, all at once, whose `where` is the dotted path of the value.
        """
        findings = Findings(file)
        found = built(tree_of(document, findings, MAX_VALUES, (within,)), findings, in_document((within,)))
        if found is None or findings.problems:
            raise without_places(findings)
        return cls.of(found)

    @classmethod
    def of(cls, form: MapParts) -> IncentiveMap:
        """The map of parts that have already been checked together, without spending the time to check them again."""
        return cls.model_construct(set(form.model_fields_set), **dict(form))

    @classmethod
    def from_library(cls, library: IncentiveLibrary, organisation: Organisation | None = None) -> IncentiveMap:
        """The map of all elements in the question bank's library, and its roles for a kind of organisation.

        Measures that no role holds from the start are in a MeasureLibrary.
        """
        fitting = library.fitting(organisation)
        held = {role.id: {measure.id for measure in role.measures} for role in fitting.roles}
        crosses = (c for c in fitting.cross_effects if c.measure is None or c.measure in held[c.source])
        document = {
            "elements": [element.model_dump() for element in fitting.elements],
            "roles": [
                role.model_dump(include={"id", "en", "sv", "influence"})
                | {"metrics": [as_in_a_map(measure) for measure in role.measures]}
                for role in fitting.roles
            ],
            "cross_effects": [cross.model_dump(exclude={"because"}, exclude_none=True) for cross in crosses],
        }
        return cls.checked(document, "the question bank")

    @classmethod
    def proposed(
        cls, library: IncentiveLibrary, weights: Mapping[str, int], organisation: Organisation | None = None
    ) -> IncentiveMap:
        """The library's roles and measures as suggestions, which count nowhere until they are kept.

        The elements are those the experience gives a weight; without any, those the library gives one.
        """
        whole = cls.from_library(library, organisation)
        whole = whole.model_copy(update={"roles": tuple(_suggested(role) for role in whole.roles)})
        agreed = {element.id: weights.get(element.id, 0) if weights else element.weight for element in whole.elements}
        return whole.on(
            [e.model_copy(update={"weight": agreed[e.id]}) for e in whole.elements if agreed[e.id] > 0]
            or [e for e in whole.elements if e.weight > 0]
        )

    @property
    def measures(self) -> dict[str, Measure]:
        """The measures of all roles by their ids; where two have one id, the last."""
        return {m.id: m for role in self.roles for m in role.measures if m.id is not None}

    def effects_of(self, measure: str) -> dict[str, float]:
        """The effects of a measure on roles, whoever holds it, by the roles' ids."""
        return {cross.on: cross.value for cross in self.cross_effects if cross.measure == measure}

    def confirmed(self) -> IncentiveMap:
        """The map without its suggestions, which do not count."""
        if not self.has_suggestions:
            return self
        roles = {role.id: role.confirmed() for role in self.roles if not role.proposed}
        crosses = tuple(
            cross
            for cross in self.cross_effects
            if cross.source in roles
            and cross.on in roles
            and (cross.measure is None or cross.measure in roles[cross.source].measures_by_key)
        )
        decisions = tuple(one for one in self.decisions if one.pair <= roles.keys())
        changed = {"roles": tuple(roles.values()), "cross_effects": crosses, "decisions": decisions}
        return self.model_copy(update=changed)

    @property
    def has_suggestions(self) -> bool:
        """Whether a role or a measure is a suggestion."""
        return any(role.has_suggestions for role in self.roles)

    @property
    def counts(self) -> bool:
        """Whether there is something to score: elements, and a confirmed role with an influence above 0."""
        return bool(self.elements) and any(role.influence > 0 for role in self.roles if not role.proposed)

    def with_role(self, role: Role, gained: Sequence[CrossEffect] = ()) -> IncentiveMap:
        """The map with this role in place of the one with its id, or at the end. Raises Problems.

        A removed measure takes its effects on other roles with it; `gained` are those of a measure that comes with it.
        """
        others = [role if known.id == role.id else known for known in self.roles]
        gone = {m.id for m in getattr(self.role(role.id), "measures", ())} - {m.id for m in role.measures} - {None}
        crosses = (*(c for c in self.cross_effects if c.source != role.id or c.measure not in gone), *gained)
        return self._changed(
            roles=tuple(others if self.role(role.id) else [*others, role]),
            **({"cross_effects": crosses} if crosses != self.cross_effects else {}),
        )

    def adding(self, role_id: str, measure: Measure, library: Proposals) -> IncentiveMap:
        """The map with one more measure of a role, and its effects on the other roles according to the library.

        A proposed measure stays a suggestion, and so does its role. Raises NoSuchPart and Problems.
        """
        return self.with_new_measure(self.known_role(role_id).adding(measure), measure, library)

    def with_new_measure(self, role: Role, measure: Measure, library: Proposals) -> IncentiveMap:
        """The map with this role in place of the one with its id, and with what its new measure does to other roles.

        That is according to the library, except where all measures of the role have one effect. Raises Problems.
        """
        said_whole = {cross.on for cross in self.cross_effects if cross.source == role.id and cross.measure is None}
        gained = (
            CrossEffect(source=role.id, on=on, value=value, measure=measure.id)
            for on, value in library.effects_of(measure.id or "").items()
            if on != role.id and self.role(on) and on not in said_whole
        )
        return self.with_role(role, tuple(gained))

    def proposing(self, role_id: str, proposed: IncentiveMap) -> IncentiveMap:
        """The map with one more role, as it stands in a proposed map, and the effects between it and the other roles.

        Raises NoSuchPart and Problems.
        """
        role = proposed.known_role(role_id)
        if self.role(role_id):
            return self
        roles = (*self.roles, role)
        keys = {known.id: {None, *(measure.id for measure in known.measures)} for known in roles}
        crosses = tuple(
            cross
            for cross in proposed.cross_effects
            if role_id in (cross.source, cross.on) and cross.on in keys and cross.measure in keys.get(cross.source, ())
        )
        added = self._changed(roles=roles, cross_effects=(*self.cross_effects, *crosses))
        return added.on(self.elements) if self.elements else added

    def without_role(self, role_id: str) -> IncentiveMap:
        """The map without a role, its effects on others and theirs on it. Raises Problems."""
        crosses = tuple(cross for cross in self.cross_effects if role_id not in (cross.source, cross.on))
        return self._changed(roles=tuple(role for role in self.roles if role.id != role_id), cross_effects=crosses)

    def with_element(self, element: Element, library: Proposals) -> IncentiveMap:
        """The map with this element in place of the one with its id, or at the end; if its weight is 0, without it.

        The last element stays, since without one nothing can be scored. Measures from the library get their proposed
        effects on a new element. Raises Problems.
        """
        if element.weight == 0:
            kept = [known for known in self.elements if known.id != element.id]
            return IncentiveMap.checked(self.on(kept).document()) if kept else self
        if self.element(element.id):
            return self._changed(elements=tuple(element if e.id == element.id else e for e in self.elements))
        roles = tuple(
            role.model_copy(update={"measures": _proposing(role, element.id, library.measures)}) for role in self.roles
        )
        return self._changed(elements=(*self.elements, element), roles=roles)

    def step(self, element: Element) -> int:
        """How much an element matters, 1 to STRONGEST, or 0 when it is not part of what is agreed.

        Weights that already are such steps are returned as they are, others in proportion to the largest.
        """
        weights = [known.weight for known in self.elements]
        if all(weight in range(STRONGEST + 1) for weight in weights):
            return int(element.weight)
        return max(1, round(STRONGEST * element.weight / max(weights))) if element.weight else 0

    def with_step(self, element: Element, step: int, library: Proposals) -> IncentiveMap:
        """The map with this element's weight at a step of 0 to STRONGEST, and all other weights turned into such steps.

        See with_element(). Raises Problems.
        """
        steps = tuple(known.model_copy(update={"weight": self.step(known)}) for known in self.elements)
        stepped = self.model_copy(update={"elements": steps})
        return stepped.with_element(element.model_copy(update={"weight": step}), library)

    def with_effect_between(self, source: str, on: str, value: float, measure: str | None = None) -> IncentiveMap:
        """The map with a measure's effect on another role's chance of reaching its own; the measure is kept.

        Without a measure it applies to everything the role is rewarded for. Once one measure is named, an effect of all
        of them becomes an effect of each. Raises NoSuchPart and Problems.
        """
        role, _ = self.known_role(source), self.known_role(on)
        names = [None] if measure is None else [known.id for known in role.measures if known.id is not None]
        values = {name: self.cross_effect(source, on, name) for name in names} | {measure: value}
        pair = {"source": source, "on": on}
        others = tuple(cross for cross in self.cross_effects if (cross.source, cross.on) != (source, on))
        named = (
            CrossEffect(**pair, value=each, **({"measure": name} if name else {}))
            for name, each in values.items()
            if each
        )
        kept = keep(role) if measure is None else role.keeping(measure)
        roles = tuple(kept if known.id == source else known for known in self.roles)
        return self._changed(roles=roles, cross_effects=(*others, *named))

    def decision(self, a: str, b: str) -> Decision | None:
        """What was decided about two roles, in force or not; None when nothing was."""
        return next((one for one in self.decisions if one.pair == {a, b}), None)

    def deciding(self, decision: Decision) -> IncentiveMap:
        """The map with this decision in place of the one on the same roles, or at the end. Raises Problems."""
        others = [decision if known.pair == decision.pair else known for known in self.decisions]
        return self._changed(decisions=tuple(others if self.decision(*decision.pair) else [*others, decision]))

    def undeciding(self, a: str, b: str) -> IncentiveMap:
        """The map without a decision on these two roles."""
        return self._changed(decisions=tuple(known for known in self.decisions if known.pair != {a, b}))

    def _changed(self, **update: object) -> IncentiveMap:
        changed = self.model_copy(update=update)
        if changed.decisions:
            changed = changed.model_copy(update={"decisions": standing(self, changed)})
        return IncentiveMap.checked(changed.document())

    def document(self) -> dict[str, Any]:
        """The map as the JSON object it was made from: absent keys stay absent, whole numbers are integers."""
        # A value that does not fit is found by whoever checks the document; a warning would put it into the log.
        found = self.model_dump(mode="json", exclude_unset=True, by_alias=True, warnings=False)
        document: dict[str, Any] = _with_whole_numbers(found)
        return document

    def on(self, elements: Sequence[Element]) -> IncentiveMap:
        """The same roles on these elements; effects on any other are left out."""
        return self.with_effects_on({element.id for element in elements}).model_copy(
            update={"elements": tuple(elements)}
        )

    def on_own_or(self, agreed: Sequence[Element]) -> IncentiveMap:
        """The same map on its own elements, else on the agreed ones. Without roles it needs no elements."""
        return self.on(agreed) if agreed and self.roles and not self.elements else self

    def with_effects_on(self, known: Collection[str]) -> IncentiveMap:
        """The same map without the effects on elements that are not `known`."""
        roles = (
            role.model_copy(update={"measures": tuple(with_effects_on(known, measure) for measure in role.measures)})
            for role in self.roles
        )
        return self.model_copy(update={"roles": tuple(roles)})

    def effect_paths(self) -> Iterator[tuple[str, str]]:
        """The dotted path and the element of every effect, such as ("roles.0.metrics.1.effects.E1", "E1")."""
        for role, entry in enumerate(self.roles):
            for place, measure in enumerate(entry.measures):
                shortcut = measure.shortcut
                sides = {"effects": measure.effects}
                if shortcut:
                    sides["shortcut.root_effects"] = shortcut.root_effects
                    sides["shortcut.shortcut_effects"] = shortcut.shortcut_effects
                for side, effects in sides.items():
                    for element in effects:
                        yield f"roles.{role}.metrics.{place}.{side}.{element}", element

    def role(self, role_id: str) -> Role | None:
        """The role of this id, or None."""
        return next((role for role in self.roles if role.id == role_id), None)

    def known_role(self, role_id: str) -> Role:
        """The role of this id. Raises NoSuchPart."""
        role = self.role(role_id)
        if role is None:
            raise NoSuchPart(role_id)
        return role

    def element(self, element_id: str) -> Element | None:
        """The element of this id, or None."""
        return next((element for element in self.elements if element.id == element_id), None)

    def cross_effect(self, source: str, on: str, measure: str | None = None) -> float:
        """The effect entered for a role's measure, or else for all its measures, on another role, -2 to 2; else 0."""
        return _of_measure(self._entered(source, on), measure)

    def _entered(self, source: str, on: str) -> dict[str | None, float]:
        """What is entered for one role's effect on another, by measure; None stands for all other measures."""
        return {c.measure: c.value for c in self.cross_effects if c.source == source and c.on == on}

    def effect_between(self, source: str, on: str) -> float:
        """The joint effect of one role's measures on another's chance of reaching its own, -2 to 2.

        Measures count by their shares. A role without measures has no such effects, in either direction.
        """
        by, to = self.role(source), self.role(on)
        if by is None or to is None or not by.rewarded or not to.rewarded:
            return 0.0
        entered = self._entered(source, on)
        return _together({key: measure.share for key, measure in by.rewarded.items()}, entered) if entered else 0.0

    def hindering(self, source: str, on: str) -> tuple[str, ...]:
        """The keys of one role's measures that make it harder for another, largest share first."""
        role, entered = self.role(source), self._entered(source, on)
        return tuple(key for key in (role.rewarded if role else ()) if _of_measure(entered, key) < 0)

    def is_as_proposed(self, source: str, on: str, measures: Collection[str], library: IncentiveLibrary) -> bool:
        """Whether any of these measures of a role has exactly the effect on another role that the library proposes."""
        proposed = {
            (c.measure, c.value) for c in library.cross_effects if c.on == on and (c.measure or c.source == source)
        }
        entered = self._entered(source, on)
        values = {key: _of_measure(entered, key) for key in measures}
        return any((key, value) in proposed or (None, value) in proposed for key, value in values.items())

    def weight_alone(self, role: Role) -> tuple[str, ...]:
        """The keys of a role's measures that only take weight from its others: they affect no element and no role."""
        return tuple(
            key for key in role.weight_alone if not self.hindered(role.id, [key]) and not self.helped(role.id, [key])
        )

    @property
    def undescribed(self) -> tuple[Role, ...]:
        """The confirmed roles with measures of which nobody has said yet what they do, to elements or to roles."""
        return tuple(role for role in self.roles if not role.proposed and self._is_undescribed(role))

    def _is_undescribed(self, role: Role) -> bool:
        counting = {key: measure for key, measure in role.rewarded.items() if not measure.proposed}
        if not counting or any(measure.is_described for measure in counting.values()):
            return False
        return not (self.hindered(role.id, list(counting)) or self.helped(role.id, list(counting)))

    def hindered(self, source: str, measures: Collection[str]) -> tuple[Role, ...]:
        """The roles for which any of these measures of a role makes it harder."""
        return self._moved(source, measures, -1)

    def helped(self, source: str, measures: Collection[str]) -> tuple[Role, ...]:
        """The roles for which any of these measures of a role makes it easier."""
        return self._moved(source, measures, 1)

    def _moved(self, source: str, measures: Collection[str], way: int) -> tuple[Role, ...]:
        others = (role for role in self.roles if role.id != source)
        return tuple(r for r in others if any(way * self.cross_effect(source, r.id, key) > 0 for key in measures))

    def effects_between(self) -> dict[tuple[str, str], float]:
        """The values of effect_between() by pair of roles; it is 0 for all other pairs."""
        shares = {role.id: {key: m.share for key, m in role.rewarded.items()} for role in self.roles if role.rewarded}
        entered: dict[tuple[str, str], dict[str | None, float]] = {}
        for cross in self.cross_effects:
            if cross.source in shares and cross.on in shares:
                entered.setdefault((cross.source, cross.on), {})[cross.measure] = cross.value
        return {(source, on): _together(shares[source], values) for (source, on), values in entered.items()}


def _together(shares: Mapping[str, float], entered: Mapping[str | None, float]) -> float:
    """The effect of measures with these shares together, from what is entered for each, or for all of them."""
    of_others = entered.get(None, 0.0)
    return mean([entered.get(key, of_others) for key in shares], list(shares.values()))


def _of_measure(entered: Mapping[str | None, float], measure: str | None) -> float:
    """What is entered for a measure, or else for all of them; else 0."""
    return entered.get(measure, entered.get(None, 0.0))


def with_effects_on(known: Collection[str], part: P) -> P:
    """A measure or shortcut with only the effects on these elements; absent keys stay absent."""
    update: dict[str, object] = {}
    for key in part.model_fields_set:
        value = getattr(part, key)
        if isinstance(value, dict):
            update[key] = {element: effect for element, effect in value.items() if element in known}
        elif isinstance(value, Shortcut):
            update[key] = with_effects_on(known, value)
    return part.model_copy(update=update)


def _proposing(role: Role, element: str, proposals: Mapping[str, Measure]) -> tuple[Measure, ...]:
    """The measures of a role, each with what is proposed for it on an element."""
    return tuple(_with_proposal(measure, proposals.get(measure.id or ""), element) for measure in role.measures)


def _with_proposal(measure: Measure, proposal: Measure | None, element: str) -> Measure:
    """A measure with the library's proposed effects on an element, where it has the same ways."""
    if proposal is None:
        return measure
    if measure.shortcut is None or proposal.shortcut is None:
        effect = proposal.effects.get(element)
        return measure if effect is None else measure.with_effect(element, effect)
    root, short = proposal.shortcut.root_effects.get(element), proposal.shortcut.shortcut_effects.get(element)
    added = measure if root is None else measure.with_effect(element, root, "root")
    return added if short is None else added.with_effect(element, short, "shortcut")


def _suggested(role: Role) -> Role:
    measures = tuple(measure.model_copy(update={"proposed": True}) for measure in role.measures)
    return role.model_copy(update={"measures": measures, "proposed": True})


def _with_whole_numbers(value: Any) -> Any:  # noqa: ANN401  # JSON
    if isinstance(value, dict):
        return {key: _with_whole_numbers(part) for key, part in value.items()}
    if isinstance(value, list):
        return [_with_whole_numbers(part) for part in value]
    # A larger whole number would be written with up to 300 digits, most of which were never entered.
    return int(value) if isinstance(value, float) and value.is_integer() and abs(value) < _WHOLE_BELOW else value
