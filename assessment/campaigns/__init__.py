"""A consultant's campaigns: one link for many respondents, and those of them who want to be contacted."""

from assessment.campaigns.campaign import Campaign, CampaignState
from assessment.campaigns.desk import MOST_CAMPAIGNS, Desk, NotPublished
from assessment.campaigns.logo import MOST_LOGO_BYTES, LogoFault, UnusableLogo, read_logo
from assessment.campaigns.prospects import Contact, Prospect
from assessment.campaigns.setup import CampaignForm, CampaignProblem, CampaignSetup
from assessment.storage import MOST_RETENTION_DAYS

__all__ = [
    "MOST_CAMPAIGNS",
    "MOST_LOGO_BYTES",
    "MOST_RETENTION_DAYS",
    "Campaign",
    "CampaignForm",
    "CampaignProblem",
    "CampaignSetup",
    "CampaignState",
    "Contact",
    "Desk",
    "LogoFault",
    "NotPublished",
    "Prospect",
    "UnusableLogo",
    "read_logo",
]
