"""What questions.yaml may contain.

The models are the only description of the file: the JSON Schema for editors is generated from them, and every value in
an Instrument is frozen. Ids never change and are never reused; wording may change. The method fixes the four factors,
the five points, the two columns and the four levels; of all other parts an author may leave out what is not needed.
"""

from __future__ import annotations

from functools import cached_property
from math import ceil
from typing import Annotated, Final, Literal

from pydantic import ConfigDict, Field, PrivateAttr, StrictBool, StrictInt, StringConstraints

from assessment.instrument.defaults import usual
from assessment.instrument.library import IncentiveLibrary
from assessment.instrument.parts import ORGANISATIONS, Id, Language, Organisation, Part, RuleId, Text, Wording
from assessment.instrument.variants import AdviceVariants, StatementVariants, Varied

_SHIPPED: Final = "drivkraft"

# Seconds it takes (method, section 2.3) to rate a statement for both behaviours, to rate one once, to say how much a
# factor matters, to pick the facets that matter most, and to choose the two behaviours.
_DUAL, _SINGLE, _TAP, _PICKS, _CHOICE = 12, 7, 4, 30, 60

FactorId = Literal["ability", "conditions", "external_rewards", "internal_rewards"]
ColumnId = Literal["current", "new"]
FormId = Literal["quick", "full"]
LevelId = Literal["blocks", "holds_back", "supports", "drives"]
QuadrantId = Literal["clash", "stuck", "ready", "idle"]
SpecialCode = Literal["dont_know", "not_applicable"]
# Who can carry out a piece of advice: one team, several managers together, or only those who lead the whole.
Reach = Literal["team", "management", "organisation"]

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
    "culture_last",
]


class ScalePoint(Text):
    """One labelled step of a scale."""

    value: Annotated[StrictInt, Field(ge=1, le=5)]


class SpecialAnswer(Text):
    """An answer that is not an amount: counted, never scored. `short` is what a narrow screen shows."""

    code: SpecialCode
    short: Text


class Scale(Part):
    """The five steps every statement is rated on, and the two answers beside them."""

    labels: Annotated[tuple[ScalePoint, ...], Field(min_length=5, max_length=5)] = Field(
        default_factory=usual("scale_labels", tuple[ScalePoint, ...])
    )
    special: Annotated[tuple[SpecialAnswer, ...], Field(min_length=2, max_length=2)] = Field(
        default_factory=usual("scale_special", tuple[SpecialAnswer, ...])
    )


class Column(Text):
    """Today's or the wanted behaviour; `short` is the one word shown before the behaviour itself."""

    id: ColumnId
    short: Text


class Importance(Part):
    """How much a factor (quick form) or facet (full form) matters. `text` contains the placeholder `{name}`."""

    default: Annotated[StrictInt, Field(ge=1, le=5)] = 3
    text: Text = Field(default_factory=usual("importance_text", Text))
    labels: Annotated[tuple[ScalePoint, ...], Field(min_length=5, max_length=5)] = Field(
        default_factory=usual("importance_labels", tuple[ScalePoint, ...])
    )


class BehaviourExample(Part):
    """A pair of observable sentences a leader can start from.

    It is offered to the kinds of organisation in `fits`, or to all.
    """

    id: Id
    fits: tuple[Organisation, ...] = ()
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

    quick: Form | None = None
    full: Form | None = None


class FactorName(Text):
    """The name of a factor; `plural` is whether it takes a verb in the plural ("rewards hold you back")."""

    plural: StrictBool | None = None

    @property
    def is_plural(self) -> bool:
        """Whether it is plural in English: as the bank says, else where it ends in one "s"."""
        return self.en.endswith("s") and not self.en.endswith("ss") if self.plural is None else self.plural


class Factor(Part):
    """One of the four factors. `holds_back` explains in plain words what it means that this one is the weakest."""

    id: FactorId
    name: FactorName
    description: Text | None = None
    holds_back: Text | None = None


class Facet(Part):
    """A part of a factor, scored only in the full form."""

    id: Id
    factor: FactorId
    name: Text


class Statement(Varied):
    """What a respondent rates. `reverse` marks a statement whose answers are reversed before scoring.

    A statement of the quick form belongs to the full form too.
    """

    id: Id
    facet: Id | None = None
    form: FormId = "quick"
    reverse: StrictBool = False
    text: Text
    help: Text | None = None
    variants: StatementVariants | None = None


