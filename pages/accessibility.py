"""The accessibility statement: what was tested, how and when, what does not hold, and whom to tell."""

from datetime import date
from typing import Final

import streamlit as st

from assessment.words import date_text, say
from pages.shared.elements import contact_line
from pages.visit import address, assessments
from server.settings import Settings

# When somebody last compared the statement with what the tests in tests/browser/ do. Change it only then.
_COMPARED_ON: Final = date(2026, 11, 28)

language, contact = address.language(), Settings.read().controller.contact
assessments.assessment()  # Nothing of it is shown, but opening this page with the own link is a visit like any other.

st.title(say(language, "accessibility.headline"), anchor=False)
st.markdown(say(language, "accessibility.text"))

st.subheader(say(language, "accessibility.tested.title"), anchor=False)
st.markdown(say(language, "accessibility.tested.text", day=date_text(_COMPARED_ON, language)))
tested = ("rules", "keyboard", "narrow", "colours", "paper", "phones", "languages")
st.markdown("\n".join(f"- {say(language, f'accessibility.tested.{what}')}" for what in tested))

st.subheader(say(language, "accessibility.fails.title"), anchor=False)
fails = ("pdf", "people", "browsers", "streamlit")
st.markdown("\n".join(f"- {say(language, f'accessibility.fails.{what}')}" for what in fails))

st.subheader(say(language, "accessibility.complain.title"), anchor=False)
st.markdown(say(language, "accessibility.complain.text"))
with st.container(key="accessibility_contact"):
    if contact:
        contact_line(contact, language)
    else:
        st.markdown(say(language, "accessibility.complain.nobody"))
st.markdown(say(language, "accessibility.complain.supervisor"))
