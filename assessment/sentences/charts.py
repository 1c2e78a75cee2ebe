"""The charts of factors, parts and the incentive map in words, for their alternative text; what a team's leaves out."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from assessment.instrument import Language
from assessment.report import Report
from assessment.scoring import Score
from assessment.sentences.comparison import comparison_heading, movement_text
from assessment.sentences.names import part_name, role_name, verdict_name
from assessment.sentences.team import factors_named, reader
from assessment.team_result import TeamResult
from assessment.words import say, score_text, shortened, signed

_NAME: Final = 80  # Characters of a name: more is not listened to.
_WHOLES: Final = 800  # Of the roles of a map.


def chart_description(report: Report, language: Language) -> str:
    """The figure of the factors in words, for its alternative text."""
    return " ".join([say(language, "chart.factors"), scores_in_words(report.scores.factors, report, language)])


def facet_description(report: Report, language: Language) -> str:
    """The figure of the facets in words, for its alternative text."""
    return " ".join([say(language, "chart.facets"), scores_in_words(report.scores.facets, report, language)])


def scores_in_words(scores: Iterable[Score], report: Report, language: Language) -> str:
    """Both scores of each factor or facet, and who wins there."""
    return " ".join(
        say(
            language,
            "chart.row",
            name=shortened(part_name(score.id, report.instrument, language), _NAME),
            current=score_text(score.current.score, language),
            new=score_text(score.new.score, language),
            verdict=verdict_name(score, language),
        )
        for score in scores
    )


def change_description(report: Report, language: Language) -> str:
    """The figure of the changes in words, for its alternative text."""
    opening = say(language, "chart.change", heading=comparison_heading(report, language))
    return " ".join([opening, changes_in_words(report, language)])


def changes_in_words(report: Report, language: Language) -> str:
    """Both scores of each factor before and now."""
    return " ".join(
        say(
            language,
            "chart.change_row",
            name=shortened(part_name(change.id, report.instrument, language), _NAME),
            current_earlier=score_text(change.current.earlier, language),
            current=score_text(change.current.later, language),
            new_earlier=score_text(change.new.earlier, language),
            new=score_text(change.new.later, language),
            current_movement=movement_text(change.current, language),
            movement=movement_text(change.new, language),
        )
        for change in report.factor_changes
    )


def map_in_words(report: Report, language: Language) -> str:
    """The whole effect of each role; "" without a map. What the map says in all stands above it.

    Neither every cell nor a true minus sign: either would make the file of a large map much larger.
    """
    scores = report.incentives
    if scores is None:
        return ""
    wholes = (f"{role_name(role.id, report, language)} {signed(role.alignment, language)}" for role in scores.roles)
    told = say(language, "incentives.picture.wholes"), shortened(", ".join(wholes), _WHOLES)
    return " ".join(told).replace("−", "-")


def team_chart_title(result: TeamResult, language: Language) -> str:
    """The heading of a team's chart where one of groups is beside it."""
    return say(language, f"team_result.chart_title.{reader(result)}")


def range_sentence(result: TeamResult, language: Language) -> str:
    """What the likely range is, and of which factors none is shown and why; none where everybody has answered."""
    if all(row.figure.interval is None for row in result.rows):
        return ""
    place = "team_result.range_means"
    if all(row.likely is None for row in result.rows):
        return say(language, f"{place}.all")
    without = [row for row in result.rows if row.figure.mean is not None and row.band is None and not row.is_of_all]
    said = [say(language, f"{place}.some")]
    for why, is_few in (("too_few", True), ("telling", False)):
        names = factors_named([row.factor for row in without if row.has_few_answers == is_few], result, language)
        if names:
            said.append(say(language, f"{place}.without.{why}", names=names))
    return " ".join(said)
