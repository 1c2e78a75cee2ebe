"""A consultant's campaigns: one link for many respondents, and those of them who want to be contacted."""

from assessment.campaigns.brand import Brand, brand_of
from assessment.campaigns.campaign import Campaign, CampaignState
from assessment.campaigns.counts import Count, Counted, counts_of
from assessment.campaigns.desk import MOST_CAMPAIGNS, Desk, NotPublished
from assessment.campaigns.logo import MOST_LOGO_BYTES, LogoFault, UnusableLogo, logo_preview, read_logo
from assessment.campaigns.prospects import (
    LEAD_MONTHS,
    Contact,
    LeadFault,
    Prospect,
    lead_faults,
)
from assessment.campaigns.release import release_due
from assessment.campaigns.samples import Sample, SampleId, samples
from assessment.campaigns.setup import CALL_LIMIT, LINK_LIMIT, CampaignForm, CampaignProblem, CampaignSetup, OneSided
from assessment.links import is_plain_address, phone_link
from assessment.storage import MOST_RETENTION_DAYS, LeadCounts, LeadState, NewLead, StoredLead

__all__ = [
    "CALL_LIMIT",
    "LEAD_MONTHS",
    "LINK_LIMIT",
    "MOST_CAMPAIGNS",
    "MOST_LOGO_BYTES",
    "MOST_RETENTION_DAYS",
    "Brand",
    "Campaign",
    "CampaignForm",
    "CampaignProblem",
    "CampaignSetup",
    "CampaignState",
    "Contact",
    "Count",
    "Counted",
    "Desk",
    "LeadCounts",
    "LeadFault",
    "LeadState",
    "LogoFault",
    "NewLead",
    "NotPublished",
    "OneSided",
    "Prospect",
    "Sample",
    "SampleId",
    "StoredLead",
    "UnusableLogo",
    "brand_of",
    "counts_of",
    "is_plain_address",
    "lead_faults",
    "logo_preview",
    "phone_link",
    "read_logo",
    "release_due",
    "samples",
]
