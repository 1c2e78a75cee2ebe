"""The answers that speak most clearly for a recommendation."""

from __future__ import annotations

from typing import Final

from assessment.advice import Advice
from assessment.instrument import Language
from assessment.report import Report
from assessment.sentences.scores import statement_with_answers
from assessment.sentences.statements import LOWEST
from assessment.statements import Answered

_TODAY_WINS: Final = ("today_wins", "map_todays_rewards")  # Reasons that follow from where today is ahead.


def proving_answer(advice: Advice, report: Report, language: Language) -> str:
    """A statement with both its answers: where today is furthest ahead, or what supports the wanted behaviour least.

    "" for advice that does not follow from the statements of a factor or names them, and where none stands out.
    """
    found = _proof(advice, report, language)
    if found is None:
        return ""
    return statement_with_answers(found.item, (found.current, found.new), report.instrument, language)


def _proof(advice: Advice, report: Report, language: Language) -> Answered | None:
    """The statement that proving_answer() names."""
    if advice.recommendation.scope != "cross":
        is_named = LOWEST in advice.recommendation.first[language]
        lowest = () if is_named or report.are_all_equal(advice.target) else report.least_supporting(advice.target)
        return next((one for one in lowest if not one.is_unknown), None)
    factor = advice.reason.values.get("name") if advice.reason.id in _TODAY_WINS else None
    return next((one for one in report.furthest_ahead if one.item.factor == factor), None)
