"""The downloads, each made when its button is clicked, and the links: the one to send on first."""

import streamlit as st

from assessment.exports import FileKind
from assessment.plan import left_to_do
from assessment.words import say
from pages.parts.report import map_holds, pdf_holds, title_line, xlsx_holds
from pages.shared import elements
from pages.shared.downloads import FileLink, file_links
from pages.shared.series import begun_strip, dates
from pages.visit import address, assessments, leading, places

language, report = address.language(), assessments.opened_report()
if report is None or not address.visitor().may("download"):
    elements.nothing_here(language)

elements.not_own_notice(report, language)
begun_strip(language)
dates(language)
st.title(say(language, "report.headline"), anchor=False)
st.markdown(say(language, "report.text"))
if address.visitor().may("change") and assessments.shows_latest():
    title_line(report, language)
kinds: tuple[FileKind, ...] = ("pdf", "xlsx", "csv", "json", "result")
holds = {"pdf": pdf_holds, "xlsx": xlsx_holds}
links = [
    FileLink(
        kind,
        f"download_{kind}",
        say(language, f"downloads.{kind}.button"),
        type="primary" if kind == "pdf" else "secondary",
        title=say(language, f"downloads.{kind}.title"),
        text=holds[kind](report, language) if kind in holds else say(language, f"downloads.{kind}.text"),
    )
    for kind in kinds
]
if report.incentives:
    title, button = (say(language, f"downloads.map.{part}") for part in ("title", "button"))
    text = say(language, f"downloads.map.holds.{map_holds(report)}")
    links.insert(1, FileLink("map", "download_map", button, title=title, text=text))
if left_to_do(report.in_force):
    title, text, button = (say(language, f"report.calendar.{part}") for part in ("title", "text", "button"))
    links.insert(-3, FileLink("plan", "download_ics", button, type="secondary", title=title, text=text))
file_links(links, language)
if any(led.state == "released" for led in leading.rounds()):
    with st.container(border=True, horizontal=True, vertical_alignment="center", key="card_team_files"):
        with st.container(gap="xxsmall"):
            st.markdown(f"**{say(language, 'report.team.title')}**")
            st.caption(say(language, "report.team.text"))
        if elements.pressed(say(language, "report.team.button"), key="to_team_files"):
            places.go_to(places.TEAM)
if address.visitor().may("change"):
    elements.view_link(language)
elements.own_link(language)
