"""The lines of a plan that change what roles are rewarded for, beside what the map says today."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final, NamedTuple

from assessment.incentives import IncentiveMap, Role
from assessment.incentives.decisions import is_on_rewards
from assessment.instrument import LANGUAGES, Instrument
from assessment.plan import PlanLine
from assessment.words import quoted, say

_TAKING: Final = ("exchange", "counter", "remove")  # The changes of a measure that the role has.


class PlannedReward(NamedTuple):
    """What a line of the plan that is left changes: what this role is rewarded for.

    `gone` is the measure that it begins with, where the role is not rewarded for that any longer; else "".
    """

    role: str
    gone: str

    @classmethod
    def of(cls, line: PlanLine, found: IncentiveMap, bank: Instrument) -> PlannedReward | None:
        """What this line changes of the map that is found; None where it is done, or about something else."""
        roles = (role for role in found.roles if is_on_rewards(line.id, [role.id]))
        role = None if line.is_all_done else next(roles, None)
        return None if role is None else cls(role.id, _gone(line.title, role, bank))


def changes_rewards(lines: Iterable[PlanLine], found: IncentiveMap) -> bool:
    """Whether one of these lines changes what a role of the map is rewarded for, done or not."""
    roles = [role.id for role in found.roles]
    return any(is_on_rewards(line.id, roles) for line in lines)


def _gone(title: str, role: Role, bank: Instrument) -> str:
    """The measure that a change of this title begins with, if the role does not have it; none in own words."""
    measure = next((found for kind in _TAKING if (found := _measure_in(title, kind))), "")
    held = role.measures_by_key
    names = {measure.label(language) for measure in held.values() for language in LANGUAGES}
    known = (each for each in bank.incentives.every_measure if each.id in held)
    names |= {each[language] for each in known for language in bank.languages}
    return "" if measure in names else measure


def _measure_in(title: str, kind: str) -> str:
    """The measure that a title of this kind names, in any language; "" where it is no such title."""
    for language in LANGUAGES:
        template = say(language, f"incentives.proposal.whole.{kind}", role="ROLE", measure="MEASURE", instead="NEW")
        measure = quoted("(?P<measure>.+?)", language)
        pattern = re.escape(template.rstrip(".")).replace("ROLE", ".+?").replace("NEW", ".+?")
        if found := re.match(pattern.replace("MEASURE", measure), title):
            return found["measure"]
    return ""
