"""A team's released result as it is read: by its leader, or by members.

Everything here follows from a GroupReport, from what the leader decided when the round began, and from the question
bank. So nothing is said that a reader could not work out from what has passed the audit.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from math import ceil
from typing import Final, Literal

from assessment.advice import Advice, advice_on_levels, executive_advice, in_order_of, team_advice
from assessment.anonymity import (
    LEAST_FOR_SPREAD,
    LEAST_MINIMUM,
    Bound,
    GroupFigure,
    GroupReport,
    ShownGroup,
    WholeFigure,
)
from assessment.group_distances import (
    GroupAlone,
    GroupsApart,
    clear_distance,
    far_factors,
    figure_of,
    is_near,
    one_alone,
    two_apart,
)
from assessment.instrument import Instrument, LevelId
from assessment.rollout import Wave
from assessment.team import Consensus
from assessment.team_row import DIFFERENT, FULL, LOW, RANKS, TeamRow, height, least_first, view_of

# What so many answers are worth (3.7).
Worth = Literal["indication", "picture", "solid"]
# Whether departments without figures of their own are counted in those of "Others", or nowhere but in the whole.
Hiding = Literal["with_others", "hidden"]

_ONE_STEP: Final = 50  # Points; divided by the number of answers, the same for few of them.
MOST_IN_A_TALK: Final = 15  # More people do not all get to speak in an hour.
MOST_QUESTIONS: Final = 4  # More are not talked through in twenty-five minutes.
_MOST_THEMES: Final = 2  # More cannot be talked about in an hour.
_PICTURE_FROM, _SOLID_FROM, _SOLID_SHARE = 10, 30, 0.6


@dataclass(frozen=True, kw_only=True)
class TeamResult:
    """What may be shown of a team, and all that is needed to say it.

    `is_for_leader` tells who reads: the leader, or a member. `size` is how many could answer, `minimum` the fewest of
    whom anything is shown; `group_sizes` is how many people are in each department, where that is known. `wave` is the
    step of a roll-out, if it is one, and `executive` what the executive team has released before it; `is_followed`
    whether a later step has begun. With `is_campaign` they are all who answered in a consultant's campaign, and nobody
    leads them.
    """

    report: GroupReport
    instrument: Instrument
    is_for_leader: bool
    name: str = ""
    closed_on: date | None = None
    size: int | None = None
    group_sizes: Mapping[str, int] = field(default_factory=dict)
    minimum: int = LEAST_MINIMUM
    current_behaviour: str = ""
    new_behaviour: str = ""
    wave: Wave | None = None
    executive: GroupReport | None = None
    is_followed: bool = False
    is_campaign: bool = False

    @cached_property
    def rows(self) -> tuple[TeamRow, ...]:
        """The factors: seen clearly differently, far apart, the others, each by distance; the unseen ones last.

        Before all comes what the leader sees far more support in where the team sees little and the least, or where it
        blocks: headline, talk and what members read begin with it. Of a campaign, those with the least support first.
        """
        rows = [self._row(figure) for figure in self.report.factors]
        if self.is_campaign:
            return least_first(rows)
        ranks = {view: rank for rank, views in enumerate(RANKS) for view in views}
        return tuple(sorted(rows, key=lambda row: (not self._is_missed(row), ranks[row.view], -abs(row.distance or 0))))

    @property
    def in_order(self) -> tuple[TeamRow, ...]:
        """The factors as they are drawn: for the leader by distance, for a member the least support first.

        A leader has to explain distances; members read what holds the team back, as in their own results.
        """
        if self.is_for_leader:
            return self.rows
        return least_first(self.rows)

    @property
    def shows_anything(self) -> bool:
        """Whether any figure of the team is shown."""
        return any(figure.mean is not None for figure in self.report.factors)

    @property
    def standing_out(self) -> tuple[TeamRow, ...]:
        """The factors whose two numbers are far apart, in the order of `rows`."""
        return tuple(row for row in self.rows if row.stands_out)

    def are_farthest(self, rows: Sequence[TeamRow]) -> bool:
        """Whether the two numbers of each of these rows are far apart, and surely not less so than those of others."""
        least = min((abs(row.distance or 0) for row in rows), default=0)
        others = [FULL if row.distance is None else abs(row.distance) for row in self.rows if row not in rows]
        return all(row.stands_out for row in rows) and all(distance <= least for distance in others)

    @property
    def headlined(self) -> tuple[TeamRow, ...]:
        """What the headline is about: what stands out first, and whatever else is seen in the same way."""
        first = next(iter(self.standing_out), None)
        how = first and (first.view, first.is_leader_lower)
        return tuple(row for row in self.standing_out if (row.view, row.is_leader_lower) == how)

    def beside_headline(self, *, is_lower: bool, is_sure: bool) -> tuple[TeamRow, ...]:
        """What else stands out, with a verdict or without, and the leader sees less support in it, or more."""
        others = (row for row in self.standing_out if row not in self.headlined)
        return tuple(row for row in others if (row.is_leader_lower, row.is_finding) == (is_lower, is_sure))

    @property
    def is_seen_alike(self) -> bool:
        """Whether the leader sees every factor as the team does."""
        return all(row.view == "same" for row in self.rows)

    @property
    def least(self) -> tuple[TeamRow, ...]:
        """The factors that give the least support in the team's eyes, as far as the figures tell, in the bank's order.

        Two with the same figure share the place; so does each that is only known to be under a bound. None where more
        than half of those shown would share it: then nothing stands out.
        """
        lowest = min((height(row.figure) for row in self._shown), default=None)
        found = tuple(row for row in self._shown if height(row.figure) == lowest or row.figure.bound == "under")
        return found if 2 * len(found) <= len(self._shown) else ()

    @property
    def least_or_all(self) -> tuple[TeamRow, ...]:
        """The factors that give the least support, or all that are shown where none stands out."""
        return self.least or self._shown

    @property
    def least_level(self) -> LevelId | None:
        """The level of the factors of `least_or_all`; None where they are at different ones."""
        levels = {row.team_level for row in self.least_or_all}
        return levels.pop() if len(levels) == 1 else None

    @property
    def is_least_low(self) -> bool:
        """Whether the factors with the least support are all at one level, and that is a low one."""
        return self.least_level in LOW

    @property
    def as_low(self) -> tuple[TeamRow, ...]:
        """The other factors at the level of those with the least support, where that is a low one; the lowest first."""
        if not self.least or not self.is_least_low:
            return ()
        return least_first(row for row in self._shown if row.team_level == self.least_level and row not in self.least)

    @property
    def low_for_both(self) -> tuple[TeamRow, ...]:
        """The factors in which leader and team both see little support, the team's lowest figure first."""
        return least_first(row for row in self.rows if row.is_low_for_both)

    @property
    def themes(self) -> tuple[TeamRow, ...]:
        """What to talk about: what the headline begins with, then what both see little support in or what is next.

        Without a difference, what both see little support in, or else the factor with the least support, or the first
        of the bank where none stands out.
        """
        first, others = self.standing_out[:1], self.standing_out[1:]
        return (*first, *self.low_for_both, *others)[:_MOST_THEMES] or self.least_or_all[:1]

    @property
    def advice(self) -> tuple[Advice, ...]:
        """What the leader can do about it, in the order of headline and talk; nothing for members.

        About a factor by itself: where the team sees the least support, or as little, or little in what is talked
        about. The leader's view beside the team's: only as in the headline, for advice on seeing brighter below "you
        see it darker" contradicts it.
        """
        if not self.is_for_leader:
            return ()
        spoken = dict.fromkeys((*self.themes, *self.least, *self.as_low))
        low = {row.factor: row.team_level for row in spoken if row.team_level in LOW or row in self.least}
        found = (
            *team_advice(self.report, self.instrument, self._verdict, self.apart),
            *advice_on_levels(low, self.instrument, tuple(row.factor for row in self.least)),
        )
        factors = [row.factor for row in dict.fromkeys((*spoken, *self.rows))]
        in_order = in_order_of(factors, found)
        first = [each for each in in_order if self.is_about_groups and each.target == "two_camps"]
        groundwork = executive_advice(self.instrument) if self._follows and self.executive is None else ()
        return (*groundwork, *first, *(each for each in in_order if each not in first))

    def advice_about(self, factor: str) -> Advice | None:
        """What the leader can do about a factor, whether or not it stands out; None where the bank has nothing."""
        levels = {row.factor: row.team_level for row in self.rows if row.factor == factor}
        about = (*self.advice, *advice_on_levels(levels, self.instrument, (factor,)))
        return next((each for each in about if each.target == factor), None)

    @property
    def has_groundwork(self) -> bool:
        """Whether the first piece of advice is about what comes before the factor of the headline."""
        return any(each.target == "executive_first" for each in self.advice)

    @property
    def are_too_many(self) -> bool:
        """Whether there are more answers than people who were asked."""
        return self.size is not None and self.report.n > self.size

    @property
    def are_many(self) -> bool:
        """Whether more were asked than can talk in one meeting."""
        return (self.size or self.report.n) > MOST_IN_A_TALK

    @property
    def meetings(self) -> int:
        """How many talks of all there are at the least; with departments far apart, one or more of each before."""
        joint = _talks(self.size or self.report.n)
        if not self.is_about_groups:
            return joint
        answered = {str(group.name): group.n for group in self._named_groups}
        people = {**dict.fromkeys(self.report.hidden, 1), **answered, **self.group_sizes}
        return joint + sum(map(_talks, people.values()))

    @property
    def worth(self) -> Worth:
        """What so many answers are worth; with more than were asked, somebody may have answered more than once."""
        n = self.report.n
        if n >= _SOLID_FROM and self.size is not None and n >= _SOLID_SHARE * self.size and not self.are_too_many:
            return "solid"
        return "picture" if n >= _PICTURE_FROM else "indication"

    @property
    def is_of_some(self) -> bool:
        """Whether so few have answered that the figures are theirs rather than the team's."""
        return self.size is not None and self.report.n < _SOLID_SHARE * self.size

    @property
    def tells_nothing(self) -> bool:
        """Whether all that is shown leaves the whole scale open for everybody's result."""
        return self.report.receipt.narrowest >= FULL

    @property
    def divided(self) -> tuple[str, ...]:
        """The factors on which the answers are so far apart that the mean hides it."""
        return (*self.agreements.get("none", ()), *self.agreements.get("weak", ()))

    @property
    def agreements(self) -> dict[Consensus, tuple[str, ...]]:
        """The factors by how far the team agrees on them, in the order of the bank."""
        found: dict[Consensus, tuple[str, ...]] = {}
        for figure in self.report.factors:
            if figure.agreement is not None:
                found[figure.agreement] = (*found.get(figure.agreement, ()), figure.factor)
        return found

    @property
    def says_spread(self) -> bool:
        """Whether so many have answered that the likely range and agreement are shown where they may be."""
        return self.report.n >= LEAST_FOR_SPREAD

    @property
    def departments(self) -> tuple[ShownGroup, ...]:
        """The departments with figures, none in front of the others for what it sees, and last the pool.

        The pool's figures of everybody are left out: those add nothing.
        """
        return (*self.report.groups, *([self.report.others] if self.report.others else []))

    @cached_property
    def groups_apart(self) -> GroupsApart | None:
        """The two departments that are far apart on the most factors; None where none are, as far as is shown."""
        return two_apart(self._named_groups)

    @cached_property
    def group_alone(self) -> GroupAlone | None:
        """The department that is far from every other one on the most factors; None where none is."""
        return one_alone(self._named_groups)

    @cached_property
    def differing(self) -> tuple[str, ...]:
        """The factors on which any two departments are far apart, the farthest first; () on none."""
        return far_factors(self._named_groups)

    def as_the_leader(self, factor: str) -> tuple[ShownGroup, ...]:
        """The departments that see a factor as the leader does where departments are far apart on it; () elsewhere.

        They are surely at the leader's level, and not far from the leader's number.
        """
        leader = next((each.leader for each in self.report.factors if each.factor == factor), None)
        if leader is None or factor not in self.differing:
            return ()
        return tuple(group for group in self._named_groups if self._is_as(leader, figure_of(group, factor)))

    def _is_as(self, leader: float, figure: GroupFigure) -> bool:
        if figure.mean is None or (figure.bound is None and abs(figure.mean - leader) >= self.limit(figure.factor)):
            return False
        end = {"under": 0, "over": FULL, None: leader}[figure.bound]
        return {self.level(leader), self.level(end)} == {self.level(figure.mean, figure.bound)}

    @property
    def seen_alike_by_groups(self) -> TeamResult:
        """The result of the factors that no groups are far apart on: of the others the mean hides what divides them."""
        factors = tuple(each for each in self.report.factors if each.factor not in self.differing)
        return replace(self, report=replace(self.report, factors=factors, groups=()))

    @property
    def far_apart(self) -> GroupAlone | GroupsApart | None:
        """The department that is far from all others, or else the two that are far from each other."""
        return self.group_alone or self.groups_apart

    @property
    def apart(self) -> tuple[str, ...]:
        """The factors on which departments are far apart: what stands out the most, then the farthest; () on none."""
        far = self.far_apart
        headline = [row.factor for row in self.standing_out[:1] if far and row.factor in far.factors]
        return tuple(dict.fromkeys([*headline, *far.factors])) if far else ()

    @property
    def advice_in_group(self) -> Advice | None:
        """What the bank advises the department with far less support, on the first of `apart` at that one's level.

        None where a department sees far more than all others, or the bank has nothing.
        """
        lower = self.far_apart.lower if self.far_apart else None
        shown = [each for each in lower.figures if each.factor in self.apart[:1]] if lower else []
        levels = {each.factor: self.level(each.mean, each.bound) for each in shown if each.mean is not None}
        return next(iter(advice_on_levels(levels, self.instrument, self.apart[:1])), None)

    @property
    def is_about_groups(self) -> bool:
        """Whether everybody reads first that departments are far apart: the mean of a whole step hides it."""
        return self._follows and bool(self.apart)

    @property
    def _follows(self) -> bool:
        """Whether others than the executive team are asked in a step of a roll-out."""
        return self.wave in ("leaders", "all")

    def beside_executive(self, *, is_lower: bool) -> tuple[str, ...]:
        """The factors in which the executive team sees clearly less support than all here, or clearly more."""
        pairs = [(each, self.of_executive(each.factor)) for each in self.report.factors]
        ends = [(other, each) if is_lower else (each, other) for each, other in pairs if other is not None]
        return tuple(low.factor for low, high in ends if clear_distance(low, high, self.limit(low.factor)) is not None)

    @property
    def is_as_executive(self) -> bool:
        """Whether each factor is surely seen much alike by the executive team and by all here."""
        pairs = [(each, self.of_executive(each.factor)) for each in self.report.factors]
        return all(other is not None and is_near(one, other, self.limit(one.factor)) for one, other in pairs)

    def of_executive(self, factor: str) -> WholeFigure | None:
        """What the executive team has released of a factor before; None where it has released nothing."""
        theirs = self.executive.factors if self.executive is not None else ()
        return next((each for each in theirs if each.factor == factor), None)

    @property
    def _named_groups(self) -> list[ShownGroup]:
        return [group for group in self.report.groups if group.name is not None]

    @property
    def hiding(self) -> Hiding | None:
        """What becomes of departments without figures of their own; None when all have some. Why is never told."""
        if not self.report.hidden:
            return None
        return "with_others" if self.report.others else "hidden"

    @property
    def has_blanks(self) -> bool:
        """Whether a department that is shown lacks the figure of a factor."""
        return any(figure.mean is None for group in self.departments for figure in group.figures)

    @property
    def has_bounds(self) -> bool:
        """Whether a figure of a department that is shown is only known as a bound."""
        return any(figure.bound is not None for group in self.departments for figure in group.figures)

    def has_too_few(self, figure: WholeFigure) -> bool:
        """Whether a figure is hidden because too few have answered."""
        return figure.n < self.minimum

    def level(self, score: float, bound: Bound | None = None) -> LevelId:
        """The level of a score as it is shown; under a bound it is that of whatever is just below."""
        if bound == "under":
            return next(level.id for level in reversed(self.instrument.levels) if level.lowest < score)
        return next(level.id for level in reversed(self.instrument.levels) if level.lowest <= score)

    def open_levels(self, row: TeamRow) -> tuple[LevelId, ...]:
        """The levels that a team's figure may have, the lowest first: under a bound, all that it leaves open."""
        if row.figure.bound is None or row.band is None:
            return () if row.team_level is None else (row.team_level,)
        low, high = row.band
        levels = self.instrument.levels
        ends = (*(level.lowest for level in levels[1:]), FULL + 1)
        return tuple(level.id for level, end in zip(levels, ends, strict=True) if level.lowest < high and end > low)

    @cached_property
    def _shown(self) -> tuple[TeamRow, ...]:
        """The factors with a figure of the team, in the order of the bank."""
        return tuple(row for row in map(self._row, self.report.factors) if row.figure.mean is not None)

    @property
    def _verdict(self) -> str | None:
        """The verdict in the headline."""
        return next((row.figure.distance_kind for row in self.headlined if row.is_finding), None)

    def _is_missed(self, row: TeamRow) -> bool:
        """Whether the leader sees far more support where the team sees little and the least, or where it blocks."""
        is_least = row.team_level in LOW and row.factor in [each.factor for each in self.least]
        return row.stands_out and not row.is_leader_lower and (is_least or row.team_level == "blocks")

    def _row(self, figure: WholeFigure) -> TeamRow:
        leader, mean = figure.leader, figure.mean
        return TeamRow(
            figure=figure,
            view=view_of(figure, self.limit(figure.factor)),
            distance=None if leader is None or mean is None else leader - mean,
            team_level=None if mean is None else self.level(mean, figure.bound),
            leader_level=None if leader is None else self.level(leader),
            is_of_all=figure.n == self.size,
        )

    def limit(self, factor: str) -> float:
        """From how many points on one answer one step off cannot explain a difference, whichever form was answered."""
        answers = sum(item.factor == factor for item in self.instrument.form_items("quick"))
        return max(DIFFERENT, _ONE_STEP / max(answers, 1))

    def questions_each(self, factors: Sequence[object], taken: Sequence[str]) -> list[int]:
        """How many questions of its own each of these factors gets in a talk, beside those that are taken."""
        left, count = MOST_QUESTIONS - len(taken), len(factors)
        return [(left + place) // count for place in range(count)]


def _talks(people: int) -> int:
    """How many talks so many people need."""
    return ceil(people / MOST_IN_A_TALK)
