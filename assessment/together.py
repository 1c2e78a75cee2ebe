"""What the steps of a roll-out that are done say together: where they agree, and where they are far apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations, pairwise, permutations
from typing import Final, Literal, NamedTuple

from assessment.advice import Advice
from assessment.anonymity import Bound, GroupReport, WholeFigure
from assessment.group_distances import clear_distance, distance_above, is_near
from assessment.rollout import WAVES, Wave, have_most_answered
from assessment.team_result import TeamResult
from assessment.team_row import LOW, TeamRow

# What the headline is about, the strongest first.
About = Literal["blocking", "least", "leader_more", "leader_less", "fading", "growing", "apart", "alike"]

# Whether all figures, some or none can be compared where none are far apart.
Alike = Literal["alike", "alike_as_shown", "not_comparable"]

# The targets of advice on how the leader sees it beside the others, which are also the reasons for it.
ON_VIEWS: Final = ("leader_more_positive", "team_more_positive")

# A figure and its bound.
_Seen = tuple[float | None, Bound | None]
_SUPPORTING: Final = ("supports", "drives")
_MOST_ADVISED: Final = 2  # More cannot be begun at once.
_NOTHING: Final = 5  # Points of a difference that means nothing: figures are rounded to five.
_ON_LITTLE: Final = "team_sees_little"
_ON_GROUPS: Final = "groups_apart"


class Finding(NamedTuple):
    """What the steps say together in the first place, and the factors it is about; none where all are alike."""

    about: About
    factors: tuple[str, ...]


class Apart(NamedTuple):
    """A factor on which steps are far apart: those with the lower figure, those with the higher one, a row of each."""

    lower: tuple[Wave, ...]
    higher: tuple[Wave, ...]
    low: TeamRow
    high: TeamRow


@dataclass(frozen=True)
class Together:
    """The released steps side by side, by their wave in the order of the roll-out.

    `promised` is in the messages of which steps each piece of advice, by its source, was told to be planned. `talked`
    are those whose result is talked about with those who answered.
    """

    results: Mapping[Wave, TeamResult]
    promised: Mapping[str, Sequence[Wave]] = field(default_factory=dict)
    talked: Sequence[Wave] = ()

    @classmethod
    def beside_executive(cls, result: TeamResult) -> Apart | None:
        """The factor that the other managers see the farthest from the executive team; None where none is far apart."""
        if result.wave != "leaders" or result.executive is None:
            return None
        reports: dict[Wave, GroupReport] = {"executive": result.executive, "leaders": result.report}
        whole = {  # Without groups: the question is to all of these managers.
            wave: replace(result, report=replace(report, groups=()), wave=wave, executive=None)
            for wave, report in reports.items()
        }
        return next(iter(cls(whole).farthest), None)

    @property
    def are_all(self) -> bool:
        """Whether every step has a result."""
        return len(self.results) == len(WAVES)

    @property
    def factors(self) -> tuple[str, ...]:
        """All factors, in the order of the bank."""
        return tuple(part.id for part in next(iter(self.results.values())).instrument.factors)

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
        lowest = [_about_lowest(result) for result in self.results.values()]
        found = tuple(factor for factor in self.factors if all(factor in each for each in lowest))
        return found if 2 * len(found) <= len(self.factors) else ()

    @property
    def are_lowest(self) -> bool:
        """Whether no figure of any step is below those of `least`, rather than too close to tell."""
        lowest = [{row.factor for row in result.least} for result in self.results.values()]
        return all(set(self.least) <= each for each in lowest)

    @property
    def good(self) -> tuple[str, ...]:
        """The factors that surely support the wanted way in everybody's eyes, the leader's too, in the bank's order.

        What all see together is not what everybody sees where groups are far apart.
        """
        return tuple(factor for factor in self.supporting if self._is_of_all_steps(factor))

    def is_of_all(self, factor: str, wave: Wave) -> bool:
        """Whether no groups of a step are far apart on a factor: otherwise its figure is not what each of them sees."""
        return factor not in self.results[wave].differing

    def _is_of_all_steps(self, factor: str) -> bool:
        """Whether no groups of any step are far apart on a factor."""
        return all(self.is_of_all(factor, wave) for wave in self.results)

    def rows_of_all(self, factor: str) -> Mapping[Wave, TeamRow]:
        """What each step sees of a factor, without those whose groups are far apart on it."""
        return {wave: row for wave, row in self.rows(factor).items() if self.is_of_all(factor, wave)}

    @property
    def supporting(self) -> tuple[str, ...]:
        """The factors that surely support the wanted way by the figures of every step and the leader's."""
        return tuple(factor for factor in self.factors if all(map(_supports, self.rows(factor).values())))

    def rows(self, factor: str) -> Mapping[Wave, TeamRow]:
        """What each step sees of a factor."""
        return {wave: row for wave, result in self.results.items() for row in result.rows if row.factor == factor}

    @property
    def away(self) -> Mapping[str, tuple[Wave, ...]]:
        """The factors that the leader clearly sees otherwise than some step, with those steps, in the order drawn.

        Not a step whose groups are far apart on it: the leader does not see it otherwise than all of these.
        """
        found = {
            factor: tuple(wave for wave, row in self.rows_of_all(factor).items() if row.is_finding)
            for factor in self.order
        }
        return {factor: waves for factor, waves in found.items() if waves}

    @property
    def groups_apart(self) -> Mapping[Wave, TeamResult]:
        """The steps in which two of the groups shown are far apart."""
        return {wave: result for wave, result in self.results.items() if result.groups_apart is not None}

    @property
    def of_groups(self) -> TeamResult | None:
        """The last step once all are done, where groups are far apart in it: what comes first is about these."""
        last = self.results.get(WAVES[-1])
        return last if self.are_all and last is not None and last.is_about_groups else None

    @property
    def farthest(self) -> tuple[Apart, ...]:
        """The factors on which two steps are the farthest apart, where that is clear, from the limit of 3.11 on.

        Several where they are equally far. A bound counts as its number: what it leaves open would only be farther
        away. A step whose groups are far apart on a factor is left out of it. Empty where nothing is far apart.
        """
        found: dict[str, list[tuple[float, TeamRow, TeamRow]]] = {}
        for factor in self.factors:
            for one, other in permutations(self.rows_of_all(factor).values(), 2):
                distance = clear_distance(one.figure, other.figure, self._limit(factor))
                if distance is not None:
                    found.setdefault(factor, []).append((distance, one, other))
        farthest = {factor: max(pairs, key=lambda each: each[0]) for factor, pairs in found.items()}
        most = max((distance for distance, _, _ in farthest.values()), default=None)
        return tuple(
            Apart(self._as(low), self._as(high), low, high)
            for distance, low, high in farthest.values()
            if distance == most
        )

    def _limit(self, factor: str) -> float:
        """From how many points two figures of a factor are far apart (3.11)."""
        return next(iter(self.results.values())).limit(factor)

    @property
    def alike(self) -> Alike:
        """How much of what all steps see can be compared, for saying that none of it is far apart.

        Figures with a bound can be where that tells how far apart they are at the least; that of a step whose groups
        are far apart cannot.
        """
        of_all = (combinations(self.rows_of_all(factor).values(), 2) for factor in self.factors)
        count = sum(_can_be_compared(one.figure, other.figure) for pairs in of_all for one, other in pairs)
        every = len(self.factors) * len([*combinations(self.results, 2)])
        return "alike" if count == every else "alike_as_shown" if count else "not_comparable"

    def _as(self, row: TeamRow) -> tuple[Wave, ...]:
        """The steps with the same figure of a factor as this one."""
        shown = (row.figure.mean, row.figure.bound)
        rows = self.rows_of_all(row.factor).items()
        return tuple(wave for wave, each in rows if (each.figure.mean, each.figure.bound) == shown)

    @property
    def leader_more(self) -> tuple[str, ...]:
        """The factors that the leader sees more support from than each of the steps, the clearest first.

        So much more that the leader's number and that of each step are said to be far apart, with a verdict or without.
        Not where groups within a step are far apart on it. Empty before all steps are done.
        """
        return self._away_from_leader(1)

    @property
    def leader_less(self) -> tuple[str, ...]:
        """The factors that the leader sees less support from than each of the steps, by the same rule."""
        return self._away_from_leader(-1)

    @property
    def finding(self) -> Finding:
        """What comes first: what blocks for those who were asked, or gets the least support; then the leader's view.

        What blocks in the eyes of less than half of them gives way to what gets the least support in every step. What
        blocks for some steps counts only where the others are far from them: 24 against 25 is no difference.
        """
        count, blocking = self._blocking_for_most()
        is_of_most = 2 * count >= self.answered[1]
        found: dict[About, tuple[str, ...]] = {
            "blocking": blocking if is_of_most or not self.least else (),
            "least": self.least,
            "leader_more": self.leader_more,
            "leader_less": self.leader_less,
            "fading": self.fading,
            "growing": self.growing,
            "apart": tuple(each.low.factor for each in self.farthest),
        }
        return next((Finding(about, factors) for about, factors in found.items() if factors), Finding("alike", ()))

    @property
    def fading(self) -> tuple[str, ...]:
        """The factors with less support the further from the leader, clearly so at the end; the clearest first.

        From the leader to the last step nobody sees more support than those before, whatever bounds leave open, and
        the first and the last step are as far apart as the limit of the team's result (3.11). Empty before all steps
        are done, and of a factor on which groups within a step are far apart.
        """
        return self._along(1)

    @property
    def growing(self) -> tuple[str, ...]:
        """The factors with more support the further from the leader, by the same rule."""
        return self._along(-1)

    @property
    def is_steady(self) -> bool:
        """Whether what is fading or growing differs from the leader to the first step and from each to the next.

        By more than five points each time: less means nothing, and makes no direction.
        """
        chains = [self._chain(factor) for factor in self.fading or self.growing]
        pairs = [pair for chain in chains for pair in pairwise(chain)]
        return bool(pairs) and all(abs((one[0] or 0) - (other[0] or 0)) > _NOTHING for one, other in pairs)

    @property
    def blocking(self) -> Mapping[tuple[Wave | None, ...], tuple[str, ...]]:
        """The factors that block by whose answers say so, the leader's (None) first."""
        found: dict[tuple[Wave | None, ...], tuple[str, ...]] = {}
        for factor in self.factors:
            if who := self.blocked_for(factor):
                found[who] = (*found.get(who, ()), factor)
        return found

    def _blocking_for_most(self) -> tuple[int, tuple[str, ...]]:
        """The factors that block in the eyes of the most people, whatever the leader says, and how many were asked."""
        people: dict[tuple[Wave, ...], list[str]] = {}
        for factor in self.factors:
            waves = tuple(wave for wave, row in self.rows(factor).items() if _blocks(row))
            if waves and self.sets_apart(factor, waves, [wave for wave in self.results if wave not in waves]):
                people.setdefault(waves, []).append(factor)
        sizes = {
            waves: sum(self.results[each].size or self.results[each].report.n for each in waves) for waves in people
        }
        most = max(sizes, key=lambda waves: sizes[waves], default=())
        return sizes.get(most, 0), tuple(people.get(most, ()))

    def blocked_for(self, factor: str) -> tuple[Wave | None, ...]:
        """Whose answers say that a factor blocks, the leader's (None) first."""
        rows = self.rows(factor)
        leader: list[Wave | None] = [None] if list(rows.values())[-1].leader_level == "blocks" else []
        return (*leader, *(wave for wave, row in rows.items() if _blocks(row)))

    def sets_apart(self, factor: str, whose: Sequence[Wave | None], others: Sequence[Wave | None]) -> bool:
        """Whether each of these, the leader as None, is far from each of the others on a factor; so without others."""
        rows = self.rows(factor)

        def are_far(one: Wave | None, other: Wave | None) -> bool:
            if one is None or other is None:
                return rows[other or one or WAVES[-1]].stands_out
            distance = distance_above(rows[one].figure, rows[other].figure)
            return distance is not None and distance >= self._limit(factor)

        return all(are_far(one, other) for one in whose for other in others)

    @property
    def order(self) -> tuple[str, ...]:
        """All factors as they are drawn: those the headline is about first, then as in the last step's result."""
        last = list(self.results.values())[-1]
        return tuple(dict.fromkeys((*self.finding.factors, *(row.factor for row in last.in_order))))

    @property
    def advised(self) -> tuple[tuple[TeamResult, Advice], ...]:
        """What to do first, with the result it follows from, a later step's before an earlier one's.

        First to talk about what the leader sees otherwise than every step. Then two more at most: on groups far apart,
        where the headline is about these, and on factors with little support: those of the finding, what blocks, and
        what gets the least support. Where none of this is advised, the first advice of the last step.
        """
        latest_first = list(self.results.values())[::-1]
        all_advice = [(result, advice) for result in latest_first for advice in result.advice]
        is_on_leader = bool(self.leader_more or self.leader_less)
        talk = [each for each in all_advice if is_on_leader and each[1].target in ON_VIEWS][:1]
        groups = [each for each in all_advice if each[0] is self.of_groups and each[1].reason.id == _ON_GROUPS][:1]
        blocking = [factor for factors in self.blocking.values() for factor in factors]
        factors = dict.fromkeys((*self.finding.factors[:_MOST_ADVISED], *blocking, *self.least))
        on_factors = [each for each in map(self._advice_on, factors) if each][: _MOST_ADVISED - len(groups)]
        return tuple([*talk, *groups, *on_factors] or all_advice[:1])

    @property
    def to_decide(self) -> tuple[tuple[TeamResult, Advice], ...]:
        """What of it is decided with others; how the leader sees it otherwise is what the talk is for."""
        return tuple((result, advice) for result, advice in self.advised if advice.target not in ON_VIEWS)

    def those_behind(self, advice: Advice, result: TeamResult) -> tuple[Wave, ...]:
        """The steps for which the reason of advice from `result` holds, in their order; its own step at the least."""
        factors = advice.reason.listed
        return tuple(
            wave
            for wave, each in self.results.items()
            if each is result
            or (factors and all(_holds(advice.reason.id, self.rows(factor)[wave], each) for factor in factors))
        )

    def _advice_on(self, factor: str) -> tuple[TeamResult, Advice] | None:
        """The advice on a factor of the latest step that sees little or the least support in it."""
        for result in list(self.results.values())[::-1]:
            advice = result.advice_about(factor)
            if advice is not None and (advice in result.advice or advice.reason.id == _ON_LITTLE):
                return result, advice
        return None

    def _along(self, sign: int) -> tuple[str, ...]:
        if not self.are_all:
            return ()
        found: dict[str, float] = {}
        for factor in self.factors:
            chain = self._chain(factor)
            if self._is_of_all_steps(factor) and all(_falls(high, low) for high, low in pairwise(chain[::sign])):
                first, *_, last = (row.figure for row in self.rows(factor).values())
                ends = (last, first) if sign > 0 else (first, last)
                distance = clear_distance(*ends, self._limit(factor))
                if distance is not None:
                    found[factor] = distance
        return _farthest_first(found)

    def _chain(self, factor: str) -> list[_Seen]:
        """What the leader and then each step see of a factor."""
        rows = list(self.rows(factor).values())
        return [(rows[-1].figure.leader, None), *((row.figure.mean, row.figure.bound) for row in rows)]

    def _away_from_leader(self, sign: int) -> tuple[str, ...]:
        if not self.are_all:
            return ()
        found: dict[str, float] = {}
        for factor in self.factors:
            rows = self.rows(factor).values()
            is_away = all(row.stands_out and sign * (row.distance or 0) > 0 for row in rows)
            if is_away and self._is_of_all_steps(factor):
                found[factor] = min(abs(row.distance or 0) for row in rows)
        return _farthest_first(found)

    @property
    def answered(self) -> tuple[int, int]:
        """How many have answered in all steps, and of how many."""
        results = self.results.values()
        return sum(each.report.n for each in results), sum(each.size or each.report.n for each in results)


