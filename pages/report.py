"""What is in the summary, and the downloads: each file is made when its button is clicked."""

from functools import partial

import streamlit as st

from assessment.exports import FileKind, file_name, write_report
from assessment.exports.tables import to_answers_json
from assessment.words import say
from pages.shared import elements
from pages.shared.series import begun_strip, dates
from pages.visit import address, assessments, places

places.require_frame()
language, report = address.language(), assessments.opened_report()
visitor = address.visitor()
if report is None or not visitor.may("download"):
    elements.nothing_here(language)
is_example = isinstance(visitor, address.Example)

elements.not_own_notice(report, language)
begun_strip(language)
dates(language)
st.title(say(language, "report.headline"), anchor=False)
st.markdown(say(language, "report.text"))
write = partial(write_report, report, language=language, example=is_example)
downloads: tuple[tuple[FileKind, partial[bytes]], ...] = (
    ("pdf", partial(write, suffix=".pdf")),
    ("xlsx", partial(write, suffix=".xlsx")),
    ("csv", partial(write, suffix=".csv")),
    ("json", partial(to_answers_json, report)),
    ("result", partial(write, suffix=".json")),
)
for kind, make in downloads:
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        with st.container(gap="xxsmall"):
            st.markdown(f"**{say(language, f'downloads.{kind}.title')}**")
            st.caption(say(language, f"downloads.{kind}.text"))
        st.download_button(
            say(language, f"downloads.{kind}.button"),
            make,
            file_name=file_name(kind, language, report.made_on, example=is_example),
            key=f"download_{kind}",
            type="primary" if kind == "pdf" else "secondary",
            icon=":material/download:",
            on_click="ignore",
        )
st.caption(say(language, "report.same_numbers"))
elements.own_link(language)
