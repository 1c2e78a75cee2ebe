"""Engagement beside what customers say, department by department."""

import streamlit as st

from assessment.sentences.customers import headline, standout_sentence
from assessment.words import say
from pages.parts.customers import dots, enter, sureness, table, visit, way_to_team
from pages.shared import elements
from pages.visit import address, assessments, departments, leading, offered

language, begun, report = address.language(), assessments.assessment(), assessments.report()
if not (report.instrument.asks_about_experience if report else offered.has_customers()):
    elements.left_out(language)
if report is None or begun is None or not isinstance(address.visitor(), address.Owner):
    elements.nothing_here(language)

found = report.customers
leading.rounds()  # Read once; whatever is drawn takes what is known then.
with st.container(key=departments.HEADLINE):
    st.title(elements.plain(headline(found, language)), anchor=False)
    st.markdown(standout_sentence(found, language) if found.departments else say(language, "customers.text"))
if not found.departments:
    enter(report, found, language)
    way_to_team(language)
    elements.end_page()
with st.container(key="departments_parts", horizontal=True, gap="medium"):
    with st.container(key="departments_picture", width="stretch"):
        dots(report, found, language)
    with st.container(key="departments_story", width=400, gap="medium"):
        visit(report, found, language)
        sureness(found, language)
table(found, language)
enter(report, found, language)
way_to_team(language)
