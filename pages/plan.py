"""What will be done, by whom, by when, and how it went."""

import streamlit as st

from assessment.plan import MOST_LINES
from assessment.words import say
from pages.parts.plan import outcome_questions, plan_line
from pages.shared import elements
from pages.shared.downloads import FileLink, file_links
from pages.shared.elements import pressed
from pages.visit import address, assessments, places, planning

address.leave_example()
language, begun, report = address.language(), assessments.assessment(), assessments.report()
if begun is None or report is None:
    elements.nothing_here(language)

st.title(say(language, "plan_page.headline"), anchor=False)
st.markdown(say(language, "plan_page.text"))
lines = planning.as_shown(report.plan)
outcome_questions(lines, begun, language)
with st.container(key="plan_lines"):
    for line in lines:
        plan_line(line, language)
    if not report.plan:
        st.info(say(language, "plan_page.empty.text"), title=say(language, "plan_page.empty.title"))
planning.lines_are_drawn()
with st.container(horizontal=True):
    st.button(
        say(language, "plan_page.add"),
        key="add_line",
        icon=":material/add:",
        disabled=len(report.plan) >= MOST_LINES,
        on_click=planning.add_own_line,
    )
    if any(line.due is not None and line.state != "done" for line in report.plan):
        calendar = say(language, "plan_page.calendar")
        file_links([FileLink("plan", "download_ics", calendar, ":material/calendar_add_on:")], language)
if len(report.plan) >= MOST_LINES:
    st.caption(say(language, "plan_page.full", most=MOST_LINES))
with st.bottom, st.container(horizontal=True):
    if begun.is_finished:
        if pressed(say(language, "waiting.results"), key="to_results", kind="primary"):
            places.go_to(places.RESULTS)
    elif pressed(say(language, "plan_page.to_questions"), key="to_questions", kind="primary"):
        places.go_to(places.QUESTIONS)
    if report.plan and pressed(say(language, "results.to_report"), key="to_report", icon=":material/download:"):
        places.go_to(places.REPORT)
