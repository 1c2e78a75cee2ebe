"""What questions.yaml may contain.

The models are the only description of the file: the JSON Schema for editors is generated from them, and every value in
an Instrument is frozen. Ids never change and are never reused; wording may change.
"""

from __future__ import annotations

from functools import cached_property
from typing import Annotated, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, StrictBool, StrictInt, StringConstraints

Language = Literal["en", "sv"]
LANGUAGES: Final[tuple[Language, ...]] = ("sv", "en")

Wording = Annotated[str, StringConstraints(strict=True, strip_whitespace=True, min_length=1, max_length=600)]
Id = Annotated[str, StringConstraints(strict=True, pattern=r"^[A-Za-z][A-Za-z0-9_]{0,39}$")]
RuleId = Annotated[str, StringConstraints(strict=True, pattern=r"^[FLX]-[A-Za-z0-9_-]{1,60}$")]
Share = Annotated[float, Field(strict=True, ge=0, le=1)]
# Relative to the others, and not so large that a sum of them overflows.
Amount = Annotated[float, Field(strict=True, ge=0, le=1e300)]
# The name of an element, a role, a measure or a way to meet one, in the bank and in every map.
Label = Annotated[str, StringConstraints(strict=True, strip_whitespace=True, min_length=1, max_length=200)]
# A bank proposes whole steps; a map may also have values between them.
WholeEffect = Annotated[StrictInt, Field(ge=-2, le=2)]

# Limits of a map, and so of what the bank may propose for one.
MAX_ELEMENTS: Final = 8  # More cannot be compared with each other, nor seen at once.
MAX_ROLES: Final = 40
MAX_MEASURES: Final = 12
MAX_CROSS_EFFECTS: Final = MAX_ROLES * (MAX_ROLES - 1)

MeasureDirection = Literal["maximise", "minimise", "hold"]
FactorId = Literal["ability", "conditions", "external_rewards", "internal_rewards"]
ColumnId = Literal["current", "new"]
FormId = Literal["quick", "full"]
LevelId = Literal["blocks", "holds_back", "supports", "drives"]
QuadrantId = Literal["clash", "stuck", "ready", "idle"]
SpecialCode = Literal["dont_know", "not_applicable"]

# A cross-cutting recommendation has one of these as its target; advice/conditions.py has a function for each.
ConditionId = Literal[
    "agree_cx_first",
    "map_before_reward",
    "map_todays_rewards",
    "today_wins",
    "clash_quadrant",
    "idle_quadrant",
    "ready_quadrant",
    "role_misaligned",
    "pairwise_clash",
    "orphan_element",
    "gameable_metric",
    "cx_role_paper_tiger",
    "tools_before_culture",
    "executive_first",
    "leader_more_positive",
    "team_more_positive",
    "low_trust",
    "link_engagement_customer",
    "many_dont_know",
    "two_camps",
    "single_respondent",
    "cost_spiral",
    "person_or_system",
    "helping_culture",
]


class Part(BaseModel):
    """Any part of the instrument: frozen, and without unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Text(Part):
    """One wording in both languages; `text["sv"]` picks one."""

    en: Wording
    sv: Wording

    def __getitem__(self, language: Language) -> str:
        return self.sv if language == "sv" else self.en


class ScalePoint(Text):
    """One labelled step of a scale."""

    value: Annotated[StrictInt, Field(ge=1, le=5)]


class SpecialAnswer(Text):
    """An answer that is not an amount: counted, never scored. `short` is what a narrow screen shows."""

    code: SpecialCode
    short: Text


class Scale(Part):
    """The five steps every statement is rated on, and the two answers beside them."""

    labels: Annotated[tuple[ScalePoint, ...], Field(min_length=5, max_length=5)]
    special: Annotated[tuple[SpecialAnswer, ...], Field(min_length=2, max_length=2)]


class Column(Text):
    """Today's or the wanted behaviour; `short` is the one word shown before the behaviour itself."""

    id: ColumnId
    short: Text


class Importance(Part):
    """How much a factor (quick form) or facet (full form) matters. `text` contains the placeholder `{name}`."""

    default: Annotated[StrictInt, Field(ge=1, le=5)]
    text: Text
    labels: Annotated[tuple[ScalePoint, ...], Field(min_length=5, max_length=5)]


