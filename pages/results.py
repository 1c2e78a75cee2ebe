"""What holds the wanted behaviour back, and what to do first."""

import streamlit as st

from assessment import text
from assessment.charts import chart_description, factor_dumbbell
from assessment.text import say
from pages.shared import elements, session
from pages.shared.results_parts import (
    advice_cards,
    behaviours,
    certainty,
    context_modules,
    facets,
    factor_row,
    gaps,
    overall,
)

session.require_frame(__file__)
language, report = session.language(), session.report()
if report is None:
    elements.nothing_here(language)
headline = text.headline(report, language)

elements.example_notice(language)
elements.storage_notice(language)
with st.container(horizontal=True, vertical_alignment="bottom", horizontal_alignment="distribute"):
    with st.container(width=720):
        st.title(elements.plain(headline.title), anchor=False)
        st.markdown(elements.plain(headline.consequence))
    if report.scores.answered < report.scores.cells and st.button(say(language, "waiting.continue"), key="continue"):
        session.go_to(session.QUESTIONS)
    if st.button(say(language, "results.to_report"), key="to_report", type="primary", icon=":material/download:"):
        session.go_to(session.REPORT)
behaviours(report.answers, language)
st.caption(say(language, "certainty.one_person"))

pictures, story = st.columns([4, 5], gap="large")
with pictures:
    st.header(say(language, "results.factors"), anchor=False)
    st.altair_chart(
        factor_dumbbell(report, language, dark=elements.is_dark()), alt=chart_description(report, language), theme=None
    )
    for score in report.scores.factors:
        factor_row(score, report, language)
    overall(report, language)
    gaps(report, language)
    facets(report, language)
    context_modules(report, language)
with story:
    st.header(say(language, "results.advice"), anchor=False)
    advice_cards(report, language)
certainty(report, language)
elements.own_link(language)
