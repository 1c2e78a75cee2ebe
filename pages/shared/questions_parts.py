"""The parts of the pages of questions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from assessment.instrument import Language
from assessment.words import joined, say
from pages.shared import session
from pages.shared.elements import plain
from pages.shared.rating_matrix import Words
from pages.shared.steps import Step, open_cells


def matrix_words(language: Language) -> Words:
    """The rating matrix's own words."""
    return Words(
        saved=say(language, "matrix.saved"),
        saving=say(language, "matrix.saving"),
        failed=say(language, "matrix.failed"),
        answered_of=say(language, "matrix.answered_of"),
        progress=say(language, "matrix.progress"),
    )


def explain_gaps(pages: Sequence[Step], choices: Mapping[str, str], language: Language) -> None:
    """Say which pages have open ratings and what that means, with the ways on."""
    gaps = [(page, names) for page in pages if page.columns and (names := open_cells(page, choices))]
    if not gaps:
        return
    listed = joined([f"{page.title} ({len(names)})" for page, names in gaps], language)
    (first, (control, *_)), *_ = gaps
    with st.container(border=True, key="gaps", gap="xsmall"):
        st.markdown(f"**{plain(say(language, 'gaps.title', count=sum(len(names) for _, names in gaps)))}**")
        st.markdown(plain(say(language, "gaps.text", pages=listed)))
        with st.container(horizontal=True):
            st.button(say(language, "gaps.back"), key="to_first_gap", on_click=session.seek, args=(first.id, control))
            if st.button(say(language, "gaps.finish"), key="finish_anyway"):
                session.finish_and_show()
