"""What has come of an incentive map: changes of rewards in the plan, and decisions about clashes."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from assessment.advice import Advice
from assessment.incentives import Clash
from assessment.incentives.decisions import is_on_rewards, line_of_decision
from assessment.plan import PlanLine
from assessment.report import Report


class RewardOutcome(NamedTuple):
    """A change of rewards, which has no clash, or a decided clash with its line of the plan, if it has one."""

    clash: Clash | None
    line: PlanLine | None


class Awaited(NamedTuple):
    """What a planned change of rewards waits for, and its line of the plan, if it has one.

    `comes_later` where the change is to be done by a day on which that is not yet done.
    """

    advice: Advice
    line: PlanLine | None
    comes_later: bool

    @classmethod
    def by(cls, line: PlanLine, report: Report) -> Awaited | None:
        """What this line of the plan waits for; None where it waits for nothing."""
        first = report.awaited(line)
        if first is None:
            return None
        held = report.planned(first)
        return cls(first, held, bool(held and held.due and line.due and line.due <= held.due))

    @property
    def until(self) -> date | None:
        """The day by which that is to be done; None without one."""
        return self.line.due if self.line else None


def settled(report: Report) -> tuple[RewardOutcome, ...]:
    """The changes of rewards in the plan, those that are done first, then the decisions that are in force."""
    roles, scores = [role.id for role in report.map.roles], report.incentives
    changes = sorted(
        (line for line in report.plan if is_on_rewards(line.id, roles)), key=lambda one: not one.is_all_done
    )
    decided = [clash for clash in scores.clashes if scores.decision(clash)] if scores else []
    by_id = {line.id: line for line in report.plan}
    return (
        *(RewardOutcome(None, line) for line in changes),
        *(RewardOutcome(clash, by_id.get(line_of_decision(clash.a, clash.b))) for clash in decided),
    )


def awaited(report: Report) -> PlanLine | None:
    """The line of the plan that a change of rewards waits for; None where nothing waits, or it is done."""
    return holding_line(report) if any(report.awaited(each) for each in report.plan) else None


def holding_line(report: Report) -> PlanLine | None:
    """The line of the plan that has to be done before rewards are changed; None without one that is left."""
    line = report.planned(report.holding) if report.holding else None
    return None if line is None or line.is_all_done else line


def lapsed(report: Report) -> tuple[Clash, ...]:
    """The clashes of which a decision no longer applies, as what either role is rewarded for has changed since."""
    clashes = report.incentives.clashes if report.incentives else ()
    return tuple(each for each in clashes if (one := report.map.decision(each.a, each.b)) and one.reopened)