class Item(Statement):
    """A statement of a factor, rated for both behaviours. An item of the quick form belongs to the full form too."""

    factor: FactorId


class ContextModule(Part):
    """A few statements about the surroundings, shown beside the factors and never part of them."""

    id: Id
    name: Text
    description: Text | None = None


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


class Recommendation(Varied):
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
    when: Wording | None = None
    priority: Annotated[StrictInt, Field(ge=0, le=100)] = 50
    reach: Reach = "team"
    sources: Annotated[tuple[Literal["S0", "S1", "S2", "S3", "S4"], ...], Field(alias="from")] = ()
    title: Text
    first: Text
    d30: Text | None = None
    d60: Text | None = None
    d90: Text | None = None
    caution: Text | None = None
    variants: AdviceVariants | None = None


class Suppression(Part):
    """What waits while rule `active` applies: advice on the factors in `hides` and their facets, and the `rules`."""

    active: RuleId
    hides: tuple[FactorId, ...] = ()
    rules: tuple[RuleId, ...] = ()


class Selection(Part):
    """How many recommendations are shown, and from which priority a cross-cutting one comes first."""

    max_shown: Annotated[StrictInt, Field(ge=1, le=10)] = 5
    cross_first_from: Annotated[StrictInt, Field(ge=0, le=100)] = 85
    suppression: tuple[Suppression, ...] = ()


