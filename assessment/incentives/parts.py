"""The parts of a map: elements, roles, measures, and the measures' effects on other roles."""

from __future__ import annotations

import re
from collections.abc import Collection, ItemsView, Mapping
from datetime import date
from statistics import fmean
from typing import Annotated, Any, Final, Literal, Protocol, TypeVar

from pydantic import AfterValidator, ConfigDict, Field, PlainValidator, StrictBool, StringConstraints

from assessment.instrument import (
    MAX_CROSS_EFFECTS,
    MAX_ELEMENTS,
    MAX_MEASURES,
    MAX_ROLES,
    Amount,
    Label,
    Language,
    LibraryMeasure,
    MeasureDirection,
    OfferedMeasure,
    Part,
    Share,
)
from assessment.reading import unfit

STRONGEST: Final = 5
MAX_DECISIONS: Final = MAX_ROLES * (MAX_ROLES - 1) // 2
LONGEST_DECISION: Final = 500
FIRST_DAY: Final = date(2000, 1, 1)  # Of a decision, as is the last one.
LAST_DAY: Final = date(2199, 12, 31)
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")

# An id in a map is any short text, such as "kundtjänst" or "head of IT".
MapId = Annotated[str, StringConstraints(strict=True, pattern=r"^\S(?:.{0,58}\S)?$")]
# The scale has five steps; values between them are means of two people's ratings.
Effect = Annotated[float, Field(strict=True, ge=-2, le=2)]
Effects = Mapping[str, float]

K = TypeVar("K", "Measure", "Role")
Way = Literal["effects", "root", "shortcut"]


class NoSuchPart(LookupError):
    """A role or a measure that a map does not have, or no longer has."""


class _Labelled(Part):
    """Anything with an id and, in one language or both, a name to show."""

    en: Label | None = None
    sv: Label | None = None

    def label(self, language: Language) -> str | None:
        """The name in that language, else in the other; None when it has none."""
        return _named(self.en, self.sv, language)


def _named(english: str | None, swedish: str | None, language: Language) -> str | None:
    return (swedish or english) if language == "sv" else (english or swedish)


class Element(_Labelled):
    """One observable part of the agreed customer experience. `weight` is relative to the other elements.

    An element of weight 0 is not part of what is agreed: its pulls are shown, but it causes no warnings.
    """

    id: MapId
    weight: Amount


class Shortcut(Part):
    """A way to meet a measure without helping the customer, beside the way that removes the root cause.

    `ease` is from 0, impossible, to 1, very easy. The labels name the two ways.
    """

    ease: Share
    root_effects: dict[MapId, Effect] = Field(default_factory=dict)
    shortcut_effects: dict[MapId, Effect] = Field(default_factory=dict)
    root_en: Label | None = None
    root_sv: Label | None = None
    shortcut_en: Label | None = None
    shortcut_sv: Label | None = None

    @property
    def is_told_apart(self) -> bool:
        """Whether the two ways differ in an effect; as long as they do not, nobody has said what the shortcut does."""
        root, shortcut = self.root_effects, self.shortcut_effects
        return any(root.get(element, 0.0) != shortcut.get(element, 0.0) for element in root | shortcut)

    def label(self, way: Way, language: Language) -> str | None:
        """The name of one of the two ways in that language, else in the other; None when it has none."""
        names = (self.root_en, self.root_sv) if way == "root" else (self.shortcut_en, self.shortcut_sv)
        return _named(*names, language)

    def alone_harms(self, elements: Collection[str]) -> bool:
        """Whether it counts, and harms any of these elements, which removing the cause does not."""
        root, shortcut = self.root_effects, self.shortcut_effects
        return self.ease > 0 and any(shortcut.get(each, 0.0) < 0 <= root.get(each, 0.0) for each in elements)


