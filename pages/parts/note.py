"""What the consultant of a campaign adds to the advice on a factor."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from assessment.advice import Advice
from assessment.instrument import Language
from assessment.report import Report
from assessment.sentences.names import part_name
from assessment.sentences.scores import weakest_first
from assessment.words import lower_first, say
from pages.shared.elements import plain
from pages.visit import branding


def note_on(advice: Advice, before: Sequence[Advice], report: Report, language: Language) -> None:
    """The note on the factor that advice is about, below it, unless it is below another one `before`."""
    look, factor = branding.look(), _factor(advice, report)
    note = look.note(factor, language)
    if note and factor not in {_factor(each, report) for each in before}:
        about = lower_first(part_name(factor, report.instrument, language))
        with st.container(border=True, gap="xxsmall", key=f"note_{factor}"):
            st.markdown(f"**{plain(say(language, 'campaigns.notes.about', name=look.name, factor=about))}**")
            st.text(note)


def other_notes(shown: Sequence[Advice], report: Report, language: Language) -> None:
    """The notes on factors that none of the advice that is `shown` is about, the weakest factor first."""
    look, noted = branding.look(), {_factor(each, report) for each in shown}
    factors = [score.id for score in weakest_first(report)]
    if notes := {factor: note for factor in factors if factor not in noted and (note := look.note(factor, language))}:
        with st.container(border=True, gap="xsmall", key="other_notes"):
            st.markdown(f"**{plain(say(language, 'campaigns.notes.writes', name=look.name))}**")
            for factor, note in notes.items():
                with st.container(gap="xxsmall"):
                    st.markdown(f"**{plain(part_name(factor, report.instrument, language))}**")
                    st.text(note)


def _factor(advice: Advice, report: Report) -> str:
    return report.instrument.factor_of(advice.target)
