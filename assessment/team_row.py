"""A factor of a team's released result: the team's figure, and how the leader sees it beside that."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal

from assessment.anonymity import LEAST_FOR_SPREAD, WholeFigure
from assessment.instrument import LevelId

# How the leader sees a factor beside the team. Without a verdict the figures are "apart" where they are far apart,
# "unclear" where they differ less. "unseen": the leader's score or the team's figure is missing.
View = Literal["brighter", "darker", "apart", "same", "unclear", "unseen"]

DIFFERENT: Final = 10  # Points below which single answers may explain a difference (3.11), with many answers.
FULL: Final = 100
LOW: Final[tuple[LevelId, ...]] = ("blocks", "holds_back")
# The views in the order in which they are read.
RANKS: Final[tuple[frozenset[View], ...]] = (
    frozenset({"brighter", "darker"}),
    frozenset({"apart"}),
    frozenset({"same", "unclear"}),
    frozenset({"unseen"}),
)
_NEAR: Final = RANKS[2]


@dataclass(frozen=True)
class TeamRow:
    """One factor: the team's figure, how the leader sees it, and the levels of both where they are known.

    `distance` is the leader's score minus the team's figure or bound, None where one of them is missing. With
    `is_of_all` everybody has answered, so that a likely range would be nothing but the rounding of the figure.
    """

    figure: WholeFigure
    view: View
    distance: float | None
    team_level: LevelId | None
    leader_level: LevelId | None
    is_of_all: bool = False

    @property
    def factor(self) -> str:
        return self.figure.factor

    @property
    def has_few_answers(self) -> bool:
        """Whether fewer than ten have answered here: then nothing may be said of how far they agree (3.10)."""
        return self.figure.n < LEAST_FOR_SPREAD

    @property
    def likely(self) -> tuple[int, int] | None:
        """The likely range of the figure; None where it may not be shown, or would tell nothing."""
        return None if self.is_of_all else self.figure.interval

    @property
    def band(self) -> tuple[int, int] | None:
        """The soft part of its line: the likely range, or what a bound leaves open."""
        mean, bound = self.figure.mean, self.figure.bound
        if mean is None or bound is None:
            return self.likely
        return (mean, FULL) if bound == "over" else (0, mean)

    @property
    def team_place(self) -> float:
        """Where the team's number stands on the line: at its mark, or in the middle of what a bound leaves open."""
        if self.figure.bound is not None and self.band is not None:
            return sum(self.band) / 2
        return self.figure.mean or 0

    @property
    def is_finding(self) -> bool:
        """Whether the leader sees it clearly brighter or darker."""
        return self.view in RANKS[0]

    @property
    def is_small(self) -> bool:
        """Whether there is a difference, but a small one: no verdict, with the leader outside the range shown."""
        leader = self.figure.leader
        has_range = self.view == "unclear" and (self.figure.bound or self.figure.interval) is not None
        return has_range and leader is not None and not _is_inside(leader, self.figure)

    @property
    def is_leader_lower(self) -> bool:
        """Whether the leader's number is below the team's."""
        return self.distance is not None and self.distance < 0

    @property
    def is_low_for_both(self) -> bool:
        """Whether leader and team both see less than half speaking for the wanted behaviour, and not far apart."""
        return self.view in _NEAR and self.team_level in LOW and self.leader_level in LOW

    @property
    def stands_out(self) -> bool:
        """Whether the two numbers are so far apart that they are talked about, with a verdict or without."""
        return self.is_finding or self.view == "apart"


def least_first(rows: Iterable[TeamRow]) -> tuple[TeamRow, ...]:
    """Rows by the group's figure, the least support first; those without a figure last."""
    return tuple(sorted(rows, key=lambda row: (row.figure.mean is None, height(row.figure))))


def height(figure: WholeFigure) -> tuple[int, int]:
    """What figures are ordered by: a bound below a mean of the same number, or above it."""
    return figure.mean or 0, {"under": -1, None: 0, "over": 1}[figure.bound]


def view_of(figure: WholeFigure, limit: float) -> View:
    """The verdict where there is one. Otherwise only what the figures that are shown say by themselves."""
    if figure.leader is None or figure.mean is None:
        return "unseen"
    if figure.distance_kind is not None:
        return "brighter" if figure.distance_kind == "blind_spot" else "darker"
    distance, is_inside = abs(figure.leader - figure.mean), _is_inside(figure.leader, figure)
    if figure.bound is not None and is_inside:
        return "same"
    if distance >= limit:
        return "unclear" if is_inside else "apart"
    return "same" if is_inside or (figure.bound is None and distance < DIFFERENT) else "unclear"


def _is_inside(score: float, figure: WholeFigure) -> bool:
    """Whether a score is in the likely range, or in what a bound leaves open."""
    if figure.mean is not None and figure.bound is not None:
        return score >= figure.mean if figure.bound == "over" else score <= figure.mean
    return figure.interval is not None and figure.interval[0] <= score <= figure.interval[1]
