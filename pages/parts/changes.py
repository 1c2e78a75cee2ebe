"""What has moved since the previous assessment, and what became of the plan."""

from __future__ import annotations

import streamlit as st

from assessment.comparison import FactorChange
from assessment.figures import change_description, change_dumbbell
from assessment.instrument import Language
from assessment.report import Report
from assessment.sentences.comparison import (
    OutcomeText,
    comparison_heading,
    comparison_remarks,
    done_heading,
    movement_text,
    opening,
    outcome_texts,
    turn_sentences,
)
from assessment.sentences.names import part_name
from assessment.words import say, score_text
from pages.shared.elements import (
    TODAY,
    TODAY_BEFORE,
    WANTED,
    WANTED_BEFORE,
    for_screen_readers,
    plain,
    pressed,
)
from pages.shared.pictures import draw
from pages.visit import places, planning


def changes(report: Report, language: Language, *, has_remarks: bool) -> None:
    """Both scores of each factor then and now, as one chart; screen readers get the same as text."""
    if not report.changes:
        return
    with st.container(border=True, gap="xsmall", key="changes"):
        st.subheader(say(language, "comparison.title"), anchor=False)
        st.caption(comparison_heading(report, language))
        today, wanted = (say(language, f"columns.{column}") for column in ("today", "wanted"))
        before = say(language, "comparison.earlier").lower()
        st.markdown(f"{TODAY} {today} · {WANTED} {wanted} · {TODAY_BEFORE} {WANTED_BEFORE} {before}")
        said = opening(report, language).consequence
        for turn in turn_sentences(report, language):
            if turn not in said:  # The worst one stands below the headline.
                st.markdown(plain(turn))
        draw(change_dumbbell, change_description, report, language)
        for remark in comparison_remarks(report, language) if has_remarks else ():
            st.caption(plain(remark))
    with for_screen_readers("change_rows"):
        for change in report.factor_changes:
            _change_row(change, report, language)


def what_was_done(report: Report, language: Language, *, can_change: bool) -> None:
    """What became of each line of the plan that says so, with the way to a new day for what was not done."""
    if done := outcome_texts(report, language):
        with st.container(border=True, gap="xsmall", key="planned"):
            st.markdown(f"**{done_heading(report, language)}**")
            for one in done:
                _outcome(one, language, can_change=can_change)


def _outcome(one: OutcomeText, language: Language, *, can_change: bool) -> None:
    with st.container(gap=None):
        remark = f" {plain(one.remark)}" if one.remark else ""
        st.markdown(f"{plain(one.title)}: {one.outcome}.{remark}")
        if can_change and one.needs_day:
            label, key = say(language, "comparison.new_day"), f"new_day_{one.line}"
            if pressed(label, key=key, kind="tertiary", icon=":material/event:"):
                planning.open_line(one.line)
                places.go_to(places.PLAN)


def _change_row(change: FactorChange, report: Report, language: Language) -> None:
    with st.container(key=f"change_{change.id}", gap="xxsmall"):
        st.markdown(f"**{plain(part_name(change.id, report.instrument, language))}**")
        for column, moved in (("today", change.current), ("wanted", change.new)):
            scores = " → ".join(score_text(score, language) for score in (moved.earlier, moved.later))
            movement = plain(movement_text(moved, language))
            st.markdown(f"{say(language, f'columns.{column}')} **{scores}** · {movement}")
