"""What changed between two assessments of a series or two versions of a map, and where two people's maps differ."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from math import ceil
from typing import Final, Literal, NamedTuple

from assessment.incentives import Clash, Element, IncentiveScores, Measure, Role
from assessment.instrument import ColumnId
from assessment.rounding import at_least, rounded
from assessment.scoring import LEAST_RESOLUTION, Balance, ColumnScore, Overall, Scores, Verdict, resolution
from assessment.statements import Answered, MovedAnswer

Movement = Literal["up", "down", "no_change"]

_WANTED_FIRST: Final[tuple[Verdict, ...]] = ("new", "contested", "current")
_STEP: Final = 25.0  # Points that an answer moves by in a step.
_DIFFERS_FROM: Final = 2.0
_MOST_CHANGES: Final = 8
_NAMED_CAUSES: Final = 2
_LEAST_ALIKE: Final = 6


class Change(NamedTuple):
    """One score before and now, 0 to 100; None where it is withheld, and then `movement` is None too.

    `movement` is "no_change" when the difference is smaller than `resolution`, the change that two answers can cause
    by moving one step each: max(10, 50 / k), as for the force balance, with k the smaller number of valid answers,
    which is `valid`.
    """

    earlier: float | None
    later: float | None
    difference: float | None
    resolution: float | None
    movement: Movement | None
    valid: int | None = None

    @property
    def has_moved(self) -> bool:
        """Whether the score is higher or lower than before by as much as counts."""
        return self.movement in ("up", "down")

    @property
    def is_clear(self) -> bool:
        """Whether it counts, and is more than two answers can cause by moving one step each: 50 / k points."""
        if not self.has_moved or self.difference is None:
            return False
        return not at_least(self.two_answers - abs(self.difference), 0)

    @property
    def two_answers(self) -> float:
        """By how much two answers change the score that move by one step each; 0 where no answer is valid."""
        return 2 * _STEP / self.valid if self.valid else 0.0

    @property
    def is_small(self) -> bool:
        """Whether the score differs by no more than what counts, or than two answers can cause by one step each."""
        return self.movement is not None and bool(self.points) and not self.is_clear

    @property
    def whole_points(self) -> int | None:
        """The whole number now less the whole number before, as whoever reads both would work it out."""
        if self.earlier is None or self.later is None:
            return None
        return int(rounded(self.later, 0) - rounded(self.earlier, 0))

    @property
    def points(self) -> int | None:
        """The whole points by which the score differs, in either direction."""
        return None if self.whole_points is None else abs(self.whole_points)


class FactorChange(NamedTuple):
    """A factor or facet of both assessments, in both columns."""

    id: str
    current: Change
    new: Change

    @property
    def moves_today_more(self) -> bool:
        """Whether today's score differs by more whole points than the wanted one."""
        return (self.current.points or 0) > (self.new.points or 0)


class Cause(NamedTuple):
    """Which answers moved the score of a factor for one behaviour, of those that moved it the way it went.

    A factor is a mean, so the answers that moved by the most `steps` moved it most. `most` is how many did, and `named`
    are these where they are one or two. `others` moved it the same way by fewer steps. `of` is how many statements have
    an answer on the scale in both assessments; where none of these moved it, `most` is 0, and it is others that count.
    """

    column: ColumnId
    is_up: bool
    steps: int
    most: int
    others: int
    of: int
    named: tuple[MovedAnswer, ...]


class Turn(NamedTuple):
    """A factor with another verdict than in the assessment before, and its balance now."""

    id: str
    before: Verdict
    now: Balance

    @property
    def is_worse(self) -> bool:
        """Whether the wanted behaviour stands worse than before."""
        return self.worsening > 0

    @property
    def worsening(self) -> int:
        """How many verdicts it is further from the wanted behaviour; below 0 when it has come closer."""
        return _WANTED_FIRST.index(self.now.verdict) - _WANTED_FIRST.index(self.before)


def compare_verdicts(earlier: Scores, later: Scores) -> tuple[Turn, ...]:
    """The factors whose verdict has changed, those that are worse for the wanted behaviour first."""
    before = {score.id: score.balance for score in earlier.factors}
    found = [
        Turn(score.id, was.verdict, score.balance)
        for score in later.factors
        if score.balance and (was := before.get(score.id)) and was.verdict != score.balance.verdict
    ]
    return tuple(sorted(found, key=lambda turn: -turn.worsening))


