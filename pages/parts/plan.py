"""The parts of the plan page: the lines of the plan, each field saved as it is written.

Each field has what is stored as its own value too, not only what controls.show() sets: that is sent once, and a field
that the browser draws later, because it was out of sight, would begin empty and report that as a change.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Final, Literal

import streamlit as st
from streamlit.elements.lib.mutable_expander_container import ExpanderContainer

from assessment.answers import TEXT_LIMIT
from assessment.incentives.decisions import line_of_decision
from assessment.instrument import Language
from assessment.plan import (
    DAYS_OF_MILESTONES,
    MOST_LINES,
    STATES,
    TEXT_FIELDS,
    FirstUp,
    PlanLine,
    day_in,
    left_to_do,
)
from assessment.report import Report
from assessment.sentences.advice import advice_title, asks_for_agreement, line_remark, texts_for_plan
from assessment.series import Assessment
from assessment.words import day_text, dotted, first_sentence, say, shortened
from assessment.working_days import LAST_DAY
from pages.parts.planned import (
    advised,
    glance,
    head,
    is_dropped,
    is_over,
    is_undated,
    line_title,
    outcomes_of,
    step_stands,
)
from pages.shared.downloads import FileLink, file_links
from pages.shared.elements import plain, pressed
from pages.shared.taking import Accent, into_plan, taken_instead
from pages.visit import address, assessments, controls, places, planning

_FIRST_DAY: Final = date(2000, 1, 1)
_DAY_AND_OWNER, _DAY_WIDTH = 400, 184  # Pixels: a whole day, with the signs to clear and to choose it.
_LONGEST: Final = 80  # Letters of a step below the button that moves it.
_PAUSE: Final = "0.5s"  # Text is saved when the typing pauses.


def left_out_first(report: Report, language: Language, *, can_plan: bool, is_main: bool) -> bool:
    """That the results advise to begin with something that is not in the plan, where others are, and its way in.

    The main button where it `is_main`. Returns whether there is such advice.
    """
    first = next(iter(report.to_do), None)
    if first is None or report.next_up is None or report.planned(first) is not None or taken_instead(first, report):
        return False
    title = advice_title(first, report, language)
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="first_left_out"):
        st.markdown(say(language, "plan_page.first_left_out", title=plain(title)), width="content")
        if can_plan:
            accent: Accent = "primary" if is_main else "secondary"
            steps = texts_for_plan(first, report, language)
            into_plan(first, report, language, title=title, steps=steps, accent=accent)
    return True


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
    calendar(lines, language, is_main=is_main)
    if has_result and lines and not is_over(lines):
        unplanned = [one for one in report.advice if report.planned(one) is None and not taken_instead(one, report)]
        _results_button(language, "tertiary", left=len(unplanned))
    if not begun.is_finished and (lines or has_result):  # Else first_way() leads there.
        _questions_button(language, "tertiary")


def _questions_button(language: Language, kind: Literal["primary", "tertiary"]) -> None:
    if pressed(say(language, "plan_page.to_questions"), key="to_questions", kind=kind):
        places.go_to(places.QUESTIONS)


def _results_button(language: Language, kind: Literal["primary", "tertiary"], *, left: int = 0) -> None:
    name = "waiting.results" if not left else "plan_page.left_out.one" if left == 1 else "plan_page.left_out.many"
    if pressed(say(language, name, count=left) if left > 1 else say(language, name), key="to_results", kind=kind):
        if left:
            places.arrive_at("left_out")
        places.go_to(places.RESULTS)


def outcome_questions(lines: Sequence[PlanLine], newest: Assessment, language: Language) -> None:
    """Ask how each line of an earlier assessment went that was not answered before the statements."""
    asked = [line for line in lines if line.asks_for_outcome(newest.number, address.today())]
    if not asked:
        return
    with st.container(border=True, key="outcomes"):
        st.subheader(say(language, "plan_page.outcomes.title"), anchor=False)
        st.caption(" ".join([say(language, "plan_page.outcomes.after"), *ends_words(asked, language)]))
        for line in asked:
            outcome_choice(line, language)


def ends_words(asked: Sequence[PlanLine], language: Language) -> list[str]:
    """Before it is answered how lines went: that some answers end one; nothing where none has steps that are left."""
    has_open = any(line.steps and not line.is_all_done for line in asked)
    return [say(language, "plan_page.outcomes.ends")] if has_open else []


def outcome_choice(line: PlanLine, language: Language, *, is_titled: bool = True) -> None:
    """Whether a line helped; an answer may set its state. Without a title it stands under the line's own."""
    _choice(line, "outcome", outcomes_of(line), language, label=line_title(line, language), is_titled=is_titled)


