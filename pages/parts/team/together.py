"""The steps of a roll-out that are done, side by side: what they say together, and what comes after the last one."""

from __future__ import annotations

from datetime import date
from typing import Final

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from assessment.advice import Advice
from assessment.answering_again import day_to_ask_again
from assessment.answers import behaviours_in
from assessment.decided import Decided, decided, planned_on
from assessment.figures import rows_in_words, together_chart, together_description
from assessment.instrument import Language
from assessment.plan import PlanLine
from assessment.report import Report
from assessment.rollout import WAVES, Wave
from assessment.rounds import together
from assessment.sentences.planned import line_title
from assessment.sentences.rollout import (
    advice_sentences,
    again_sentence,
    together_headline,
    together_lead,
    together_sections,
)
from assessment.sentences.rollout_groups import to_ask_groups
from assessment.sentences.team_advice import team_step_texts
from assessment.sentences.team_headline import team_headline
from assessment.sentences.told import has_own_words, told_lacks, told_promises, told_text
from assessment.team_result import TeamResult
from assessment.together import Together
from assessment.words import date_text, lower_first, say
from pages.parts.new_days import move_all
from pages.parts.plan_fields import day_and_owner
from pages.parts.team.groups import group_rows
from pages.parts.team.talked import talk_before
from pages.shared.copy_button import copy_button
from pages.shared.elements import WANTED, for_screen_readers, plain, pressed
from pages.shared.pictures import draw
from pages.shared.taking import Accent, into_plan
from pages.shared.team_files import all_steps_link, result_link
from pages.visit import leading, places, setting_up

