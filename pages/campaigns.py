"""A consultant's campaigns: signing in, the list, and one of them."""

import streamlit as st

from assessment.words import say
from pages.parts.campaigns.listing import listing
from pages.shared import elements
from pages.shared.sign_in import sign_in_form
from pages.visit import address, consulting

language, who = address.language(), consulting.signed_in()
if who is None:
    st.title(say(language, "sign_in.title"), anchor=False)
    st.markdown(say(language, "sign_in.text"))
    sign_in_form(language)
    elements.end_page()
desk = consulting.desk(who)
listing(desk, who, language)
