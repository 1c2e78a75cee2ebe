"""How large a map in the app may be, so that nobody waits for somebody else's. The command line takes larger ones."""

from __future__ import annotations

from typing import Final

from assessment.answers import Answers
from assessment.incentives import IncentiveMap
from assessment.problems import Problem, Problems

MOST_ROLES: Final = 20
MOST_MEASURES: Final = 6


def beyond(of: IncentiveMap) -> int:
    """How many roles and measures a map has that it has no room for."""
    measures = sum(max(0, len(role.metrics) - MOST_MEASURES) for role in of.roles)
    return max(0, len(of.roles) - MOST_ROLES) + measures


def check_size(answers: Answers, file: str) -> None:
    """Raise Problems when the map among the answers of a file is too large."""
    if answers.incentives is None or not beyond(answers.incentives):
        return
    roles = answers.incentives.roles
    found = f"found {len(roles)} roles with up to {max(len(role.metrics) for role in roles)} measures"
    expected = (
        f"expected at most {MOST_ROLES} roles with {MOST_MEASURES} measures each, since all visitors share the app"
    )
    raise Problems([Problem(file, None, None, "incentives", found, expected, "use a smaller map, or the command line")])
