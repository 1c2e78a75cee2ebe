"""What is in the summary, and the downloads: each file is made when it is clicked."""

from functools import partial

import streamlit as st

from assessment.exports import tables
from assessment.instrument import Language
from assessment.report import Report
from assessment.text import say
from pages.shared import elements, session

session.require_frame(__file__)
language, report = session.language(), session.report()
if report is None:
    elements.nothing_here(language)
is_example = session.showing_example()
prefix = f"{say(language, 'example.file')}-" if is_example else ""


def pdf(report: Report, language: Language) -> bytes:
    """The PDF; its library is loaded when somebody wants one."""
    from assessment.exports.pdf import to_pdf  # noqa: PLC0415 - heavy

    return to_pdf(report, language, example=is_example)


def workbook(report: Report, language: Language) -> bytes:
    """The workbook; its library is loaded when somebody wants one."""
    from assessment.exports.workbook import to_xlsx  # noqa: PLC0415 - heavy

    return to_xlsx(report, language)


elements.example_notice(language)
elements.storage_notice(language)
st.title(say(language, "report.headline"), anchor=False)
st.markdown(say(language, "report.text"))
downloads = (
    ("pdf", "pdf", partial(pdf, report, language)),
    ("xlsx", "xlsx", partial(workbook, report, language)),
    ("csv", "csv", partial(tables.to_csv, report, language)),
    ("json", "json", partial(tables.to_answers_json, report)),
    ("result", "json", partial(tables.to_result_json, report)),
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
