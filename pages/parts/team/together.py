"""The steps of a roll-out that are done, side by side: what they say together, and what comes after the last one."""

from __future__ import annotations

from typing import Final

import streamlit as st

from assessment.figures import rows_in_words, together_chart, together_description
from assessment.instrument import Language
from assessment.report import Report
from assessment.rollout import WAVES, Wave
from assessment.sentences.rollout import advice_sentences, next_sentence, together_headline, together_sentences
from assessment.sentences.team import team_headline
from assessment.sentences.team_advice import team_step_texts
from assessment.team_result import TeamResult
from assessment.together import Together
from assessment.words import date_text, say
from pages.shared.elements import for_screen_readers, plain, pressed
from pages.shared.pictures import draw
from pages.shared.taking import into_plan
from pages.shared.team_files import result_link
from pages.visit import leading, places

_STYLES: Final = """<style>
[class*="st-key-rollout_level_"] { border-top: 1px solid var(--hairline); padding-top: 12px }
.st-key-rollout_levels { margin-block-end: 24px }
</style>"""
_WIDTHS: Final = (5, 4)  # Of the chart and of what stands beside it.


def side_by_side(found: Together, report: Report, language: Language, *, is_first: bool = False) -> None:
    """What the steps say together, their figures beside the leader's own, and after the last one what is next.

    `is_first` where the page begins with it. `report` is the leader's own, with the plan.
    """
    st.html(_STYLES)
    with st.container(key="rollout_levels", gap="small"):
        if is_first:
            st.caption(say(language, "rollout.all_done"))
            st.title(plain(together_headline(found, language)), anchor=False)
        else:
            title = together_headline(found, language) if found.are_all else say(language, "rollout.together.title")
            st.subheader(plain(title), anchor=False)
        picture, story = st.columns(_WIDTHS, gap="medium")
        with picture, st.container(border=True, key="rollout_figures"):
            draw(together_chart, together_description, found, language)
            st.caption(say(language, "rollout.together.text"))
        with for_screen_readers("rollout_rows"):
            st.markdown("\n".join(f"- {plain(row)}" for row in rows_in_words(found, language)))
        with story:
            _story(found, report, language)
        for column, (wave, result) in zip(
            st.columns(len(found.results), gap="medium"), found.results.items(), strict=True
        ):
            with column, st.container(key=f"rollout_level_{wave}", gap="xsmall"):
                _level(wave, result, language, is_last=found.are_all)
        if found.are_all:
            st.caption(say(language, "rollout.together.files"))


def _story(found: Together, report: Report, language: Language) -> None:
    with st.container(gap="xsmall"):
        for sentence in together_sentences(found, language):
            st.markdown(plain(sentence))
    if found.are_all:
        _what_next(found, report, language)


def _what_next(found: Together, report: Report, language: Language) -> None:
    """One action on what the headline is about, then the plan, and the day to ask again."""
    advice = found.advice
    with st.container(border=True, gap="small", key="rollout_next"):
        if advice is not None:
            title = advice.recommendation.title[language]
            st.markdown(f"**{plain(title)}**")
            for sentence in advice_sentences(found, advice, report, language):
                st.markdown(plain(sentence))
            steps = team_step_texts(advice, language)
            into_plan(advice, report, language, title=title, steps=steps, accent="primary", place="together_")
        again = date_text(leading.earliest(WAVES[0]), language)
        st.markdown(plain(next_sentence(found, again, language, has_plan=bool(report.plan))))
        is_linked = advice is not None and report.planned(advice)
        to_plan = say(language, "results.to_plan")
        if report.plan and not is_linked and pressed(to_plan, key="plan_together", kind="tertiary"):
            places.go_to(places.PLAN)


def _level(wave: Wave, result: TeamResult, language: Language, *, is_last: bool) -> None:
    """A step: how many answered, and its PDF; until what all of them say stands above, its headline too."""
    answered = say(language, "rollout.together.answered", answered=result.report.n, size=result.size)
    said = f"**{say(language, f'rollout.name.{wave}')}**, {answered}"
    st.markdown(said if is_last else f"{said}  \n{plain(team_headline(result, language).title)}")
    code = next((led.code for led in reversed(leading.known()) if led.setup.wave == wave and led.report), "")
    result_link(code, language)
