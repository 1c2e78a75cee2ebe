"""The parts of the plan page: the lines of the plan, what stands above them, and the ways on."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from typing import Final, Literal

import streamlit as st
from streamlit.elements.lib.mutable_expander_container import ExpanderContainer

from assessment.advice import Advice
from assessment.answering_again import when_to_answer
from assessment.incentives.decisions import line_of_decision
from assessment.instrument import Language
from assessment.next_up import FirstUp
from assessment.plan import MOST_LINES, PlanLine, is_by_day, left_to_do
from assessment.planned_rewards import changes_rewards
from assessment.report import Report
from assessment.rounds import LedRound
from assessment.sentences.advice import advice_title, asks_for_agreement, texts_for_plan
from assessment.sentences.answers import has_answers
from assessment.sentences.names import round_inside
from assessment.sentences.planned import unadvised_remark
from assessment.sentences.proposals import line_notes
from assessment.series import Assessment
from assessment.settled import Awaited
from assessment.words import date_text, day_text, dotted, say
from pages.parts.new_days import new_day
from pages.parts.plan_fields import details, ends_words, foot, happened, how_it_went, outcome_choice, tick
from pages.parts.planned import (
    advised,
    asks_above,
    asks_how_it_went,
    glance,
    head,
    is_dropped,
    is_over,
    is_undated,
    line_title,
)
from pages.shared.downloads import FileLink, file_links
from pages.shared.elements import plain, pressed, way_up
from pages.shared.taking import Accent, into_plan, taken_instead
from pages.visit import address, asking, assessments, leading, places, planning

_REWARDS_OF_ROLES: Final = "role_misaligned"  # What advice is on that a change from the map carries out.


def left_out_first(report: Report, language: Language, *, can_plan: bool, is_main: bool) -> bool:
    """That the results, or the map alone, advise to begin with something that the plan lacks, and its way in.

    Only where the plan has something else. The main button where it `is_main`. Returns whether there is such advice.
    """
    first = next(iter(report.to_do), None)
    if first is None or report.next_up is None or report.planned(first) is not None or taken_instead(first, report):
        return False
    if first.target == _REWARDS_OF_ROLES and changes_rewards(report.in_force, report.map):
        return False
    title = advice_title(first, report, language)
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="first_left_out"):
        by = "first_left_out" if has_answers(report) else "first_left_out_by_map"
        st.markdown(say(language, f"plan_page.{by}", title=plain(title)), width="content")
        if can_plan:
            accent: Accent = "primary" if is_main else "secondary"
            steps = texts_for_plan(first, report, language)
            into_plan(first, report, language, title=title, steps=steps, accent=accent)
    return True


def round_first(report: Report, language: Language) -> bool:
    """Above a plan, that the newest result of a round advises to begin elsewhere than the leader's own; the way to it.

    Returns whether it does.
    """
    found = leading.advises_first(report) if report.plan else None
    if found is None:
        return False
    led, advice = found
    _of_round(led, advice, "planned" if report.planned(advice) else "left_out", language, has_way=True)
    return True


def by_own_answers(report: Report, language: Language, *, has_way: bool) -> None:
    """Beside the leader's own result, that it is by the own answers, where the newest round advises something else.

    `has_way`: with the way to that round, where nothing else on the page leads there.
    """
    if (found := leading.advises_first(report)) is not None:
        _of_round(*found, "by_own", language, has_way=has_way)


def _of_round(
    led: LedRound, advice: Advice, how: Literal["planned", "left_out", "by_own"], language: Language, *, has_way: bool
) -> None:
    values = {
        "name": round_inside(led.setup.name, led.setup.wave, language),
        "day": date_text(led.closed_on or led.setup.closes_on, language),
        "title": advice.recommendation.title[language],
    }
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="round_first"):
        st.markdown(plain(say(language, f"plan_page.round_first.{how}", **values)), width="content")
        if has_way and pressed(say(language, "waiting.to_round_result"), key="to_round_result", kind="tertiary"):
            leading.open_round(led.number)
            places.go_to(places.TEAM)


def order_of_advice(report: Report, language: Language) -> None:
    """Above the lines, that those of advice stand in its order, where their days have another."""
    if not is_by_day(report.plan, report.ranked):
        st.caption(say(language, "plan.order" if has_answers(report) else "plan_page.order_by_map"))


def when_again(report: Report, language: Language) -> None:
    """While it is not time yet: when to answer again, which no line of the plan may say after a new result."""
    if report.plan and assessments.finished_ones() and not assessments.begun_beside_finished():
        st.caption(when_to_answer(report, language, address.today()))


def calendar(lines: Sequence[PlanLine], language: Language, *, is_main: bool) -> None:
    """The link to the calendar file, once anything has a day; always in the same place, below the lines."""
    if not left_to_do(lines):
        return
    kind: Literal["primary", "secondary"] = "primary" if is_main else "secondary"
    label, icon = say(language, "plan_page.calendar"), ":material/calendar_add_on:"
    with st.container(key="plan_calendar", width="content", gap="xsmall"):
        file_links([FileLink("plan", "download_ics", label, icon, kind)], language)
        is_late = any(line.is_late(address.today()) for line in lines)
        late = [say(language, "plan_page.calendar_late")] if is_late else []
        st.caption(" ".join([say(language, "plan_page.calendar_file"), *late]))


def main_way(lines: Sequence[PlanLine], language: Language, *, is_main: bool) -> None:
    """The button beside the heading where all is done: to the results, the main one where it `is_main`."""
    if is_over(lines):
        _results_button(language, "primary" if is_main else "tertiary")


def first_way(begun: Assessment, language: Language) -> None:
    """The main button of a plan without lines: to the results that advise what to do, else to the statements."""
    if begun.is_finished or assessments.finished_ones():
        _results_button(language, "primary")
    else:
        _questions_button(language, "primary")


def ways_on(begun: Assessment, report: Report, language: Language, *, is_main: bool) -> None:
    """The ways to the calendar and the results, where no way before is one, and to what is not answered.

    The calendar is the main one where it `is_main`: not beside a line that is late, whose new day is. The way to the
    results says how much of the advice there is not in the plan.
    """
    lines = report.plan
    has_result = begun.is_finished or bool(assessments.finished_ones())
    calendar(report.in_force, language, is_main=is_main)
    if has_result and lines and not is_over(lines):
        unplanned = [one for one in report.advice if report.planned(one) is None and not taken_instead(one, report)]
        _results_button(language, "tertiary", left=len(unplanned))
    if not begun.is_finished and (lines or has_result):  # Else first_way() leads there.
        _questions_button(language, "tertiary")


def _questions_button(language: Language, kind: Literal["primary", "tertiary"]) -> None:
    begun = assessments.reported()
    if begun and begun.answers.incentives and not begun.has_answers:  # Whoever has only made the map came from there.
        if pressed(say(language, "map_page.open"), key="to_map", kind=kind):
            places.go_to(places.INCENTIVES)
    elif pressed(say(language, "plan_page.to_questions"), key="to_questions", kind=kind):
        places.go_to(places.QUESTIONS)


def _results_button(language: Language, kind: Literal["primary", "tertiary"], *, left: int = 0) -> None:
    name = "waiting.results" if not left else "plan_page.left_out.one" if left == 1 else "plan_page.left_out.many"
    if pressed(say(language, name, count=left) if left > 1 else say(language, name), key="to_results", kind=kind):
        if left:
            places.arrive_at("left_out")
        places.go_to(places.RESULTS)


def outcome_questions(lines: Sequence[PlanLine], language: Language) -> None:
    """Ask how each line of an earlier assessment went that was not answered before the statements, and what happened.

    One that has just been ticked as done asks it itself. All but the first are folded to their titles.
    """
    asked = [line for line in lines if asks_above(line)]
    if not asked:
        return
    with st.container(border=True, key="outcomes"):
        st.subheader(say(language, "plan_page.outcomes.title"), anchor=False)
        after = say(language, f"plan_page.outcomes.after.{'many' if asked[1:] else 'one'}", count=len(asked))
        st.caption(" ".join([after, *ends_words(asked, language)]))
        for place, line in enumerate(asked):
            asking.note(line, "above")
            with st.container(key=f"asked_{line.id}", gap="xsmall"), _fold_of_question(line, language, place):
                outcome_choice(line, language, is_titled=not place)
                happened(line, language)


def _fold_of_question(line: PlanLine, language: Language, place: int) -> AbstractContextManager[object]:
    """The fold of a question below the first, open where a button has led to it: a new key opens it."""
    if not place:
        return nullcontext()
    is_open = places.is_led_to(f"asked_{line.id}")
    key = f"ask_{line.id}_{'open' if is_open else 'folded'}"
    return st.expander(line_title(line, language), expanded=is_open, key=key, type="compact")


def plan_line(
    line: PlanLine, late: FirstUp | None, report: Report, language: Language, *, is_alone: bool, is_main: bool
) -> None:
    """One line, the same in every state: its tick, beside it its title and how it stands, and the rest to unfold.

    A tap on the title unfolds it. What is `late` of it has a button for a new day, first of what unfolds: below a line
    that comes folded where it `is_alone`, else one for all stands above them. The only one is the main one where it
    `is_main`. Unfolded, how to remove it comes last.
    """
    late = None if line.state == "done" else late
    is_inside = not is_alone or line.id in planning.opened_lines()
    with st.container(border=True, key=f"line_{line.id}", gap="xsmall"):
        with st.container(horizontal=True, gap="small", wrap=False, key=f"head_{line.id}"):
            tick(line, language)
            with _fold(line, glance(line, report, language)):
                if late is not None and is_inside:
                    new_day(late, language, is_main=is_main and is_alone)
                if unadvised := unadvised_remark(line, report, language):
                    st.caption(plain(unadvised))
                awaited = Awaited.by(line, report)
                details(line, language, waits_until=awaited.until if awaited else None)
        if is_dropped(line, report):  # Its title has the remark.
            _decide_again(line, report, language)
        else:
            _below(line, late, report, language, has_button=not is_inside, is_main=is_main)
        foot(line, language)


def _below(
    line: PlanLine, late: FirstUp | None, report: Report, language: Language, *, has_button: bool, is_main: bool
) -> None:
    """Below a line, folded or not: what there is to say of it, to ask, and to do at once, where it `has_button`."""
    if remark := line_notes(line, report, language):
        st.caption(plain(remark))
    if asks_how_it_went(line):
        how_it_went(line, language)
    elif line.is_all_done and line.outcome is None:  # Then it is asked above.
        way_up(say(language, "plan.outcome"), f"asked_{line.id}", key=f"to_outcome_{line.id}")
    if line.is_all_done:
        _go_on(line, report, language)
    elif late is not None and has_button:
        new_day(late, language, is_main=is_main)
    elif late is None and is_undated(line):
        st.caption(say(language, "plan_page.undated"))


def _decide_again(line: PlanLine, report: Report, language: Language) -> None:
    """The way to the clash about which a line's decision no longer applies, where the map still tells that clash."""
    told = report.incentives.told if report.incentives else ()
    clash = next((one for one in told if line_of_decision(one.a, one.b) == line.id), None)
    label = say(language, "plan_page.decide_again")
    if clash and pressed(label, key=f"again_{line.id}", kind="tertiary", icon=":material/arrow_forward:"):
        places.stay_at(f"clash_{clash.name}")
        places.go_to(places.INCENTIVES)