def plan_line(
    line: PlanLine, late: FirstUp | None, report: Report, language: Language, *, is_alone: bool, is_main: bool
) -> None:
    """One line, the same in every state: its tick, beside it its title and how it stands, and the rest to unfold.

    A tap on the title unfolds it. What is `late` of it has a button for a new day, folded unless it `is_alone`: one for
    all stands above them then. It is the main one where it `is_main`.
    """
    late = None if line.state == "done" else late
    with st.container(border=True, key=f"line_{line.id}", gap="xsmall"):
        with st.container(horizontal=True, gap="small", wrap=False, key=f"head_{line.id}"):
            _tick(line, language)
            with _fold(line, glance(line, report, language)):
                if late is not None and not is_alone:
                    _new_day(late, language, is_main=False)
                _details(line, language)
        if is_dropped(line, report):  # Its title has the remark.
            _decide_again(line, report, language)
            return
        if remark := line_remark(line, report, language):
            st.caption(plain(remark))
        if line.state == "done":
            _go_on(line, report, language)
        elif late is not None and is_alone:
            _new_day(late, language, is_main=is_main)
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


def move_all(late: Sequence[FirstUp], language: Language, *, is_main: bool) -> None:
    """One button for what is in each of several late lines; the main one where it `is_main`."""
    if late[1:]:
        st.button(
            say(language, "plan_page.move_all"),
            key="move_all",
            type="primary" if is_main else "secondary",
            icon=":material/event:",
            on_click=planning.set_all_due,
            args=([(one.line, one.new_day, one.moves) for one in late],),
        )
        day = min(filter(None, (one.new_day for one in late)))
        how = say(language, "plan_page.move_all_how", day=day_text(day, language))
        moved = [one.proposed(address.today()) for one in late]
        st.caption(" ".join([how, *planning.again_moved(moved, "moves_again")]))


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
    elif agreed in ("partly", "no") and all(one.id != planning.going_on_from(line) for one in report.plan):
        st.button(
            say(language, "plan_page.go_on"),
            key=f"go_on_{line.id}",
            type="secondary",
            icon=":material/add:",
            disabled=len(report.plan) >= MOST_LINES,
            on_click=planning.go_on,
            args=(line, say(language, "plan_page.where_you_differ")),
        )


def plan_to_read(report: Report, language: Language) -> None:
    """The lines of a plan without anything that changes it."""
    with st.container(key="plan_lines", gap="small"):
        for line in report.plan:
            with st.container(border=True, gap="xsmall"):
                st.markdown(f"**{line_title(line, language)}**")
                # Of what is not done, head() or the steps have the day.
                day = day_text(line.due, language) if line.due and line.is_all_done else ""
                stands = [head(line, language), *advised(line, report, language)]
                st.caption(dotted([*filter(None, (plain(line.owner), day)), *stands]))
                for step in line.steps:
                    due = "" if step.is_done or not step.due else day_text(step.due, language)
                    day = f":small[{due}]" if due else ""
                    icon = "check_box" if step.is_done else "check_box_outline_blank"
                    st.markdown(f":material/{icon}: {plain(step.text)} {day}")


