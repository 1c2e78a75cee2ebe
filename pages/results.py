"""What holds the wanted behaviour back, and what to do first."""

from typing import Literal

import streamlit as st

from assessment.figures import chart_description, factor_dumbbell
from assessment.sentences.certainty import left_out_sentence, one_person_sentence
from assessment.sentences.scores import headline
from assessment.words import say
from pages.parts.results import (
    advice_cards,
    assess_again,
    behaviours,
    certainty,
    changes,
    context_modules,
    contrasts,
    facets,
    factor_row,
    incentives,
    overall,
)
from pages.shared import elements
from pages.shared.elements import pressed
from pages.shared.pictures import draw
from pages.shared.series import begun_strip, dates
from pages.visit import address, assessments, beginning, places

language, report = address.language(), assessments.opened_report()
if report is None:
    elements.nothing_here(language)
heading, last = headline(report, language), assessments.assessment()
visitor = address.visitor()
is_latest = visitor.may("change") and assessments.shows_latest()
is_newest = is_latest and assessments.begun_beside_finished() is None
is_open = last is not None and (not last.is_finished or report.scores.answered < report.scores.cells)

elements.not_own_notice(report, language)
if left_out := left_out_sentence(report, language):
    st.warning(elements.plain(left_out))
if beginning.were_opened_from_file():
    st.info(say(language, "opened_file"))
begun_strip(language)
dates(language)
with st.container(horizontal=True, vertical_alignment="bottom", horizontal_alignment="distribute"):
    with st.container(width=720):
        st.title(elements.plain(heading.title), anchor=False)
        st.markdown(elements.plain(heading.consequence))
    if is_newest and is_open and pressed(say(language, "waiting.continue"), key="continue", kind="primary"):
        places.go_to(places.QUESTIONS)
    to_report = say(language, "results.to_report")
    accent: Literal["primary", "secondary"] = "secondary" if is_newest and is_open else "primary"
    if visitor.may("download") and pressed(to_report, key="to_report", kind=accent, icon=":material/download:"):
        places.go_to(places.REPORT)
behaviours(report.answers, language)
st.caption(one_person_sentence(report, language))

pictures, story = st.columns([4, 5], gap="large")
with pictures:
    st.header(say(language, "results.factors"), anchor=False)
    draw(factor_dumbbell, chart_description, report, language)
    for score in report.scores.factors:
        factor_row(score, report, language)
    overall(report, language)
    changes(report, language)
    incentives(report, language, can_change=is_latest)
    contrasts(report, language)
    facets(report, language)
    context_modules(report, language)
with story:
    st.header(say(language, "results.advice"), anchor=False)
    advice_cards(report, language, can_plan=is_latest, is_shared=isinstance(visitor, address.Viewer))
certainty(report, language)
if is_latest and (number := assessments.may_assess_again()) is not None:
    assess_again(number, language)
elements.own_link(language)
elements.view_link(language)
