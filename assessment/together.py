"""What the steps of a roll-out that are done say together: where they agree, and where they are far apart."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations
from typing import NamedTuple

from assessment.plan import DAYS_OF_MILESTONES
from assessment.rollout import WAVES, Wave, have_most_answered
from assessment.team_result import TeamResult, TeamRow


class Apart(NamedTuple):
    """Two steps whose figures of a factor are far apart: the rows of the lower and of the higher one."""

    lower: Wave
    higher: Wave
    low: TeamRow
    high: TeamRow


@dataclass(frozen=True)
class Together:
    """The released steps side by side, by their wave in the order of the roll-out."""

    results: Mapping[Wave, TeamResult]

    @property
    def are_all(self) -> bool:
        """Whether every step has a result."""
        return len(self.results) == len(WAVES)

    @property
    def few(self) -> tuple[Wave, ...]:
        """The steps in which fewer have answered than the next one would wait for."""
        return tuple(
            wave for wave, found in self.results.items() if not have_most_answered(found.report.n, found.size or 0)
        )

    @property
    def least(self) -> tuple[str, ...]:
        """The factors that get the least support in every step, in the order of the bank."""
        found = [{row.factor for row in result.least} for result in self.results.values()]
        first = next(iter(self.results.values()))
        return tuple(row.factor for row in first.least if all(row.factor in each for each in found))

    @property
    def farthest(self) -> Apart | None:
        """The two steps and the factor that are the farthest apart, as far as the limit of the team's result (3.11).

        A bound counts as its number: what it leaves open would only be farther away. None where nothing is far apart.
        """
        found: list[tuple[float, Apart]] = []
        for one, other in combinations(self.results, 2):
            rows = {row.factor: row for row in self.results[other].rows}
            for row in self.results[one].rows:
                pair = sorted(((one, row), (other, rows[row.factor])), key=lambda each: each[1].figure.mean or 0)
                (lower, low), (higher, high) = pair
                distance = _between(low, high)
                if distance is not None and distance >= self.results[one].limit(row.factor):
                    found.append((distance, Apart(lower, higher, low, high)))
        return max(found, key=lambda each: each[0])[1] if found else None

    @property
    def measured_again_on(self) -> date | None:
        """When the plan that follows the last step has had its time."""
        days = [result.closed_on for result in self.results.values() if result.closed_on]
        return max(days) + timedelta(days=DAYS_OF_MILESTONES[-1]) if days else None


def _between(low: TeamRow, high: TeamRow) -> float | None:
    """How far two figures are apart at the least; None where that is not known."""
    lower, higher = low.figure, high.figure
    if lower.mean is None or higher.mean is None or lower.bound == "over" or higher.bound == "under":
        return None
    return higher.mean - lower.mean