class Measure(_Labelled):
    """Something a role is rewarded for, and the effect on each element of doing everything to improve it, -2 to +2.

    `share` is relative to the role's other measures. Effects are rated for success on the measure, so `direction` is
    only shown. A missing effect is 0, and a `shortcut` replaces the effects. `proposed` marks a suggestion, which
    counts nowhere until it is kept.
    """

    id: MapId | None = None
    direction: MeasureDirection | None = None
    share: Amount
    effects: dict[MapId, Effect] = Field(default_factory=dict)
    shortcut: Shortcut | None = None
    proposed: StrictBool = False

    def kept(self) -> Measure:
        """The same measure, confirmed."""
        return keep(self)

    @property
    def has_effect(self) -> bool:
        """Whether it does anything to any element."""
        return any(effect for effects in self._ways for effect in effects.values())

    @property
    def is_described(self) -> bool:
        """Whether anybody has said what it does to any element, even that it does nothing."""
        return any(self._ways)

    def says_of(self, element: str) -> bool:
        """Whether anybody has said what it does to this element, even that it does nothing."""
        return any(element in effects for effects in self._ways)

    @property
    def _ways(self) -> tuple[Effects, ...]:
        """The effects of each way to meet it: two with a shortcut."""
        return (self.shortcut.root_effects, self.shortcut.shortcut_effects) if self.shortcut else (self.effects,)

    def effect_on(self, element: str) -> float:
        """The effect of success on this measure on an element, -2 to 2."""
        if self.shortcut is None:
            return self.effects.get(element, 0.0)
        ease, root, short = self.shortcut.ease, self.shortcut.root_effects, self.shortcut.shortcut_effects
        return (1 - ease) * root.get(element, 0.0) + ease * short.get(element, 0.0)

    def moves(self, elements: Collection[str]) -> tuple[object, ...]:
        """What it does to these elements, each way by itself, with the ease of the shortcut; comparable."""
        told = [{element: way[element] for element in elements if way.get(element)} for way in self._ways]
        return (self.shortcut.ease if self.shortcut else None, *told)

    def with_effect(self, element: str, value: float, way: Way = "effects") -> Measure:
        """The same measure with this effect on an element; with a shortcut, `way` is the one that has it."""
        if way == "effects" or self.shortcut is None:
            return self.model_copy(update={"effects": {**self.effects, element: value}})
        key = f"{way}_effects"
        changed = {**getattr(self.shortcut, key), element: value}
        return self.model_copy(update={"shortcut": self.shortcut.model_copy(update={key: changed})})

    @property
    def has_shortcut(self) -> bool:
        """Whether it can be met without helping the customer at all."""
        return self.shortcut is not None and self.shortcut.ease > 0

    def with_ease(self, ease: float) -> Measure:
        """The same measure with this ease of meeting it without helping the customer, 0 to 1.

        A measure without a shortcut gets one: both ways begin with today's effects, so that marking a measure as easy
        to meet changes no score until the effects of the shortcut are entered.
        """
        both = {"root_effects": dict(self.effects), "shortcut_effects": dict(self.effects)}
        shortcut = self.shortcut or Shortcut(ease=ease, **both)
        return self.model_copy(update={"shortcut": shortcut.model_copy(update={"ease": ease})})


