"""What each role is rewarded for, how that pulls on the agreed experience, and where roles clash."""

import streamlit as st

from assessment.words import say
from pages.parts.incentives.choosing import choose_roles
from pages.parts.incentives.editor import elements_editor, open_role, role_editor, role_screen
from pages.parts.incentives.pictures import clashes, comparing, forgetting, headline, pictures, reading, sample, tables
from pages.parts.incentives.proposing import on_with_map, to_pdf, to_results
from pages.parts.incentives.suggestions import go_on_bar, suggestions
from pages.parts.incentives.trying import kept, trying_bar, trying_out
from pages.parts.team_map import again, closed, instead, is_closed, is_offered, offer, team_map, to_finding, way_to_map
from pages.shared import elements
from pages.visit import address, assessments, drafting, gathering, mapping, offered

language, report = address.language(), assessments.report()
team_map(language)
if isinstance(address.visitor(), address.Example) and report is not None:
    elements.not_own_notice(report, language)
    reading(report, language)
    elements.end_page()
if not (report.instrument.has_map if report else offered.has_map()):
    elements.left_out(language)
if report is None or (begun := assessments.reported()) is None or not address.visitor().may("change"):
    elements.nothing_here(language)
bank, stored = begun.instrument, begun.answers.incentives

if stored is None or not stored.roles or mapping.is_choosing_roles():
    choose_roles(begun, report, language)
    instead(report.answers.organisation, language, roles=len(stored.roles) if stored else 0)
    if stored is None:
        sample(report.answers.organisation, language)
    elements.end_page()

drafting.come_back(report)
drawn = mapping.on_screen(stored, begun)
tried = mapping.draft_report(report, drawn)
shown = tried or report
if mapping.map_has_moved_on():
    st.info(say(language, "map_page.moved_on"))
if tried is not None:
    trying_out(report, tried, language, drawn=drawn, controls=lambda found, of: role_editor(found, bank, of, language))
    clashes(shown, language)
    if shown.incentives:
        with st.expander(say(language, "map_page.numbers"), icon=":material/table_rows:"):
            tables(report, language, tried)
    elements_editor(drawn, bank, shown, language)
    with st.bottom:
        trying_bar(report, tried, language)
    elements.end_page()
opened = open_role(drawn)
if opened is not None:
    is_offered_together = not drawn.counts and is_offered(len(drawn.roles))
    role_screen(drawn, opened, bank, report, language, is_offered_together=is_offered_together)
    if is_offered_together or gathering.shows_own_map():
        instead(report.answers.organisation, language, roles=len(drawn.roles), is_main=False)
    elements.end_page()
closed(report, language)
with st.container(key="map_read"):
    headline(report, language, has_suggestions=drawn.has_suggestions, is_first=not is_closed())
    way_to_map(language, roles=len(drawn.roles))
    kept(report, drawn, language)
    if shown.incentives:
        if not is_closed():  # Then it tells which roles are not on the map, and shows no suggestion.
            suggestions(drawn, language)
        pictures(shown, language)
    offer(report.answers.organisation, language, roles=len(drawn.roles))
    again(language, roles=len(drawn.roles))
    if shown.incentives:
        with st.expander(say(language, "map_page.numbers"), icon=":material/table_rows:"):
            tables(report, language, tried)
        to_pdf(language)
        comparing(report, language)
st.header(say(language, "map_page.change"), anchor=False)
role_editor(drawn, bank, shown, language)
elements_editor(drawn, bank, shown, language)
forgetting(language)
with st.bottom, st.container(horizontal=True, vertical_alignment="center", gap="small", key="onward"):
    if drawn.counts and gathering.outcome():
        to_finding(report, language)
    elif drawn.counts:
        to_results(report, language) if begun.has_answers else on_with_map(report, language)
    if drawn.has_suggestions:
        go_on_bar(drawn, report, language)