class BehaviourExample(Part):
    """A pair of observable sentences a leader can start from."""

    id: Id
    current: Text
    new: Text

    def has(self, column: ColumnId, sentence: str) -> bool:
        """Whether a stored sentence is from this example, in either language.

        Apostrophes were straight before version 1.1 of the questions, and answers given then keep theirs.
        """
        text = self.current if column == "current" else self.new
        return sentence.replace("’", "'") in (text.en.replace("’", "'"), text.sv.replace("’", "'"))


class Form(Part):
    """How long a form takes; each item states which form it belongs to."""

    minutes: Annotated[StrictInt, Field(ge=1, le=60)]


class Forms(Part):
    """The two forms a respondent can choose between."""

    quick: Form
    full: Form


class Factor(Part):
    """One of the four factors. `holds_back` explains in plain words what it means that this one is the weakest."""

    id: FactorId
    name: Text
    description: Text
    holds_back: Text


class Facet(Part):
    """A part of a factor, scored only in the full form."""

    id: Id
    factor: FactorId
    name: Text


class Statement(Part):
    """What a respondent rates. `reverse` marks a statement whose answers are reversed before scoring."""

    id: Id
    facet: Id
    form: FormId
    reverse: StrictBool = False
    text: Text
    help: Text | None = None


class Item(Statement):
    """A statement of a factor, rated for both behaviours. An item of the quick form belongs to the full form too."""

    factor: FactorId


class ContextModule(Part):
    """A few statements about the surroundings, shown beside the factors and never part of them."""

    id: Id
    name: Text
    description: Text


class ContextItem(Statement):
    """A statement of a context module, rated once."""

    module: Id


class Level(Text):
    """A band of scores from `from` up to the next level; `pull` is its word for today's column."""

    model_config = ConfigDict(populate_by_name=True)

    id: LevelId
    lowest: Annotated[float, Field(ge=0, le=100, alias="from")]
    pull: Text


class Quadrant(Text):
    """What today's pull and the wanted support mean together."""

    id: QuadrantId


class Recommendation(Part):
    """One piece of advice.

    A factor or facet rule applies at its `levels`; `target` "*" is any facet, and its title may contain the placeholder
    `{facet}`. A cross-cutting rule's target is the name of a condition in advice/conditions.py. `when` documents the
    rule and is never evaluated; `from` names the articles it comes from.
    """

    model_config = ConfigDict(populate_by_name=True)

    id: RuleId
    scope: Literal["factor", "facet", "cross"]
    target: Annotated[str, StringConstraints(strict=True, pattern=r"^(\*|[a-z][a-z0-9_]{0,39})$")]
    levels: tuple[LevelId, ...] = ()
    when: Wording
    priority: Annotated[StrictInt, Field(ge=0, le=100)]
    sources: Annotated[tuple[Literal["S0", "S1", "S2", "S3", "S4"], ...], Field(alias="from")] = ()
    title: Text
    first: Text
    d30: Text
    d60: Text
    d90: Text
    caution: Text | None = None


class Suppression(Part):
    """What waits while rule `active` applies: advice on the factors in `hides` and their facets, and the `rules`."""

    active: RuleId
    hides: tuple[FactorId, ...]
    rules: tuple[RuleId, ...] = ()


class Selection(Part):
    """How many recommendations are shown, and from which priority a cross-cutting one comes first."""

    max_shown: Annotated[StrictInt, Field(ge=1, le=10)]
    cross_first_from: Annotated[StrictInt, Field(ge=0, le=100)]
    suppression: tuple[Suppression, ...] = ()


class EffectPoint(Text):
    """One step of the scale on which a measure helps or harms an element."""

    value: WholeEffect


# The library is what the bank proposes, as its author writes it: named in both languages, complete, with whole effects.
# A map's own parts may lack a name or an effect, and may be marked as suggestions. IncentiveMap.from_library() creates
# them from the library; the limits of a map hold for the library too.


class Name(Text):
    """The name of a part of a map in both languages."""

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


class LibraryMeasure(Name):
    """Something a role is rewarded for, and the effect of chasing it on each element (-2 to +2)."""

    id: Id
    direction: MeasureDirection
    share: Share
    effects: dict[Id, WholeEffect]
    shortcut: LibraryShortcut | None = None


