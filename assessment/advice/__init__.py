"""Scores in, ranked next steps out."""

from assessment.advice.conditions import Evidence, Reason, misaligned_roles
from assessment.advice.ranking import Advice, factor_of, rank_advice

__all__ = ["Advice", "Evidence", "Reason", "factor_of", "misaligned_roles", "rank_advice"]
