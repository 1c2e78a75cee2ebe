"""A leader asks the whole team: sets a round up, sends its link, closes it; then everybody sees the result here."""

import streamlit as st

from assessment.words import date_text, say
from pages.parts.own_answers import waiting
from pages.parts.team.opened import earlier_results, ended, opened, to_open_round
from pages.parts.team.rollout import (
    all_steps,
    are_begun,
    are_shown,
    asks_single,
    begins_with_all,
    choice,
    headline,
    rollout,
    way_back,
    way_to_steps,
)
from pages.parts.team.setup import round_form
from pages.shared import elements
from pages.shared.elements import pressed
from pages.shared.taking import Accent
from pages.visit import address, assessments, joining, leading, places, setting_up

language = address.language()
if isinstance(address.visitor(), address.TeamMember):
    waiting(joining.invited(), language)
begun = assessments.assessment()
if begun is None or not address.visitor().may("change"):
    elements.nothing_here(language)

rounds, report = leading.rounds(), assessments.report()
setting_up.read()
leading.read_talked()
shown, last, wave = leading.shown_round(), rounds[-1] if rounds else None, setting_up.wave()
can_begin = last is None or not last.is_open
if shown is not None and shown.is_open:
    opened(shown, begun, language)
elif report is not None and begins_with_all():
    all_steps(report, language)
elif shown is not None:
    way_to_steps(shown, language)
    ended(shown, report, language)
is_first = shown is None or shown.state == "called_off"
if is_first:
    with st.container(key="round_top"):
        way_back(language)
        st.title(headline(report, language), anchor=False)
        st.markdown(say(language, "round.text", minutes=begun.instrument.minutes("quick")))
if not begun.is_any_finished:
    st.info(say(language, "round.unfinished"))
    if pressed(say(language, "plan_page.to_questions"), key="to_questions", kind="primary"):
        places.go_to(places.QUESTIONS)
    elements.end_page()
accent: Accent = "primary" if is_first else "secondary"  # Above, the talk is what comes first.
if shown is not None:
    earlier_results(rounds, shown, language)
if last is not None and last.is_open and shown is not last:
    to_open_round(language)
waits = (earliest := leading.earliest(wave)) > setting_up.today()
too_soon = say(language, "round.too_soon", day=date_text(earliest, language))
answers = (report or begun).answers
asked = (answers.current_behaviour, answers.new_behaviour)
if can_begin and wave is not None and shown is None:
    if waits:
        st.markdown(too_soon)
    else:
        round_form(begun.instrument, asked, language, accent)
if can_begin and not are_begun():
    if not is_first:
        st.header(say(language, "round.next"), anchor=False)
    if waits:
        st.markdown(too_soon)
    choice(report, language)
if are_shown(report):
    rollout(report, language, accent=accent, is_titled=(is_first and wave is None) or (can_begin and not are_begun()))
if can_begin and wave is None and asks_single(report, language):
    if are_begun() and not is_first:
        st.header(say(language, "round.next"), anchor=False)
    if waits and are_begun():  # Otherwise it stands before the choice.
        st.markdown(too_soon)
    if not waits:
        round_form(begun.instrument, asked, language, accent)
