"""All answers, folded, on the results page."""

from __future__ import annotations

import streamlit as st

from assessment.instrument import Language
from assessment.report import Report
from assessment.sentences.answers import AnswerRow, answer_groups, beside_statements, has_answers
from assessment.words import say
from pages.parts.questions import page_about
from pages.shared.elements import TODAY, WANTED, plain, pressed
from pages.visit import address, places


def all_answers(report: Report, language: Language, *, can_change: bool) -> None:
    """Every statement with its answers, folded, and a way to change them. A link to send on promises the results only.

    They can be changed where the questions are about these answers.
    """
    if isinstance(address.visitor(), address.Viewer) or not has_answers(report):
        return
    # No answer goes over to the next page of a print.
    st.html("<style>.st-key-all_answers li { margin-block: 0.5rem; break-inside: avoid }</style>")
    with st.expander(say(language, "answers.title"), icon=":material/list_alt:", key="all_answers"):
        st.caption(say(language, "results.this_way"))
        for group in answer_groups(report, language):
            with st.container(gap="xxsmall"):
                st.markdown(f"**{plain(group.name)}**")
                if group.importance:
                    st.caption(plain(group.importance))
                st.markdown("\n".join(_answer(row, language) for row in group.rows))
                if can_change:
                    _change(page_about(report.instrument, report.answers.form, group.id), group.id, language)
        if rows := beside_statements(report, language):
            with st.container(gap="xxsmall"):
                st.markdown(f"**{say(language, 'answers.beside')}**")
                st.markdown("\n".join(_answer(row, language) for row in rows))
                if can_change:
                    _change(places.BEHAVIOUR, places.BEHAVIOUR, language)


def _change(page: str | None, group: str, language: Language) -> None:
    """Lead to the page of questions where this group is asked, if any."""
    label = say(language, "answers.change")
    if page and pressed(label, key=f"change_answers_{group}", kind="tertiary", icon=":material/edit:"):
        places.go_to(places.QUESTIONS, at=page)


def _answer(row: AnswerRow, language: Language) -> str:
    """A statement as a list item, with each answer in a line of its own."""
    current, new = _since(row.current, row.current_before, language), row.new
    if new is None:
        return f"- {plain(row.statement)}  \n  **{plain(current)}**"
    today, wanted = (say(language, f"columns.{column}") for column in ("today", "wanted"))
    answers = ((TODAY, today, current), (WANTED, wanted, _since(new, row.new_before, language)))
    return "  \n  ".join(
        [f"- {plain(row.statement)}", *(f"{shape} {name}: {plain(answer)}" for shape, name, answer in answers)]
    )


def _since(answer: str, before: str, language: Language) -> str:
    """An answer and, where it was another one in the assessment before, that one."""
    return say(language, "answers.before", answer=answer, before=before) if before else answer
