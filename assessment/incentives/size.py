"""How large a map in the app may be, so that no visitor waits for another's. The command line accepts larger ones."""

from __future__ import annotations

from typing import Final

from assessment.incentives.map import IncentiveMap

MOST_ROLES: Final = 20
MOST_MEASURES: Final = 6


def excess(of: IncentiveMap) -> int:
    """How many roles and measures a map has above the limits."""
    measures = sum(max(0, len(role.measures) - MOST_MEASURES) for role in of.roles)
    return max(0, len(of.roles) - MOST_ROLES) + measures
