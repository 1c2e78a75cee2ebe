"""A leader asks the whole team: sets a round up, sends its link, closes it; then everybody sees the result here."""

import streamlit as st

from assessment.words import date_text, say
from pages.parts.own_answers import waiting
from pages.parts.team.opened import ended, opened
from pages.parts.team.preview import preview_box
from pages.parts.team.setup import setting_up
from pages.shared import elements
from pages.shared.elements import pressed
from pages.visit import address, assessments, joining, leading, places

language = address.language()
if isinstance(address.visitor(), address.TeamMember):
    waiting(joining.invited(), language)
begun = assessments.assessment()
if begun is None or not address.visitor().may("change"):
    elements.nothing_here(language)

rounds = leading.rounds()
last = rounds[-1] if rounds else None
if last is not None and last.is_open:
    opened(last, begun, language)
    elements.end_page()
if last is not None:
    ended(last, language)
if last is None:
    st.title(say(language, "round.headline"), anchor=False)
    st.markdown(say(language, "round.text", minutes=begun.instrument.minutes("quick")))
if not begun.is_any_finished:
    st.info(say(language, "round.unfinished"))
    if pressed(say(language, "plan_page.to_questions"), key="to_questions", kind="primary"):
        places.go_to(places.QUESTIONS)
    elements.end_page()
if last is not None:
    st.header(say(language, "round.next"), anchor=False)
if (earliest := leading.earliest()) > leading.today():
    st.markdown(say(language, "round.too_soon", day=date_text(earliest, language)))
    elements.end_page()
with st.container(key="round_setup"):
    left, right = st.columns(2, gap="large")
    with left:
        setting_up(begun.instrument, language)
    with right:
        preview_box(leading.setup(), language)