_STYLES: Final = """<style>
[class*="st-key-rollout_level_"] { border-top: 1px solid var(--hairline); padding-top: 12px }
.st-key-rollout_groups { margin-block: 8px 12px }
.st-key-rollout_levels { margin-block-end: 24px }
@media (max-width: 640px) {
  .st-key-rollout_beside [data-testid="stColumn"]:has(> * .st-key-rollout_figures),
  .st-key-rollout_beside [data-testid="stColumn"] > [data-testid="stVerticalBlock"]:has(> * > .st-key-rollout_figures) {
    display: contents }
  .st-key-rollout_beside [data-testid="stColumn"]:has(.st-key-rollout_next) { order: 1 }
  .st-key-rollout_beside [data-testid="stLayoutWrapper"]:has(> .st-key-rollout_said) { order: 2 }
}
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
                if lead := together_lead(found, language):
                    st.markdown(plain(" ".join(lead)))
                _wanted(found, language)
                answered, size = found.answered
                st.caption(say(language, "rollout.together.answered", answered=answered, size=size))
        else:
            _title(language)
        with st.container(key="rollout_beside"):
            picture, story = st.columns(_WIDTHS, gap="medium")
        with picture:
            _figures(found, language)
            _groups(found, language)
        with picture if found.are_all else story:  # Beside it then stands what to do.
            _sections(found, language)
        if found.are_all:
            with story:
                _what_next(found, report, language)
        else:
            _levels(found, language)


def stands_beside(result: TeamResult) -> bool:
    """Whether the result of a step begins with the steps side by side: once there are others, until all are done."""
    return result.wave is not None and 1 < len(together(leading.known()).results) < len(WAVES)


def steps_beside(language: Language) -> None:
    """The figures of the steps so far, side by side."""
    _title(language)
    _figures(together(leading.known()), language)


def said_beside(language: Language) -> None:
    """What the steps so far say together."""
    _sections(together(leading.known()), language)


def _title(language: Language) -> None:
    """The heading of the steps side by side, and who sees them."""
    with st.container(gap=None):
        st.subheader(say(language, "rollout.together.title"), anchor=False)
        st.caption(say(language, "rollout.together.only_you"))


def _figures(found: Together, language: Language) -> None:
    """The figures of all steps in a chart; screen readers get the same as text."""
    with st.container(border=True, key="rollout_figures"):
        draw(together_chart, together_description, found, language)
        st.caption(say(language, "rollout.together.text"))
    with for_screen_readers("rollout_rows"):
        st.markdown("\n".join(f"- {plain(row)}" for row in rows_in_words(found, language)))


def _groups(found: Together, language: Language) -> None:
    """The groups of the last step, where what comes first is about them."""
    if (last := found.of_groups) is not None:
        with st.container(gap="small", key="rollout_groups"):
            st.subheader(say(language, "team_result.departments.title"), anchor=False)
            group_rows(last, language, order=found.order)


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
    """What to do now, in its order: talk, decide, tell everybody, ask again."""
    last, plan, day = leading.latest_released(WAVES[-1]), decided(found, report), day_to_ask_again(found, report)
    with st.container(border=True, gap="medium", key="rollout_next"):
        st.subheader(say(language, "rollout.together.now.title"), anchor=False)
        with _item(1, "talk", language):
            if last is not None:
                talk_before(last, len(WAVES) + 1, language)
            for sentence in to_ask_groups(found, language):
                st.markdown(plain(sentence))
        with _item(2, "decide", language):
            _to_decide(found, plan, report, language)
        with _item(3, "tell", language):
            _to_tell(found, plan, report, day, language)
        with _item(4, "again", language):
            is_possible, is_time = leading.earliest(WAVES[0]) <= setting_up.today(), day == report.made_on
            again = again_sentence(date_text(day, language), language, is_possible=is_possible, is_time=is_time)
            st.markdown(plain(again))
        with st.container(gap="xsmall"):
            all_steps_link(language)
            st.caption(say(language, "rollout.together.take.each"))


def _item(number: int, what: str, language: Language) -> DeltaGenerator:
    """What belongs to a point of the list, below its heading."""
    point = st.container(gap="xsmall", key=f"rollout_now_{what}")
    point.markdown(f"**{number}\\. {say(language, f'rollout.together.now.{what}')}**")
    return point


def _to_decide(found: Together, plan: Decided, report: Report, language: Language) -> None:
    """An action on each factor of the headline, and all that the letter and the PDF say of the plan."""
    first_open = next((advice for _, advice in plan.open), None)
    advised = {line.id for _, advice in found.to_decide if (line := report.planned(advice))}
    with st.container(gap="medium", key="rollout_advised"):
        for result, advice in found.to_decide:
            accent: Accent = "primary" if advice is first_open else "secondary"
            _advised(found, result, advice, report, language, accent=accent)
        for line in plan.lines:
            if line.id not in advised:
                with st.container(gap="xsmall", key=f"rollout_line_{line.id}"):
                    st.markdown(f"**{plain(line_title(line, report.instrument, language))}**")
                    _day_and_owner(line, report, language)
        move_all(plan.late, plan.lines, language, is_main=True)
    if plan.rest:
        st.caption(say(language, f"rollout.together.rest.{'many' if plan.rest[1:] else 'one'}", count=len(plan.rest)))
    has_way = not advised and (report.plan or not found.to_decide)
    if has_way and pressed(say(language, "results.to_plan"), key="plan_together", kind="tertiary"):
        places.go_to(places.PLAN)


def _day_and_owner(line: PlanLine, report: Report, language: Language) -> None:
    """By when a line of the plan is done, and whose it is; whether a day of it has passed."""
    if (late := report.late(line)) is not None:
        st.markdown(say(language, f"rollout.together.late.{'line' if late.step is None else 'step'}"))
    day_and_owner(line, language)


def _advised(
    found: Together, result: TeamResult, advice: Advice, report: Report, language: Language, *, accent: Accent
) -> None:
    """An action, why, and its way into the plan; once it is there, by when it is done and whose it is."""
    title, steps = advice.recommendation.title[language], team_step_texts(advice, language)
    instead = planned_on(advice, report)
    with st.container(gap="xsmall"):
        st.markdown(f"**{plain(title)}**")
        for sentence in advice_sentences(found, result, advice, report, language, instead_of=instead):
            st.markdown(plain(sentence))
        into_plan(
            advice,
            report,
            language,
            title=title,
            steps=steps,
            accent=accent,
            place="together_",
            instead_of=instead,
        )
        if (line := report.planned(advice)) is not None and not line.is_all_done:
            _day_and_owner(line, report, language)


def _to_tell(found: Together, plan: Decided, report: Report, day: date, language: Language) -> None:
    """What the leader tells everybody who was asked, in every language of the bank.

    `day` is that on which they are asked again.
    """
    bank = found.results[WAVES[-1]].instrument
    with st.container(border=True, gap="xsmall", key="rollout_lacks"):
        st.markdown(f"**{say(language, 'rollout.together.tell.lacks.before')}**")
        st.markdown("\n".join(f"- {plain(each)}" for each in told_lacks(found, plan, report, language)))
    for each in sorted(bank.languages, key=lambda each: each != language):
        again_on = date_text(day, each)
        _, behaviour = behaviours_in(("", found.results[WAVES[-1]].new_behaviour), bank, each)
        text = told_text(found, plan, report, each, again_on=again_on, behaviour=behaviour)
        letter = f"{say(language, 'rollout.together.tell.title')}, {lower_first(say(language, f'round.open.{each}'))}"
        with st.expander(letter, icon=":material/campaign:", key=f"rollout_tell_{each}"):
            st.caption(say(language, "rollout.together.tell.help"))
            if each != language and has_own_words(found, plan, report):
                st.caption(say(language, "rollout.together.tell.own_words"))
            promises = told_promises(plan, report, each, again_on=again_on)
            st.markdown(f"**{say(language, 'rollout.together.tell.promises')}**")
            st.markdown("\n".join(f"- {plain(promise)}" for promise in promises))
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
