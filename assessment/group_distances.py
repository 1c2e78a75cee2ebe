"""Which of the groups that are shown are far from each other, or one from all others; only shown figures count."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import permutations
from typing import Final, NamedTuple

from assessment.anonymity import LEAST_FOR_SPREAD, GroupFigure, ShownGroup, WholeFigure

_Figure = GroupFigure | WholeFigure
_FAR: Final = 20  # Points from which two groups, each rounded to five, are said to be far apart.
_FEWEST: Final = 3  # Of two groups, neither is on its own.


class GroupsApart(NamedTuple):
    """Two departments that are far apart, and the factors on which they are, the farthest first."""

    lower: ShownGroup
    higher: ShownGroup
    factors: tuple[str, ...]

    def figures(self, factor: str) -> tuple[GroupFigure, GroupFigure]:
        """What the lower and the higher one see of a factor."""
        return figure_of(self.lower, factor), figure_of(self.higher, factor)


class GroupAlone(NamedTuple):
    """A department that is far from every other, which are not far from each other, with less support or with more.

    `factors` are those on which it is so, the farthest first.
    """

    group: ShownGroup
    others: tuple[ShownGroup, ...]
    is_lower: bool
    factors: tuple[str, ...]

    @property
    def lower(self) -> ShownGroup | None:
        """The department, if it is the one with less support."""
        return self.group if self.is_lower else None

    def figures(self, factor: str) -> tuple[GroupFigure, list[GroupFigure]]:
        """What it sees of a factor, and what the others see, the least support first."""
        return figure_of(self.group, factor), [figure for _, figure in self.others_named(factor)]

    def others_named(self, factor: str) -> list[tuple[str, GroupFigure]]:
        """What each of the others, by its name, sees of a factor, the least support first."""
        named = [(each.name or "", figure_of(each, factor)) for each in self.others]
        return sorted(named, key=lambda each: each[1].mean or 0)


def figure_of(group: ShownGroup, factor: str) -> GroupFigure:
    """What a department sees of a factor."""
    return next(each for each in group.figures if each.factor == factor)


def distance_above(lower: _Figure, higher: _Figure) -> int | None:
    """How far the second figure is above the first at the least, below 0 where it is lower; None where not known.

    A bound counts as its number: what it leaves open would only be farther away.
    """
    if lower.mean is None or higher.mean is None or lower.bound == "over" or higher.bound == "under":
        return None
    return higher.mean - lower.mean


def clear_distance(lower: WholeFigure, higher: WholeFigure, limit: float) -> int | None:
    """How far the second of two rounds is above the first at the least; None where that is not clear.

    Clear is what is `limit` points, or with fewer than ten answers in either round as many as between groups.
    """
    distance, has_few = distance_above(lower, higher), min(lower.n, higher.n) < LEAST_FOR_SPREAD
    least = max(limit, _FAR) if has_few else limit
    return distance if distance is not None and distance >= least else None


def is_near(one: _Figure, other: _Figure, limit: float) -> bool:
    """Whether two figures are surely less than `limit` points apart, or the same bound."""
    if one.mean is None or other.mean is None:
        return False
    if one.bound or other.bound:
        return (one.mean, one.bound) == (other.mean, other.bound)
    return abs(one.mean - other.mean) < limit


def two_apart(groups: Sequence[ShownGroup]) -> GroupsApart | None:
    """The two that are far apart on the most factors, then by the most; None where none are."""
    found = [
        (len(far), sum(far.values()), GroupsApart(groups[lower], groups[higher], _farthest_first(far)))
        for (lower, higher), far in _pairs(groups).items()
    ]
    return max(found, key=lambda each: each[:2])[2] if found else None


def one_alone(groups: Sequence[ShownGroup]) -> GroupAlone | None:
    """The one that is far from all others on the most factors, then by the most; None where none is."""
    if len(groups) < _FEWEST:
        return None
    pairs = _pairs(groups)
    # Of each factor, how many pairs are far apart on it: where others are as well, more than those with the group.
    counted = Counter(factor for far in pairs.values() for factor in far)
    found: list[tuple[int, int, GroupAlone]] = []
    for at, group in enumerate(groups):
        others = [place for place in range(len(groups)) if place != at]
        for is_lower in (True, False):
            apart = [pairs.get((at, place) if is_lower else (place, at), {}) for place in others]
            far = {
                factor: min(pair[factor] for pair in apart)
                for factor in apart[0]
                if counted[factor] == len(others) and all(factor in pair for pair in apart)
            }
            if far:
                alone = GroupAlone(group, tuple(groups[each] for each in others), is_lower, _farthest_first(far))
                found.append((len(far), sum(far.values()), alone))
    return max(found, key=lambda each: each[:2])[2] if found else None


def far_factors(groups: Sequence[ShownGroup]) -> tuple[str, ...]:
    """The factors on which any two of them are far apart, the farthest first."""
    found: dict[str, int] = {}
    for far in _pairs(groups).values():
        for factor, distance in far.items():
            found[factor] = max(distance, found.get(factor, 0))
    return _farthest_first(found)


def _pairs(groups: Sequence[ShownGroup]) -> dict[tuple[int, int], dict[str, int]]:
    """The places of every lower and higher group that are far apart, with the factors on which they are."""
    pairs = permutations(range(len(groups)), 2)
    return {pair: far for pair in pairs if (far := _far(groups[pair[0]], groups[pair[1]]))}


def _far(lower: ShownGroup, higher: ShownGroup) -> dict[str, int]:
    """The factors on which the second group is far above the first, and how far at the least."""
    return {factor: distance for factor, distance in distances(lower.figures, higher.figures) if distance >= _FAR}


def distances(lower: Sequence[_Figure], higher: Sequence[_Figure]) -> Iterator[tuple[str, int]]:
    """How far the second of two is above the first at the least, on each factor of which that is known."""
    theirs = {figure.factor: figure for figure in higher}
    for one in lower:
        other = theirs.get(one.factor)
        if other is not None and (distance := distance_above(one, other)) is not None:
            yield one.factor, distance


def _farthest_first(far: dict[str, int]) -> tuple[str, ...]:
    return tuple(sorted(far, key=lambda factor: -far[factor]))
