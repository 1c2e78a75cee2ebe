"""What has moved since the previous assessment, and what became of the plan."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from typing import Final, Literal

import streamlit as st

from assessment.comparison import Cause, FactorChange
from assessment.figures import change_description, change_dumbbell
from assessment.instrument import Language
from assessment.next_up import late_things
from assessment.plan import Outcome, PlanLine
from assessment.report import Report
from assessment.sentences.came_of_plan import OutcomeText, done_heading, outcome_texts
from assessment.sentences.causes import answers_behind, by_today_sentence, judged_beside_headline, judged_sentence
from assessment.sentences.comparison import compared_days, comparison_remarks, movement_text
from assessment.sentences.names import part_name
from assessment.sentences.planned import shown_title
from assessment.sentences.since import change_group, crossed_sentences, rule_sentences, short_lines, standing
from assessment.words import first_names, quoted, say, score_text
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
# It helped, it made no difference, open whether it did, not done, and not said: in ink, since none is a verdict.
SIGNS: Final[Mapping[Outcome | None, str]] = {
    "helped": ":material/check:",
    "no_difference": ":material/equal:",
    "too_early": ":material/schedule:",
    "not_done": ":material/close:",
    None: ":material/radio_button_unchecked:",
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
        by_today = [by_today_sentence(change.id, report, language) for change in report.changed_first]
        if said := [f":small[{plain(each)}]" for each in by_today if each]:
            st.markdown("  \n".join(said))
        judged = judged_beside_headline(report, language) if report.shows_change else ""
        for remark in filter(None, [judged, *comparison_remarks(report, language)]):
            st.caption(plain(remark))
        _why_and_rules(report, language, is_judged=bool(judged))
    with for_screen_readers("change_rows"):
        for change in report.changed_first:
            _change_row(change, report, language)


def _why_and_rules(report: Report, language: Language, *, is_judged: bool) -> None:
    """On a press: the answers behind each change, and what counts as one and as a win.

    Where it `is_judged` above that the answers may only be judged otherwise, that is not said again.
    """
    why = {change.id: found for change in report.changed_first if (found := report.causes(change))}
    title = say(language, f"comparison.rules.title.{'answers' if why else 'alone'}")
    with st.popover(title, width="stretch", key="why_changed"):  # An expander would tear a hole beside it on a laptop.
        for factor, found in why.items():
            said = [f"**{plain(part_name(factor, report.instrument, language))}**"]
            st.markdown("  \n".join(said + [_behind(cause, language) for cause in found]))
        if not is_judged and (judged := judged_sentence(report, language)):
            st.caption(plain(judged))
        if crossed := crossed_sentences(report, language):
            st.caption(plain(" ".join(crossed)))
        st.caption("\n".join(f"- {rule}" for rule in rule_sentences(report, language)))


def _behind(cause: Cause, language: Language) -> str:
    """The answers behind one behaviour's change, a short line after its mark and name, as Markdown."""
    mark, name = (TODAY, "today") if cause.column == "current" else (WANTED, "wanted")
    return f":small[{mark} {say(language, f'columns.{name}')}. {plain(answers_behind(cause, language))}]"


def what_was_done(report: Report, language: Language, accent: Accent, *, can_change: bool) -> None:
    """What became of each line of the plan planned before, with one button to new days for what was not done.

    Below a result that opens with what has changed, how each went is a short line, and what follows from it is folded;
    on the fold stands what else is left in the plan. A line of which there is nothing more to say is not in the fold.
    Where the first advice is in the plan already, the page's main button, in `accent`, is the new day of the line that
    is the longest overdue, or else next; never that of a line about which nothing is advised today.
    """
    is_folded, went = report.shows_change, outcome_texts(report, language)
    moves = [one.line for one in went if can_change and one.needs_day and one.is_advised]
    done = [one for one in went if not is_folded or one.remark or (one.needs_day and not one.is_advised)]
    unadvised, own = _left(report) if is_folded and can_change else ([], [])
    others = [line for line in (*unadvised, *own) if line.id not in {one.line for one in done}]
    if not went and not others:
        return
    with st.container(gap="xsmall", key="planned"):
        if went:
            st.header(plain(done_heading(report, language)), anchor=False)
        if is_folded:
            _short_lines(report, language)
        main = _main_line(report)
        left = _left_words(unadvised, own, report, language)
        label = "  \n".join(left or [say(language, "comparison.more")])
        is_open = accent == "primary" and main is not None
        if done or others:
            with st.expander(label, icon=":material/event:", expanded=is_open) if is_folded else nullcontext():
                for one in done:
                    how = one.remark if is_folded else one.how_it_went
                    _outcome(one, how, language, can_change=can_change)
                for line in others:
                    st.markdown(plain(shown_title(line, report.instrument, language)))
                    _to_line(line.id, say(language, "results.open_line"), f"open_{line.id}", "tertiary")
        if moves:
            _to_new_days(moves, main, accent, report, language)


