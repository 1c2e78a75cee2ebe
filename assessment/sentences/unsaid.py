"""What nobody has said yet on a map: the mark in its cells, and the sentence that explains it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from assessment.incentives.unsaid import unsaid
from assessment.instrument import Language
from assessment.report import Report
from assessment.sentences.names import quoted_elements, role_inside
from assessment.words import pull_text, say

UNSAID: Final = "?"


def pulls_in_text(role_id: str, report: Report, language: Language, *, mark: str = UNSAID) -> dict[str, str]:
    """What each cell of a role's row says, by element: its pull, -100 to 100, or a mark where nobody has said anything.

    Without a role of all roles together; {} for a role that the map does not have.
    """
    scores, library = report.incentives, report.instrument.incentives
    if scores is None:
        return {}
    pulls: Mapping[str, float]
    if role_id:
        pulls = next((role.pulls for role in scores.roles if role.id == role_id), {})
        open_ones = unsaid(scores.map.known_role(role_id), scores.map, library) if pulls else ()
    else:
        pulls = {element.id: element.net for element in scores.elements}
        open_ones = scores.unsaid(library).get("", ())
    return {element: mark if element in open_ones else pull_text(pull, language) for element, pull in pulls.items()}


def unsaid_sentence(report: Report, language: Language) -> str:
    """What the mark means: what nobody has said yet, of how many roles; "" where all is said."""
    open_ones = report.incentives.unsaid(report.instrument.incentives) if report.incentives else {}
    roles = [role for role in open_ones if role]
    if not roles:
        return ""
    elements = [each.id for each in report.map.elements if any(each.id in open_ones[role] for role in roles)]
    return say(
        language,
        f"incentives.unsaid.{'many' if roles[1:] else 'one'}",
        count=len(roles),
        role=role_inside(roles[0], report, language),
        elements=quoted_elements(elements, report, language),
    )
