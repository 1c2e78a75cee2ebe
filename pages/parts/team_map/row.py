"""The measures of one role, to be told or guessed: the same chips and cards as on the leader's own map."""

from __future__ import annotations

from assessment.instrument import Language
from assessment.report import Report
from assessment.team_map import TeamMap
from pages.parts.incentives.measures import measures


def row(found: TeamMap, report: Report, language: Language) -> None:
    """The chips and the cards; `report` is about the role alone."""
    alone = report.answers.incentives
    if alone is not None:
        measures(alone.roles[0], alone, found.library, report, language)
