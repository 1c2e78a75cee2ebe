"""The measures of one role, to be told or guessed: the same chips and cards as on the leader's own map."""

from __future__ import annotations

import streamlit as st

from assessment.instrument import Language
from assessment.report import Report
from assessment.team_map import TeamMap
from assessment.words import say
from pages.parts.incentives.measures import chips, measures


def row(found: TeamMap, report: Report, language: Language, *, is_guess: bool) -> None:
    """The chips, and for the own role the cards; `report` is about the role alone."""
    alone = report.answers.incentives
    if alone is None:
        return
    role = alone.roles[0]
    if is_guess:
        chips(role, alone, found.library, report, language)
        return
    measures(role, alone, found.library, report, language, is_brief=True)
    if role.measures:
        st.caption(say(language, "team_map.tell.own.marks"))
