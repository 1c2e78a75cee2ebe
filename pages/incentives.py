"""What each role is rewarded for, how that pulls on the agreed experience, and where roles clash."""

import streamlit as st

from assessment.words import say
from pages.parts.incentives.editor import elements_editor, role_editor
from pages.parts.incentives.pictures import (
    clashes,
    comparing,
    forgetting,
    headline,
    pictures,
    reading,
    sample,
    tables,
)
from pages.parts.incentives.proposing import to_results
from pages.parts.incentives.suggestions import next_bar, suggestions
from pages.parts.incentives.trying import kept, trying_bar, trying_out
from pages.shared import elements
from pages.visit import address, assessments, mapping, offered

language, report = address.language(), assessments.report()
if isinstance(address.visitor(), address.Example) and report is not None:
    elements.not_own_notice(report, language)
    reading(report, language)
    elements.end_page()
if not (report.instrument.has_map if report else offered.has_map()):
    elements.left_out(language)
if report is None or (begun := assessments.reported()) is None or not address.visitor().may("change"):
    elements.nothing_here(language)
bank, stored = begun.instrument, begun.answers.incentives

if stored is None:
    headline(report, language)
    with st.container(border=True, key="map_begin"):
        roles = bank.incentives.fitting(report.answers.organisation).roles
        st.markdown(say(language, "map_page.begin_text", count=len(roles)))
        st.caption(" · ".join(elements.plain(role[language]) for role in roles))
        st.button(say(language, "map_page.begin"), key="begin_map", type="primary", on_click=mapping.propose_map)
    sample(report.answers.organisation, language)
    elements.end_page()

drawn = mapping.on_screen(stored, begun)
tried = mapping.draft_report(report, drawn)
shown = tried or report
if mapping.map_has_moved_on():
    st.info(say(language, "map_page.moved_on"))
if tried is not None:
    trying_out(
        report,
        tried,
        language,
        drawn=drawn,
        controls=lambda found, of: role_editor(found, bank, of, language),
    )
    clashes(shown, language)
    if shown.incentives:
        with st.expander(say(language, "map_page.numbers"), icon=":material/table_rows:"):
            tables(report, language, tried)
    elements_editor(drawn, bank, shown, language)
    with st.bottom:
        trying_bar(report, tried, language)
    elements.end_page()
# One container, so that the editor below keeps its place, and the focus in it, when the first suggestion is kept.
with st.container(key="map_read"):
    headline(report, language, has_suggestions=drawn.has_suggestions)
    kept(report, drawn, language)
    if shown.incentives:
        suggestions(drawn, language)
        pictures(shown, language)
        with st.expander(say(language, "map_page.numbers"), icon=":material/table_rows:"):
            tables(report, language, tried)
        comparing(report, language)
st.header(say(language, "map_page.change"), anchor=False)
elements_editor(drawn, bank, shown, language)
opened = role_editor(drawn, bank, shown, language)
forgetting(language)
is_read = not drawn.has_suggestions or (opened is None and drawn.counts)
with st.bottom, st.container(horizontal=True, vertical_alignment="center", gap="small", key="onward"):
    if is_read:
        to_results(report, language)
    if drawn.has_suggestions:
        next_bar(opened, drawn, report, language)