class Instrument(Part):
    """The whole question bank: the only source of ids, order, wording and rules.

    `target` is the wanted score that gaps are measured from (method, section 3.6: T = 75 of 100 possible).
    """

    id: Id
    version: Annotated[str, StringConstraints(strict=True, pattern=r"^[0-9A-Za-z][0-9A-Za-z.\-]{0,19}$")]
    languages: Annotated[tuple[Language, ...], Field(min_length=1, max_length=2)]
    scale: Scale = Field(default_factory=Scale)
    columns: Annotated[tuple[Column, ...], Field(min_length=2, max_length=2)] = Field(
        default_factory=usual("columns", tuple[Column, ...])
    )
    instruction: Text = Field(default_factory=usual("instruction", Text))
    importance: Importance = Field(default_factory=Importance)
    behaviour_examples: Annotated[tuple[BehaviourExample, ...], Field(max_length=20)] = ()
    forms: Forms = Forms()
    factors: Annotated[tuple[Factor, ...], Field(min_length=4, max_length=4)]
    facets: Annotated[tuple[Facet, ...], Field(max_length=100)] = ()
    items: Annotated[tuple[Item, ...], Field(max_length=300)]
    context_modules: Annotated[tuple[ContextModule, ...], Field(max_length=20)] = ()
    context_items: Annotated[tuple[ContextItem, ...], Field(max_length=100)] = ()
    consistency_pairs: Annotated[tuple[tuple[Id, Id], ...], Field(max_length=50)] = ()
    target: Annotated[float, Field(gt=0, le=100)] = 75
    levels: Annotated[tuple[Level, ...], Field(min_length=4, max_length=4)] = Field(
        default_factory=usual("levels", tuple[Level, ...])
    )
    quadrants: Annotated[tuple[Quadrant, ...], Field(min_length=4, max_length=4)] = Field(
        default_factory=usual("quadrants", tuple[Quadrant, ...])
    )
    recommendations: Annotated[tuple[Recommendation, ...], Field(max_length=300)] = ()
    selection: Selection = Selection()
    incentives: IncentiveLibrary = Field(default_factory=IncentiveLibrary.nothing)

    # The bank that this one is the fitted copy of, see fitted_to().
    _common: Instrument | None = PrivateAttr(default=None)

    def __eq__(self, other: object) -> bool:
        """Whether both say the same. What is computed once is left aside: a fitted copy refers to its common bank."""
        if self is other or not isinstance(other, Instrument):
            return self is other
        return all(getattr(self, name) == getattr(other, name) for name in type(self).model_fields)

    def __hash__(self) -> int:
        """A quick hash, for caches that use the bank as a key; hashing all of it would take milliseconds."""
        return hash((self.id, self.version))

    @property
    def common(self) -> Instrument:
        """The bank as it stands in its file, with the words that are common to all kinds of organisation."""
        return self._common or self

    def fitted_to(self, organisation: Organisation | None) -> Instrument:
        """The bank with the statements and advice in the words for a kind of organisation; ids and rules stay.

        `common` gives the whole bank back. The common bank itself where no text differs.
        """
        return self.common if organisation is None else self.common._fitted[organisation]  # noqa: SLF001  # its own

    @property
    def offered_forms(self) -> tuple[FormId, ...]:
        """The forms a respondent can choose between: the full one only where it asks or shows more."""
        statements = (*self.items, *self.context_items)
        return ("quick", "full") if self.facets or any(one.form == "full" for one in statements) else ("quick",)

    @property
    def is_shipped(self) -> bool:
        """Whether it is the bank the app ships with, which its example belongs to."""
        return self.id == _SHIPPED

    @property
    def has_map(self) -> bool:
        """Whether the bank has an incentive map."""
        return bool(self.incentives.roles)

    @property
    def asks_importance(self) -> bool:
        """Whether respondents are asked how much a factor or facet matters: where the bank has that section."""
        return "importance" in self.model_fields_set

    @property
    def asks_about_experience(self) -> bool:
        """Whether anything depends on what is said about the agreed experience: a map, or advice to agree on it."""
        return self.has_map or self._advises_on("agree_cx_first")

    @property
    def asks_about_organisation(self) -> bool:
        """Whether anything depends on the kind of organisation: other words, or examples or roles that fit some."""
        varied = (*self.items, *self.context_items, *self.recommendations)
        fits = any(one.fits for one in self.behaviour_examples) or self.incentives.differs_by_organisation
        return fits or any(part.variants for part in varied)

    @property
    def asks_about_leading(self) -> bool:
        """Whether anything depends on what the respondent leads: advice that a team cannot carry out."""
        return any(rule.reach != "team" for rule in self.recommendations)

    @property
    def asks_about_rewards(self) -> bool:
        """Whether anything depends on whether a new reward is planned."""
        return self._advises_on("map_before_reward")

    def _advises_on(self, condition: ConditionId) -> bool:
        return any(rule.scope == "cross" and rule.target == condition for rule in self.recommendations)

    def in_language(self, wish: Language) -> Language:
        """The language to show the bank in: the one wished for if it has it, else its first."""
        return wish if wish in self.languages else self.languages[0]

    def minutes(self, form: FormId) -> int:
        """How long a form takes: as the bank says, else worked out from its length (method, section 2.3)."""
        said = self.forms.full if form == "full" else self.forms.quick
        if said is not None:
            return said.minutes
        asked_once = len(self.form_context(form))
        weighing = 0 if not self.asks_importance else _PICKS if form == "full" else _TAP * len(self.factors)
        return ceil((_CHOICE + _DUAL * len(self.form_items(form)) + _SINGLE * asked_once + weighing) / 60)

    def form_items(self, form: FormId) -> tuple[Item, ...]:
        """The items of a form in the order of the file; the full form has all of them."""
        return self.items if form == "full" else tuple(item for item in self.items if item.form == "quick")

    def form_context(self, form: FormId) -> tuple[ContextItem, ...]:
        """The context items that a form asks, in the order of the file; the full form asks all of them."""
        return tuple(item for item in self.context_items if form == "full" or item.form == "quick")

    def context_of(self, module_id: str, form: FormId) -> tuple[ContextItem, ...]:
        """The items a module is scored on: those its form asks, and all where it asks none of them."""
        asked = tuple(item for item in self.form_context(form) if item.module == module_id)
        return asked or tuple(item for item in self.context_items if item.module == module_id)

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

    @cached_property
    def _fitted(self) -> dict[Organisation, Instrument]:
        return {organisation: self._copy_for(organisation) for organisation in ORGANISATIONS}

    def _copy_for(self, organisation: Organisation) -> Instrument:
        varied = ("items", "context_items", "recommendations")
        texts = {name: tuple(part.fitted_to(organisation) for part in getattr(self, name)) for name in varied}
        if all(texts[name] == getattr(self, name) for name in varied):
            return self
        fields = {name: getattr(self, name) for name in type(self).model_fields}
        # Not model_copy(), which would copy what is computed once, too.
        fitted = type(self).model_construct(self.model_fields_set, **{**fields, **texts})
        fitted._common = self  # noqa: SLF001  # a bank like this one
        return fitted

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
