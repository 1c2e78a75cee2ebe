"""What is stored, for how long, and how to download and delete it."""

import streamlit as st

from assessment.sentences.bank import say_of_bank
from assessment.words import say
from pages.parts.lead import left_block
from pages.parts.privacy import (
    answers_of_member,
    archive_download,
    deletion_question,
    notice,
    notice_for_member,
    notice_for_prospect,
)
from pages.shared import elements
from pages.shared.elements import kept_until, pressed
from pages.shared.questionnaire import forget_taps
from pages.visit import address, assessments, banks, branding, deleting, joining, places, saving

language, begun = address.language(), assessments.assessment()
bank = begun.instrument if begun else banks.instrument()

if isinstance(address.visitor(), address.TeamMember):
    st.title(say(language, "round.privacy.member.headline"), anchor=False)
    asked = joining.invited()
    has_answers = begun is not None and asked is not None and asked.is_open
    notice_for_member(asked, language, has_answers=has_answers)
    answers_of_member(asked, language, has_answers=has_answers)
    elements.end_page()
st.title(say(language, "privacy.headline"), anchor=False)
if (brand := branding.brand()) is None:
    notice(bank, language)
else:
    notice_for_prospect(brand.campaign, bank, language)

st.subheader(say(language, "privacy.yours.title"), anchor=False)
if whose := deleting.deleted():
    st.success(say(language, "privacy.deleted"))
    forget_taps(whose)
if begun is None and saving.obstacle() is None:
    st.markdown(say(language, "privacy.yours.nothing"))
if begun is None:
    left_block(language)
else:
    if until := kept_until(language):
        with st.container(key="kept_until"):
            st.markdown(until)
    # The start of a campaign has no place for files.
    st.markdown(say_of_bank(bank, language, "prospect.privacy.yours" if brand else "privacy.yours.text"))
    if deleting.asks_before_deleting():
        deletion_question(language)
    else:
        archive_download(language)
        st.button(
            say(language, "privacy.delete"),
            key="delete_my_answers",
            icon=":material/delete:",
            on_click=deleting.ask_before_deleting,
        )
if begun is not None:
    st.caption(say(language, "privacy.start_over_help"))
if pressed(say(language, "privacy.start_over"), key="start_over"):
    deleting.start_over()
    places.go_to(places.START)
