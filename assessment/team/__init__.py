"""A team's answers: read from a file, one score per member and factor, and the statistics of each factor.

What may be shown of them is decided elsewhere. Numbers such as (3.8) are sections of the method.
"""

from assessment.team.file import read_team
from assessment.team.members import (
    ENGAGEMENT,
    NO_ANSWER,
    Leader,
    Member,
    Team,
    TeamFactor,
    engaged_member_of,
    engagement_factors,
    leader_of,
    member_of,
    team_factors,
)
from assessment.team.moments import Moments, moments
from assessment.team.reliability import CERTAIN_ROWS, Reliability
from assessment.team.statistics import (
    Consensus,
    Distance,
    FactorStatistics,
    answer_counts,
    consensus,
    distance_kind,
    mean_interval,
    rwg,
    rwg_together,
    team_statistics,
)
from assessment.team.stored import members_of

__all__ = [
    "CERTAIN_ROWS",
    "ENGAGEMENT",
    "NO_ANSWER",
    "Consensus",
    "Distance",
    "FactorStatistics",
    "Leader",
    "Member",
    "Moments",
    "Reliability",
    "Team",
    "TeamFactor",
    "answer_counts",
    "consensus",
    "distance_kind",
    "engaged_member_of",
    "engagement_factors",
    "leader_of",
    "mean_interval",
    "member_of",
    "members_of",
    "moments",
    "read_team",
    "rwg",
    "rwg_together",
    "team_factors",
    "team_statistics",
]
