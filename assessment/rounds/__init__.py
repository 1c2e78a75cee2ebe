"""A team's rounds: what a leader's key, a round's public code and a member's key open. No Streamlit.

A leader begins a round from a finished assessment. Members join by its code and get a key each, which opens their own
answers until the round closes. It closes once, by the leader or after its last day. What may be shown is worked out
then, and stays; the answers are deleted in the same step.
"""

from assessment.rounds.draft import Draft, Whom
from assessment.rounds.joining import GROUP, Invitation, Membership
from assessment.rounds.leading import CannotBegin, Leading, earliest_day
from assessment.rounds.release import close_due, release
from assessment.rounds.steps import Step, lines_about, promised_in, steps, together, undated_about
from assessment.rounds.values import (
    DAYS_BETWEEN,
    MOST_DAYS,
    MOST_DEPARTMENTS,
    MOST_PEOPLE,
    Band,
    Department,
    LedRound,
    Round,
    Setup,
    SetupProblem,
    State,
    utc_day,
)
from assessment.storage import RoundClosed, RoundFull

__all__ = [
    "DAYS_BETWEEN",
    "GROUP",
    "MOST_DAYS",
    "MOST_DEPARTMENTS",
    "MOST_PEOPLE",
    "Band",
    "CannotBegin",
    "Department",
    "Draft",
    "Invitation",
    "Leading",
    "LedRound",
    "Membership",
    "Round",
    "RoundClosed",
    "RoundFull",
    "Setup",
    "SetupProblem",
    "State",
    "Step",
    "Whom",
    "close_due",
    "earliest_day",
    "lines_about",
    "promised_in",
    "release",
    "steps",
    "together",
    "undated_about",
    "utc_day",
]
