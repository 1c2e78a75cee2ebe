"""Which departments of one factor are shown, and whether the rest are shown together as "Others" (3.10, rule 5).

It is decided in two steps, so that the choice itself says as little as possible.

1. Numbers of people alone say which departments to show, and whether there is a pool: as many as the audit allows when
   every mean is in the middle. So what is hidden tells nothing about answers, and can be told before the first one.
2. The figures of these departments and of the pool are audited together: all of them are shown, or none. So whoever
   knows these rules learns no more from what is shown than what was audited. Hiding one figure after another until the
   rest passes would tell which figures the hidden ones cannot be.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Final, NamedTuple

from assessment.anonymity.audit import Portion, derives_too_few, narrowest_range
from assessment.anonymity.figures import FULL, ShownMean, Sums, figure_of, sums_of

# The promise: half of the scale, in half points.
HALF: Final = FULL // 2

_MIDDLE: Final = 50


class Tally(NamedTuple):
    """How many people have a score, and the sum of their scores."""

    n: int
    total: Fraction

    @property
    def figure(self) -> ShownMean:
        return figure_of(self.total, self.n)

    @classmethod
    def of(cls, scores: Collection[Fraction]) -> Tally:
        return cls(len(scores), sum(scores, Fraction(0)))

    @classmethod
    def all_of(cls, tallies: Iterable[Tally]) -> Tally:
        counted = list(tallies)
        return cls(sum(tally.n for tally in counted), sum((tally.total for tally in counted), Fraction(0)))


def hidden_as_well(shown: Collection[str], names: Collection[str], people: Mapping[str | None, int]) -> str | None:
    """The department to hide too, so that it does not follow that nobody of the hidden ones has answered; or None.

    `names` are all departments, `people` how many have answered of each, and of nobody's department as None. Where
    those of the shown departments are all, it is the smallest of these, the first by name of several.
    """
    if not shown or len(shown) == len(names) or sum(people[name] for name in shown) < sum(people.values()):
        return None
    return min(shown, key=lambda name: (people[name], name))


class Choice(NamedTuple):
    """What is shown of one factor: everybody, the figures of departments by name, and the pool if it is shown.

    `parts` are the departments that are shown and, last, all other people if there are any; `narrowest` is the
    narrowest range for anybody's score, in half points.
    """

    whole: ShownMean
    shown: Mapping[str, ShownMean]
    pool: ShownMean | None
    parts: tuple[Portion, ...]
    narrowest: int

    @property
    def figures(self) -> int:
        return 1 + len(self.shown) + (self.pool is not None)


class Groups:
    """The people with a score of one factor: departments by name, and those without one."""

    def __init__(
        self, departments: Mapping[str, Tally], without: Tally, minimum: int, grids: Sequence[int] = ()
    ) -> None:
        """`minimum` is the fewest people of whom anything is shown; `grids` are as in narrowest()."""
        self.departments = {name: tally for name, tally in departments.items() if tally.n}
        self.without = without
        self.minimum = minimum
        self.grids = grids

    def choose(self) -> Choice | None:
        """What to show; None when fewer than the minimum have a score."""
        middle = self._at_the_middle().most()
        if middle is None:
            return None
        return self.checked(middle.shown, with_pool=middle.pool is not None) or self.checked((), with_pool=True)

    def most(self) -> Choice | None:
        """As many figures as the audit allows, the pool counted; None when not even the whole can be shown.

        First the smallest departments are hidden, one after another, until the audit passes. Then each hidden one that
        may be shown after all is, the largest first.
        """
        if sum(tally.n for tally in self.departments.values()) + self.without.n < self.minimum:
            return None
        order = [name for n, name in sorted((t.n, name) for name, t in self.departments.items()) if n >= self.minimum]
        starts = (self._with_or_without_pool(order[place:]) for place in range(len(order) + 1))
        found = next((choice for choice in starts if choice is not None), None)
        while found is not None and (better := self._more(found, order)) is not None:
            found = better
        return found

    def checked(self, names: Collection[str], *, with_pool: bool) -> Choice | None:
        """The figures of these departments, and of the pool; None when the audit fails."""
        shown = {name: self.departments[name].figure for name in sorted(names)}
        rest = Tally.all_of([self.without, *(tally for name, tally in self.departments.items() if name not in shown)])
        if with_pool and (rest.n < self.minimum or not self.departments):
            return None
        whole = Tally.all_of([self.without, *self.departments.values()]).figure
        pool = rest.figure if with_pool else None
        parts = [Portion(figure.n, figure) for figure in shown.values()]
        parts += [Portion(rest.n, pool)] if rest.n else []
        if derives_too_few(whole, parts, self.minimum):
            return None
        width = narrowest(sums_of(whole), parts, self.grids)
        return Choice(whole, shown, pool, tuple(parts), width) if width is not None and width >= HALF else None

    def _at_the_middle(self) -> Groups:
        """As many people, all with a score in the middle."""
        middle = {name: Tally(t.n, Fraction(_MIDDLE * t.n)) for name, t in self.departments.items()}
        return Groups(middle, Tally(self.without.n, Fraction(_MIDDLE * self.without.n)), self.minimum)

    def _with_or_without_pool(self, names: Collection[str]) -> Choice | None:
        return self.checked(names, with_pool=True) or self.checked(names, with_pool=False)

    def _more(self, found: Choice, order: Sequence[str]) -> Choice | None:
        """A choice with one more department and more figures."""
        for name in reversed(order):
            if name not in found.shown:
                choice = self._with_or_without_pool([*found.shown, name])
                if choice is not None and choice.figures > found.figures:
                    return choice
        return None


def narrowest(whole: Sums, parts: Sequence[Portion], grids: Sequence[int]) -> int | None:
    """The narrowest range by real numbers, and by the multiples that scores are if everybody has answered `grids`.

    Each grid is a number of statements that everybody may have answered. Figures that fit no such multiples show that
    not everybody has.
    """
    width = narrowest_range(whole, parts)
    on_grids = [narrowest_range(whole, parts, grid) for grid in grids]
    return width if width is None else min([width, *(each for each in on_grids if each is not None)])
