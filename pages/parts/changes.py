"""What has moved since the previous assessment, and what became of the plan."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import nullcontext
from typing import Final, Literal

import streamlit as st

from assessment.comparison import FactorChange
from assessment.figures import change_description, change_dumbbell
from assessment.instrument import Language
from assessment.plan import Outcome, late_things
from assessment.report import Report
from assessment.sentences.causes import cause_texts, judged_beside_headline, judged_sentence
from assessment.sentences.comparison import (
    OutcomeText,
    compared_days,
    difference_remarks,
    done_heading,
    grey_remark,
    movement_text,
    outcome_texts,
)
from assessment.sentences.names import part_name
from assessment.sentences.since import change_group, standing
from assessment.words import say, score_text
from pages.shared.elements import (
    TODAY,
    TODAY_BEFORE,
    WANTED,
    WANTED_BEFORE,
    behaviours,
    for_screen_readers,
    plain,
    pressed,
)
from pages.shared.pictures import draw
from pages.shared.taking import Accent
from pages.visit import places, planning

_APART: Final = "\u2003"  # Between two entries of a key.
# It helped, it made no difference, open whether it did, and not done: in ink, because none of them is a verdict.
SIGNS: Final[Mapping[Outcome, str]] = {
    "helped": ":material/check:",
    "no_difference": ":material/equal:",
    "too_early": ":material/schedule:",
    "not_done": ":material/close:",
}


def changes(report: Report, language: Language) -> None:
    """Both scores of each factor then and now, as one chart; screen readers get the same as text.

    Where the result opens with it, it says which behaviours they are about; else it has a heading.
    """
    if not report.changes:
        return
    with st.container(border=True, gap="xsmall", key="changes"):
        if report.shows_change:
            behaviours(report.answers, language)
        else:
            st.subheader(say(language, "comparison.title"), anchor=False)
            today, wanted = (say(language, f"columns.{column}") for column in ("today", "wanted"))
            st.markdown(f"{TODAY} {today}{_APART}{WANTED} {wanted}")
        before, now = compared_days(report, language)
        st.markdown(f"{TODAY_BEFORE} {WANTED_BEFORE} :gray[{before}]{_APART}{TODAY} {WANTED} :gray[{now}]")
        draw(change_dumbbell, change_description, report, language)
        for remark in (*grey_remark(report, language), *difference_remarks(report, language)):
            st.caption(plain(remark))
        if why := cause_texts(report, language):
            with st.expander(say(language, "comparison.why.title"), type="compact"):
                st.markdown("  \n".join(f":small[**{plain(one.name)}**{plain(one.text)}]" for one in why))
                judged = judged_sentence(report, language)
                if judged and not (report.shows_change and judged_beside_headline(report, language)):
                    st.caption(plain(judged))
    with for_screen_readers("change_rows"):
        for change in report.changed_first:
            _change_row(change, report, language)


def what_was_done(report: Report, language: Language, accent: Accent, *, can_change: bool) -> None:
    """What became of each line of the plan that says so, with the way to a new day for what was not done.

    Where the first advice is in the plan already, the page's main button, in `accent`, is the new day of the line that
    the plan opens with; never that of a line about which nothing is advised today.
    """
    is_planned = bool(report.to_do) and report.planned(report.to_do[0]) is not None
    if done := outcome_texts(report, language):
        late = next(iter(late_things(report.plan_now, report.made_on, report.ranked)), report.next_up)
        up = late if is_planned else None
        main = up.line.id if up and report.is_advised(up.line) else None
        heading = plain(done_heading(report, language))
        with st.container(gap="xsmall", key="planned"):
            if is_folded := report.shows_change:  # How many are done is said below the headline.
                fold = st.expander(heading, icon=":material/event:", expanded=accent == "primary" and main is not None)
            else:
                st.header(heading, anchor=False)
            with fold if is_folded else nullcontext():
                for one in done:
                    kind: Literal["primary", "tertiary"] = (
                        accent if accent == "primary" and one.line == main else "tertiary"
                    )
                    _outcome(one, language, kind, can_change=can_change)


def _outcome(one: OutcomeText, language: Language, kind: Literal["primary", "tertiary"], *, can_change: bool) -> None:
    """A sign in front, and beside it the title, how it went, and what follows from that."""
    with st.container(horizontal=True, gap="small", wrap=False):
        st.markdown(SIGNS[one.kind], width="content")
        with st.container(gap=None):
            st.markdown(f"{plain(one.what)} :gray[{plain(one.how_it_went)}]")
            if can_change and one.needs_day:
                label = say(language, f"comparison.{'new_day' if one.is_advised else 'end_or_new_day'}")
                key = f"new_day_{one.line}"
                if pressed(label, key=key, kind=kind, icon=":material/event:"):
                    planning.open_line(one.line)
                    places.go_to(places.PLAN)


def _change_row(change: FactorChange, report: Report, language: Language) -> None:
    with st.container(key=f"change_{change.id}", gap="xxsmall"):
        st.markdown(f"**{plain(part_name(change.id, report.instrument, language))}**")
        words = (change_group(change.id, report, language), standing(change.id, report, language).words)
        st.markdown(plain(" · ".join(filter(None, words))))
        for column, moved in (("today", change.current), ("wanted", change.new)):
            scores = " → ".join(score_text(score, language) for score in (moved.earlier, moved.later))
            movement = plain(movement_text(moved, language))
            st.markdown(f"{say(language, f'columns.{column}')} **{scores}** · {movement}")
