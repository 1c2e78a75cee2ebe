"""What a plan has on what the steps of a roll-out find: one view for the page, the letter to everybody and the PDF."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple

from assessment.advice import Advice
from assessment.instrument import Instrument
from assessment.next_up import FirstUp, late_things
from assessment.plan import PlanLine, in_order
from assessment.report import Report
from assessment.rollout import WAVES, Wave
from assessment.team_result import TeamResult
from assessment.together import ON_VIEWS, Together

_MOST_TOLD: Final = 3  # More promises without an owner are hardly kept.
# Advice on no factor that finds out what is rewarded today, as the advice on blocking rewards does.
_ON_REWARDS: Final = ("map_todays_rewards", "map_before_reward")
_REWARDS: Final = "external_rewards"
_IN_TALKS: Final = (*ON_VIEWS, "two_camps")  # The targets of advice whose first step is the talk about the result.


def factor_of_line(line: PlanLine, bank: Instrument) -> str:
    """The factor that the advice of a line is about; "" for the leader's own, and for advice on none."""
    factor = _REWARDS if line.target in _ON_REWARDS else bank.factor_of(line.target)
    return factor if bank.factor(factor) else ""


def planned_on(advice: Advice, report: Report) -> list[PlanLine]:
    """What the plan has left to do from other advice on the same factor."""
    about = _REWARDS if advice.target in _ON_REWARDS else advice.target
    return [
        line
        for line in report.plan
        if line.source != advice.source and not line.is_all_done and factor_of_line(line, report.instrument) == about
    ]


class Unkept(NamedTuple):
    """Advice by its source that messages of these steps told was planned, and the line that has taken its place.

    None where nothing is planned on the same factor any more.
    """

    source: str
    waves: Sequence[Wave]
    by: PlanLine | None


@dataclass(frozen=True)
class Decided:
    """What is decided, in its order, and what is not.

    `lines` is what everybody who was asked is told: of several actions on one factor, the first. `twice` are the
    others of those. `rest` is what else the plan has left to do. `open` is what is advised, and not decided.
    `lacking` are the factors with the least support in every step, or else in the last one, on which the plan has
    nothing, done or not. `today` is the day on which it is said: a day before it is no promise. `closes_on` is the last
    day on which those who are told may still answer, None where they have: until then nothing can follow from it.
    `changed` is what messages told was planned, and the plan does not have any more. `begun` is the advice, by its
    source, that begins with the talk about each result that gives it, where all of these are talked about.
    """

    lines: tuple[PlanLine, ...]
    twice: tuple[PlanLine, ...]
    rest: tuple[PlanLine, ...]
    open: tuple[tuple[TeamResult, Advice], ...]
    lacking: tuple[str, ...]
    today: date
    closes_on: date | None = None
    changed: tuple[Unkept, ...] = ()
    begun: frozenset[str] = frozenset()

    @property
    def late(self) -> tuple[FirstUp, ...]:
        """What is late of each line, the longest overdue first."""
        return late_things(self.lines, self.today)

    @property
    def one_day(self) -> date | None:
        """The day by which all of three or more lines begin, or else are due; None where it differs or has passed."""
        days = {step.due if (step := line.next_step) and step.due else line.due for line in self.lines}
        return self.ahead(days.pop()) if len(days) == 1 and len(self.lines) >= _MOST_TOLD else None

    def ahead(self, day: date | None) -> date | None:
        """A day that can still be kept; None without one, and for one that has passed."""
        return day if day and day >= self.today else None

    def is_early(self, line: PlanLine) -> bool:
        """Whether the next step of a line is due while those who are told of it may still answer."""
        due = self.ahead(line.next_step.due) if line.next_step else None
        return due is not None and self.closes_on is not None and due <= self.closes_on


def decided(found: Together, own: Report) -> Decided:
    """What the plan has decided about what all steps say. `own` is the leader's report, with the plan.

    Everybody is told of the lines that have an owner. While those are fewer than three, others fill up to three: first
    those about what the steps advise, then those due next.
    """
    bank, ranked = own.instrument, [advice.source for _, advice in found.advised]
    left = [line for line in in_order(own.in_force, ranked) if line.title and not line.is_all_done]
    factors: dict[str, PlanLine] = {}
    for line in left:
        factors.setdefault(factor_of_line(line, bank) or line.id, line)
    once = list(factors.values())
    advised = {advice.target for _, advice in found.to_decide}
    last = list(found.results.values())[-1]
    lowest = found.least or tuple(row.factor for row in last.least)
    planned = {factor_of_line(line, bank) for line in own.plan}
    told = _told(once, [line for line in once if factor_of_line(line, bank) in advised], own.made_on)
    return Decided(
        lines=tuple(line for line in once if line in told),
        twice=tuple(line for line in left if line not in once),
        rest=tuple(line for line in once if line not in told),
        open=tuple(
            (result, advice)
            for result, advice in found.to_decide
            if own.planned(advice) is None and not planned_on(advice, own)
        ),
        lacking=tuple(factor for factor in lowest if factor not in planned),
        today=own.made_on,
        changed=tuple(_changed(found, own)),
        begun=frozenset(_begun(found)),
    )


def _begun(found: Together) -> Iterator[str]:
    """The advice that begins with a talk that is held with everybody whose result gives it."""
    given: dict[str, list[Wave]] = {}
    for wave, result in found.results.items():
        for advice in result.advice:
            if advice.target in _IN_TALKS:
                given.setdefault(advice.source, []).append(wave)
    yield from (source for source, waves in given.items() if set(waves) <= set(found.talked))


def _changed(found: Together, own: Report) -> Iterator[Unkept]:
    """What was promised and is not in the plan, done or not, with the first line there on the same factor."""
    planned = {line.source for line in own.plan}
    for source, waves in found.promised.items():
        if source not in planned:
            about = factor_of_line(PlanLine("", source=source), own.instrument)
            on_it = (line for line in own.plan if line.title and factor_of_line(line, own.instrument) == about)
            yield Unkept(source, waves, next(on_it, None) if about else None)


def decided_before(found: Together, wave: Wave | None, own: Report) -> tuple[PlanLine, ...]:
    """The lines of the plan from what the steps before this one advise, done or not; none outside a roll-out.

    One for each factor, since several steps can advise on the same.
    """
    steps = [found.results[each] for each in WAVES[: WAVES.index(wave)] if each in found.results] if wave else []
    advised = [each.source for result in steps for each in result.advice if each.target not in ON_VIEWS]
    once: dict[str, PlanLine] = {}
    for line in in_order(own.plan, advised):
        if line.source in advised:
            once.setdefault(factor_of_line(line, own.instrument) or line.id, line)
    return tuple(once.values())


def _told(lines: Sequence[PlanLine], advised: Sequence[PlanLine], today: date) -> list[PlanLine]:
    owned = [line for line in lines if line.owner]

    def place(line: PlanLine) -> tuple[bool, bool, date]:
        return line not in advised, line.is_overdue(today), line.due or date.max

    nearest = sorted((line for line in lines if not line.owner), key=place)
    return [*owned, *nearest[: max(0, _MOST_TOLD - len(owned))]]
