"""The steps of a roll-out that are done, side by side, and what comes after the last one."""

from __future__ import annotations

from typing import Final

import streamlit as st

from assessment.anonymity import Bound
from assessment.figures.strokes import line_stroke
from assessment.instrument import Language
from assessment.rollout import WAVES, Wave
from assessment.sentences.names import part_name
from assessment.sentences.rollout import next_sentence, together_sentences
from assessment.sentences.team import bounded, leader_figure, team_headline
from assessment.team_result import TeamResult
from assessment.together import Together
from assessment.words import date_text, say
from pages.shared.elements import colours, plain
from pages.shared.pictures import beside
from pages.shared.team_files import result_link
from pages.visit import leading

_STYLES: Final = """<style>
[class*="st-key-rollout_level_"] { border-top: 1px solid var(--hairline); padding-top: 12px }
</style>"""
_NAME_WIDTH, _CELL_WIDTH = 280, 152  # Pixels.


def side_by_side(found: Together, language: Language) -> None:
    """What the steps say together, the figures of each beside the leader's own, and after the last one what is next."""
    st.html(_STYLES)
    with st.container(key="rollout_levels", gap="small"):
        if not found.are_all:
            st.subheader(say(language, "rollout.together.title"), anchor=False)
        with st.container(gap="xxsmall"):
            for sentence in together_sentences(found, language):
                st.markdown(plain(sentence))
            if found.are_all:
                again = date_text(leading.earliest(WAVES[0]), language)
                st.markdown(plain(next_sentence(found, again, language)))
        last = list(found.results.values())[-1]
        order = [row.factor for row in last.in_order]
        with st.container(key="rollout_level_you"):
            _you(last, order, language)
        for wave, result in found.results.items():
            with st.container(key=f"rollout_level_{wave}", gap="xsmall"):
                _level(wave, result, order, language)
        st.caption(say(language, "rollout.together.text"))


def _you(last: TeamResult, order: list[str], language: Language) -> None:
    """The leader's own figures, as the last result has them."""
    rows = {row.factor: row for row in last.rows}
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
        st.markdown(f"**{say(language, 'rollout.together.you')}**", width=_NAME_WIDTH)
        for factor in order:
            figure = rows[factor].figure
            _cell(factor, figure.leader, None, leader_figure(figure, language), last, language)


def _level(wave: Wave, result: TeamResult, order: list[str], language: Language) -> None:
    """A step: how many answered, a figure a factor on its line, its headline, and its PDF."""
    rows = {row.factor: row for row in result.rows}
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
        answered = say(language, "rollout.together.answered", answered=result.report.n, size=result.size)
        st.markdown(f"**{say(language, f'rollout.name.{wave}')}**  \n{answered}", width=_NAME_WIDTH)
        for factor in order:
            figure = rows[factor].figure
            _cell(factor, figure.mean, figure.bound, bounded(figure.mean, figure.bound, language), result, language)
    with st.container(horizontal=True, gap="small", vertical_alignment="center", horizontal_alignment="distribute"):
        st.markdown(plain(team_headline(result, language).title), width="content")
        code = next((led.code for led in reversed(leading.known()) if led.setup.wave == wave and led.report), "")
        result_link(code, language)


def _cell(
    factor: str, mean: float | None, bound: Bound | None, shown: str, result: TeamResult, language: Language
) -> None:
    name = plain(part_name(factor, result.instrument, language))
    line = "" if mean is None else beside(line_stroke(mean, bound, colours()))
    st.markdown(f":gray[{name}]  \n**{plain(shown)}**{line}", width=_CELL_WIDTH)