def day_and_owner(line: PlanLine, language: Language) -> None:
    """By when a line is done, and whose it is."""
    # The day before the owner: a field for a day opens its calendar whenever the focus comes to it.
    with st.container(horizontal=True, gap="small", wrap=False, width=_DAY_AND_OWNER, key=f"who_{line.id}"):
        _day(line, None, language)
        _field(line, "owner", language)


def _details(line: PlanLine, language: Language) -> None:
    """The fields of a line, in the same order in every state, first what it takes; and the way to remove it."""
    if not line.steps:
        _field(line, "title", language)
    for number in range(len(line.steps)):
        _step(line, number, language)
    if line.is_ended_early:
        st.caption(say(language, "plan_page.ended_early"))
    day_and_owner(line, language)
    if not line.is_all_done:
        _days(line, language)
    if not line.steps:
        _field(line, "first_step", language)
        # Else the ticks of the steps say it.
        _choice(line, "state", STATES, language)
    if line.outcome is not None:
        _choice(line, "outcome", outcomes_of(line), language)
        for words in ends_words([line], language):
            st.caption(words)
    _field(line, "success", language)
    if line.steps:  # One with steps has its title from the advice: that is changed last.
        _field(line, "title", language)
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        map_name = say(language, "incentives.heading")
        is_about_map = any(map_name.lower() in step.text.lower() for step in line.steps)
        if is_about_map and pressed(map_name, key=f"map_{line.id}", kind="tertiary", icon=":material/arrow_forward:"):
            places.go_to(places.INCENTIVES)
        st.button(
            say(language, "plan_page.remove"),
            key=f"remove_{line.id}",
            type="tertiary",
            icon=":material/delete:",
            on_click=planning.remove_line,
            args=(line,),
        )


def _step(line: PlanLine, number: int, language: Language) -> None:
    """A step: its tick, and its day beside it."""
    step, key = line.steps[number], f"step_{number}_{line.id}"
    controls.show(key, step.is_done)
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"row_{number}_{line.id}"):
        # Its label is also its name for screen readers, which would speak the signs of Markdown.
        st.checkbox(
            plain(step.text),
            step.is_done,
            key=key,
            on_change=planning.tick_step,
            args=(line, number, key),
            width="stretch",
        )
        if step.due and step.due < address.today() and not step.is_done and line.state != "done":
            st.markdown(f"**{say(language, 'plan_page.late_step')}**", width="content")
        if said := step_stands(line, number, language):
            st.markdown(said, width="content")
        if not step.is_done:  # What is done has no day to keep.
            _day(line, number, language)


def _tick(line: PlanLine, language: Language) -> None:
    """The line's tick. Its label, the title, is for screen readers alone: a tap on the title unfolds."""
    key = f"done_{line.id}"
    controls.show(key, line.state == "done")
    st.checkbox(
        line_title(line, language),
        line.state == "done",
        key=key,
        on_change=planning.tick_line,
        args=(line, key),
        label_visibility="collapsed",
    )


def _field(line: PlanLine, name: str, language: Language) -> None:
    assert name in TEXT_FIELDS, name  # noqa: S101  # a programming error, never a visitor's
    key = f"{name}_{line.id}"
    controls.show(key, getattr(line, name), is_unfinished=lambda written: planning.lacks_heading(line, name, written))
    label = say(language, "plan_page.heading" if name == "title" else f"plan.{name}")
    own: dict[str, Any] = {
        "max_chars": TEXT_LIMIT,
        "placeholder": say(language, f"plan_page.placeholder.{name}"),
        "key": key,
        "on_change": planning.save_line,
        "args": (line, name, key),
    }
    if name == "owner":
        st.text_input(label, line.owner, live=_PAUSE, **own)
    else:
        # A sentence is seen whole, also on a phone. It is sent at a pause as well, and has no line breaks: see look.js.
        st.text_area(label, getattr(line, name), height="content", **own)
    if name == "title" and planning.is_without_heading(line):
        st.caption(say(language, "plan_page.keeps_title", title=plain(line.title)))


