"""The incentive library: what the bank proposes for an incentive map, as its author writes it.

It is named in the bank's languages and complete, with whole effects. A map's own parts may lack a name or an effect,
and may be marked as suggestions. IncentiveMap.from_library() creates them from the library; the limits of a map hold
for the library too.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Annotated, Final, Literal

from pydantic import ConfigDict, Field

from assessment.instrument.defaults import usual
from assessment.instrument.parts import Amount, Id, Label, Language, Organisation, Part, Share, Text, WholeEffect

# Limits of a map, and so of what the bank may propose for one; assessment/incentives/size.py has those of the app.
MAX_ELEMENTS: Final = 8  # More cannot be compared with each other, nor seen at once.
MAX_ROLES: Final = 40
ANY_ROLE: Final = "any"  # Among the roles that a measure suits.
MAX_MEASURES: Final = 12
MAX_CROSS_EFFECTS: Final = MAX_ROLES * (MAX_ROLES - 1)
MAX_OFFERED: Final = 120  # Measures that no role holds from the start.

MeasureDirection = Literal["maximise", "minimise", "hold"]


class EffectPoint(Text):
    """One step of the scale on which a measure helps or harms an element."""

    value: WholeEffect


class Name(Text):
    """The name of a part of a map in the bank's languages."""

    en: Label
    sv: Label


class LibraryElement(Name):
    """One observable part of the agreed customer experience. `weight` is relative to the other elements."""

    id: Id
    weight: Amount


class LibraryShortcut(Part):
    """A way to meet a measure without helping the customer. `ease` is from 0, impossible, to 1, very easy."""

    ease: Share
    root: Name
    shortcut: Name
    root_effects: dict[Id, WholeEffect]
    shortcut_effects: dict[Id, WholeEffect]


class _Measured(Name):
    """Something a role can be rewarded for, and the effect of chasing it on each element (-2 to +2)."""

    id: Id
    direction: MeasureDirection
    shortcut: LibraryShortcut | None = None
    without_helping: Name | None = None

    @property
    def way_around(self) -> Name | None:
        """How it can be met without helping anybody, in a few words; None where the bank does not say."""
        return self.shortcut.shortcut if self.shortcut else self.without_helping


class LibraryMeasure(_Measured):
    """A measure of a role, with its share among the role's measures."""

    share: Share
    effects: dict[Id, WholeEffect]


class OfferedMeasure(_Measured):
    """A measure that no role holds from the start, for the kinds of organisation in `fits`, or for all.

    It is typical of `roles`; without any it is for every role, and first for those it `suits`. One that suits `any` is
    also proposed to a role the bank does not know. A shortcut replaces the effects.
    """

    fits: tuple[Organisation, ...] = ()
    roles: tuple[Id, ...] = ()
    suits: tuple[Id, ...] = ()
    effects: dict[Id, WholeEffect] = Field(default_factory=dict)


class LibraryRole(Name):
    """A role with its typical measures, for the kinds of organisation in `fits`, or for all.

    No map begins with one that is `extra`; it is offered where roles are chosen.
    """

    model_config = ConfigDict(populate_by_name=True)

    id: Id
    fits: tuple[Organisation, ...] = ()
    extra: bool = False
    influence: Amount = 1
    measures: Annotated[tuple[LibraryMeasure, ...], Field(max_length=MAX_MEASURES, alias="metrics")]


class LibraryCrossEffect(Part):
    """The effect of a measure of the role `source` on the chance of the role `on` to reach its own.

    Without a `measure` it applies to everything the role is rewarded for. `because` says why, in a clause.
    """

    source: Id
    on: Id
    value: WholeEffect
    measure: Id | None = None
    because: Name | None = None


