"""A published campaign's link: to send, to see as a respondent, and for the consultant's own website."""

from __future__ import annotations

import streamlit as st

from assessment.campaigns import Campaign, Desk
from assessment.downloads import QrDownload
from assessment.instrument import Language
from assessment.words import date_text, say
from pages.parts.campaigns.own_site import button_html, card_html
from pages.parts.campaigns.setup import preview
from pages.parts.campaigns.trial import language_choice
from pages.shared.campaign_files import file_link
from pages.shared.copy_button import copy_button
from pages.shared.elements import qr_code
from pages.visit import consulting
from pages.visit.preparing import bank_of


def link_box(desk: Desk, campaign: Campaign, language: Language) -> None:
    """The link, its code for phones, and the way to see what it opens."""
    link = consulting.link(desk, campaign)
    with st.container(border=True, key="campaign_link", gap="xsmall"):
        st.markdown(f":material/link: **{say(language, 'campaigns.link.title')}**")
        st.caption(_help(campaign, language))
        if link is None:
            st.info(say(language, "campaigns.link.unknown"))
            return
        st.code(link, language=None, wrap_lines=True)
        with st.container(horizontal=True, vertical_alignment="center"):
            copy_button(link, language, key="copy_campaign_link")
            preview(link, language)
        if st.toggle(say(language, "campaigns.link.qr"), key="campaign_qr"):
            st.html(qr_code(link, say(language, "campaigns.link.qr_alt")), width="content")
            file_link(QrDownload(language, link), say(language, "campaigns.link.qr_save"), "download_qr")


def _help(campaign: Campaign, language: Language) -> str:
    if campaign.state == "waiting" and campaign.setup.opens_on:
        return say(language, "campaigns.link.help_waiting", day=date_text(campaign.setup.opens_on, language))
    return say(language, "campaigns.link.help")


def on_own_site(desk: Desk, campaign: Campaign, language: Language) -> None:
    """Pieces of HTML for the consultant's own website, in a language of the campaign."""
    bank = bank_of(campaign)
    with st.expander(say(language, "campaigns.site.title"), key="campaign_site"):
        st.markdown(say(language, "campaigns.site.text"))
        spoken = language_choice(campaign.languages, language, key="campaign_site_language")
        link = consulting.link(desk, campaign, spoken)
        if link is None:
            return
        pieces = {"button": button_html(link, bank, spoken), "card": card_html(link, campaign.setup, bank, spoken)}
        for name, piece in pieces.items():
            with st.container(gap="xsmall", key=f"site_{name}"):
                st.markdown(say(language, f"campaigns.site.{name}"))
                st.caption(say(language, "campaigns.site.looks"))
                st.html(_shown(piece))
                st.caption(say(language, "campaigns.site.code"))
                st.code(piece, language=None, wrap_lines=True)
                copied = say(language, f"campaigns.site.copy_{name}")
                copy_button(piece, language, key=f"copy_site_{name}", is_link=False, label=copied)


def _shown(piece: str) -> str:
    """A piece as it looks on a white page; it is no link here, so that nobody answers by mistake."""
    drawn = piece.replace("<a href=", "<span data-href=").replace("</a>", "</span>")
    return f'<div inert style="padding:16px;border-radius:8px;background:#fff">{drawn}</div>'