def compare_scores(earlier: Scores, later: Scores) -> tuple[FactorChange, ...]:
    """The factors of the later assessment, then its facets, each beside its earlier score; new ones have none."""
    before = {score.id: score for score in (*earlier.factors, *earlier.facets)}
    return tuple(
        FactorChange(
            score.id,
            _change(before[score.id].current if score.id in before else None, score.current),
            _change(before[score.id].new if score.id in before else None, score.new),
        )
        for score in (*later.factors, *later.facets)
    )


def grouped(
    changes: Sequence[FactorChange], better: Collection[str], worse: Collection[str]
) -> tuple[FactorChange, ...]:
    """The changes of factors that are better, then of those that are worse, then the rest.

    Within each group, what has moved most comes first; what has not moved comes last, the weakest first.
    """

    def place(change: FactorChange) -> tuple[float, ...]:
        group = 0 if change.id in better else 1 if change.id in worse else 2
        moved = change.new.has_moved
        return group, not moved, -abs(change.new.difference or 0.0) if moved else change.new.later or 0.0

    return tuple(sorted(changes, key=place))


def _change(earlier: ColumnScore | None, later: ColumnScore) -> Change:
    if earlier is None or earlier.score is None or later.score is None:
        return Change(earlier.score if earlier else None, later.score, None, None, None)
    difference = later.score - earlier.score
    valid = min(earlier.valid, later.valid)
    smallest = resolution(valid)
    movement: Movement = "no_change"
    if at_least(abs(difference) - smallest, 0):
        movement = "up" if difference > 0 else "down"
    return Change(earlier.score, later.score, difference, smallest, movement, valid)


def causes(change: FactorChange, before: Sequence[Answered], now: Sequence[Answered]) -> tuple[Cause, ...]:
    """What moved the scores of a factor, the wanted behaviour first; none for a score whose change is not clear.

    `before` and `now` are the same statements with the answers of two assessments.
    """
    pairs = [pair for pair in zip(before, now, strict=True) if change.id in (pair[1].item.factor, pair[1].item.facet)]
    columns: tuple[tuple[ColumnId, Change], ...] = (("new", change.new), ("current", change.current))
    return tuple(_cause(column, pairs, is_up=moved.movement == "up") for column, moved in columns if moved.is_clear)


def _cause(column: ColumnId, pairs: Sequence[tuple[Answered, Answered]], *, is_up: bool) -> Cause:
    way = 1 if is_up else -1
    known = [
        (round(way * (later - then) / _STEP), was, one)
        for was, one in pairs
        if (then := was.points(column)) is not None and (later := one.points(column)) is not None
    ]
    moved = [found for found in known if found[0] > 0]
    steps = max((steps for steps, _, _ in moved), default=0)
    most = [
        MovedAnswer(one.item, column, was.answer(column), one.answer(column)) for by, was, one in moved if by == steps
    ]
    named = tuple(most) if len(most) <= _NAMED_CAUSES else ()
    return Cause(column, is_up, steps, len(most), len(moved) - len(most), len(known), named)


class OneStep(NamedTuple):
    """How many of the wanted behaviour's answers that have moved, `alike` of `of`, went one way by exactly one step.

    `against` of them went the other way, by any number of steps.
    """

    way: Literal["up", "down"]
    alike: int
    of: int
    against: int

    @property
    def moved(self) -> int:
        """How many went that way, by any number of steps."""
        return self.of - self.against


def one_step(before: Sequence[Answered], now: Sequence[Answered]) -> OneStep | None:
    """Which way more than half of the answers that have moved went by exactly one step; None for fewer than six.

    `before` and `now` are the same statements with the answers of two assessments. Those on the wanted behaviour count;
    up is more support, also of a reversed statement. So many that move alike can also come from another way of judging.
    """
    steps = Counter(
        round((later - then) / _STEP)
        for was, one in zip(before, now, strict=True)
        if (then := was.points("new")) is not None and (later := one.points("new")) is not None and then != later
    )
    way, count = max((1, steps[1]), (-1, steps[-1]), key=lambda each: each[1])
    if count < _LEAST_ALIKE or 2 * count <= steps.total():
        return None
    against = sum(number for step, number in steps.items() if step * way < 0)
    return OneStep("up" if way > 0 else "down", count, steps.total(), against)