class IncentiveLibrary(Part):
    """Elements, roles and measures a leader can start the incentive map from."""

    question: Text = Field(default_factory=usual("incentive_question", Text))
    shortcut_question: Text = Field(default_factory=usual("shortcut_question", Text))
    effect_scale: Annotated[tuple[EffectPoint, ...], Field(min_length=5, max_length=5)] = Field(
        default_factory=usual("effect_scale", tuple[EffectPoint, ...])
    )
    elements: Annotated[tuple[LibraryElement, ...], Field(min_length=1, max_length=MAX_ELEMENTS)]
    roles: Annotated[tuple[LibraryRole, ...], Field(min_length=1, max_length=MAX_ROLES)]
    measures: Annotated[tuple[OfferedMeasure, ...], Field(max_length=MAX_OFFERED)] = ()
    cross_effects: Annotated[tuple[LibraryCrossEffect, ...], Field(max_length=MAX_CROSS_EFFECTS)] = ()

    @classmethod
    def nothing(cls) -> IncentiveLibrary:
        """The library of a bank without an incentive map."""
        return cls.model_construct(elements=(), roles=())

    @property
    def every_measure(self) -> tuple[LibraryMeasure | OfferedMeasure, ...]:
        """The measures of all roles, then those that no role holds from the start. Several roles can have the same."""
        return (*(measure for role in self.roles for measure in role.measures), *self.measures)

    def way_around(self, measure: str, language: Language) -> str | None:
        """How a measure can be met without helping anybody, in a few words; None where the bank does not say."""
        ways = (each.way_around for each in self.every_measure if each.id == measure)
        return next((way[language] for way in ways if way), None)

    def assumes(self, measure: str, ease: float, effects: Mapping[str, float] | None = None) -> bool:
        """Whether the bank says that a measure is this easy to meet without helping, 0 to 1, and what that does.

        `effects` are those that meeting it so has on some elements, -2 to 2; others are not compared.
        """
        ways = (each.shortcut for each in self.every_measure if each.id == measure and each.shortcut)
        return any(way.ease == ease and (effects or {}).items() <= way.shortcut_effects.items() for way in ways)

    def why_harder(self, source: str, measure: str, on: str, language: Language) -> str | None:
        """Why a measure makes it harder for the role `on`, in a clause; None where the bank does not say that it does.

        As with the effect itself, what is said of another role with this measure holds for `source`, too.
        """
        found = (c for c in self.cross_effects if c.on == on and c.value < 0 and c.because)
        fitting = [c for c in found if c.measure == measure or (c.measure is None and c.source == source)]
        nearest = min(fitting, key=lambda cross: cross.source != source, default=None)
        return nearest.because[language] if nearest and nearest.because else None

    @property
    def differs_by_organisation(self) -> bool:
        """Whether some roles or measures are only for some kinds of organisation."""
        return any(role.fits for role in self.roles) or any(measure.fits for measure in self.measures)

    def with_extra(self, ids: Collection[str] | None = None) -> IncentiveLibrary:
        """The library as if these extra roles were like any other; all of them where no ids are given."""
        chosen = {role.id for role in self.roles if role.extra and (ids is None or role.id in ids)}
        roles = (role.model_copy(update={"extra": False}) if role.id in chosen else role for role in self.roles)
        return self.model_copy(update={"roles": tuple(roles)}) if chosen else self

    def fitting(self, organisation: Organisation | None) -> IncentiveLibrary:
        """The library with the roles for a kind of organisation, a company's if it is unknown; all where none fits.

        Extra roles are left out, and measures that no role holds where they are for other kinds, or typical only of
        other roles.
        """
        kind = organisation or "company"
        ordinary = tuple(role for role in self.roles if not role.extra) or self.roles
        roles = tuple(role for role in ordinary if not role.fits or kind in role.fits) or ordinary
        ids = {role.id for role in roles}
        measures = tuple(
            measure
            for measure in self.measures
            if (not measure.fits or kind in measure.fits) and (not measure.roles or ids.intersection(measure.roles))
        )
        crosses = tuple(cross for cross in self.cross_effects if {cross.source, cross.on} <= ids)
        return self.model_copy(update={"roles": roles, "measures": measures, "cross_effects": crosses})
