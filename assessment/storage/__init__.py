"""Stores answers and plans. The only SQL of the project."""

from assessment.storage.assessments import Discarded, Stored, Tap
from assessment.storage.campaigns import MARK, StoredCampaign
from assessment.storage.consultants import IDLE_MINUTES, MOST_HOURS, StoredConsultant
from assessment.storage.engine import database_url, sqlite_file
from assessment.storage.keys import KeyHash, new_key
from assessment.storage.leads import LeadCounts, LeadState, NewLead, StoredLead
from assessment.storage.members import RoundClosed, RoundFull, StoredMember
from assessment.storage.plan import RemovedLine
from assessment.storage.restoring import Restored
from assessment.storage.retention import (
    COPY_DAYS,
    FINISHED_YEARS,
    LEAD_YEARS,
    MOST_RETENTION_DAYS,
    UNFINISHED_DAYS,
    Purged,
    Waiting,
)
from assessment.storage.rounds import NewRound, StoredRound
from assessment.storage.store import Store
from assessment.storage.team_maps import (
    MAP_MARK,
    FreedRow,
    RoleTaken,
    Shown,
    StoredTeamMap,
    TeamMapClosed,
    Told,
)
from assessment.storage.trouble import StoreUnavailable, Trouble
from assessment.storage.visits import LastDay

__all__ = [
    "COPY_DAYS",
    "FINISHED_YEARS",
    "IDLE_MINUTES",
    "LEAD_YEARS",
    "MAP_MARK",
    "MARK",
    "MOST_HOURS",
    "MOST_RETENTION_DAYS",
    "UNFINISHED_DAYS",
    "Discarded",
    "FreedRow",
    "KeyHash",
    "LastDay",
    "LeadCounts",
    "LeadState",
    "NewLead",
    "NewRound",
    "Purged",
    "RemovedLine",
    "Restored",
    "RoleTaken",
    "RoundClosed",
    "RoundFull",
    "Shown",
    "Store",
    "StoreUnavailable",
    "Stored",
    "StoredCampaign",
    "StoredConsultant",
    "StoredLead",
    "StoredMember",
    "StoredRound",
    "StoredTeamMap",
    "Tap",
    "TeamMapClosed",
    "Told",
    "Trouble",
    "Waiting",
    "database_url",
    "new_key",
    "sqlite_file",
]
