"""Which departments of one factor are shown, and whether the rest are shown together as "Others" (3.10, rule 5)."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from fractions import Fraction
from typing import Final, NamedTuple

from assessment.anonymity.audit import Portion, derives_too_few, narrowest_range
from assessment.anonymity.figures import FULL, ShownMean, Sums, figure_of, sums_of

# The promise: half of the scale, in half points.
HALF: Final = FULL // 2


class Tally(NamedTuple):
    """How many people have a score, and the sum of their scores."""

    n: int
    total: Fraction

    @classmethod
    def of(cls, scores: Collection[Fraction]) -> Tally:
        return cls(len(scores), sum(scores, Fraction(0)))


NOBODY: Final = Tally(0, Fraction(0))


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


class Chooser:
    """Looks for as many departments to show as the audit allows.

    Everything is decided from figures as they would be shown, and from numbers of people, never from a score or an
    exact mean. So what is hidden says no more than the figures it was decided by.
    """

    def __init__(self, departments: Mapping[str, Tally], without: Tally, minimum: int, grid: int | None) -> None:
        """`without` are those without a department; `grid` is the number of statements each member was asked."""
        self.minimum = minimum
        self.grid = grid
        self.departments = {name: tally for name, tally in departments.items() if tally.n}
        tallies = [*self.departments.values(), without]
        self.everybody = Tally(sum(t.n for t in tallies), sum((t.total for t in tallies), Fraction(0)))
        self.whole = figure_of(self.everybody.total, self.everybody.n)
        self.figures = {name: figure_of(tally.total, tally.n) for name, tally in self.departments.items()}

    def choice(self) -> Choice | None:
        """What to show; None when fewer than `minimum` people have a score.

        First the smallest departments are hidden, one after another, until the audit passes. Then each hidden one that
        may be shown after all is, the largest first.
        """
        if self.everybody.n < self.minimum:
            return None
        candidates = sorted((t.n, name) for name, t in self.departments.items() if t.n >= self.minimum)
        order = [name for _, name in candidates]
        found = next((c for i in range(len(order) + 1) if (c := self._checked(order[i:])) is not None), None)
        while found is not None and (better := self._more(found, order)) is not None:
            found = better
        return found

    def _more(self, found: Choice, order: Sequence[str]) -> Choice | None:
        """A choice with one more department and no fewer figures."""
        for name in reversed(order):
            if name not in found.shown:
                choice = self._checked([*found.shown, name])
                if choice is not None and choice.figures > found.figures:
                    return choice
        return None

    def _checked(self, names: Collection[str]) -> Choice | None:
        """These departments, with the pool if it passes, else without; None when that fails as well."""
        shown = {name: self.figures[name] for name in sorted(names)}
        n = self.everybody.n - sum(self.departments[name].n for name in shown)
        total = self.everybody.total - sum((self.departments[name].total for name in shown), Fraction(0))
        pools = [figure_of(total, n)] if n >= self.minimum and self.departments else []
        for pool in (*pools, None):
            parts = [Portion(figure.n, figure) for figure in shown.values()]
            parts += [Portion(n, pool)] if n else []
            if not derives_too_few(self.whole, parts, self.minimum):
                width = narrowest(sums_of(self.whole), parts, self.grid)
                if width is not None and width >= HALF:
                    return Choice(self.whole, shown, pool, tuple(parts), width)
        return None


def narrowest(whole: Sums, parts: Sequence[Portion], grid: int | None) -> int | None:
    """The narrowest range by real numbers, and by the multiples that scores are if everybody has answered everything.

    Figures that fit no such multiples show that not everybody has.
    """
    width = narrowest_range(whole, parts)
    on_grid = None if grid is None else narrowest_range(whole, parts, grid)
    return width if width is None or on_grid is None else min(width, on_grid)
