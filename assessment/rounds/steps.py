"""The three steps of a roll-out beside a leader's rounds: where each stands, and what the next one waits for (3.14)."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from assessment.decided import factor_of_line
from assessment.instrument import LANGUAGES
from assessment.plan import PlanLine
from assessment.report import Report
from assessment.rollout import (
    CLARITY,
    NOTHING_KNOWN,
    WAVES,
    Condition,
    Unmet,
    Wave,
    WaveResult,
    judged,
    next_wave,
    unmet_beforehand,
    unmet_conditions,
)
from assessment.rounds.values import LedRound
from assessment.team_result import TeamResult
from assessment.team_row import TeamRow
from assessment.together import Together

_NEAR: Final = 5  # Points that say nothing: the figures of a team are rounded to them.
_ON_ROLES: Final = "role_misaligned"  # The advice that begins with the role that pulls away the most.


@dataclass(frozen=True)
class Step:
    """A step of a roll-out: its round, the one with a result before others, and None before there is one.

    `is_next` when it can begin now. `unmet` is what it then waits for; `answered` and `size` are of the step before.
    `is_after_next` while the step before comes first or is under way: `unmet` is then what can be settled beforehand.
    `conditions` are all that either of them is judged by, and `known` what they are judged on. `lowest` are the
    factors with the lowest figure in the step before, none where nothing is shown. `near` are the rows of the factors
    so near the border to blocking that rounding or one answer may decide, the lowest first.
    """

    wave: Wave
    led: LedRound | None
    is_next: bool = False
    is_after_next: bool = False
    unmet: tuple[Unmet, ...] = ()
    conditions: tuple[Condition, ...] = ()
    known: WaveResult = NOTHING_KNOWN
    lowest: tuple[TeamRow, ...] = ()
    near: tuple[TeamRow, ...] = ()

    @property
    def undecided(self) -> tuple[TeamRow, ...]:
        """The rows of `near` that no action with a date is about."""
        return tuple(row for row in self.near if row.factor not in self.known.acted_on)

    @property
    def is_in_place(self) -> bool:
        """Whether all that the step is judged by is there."""
        return bool(self.conditions) and not self.unmet


def together(rounds: Sequence[LedRound], talked: Collection[int] = ()) -> Together:
    """The latest result of each step that has one, as its leader sees it.

    `talked` are the numbers of the rounds whose result is talked about.
    """
    found: dict[Wave, TeamResult] = {}
    numbers: dict[Wave, int] = {}
    for led in rounds:
        if led.setup.wave and (result := led.result(is_for_leader=True)) is not None:
            found[led.setup.wave], numbers[led.setup.wave] = result, led.number
    waves = [wave for wave in WAVES if wave in found]
    held = tuple(wave for wave in waves if numbers[wave] in talked)
    return Together({wave: found[wave] for wave in waves}, promised_in(rounds), held)


def promised_in(rounds: Sequence[LedRound]) -> dict[str, tuple[Wave, ...]]:
    """What the messages of the steps have told is planned: the source of each piece of advice, and in which steps."""
    found: dict[str, tuple[Wave, ...]] = {}
    for wave in WAVES:
        for source in dict.fromkeys(one for led in rounds if led.setup.wave == wave for one in led.setup.promised):
            found[source] = (*found.get(source, ()), wave)
    return found


def _mean(row: TeamRow) -> int:
    return row.figure.mean or 0


def steps(rounds: Sequence[LedRound], report: Report) -> tuple[Step, ...]:
    """All three in their order. `report` is the leader's own, with the plan."""
    latest = {wave: _latest(wave, rounds) for wave in WAVES}
    released = [wave for wave, led in latest.items() if led is not None and led.state == "released"]
    upcoming = next_wave(released)
    can_begin = not any(each.state in ("open", "closed") for each in rounds)
    return tuple(_step(wave, latest, report, upcoming, can_begin=can_begin) for wave in WAVES)


def _latest(wave: Wave, rounds: Sequence[LedRound]) -> LedRound | None:
    own = [each for each in rounds if each.setup.wave == wave]
    standing = [each for each in own if each.state not in ("too_few", "called_off")]
    return next(iter([*reversed(standing), *reversed(own)]), None)


