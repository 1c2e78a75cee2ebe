"""A team's answers: read from a file, one score per member and factor, and the statistics of each factor.

What may be shown of them is decided elsewhere. Numbers such as (3.8) are sections of the method.
"""

from assessment.team.file import read_team
from assessment.team.members import Leader, Member, Team, TeamFactor, leader_of, member_of, team_factors

__all__ = [
    "Leader",
    "Member",
    "Team",
    "TeamFactor",
    "leader_of",
    "member_of",
    "read_team",
    "team_factors",
]
