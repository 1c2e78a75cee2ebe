"""What is said of everybody beside the mean: the interval, how far they agree, how the leader sees it (3.10, rule 6).

Whatever is said passes the audit together. First all three are tried, then fewer of them, in a fixed order.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from math import ceil, floor, sqrt
from typing import Final, Literal, NamedTuple

from assessment.anonymity.choice import HALF, Choice, narrowest
from assessment.anonymity.figures import FULL, Sums, sums_of
from assessment.anonymity.spread import People, Remark, narrowest_with, sums_with
from assessment.scoring import resolution
from assessment.team import Consensus, Distance, FactorStatistics, answer_counts, consensus
from assessment.team.quantiles import t_quantile

Topic = Literal["distance", "agreement", "interval"]

# From this many people on agreement and interval are given.
LEAST_FOR_SPREAD: Final = 10

_COARSE: Final = 5  # Intervals are rounded outwards to this.
_DECIMALS: Final = 6
_UP_TO: Final = 0.975  # With as much below the lower end, an interval holds 95 %.
_TENS: Final = 10
_TOP: Final = 100
_STEP: Final = 25  # Points from one answer to the next.
# Above which rwg(J) a level of agreement begins, and the variance of answers that are all equally likely (3.9).
_BEGINS: Final[Mapping[Consensus, float]] = {"very_strong": 0.9, "strong": 0.7, "moderate": 0.5, "weak": 0.3}
_AT_RANDOM: Final = 2.0
# How much at most the variance of an answer grows where a mean is made of whole answers.
_WHOLE_ANSWERS: Final = 0.25
_ENDLESS: Final = 1e9  # Instead of dividing by 0 when everybody has answered.


class Said(NamedTuple):
    """What may be said, and the narrowest range for anybody's score, in half points, once it is."""

    narrowest: int
    interval: tuple[int, int] | None = None
    agreement: Consensus | None = None
    distance: Distance | None = None


class LeaderScore(NamedTuple):
    """The leader's score, and the number of valid answers behind it."""

    score: float
    valid: int


def said(
    statistics: FactorStatistics,
    rows: Sequence[bytes],
    leader: LeaderScore | None,
    choice: Choice,
    people: Sequence[People],
    grids: Sequence[int],
    size: int | None,
) -> Said:
    """What may be said of everybody beside these figures.

    `rows` are the answers of everybody with a score; `people` are the parts of the choice; `size` is how many members
    the team has.
    """
    slope = _slope(statistics.n, size)
    interval, agreement = _interval(statistics, choice), _agreement(statistics, rows)
    remarks: dict[Topic, Remark] = {}
    kind, is_implied = statistics.distance_kind, False
    if kind is not None and leader is not None:
        is_implied = _is_implied(kind, leader, sums_of(choice.whole), choice.whole.n, slope)
    if kind is not None and leader is not None and not is_implied:
        remarks["distance"] = _remark_on_distance(kind, leader, slope)
    if agreement is not None:
        remarks["agreement"] = _remark_on_agreement(agreement, len(rows[0]))
    if interval is not None:
        remarks["interval"] = _remark_on_interval(interval, slope)
    for topics in _subsets(tuple(remarks)):
        width = _audited([remarks[topic] for topic in topics], choice, people, grids)
        if width >= HALF:
            return Said(
                width,
                interval if "interval" in topics else None,
                agreement if "agreement" in topics else None,
                kind if is_implied or "distance" in topics else None,
            )
    return Said(choice.narrowest, distance=kind if is_implied else None)


def _subsets(topics: tuple[Topic, ...]) -> Iterator[tuple[Topic, ...]]:
    """What may be said together: all, then fewer; the first topics are the last to be left out."""
    for count in range(len(topics), 0, -1):
        yield from combinations(topics, count)