class Role(_Labelled):
    """A role and its measures. `influence` is relative to the other roles; a role without measures has no pull.

    `proposed` marks a suggestion: the role and all its measures count nowhere until it is kept. A change of a measure
    keeps the role and that measure. Another name keeps nothing, and neither does removing a measure.
    """

    model_config = ConfigDict(populate_by_name=True)

    id: MapId
    influence: Amount = 1
    measures: Annotated[tuple[Measure, ...], Field(max_length=MAX_MEASURES, alias="metrics")] = ()
    proposed: StrictBool = False

    @property
    def has_suggestions(self) -> bool:
        """Whether the role or one of its measures is a suggestion."""
        return self.proposed or any(measure.proposed for measure in self.measures)

    def kept(self) -> Role:
        """The role confirmed with all its measures."""
        return keep(self.model_copy(update={"measures": tuple(measure.kept() for measure in self.measures)}))

    def keeping(self, key: str) -> Role:
        """The role confirmed with the measure of this key; other measures do not change. Raises NoSuchPart."""
        return self.with_measure(key, self.measure(key))

    def confirmed(self) -> Role:
        """The role with only its confirmed measures."""
        if not any(measure.proposed for measure in self.measures):
            return self
        return self.model_copy(update={"measures": tuple(m for m in self.measures if not m.proposed)})

    def strength(self, measure: Measure) -> int:
        """How strongly a measure is rewarded, 1 to STRONGEST.

        Shares that already are such steps are returned as they are, others in proportion to the strongest.
        """
        shares = [known.share for known in self.measures]
        # The only measure of a role counts as the strongest, unless its share is a step other than 1.
        if shares != [1] and all(share in range(1, STRONGEST + 1) for share in shares):
            return int(measure.share)
        most = max(shares, default=0.0)
        return max(1, round(STRONGEST * measure.share / most)) if most else 1

    def named(self, name: str) -> Role:
        """The role with another name, the same in both languages. Renaming a suggestion does not keep it."""
        return self.model_copy(update={"en": name, "sv": name})

    def measure(self, key: str) -> Measure:
        """The measure of this key. Raises NoSuchPart."""
        return dict(self._having(key))[key]

    def with_strength(self, key: str, strength: int) -> Role:
        """The role with the measure of this key rewarded this strongly and the others unchanged, all in steps.

        Raises NoSuchPart.
        """
        steps = {name: strength if name == key else self.strength(m) for name, m in self._having(key)}
        return self._with(steps).keeping(key)

    def with_measure(self, key: str, measure: Measure) -> Role:
        """The role with this measure, confirmed, in place of the one with that key. Raises NoSuchPart."""
        known = dict(self._having(key)) | {key: measure.kept()}
        return keep(self.model_copy(update={"measures": tuple(known.values())}))

    def without_measure(self, key: str) -> Role:
        """The role without the measure of this key. Raises NoSuchPart."""
        return self.model_copy(update={"measures": tuple(m for name, m in self._having(key) if name != key)})

    def adding(self, measure: Measure) -> Role:
        """The role with one more measure, rewarded as strongly as possible; the others turned into steps.

        A proposed measure stays a suggestion, and then the role does too.
        """
        steps = self._with({name: self.strength(m) for name, m in self.measures_by_key.items()})
        added = measure.model_copy(update={"share": STRONGEST})
        changed = self.model_copy(update={"measures": (*steps.measures, added)})
        return changed if measure.proposed else keep(changed)

    def adding_equally(self, measure: Measure) -> Role:
        """The role with one more measure that is an equal part of the whole: with the mean of the others' shares."""
        shares = [known.share for known in self.measures if not known.proposed]
        share = fmean(shares) if any(shares) else 1.0
        added = measure.kept().model_copy(update={"share": share})
        return keep(self.model_copy(update={"measures": (*self.measures, added)}))

    def exchanging(self, key: str, measure: Measure) -> Role:
        """The role with this measure, confirmed, in place of the one of that key, with its share. Raises NoSuchPart."""
        return self.with_measure(key, measure.model_copy(update={"share": self.measure(key).share}))

    def _having(self, key: str) -> ItemsView[str, Measure]:
        if key not in self.measures_by_key:
            raise NoSuchPart(key)
        return self.measures_by_key.items()

    def _with(self, shares: Mapping[str, int]) -> Role:
        changed = (m.model_copy(update={"share": shares[name]}) for name, m in self.measures_by_key.items())
        return self.model_copy(update={"measures": tuple(changed)})

    @property
    def measures_by_key(self) -> dict[str, Measure]:
        """The measures by id; one without an id by its place, such as " 1", which cannot be an id."""
        return {measure.id or f" {place}": measure for place, measure in enumerate(self.measures, start=1)}

    @property
    def rewarded(self) -> dict[str, Measure]:
        """The measures with a share above 0, by their key as in `measures_by_key`, largest share first."""
        shared = [(key, measure) for key, measure in self.measures_by_key.items() if measure.share > 0]
        return dict(sorted(shared, key=lambda entry: -entry[1].share))

    @property
    def weight_alone(self) -> tuple[str, ...]:
        """The keys of confirmed measures without an effect on any element, which take weight from the role's others."""
        if len(self.measures) == 1:
            return ()
        counting = {key: measure for key, measure in self.measures_by_key.items() if not measure.proposed}
        return tuple(key for key, measure in counting.items() if measure.share > 0 and not measure.has_effect)

    def moving(self, elements: Collection[str], way: Literal[1, -1]) -> tuple[str, ...]:
        """The keys of rewarded measures that move any of the elements up or down, largest share first."""
        return tuple(
            key
            for key, measure in self.rewarded.items()
            if any(way * measure.effect_on(element) > 0 for element in elements)
        )


