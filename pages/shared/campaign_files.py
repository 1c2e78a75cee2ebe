"""Links to the files of a campaign, for the consultant who is signed in, renewed while a page is open."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import streamlit as st

from assessment.campaigns import Campaign
from assessment.downloads import CampaignDownload, LeadsDownload, QrDownload
from assessment.exports.leads import LeadFileKind, lead_file_name
from assessment.instrument import Language
from assessment.words import say
from pages.visit import address
from server.files import SECONDS_GOOD, link_to

_HALF: Final = SECONDS_GOOD / 2


def file_link(download: CampaignDownload | QrDownload, label: str, key: str) -> None:
    """The link to one file, as a button."""
    st.fragment(_draw_one, run_every=_HALF)(download, label, key)


def leads_links(consultant: str, campaign: Campaign, language: Language) -> None:
    """Links to the table of everybody who wants to be contacted."""
    st.fragment(_draw, run_every=_HALF)(("leads_csv", "leads_xlsx"), consultant, campaign, "", language)


def result_link(consultant: str, campaign: Campaign, lead: str, language: Language) -> None:
    """The link to the PDF of a result that is shown."""
    st.fragment(_draw, run_every=_HALF)(("lead_pdf",), consultant, campaign, lead, language)


def _draw_one(download: CampaignDownload | QrDownload, label: str, key: str) -> None:
    st.link_button(label, link_to(download, download.name), key=key, icon=":material/download:")


def _draw(kinds: Sequence[LeadFileKind], consultant: str, campaign: Campaign, lead: str, language: Language) -> None:
    with st.container(horizontal=True, width="content", key=f"files_{kinds[0]}{lead}"):
        for kind in kinds:
            download = LeadsDownload(kind, language, consultant, campaign.id, lead, address.zone_name())
            st.link_button(
                say(language, f"campaigns.leads.{kind}"),
                link_to(download, lead_file_name(kind, language, address.today(), campaign.setup.title)),
                key=f"download_{kind}{lead}",
                icon=":material/download:",
            )
