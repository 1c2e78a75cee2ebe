"""The groups of a team's result, a row each: a figure a factor on its line from 0 to 100."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import streamlit as st

from assessment.anonymity import ShownGroup
from assessment.figures.strokes import line_stroke
from assessment.instrument import Language
from assessment.sentences.names import part_name
from assessment.sentences.team import bounded, department_name, groups_text
from assessment.team_result import TeamResult
from assessment.words import say
from pages.shared.elements import colours, plain
from pages.shared.pictures import picture

_STYLES: Final = """<style>
[class*="st-key-team_department_"] { border-top: 1px solid var(--hairline); padding-top: 12px }
</style>"""
_NAME_WIDTH, _CELL_WIDTH = 280, 136  # Pixels.


def group_rows(result: TeamResult, language: Language, order: Sequence[str] = ()) -> None:
    """All groups that are shown. With an order of the factors it is that of a chart above them.

    The name of each then stands above its figures, and how they are rounded is said at the chart.
    """
    st.html(_STYLES)
    if not order:
        st.caption(plain(groups_text(result, language)))
    for place, group in enumerate(result.departments, 1):
        with st.container(key=f"team_department_{place}", gap="xsmall"):
            if order:
                _name(group, result, language)
            with st.container(horizontal=True, gap="small", vertical_alignment="top"):
                if not order:
                    _name(group, result, language)
                _figures(group, order or [row.factor for row in result.in_order], result, language)


def _name(group: ShownGroup, result: TeamResult, language: Language) -> None:
    """Which group it is, and how many have answered."""
    answers = say(language, "team_result.departments.answers", n=group.n)
    st.markdown(f"**{plain(department_name(group, result, language))}**  \n{answers}", width=_NAME_WIDTH)


def _figures(group: ShownGroup, order: Sequence[str], result: TeamResult, language: Language) -> None:
    """Each figure above its line, so that all lines of a factor begin at the same place, in a row that breaks."""
    for figure in sorted(group.figures, key=lambda each: order.index(each.factor)):
        name = plain(part_name(figure.factor, result.instrument, language))
        shown = bounded(figure.mean, figure.bound, language)
        stroke = "" if figure.mean is None else f"  \n{picture(line_stroke(figure.mean, figure.bound, colours()))}"
        st.markdown(f":gray[{name}]  \n**{plain(shown)}**{stroke}", width=_CELL_WIDTH)