def _audited(remarks: Sequence[Remark], choice: Choice, people: Sequence[People], grids: Sequence[int]) -> int:
    """The narrowest range in half points; 0 when nothing fits what is said.

    The range by the spread is rounded down to tens of points: it depends on the scores there are, and would tell more.
    """
    whole = sums_with(sums_of(choice.whole), choice.whole.n, remarks)
    if whole is None:
        return 0
    of_sums = narrowest(whole, choice.parts, grids)
    if of_sums is None or of_sums < HALF:
        return 0
    of_spread = floor(narrowest_with(whole, people, remarks, grids) / _TENS) * _TENS
    return min(choice.narrowest, of_sums, of_spread * FULL // _TOP)


# What there is to say -------------------------------------------------------------------------------------------------


def _interval(statistics: FactorStatistics, choice: Choice) -> tuple[int, int] | None:
    """The interval of the mean, rounded outwards within the scale."""
    if statistics.n < LEAST_FOR_SPREAD or choice.whole.bound is not None or statistics.interval is None:
        return None
    low, high = (round(end, _DECIMALS) / _COARSE for end in statistics.interval)
    return max(0, _COARSE * floor(low)), min(_TOP, _COARSE * ceil(high))


def _agreement(statistics: FactorStatistics, rows: Sequence[bytes]) -> Consensus | None:
    """How far members agree; None if all members, or all but one, have given a statement the same answer."""
    if statistics.n < LEAST_FOR_SPREAD or statistics.rwg is None:
        return None
    alike = any(max(counts.values()) >= sum(counts.values()) - 1 for counts in answer_counts(rows))
    return None if alike else consensus(statistics.rwg)


# What that tells ------------------------------------------------------------------------------------------------------


def _slope(n: int, size: int | None) -> float:
    """The standard deviation that makes half an interval of 1."""
    share = 1.0 if size is None else (size - n) / (size - 1)
    return sqrt(n) / (t_quantile(_UP_TO, n - 1) * sqrt(share)) if share > 0 else _ENDLESS


def _remark_on_interval(interval: tuple[int, int], slope: float) -> Remark:
    """An end at 0 or 100 may have been cut off there."""
    low, high = interval
    above, below = low if low > 0 else -_ENDLESS, high if high < _TOP else _ENDLESS
    middle = (low + high) / 2
    is_cut = low == 0 or high == _TOP
    return Remark(
        slope,
        lowest=max(low, 0 if is_cut else middle - _COARSE / 2),
        highest=min(high, _TOP if is_cut else middle + _COARSE / 2),
        above=above,
        short=low + _COARSE,
        past=high - _COARSE,
        below=below,
    )


def _remark_on_agreement(agreement: Consensus, statements: int) -> Remark:
    """People's scores differ by no more than their answers do on average."""
    if agreement not in _BEGINS:
        return Remark()
    begins = _BEGINS[agreement]
    share = statements * (1 - begins) / (begins + statements * (1 - begins))
    return Remark(most=_STEP * sqrt(max(0.0, share * _AT_RANDOM - _WHOLE_ANSWERS)))


def _remark_on_distance(kind: Distance, leader: LeaderScore, slope: float) -> Remark:
    """The mean is at least so far from the leader's score, which is outside the interval."""
    clear = resolution(leader.valid)
    if kind == "blind_spot":
        return Remark(slope, highest=leader.score - clear, below=leader.score)
    return Remark(slope, lowest=leader.score + clear, above=leader.score)


def _is_implied(kind: Distance, leader: LeaderScore, whole: Sums, n: int, slope: float) -> bool:
    """Whether the figure shown already tells how the leader sees it: then the word tells nothing more.

    Of scores from 0 to 100 with mean M, the variance is at most M (100 - M) n / (n - 1). The upper end of an interval
    is highest at 50 + 50 / sqrt(1 + k^2), k being sqrt(n / (n - 1)) / slope, and rises up to there.
    """
    lowest, highest = whole.low / (2 * n), whole.high / (2 * n)
    score = leader.score
    if kind == "hidden_strength":
        score, highest = _TOP - score, _TOP - lowest
    k = sqrt(n / (n - 1)) / slope
    mean = min(highest, _TOP / 2 + _TOP / 2 / sqrt(1 + k * k))
    return score - highest >= resolution(leader.valid) and mean + k * sqrt(mean * (_TOP - mean)) < score
