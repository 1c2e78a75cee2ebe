"""A team's statistics as JSON, and what has to be known to read them. They protect nobody."""

from __future__ import annotations

import json
from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from assessment.exports.tables import two_decimals
from assessment.rounding import rounded
from assessment.team import CERTAIN_ROWS, FactorStatistics, Reliability, Team

STATISTICS_FORMAT: Final = "drivkraft.team_statistics/1"


def to_team_statistics(team: Team, statistics: tuple[FactorStatistics, ...]) -> dict[str, object]:
    """The statistics themselves as the JSON object "drivkraft.team_statistics/1": they protect nobody."""
    return {
        "format": STATISTICS_FORMAT,
        "n": len(team.members),
        "factors": [
            {
                "id": factor.id,
                "n": factor.n,
                "mean": _decimals(factor.mean),
                "sd": _decimals(factor.sd),
                "interval": None if factor.interval is None else [_decimals(end) for end in factor.interval],
                "leader": _decimals(factor.leader),
                "gap": _decimals(factor.distance),
                "gap_kind": factor.distance_kind,
                "rwg": _decimals(factor.rwg),
                "adm": _decimals(factor.adm),
                "alpha": None if factor.reliability is None else _decimals(factor.reliability.alpha),
            }
            for factor in statistics
        ],
    }


def _decimals(value: Fraction | float | None) -> float | None:
    return None if value is None else two_decimals(float(value))


def to_team_statistics_json(team: Team, statistics: tuple[FactorStatistics, ...]) -> bytes:
    """What `python -m assessment team --unprotected` prints."""
    return json.dumps(to_team_statistics(team, statistics), ensure_ascii=False, indent=2).encode() + b"\n"


def statistics_remarks(team: Team, statistics: tuple[FactorStatistics, ...]) -> Iterator[str]:
    """What has to be said beside the statistics, in the English of the command line."""
    yield "unprotected: these figures may give away who answered what; without --unprotected they do not"
    if len({member.form for member in team.members} | ({team.leader.form} if team.leader else set())) > 1:
        yield "not everybody answered the same form; agreement and alpha are of the statements all members were asked"
    for factor in statistics:
        if factor.reliability is not None:
            yield f"{factor.id}: {_reliability_remark(factor.reliability)}"


def _reliability_remark(found: Reliability) -> str:
    alpha, low, high = (rounded(value, 2) for value in (found.alpha, *found.interval))
    text = f"alpha {alpha}, 95 % interval {low} to {high}, from {found.rows} complete answers"
    if not found.is_certain:
        return f"{text}; uncertain with fewer than {CERTAIN_ROWS}"
    if found.omega is None:
        return f"{text}; omega cannot be fitted, so alpha stands in for it"
    return f"{text}; omega {rounded(found.omega, 2)}"
