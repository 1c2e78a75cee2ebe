"""The parts of the page on files."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Literal

import streamlit as st

from assessment.answers import NAME_LIMIT
from assessment.instrument import Language
from assessment.report import Report
from assessment.sentences.answers import has_answers
from assessment.words import joined, say, upper_first
from pages.visit import controls, gathering, titling

_PAUSE: Final = "0.5s"  # Text is saved when the typing pauses.


def title_line(report: Report, language: Language) -> None:
    """One line that may be left empty: name, unit, organisation. Files have it at the top, and the answers keep it."""
    key = "file_title"
    controls.show(key, report.answers.title)
    st.text_input(
        say(language, "report.at_the_top"),
        max_chars=NAME_LIMIT,
        placeholder=say(language, "report.placeholder"),
        key=key,
        live=_PAUSE,
        on_change=titling.save_title,
        args=(key,),
    )
    st.caption(say(language, "questionnaire.saved" if titling.is_just_saved(key) else "report.at_the_top_help"))


def pdf_holds(report: Report, language: Language) -> str:
    """What is in the PDF of this report."""
    parts = (
        *(["since"] if report.earlier else []),
        "plan" if report.plan else "plan_to_write",
        *(["advice"] if report.advice else []),
        "factors",
        *(["map"] if report.incentives else []),
        *(["departments"] if report.answers.departments else []),
        "method",
        *(["answers"] if has_answers(report) else []),
    )
    return _holds("pdf", parts, language)


def xlsx_holds(report: Report, language: Language) -> str:
    """What is in the workbook of this report."""
    parts = (
        "summary",
        "plan" if report.plan else "plan_to_write",
        *(["facets"] if report.scores.facets else []),
        *(["over_time"] if report.earlier else []),
        *(["map"] if report.incentives else []),
        *(["departments"] if report.answers.departments else []),
        "answers",
    )
    return _holds("xlsx", parts, language)


def map_holds(report: Report) -> Literal["hour", "guesses", "alone"]:
    """What the PDF of the map has beside the map: an hour to make it together, or what was believed of each other."""
    gathering.led()
    told = gathering.outcome()
    if told is not None:
        return "guesses" if told.guesses else "alone"
    return "alone" if report.incentives and report.incentives.only_role else "hour"


def _holds(kind: Literal["pdf", "xlsx"], parts: Sequence[str], language: Language) -> str:
    names = [say(language, f"downloads.{kind}.parts.{part}") for part in parts]
    return upper_first(say(language, f"downloads.{kind}.holds", parts=joined(names, language)))
