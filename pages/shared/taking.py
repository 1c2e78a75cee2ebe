"""The ways of advice and of own lines into the plan, and from there to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, Literal

import streamlit as st

from assessment.advice import Advice
from assessment.decided import planned_on
from assessment.instrument import Language
from assessment.next_up import first_up
from assessment.plan import DAYS_OF_FIRST_STEP, MOST_LINES, PlanLine, day_in
from assessment.report import Report
from assessment.sentences.advice import in_plan_text
from assessment.sentences.planned import shown_title
from assessment.sentences.told import in_message
from assessment.words import dotted, quoted, say, shortened, when_text
from pages.shared.elements import plain, pressed
from pages.visit import leading, places, planning

Accent = Literal["primary", "secondary"]
_TITLE: Final = 40  # Letters of a title inside a sentence.


def into_plan(
    advice: Advice,
    report: Report,
    language: Language,
    *,
    title: str,
    steps: Mapping[int, str],
    accent: Accent = "secondary",
    place: str = "",
    instead_of: Sequence[PlanLine] = (),
) -> None:
    """The button that takes the advice into the plan; once it is there, that it is, and the way to it, in its place.

    `place` tells two buttons for the same advice on a page apart. `instead_of` are the lines whose place it takes;
    where a message has told of one of them, that is said first.
    """
    source = advice.source
    if (line := report.planned(advice)) is not None:
        said = [in_plan_text(advice, report, language), plain(first_day_words(line, report, language))]
        stands = f":material/check: {dotted([*filter(None, said)])}"
        in_plan(line, stands, language, place=place, is_quiet=True)
        return
    for sentence in in_message(instead_of, leading.promised(), language):
        st.caption(plain(sentence))
    st.button(
        say(language, "results.take_instead" if instead_of else "results.take"),
        key=f"take_{place}{source}",
        icon=":material/playlist_add:",
        type=accent,
        disabled=len(report.plan) - len(instead_of) >= MOST_LINES,
        on_click=_take,
        args=(_spot(source, place), source, title, steps, instead_of),
    )


def _take(spot: str, source: str, title: str, steps: Mapping[int, str], instead_of: Sequence[PlanLine]) -> None:
    """Take advice into the plan, and keep the focus where its button was, on what then says that it is there."""
    planning.take_into_plan(source, title, steps, instead_of)
    places.stay_at(spot)


def taken_instead(advice: Advice, report: Report) -> Sequence[PlanLine]:
    """What the plan has on the same factor in place of advice, from the result of a round: everybody's answers hold."""
    planned = () if report.planned(advice) else planned_on(advice, report)
    return [line for line in planned if line.source in leading.advised()]


def in_plan(line: PlanLine, stands: str, language: Language, *, place: str = "", is_quiet: bool = False) -> None:
    """Where the button of into_plan() was: how the line it has added `stands`, as Markdown, and the way to it."""
    with st.container(horizontal=True, vertical_alignment="center", key=_spot(line.source or line.id, place)):
        (st.caption if is_quiet else st.markdown)(stands, width="content")
        to_plan(line, language, place=place)


def first_day_words(line: PlanLine, report: Report, language: Language) -> str:
    """The day of the first step of a line that is not begun; where that is not within a week, after what it comes.

    "" where it is begun, late or without such a day.
    """
    first = line.steps[0].due if line.steps and line.state == "open" else None
    if first is None or first < report.made_on:
        return ""
    day = when_text(first, language, report.made_on)
    others = (first_up([other], report.made_on) for other in report.in_force if other.id != line.id)
    before = [one for one in others if one and one.day and report.made_on <= one.day < first]
    if first <= day_in(DAYS_OF_FIRST_STEP, report.made_on) or not before:
        return say(language, "results.in_plan.first", day=day)
    last = max(before, key=lambda one: one.day or first)
    is_week = last.day is not None and first == day_in(DAYS_OF_FIRST_STEP, last.day)
    title = quoted(shortened(shown_title(last.line, report.instrument, language).rstrip("."), _TITLE), language)
    return say(language, f"results.in_plan.first_{'week' if is_week else 'after'}", day=day, title=title)


def _spot(source: str, place: str) -> str:
    return f"taken_{place}{source}"


def to_plan(line: PlanLine, language: Language, *, place: str = "") -> None:
    """The way to a line of the plan, open there; `place` as for into_plan()."""
    if pressed(say(language, "results.to_plan"), key=f"plan_{place}{line.source}", kind="tertiary"):
        planning.open_line(line.id)
        places.go_to(places.PLAN)


def add_line(report: Report, label: str, *, key: str) -> None:
    """The button that adds an empty line to the plan and leads to it; to the plan alone where it is full."""
    if pressed(label, key=key, icon=":material/edit_note:"):
        if len(report.plan) < MOST_LINES:
            planning.add_own_line()
        places.go_to(places.PLAN)
