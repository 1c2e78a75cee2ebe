"""The measures of one role, to be told or guessed: the same chips and cards as on the leader's own map."""

from __future__ import annotations

import streamlit as st

from assessment.instrument import Language
from assessment.report import Report
from assessment.team_map import TeamMap
from assessment.words import say
from pages.parts.incentives.measures import cards, chips


def row(found: TeamMap, report: Report, language: Language, *, is_guess: bool) -> None:
    """The chips, and for the own role the cards; `report` is about the role alone."""
    alone = report.answers.incentives
    if alone is None:
        return
    role = alone.roles[0]
    if is_guess:
        chips(role, alone, found.library, report, language)
        return
    chips(role, alone, found.library, report, language)
    if role.measures:
        st.markdown(say(language, "team_map.tell.own.effects"))
    cards(role, alone, found.library, report, language, is_brief=True)