def _day(line: PlanLine, step: int | None, language: Language) -> None:
    """The field for the day of a line, or of one step of it, which saves it, and the sign that takes the day away."""
    of_step = None if step is None else line.steps[step]
    day, key = (of_step.due, f"when_{step}_{line.id}") if of_step else (line.due, f"due_{line.id}")
    name = plain(first_sentence(of_step.text)) if of_step else ""
    controls.show(key, day)
    with st.container(key=f"day_{key}", width=_DAY_WIDTH, gap=None):
        st.date_input(
            say(language, "plan_page.step_due", step=name) if of_step else say(language, "plan_page.due"),
            day,
            min_value=min(_FIRST_DAY, day or _FIRST_DAY),
            max_value=LAST_DAY,
            format="YYYY-MM-DD",
            key=key,
            on_change=planning.save_day,
            args=(line, step, key),
            label_visibility="collapsed" if of_step else "visible",
        )
        # The field writes days in figures only, and asks for one in English. Until it has the focus, this covers that;
        # see look.css.
        written = day_text(day, language) if day else say(language, "plan_page.no_day")
        kind = "written-day" if day else "written-day no-day"
        st.html(f'<span class="{kind}" aria-hidden="true">{written}</span>')
        if day:
            # It lies in the field, where Streamlit has such a sign only for days that were empty at first.
            st.button(
                say(language, "plan_page.clear_step", step=name) if of_step else say(language, "plan_page.clear_day"),
                key=f"no_{key}",
                type="tertiary",
                icon=":material/close:",
                on_click=planning.take_day_away,
                args=(line, step),
            )


def _days(line: PlanLine, language: Language) -> None:
    """Set the day of the line to so many days from today: always the same, so that none changes under the finger."""
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall", width="content"):
        st.caption(say(language, "plan_page.in_days"), width="content")
        for days in DAYS_OF_MILESTONES:
            st.button(
                say(language, "plan_page.days", days=days),
                key=f"in_{days}_{line.id}",
                on_click=planning.set_due,
                args=(line, day_in(days, address.today()), None),
            )


def _new_day(late: FirstUp, language: Language, *, is_main: bool) -> None:
    """The button which sets the day of a late line, or of its next step, and how far that moves the steps after it."""
    line, step, today = late.line, late.moves, address.today()
    is_next = step is None or step == line.due_first
    name = "move" if step is None else "move_next" if is_next else "move_step"
    st.button(
        say(language, f"plan_page.{name}", day=day_text(late.new_day or today, language)),
        key=f"move_{line.id}",
        type="primary" if is_main else "secondary",
        icon=":material/event:",
        on_click=planning.set_due,
        args=(line, late.new_day, step),
    )
    said = []
    if step is not None and not is_next:
        moves = shortened(first_sentence(line.steps[step].text), _LONGEST).rstrip(".")
        said.append(say(language, "plan_page.moves_step", step=plain(moves)))
    if days := late.moved_along(today):
        name = f"plan_page.moves_rest.{'many' if days[1:] else 'one'}"
        said.append(say(language, name, count=len(days), day=day_text(days[-1], language)))
    said += planning.again_moved([late.proposed(today)], "moves_again")
    if said:
        st.caption(" ".join(said))


def _choice(
    line: PlanLine,
    name: str,
    options: Sequence[str],
    language: Language,
    *,
    label: str | None = None,
    is_titled: bool = True,
) -> None:
    key = f"{name}_{line.id}"
    controls.show(key, getattr(line, name))  # answering one may have changed the other
    st.radio(
        label or say(language, f"plan.{name}"),
        options,
        index=options.index(getattr(line, name)) if getattr(line, name) else None,
        format_func=lambda option: say(language, f"plan.{name}s.{option}"),
        horizontal=True,
        key=key,
        on_change=planning.save_line,
        args=(line, name, key),
        label_visibility="visible" if is_titled else "collapsed",
    )
