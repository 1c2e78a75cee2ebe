"""Scores in, ranked next steps out."""

from assessment.advice.conditions import Evidence, Reason
from assessment.advice.ranking import Advice, comes_before, first_alike, is_agreed, rank_advice
from assessment.advice.team import advice_on_levels, executive_advice, in_order_of, team_advice

__all__ = [
    "Advice",
    "Evidence",
    "Reason",
    "advice_on_levels",
    "comes_before",
    "executive_advice",
    "first_alike",
    "in_order_of",
    "is_agreed",
    "rank_advice",
    "team_advice",
]
