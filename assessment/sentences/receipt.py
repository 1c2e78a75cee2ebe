"""What was checked before a team's result was shown, in words, and what the promise does not cover."""

from __future__ import annotations

from assessment.instrument import Language
from assessment.sentences.team import reader
from assessment.team_result import TeamResult
from assessment.words import say


def receipt_sentence(result: TeamResult, language: Language) -> str:
    """What was checked before anything was shown, and how close anybody can come to another person's result."""
    place, found = "team_result.receipt", result.report.receipt
    if not result.shows_anything:
        return say(language, f"{place}.nothing")
    how = f"text{'_nothing' if result.tells_nothing else ''}.{reader(result)}"
    return say(language, f"{place}.{how}", figures=found.figures, narrowest=found.narrowest)


def receipt_limits(language: Language) -> list[str]:
    """What the promise does not cover."""
    return [say(language, f"round.member.promise.{each}") for each in ("once", "together")]
