"""The frame: page list, navigation, language. Runs the chosen page; nothing is computed here."""

from contextlib import suppress

import streamlit as st

from assessment.problems import Problems
from pages.shared import elements, frame
from pages.shared.preview import preview_notice
from pages.visit import address, banks, branding, places, planning

branding.learn()  # first: the languages and the questions are those of the campaign
language, run = address.language(), places.new_run()
page = places.navigation()
planning.drop_empty_line()
address.keep_address()
elements.open_page(page.title, wide=elements.is_wide(page.url_path), language=language, run=run)
try:
    banks.instrument()
except Problems as problems:
    if places.open_now() == places.ACCESSIBILITY:
        page.run()
    else:
        elements.show_problems(problems, language)
    frame.draw_foot(language, run)
    st.stop()
preview_notice(language)
with suppress(elements.PageEnds):
    page.run()
places.press_is_done()
frame.draw_foot(language, run)
elements.bottom(language)