def _to_new_days(lines: Sequence[str], main: str | None, accent: Accent, report: Report, language: Language) -> None:
    """The way to the plan, where these lines get new days: to the button for all of several that are late.

    Else to the line, the `main` one where that is among several, which is then open.
    """
    label = say(language, f"comparison.{'new_days' if lines[1:] else 'new_day'}")
    line = next((one for one in lines if one == main), lines[0])
    kind: Literal["primary", "tertiary"] = "primary" if accent == "primary" and line == main else "tertiary"
    late = {one.line.id for one in late_things(report.in_force, report.made_on)}
    if not late.issuperset(lines) or not lines[1:]:
        _to_line(line, label, f"new_day_{line}", kind)
    elif pressed(label, key=f"new_day_{line}", kind=kind, icon=":material/event:"):
        places.stay_at("move_all")
        places.go_to(places.PLAN)


def _short_lines(report: Report, language: Language) -> None:
    """How the plan went: what helped, what is too early to say, and what was not done, a line each.

    What happened, where that is written, stands below it.
    """
    lines = []
    for line in short_lines(report, language):
        went = f"- {SIGNS[line.went]} **{plain(line.about)}:** {plain(line.text)}"
        lines.append("  \n  ".join([went, *(f":gray[{plain(each)}]" for each in line.happened)]))
    if lines:
        with st.container(key="short_lines"):
            st.markdown("\n".join(lines))


def _left(report: Report) -> tuple[list[PlanLine], list[PlanLine]]:
    """What goes on in the plan without today's advice: lines from advice given before, and the leader's own.

    Nothing is said of lines that wait for something, or that an answer says have come to an end.
    """
    left = [line for line in report.plan_now if not line.is_all_done and line.outcome in (None, "too_early")]
    own = [line for line in left if not line.source and line.title]
    return [line for line in left if not report.is_advised(line)], own


def _left_words(
    unadvised: Sequence[PlanLine], own: Sequence[PlanLine], report: Report, language: Language
) -> list[str]:
    """What is left in the plan besides today's advice, as Markdown: to go on with or to end, and the leader's own."""
    named = {"unadvised": unadvised, "own": own}
    found = []
    for what, lines in named.items():
        titles = [shown_title(line, report.instrument, language).rstrip(".") for line in lines]
        listed = first_names([quoted(title, language) for title in titles], language)
        found += [say(language, f"results.left.{what}", titles=plain(listed))] if lines else []
    return found


def _main_line(report: Report) -> str | None:
    """The line whose new day is the main button; None where the first advice is not in the plan."""
    if not report.to_do or report.planned(report.to_do[0]) is None:
        return None
    first = [*late_things(report.plan_now, report.made_on, report.ranked), *filter(None, [report.next_up])]
    return next((one.line.id for one in first if report.is_advised(one.line)), None)


def _outcome(one: OutcomeText, how: str, language: Language, *, can_change: bool) -> None:
    """A sign in front, and beside it the title and `how` it went or what follows from that.

    Of one that is late though nothing advises it today, the way to its line, to end it or to choose a new day; of one
    that no longer applies, the way to end or remove it.
    """
    with st.container(horizontal=True, gap="small", wrap=False):
        st.markdown(SIGNS[one.kind], width="content")
        with st.container(gap=None):
            st.markdown(" ".join([plain(one.what), *([f":gray[{plain(how)}]"] if how else [])]))
            if can_change and one.needs_day and not one.is_advised:
                label = say(language, "comparison.end_or_new_day")
                _to_line(one.line, label, f"new_day_{one.line}", "tertiary")
            elif can_change and one.is_dropped:
                _to_line(one.line, say(language, "results.open_line"), f"open_{one.line}", "tertiary")


def _to_line(line: str, label: str, key: str, kind: Literal["primary", "tertiary"]) -> None:
    """The way to a line of the plan, open there."""
    if pressed(label, key=key, kind=kind, icon=":material/event:"):
        planning.open_line(line)
        places.go_to(places.PLAN)


def _change_row(change: FactorChange, report: Report, language: Language) -> None:
    with st.container(key=f"change_{change.id}", gap="xxsmall"):
        st.markdown(f"**{plain(part_name(change.id, report.instrument, language))}**")
        words = (change_group(change.id, report, language), standing(change.id, report, language).said)
        st.markdown(plain(" · ".join(filter(None, words))))
        for column, moved in (("today", change.current), ("wanted", change.new)):
            scores = " → ".join(score_text(score, language) for score in (moved.earlier, moved.later))
            movement = plain(movement_text(moved, language))
            st.markdown(f"{say(language, f'columns.{column}')} **{scores}** · {movement}")
