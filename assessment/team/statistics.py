"""The statistics of a team's answers, factor by factor. They protect nobody; what may be shown is decided elsewhere.

All are of the wanted column and of members only. Limits are compared after rounding to 6 decimals.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import sqrt
from typing import Final, Literal

from assessment.rounding import at_least
from assessment.scoring import resolution
from assessment.team.members import NO_ANSWER, STEPS, Team
from assessment.team.moments import Moments, moments, moments_of_ratios
from assessment.team.quantiles import t_quantile
from assessment.team.reliability import Reliability, reliability_of

# How much a team agrees, in the words of LeBreton and Senter (3.9).
Consensus = Literal["none", "weak", "moderate", "strong", "very_strong"]
# A leader who sees it much brighter than the team does, or much darker (3.11).
Distance = Literal["blind_spot", "hidden_strength"]

# Of answers that are all equally likely.
_VARIANCE_AT_RANDOM: Final = Fraction(STEPS**2 - 1, 12)
_CONSENSUS: Final[tuple[tuple[float, Consensus], ...]] = (
    (0.9, "very_strong"),
    (0.7, "strong"),
    (0.5, "moderate"),
    (0.3, "weak"),
)
_UP_TO: Final = 0.975  # With as much below the lower end, an interval holds 95 %.


@dataclass(frozen=True)
class FactorStatistics:
    """The statistics of one factor. What there are too few answers for is None.

    `n` members have a score; means need one of them, spread two. Agreement (3.9) is theirs, on the statements that
    every form in the team asks: `rwg` and `adm` are rwg(J) and AD_M(J). `distance` is the leader's score minus the mean
    and `distance_kind` its verdict (3.11); `sd`, `interval` and `adm` are in points and in steps of the scale.
    """

    id: str
    n: int
    mean: Fraction | None
    sd: float | None
    interval: tuple[float, float] | None
    leader: Fraction | None
    distance: Fraction | None
    distance_kind: Distance | None
    rwg: Fraction | None
    adm: Fraction | None
    reliability: Reliability | None


def team_statistics(team: Team, size: int | None = None) -> tuple[FactorStatistics, ...]:
    """The statistics of each factor; `size` is how many members the team has, answered or not, where that is known."""
    return tuple(_factor_statistics(team, place, size) for place in range(len(team.factors)))


def _factor_statistics(team: Team, place: int, size: int | None) -> FactorStatistics:
    scores = moments_of_ratios(Counter(map(Fraction.as_integer_ratio, team.scores(place))))
    interval = mean_interval(scores, size)
    rows = team.rows(place)
    variances, deviations = _item_spread(rows)
    leader = team.leader.scores[place] if team.leader else None
    kind = None
    if team.leader and leader is not None and scores.mean is not None and interval:
        kind = distance_kind(leader, team.leader.valid[place], scores.mean, interval)
    return FactorStatistics(
        id=team.factors[place].id,
        n=scores.n,
        mean=scores.mean,
        sd=scores.sd,
        interval=interval,
        leader=leader,
        distance=None if leader is None or scores.mean is None else leader - scores.mean,
        distance_kind=kind,
        rwg=rwg_together(variances),
        adm=sum(deviations, Fraction()) / len(deviations) if deviations else None,
        reliability=reliability_of([row for row in rows if NO_ANSWER not in row]),
    )


def _item_spread(rows: Sequence[bytes]) -> tuple[list[Fraction], list[Fraction]]:
    """The variance, and the mean distance from the mean, of each statement that two or more have answered."""
    found = [moments(counts) for counts in answer_counts(rows)]
    return (
        [item.variance for item in found if item.variance is not None],
        [item.deviation for item in found if item.deviation is not None],
    )


def answer_counts(rows: Sequence[bytes]) -> list[dict[int, int]]:
    """How often each statement of some rows was answered with 1 to 5; the answers are as in Member."""
    width, answers = len(rows[0]) if rows else 0, b"".join(rows)
    columns = (answers[place::width] for place in range(width))
    return [{step: column.count(step) for step in range(1, STEPS + 1)} for column in columns]


# Mean and interval (3.8) ----------------------------------------------------------------------------------------------


def mean_interval(scores: Moments, size: int | None = None) -> tuple[float, float] | None:
    """The 95 % t interval of a mean, not cut at the ends of the scale; narrower where the size of the team is known.

    A size smaller than the number of answers is wrong, and narrows nothing.
    """
    if scores.mean is None or scores.sd is None:
        return None
    error = scores.sd / sqrt(scores.n)
    if size is not None and size >= scores.n:
        error *= sqrt((size - scores.n) / (size - 1))
    reach, mean = t_quantile(_UP_TO, scores.n - 1) * error, float(scores.mean)
    return mean - reach, mean + reach


# Agreement (3.9) ------------------------------------------------------------------------------------------------------


def rwg(variance: Fraction) -> Fraction:
    """Agreement on one statement, compared with random answers: at most 1, below 0 where they differ even more."""
    return 1 - variance / _VARIANCE_AT_RANDOM


def rwg_together(variances: Sequence[Fraction]) -> Fraction | None:
    """Agreement on several statements, rwg(J), from their variances: 0 to 1. It grows with their number."""
    if not variances:
        return None
    noise = min(sum(variances, Fraction()) / len(variances) / _VARIANCE_AT_RANDOM, Fraction(1))
    agreed = len(variances) * (1 - noise)
    return agreed / (agreed + noise)


def consensus(agreement: Fraction) -> Consensus:
    """The word for an agreement of at most 1."""
    return next((word for above, word in _CONSENSUS if round(float(agreement), 6) > above), "none")


# Leader and team (3.11) -----------------------------------------------------------------------------------------------


def distance_kind(leader: Fraction, valid: int, mean: Fraction, interval: tuple[float, float]) -> Distance | None:
    """Whether the leader sees it much brighter or darker than the team: by more than answers explain.

    `valid` is the number of the leader's valid answers, `interval` the one of the team's mean.
    """
    low, high = interval
    is_outside = not (at_least(float(leader), low) and at_least(high, float(leader)))
    if not is_outside or not at_least(abs(float(leader - mean)), resolution(valid)):
        return None
    return "blind_spot" if leader > mean else "hidden_strength"
