"""What has moved between two assessments of one series, factor by factor."""

from __future__ import annotations

from typing import Literal, NamedTuple

from assessment.scoring import ColumnScore, Scores, resolution

Movement = Literal["up", "down", "no_change"]


class Change(NamedTuple):
    """One score then and now, 0 to 100; None where it was or is withheld, and `movement` with it.

    `movement` is "no_change" where the difference stays inside +-`resolution`, which two answers moved by one step
    can make: the resolution of the force balance, max(10, 50 / k), for the fewer valid answers k of the two.
    """

    earlier: float | None
    later: float | None
    difference: float | None
    resolution: float | None
    movement: Movement | None


class FactorChange(NamedTuple):
    """A factor or facet of both assessments, in both columns."""

    id: str
    current: Change
    new: Change


def compare_scores(earlier: Scores, later: Scores) -> tuple[FactorChange, ...]:
    """The factors of the later assessment, then its facets, each beside the earlier one; new ones have no earlier."""
    before = {score.id: score for score in (*earlier.factors, *earlier.facets)}
    return tuple(
        FactorChange(
            score.id,
            _change(before[score.id].current if score.id in before else None, score.current),
            _change(before[score.id].new if score.id in before else None, score.new),
        )
        for score in (*later.factors, *later.facets)
    )


def _change(earlier: ColumnScore | None, later: ColumnScore) -> Change:
    if earlier is None or earlier.score is None or later.score is None:
        return Change(earlier.score if earlier else None, later.score, None, None, None)
    difference = later.score - earlier.score
    smallest = resolution(min(earlier.valid, later.valid))
    movement: Movement = "no_change"
    if round(abs(difference) - smallest, 6) >= 0:
        movement = "up" if difference > 0 else "down"
    return Change(earlier.score, later.score, difference, smallest, movement)
