"""The measures that can be met at the expense of the experience, and the way to say what is open about one."""

from __future__ import annotations

import streamlit as st

from assessment.instrument import Language
from assessment.report import Report
from assessment.sentences.incentives import shortcut_sentences
from assessment.sentences.names import measure_name
from assessment.sentences.unsaid import unsaid_shortcuts
from assessment.words import quoted, say
from pages.shared.elements import plain
from pages.visit import drafting, mapping, places


def shortcuts(report: Report, language: Language, *, can_change: bool) -> None:
    """All of them, below their heading; nothing where there are none."""
    found, unsaid = shortcut_sentences(report, language), unsaid_shortcuts(report, language)
    if found or unsaid:
        st.subheader(say(language, "incentives.shortcut.heading"), anchor=False)
    for sentence in found:
        st.markdown(plain(sentence))
    for one, sentence in unsaid.items():
        with st.container(gap="xxsmall"):
            st.markdown(plain(sentence))
            if can_change and not drafting.is_trying_out():
                name = quoted(measure_name(one.role, one.measure, report, language), language)
                st.button(
                    plain(say(language, "incentives.shortcut.unsaid.say", measure=name)),
                    key=f"say_shortcut_{one.role}_{one.measure}",
                    type="tertiary",
                    on_click=_open,
                    args=(one.role, one.measure),
                )


def shortcut_place(role: str, key: str) -> str:
    """The key of the fold of what the shortcut of a measure does."""
    return f"map_{role}_{key}_shortcut"


def _open(role: str, key: str) -> None:
    """Open a role at the question what the shortcut of a measure does."""
    mapping.unfold(shortcut_place(role, key))
    mapping.open_role(role)
    places.arrive_at(shortcut_place(role, key))
