"""What holds the wanted behaviour back, and what to do first."""

import streamlit as st

from assessment.sentences.advice import asks_for_agreement
from pages.parts.advice import Taking, advice_cards
from pages.parts.answers import all_answers
from pages.parts.changes import changes, what_was_done
from pages.parts.incentives.pictures import read_map
from pages.parts.lead import contact_block, offer, way_to_offer
from pages.parts.own_answers import own_result
from pages.parts.plan import by_own_answers
from pages.parts.results import (
    arrange,
    certainty,
    heading,
    incentives,
    keep_link,
    more,
    notices,
    pdf,
    pictures,
    share,
)
from pages.shared import elements
from pages.shared.series import begun_strip, dates, go_on_button
from pages.shared.taking import Accent
from pages.visit import address, assessments, describing, leading

language, report = address.language(), assessments.opened_report()
own_result(report, language)  # of a member of a team, and nothing else then
if report is None:
    elements.nothing_here(language)
leading.rounds()  # Read once; the ways to the team take what is known then.
last = assessments.assessment()
is_latest = (visitor := address.visitor()).may("change") and assessments.shows_latest()
is_newest = is_latest and assessments.begun_beside_finished() is None
is_unfinished = is_newest and last is not None and not last.is_finished
is_open = is_unfinished or (is_newest and report.scores.answered < report.scores.cells)
offered = offer(last)
# One button has the accent: to go on, the consultant's offer until it is accepted, or the first advice.
is_taken = is_unfinished or (offered is not None and not offered.given)
accent: Accent = "secondary" if is_taken or not is_latest else "primary"
elements.not_own_notice(report, language)
notices(report, language)
begun_strip(language)
has_dates = dates(language)
with st.container(horizontal=True, vertical_alignment="top", horizontal_alignment="distribute"):
    heading(report, language, has_dates=has_dates)
    if last is not None and is_open:
        go_on_button(*last.progress, language, "primary" if is_unfinished else "tertiary")
    if visitor.may("download"):
        pdf(language)
way_to_offer(offered, language)
if is_latest:
    by_own_answers(report, language, has_way=True)

if is_latest and last is not None and last.is_finished:
    keep_link(language)
with st.container(key="results_parts"):
    with st.container(key="pictures", gap="small"):
        pictures(report, language)
    with st.container(key="story", gap="small"):
        if report.instrument.recommendations:
            asks = is_newest and describing.goes_on_asking(report.ranked, needs_agreement=asks_for_agreement(report))
            taking = Taking(report, language, can_plan=is_latest, accent=accent)
            advice_cards(taking, asks_agreement=asks)
        contact_block(offered, language, "secondary" if is_unfinished else "primary")
    if report.shows_change:
        what_was_done(report, language, accent, can_change=is_latest)
    if report.changes and not report.shows_change:
        with st.container(key="since"):
            changes(report, language)
            what_was_done(report, language, accent, can_change=is_latest)
    with st.container(key="rewards"):
        incentives(report, language, can_change=is_latest)
        if report.incentives and isinstance(visitor, address.Viewer):
            with st.container(key="shared_map"):  # Readers of a shared result have no page of the map to go to.
                read_map(report, language)
        more(report, language)
        all_answers(report, language, can_change=is_newest)
    certainty(report, language)
    share(report, language, assessments.may_assess_again() if is_latest else None)
arrange()