def _fold(line: PlanLine, label: str) -> ExpanderContainer:
    # A new key folds it, so that after a removal no other line's remove button lies under the pointer.
    key = f"more_{line.id}_{planning.folded()}"
    return st.expander(label, expanded=line.id in planning.opened_lines(), key=key, type="compact")


def _go_on(line: PlanLine, report: Report, language: Language) -> None:
    """Where a line is done and whether people agree is not answered, the way to that; else what is left, to add."""
    if report.holding is None or line.source != report.holding.source or not report.is_done(report.holding):
        return
    agreed = report.answers.experience.agreed
    if agreed is None and asks_for_agreement(report):
        label = say(language, "plan_page.answer_it")
        if pressed(label, key=f"answer_{line.id}", kind="tertiary", icon=":material/arrow_forward:"):
            places.arrive_at("agreement")
            places.go_to(places.RESULTS)
    elif agreed in ("partly", "no") and all(one.id != line.goes_on_as for one in report.plan):
        st.button(
            say(language, "plan_page.go_on"),
            key=f"go_on_{line.id}",
            type="secondary",
            icon=":material/add:",
            disabled=len(report.plan) >= MOST_LINES,
            on_click=planning.go_on,
            args=(line, *(say(language, f"plan_page.where_you_differ.{text}") for text in ("title", "first_step"))),
        )


def plan_to_read(report: Report, language: Language) -> None:
    """The lines of a plan without anything that changes it."""
    with st.container(key="plan_lines", gap="small"):
        for line in report.plan:
            with st.container(border=True, gap="xsmall"):
                st.markdown(f"**{line_title(line, language)}**")
                # head() or the steps have the day of what is left.
                stands = [head(line, language), *advised(line, report, language)]
                st.caption(dotted([*([plain(line.owner)] if line.owner else []), *stands]))
                if line.happened:
                    st.markdown(say(language, "plan_page.happened", happened=plain(line.happened)))
                for step in line.steps:
                    due = "" if step.is_done or not step.due else day_text(step.due, language)
                    day = f":small[{due}]" if due else ""
                    icon = "check_box" if step.is_done else "check_box_outline_blank"
                    st.markdown(f":material/{icon}: {plain(step.text)} {day}")