class TotalChange(NamedTuple):
    """What all four factors come to before and now, and which way it has gone by more than a small change, if any.

    `is_by_weak` where their plain mean has not gone that way, or is well above: a weak factor counts for more.
    """

    earlier: float
    later: float
    movement: Literal["up", "down"] | None
    is_by_weak: bool


def total_change(earlier: Overall, later: Overall, small: int) -> TotalChange | None:
    """How what all four factors come to has changed, where more than `small` points count; None where it is unknown."""
    if earlier.score is None or later.score is None or later.mean is None:
        return None
    movement = movement_beyond(earlier.score, later.score, small)
    is_apart = movement != movement_beyond(earlier.mean, later.mean, 0)
    is_far = at_least(later.mean - later.score, LEAST_RESOLUTION)
    return TotalChange(earlier.score, later.score, movement, movement is not None and (is_apart or is_far))


def movement_beyond(earlier: float | None, later: float | None, small: int) -> Literal["up", "down"] | None:
    """Which way a score has gone by more points than are called small, as whole numbers; None where it has not."""
    points = Change(earlier, later, None, None, None).whole_points or 0
    return None if abs(points) <= small else "up" if points > 0 else "down"


def largest_small(changes: Sequence[FactorChange]) -> int:
    """The largest change of these that is small, in whole points: two numbers 12.5 apart may be shown 13 apart."""
    known = [moved for change in changes for moved in (change.current, change.new) if moved.resolution is not None]
    return ceil(round(max((moved.resolution or 0.0 for moved in known), default=0.0), 6))


# Two maps -------------------------------------------------------------------------------------------------------------


class SharedCell(NamedTuple):
    """The effect of a role on an element in both maps, each -2 to 2; the ids are those of the first map.

    `measure` is None for the pull of the role as a whole, else the measure whose effect was rated.
    """

    role: str
    measure: str | None
    element: str
    one: float
    other: float


class MapComparison(NamedTuple):
    """Two people's maps of one organisation. `differing` are the cells that differ by 2 or more, widest first.

    `compared` is the number of cells of roles and elements that both have. `only_one` and `only_other` are the ids of
    the roles that the other does not have.
    """

    compared: int
    differing: tuple[SharedCell, ...]
    only_one: tuple[str, ...]
    only_other: tuple[str, ...]


def compare_maps(one: IncentiveScores, other: IncentiveScores) -> MapComparison:
    """Compare two maps, pull by pull and rating by rating (method, section 4, limits).

    Roles, elements and measures match by id, else by label. When a role has one measure in both maps, its rating is
    the pull and is not listed twice.
    """
    mine, theirs = ({role.id: role for role in scores.map.roles} for scores in (one, other))
    pulls, pulls_there = ({role.id: role.pulls for role in scores.roles} for scores in (one, other))
    roles = _same(mine, theirs)
    elements = _same({e.id: e for e in one.map.elements}, {e.id: e for e in other.map.elements})
    cells: list[SharedCell] = []
    for role, role_there in roles.items():
        for element, element_there in elements.items():
            pull, pull_there = pulls[role][element], pulls_there[role_there][element_there]
            cells.append(SharedCell(role, None, element, pull, pull_there))
        rated, rated_there = mine[role].measures_by_key, theirs[role_there].measures_by_key
        if len(rated) == len(rated_there) == 1:
            continue
        for name, name_there in _same(rated, rated_there).items():
            for element, element_there in elements.items():
                effect, effect_there = rated[name].effect_on(element), rated_there[name_there].effect_on(element_there)
                cells.append(SharedCell(role, name, element, effect, effect_there))
    differing = [cell for cell in cells if at_least(abs(cell.one - cell.other), _DIFFERS_FROM)]
    return MapComparison(
        compared=len(roles) * len(elements),
        differing=tuple(sorted(differing, key=lambda cell: -round(abs(cell.one - cell.other), 6))),
        only_one=tuple(role for role in mine if role not in roles),
        only_other=tuple(role for role in theirs if role not in roles.values()),
    )


