"""What was checked before a team's result was shown, in words, and what the promise does not cover."""

from __future__ import annotations

from assessment.instrument import Language
from assessment.sentences.team import reader
from assessment.team_result import TeamResult
from assessment.words import say


def receipt_sentence(result: TeamResult, language: Language) -> str:
    """What was checked before anything was shown."""
    found = result.report.receipt
    counted = {"figures": found.figures, "releases": found.releases, "narrowest": found.narrowest}
    return say(language, f"team_result.receipt.{'text' if result.shows_anything else 'nothing'}", **counted)


def receipt_meaning(result: TeamResult, language: Language) -> str:
    """What the narrowest range means for everybody."""
    place = f"team_result.receipt.meaning{'_nothing' if result.tells_nothing else ''}.{reader(result)}"
    return say(language, place, narrowest=result.report.receipt.narrowest)


def receipt_limits(language: Language) -> list[str]:
    """What the promise does not cover."""
    return [say(language, f"round.member.promise.{each}") for each in ("once", "together")]
