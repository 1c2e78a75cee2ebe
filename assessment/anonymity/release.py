"""A team's answers in, what may be shown out: worked out once, when a round closes.

Each factor is decided by itself, on the members whose score of it the missing-data rule does not withhold.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from assessment.anonymity.choice import Choice, Chooser, Tally
from assessment.anonymity.figures import FULL, Figure, figure_of
from assessment.anonymity.report import (
    LEAST_MINIMUM,
    AuditReceipt,
    GroupFigure,
    GroupReport,
    ShownGroup,
    WholeFigure,
)
from assessment.instrument import Instrument
from assessment.rounding import rounded
from assessment.team import Member, Team, TeamFactor


def protected(
    team: Team,
    instrument: Instrument,
    *,
    minimum: int = LEAST_MINIMUM,
    by_department: bool = False,
    size: int | None = None,
) -> GroupReport:
    """What may be shown of a team, and nothing else.

    `minimum` is the fewest people of whom anything is shown, at least 5. `size` is how many members the team has, if
    that is known.
    """
    if minimum < LEAST_MINIMUM:
        raise ValueError(minimum)
    grids = _grids(team, instrument)
    released = [
        _released(team, place, factor, minimum, by_department, grids[place])
        for place, factor in enumerate(team.factors)
    ]
    names = sorted({m.department for m in team.members if m.department is not None}) if by_department else []
    shown = [name for name in names if any(r.choice is not None and name in r.choice.shown for r in released)]
    figures = sum(1 + (r.choice.figures if names and r.choice else 0) for r in released if r.whole.mean is not None)
    narrowest = min((r.narrowest for r in released), default=FULL)
    return GroupReport(
        n=len(team.members),
        receipt=AuditReceipt(figures, 1, narrowest * 100 // FULL),
        factors=tuple(r.whole for r in released),
        groups=tuple(_group(name, team, released) for name in shown),
        pooled=_pooled(team, released) if names else None,
        hidden=tuple(name for name in names if name not in shown),
    )


class _Released(NamedTuple):
    """One factor: everybody's figure, what is shown by department, and the narrowest range in half points."""

    whole: WholeFigure
    valid: Mapping[str | None, int]
    choice: Choice | None
    narrowest: int
