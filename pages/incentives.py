"""What each role is rewarded for, how that pulls on the agreed experience, and where it collides."""

import streamlit as st

from assessment.words import say
from pages.shared import elements, session
from pages.shared.incentive_parts import (
    comparing,
    elements_editor,
    forgetting,
    pictures,
    role_editor,
    tables,
    trying_out,
)
from pages.shared.suggestion_parts import suggestions

session.require_frame()
session.leave_example()
language, report = session.language(), session.report()
begun = session.reported()
if begun is None or report is None:
    elements.nothing_here(language)
bank, stored = begun.instrument, begun.answers.incentives

st.title(say(language, "map_page.headline"), anchor=False)
st.markdown(say(language, "map_page.text"))
if stored is None:
    with st.container(border=True, key="map_begin"):
        st.markdown(say(language, "map_page.begin_text", count=len(bank.incentives.roles)))
        st.button(say(language, "map_page.begin"), key="begin_map", type="primary", on_click=session.propose_map)
    elements.end_page()

drawn = session.on_screen(stored, begun)
tried = session.draft_report(report, drawn)
shown = tried or report
if session.map_has_moved_on():
    st.info(say(language, "map_page.moved_on"))
# One container, so that the editor below keeps its place, and the focus in it, when the first suggestion is kept.
with st.container(key="map_read"):
    suggestions(drawn, shown, language)
    if shown.incentives or tried:
        trying_out(report, tried, language)
    if shown.incentives:
        st.caption(say(language, "incentives.label"))
        pictures(shown, language)
        with st.expander(say(language, "map_page.numbers"), icon=":material/table_rows:", expanded=tried is not None):
            tables(report, language, tried)
        if tried is None:
            comparing(report, language)
    if tried is None:
        forgetting(language)
st.header(say(language, "map_page.change"), anchor=False)
elements_editor(drawn, bank, shown, language)
role_editor(drawn, bank, shown, language)
with st.bottom:
    if st.button(say(language, "waiting.results"), key="to_results", type="primary" if tried is None else "secondary"):
        session.go_to(session.RESULTS)
