"""Scores in, ranked next steps out."""

from assessment.advice.conditions import Evidence, Reason
from assessment.advice.ranking import Advice, rank_advice
from assessment.advice.team import team_advice

__all__ = ["Advice", "Evidence", "Reason", "rank_advice", "team_advice"]
