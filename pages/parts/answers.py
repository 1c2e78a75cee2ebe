"""All answers, folded, on the results page."""

from __future__ import annotations

import streamlit as st

from assessment.instrument import Language
from assessment.report import Report
from assessment.sentences.answers import AnswerRow, answer_groups, has_answers
from assessment.words import say
from pages.shared.elements import TODAY, WANTED, plain
from pages.visit import address


def all_answers(report: Report, language: Language) -> None:
    """Every statement with its answers, folded. A link to send on promises the results only."""
    if isinstance(address.visitor(), address.Viewer) or not has_answers(report):
        return
    # No answer goes over to the next page of a print.
    st.html("<style>.st-key-all_answers li { margin-block: 0.5rem; break-inside: avoid }</style>")
    with st.expander(f"**{say(language, 'answers.title')}**", icon=":material/list_alt:", key="all_answers"):
        st.caption(say(language, "results.this_way"))
        for group in answer_groups(report, language):
            with st.container(gap="xxsmall"):
                st.markdown(f"**{plain(group.name)}**")
                if group.importance:
                    st.caption(plain(group.importance))
                st.markdown("\n".join(_answer(row, language) for row in group.rows))


def _answer(row: AnswerRow, language: Language) -> str:
    """A statement as a list item, with each answer in a line of its own."""
    if row.new is None:
        return f"- {plain(row.statement)}  \n  **{plain(row.current)}**"
    today, wanted = (say(language, f"columns.{column}") for column in ("today", "wanted"))
    answers = ((TODAY, today, row.current), (WANTED, wanted, row.new))
    return "  \n  ".join(
        [f"- {plain(row.statement)}", *(f"{shape} {name}: {plain(answer)}" for shape, name, answer in answers)]
    )
