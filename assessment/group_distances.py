"""Which of the groups that are shown are far from each other, or one from all others; only shown figures count."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import permutations
from typing import Final, NamedTuple

from assessment.anonymity import GroupFigure, ShownGroup

_FAR: Final = 20  # Points from which two groups, each rounded to five, are said to be far apart.
_FEWEST: Final = 3  # Of two groups, neither is on its own.


class GroupsApart(NamedTuple):
    """Two departments that are far apart, and the factors on which they are, the farthest first."""

    lower: ShownGroup
    higher: ShownGroup
    factors: tuple[str, ...]

    def figures(self, factor: str) -> tuple[GroupFigure, GroupFigure]:
        """What the lower and the higher one see of a factor."""
        return _figure(self.lower, factor), _figure(self.higher, factor)


class GroupAlone(NamedTuple):
    """A department that is far from every other, which are not far from each other, with less support or with more.

    `factors` are those on which it is so, the farthest first.
    """

    group: ShownGroup
    others: tuple[ShownGroup, ...]
    is_lower: bool
    factors: tuple[str, ...]

    def figures(self, factor: str) -> tuple[GroupFigure, list[GroupFigure]]:
        """What it sees of a factor, and what the others see, the least support first."""
        others = sorted((_figure(each, factor) for each in self.others), key=lambda each: each.mean or 0)
        return _figure(self.group, factor), others


def two_apart(groups: Sequence[ShownGroup]) -> GroupsApart | None:
    """The two that are far apart on the most factors, then by the most; None where none are."""
    found: list[tuple[int, int, GroupsApart]] = []
    for lower, higher in permutations(groups, 2):
        if far := _far(lower, higher):
            found.append((len(far), sum(far.values()), GroupsApart(lower, higher, _farthest_first(far))))
    return max(found, key=lambda each: each[:2])[2] if found else None


def one_alone(groups: Sequence[ShownGroup]) -> GroupAlone | None:
    """The one that is far from all others on the most factors, then by the most; None where none is."""
    found: list[tuple[int, int, GroupAlone]] = []
    for group in groups if len(groups) >= _FEWEST else ():
        others = tuple(each for each in groups if each is not group)
        for is_lower in (True, False):
            far = _far_from_all(group, others, is_lower=is_lower)
            if far:
                alone = GroupAlone(group, others, is_lower, _farthest_first(far))
                found.append((len(far), sum(far.values()), alone))
    return max(found, key=lambda each: each[:2])[2] if found else None


def _far_from_all(group: ShownGroup, others: Sequence[ShownGroup], *, is_lower: bool) -> dict[str, int]:
    """The factors on which a group is far below all others, or far above, and how far from the nearest one."""
    pairs = [_far(group, other) if is_lower else _far(other, group) for other in others]
    split = {factor for one, other in permutations(others, 2) for factor in _far(one, other)}
    return {
        factor: min(pair[factor] for pair in pairs)
        for factor in pairs[0]
        if factor not in split and all(factor in pair for pair in pairs)
    }


def _far(lower: ShownGroup, higher: ShownGroup) -> dict[str, int]:
    """The factors on which the second group is far above the first, and how far at the least."""
    return {factor: distance for factor, distance in _distances(lower, higher) if distance >= _FAR}


def _distances(lower: ShownGroup, higher: ShownGroup) -> Iterator[tuple[str, int]]:
    """How far the second group is above the first at the least, on each factor of which that is known.

    A bound counts as its number: what it leaves open would only be farther away.
    """
    theirs = {figure.factor: figure for figure in higher.figures}
    for one in lower.figures:
        other = theirs.get(one.factor)
        if other is None or one.mean is None or other.mean is None or one.bound == "over" or other.bound == "under":
            continue
        yield one.factor, other.mean - one.mean


def _figure(group: ShownGroup, factor: str) -> GroupFigure:
    return next(each for each in group.figures if each.factor == factor)


def _farthest_first(far: dict[str, int]) -> tuple[str, ...]:
    return tuple(sorted(far, key=lambda factor: -far[factor]))