def _can_be_compared(one: WholeFigure, other: WholeFigure) -> bool:
    """Whether it is known how far apart two figures are at the least, or that they are the same bound."""
    distances = (distance_above(one, other), distance_above(other, one))
    return is_near(one, other, 1) or any(each is not None for each in distances)


def _farthest_first(distances: Mapping[str, float]) -> tuple[str, ...]:
    """Factors by how far apart they are seen; equal ones stay as they are."""
    return tuple(sorted(distances, key=lambda factor: -distances[factor]))


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


def _holds(reason: str, row: TeamRow, result: TeamResult) -> bool:
    """Whether the reason for advice holds for the people of a step too."""
    match reason:
        case "leader_more_positive" | "team_more_positive":
            return row.stands_out and row.is_leader_lower == (reason == "team_more_positive")
        case "team_sees_little":
            return row.team_level in LOW
        case "team_sees_least":
            return row in result.least
    return False


def _blocks(row: TeamRow) -> bool:
    """Whether a factor surely blocks for the people of a step."""
    return row.team_level == "blocks" and row.figure.bound != "over"


def _supports(row: TeamRow) -> bool:
    """Whether a factor surely supports the wanted way for the people of a step and for the leader."""
    is_sure = row.figure.mean is not None and row.figure.bound != "under"
    return is_sure and row.team_level in _SUPPORTING and row.leader_level in (None, *_SUPPORTING)
