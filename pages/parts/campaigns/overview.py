"""How far people have come in a published campaign, in a sentence and as counts."""

from __future__ import annotations

import html
from typing import Final

import streamlit as st

from assessment.campaigns import Campaign, LeadCounts, counts_of
from assessment.instrument import Language
from assessment.words import number, say

_STYLES: Final = """<style>
.campaign-counts { display: grid; grid-template-columns: repeat(4, 1fr); gap: 16px 32px }
.campaign-counts, .campaign-counts :is(div, dt, dd) { margin: 0 !important; padding: 0 !important }
.campaign-counts > div { display: flex; flex-direction: column-reverse; justify-content: flex-end }
.campaign-counts dt { font-size: 1rem; color: var(--ring) }
.campaign-counts dt i { display: block; height: 6px; margin-top: 8px; border-radius: 2px; background: var(--hairline) }
.campaign-counts dt b { display: block; height: 100%; border-radius: 2px; background: currentColor }
.campaign-counts dd { font-size: 2rem; font-weight: 700; line-height: 1.2 }
@media (max-width: 640px) { .campaign-counts { grid-template-columns: repeat(2, 1fr) } }
</style>"""


def so_far(campaign: Campaign, leads: LeadCounts, language: Language) -> str:
    """How many have answered, wait to be contacted and have been; one sentence when nobody has come yet."""
    if not (campaign.opened or campaign.begun):
        return say(language, "campaigns.overview.nobody")
    told = [("finished", amount(campaign.finished), campaign.finished)]
    if leads.contacted and not leads.waiting:
        told.append(("contacted", f"all_{amount(leads.contacted)}", leads.contacted))
    else:
        told.append(("leads", amount(leads.waiting), leads.waiting))
        if leads.contacted:
            told.append(("contacted", amount(leads.contacted), leads.contacted))
    return " ".join(say(language, f"campaigns.overview.{name}.{many}", n=number(n, language)) for name, many, n in told)


def amount(n: int) -> str:
    """The word by which texts on none, one and many are told apart."""
    return {0: "none", 1: "one"}.get(n, "many")


def have_done(name: str, n: int, language: Language) -> str:
    """What the number before it counts: visits by the link, who has or have begun, finished, asked to be contacted."""
    return say(language, f"campaigns.overview.counts.{name}.{'one' if n == 1 else 'many'}")


def counts(campaign: Campaign, leads: int, language: Language) -> None:
    """The four counts, each with a bar as long as its part of the largest; before anybody came, what to do first."""
    if campaign.state == "over":
        st.markdown(say(language, "campaigns.overview.over"))
    if not (campaign.opened or campaign.begun):
        if campaign.state != "over":
            st.markdown(say(language, "campaigns.overview.first"))
        return
    rows = "".join(
        f"<div><dt>{html.escape(have_done(each.name, each.n, language))}"
        f"<i aria-hidden='true'><b style='width:{each.share}%'></b></i></dt>"
        f"<dd>{number(each.n, language)}</dd></div>"
        for each in counts_of(campaign, leads)
    )
    with st.container(key="campaign_counts"):
        st.html(f"{_STYLES}<dl class='campaign-counts'>{rows}</dl>")
        st.caption(say(language, "campaigns.overview.visits"))
