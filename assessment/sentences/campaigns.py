"""What all respondents of a campaign answered together, in a sentence."""

from __future__ import annotations

from assessment.instrument import Language
from assessment.sentences.team import factors_named, team_figure
from assessment.team_result import TeamResult
from assessment.words import joined, say, upper_first


def together_sentence(result: TeamResult, language: Language) -> str:
    """Which factors give the least support, and how much, as far as the figures tell."""
    if not result.least:
        return say(language, "campaigns.together.no_least")
    names = factors_named([row.factor for row in result.least], result, language)
    figures = joined(list(dict.fromkeys(team_figure(row.figure, language) for row in result.least)), language)
    return upper_first(say(language, "campaigns.together.least", names=names, figures=figures))
