"""The measures of one role, to be told or guessed: the same chips and cards as on the leader's own map."""

from __future__ import annotations

import streamlit as st

from assessment.incentives import Role
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
    chips(role, alone, found.library, report, language)
    if is_guess:
        return
    if role.measures:
        st.markdown(say(language, f"team_map.tell.own.{_what_to_do(role, found)}"))
    cards(role, alone, found.library, report, language, is_brief=True)


def _what_to_do(role: Role, found: TeamMap) -> str:
    """What to do with the cards: the library knows what its measures usually do, and nothing of one in own words."""
    own = [measure.id not in found.library.measures for measure in role.measures]
    return "own_effects" if all(own) else "some_own_effects" if any(own) else "effects"
