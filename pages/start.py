"""What you get, and one button to begin; for those who have begun, what is there, and the ways on."""

import streamlit as st

from assessment.answers import FORMS
from assessment.sentences.bank import start_sentence
from assessment.words import say
from pages.parts.invitation import invitation
from pages.parts.prospect import campaign_landing, campaign_start
from pages.parts.start import (
    another,
    answers_waiting,
    arrange,
    responsible,
    result_waiting,
    see_example,
    small_result,
    team_rounds,
    ways_back,
    ways_to_begin,
)
from pages.visit import address, assessments, banks, branding, places

if isinstance(address.visitor(), address.MapMember):
    places.go_to(places.INCENTIVES)
if isinstance(address.visitor(), address.TeamMember):
    invitation(address.language())
if isinstance(address.visitor(), address.CampaignVisitor):
    campaign_start(address.language())
language, last = address.language(), assessments.assessment()
bank, example = banks.instrument(), assessments.example()
# The whole series counts: a new assessment without answers hides nothing that is finished.
result = assessments.report() if last is not None and last.is_any_finished else None
has_result = result is not None and bool(assessments.finished_ones())

if last is not None and (has_result or last.has_answers):
    st.title(say(language, "waiting.title"), anchor=False)
    team_rounds(language)
    if result is not None and has_result:
        result_waiting(result, language)
    else:
        answers_waiting(last, language)
    if branding.brand() is None:
        another(bank, language, has_example=example is not None)
elif found := branding.brand():
    campaign_landing(found.campaign, language)
else:
    st.title(say(language, "start.headline"), anchor=False)
    st.markdown(start_sentence(bank, language))
    with st.container(key="landing"):
        if example:
            small_result(example, language)
        with st.container(key="landing_buttons", horizontal=True, vertical_alignment="center"):
            ways_to_begin(bank, bank.offered_forms, {form: f"start.{form}" for form in FORMS}, language, "primary")
            if example:
                see_example(language)
        st.caption(say(language, "start.trust"))
        responsible(language)
arrange()
if branding.brand() is None:
    ways_back(language)
