"""The frame: page list, navigation, language. Runs the chosen page; nothing is computed here."""

import streamlit as st

from assessment.problems import Problems
from assessment.text import say
from pages.shared import elements, session

language = session.language()
# No icons here: Streamlit would fetch a page's icon from another host, to show it in the browser's tab.
pages = [
    st.Page(path, title=say(language, f"{elements.page_id(path)}.title"), default=path == session.START)
    for path in session.PAGES
]
page = st.navigation(pages, position="top")
session.keep_address()
elements.open_page(page.title, wide=page.url_path in elements.WIDE, language=language)
try:
    session.instrument()
except Problems as problems:
    elements.show_problems(problems, language)
    st.stop()
session.open_frame()
page.run()
with st.bottom:  # in sight wherever one is on the page, and after all that can go wrong on it
    elements.hindrance_notice(language)
