"""The fields in which a consultant describes a campaign, each saved when it changes."""

from __future__ import annotations

from typing import Any, Final, Literal

import streamlit as st

from assessment.campaigns import MOST_RETENTION_DAYS, Campaign
from assessment.instrument import Language
from assessment.words import say
from pages.visit import preparing as typed

_PAUSE: Final = "0.5s"  # Text is saved when the typing pauses.


def line(
    name: str,
    label: str,
    campaign: Campaign,
    *,
    hint: str | None = None,
    longest: int = typed.LONGEST_LINE,
    width: Literal["stretch"] | int = "stretch",
    is_live: bool = True,
) -> None:
    """A line of text; one that is not `is_live` is saved when it is left."""
    own = kept(f"campaign_{name}", campaign) | ({"live": _PAUSE} if is_live else {})
    st.text_input(label, None, max_chars=longest, placeholder=hint, width=width, **own)


def explained_line(name: str, words: str, campaign: Campaign, language: Language) -> None:
    """A line of text with what it is for below it."""
    with st.container(gap="xxsmall"):
        line(name, say(language, f"campaigns.setup.{words}"), campaign)
        faults(name, campaign, language)
        st.caption(say(language, f"campaigns.setup.{words}_help"))


def text(name: str, label: str, campaign: Campaign, *, hint: str | None = None) -> None:
    """A text of several lines."""
    own = kept(f"campaign_{name}", campaign)
    st.text_area(label, None, max_chars=typed.LONGEST_TEXT, placeholder=hint, height=96, **own)


def faults(name: str, campaign: Campaign, language: Language) -> None:
    """What is wrong with what stands in a field, right below it."""
    for each in typed.faults(name, campaign):
        st.markdown(f":material/error: {say(language, f'campaigns.problems.{each}', most=MOST_RETENTION_DAYS)}")


def kept(control: str, campaign: Campaign) -> dict[str, Any]:
    """What every field has: its key, and that it is saved when it changes.

    Fields are empty, and choices none, until they are set: one that has only appeared is so never saved.
    """
    return {"key": control, "on_change": typed.keep, "args": (campaign.id, control)}
