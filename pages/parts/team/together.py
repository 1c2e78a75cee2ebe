"""The steps of a roll-out that are done, side by side: what they say together, and what comes after the last one."""

from __future__ import annotations

from typing import Final

import streamlit as st

from assessment.figures import rows_in_words, together_chart, together_description
from assessment.instrument import Language
from assessment.report import Report
from assessment.rollout import WAVES, Wave
from assessment.sentences.rollout import (
    advice_sentences,
    next_sentence,
    planned_on,
    together_headline,
    together_sections,
)
from assessment.sentences.team import team_headline
from assessment.sentences.team_advice import team_step_texts
from assessment.sentences.told import told_text
from assessment.team_result import TeamResult
from assessment.together import Together
from assessment.words import date_text, say
from pages.shared.copy_button import copy_button
from pages.shared.elements import WANTED, for_screen_readers, plain, pressed
from pages.shared.pictures import draw
from pages.shared.taking import Accent, into_plan
from pages.shared.team_files import all_steps_link, result_link
from pages.visit import leading, places

_STYLES: Final = """<style>
[class*="st-key-rollout_level_"] { border-top: 1px solid var(--hairline); padding-top: 12px }
.st-key-rollout_levels { margin-block-end: 24px }
</style>"""
_WIDTHS: Final = (5, 4)  # Of the chart and of what stands beside it.


def side_by_side(found: Together, report: Report, language: Language) -> None:
    """What the steps say together, their figures beside the leader's own, and after the last one what is next.

    Once all are done the page begins with it. `report` is the leader's own, with the plan.
    """
    st.html(_STYLES)
    with st.container(key="rollout_levels", gap="small"):
        if found.are_all:
            with st.container(gap=None):
                st.caption(say(language, "rollout.all_done"))
                st.title(plain(together_headline(found, language)), anchor=False)
                _wanted(found, language)
                answered, size = found.answered
                st.caption(say(language, "rollout.together.answered", answered=answered, size=size))
        else:
            st.subheader(say(language, "rollout.together.title"), anchor=False)
        picture, story = st.columns(_WIDTHS, gap="medium")
        with picture, st.container(border=True, key="rollout_figures"):
            draw(together_chart, together_description, found, language)
            st.caption(say(language, "rollout.together.text"))
        with for_screen_readers("rollout_rows"):
            st.markdown("\n".join(f"- {plain(row)}" for row in rows_in_words(found, language)))
        with picture if found.are_all else story:  # Beside it then stands what to do.
            _sections(found, language)
        if found.are_all:
            with story:
                _what_next(found, report, language)
            _to_take_along(found, report, language)
        else:
            _levels(found, language)


def _wanted(found: Together, language: Language) -> None:
    """The behaviour that all of it is about."""
    behaviour = list(found.results.values())[-1].new_behaviour
    if behaviour:
        st.markdown(f"{WANTED} {plain(say(language, 'team_result.file.wanted', behaviour=behaviour))}")


def _sections(found: Together, language: Language) -> None:
    """What there is to say below the headline, each under its heading."""
    with st.container(gap="small", key="rollout_said"):
        for section in together_sections(found, language):
            with st.container(gap="xxsmall"):
                if section.heading:
                    st.subheader(section.heading, anchor=False)
                for sentence in section.sentences:
                    st.markdown(plain(sentence))


def _what_next(found: Together, report: Report, language: Language) -> None:
    """An action on each factor of the headline, then the plan, and the day to ask again."""
    with st.container(border=True, gap="small", key="rollout_next"):
        if advised := found.advised:
            count = "one" if len(advised) == 1 else "many"
            st.subheader(say(language, f"rollout.together.do.{count}"), anchor=False)
        left = (advice for _, advice in advised if not report.planned(advice))
        first_open = next((advice for advice in left if not planned_on(advice.target, report)), None)
        for result, advice in advised:
            title, steps = advice.recommendation.title[language], team_step_texts(advice, language)
            with st.container(gap="xsmall"):
                st.markdown(f"**{plain(title)}**")
                for sentence in advice_sentences(found, result, advice, report, language):
                    st.markdown(plain(sentence))
                accent: Accent = "primary" if advice is first_open else "secondary"
                into_plan(advice, report, language, title=title, steps=steps, accent=accent, place="together_")
        again = date_text(leading.earliest(WAVES[0]), language)
        st.markdown(plain(next_sentence(found, report, again, language)))
        is_linked = any(report.planned(advice) for _, advice in advised)
        to_plan = say(language, "results.to_plan")
        if report.plan and not is_linked and pressed(to_plan, key="plan_together", kind="tertiary"):
            places.go_to(places.PLAN)


def _to_take_along(found: Together, report: Report, language: Language) -> None:
    """All of it as a PDF, and what the leader tells everybody who was asked, in every language of the bank."""
    with st.container(key="rollout_take", gap="small"):
        st.subheader(say(language, "rollout.together.take.title"), anchor=False)
        with st.container(gap="xsmall"):
            all_steps_link(language)
            st.caption(say(language, "rollout.together.take.each"))
        told = say(language, "rollout.together.tell.title")
        with st.expander(told, icon=":material/campaign:", key="rollout_tell"):
            st.caption(say(language, "rollout.together.tell.help"))
            bank = found.results[WAVES[-1]].instrument
            for each in sorted(bank.languages, key=lambda each: each != language):
                text = told_text(found, report, each)
                st.markdown(f"**{say(language, f'round.open.{each}')}**")
                st.text(text)
                copy_button(text, language, key=f"copy_rollout_tell_{each}", is_link=False)


def _levels(found: Together, language: Language) -> None:
    columns = st.columns(len(found.results), gap="medium")
    for column, (wave, result) in zip(columns, found.results.items(), strict=True):
        with column, st.container(key=f"rollout_level_{wave}", gap="xsmall"):
            _level(wave, result, language)


def _level(wave: Wave, result: TeamResult, language: Language) -> None:
    """A step: how many answered, its headline and its PDF."""
    answered = say(language, "rollout.together.answered", answered=result.report.n, size=result.size)
    said = f"**{say(language, f'rollout.name.{wave}')}**, {answered}"
    st.markdown(f"{said}  \n{plain(team_headline(result, language).title)}")
    result_link(_code(wave), language)


def _code(wave: Wave) -> str:
    """The public code of the latest round of a step that has a result."""
    led = leading.latest_released(wave)
    return led.code if led else ""