def _same(one: Mapping[str, Role | Element | Measure], other: Mapping[str, Role | Element | Measure]) -> dict[str, str]:
    """Match the parts of two maps by id, then by label: ids of the first map to those of the second."""
    found = {name: name for name, part in one.items() if part.id is not None and part.id in other}
    called = {label: name for name, part in other.items() if name not in found.values() for label in _labels(part)}
    for name, part in one.items():
        if name not in found:
            same = next((called[label] for label in sorted(_labels(part)) if label in called), None)
            if same is not None and same not in found.values():
                found[name] = same
    return {name: found[name] for name in one if name in found}


def _labels(part: Role | Element | Measure) -> set[str]:
    return {label.casefold() for label in (part.en, part.sv) if label}


# Two versions of a map ------------------------------------------------------------------------------------------------


class ClashChange(NamedTuple):
    """Two roles and their clash, 0 to 100, in one version of a map and in another; 0 where they do not clash.

    `a` comes before `b` in the later version where both roles are in it, else in the earlier one.
    """

    a: str
    b: str
    before: float
    after: float


class ClashChanges(NamedTuple):
    """At most 8 pairs of roles whose whole number differs, the largest change first, and how many more there are."""

    largest: tuple[ClashChange, ...]
    further: int


def compare_clashes(before: IncentiveScores | None, after: IncentiveScores | None) -> ClashChanges:
    """Compare the clashes of two versions of a map, by whole numbers.

    A role that one of them lacks clashes with nobody there.
    """
    then, now = _clashes(before), _clashes(after)
    found = [
        ClashChange(*_in_order(pair, before, after), then.get(pair, 0.0), now.get(pair, 0.0)) for pair in then | now
    ]
    changed = sorted((each for each in found if _whole_rise(each)), key=lambda change: -abs(_whole_rise(change)))
    return ClashChanges(tuple(changed[:_MOST_CHANGES]), max(0, len(changed) - _MOST_CHANGES))


class CarriedClash(NamedTuple):
    """A clash as large as before although a measure that caused it is removed; and the measures that cause it now.

    Each measure is its role and its key.
    """

    clash: Clash
    causes: tuple[tuple[str, str], ...]


def carried_clashes(before: IncentiveScores | None, after: IncentiveScores | None) -> tuple[CarriedClash, ...]:
    """The clashes that other measures cause as much as before, after one of their measures is removed.

    The causes are those of the role that has lost a measure, or else all.
    """
    if before is None or after is None:
        return ()
    earlier = {frozenset((clash.a, clash.b)): clash for clash in before.clashes}
    kept = {(role.id, key) for role in after.map.roles for key in role.measures_by_key}
    found = []
    for pair, clash in ((frozenset((clash.a, clash.b)), clash) for clash in after.clashes):
        if pair not in earlier or rounded(earlier[pair].clash, 0) != rounded(clash.clash, 0):
            continue
        losing = {cause[0] for cause in before.causes(earlier[pair]) if cause not in kept}
        causes = tuple(dict.fromkeys(after.causes(clash)))
        if losing and causes:
            found.append(CarriedClash(clash, tuple(cause for cause in causes if cause[0] in losing) or causes))
    return tuple(found)


def _clashes(scores: IncentiveScores | None) -> dict[frozenset[str], float]:
    """The clashes by their two roles."""
    return {frozenset((clash.a, clash.b)): clash.clash for clash in (scores.clashes if scores else ())}


def _whole_rise(change: ClashChange) -> int:
    return int(rounded(change.after, 0) - rounded(change.before, 0))


def _in_order(pair: frozenset[str], before: IncentiveScores | None, after: IncentiveScores | None) -> tuple[str, str]:
    """Two roles in the order of the later version where it has both, else of the earlier one."""
    ordered = ([role.id for role in scores.map.roles if role.id in pair] for scores in (after, before) if scores)
    one, other = next(roles for roles in ordered if len(roles) == len(pair))
    return one, other
