"""What the steps of a roll-out that are done say together: where they agree, and where they are far apart."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations, pairwise
from typing import NamedTuple

from assessment.advice import Advice
from assessment.anonymity import Bound
from assessment.plan import DAYS_OF_MILESTONES
from assessment.rollout import WAVES, Wave, have_most_answered
from assessment.team_result import TeamResult, TeamRow

# A figure and its bound.
_Seen = tuple[float | None, Bound | None]


class Apart(NamedTuple):
    """Two steps whose figures of a factor are far apart: the rows of the lower and of the higher one."""

    lower: Wave
    higher: Wave
    low: TeamRow
    high: TeamRow


class Blocked(NamedTuple):
    """A step and the factors that block for its people, but neither for the leader nor in any other step."""

    wave: Wave
    factors: tuple[str, ...]


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
        """The factors that get the least support in every step, in the order of the bank; those too close count too.

        None where that holds for more than half of them: then nothing stands out.
        """
        factors = [part.id for part in next(iter(self.results.values())).instrument.factors]
        lowest = [_about_lowest(result) for result in self.results.values()]
        found = tuple(factor for factor in factors if all(factor in each for each in lowest))
        return found if 2 * len(found) <= len(factors) else ()

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
    def fading(self) -> tuple[str, ...]:
        """The factors with less support the further from the leader, clearly so at the end; the clearest first.

        From the leader to the last step nobody sees more support than those before, whatever bounds leave open, and
        the first and the last step are as far apart as the limit of the team's result (3.11). Empty before all steps
        are done.
        """
        return self._along(1)

    @property
    def growing(self) -> tuple[str, ...]:
        """The factors with more support the further from the leader, by the same rule."""
        return self._along(-1)

    @property
    def is_steady(self) -> bool:
        """Whether what is fading or growing differs from the leader to the first step and from each to the next."""
        chains = [self._chain(factor) for factor in self.fading or self.growing]
        return bool(chains) and all(one[0] != other[0] for chain in chains for one, other in pairwise(chain))

    @property
    def blocking(self) -> Mapping[tuple[Wave | None, ...], tuple[str, ...]]:
        """The factors that block by whose answers say so, the leader's (None) first; without `blocked_for_one`."""
        said = self.blocked_for_one.factors if self.blocked_for_one else ()
        found: dict[tuple[Wave | None, ...], tuple[str, ...]] = {}
        for factor in (each for each in self.order if each not in said):
            rows = {wave: row for wave, result in self.results.items() for row in result.rows if row.factor == factor}
            leader: list[Wave | None] = [None] if list(rows.values())[-1].leader_level == "blocks" else []
            if who := (*leader, *(wave for wave, row in rows.items() if _blocks(row))):
                found[who] = (*found.get(who, ()), factor)
        return found

    @property
    def blocked_for_one(self) -> Blocked | None:
        """The step of the most people for whom alone a factor blocks; None where none does for one step only."""
        for wave, result in sorted(self.results.items(), key=lambda each: -(each[1].size or each[1].report.n)):
            others = [found for other, found in self.results.items() if other != wave]
            rows = [row for row in result.rows if _blocks(row)]
            factors = {row.factor for row in rows if row.leader_level not in (None, "blocks")}
            for other in others:
                factors -= {row.factor for row in other.rows if _may_block(row)}
            if others and factors:
                return Blocked(wave, tuple(part.id for part in result.instrument.factors if part.id in factors))
        return None

    @property
    def order(self) -> tuple[str, ...]:
        """All factors as they are drawn: those the headline is about first, then as in the last step's result."""
        last = list(self.results.values())[-1]
        blocked = self.blocked_for_one.factors if self.blocked_for_one else ()
        apart = (self.farthest.low.factor,) if self.farthest else ()
        first = self.fading or self.growing or blocked or apart
        return tuple(dict.fromkeys((*first, *(row.factor for row in last.in_order))))

    @property
    def advice(self) -> Advice | None:
        """What to do about the first factor: the last step's advice on it, else an earlier one's, else the last's."""
        return self._advised[1] if self._advised else None

    @property
    def advising(self) -> TeamResult | None:
        """The result whose advice that is."""
        return self._advised[0] if self._advised else None

    @property
    def _advised(self) -> tuple[TeamResult, Advice] | None:
        found = [(result, advice) for result in reversed(list(self.results.values())) for advice in result.advice]
        return next((each for each in found if each[1].target == self.order[0]), next(iter(found), None))

    def _along(self, sign: int) -> tuple[str, ...]:
        if not self.are_all:
            return ()
        found: list[tuple[float, str]] = []
        for factor in (part.id for part in next(iter(self.results.values())).instrument.factors):
            chain = self._chain(factor)
            if all(_falls(high, low) for high, low in pairwise(chain[::sign])):
                distance = sign * ((chain[1][0] or 0) - (chain[-1][0] or 0))
                if distance >= next(iter(self.results.values())).limit(factor):
                    found.append((-distance, factor))
        return tuple(factor for _, factor in sorted(found, key=lambda each: each[0]))

    def _chain(self, factor: str) -> list[_Seen]:
        """What the leader and then each step see of a factor."""
        rows = [row for result in self.results.values() for row in result.rows if row.factor == factor]
        return [(rows[-1].figure.leader, None), *((row.figure.mean, row.figure.bound) for row in rows)]

    @property
    def measured_again_on(self) -> date | None:
        """When the plan that follows the last step has had its time."""
        days = [result.closed_on for result in self.results.values() if result.closed_on]
        return max(days) + timedelta(days=DAYS_OF_MILESTONES[-1]) if days else None


def _falls(high: _Seen, low: _Seen) -> bool:
    """Whether the second is surely not above the first, or both are the same bound."""
    if high[0] is None or low[0] is None:
        return False
    return high == low or (high[0] >= low[0] and high[1] != "under" and low[1] != "over")


def _about_lowest(result: TeamResult) -> set[str]:
    """The factors of a step that no other one gets clearly less support than, as far as the figures tell."""
    shown = [row for row in result.rows if row.figure.mean is not None]
    lowest = min((row.figure.mean or 0 for row in shown if row.figure.bound != "over"), default=None)
    return {
        row.factor
        for row in shown
        if lowest is not None
        and (row.figure.bound == "under" or (row.figure.mean or 0) - lowest < result.limit(row.factor))
    }


def _blocks(row: TeamRow) -> bool:
    """Whether a factor surely blocks for the people of a step."""
    return row.team_level == "blocks" and row.figure.bound != "over"


def _may_block(row: TeamRow) -> bool:
    """Whether a factor blocks as far as the figure tells, or may do so."""
    return row.team_level in (None, "blocks") or row.figure.bound == "under"


def _between(low: TeamRow, high: TeamRow) -> float | None:
    """How far two figures are apart at the least; None where that is not known."""
    lower, higher = low.figure, high.figure
    if lower.mean is None or higher.mean is None or lower.bound == "over" or higher.bound == "under":
        return None
    return higher.mean - lower.mean
