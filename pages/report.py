"""What is in the summary, and the downloads: each file is made when it is clicked."""

from functools import partial

import streamlit as st

from assessment.exports import write_report
from assessment.exports.tables import to_answers_json
from assessment.words import say
from pages.shared import elements, session
from pages.shared.series_parts import begun_strip, dates

session.require_frame()
language, report = session.language(), session.opened_report()
if report is None or session.is_viewing():
    elements.nothing_here(language)
is_example = session.showing_example()
prefix = f"{say(language, 'example.file')}-" if is_example else ""

elements.looking_on_notice(language)
begun_strip(language)
dates(language)
st.title(say(language, "report.headline"), anchor=False)
st.markdown(say(language, "report.text"))
write = partial(write_report, report, language=language, example=is_example)
downloads = (
    ("pdf", "pdf", partial(write, suffix=".pdf")),
    ("xlsx", "xlsx", partial(write, suffix=".xlsx")),
    ("csv", "csv", partial(write, suffix=".csv")),
    ("json", "json", partial(to_answers_json, report)),
    ("result", "json", partial(write, suffix=".json")),
)
for name, kind, make in downloads:
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        with st.container(gap="xxsmall"):
            st.markdown(f"**{say(language, f'downloads.{name}.title')}**")
            st.caption(say(language, f"downloads.{name}.text"))
        st.download_button(
            say(language, f"downloads.{name}.button"),
            make,
            file_name=f"drivkraft-{prefix}{say(language, f'downloads.{name}.file')}-{report.made_on}.{kind}",
            key=f"download_{name}",
            type="primary" if name == "pdf" else "secondary",
            icon=":material/download:",
            on_click="ignore",
        )
st.caption(say(language, "report.same_numbers"))
elements.own_link(language)
