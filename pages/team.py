"""A leader asks the whole team: sets a round up, sends its link, closes it; then everybody sees the result here."""

import streamlit as st

from assessment.words import date_text, say
from pages.parts.own_answers import waiting
from pages.parts.team.opened import earlier_results, ended, opened, to_open_round
from pages.parts.team.preview import preview_box
from pages.parts.team.rollout import (
    all_steps,
    are_begun,
    are_shown,
    asks_one_team,
    choice,
    headline,
    rollout,
    way_back,
    way_to_steps,
)
from pages.parts.team.setup import beginning
from pages.parts.team.setup import setting_up as set_up
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
shown, last, wave = leading.shown_round(), rounds[-1] if rounds else None, setting_up.wave()
has_steps, can_begin = are_shown(report), last is None or not last.is_open
if shown is not None and shown.is_open:
    opened(shown, begun, language)
elif shown is not None:
    all_steps(report, language)
    way_to_steps(shown, language)
    ended(shown, report, language)
is_first = shown is None or shown.state == "called_off"
if is_first:
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
earliest = leading.earliest(wave)
waits, too_soon = earliest > setting_up.today(), say(language, "round.too_soon", day=date_text(earliest, language))
if can_begin and not are_begun():
    if not is_first:
        st.header(say(language, "round.next"), anchor=False)
    if waits and wave is None:
        st.markdown(too_soon)
    choice(report, language)
if has_steps:
    rollout(report, language, accent=accent, is_titled=is_first or (can_begin and not are_begun()))
if can_begin and (wave is not None or not has_steps or (are_begun() and asks_one_team(language))):
    if not is_first and are_begun():
        st.header(headline(report, language) if wave else say(language, "round.next"), anchor=False)
    if waits:
        if wave is not None or are_begun():  # Otherwise it stands before the choice.
            st.markdown(too_soon)
    else:
        with st.container(key="round_setup"):
            left, right = st.columns(2, gap="large")
            with left:
                set_up(begun.instrument, language)
            with right:
                preview_box(setting_up.setup(), begun.instrument, language)
            answers = (report or begun).answers
            asked = (answers.current_behaviour, answers.new_behaviour)
            beginning(begun.instrument, asked, language, accent)
