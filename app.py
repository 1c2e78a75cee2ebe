"""The frame: page list, navigation, language. Runs the chosen page; nothing is computed here."""

from contextlib import suppress

import streamlit as st

from assessment.problems import Problems
from pages.shared import elements, frame, session

language = session.language()
page = session.navigation()
session.keep_address()
elements.open_page(page.title, wide=page.url_path in elements.WIDE, language=language)
try:
    session.instrument()
except Problems as problems:
    elements.show_problems(problems, language)
    st.stop()
session.open_frame()
with suppress(elements.PageEnds):
    page.run()
frame.draw_foot(language)
elements.bottom(language)
