"""What the consultant of a campaign adds to the advice on a factor."""

from __future__ import annotations

import streamlit as st

from assessment.advice import Advice
from assessment.instrument import Language
from assessment.report import Report
from assessment.words import say
from pages.shared.elements import plain
from pages.visit import branding


def consultants_note(advice: Advice, report: Report, language: Language) -> None:
    """The note on the factor that advice is about, marked as the consultant's, below the first advice on it."""
    look, factor = branding.look(), _factor_of(advice, report)
    note = look.note(factor)
    if note and advice is next((each for each in report.to_do if _factor_of(each, report) == factor), None):
        with st.container(border=True, gap="xxsmall", key=f"note_{factor}"):
            st.markdown(f"**{plain(say(language, 'campaigns.notes.writes', name=look.name))}**")
            st.text(note)


def _factor_of(advice: Advice, report: Report) -> str:
    """The factor that advice is about, or that its facet belongs to."""
    facet = report.instrument.facet(advice.target)
    return facet.factor if facet else advice.target