class Proposals(Protocol):
    """What is proposed for the measures of a map: by the library, or by another map."""

    @property
    def measures(self) -> Mapping[str, Measure]:
        """The measures by their ids."""

    def effects_of(self, measure: str) -> Mapping[str, float]:
        """The effects of a measure on roles, by the roles' ids."""


class CrossEffect(Part):
    """The effect of a measure of the role `source` on the chance of the role `on` to reach its own, -2 to +2.

    With a `measure` it counts by that measure's share and goes when the measure goes. Without one it applies to
    everything the role is rewarded for, and counts in full.
    """

    source: MapId
    on: MapId
    value: Effect
    measure: MapId | None = None


def _written(text: str) -> str:
    """A text as it is written, spaces included, unless it is nothing but spaces. Raises as a validator does."""
    if not text.strip():
        raise unfit("some words")
    return text


def _day(value: object) -> date:
    """A day as files write it, 2026-11-28. Raises as a validator does."""
    try:
        # Python itself also takes 20261128 and 2026-W48-6.
        found = date.fromisoformat(value) if isinstance(value, str) and _DAY.fullmatch(value) else value
    except ValueError:
        found = None
    if not isinstance(found, date) or not FIRST_DAY <= found <= LAST_DAY:
        raise unfit(f"a day from {FIRST_DAY} to {LAST_DAY}, such as 2026-11-28")
    return found


class Decision(Part):
    """What is decided about the clash of two roles: `measure` says in free words which measure applies when.

    `day` is the day from which it applies. `reopened` when what either role is rewarded for has changed since: then
    the clash is undecided again, and the words are kept for whoever decides anew.
    """

    a: MapId
    b: MapId
    measure: Annotated[
        str, StringConstraints(strict=True, min_length=1, max_length=LONGEST_DECISION), AfterValidator(_written)
    ]
    day: Annotated[date, PlainValidator(_day)]
    reopened: StrictBool = False

    @property
    def pair(self) -> frozenset[str]:
        """The ids of the two roles, which have no order."""
        return frozenset((self.a, self.b))

    def opened_again(self) -> Decision:
        """The same decision, no longer in force."""
        return self.model_copy(update={"reopened": True})


class MapParts(Part):
    """The keys and values of a map, each valid by itself; IncentiveMap checks whether they fit together."""

    elements: Annotated[tuple[Element, ...], Field(max_length=MAX_ELEMENTS)] = ()
    roles: Annotated[tuple[Role, ...], Field(max_length=MAX_ROLES)] = ()
    cross_effects: Annotated[tuple[CrossEffect, ...], Field(max_length=MAX_CROSS_EFFECTS)] = ()
    decisions: Annotated[tuple[Decision, ...], Field(max_length=MAX_DECISIONS)] = ()


class MapFile(MapParts):
    """A stand-alone map file: it must list its elements itself."""

    elements: Annotated[tuple[Element, ...], Field(min_length=1, max_length=MAX_ELEMENTS)]
    roles: Annotated[tuple[Role, ...], Field(min_length=1, max_length=MAX_ROLES)]


def as_in_a_map(measure: LibraryMeasure | OfferedMeasure) -> dict[str, Any]:
    """A measure of the question bank as a map has it."""
    document = measure.model_dump(exclude={"fits", "roles", "suits", "without_helping"}, exclude_none=True)
    if shortcut := document.get("shortcut"):
        for way in ("root", "shortcut"):
            shortcut |= {f"{way}_{language}": text for language, text in shortcut.pop(way).items()}
    return document


def keep(part: K) -> K:
    """The same role or measure, confirmed: without `proposed`."""
    if "proposed" not in part.model_fields_set:
        return part
    values = {name: value for name, value in part if name != "proposed"}
    return type(part).model_construct(part.model_fields_set - {"proposed"}, **values)
