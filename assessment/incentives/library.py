"""The measures that the question bank offers to the roles of one kind of organisation."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from assessment.incentives.map import IncentiveMap, with_effects_on
from assessment.incentives.parts import Element, Measure, Role, as_in_a_map
from assessment.instrument import ANY_ROLE, IncentiveLibrary, Instrument, Language, Organisation


@dataclass(frozen=True)
class MeasureLibrary:
    """All measures of the bank that fit a kind of organisation, and what is proposed with them."""

    _bank: IncentiveLibrary
    _of_roles: IncentiveMap
    _of_no_role: Mapping[str, Measure]
    _extra: frozenset[str]

    @classmethod
    def of(
        cls, library: IncentiveLibrary, organisation: Organisation | None = None, *, extra: Collection[str] = ()
    ) -> MeasureLibrary:
        """The library for a kind of organisation, a company's if it is unknown, with the extra roles of these ids."""
        known = library.with_extra(extra)
        fitting = known.fitting(organisation)
        of_no_role = {m.id: Measure.model_validate(as_in_a_map(m) | {"share": 1}) for m in fitting.measures}
        chosen = frozenset(role.id for role in library.roles if role.extra and role.id in extra)
        return cls(fitting, IncentiveMap.from_library(known, organisation), of_no_role, chosen)

    @property
    def elements(self) -> tuple[Element, ...]:
        """All elements of the bank."""
        return self._of_roles.elements

    @property
    def roles(self) -> tuple[Role, ...]:
        """The roles for the kind of organisation, with the measures they begin with."""
        return self._of_roles.roles

    @property
    def measures(self) -> Mapping[str, Measure]:
        """The measures of the roles, then those that no role holds from the start, in the order of the bank, by id.

        The share of the latter is 1.
        """
        return {**self._of_roles.measures, **self._of_no_role}

    def offered_to(self, role_id: str) -> tuple[Measure, ...]:
        """The measures to offer to a role: its own, those typical of it, those that suit it, then those for every role.

        A role that the bank does not know is offered those for every role, first those that suit any.
        """
        role = self._of_roles.role(role_id)
        typical = [measure.id for measure in self._bank.measures if role_id in measure.roles]
        for_all = [measure for measure in self._bank.measures if not measure.roles]
        suiting = role_id if role else ANY_ROLE
        ranked = [measure.id for measure in sorted(for_all, key=lambda one: suiting not in one.suits)]
        return (*(role.measures if role else ()), *(self._of_no_role[each] for each in (*typical, *ranked)))

    def begins_with(self, role_id: str, measure: str) -> bool:
        """Whether a role of the bank is suggested to be rewarded for this measure, which nobody has to choose then."""
        role = self._of_roles.role(role_id)
        return role is not None and measure in role.measures_by_key

    def proposed_to(self, role_id: str) -> tuple[frozenset[str], ...]:
        """The measures to propose to a role, by id, in growing sets: a later one only if need be.

        The first holds its own, those typical of it and those that suit it, and is left out where it holds none. Then
        come those for every role, and for a role of the bank any other. An extra role is proposed the first alone: what
        is for every role can be far from what it does. A role that the bank does not know is proposed only what suits
        any role.
        """
        role = self._of_roles.role(role_id)
        first = {one.id for one in self._bank.measures if role_id in (*one.roles, *one.suits)}
        for_all = [one for one in self._bank.measures if not one.roles]
        if role is None:
            rest = first | {one.id for one in for_all if not one.suits or ANY_ROLE in one.suits}
            return tuple(frozenset(each) for each in (first, rest) if each or each is rest)
        first |= {measure.id or "" for measure in role.measures}
        if role_id in self._extra:
            return (frozenset(first),)
        rest = first | {one.id for one in for_all}
        return tuple(frozenset(each) for each in (first, rest, rest | set(self.measures)) if each or each is not first)

    def named(self, text: str) -> Measure | None:
        """The measure that has this name in any language, letter case and spaces aside; None where none has."""
        wanted = _plainly(text)
        return next(
            (one for one in self.measures.values() if wanted in map(_plainly, (one.en or "", one.sv or ""))), None
        )

    def effects_of(self, measure: str) -> Mapping[str, float]:
        """The effects of a measure on roles, whoever holds it, by the roles' ids."""
        return {cross.on: cross.value for cross in self._bank.cross_effects if cross.measure == measure}

    def way_around(self, measure: str, language: Language) -> str | None:
        """How a measure can be met without helping anybody, in a few words; None where the bank does not say."""
        return self._bank.way_around(measure, language)

    def assumes(self, measure: Measure) -> bool:
        """Whether the bank says that a measure is as easy to meet without helping as it is here."""
        return measure.shortcut is not None and self._bank.assumes(measure.id or "", measure.shortcut.ease)

    def with_effects_on(self, known: Collection[str]) -> MeasureLibrary:
        """The same library without the effects on elements that are not `known`."""
        of_no_role = {name: with_effects_on(known, measure) for name, measure in self._of_no_role.items()}
        return replace(self, _of_roles=self._of_roles.with_effects_on(known), _of_no_role=of_no_role)


def _plainly(text: str) -> str:
    return " ".join(text.split()).casefold()


@lru_cache(maxsize=6)
def measure_library(bank: Instrument, organisation: Organisation | None) -> MeasureLibrary:
    """The library of a bank for a kind of organisation, extra roles too, made once: pages ask for it at every run."""
    return MeasureLibrary.of(bank.incentives, organisation, extra=[role.id for role in bank.incentives.roles])
