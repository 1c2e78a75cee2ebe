"""The fields in which a consultant describes a campaign, each saved when it changes."""

from __future__ import annotations

import html
from typing import Any, Final, Literal

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from assessment.campaigns import MOST_RETENTION_DAYS, Campaign
from assessment.instrument import Language
from assessment.words import say
from pages.visit import preparing as typed

_STYLES: Final = """<style>
[class*="st-key-kept_"] { position: relative }
[data-testid="stElementContainer"]:has(.just-saved) { position: absolute; inset: 0 0 auto auto; width: auto }
.just-saved { margin: 0; padding-inline-start: 8px; background: var(--paper); color: var(--ring); font-size: 0.875rem }
@media (max-width: 640px) { .just-saved { font-size: 1rem } }
</style>"""
_PAUSE: Final = "0.5s"  # Text is saved when the typing pauses.


def line(
    name: str,
    label: str,
    campaign: Campaign,
    language: Language,
    *,
    hint: str | None = None,
    longest: int = typed.LONGEST_LINE,
    width: Literal["stretch"] | int = "stretch",
    is_live: bool = True,
) -> None:
    """A line of text; one that is not `is_live` is saved when it is left."""
    own = kept(f"campaign_{name}", campaign) | ({"live": _PAUSE} if is_live else {})
    with st.container(key=f"kept_{name}", width=width):
        st.text_input(label, None, max_chars=longest, placeholder=hint, **own)
        saved_sign(f"campaign_{name}", language)


def required_line(name: str, words: str, campaign: Campaign, language: Language, *, is_live: bool = True) -> None:
    """A line of text that is required, with what it is for below it; `is_live` as for line()."""
    with st.container(gap="xxsmall"):
        label = say(language, "campaigns.setup.required", label=say(language, f"campaigns.setup.{words}"))
        line(name, label, campaign, language, is_live=is_live)
        faults(name, campaign, language)
        st.caption(say(language, f"campaigns.setup.{words}_help"))


def text(name: str, label: str, campaign: Campaign, language: Language, *, hint: str | None = None) -> None:
    """A text of several lines."""
    own = kept(f"campaign_{name}", campaign)
    with st.container(key=f"kept_{name}"):
        st.text_area(label, None, max_chars=typed.LONGEST_TEXT, placeholder=hint, height=96, **own)
        saved_sign(f"campaign_{name}", language)


def aside(title: str, key: str, campaign: Campaign) -> DeltaGenerator:
    """A place for what few need: folded in a draft. The fields of a published campaign are folded already."""
    if campaign.is_draft:
        return st.expander(title, key=key)
    place = st.container(key=key)
    place.subheader(title, anchor=False)
    return place


def saved_sign(control: str, language: Language) -> None:
    """At the end of the container of the field that was saved last, that it is; it takes no room, so nothing moves.

    The key of the container begins with "kept_".
    """
    if typed.is_just_saved(control):
        said = html.escape(say(language, "campaigns.setup.just_saved"))
        st.html(f"{_STYLES}<p class='just-saved' role='status'>{said}</p>")


def faults(name: str, campaign: Campaign, language: Language) -> None:
    """What is wrong with what stands in a field, right below it."""
    for each in typed.faults(name, campaign):
        st.markdown(f":material/error: {say(language, f'campaigns.problems.{each}', most=MOST_RETENTION_DAYS)}")


def kept(control: str, campaign: Campaign) -> dict[str, Any]:
    """What every field has: its key, and that it is saved when it changes.

    Fields are empty, and choices none, until they are set: so one that has only just appeared is never saved.
    """
    return {"key": control, "on_change": typed.keep, "args": (campaign.id, control)}
