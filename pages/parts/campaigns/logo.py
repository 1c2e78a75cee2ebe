"""A campaign's logo: choosing a picture, seeing it as respondents do, removing it."""

from __future__ import annotations

import html
from dataclasses import replace
from typing import Final

import streamlit as st

from assessment.campaigns import MOST_LOGO_BYTES, Campaign, Desk
from assessment.instrument import Language
from assessment.look import LOOK
from assessment.words import say
from pages.shared.file_opener import file_opener
from pages.shared.look import mark_of
from pages.visit import preparing

_KINDS: Final = ".png,.jpg,.jpeg,image/png,image/jpeg"
_BYTES_IN_A_KB: Final = 1024
# As navigation.css has it.
_LOGO: Final = (
    "height:2rem;max-width:7rem;box-sizing:border-box;object-fit:contain;padding:2px;background:#fff;border-radius:4px"
)


def logo(desk: Desk, campaign: Campaign, language: Language) -> None:
    """The logo in the bar of the page, in both themes, and the button that chooses another."""
    most = MOST_LOGO_BYTES // _BYTES_IN_A_KB
    with st.container(gap="xsmall", key="campaign_logo"):
        st.markdown(say(language, "campaigns.logo.title"))
        shown = st.container(gap="xxsmall")
        opened = file_opener(
            say(language, "campaigns.logo.open", most=most), key=f"open_logo_{campaign.id}", accept=_KINDS
        )
        if opened is not None:
            preparing.open_logo(campaign.id, opened.data)
        if fault := preparing.logo_fault():
            st.error(say(language, f"campaigns.logo.faults.{fault}", most=most))
        picture = preparing.logo(desk, campaign.id)
        with shown:
            if picture is None:
                return
            st.html(_bars(picture, preparing.setup(campaign).sender, language))
            st.caption(say(language, "campaigns.logo.help"))
            st.button(
                say(language, "campaigns.logo.remove"),
                key=preparing.REMOVE_LOGO,
                type="tertiary",
                on_click=preparing.remove_logo,
                args=(campaign.id,),
            )


def _bars(picture: bytes, sender: str, language: Language) -> str:
    """The left end of the bar at the top of a page, light and dark."""
    source = mark_of(replace(LOOK, logo=picture))
    bars = []
    for theme, colours in (("light", LOOK.light), ("dark", LOOK.dark)):
        spoken = html.escape(say(language, f"campaigns.logo.{theme}"))
        bars.append(
            f'<div style="display:flex;gap:10px;align-items:center;padding:10px 16px;border-radius:8px;'
            f"border:1px solid {colours.hairline};background:{colours.paper};color:{colours.ink};"
            f'font-weight:600;overflow-wrap:anywhere">'
            f'<img src="{source}" alt="{spoken}" style="{_LOGO}">'
            f"<span>{html.escape(sender)}</span></div>"
        )
    return f'<div style="display:grid;gap:8px">{"".join(bars)}</div>'
