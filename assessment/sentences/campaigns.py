"""What all respondents of a campaign answered together, in sentences."""

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


def worth_sentences(result: TeamResult, language: Language) -> list[str]:
    """What the figures are, what they are not about, and how sure they are, as Markdown."""
    found = [say(language, "campaigns.together.figures"), say(language, "campaigns.together.only_wanted")]
    if any(row.figure.bound is not None or row.figure.mean is None for row in result.rows):
        found.append(say(language, "campaigns.together.bound"))
    worth = "picture" if result.says_spread else "indication"
    return [" ".join(found), say(language, f"campaigns.together.sure.{worth}", n=result.report.n)]


def promise_sentence(result: TeamResult, language: Language) -> str:
    """What the figures tell about any one person, as Markdown."""
    kind = "nothing" if result.tells_nothing else "range"
    return say(language, f"campaigns.together.promise.{kind}", narrowest=result.report.receipt.narrowest)


def exact_sentences(result: TeamResult, language: Language) -> list[str]:
    """What exactly was checked, and what the promise does not cover."""
    found = result.report.receipt
    counted = {"figures": found.figures, "releases": found.releases, "narrowest": found.narrowest}
    exact = say(language, "campaigns.together.exact.text", **counted)
    return [exact, say(language, "campaigns.together.exact.together")]
