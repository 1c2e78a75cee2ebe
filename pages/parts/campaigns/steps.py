"""What a consultant does with a whole campaign: another link, closing, a copy, the archive, deleting."""

from __future__ import annotations

import streamlit as st

from assessment.campaigns import Campaign, Counted, Desk
from assessment.instrument import Language
from assessment.words import say
from pages.parts.campaigns.together import why_too_few
from pages.visit import consulting
from pages.visit.memory import FinalStep


def steps(desk: Desk, campaign: Campaign, leads: int, language: Language) -> None:
    """The buttons, and in their place the question before what cannot be taken back."""
    asked = consulting.asks_before()
    if asked == "publish":  # It is asked where the button is.
        return
    if asked:
        _question(asked, desk, campaign, leads, language)
        return
    is_over = campaign.state == "over"
    final: list[FinalStep] = ["delete"]
    if not campaign.is_draft:
        final = ["delete"] if is_over else ["renew", "close", "delete"]
    with st.container(horizontal=True, gap="small", vertical_alignment="center", key="campaign_steps"):
        copied = say(language, "campaigns.copied", title=campaign.setup.title) if campaign.setup.title else ""
        st.button(
            say(language, "campaigns.steps.copy"),
            key="campaign_copy",
            on_click=consulting.copy,
            args=(campaign.id, copied),
        )
        if campaign.is_archived or campaign.is_draft or is_over:
            label = say(language, f"campaigns.steps.{'unarchive' if campaign.is_archived else 'archive'}")
            st.button(
                label,
                key="campaign_archive",
                on_click=consulting.archive,
                args=(campaign.id,),
                kwargs={"undo": campaign.is_archived},
            )
        for step in final:
            st.button(
                say(language, f"campaigns.steps.{step}.button"),
                key=f"campaign_{step}",
                type="tertiary" if step == "delete" else "secondary",
                on_click=consulting.ask_before,
                args=(step,),
            )


def _question(step: FinalStep, desk: Desk, campaign: Campaign, leads: int, language: Language) -> None:
    with st.container(border=True, key="campaign_asks"):
        st.markdown(f"**{say(language, f'campaigns.steps.{step}.title')}**")
        st.markdown(say(language, f"campaigns.steps.{step}.text"))
        if step == "close":
            _price(desk, campaign, language)
        if step == "delete" and leads:
            st.markdown(say(language, "campaigns.steps.delete.leads", count=leads))
        with st.container(horizontal=True, horizontal_alignment="distribute"):
            keep = say(language, "campaigns.steps.keep")
            st.button(keep, key="campaign_keep", on_click=consulting.ask_before, args=(None,))
            st.button(
                say(language, f"campaigns.steps.{step}.really"),
                key=f"campaign_{step}_really",
                on_click=consulting.take,
                args=(step, campaign.id),
            )


def _price(desk: Desk, campaign: Campaign, language: Language) -> None:
    """How many would be counted together, and what these can then no longer do."""
    n = consulting.countable(desk, campaign.id)
    if n is None:
        return
    counted = Counted(n, campaign.finished)
    told = {"counted": n, "finished": campaign.finished}
    if counted.missing:
        then = "then" if campaign.finished else "then_nobody"
        few = say(language, f"campaigns.steps.close.too_few.{counted.who}", **told)
        st.markdown(f"{few} {why_too_few(counted, language)}")
        st.markdown(say(language, f"campaigns.steps.close.too_few.{then}"))
        return
    words = {0: "counted_all", 1: "counted_one"}.get(counted.left_out, "counted")
    st.markdown(say(language, f"campaigns.steps.close.{words}", **told))
    st.markdown(say(language, "campaigns.steps.close.price", **told))
