"""The whole store, assembled from one class per module."""

from __future__ import annotations

from assessment.storage.assessments import Assessments
from assessment.storage.campaigns import Campaigns
from assessment.storage.consultants import Consultants
from assessment.storage.leads import LeadRows
from assessment.storage.members import Members
from assessment.storage.plan import PlanLines
from assessment.storage.releases import CampaignReleases
from assessment.storage.restoring import Restoring
from assessment.storage.retention import Retention
from assessment.storage.rounds import Rounds
from assessment.storage.sharing import Sharing
from assessment.storage.team_maps import TeamMaps
from assessment.storage.visits import Visits


class Store(
    Assessments,
    Restoring,
    Sharing,
    PlanLines,
    Rounds,
    Members,
    TeamMaps,
    Visits,
    Consultants,
    Campaigns,
    CampaignReleases,
    LeadRows,
    Retention,
):
    """Everything stored. Callers pass the private key; a wrong key finds nothing.

    Each method is one transaction. Any trouble with the database is a StoreUnavailable.
    """
