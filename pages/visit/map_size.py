"""Rejects files of answers whose map is too large for the app. The command line accepts them."""

from __future__ import annotations

from assessment.answers import Answers
from assessment.incentives import MOST_MEASURES, MOST_ROLES, excess
from assessment.problems import Problem, Problems


def check_size(answers: Answers, file: str) -> None:
    """Raise Problems when the map among the answers of a file is too large."""
    if answers.incentives is None or not excess(answers.incentives):
        return
    roles = answers.incentives.roles
    found = f"found {len(roles)} roles with up to {max(len(role.measures) for role in roles)} measures"
    expected = (
        f"expected at most {MOST_ROLES} roles with {MOST_MEASURES} measures each, since all visitors share the app"
    )
    raise Problems([Problem(file, None, None, "incentives", found, expected, "use a smaller map, or the command line")])
