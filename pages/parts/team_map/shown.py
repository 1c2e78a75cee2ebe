"""What everybody sees of a management team's map: the map so far, where views differ, and that it grows by itself."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import streamlit as st

from assessment.instrument import Language
from assessment.sentences.incentives import map_label, map_sentences
from assessment.sentences.team_map import contradiction_sentences
from assessment.team_map import TeamMap
from assessment.words import say
from pages.parts.incentives.pictures import map_picture
from pages.shared.elements import first_run, plain
from pages.visit import gathering

_SECONDS: Final = 3
_MOST: Final = 12  # Contradictions, with twenty roles.


def map_so_far(found: TeamMap, language: Language) -> None:
    """The map that the own rows make, below its finding; that it is empty before anybody has answered."""
    report = gathering.whole_report(found)
    with st.container(key="team_map_so_far", gap="small"):
        if report.incentives is None:
            st.caption(say(language, "team_map.led.empty"))
            return
        st.subheader(plain(map_sentences(report.incentives, report, language)[0]), anchor=False)
        map_picture(report, language)
        st.caption(map_label(report, language))


def contradictions(found: TeamMap, language: Language) -> None:
    """What roles believe of each other, where those say otherwise; nothing before a guess can be held against a row."""
    if not any(each.has_guessed and each.about in found.answered for each in found.told):
        return
    with st.container(key="team_map_contradictions", gap="small"):
        st.header(say(language, "team_map.contradictions.title"), anchor=False)
        if not found.contradictions:
            st.markdown(say(language, "team_map.contradictions.none"))
            return
        st.caption(say(language, "team_map.contradictions.text"))
        for each in found.contradictions[:_MOST]:
            first, *others = contradiction_sentences(each, found.map, found.instrument, language)
            with st.container(border=True, gap="xsmall"):
                st.markdown(plain(first))
                for sentence in others:
                    st.caption(plain(sentence))


def watch() -> None:
    """Draw the page again as soon as anybody has picked a role, told something or taken it back."""
    st.fragment(_look, run_every=_SECONDS)(first_run())


def _look(with_page: Iterator[bool]) -> None:
    if not next(with_page, False) and gathering.has_changed():
        st.rerun()
