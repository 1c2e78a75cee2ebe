"""Answers in, scores out.

Every score is the percentage of maximum possible (PoMP) on 0 to 100, unrounded. Thresholds are compared after rounding
to 6 decimals. Formulas and rules are in the README, "How the scores work". Numbers such as (3.3) are sections of the
method.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from math import prod
from operator import itemgetter
from typing import Final, Literal, NamedTuple

from assessment.answers import Answers, Rating
from assessment.instrument import (
    ColumnId,
    FactorId,
    FormId,
    Instrument,
    LevelId,
    QuadrantId,
    Statement,
)
from assessment.rounding import at_least, rounded

SCORING_VERSION: Final = "1"

# The two factors on rewards also have a joint balance.
REWARDS: Final[tuple[FactorId, FactorId]] = ("external_rewards", "internal_rewards")

Verdict = Literal["current", "new", "contested"]

_POINTS: Final[Mapping[Rating | None, float]] = {1: 0.0, 2: 25.0, 3: 50.0, 4: 75.0, 5: 100.0}
_REVERSED: Final[Mapping[Rating | None, float]] = {1: 100.0, 2: 75.0, 3: 50.0, 4: 25.0, 5: 0.0}
_UNRATED: Final[Mapping[ColumnId, Rating]] = {}

LEAST_RESOLUTION: Final = 10.0  # Points: the smallest difference that counts, however many answers there are.
_STEP: Final = 25.0  # From one point of the scale to the next.
MOST_CONTRASTS: Final = 3
_MOST_CLEAREST: Final = 2
FLOOR: Final = 1.0  # Least value in the geometric mean, so that a single 0 does not make it 0 (3.3).
_MIDDLE: Final = 50.0  # The limit between the quadrants (3.5).


class ColumnScore(NamedTuple):
    """One column of a factor or facet. The missing-data rule may withhold `score` and `level`: then they are None.

    `valid` counts answers on the scale, `applicable` items not answered "not applicable", `items` those of the form.
    `dont_know_rate` is (don't know + unanswered) / applicable, None when nothing is applicable.
    """

    score: float | None
    valid: int
    applicable: int
    items: int
    dont_know_rate: float | None
    level: LevelId | None


class Balance(NamedTuple):
    """Today's pull against the wanted support, on the items answered in both columns (3.5).

    `difference` is new - current in -100 to 100; inside +-`resolution` the verdict is "contested".
    """

    current: float
    new: float
    difference: float
    pairs: int
    resolution: float
    verdict: Verdict
    quadrant: QuadrantId


class Priority(NamedTuple):
    """The gap from the wanted score to the target, weighted by importance (3.6). `score` is from 0 to the target."""

    importance: int
    gap: float
    score: float


class Score(NamedTuple):
    """A factor or a facet. `balance` and `priority` are each None when there are too few answers for them."""

    id: str
    current: ColumnScore
    new: ColumnScore
    balance: Balance | None
    priority: Priority | None

    @property
    def apart_on_pairs(self) -> float | None:
        """How far apart the balance, on items answered in both columns, puts them; None where the scores do, too."""
        balance, current, new = self.balance, self.current.score, self.new.score
        if balance is None or current is None or new is None:
            return None
        return None if rounded(balance.difference, 0) == rounded(new - current, 0) else abs(balance.difference)


class Overall(NamedTuple):
    """Geometric mean of the four wanted scores, their mean and minimum; None unless all four are known (3.3).

    `weakest` are the factors with the minimum. `named` are those in the headline, lowest first: the weakest, and those
    so close that two answers could change the order. `today` is the same mean of today's scores.
    """

    score: float | None
    mean: float | None
    minimum: float | None
    weakest: tuple[str, ...]
    named: tuple[str, ...]
    level: LevelId | None
    today: float | None = None


class ContextScore(NamedTuple):
    """A context module: rated once, shown beside the factors and never part of them (3.14)."""

    id: str
    score: float | None
    valid: int
    applicable: int
    items: int


class Granularity(NamedTuple):
    """How far a factor moves when one answer moves by one step, and the smallest difference that counts."""

    step: float
    difference: float


class Scores(NamedTuple):
    """All numbers of one respondent. `answered` and `cells` count rating cells of the form, both columns."""

    answered: int
    cells: int
    factors: tuple[Score, ...]
    facets: tuple[Score, ...]
    overall: Overall
    balance_total: float | None
    balance_rewards: float | None
    context: tuple[ContextScore, ...]

    @property
    def open_cells(self) -> int:
        """How many rating cells are unanswered."""
        return self.cells - self.answered

    @property
    def highest(self) -> float | None:
        """The highest wanted score of a factor; None when all are withheld."""
        return max((factor.new.score for factor in self.factors if factor.new.score is not None), default=None)

    @property
    def granularity(self) -> Granularity | None:
        """The granularity of the force balance with the fewest pairs; None without any balance."""
        pairs = min((factor.balance.pairs for factor in self.factors if factor.balance is not None), default=None)
        return None if pairs is None else Granularity(_STEP / pairs, 2 * _STEP / pairs)

    def factor(self, factor_id: str) -> Score:
        """The score of a factor; KeyError when the instrument has no such factor."""
        found = next((factor for factor in self.factors if factor.id == factor_id), None)
        if found is None:
            raise KeyError(factor_id)
        return found

    def facet(self, facet_id: str) -> Score | None:
        """The score of a facet; None in the quick form, and when the instrument has no such facet."""
        return next((facet for facet in self.facets if facet.id == facet_id), None)

    def context_score(self, module_id: str) -> float | None:
        """The score of a context module, None when withheld or when the instrument has no such module."""
        return next((module.score for module in self.context if module.id == module_id), None)


def score_answers(answers: Answers, instrument: Instrument) -> Scores:
    """Score one respondent on the form they chose."""
    prepared = _prepared(instrument, answers.form)
    factors = tuple([_score(group, answers, prepared, least=2) for group in prepared.factors])
    facets = tuple([_score(group, answers, prepared, least=1) for group in prepared.facets])
    return Scores(
        answered=_answered(answers.ratings, prepared.item_ids),
        cells=2 * len(prepared.item_ids),
        factors=factors,
        facets=facets,
        overall=_overall(factors, prepared),
        balance_total=_mean_balance(factors),
        balance_rewards=_mean_balance([factor for factor in factors if factor.id in REWARDS]),
        context=tuple([_context(group, answers.context) for group in prepared.context]),
    )


def resolution(pairs: int) -> float:
    """The smallest difference that counts, as much as two answers moved one step make: max(10, 50 / pairs) (3.5)."""
    return max(LEAST_RESOLUTION, 50 / pairs)


def points_by_step(item: Statement) -> Mapping[Rating | None, float]:
    """The points, 0 to 100, of each answer from 1 to 5; reversed for a reversed statement."""
    return _REVERSED if item.reverse else _POINTS


def total_verdict(scores: Scores) -> Verdict | None:
    """The behaviour that wins over all four factors, on all their pairs; None unless all four have a balance."""
    total, smallest = scores.balance_total, total_resolution(scores)
    return None if total is None or smallest is None else _verdict(total, smallest)


def total_resolution(scores: Scores) -> float | None:
    """The smallest mean difference with which a behaviour wins over all four factors; None without all balances."""
    pairs = sum([factor.balance.pairs for factor in scores.factors if factor.balance is not None])
    return None if scores.balance_total is None else resolution(pairs)


class _Group(NamedTuple):
    """The items of one factor, facet or module, each with the points of its answers."""

    id: str
    items: tuple[tuple[str, Mapping[Rating | None, float]], ...]


class _Prepared(NamedTuple):
    """What scoring needs from an instrument for one form. Made once, because that takes far longer than scoring."""

    item_ids: tuple[str, ...]
    factors: tuple[_Group, ...]
    facets: tuple[_Group, ...]
    context: tuple[_Group, ...]
    levels: tuple[tuple[float, LevelId], ...]
    target: float
    importance: int


@lru_cache(maxsize=16)
def _prepared(instrument: Instrument, form: FormId) -> _Prepared:
    items, facets = instrument.form_items(form), instrument.facets if form == "full" else ()
    return _Prepared(
        item_ids=tuple(item.id for item in items),
        factors=tuple(_group(factor.id, (i for i in items if i.factor == factor.id)) for factor in instrument.factors),
        facets=tuple(_group(facet.id, (i for i in items if i.facet == facet.id)) for facet in facets),
        context=tuple(
            _group(module.id, instrument.context_of(module.id, form)) for module in instrument.context_modules
        ),
        levels=tuple((level.lowest, level.id) for level in instrument.levels),
        target=instrument.target,
        importance=instrument.importance.default,
    )


def _group(part_id: str, items: Iterable[Statement]) -> _Group:
    return _Group(part_id, tuple((item.id, points_by_step(item)) for item in items))


def _score(group: _Group, answers: Answers, prepared: _Prepared, *, least: int) -> Score:
    """Score a factor (`least` 2 valid answers) or a facet (`least` 1), both columns in one pass over its items."""
    ratings = answers.ratings
    sum_current = sum_new = pair_current = pair_new = 0.0
    valid_current = valid_new = skipped_current = skipped_new = pairs = skipped_pairs = 0
    for item_id, points in group.items:
        rating = ratings.get(item_id, _UNRATED)
        current, new = rating.get("current"), rating.get("new")
        current_points, new_points = points.get(current), points.get(new)
        if current_points is not None:
            sum_current += current_points
            valid_current += 1
            if new_points is not None:
                pair_current += current_points
                pair_new += new_points
                pairs += 1
        if new_points is not None:
            sum_new += new_points
            valid_new += 1
        if current_points is None or new_points is None:
            passed = (current == "not_applicable", new == "not_applicable")
            skipped_current, skipped_new = skipped_current + passed[0], skipped_new + passed[1]
            skipped_pairs += any(passed)
    items = len(group.items)
    current_score = _column(sum_current, valid_current, items - skipped_current, items, least, None)
    new_score = _column(sum_new, valid_new, items - skipped_new, items, least, prepared.levels)
    enough_pairs = pairs >= needed(items - skipped_pairs, least)
    balanced = current_score.score is not None and new_score.score is not None and enough_pairs
    return Score(
        group.id,
        current_score,
        new_score,
        _balance(pair_current / pairs, pair_new / pairs, pairs) if balanced else None,
        None if new_score.score is None else _priority(new_score.score, answers.importance.get(group.id), prepared),
    )


def needed(applicable: int, least: int) -> int:
    """The missing-data rule (3.2): at least half of the applicable items, and at least `least`."""
    half = (applicable + 1) // 2
    return half if half > least else least  # noqa: FURB136  # max() takes five times as long


def _column(
    total: float, valid: int, applicable: int, items: int, least: int, levels: tuple[tuple[float, LevelId], ...] | None
) -> ColumnScore:
    rate = (applicable - valid) / applicable if applicable else None
    if valid < needed(applicable, least):
        return ColumnScore(None, valid, applicable, items, rate, None)
    score = total / valid
    return ColumnScore(score, valid, applicable, items, rate, None if levels is None else _level(score, levels))


def _level(score: float, levels: tuple[tuple[float, LevelId], ...]) -> LevelId:
    return levels[_rank(score, levels)][1]


def _rank(score: float, levels: tuple[tuple[float, LevelId], ...]) -> int:
    """The index of the level that a score reaches, from 0."""
    rank = 0
    while rank + 1 < len(levels) and at_least(score, levels[rank + 1][0]):
        rank += 1
    return rank


def _balance(current: float, new: float, pairs: int) -> Balance:
    difference, smallest = new - current, resolution(pairs)
    return Balance(current, new, difference, pairs, smallest, _verdict(difference, smallest), _quadrant(current, new))


def _verdict(difference: float, smallest: float) -> Verdict:
    if not at_least(abs(difference), smallest):
        return "contested"
    return "new" if difference > 0 else "current"


def _quadrant(current: float, new: float) -> QuadrantId:
    if at_least(current, _MIDDLE):
        return "clash" if at_least(new, _MIDDLE) else "stuck"
    return "ready" if at_least(new, _MIDDLE) else "idle"


def _priority(score: float, chosen: int | None, prepared: _Prepared) -> Priority:
    importance = prepared.importance if chosen is None else chosen
    gap = max(0.0, prepared.target - score)
    return Priority(importance, gap, importance / 5 * gap)


def _overall(factors: Sequence[Score], prepared: _Prepared) -> Overall:
    known = [factor.new.score for factor in factors if factor.new.score is not None]
    today = [factor.current.score for factor in factors if factor.current.score is not None]
    if len(known) < len(factors):
        return Overall(None, None, None, (), (), None)
    geometric = _geometric_mean(known)
    minimum = min(known)
    weakest = [factor for factor, score in zip(factors, known, strict=True) if at_least(minimum, score)]
    # A weak factor blocks: the overall level is at most one level above it.
    capped = min(_rank(geometric, prepared.levels), _rank(minimum, prepared.levels) + 1)
    return Overall(
        geometric,
        sum(known) / len(known),
        minimum,
        tuple([factor.id for factor in weakest]),
        _close_to_weakest(factors, weakest, minimum),
        prepared.levels[capped][1],
        _geometric_mean(today) if len(today) == len(factors) else None,
    )


def _geometric_mean(scores: Sequence[float]) -> float:
    """The geometric mean of one or more scores of 0 to 100, none of which counts as less than FLOOR (3.3)."""
    return prod([max(score, FLOOR) for score in scores]) ** (1 / len(scores))


def _close_to_weakest(factors: Sequence[Score], weakest: Sequence[Score], minimum: float) -> tuple[str, ...]:
    """The weakest factors and those close to one of them, lowest first.

    A factor is close when two answers, each moved by one step, could make up the difference.
    """
    fewest, close = min([factor.new.valid for factor in weakest]), []
    for factor in factors:
        score, valid = factor.new.score or 0.0, factor.new.valid
        if not at_least(score - minimum, 50 / min(valid, fewest)):
            close.append((round(score, 6), factor.id))
    return tuple([factor_id for _, factor_id in sorted(close, key=itemgetter(0))])


def _mean_balance(factors: Sequence[Score]) -> float | None:
    differences = [factor.balance.difference for factor in factors if factor.balance is not None]
    return sum(differences) / len(differences) if len(differences) == len(factors) else None


def _context(group: _Group, chosen: Mapping[str, Rating]) -> ContextScore:
    total, valid, skipped = 0.0, 0, 0
    for item_id, points in group.items:
        answer = chosen.get(item_id)
        value = points.get(answer)
        if value is not None:
            total += value
            valid += 1
        elif answer == "not_applicable":
            skipped += 1
    items = len(group.items)
    enough = valid >= needed(items - skipped, 1)
    return ContextScore(group.id, total / valid if enough else None, valid, items - skipped, items)


def _answered(ratings: Mapping[str, Mapping[ColumnId, Rating]], item_ids: tuple[str, ...]) -> int:
    return sum([len(ratings[item_id]) for item_id in item_ids if item_id in ratings])


class Contrast(NamedTuple):
    """A statement answered differently for the two behaviours. Answers are 1 to 5.

    `difference` is the points of the wanted behaviour minus those of today's, -100 to 100.
    """

    item_id: str
    current: int
    new: int
    difference: float


def widest_contrasts(
    answers: Answers, instrument: Instrument, most: int | None = MOST_CONTRASTS
) -> tuple[Contrast, ...]:
    """The statements of the form on which today and wanted differ most, in either direction, widest first.

    At most `most` of them, or all where that is None. Among equals, those that favour today's behaviour come first,
    then the order of the form. They are answers, not scores: one statement alone does not measure a facet.
    """
    found = []
    for item in instrument.form_items(answers.form):
        rating = answers.ratings.get(item.id, _UNRATED)
        current, new = rating.get("current"), rating.get("new")
        if isinstance(current, int) and isinstance(new, int) and current != new:
            points = points_by_step(item)
            found.append(Contrast(item.id, current, new, points[new] - points[current]))
    return tuple(sorted(found, key=lambda one: (-abs(one.difference), one.difference))[:most])


def clearest_contrasts(widest: Sequence[Contrast], scores: Scores, instrument: Instrument) -> tuple[Contrast, ...]:
    """Those of the `widest` that put today furthest ahead in a factor that the headline names: two, or more on a tie.

    Only by two steps or more: one step may be chance.
    """
    factors = {item.id: item.factor for item in instrument.items}
    ahead = [one for one in widest if one.difference <= -2 * _STEP and factors[one.item_id] in scores.overall.named]
    return tuple(one for one in ahead if one.difference <= ahead[:_MOST_CLEAREST][-1].difference)