class LibraryRole(Name):
    """A role with its typical measures."""

    model_config = ConfigDict(populate_by_name=True)

    id: Id
    influence: Amount = 1
    measures: Annotated[tuple[LibraryMeasure, ...], Field(max_length=MAX_MEASURES, alias="metrics")]


class LibraryCrossEffect(Part):
    """The effect of a measure of the role `source` on the chance of the role `on` to reach its own.

    Without a `measure` it applies to everything the role is rewarded for.
    """

    source: Id
    on: Id
    value: WholeEffect
    measure: Id | None = None


class IncentiveLibrary(Part):
    """Elements, roles and measures a leader can start the incentive map from."""

    question: Text
    shortcut_question: Text
    effect_scale: Annotated[tuple[EffectPoint, ...], Field(min_length=5, max_length=5)]
    elements: Annotated[tuple[LibraryElement, ...], Field(min_length=1, max_length=MAX_ELEMENTS)]
    roles: Annotated[tuple[LibraryRole, ...], Field(min_length=1, max_length=MAX_ROLES)]
    cross_effects: Annotated[tuple[LibraryCrossEffect, ...], Field(max_length=MAX_CROSS_EFFECTS)] = ()


class Instrument(Part):
    """The whole question bank: the only source of ids, order, wording and rules.

    `target` is the wanted score that gaps are measured from (method, section 3.6: T = 75 of 100 possible).
    """

    id: Id
    version: Annotated[str, StringConstraints(strict=True, pattern=r"^[0-9A-Za-z][0-9A-Za-z.\-]{0,19}$")]
    scale: Scale
    columns: Annotated[tuple[Column, ...], Field(min_length=2, max_length=2)]
    instruction: Text
    importance: Importance
    behaviour_examples: Annotated[tuple[BehaviourExample, ...], Field(max_length=20)]
    forms: Forms
    factors: Annotated[tuple[Factor, ...], Field(min_length=4, max_length=4)]
    facets: Annotated[tuple[Facet, ...], Field(max_length=100)]
    items: Annotated[tuple[Item, ...], Field(max_length=300)]
    context_modules: Annotated[tuple[ContextModule, ...], Field(max_length=20)]
    context_items: Annotated[tuple[ContextItem, ...], Field(max_length=100)]
    consistency_pairs: Annotated[tuple[tuple[Id, Id], ...], Field(max_length=50)] = ()
    target: Annotated[float, Field(gt=0, le=100)]
    levels: Annotated[tuple[Level, ...], Field(min_length=4, max_length=4)]
    quadrants: Annotated[tuple[Quadrant, ...], Field(min_length=4, max_length=4)]
    recommendations: Annotated[tuple[Recommendation, ...], Field(max_length=300)]
    selection: Selection
    incentives: IncentiveLibrary

    def __hash__(self) -> int:
        """A quick hash, for caches that use the bank as a key; hashing all of it would take milliseconds."""
        return hash((self.id, self.version))

    def form_items(self, form: FormId) -> tuple[Item, ...]:
        """The items of a form in the order of the file; the full form has all of them."""
        return self.items if form == "full" else tuple(item for item in self.items if item.form == "quick")

    def item(self, item_id: str) -> Item | None:
        """The item of this id, or None."""
        return self._items_by_id.get(item_id)

    def factor(self, factor_id: str) -> Factor | None:
        """The factor of this id, or None."""
        return self._factors_by_id.get(factor_id)

    def facet(self, facet_id: str) -> Facet | None:
        """The facet of this id, or None."""
        return self._facets_by_id.get(facet_id)

    def factor_of(self, part_id: str) -> str:
        """The factor that a facet belongs to; any other id is returned unchanged."""
        facet = self.facet(part_id)
        return facet.factor if facet else part_id

    # Computed once: scoring needs them for every answer.
    @cached_property
    def _items_by_id(self) -> dict[str, Item]:
        return {item.id: item for item in self.items}

    @cached_property
    def _factors_by_id(self) -> dict[str, Factor]:
        return {factor.id: factor for factor in self.factors}

    @cached_property
    def _facets_by_id(self) -> dict[str, Facet]:
        return {facet.id: facet for facet in self.facets}
