"""A team's answers in, what may be shown out: worked out once, when a round closes.

Each factor is decided by itself, on the members whose score of it the missing-data rule does not withhold.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import NamedTuple

from assessment.anonymity.choice import Choice, Groups, Tally, hidden_as_well
from assessment.anonymity.figures import FULL, ShownMean
from assessment.anonymity.remarks import LeaderScore, Said, said
from assessment.anonymity.report import (
    LEAST_MINIMUM,
    AuditReceipt,
    GroupFigure,
    GroupReport,
    ShownGroup,
    WholeFigure,
)
from assessment.anonymity.spread import People
from assessment.rounding import rounded
from assessment.team import NO_ANSWER, FactorStatistics, Team, team_statistics

# The scores of one factor by department.
_Scores = Mapping[str | None, Sequence[Fraction]]


def protected(
    team: Team,
    *,
    minimum: int = LEAST_MINIMUM,
    by_department: bool = False,
    size: int | None = None,
    asked: Collection[str] = (),
) -> GroupReport:
    """What may be shown of a team, and nothing else.

    `minimum` is the fewest people of whom anything is shown, at least 5. `size` is how many members the team has, if
    that is known; it counts only when no more have answered. `asked` are the departments that everybody knows of: one
    of which nobody has answered is hidden by name like any other, so that its absence does not tell that. Nor do the
    numbers of answers: where those of the shown departments add up to all, the smallest is hidden as well.
    """
    if minimum < LEAST_MINIMUM:
        raise ValueError(minimum)
    size = None if size is None or size < max(2, len(team.members)) else size
    released = [
        _released(team, place, statistics, minimum, size, by_department=by_department)
        for place, statistics in enumerate(team_statistics(team, size))
    ]
    people = Counter(member.department for member in team.members) if by_department else Counter()
    names = sorted({name for name in people if name is not None} | {*asked})
    shown = [name for name in names if any(name in factor.shown for factor in released)]
    if (apart := hidden_as_well(shown, names, people)) is not None:
        return protected(_without_department(apart, team), minimum=minimum, by_department=True, size=size, asked=names)
    return GroupReport(
        n=len(team.members),
        receipt=AuditReceipt(
            figures=sum(factor.figures for factor in released),
            releases=1,
            narrowest=min((factor.narrowest for factor in released), default=FULL) * 100 // FULL,
        ),
        factors=tuple(factor.whole for factor in released),
        groups=tuple(_department(name, people[name], released) for name in shown),
        pooled=_pooled(people, released) if any(name is not None for name in people) else None,
        hidden=tuple(name for name in names if name not in shown),
    )


def with_engagement(report: GroupReport, engaged: GroupReport) -> GroupReport:
    """The report of a team with the engagement of its departments, from what may be shown of the same people's.

    No score of a factor follows from anybody's engagement, so the two are audited apart; the receipt counts both.
    """
    shown = tuple(group for group in engaged.groups if group.figures[0].mean is not None)
    receipt = replace(
        report.receipt,
        figures=report.receipt.figures + len(shown),
        narrowest=min(report.receipt.narrowest, engaged.receipt.narrowest) if shown else report.receipt.narrowest,
    )
    return replace(report, receipt=receipt, engagement=shown)


class _Released(NamedTuple):
    """One factor: everybody's figure, the numbers of valid answers by department, and what is shown of them."""

    whole: WholeFigure
    valid: Mapping[str | None, int]
    choice: Choice | None
    narrowest: int

    @property
    def shown(self) -> Mapping[str, ShownMean]:
        return {} if self.choice is None else self.choice.shown

    @property
    def figures(self) -> int:
        return 0 if self.choice is None else self.choice.figures

    def of(self, name: str) -> GroupFigure:
        """The figure of a department."""
        return _figure(self.whole.factor, self.valid.get(name, 0), self.shown.get(name))

    @property
    def others(self) -> GroupFigure:
        """The figure of everybody who is not in a department that is shown."""
        n = sum(n for name, n in self.valid.items() if name not in self.shown)
        return _figure(self.whole.factor, n, None if self.choice is None else self.choice.pool)


def _without_department(name: str, team: Team) -> Team:
    """The team with the people of a department counted as people without one."""
    members = (replace(each, department=None) if each.department == name else each for each in team.members)
    return replace(team, members=tuple(members))


def _released(
    team: Team, place: int, statistics: FactorStatistics, minimum: int, size: int | None, *, by_department: bool
) -> _Released:
    factor, scores = team.factors[place], _scores(team, place, by_department=by_department)
    tallies = {name: Tally.of(own) for name, own in scores.items()}
    departments = {name: tally for name, tally in tallies.items() if name is not None}
    grids = _grids(team, place)
    choice = Groups(departments, Tally.all_of([tallies[None]] if None in tallies else []), minimum, grids).choose()
    leader, beside = _leader(team, place), Said(FULL)
    if choice is not None:
        beside = said(statistics, team.rows(place), leader, choice, _people(choice, scores), grids, size)
    n = statistics.n
    figure = _figure(factor.id, n, None if choice is None else choice.whole)
    whole = WholeFigure(
        figure.factor,
        n,
        figure.mean,
        figure.bound,
        beside.interval,
        beside.agreement,
        None if leader is None else float(rounded(leader.score, 2)),
        beside.distance,
    )
    return _Released(whole, {name: tally.n for name, tally in tallies.items()}, choice, beside.narrowest)


def _scores(team: Team, place: int, *, by_department: bool) -> _Scores:
    scores: dict[str | None, list[Fraction]] = {}
    for member in team.members:
        score = member.scores[place]
        if score is not None:
            scores.setdefault(member.department if by_department else None, []).append(score)
    return scores


def _people(choice: Choice, scores: _Scores) -> list[People]:
    """The parts of a choice, with the lowest and the highest score in each."""
    together = [scores[name] for name in choice.shown]
    together.append([score for name, own in scores.items() if name not in choice.shown for score in own])
    return [People(part, float(min(own)), float(max(own))) for part, own in zip(choice.parts, together, strict=False)]


def _grids(team: Team, place: int) -> tuple[int, ...]:
    """How many statements of a factor everybody was asked, and has answered; neither where that differs."""
    factor = team.factors[place]
    members = [member for member in team.members if member.scores[place] is not None]
    asked = {len(factor.asked[member.form]) for member in members}
    valid = {sum(member.answers[item] != NO_ANSWER for item in factor.asked[member.form]) for member in members}
    return tuple(sorted({grid for counts in (asked, valid) if len(counts) == 1 for grid in counts if grid}))


def _leader(team: Team, place: int) -> LeaderScore | None:
    score = None if team.leader is None else team.leader.scores[place]
    return None if team.leader is None or score is None else LeaderScore(float(score), team.leader.valid[place])


def _figure(factor: str, n: int, figure: ShownMean | None) -> GroupFigure:
    return GroupFigure(factor, n) if figure is None else GroupFigure(factor, n, figure.mean, figure.bound)


def _department(name: str, n: int, released: Sequence[_Released]) -> ShownGroup:
    return ShownGroup(name, n, tuple(factor.of(name) for factor in released))


def _pooled(people: Mapping[str | None, int], released: Sequence[_Released]) -> ShownGroup | None:
    """The pool, of whoever is in it for at least one factor; None when none of its figures is shown."""
    figures = tuple(factor.others for factor in released)
    if all(figure.mean is None for figure in figures):
        return None
    everywhere = set.intersection(*(set(factor.shown) for factor in released))
    return ShownGroup(None, sum(n for name, n in people.items() if name not in everywhere), figures)