def _step(
    wave: Wave, latest: dict[Wave, LedRound | None], report: Report, upcoming: Wave | None, *, can_begin: bool
) -> Step:
    place = WAVES.index(wave)
    before, led = WAVES[place - 1] if place else None, latest[wave]
    if before is not None and before == upcoming and not (can_begin and place > 1):
        known = _known(report)
        return Step(wave, led, is_after_next=True, unmet=unmet_beforehand(known), conditions=judged(known), known=known)
    is_next = can_begin and wave == upcoming
    asked = latest[before] if before is not None else None
    shown = asked.result(is_for_leader=True) if is_next and asked is not None else None
    if shown is None:
        return Step(wave, led, is_next)
    result, lowest = _result(shown, report), min(shown.least_or_all, key=_mean, default=None)
    return Step(
        wave,
        led,
        is_next,
        unmet=unmet_conditions(result),
        conditions=judged(result),
        known=result,
        lowest=tuple(row for row in shown.rows if lowest and _shown(row) == _shown(lowest)),
        near=_near(shown.rows, lowest, report),
    )


def _shown(row: TeamRow) -> tuple[object, object]:
    return row.figure.mean, row.figure.bound


def _near(rows: Sequence[TeamRow], lowest: TeamRow | None, report: Report) -> tuple[TeamRow, ...]:
    """The rows near the border, and those that are only known to be under a bound, which may block."""
    first = lowest.factor if lowest else None
    near = [row for row in rows if _is_near(row, report)]
    return tuple(sorted(near, key=lambda row: (row.factor != first, _mean(row))))


def _is_near(row: TeamRow, report: Report) -> bool:
    """Whether a figure that does not block may be one that does: just above the border, or under a number above it."""
    border, figure = report.instrument.levels[1].lowest, row.figure
    if row.team_level == "blocks" or figure.mean is None or figure.bound == "over":
        return False
    return figure.bound == "under" or border <= figure.mean < border + _NEAR


def _result(shown: TeamResult, report: Report) -> WaveResult:
    """What is known after a step: the released figures, and the leader's own answers, map and plan."""
    blocked = [row.factor for row in shown.rows if row.team_level == "blocks"]
    return replace(_known(report), answered=shown.report.n, size=shown.size or 0, blocked=blocked)


def _known(report: Report) -> WaveResult:
    """What is known without any step: the leader's own answers, map and plan."""
    experience = report.answers.experience
    asked = report.instrument.form_context(report.answers.form)
    return WaveResult(
        answered=0,
        size=0,
        is_experience_signed=experience.agreed == "yes" and bool(experience.weights),
        clarity=report.scores.context_score(CLARITY),
        alignments={role.id: role.alignment for role in report.incentives.roles} if report.incentives else {},
        blocked=(),
        acted_on=frozenset(_acted_on(report)),
        is_clarity_asked=any(item.module == CLARITY for item in asked),
    )


def _acted_on(report: Report) -> Iterator[str]:
    """The factors and roles that a line of the plan with a date is about: one that is past only if it is done."""
    roles = report.incentives.misaligned if report.incentives else ()
    parts = [*(factor.id for factor in report.instrument.factors), *(role.id for role in roles)]
    return (part for part in parts if lines_about(part, report))


def lines_about(part: str, report: Report) -> list[PlanLine]:
    """The lines of the plan with a date that are about a factor or a role; one that is past only if it is done."""
    return [line for line in _about(part, report) if line.due is not None and not line.is_overdue(report.made_on)]


def undated_about(part: str, report: Report) -> list[PlanLine]:
    """The lines about it that are left to do and have no date yet, or one that is past."""
    left = [line for line in _about(part, report) if not line.is_all_done]
    return [line for line in left if line.due is None or line.is_overdue(report.made_on)]


def _about(part: str, report: Report) -> list[PlanLine]:
    if any(factor.id == part for factor in report.instrument.factors):
        return [line for line in report.plan if factor_of_line(line, report.instrument) == part]
    return [line for line in report.plan if _is_about(line, part, report)]


def _is_about(line: PlanLine, role_id: str, report: Report) -> bool:
    """Whether a line names a role, or comes from the advice that begins with it."""
    scores, role = report.incentives, report.map.role(role_id)
    worst = min(scores.misaligned, key=lambda each: each.alignment).id if scores else None
    if worst == role_id and line.target == _ON_ROLES:
        return True
    said = " ".join([line.title, line.first_step, *(step.text for step in line.steps)]).casefold()
    names = {role.label(language) for language in LANGUAGES} if role else set[str]()
    return any(name and name.casefold() in said for name in names)
