"""The parts of the plan page: the lines of the plan, each field saved as it is written.

Each field has what is stored as its own value too, not only what controls.show() sets: that is sent once, and a field
that the browser draws later, because it was out of sight, would begin empty and report that as a change.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Final, Literal

import streamlit as st
from streamlit.elements.lib.mutable_expander_container import ExpanderContainer

from assessment.answers import TEXT_LIMIT
from assessment.instrument import Language
from assessment.plan import (
    DAYS_OF_MILESTONES,
    LAST_DAY,
    MOST_LINES,
    OUTCOMES,
    STATES,
    TEXT_FIELDS,
    FirstUp,
    PlanLine,
    day_in,
    left_to_do,
)
from assessment.report import Report
from assessment.sentences.advice import asks_for_agreement, line_remark
from assessment.series import Assessment
from assessment.words import day_text, first_sentence, say
from pages.parts.planned import glance, head, line_title, numbered
from pages.shared.downloads import FileLink, file_links
from pages.shared.elements import plain, pressed
from pages.visit import address, assessments, controls, places, planning

_STEP_IN_DAYS: Final = (7, 14, 21)
_FIRST_DAY: Final = date(2000, 1, 1)
_DAY_AND_OWNER, _DAY_WIDTH = 400, 172  # Pixels: a whole day, with the signs to clear and to choose it.
_FEW: Final = 2  # Lines from which on the first of them has to be found.
_PAUSE: Final = "0.5s"  # Text is saved when the typing pauses.


def is_over(lines: Sequence[PlanLine]) -> bool:
    """Whether everything in the plan is done, and there are results that say what comes next."""
    has_result = isinstance(address.visitor(), address.Example) or bool(assessments.finished_ones())
    return has_result and bool(lines) and all(line.is_all_done for line in lines)


def next_thing(up: FirstUp | None, lines: Sequence[PlanLine], language: Language) -> str:
    """What comes first of all that is not done, and by when; what a plan is where that is not known."""
    if up is None:
        return say(language, "plan_page.all_done" if is_over(lines) else "plan_page.text")
    day, what = day_text(up.day, language) if up.day else "", plain(first_sentence(up.text))
    if up.is_late:
        count = sum(line.is_late(address.today()) for line in lines)
        return f"**{say(language, _late_words(up, count), day=day, count=count)}** {what}"
    return say(language, "plan_page.next", what=what, day=day)


def way_to_next(up: FirstUp | None, lines: Sequence[PlanLine], report: Report, language: Language) -> None:
    """The way to the line that comes first, with its number and owner, unless just that line follows."""
    if up is None or len(lines) < _FEW or (up.step is None and up.line.id == lines[0].id):
        return
    title = say(language, "plan_page.open_line") if up.step is None else numbered(up.line, report, language)
    st.button(
        f"{title} · {plain(up.line.owner) or say(language, 'plan_page.no_owner')}",
        key="to_next",
        type="tertiary",
        icon=":material/arrow_downward:",
        on_click=planning.lead_to,
        args=(up.line.id,),
    )


def _late_words(up: FirstUp, count: int) -> str:
    if up.day is None:
        return "plan_page.without_day"
    if count > 1:
        return "plan_page.late_many"
    return "plan_page.late" if up.step is None else "plan_page.late_step"


def calendar(lines: Sequence[PlanLine], language: Language, *, is_main: bool) -> None:
    """The link to the calendar file, once anything has a day."""
    if not left_to_do(lines):
        return
    kind: Literal["primary", "secondary"] = "primary" if is_main else "secondary"
    label, icon = say(language, "plan_page.calendar"), ":material/calendar_add_on:"
    with st.container(key="plan_calendar" if is_main else "plan_calendar_below", width="content"):
        file_links([FileLink("plan", "download_ics", label, icon, kind)], language)


def main_way(up: FirstUp | None, lines: Sequence[PlanLine], language: Language, *, can_change: bool) -> None:
    """The main button beside the heading: the calendar, or the results where all is done.

    None where a line is late, if that can be changed: its new day is then the main thing to choose.
    """
    if is_over(lines):
        _results_button(language, "primary")
    elif not (up and up.is_late and can_change):
        calendar(lines, language, is_main=True)


def ways_on(begun: Assessment, up: FirstUp | None, report: Report, language: Language) -> None:
    """The ways to the calendar, the results and the files, where main_way() is not one, and to what is not answered.

    The way to the results says how much of the advice there is not in the plan.
    """
    lines = report.plan
    accent: Literal["primary", "tertiary"] = "tertiary" if lines else "primary"
    has_result = begun.is_finished or bool(assessments.finished_ones())
    if up and up.is_late:
        calendar(lines, language, is_main=False)
    if has_result:
        if not is_over(lines):
            unplanned = [one for one in report.advice if report.planned(one) is None]
            _results_button(language, accent, left=len(unplanned) if lines else 0)
        if pressed(say(language, "report.title"), key="to_report", kind="tertiary", icon=":material/download:"):
            places.go_to(places.REPORT)
    if not begun.is_finished:
        kind: Literal["primary", "tertiary"] = "tertiary" if has_result else accent
        if pressed(say(language, "plan_page.to_questions"), key="to_questions", kind=kind):
            places.go_to(places.QUESTIONS)


def _results_button(language: Language, kind: Literal["primary", "tertiary"], *, left: int = 0) -> None:
    name = "waiting.results" if not left else "plan_page.left_out.one" if left == 1 else "plan_page.left_out.many"
    if pressed(say(language, name, count=left) if left > 1 else say(language, name), key="to_results", kind=kind):
        if left:
            places.arrive_at("recommendations")
        places.go_to(places.RESULTS)


def outcome_questions(lines: Sequence[PlanLine], newest: Assessment, language: Language) -> None:
    """Ask how each line of an earlier assessment went that was not answered before the statements."""
    asked = [line for line in lines if line.asks_for_outcome(newest.number, address.today())]
    if not asked:
        return
    with st.container(border=True, key="outcomes"):
        st.subheader(say(language, "plan_page.outcomes.title"), anchor=False)
        st.caption(say(language, "plan_page.outcomes.after"))
        for line in asked:
            outcome_choice(line, language)


def outcome_choice(line: PlanLine, language: Language, *, is_titled: bool = True) -> None:
    """Whether a line helped; an answer may set its state. Without a title it stands under the line's own."""
    _choice(line, "outcome", OUTCOMES, language, label=line_title(line, language), is_titled=is_titled)


def plan_line(line: PlanLine, up: FirstUp | None, report: Report, language: Language) -> None:
    """One line: one row once it is done, else a card with its tick, title, day and owner, and the rest to unfold."""
    with st.container(border=True, key=f"line_{line.id}", gap="xsmall"):
        if line.state == "done":
            _done_row(line, report, language)
        else:
            step, is_first = (up.step, up.is_late) if up and up.line.id == line.id else (None, False)
            _card(line, report, language, step=step if is_first else None, is_first=is_first)


def _card(line: PlanLine, report: Report, language: Language, *, step: int | None, is_first: bool) -> None:
    """A line that is not done, with days to choose where it is late.

    A late line of which nothing is advised today says what is advised instead, and no day of it is the main button.
    """
    is_new, needs_day = line.id in planning.new_lines(), is_first or line.needs_day(address.today())
    # On a phone the title has a row of its own, and the row below it is hidden while the line is folded; see look.css.
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"head_{line.id}"):
        if is_new:  # What is to be done comes before who does it.
            _field(line, "title", language, is_in_row=True)
        else:
            _tick(line, report, language)
        _when_and_who(line, language)
    if remark := line_remark(line, report, language):
        st.caption(plain(remark))
    with _fold(line, glance(line, language)):
        _field(line, "success", language)
        if line.success:  # On a phone the field cuts it; see look.css.
            with st.container(key=f"whole_{line.id}"):
                st.caption(plain(line.success))
        if not (needs_day or line.is_all_done):
            _days(line, language)
        _details(line, language, has_title=not is_new)
    if needs_day:
        _days(line, language, step=step, is_main=is_first and report.is_advised(line))


def _done_row(line: PlanLine, report: Report, language: Language) -> None:
    """A line that is done: its tick, which takes that back, how it went, what is left of it, and the rest to unfold."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"ended_{line.id}"):
        _tick(line, report, language)
        with _fold(line, head(line, language)):
            _when_and_who(line, language)
            _field(line, "success", language)
            _details(line, language, has_title=True)
    if remark := line_remark(line, report, language):
        st.caption(plain(remark))
        _go_on(line, report, language)


def _fold(line: PlanLine, label: str) -> ExpanderContainer:
    # A new key folds it, so that after a removal no other line's remove button lies under the pointer.
    key = f"more_{line.id}_{planning.folded()}"
    return st.expander(label, expanded=line.id in planning.opened_lines(), key=key, type="compact")


def _when_and_who(line: PlanLine, language: Language) -> None:
    """The day, and then the owner: a field for a day opens its calendar whenever the focus comes to it."""
    with st.container(horizontal=True, gap="small", wrap=False, width=_DAY_AND_OWNER, key=f"who_{line.id}"):
        _due(line, language)
        _field(line, "owner", language, is_in_row=True)


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
                st.markdown(f"**{numbered(line, report, language)}**")
                who_and_when = [plain(line.owner), *([day_text(line.due, language)] if line.due else [])]
                st.caption(" · ".join([*filter(None, who_and_when), head(line, language)]))
                for step in line.steps:
                    day = f" :small[{day_text(step.due, language)}]" if step.due else ""
                    icon = "check_box" if step.is_done else "check_box_outline_blank"
                    st.markdown(f":material/{icon}: {plain(step.text)}{day}")


def _details(line: PlanLine, language: Language, *, has_title: bool) -> None:
    """The steps, how it stands or went, another title, and the way to remove the line."""
    for number in range(len(line.steps)):
        _step(line, number, language)
    if not line.steps:
        _field(line, "first_step", language)
        # Else the ticks of the steps say it.
        _choice(line, "state", STATES, language)
    if line.outcome is not None:
        _choice(line, "outcome", OUTCOMES, language)
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        if has_title:
            with st.popover(say(language, "plan_page.retitle"), type="tertiary", key=f"retitle_{line.id}"):
                _field(line, "title", language)
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
    step, key, when = line.steps[number], f"step_{number}_{line.id}", f"when_{number}_{line.id}"
    controls.show(key, step.is_done)
    controls.show(when, step.due)
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
        name = say(language, "plan_page.step_due", step=plain(first_sentence(step.text)))
        _day(step.due, when, name, language, planning.move_step, (line, number, when))


def _tick(line: PlanLine, report: Report, language: Language) -> None:
    """The line's tick, with its number and title as the label."""
    key = f"done_{line.id}"
    controls.show(key, line.state == "done")
    # Bold by look.css: screen readers would speak the signs for it.
    title = numbered(line, report, language)
    st.checkbox(title, line.state == "done", key=key, on_change=planning.tick_line, args=(line, key), width="stretch")


def _field(line: PlanLine, name: str, language: Language, *, is_in_row: bool = False) -> None:
    assert name in TEXT_FIELDS, name  # noqa: S101  # a programming error, never a visitor's
    key = f"{name}_{line.id}"
    asks = "what" if is_in_row and name == "title" else f"placeholder.{name}"
    controls.show(key, getattr(line, name), is_unfinished=lambda written: planning.lacks_heading(line, name, written))
    st.text_input(
        say(language, "plan_page.what" if name == "title" else f"plan.{name}"),
        getattr(line, name),
        max_chars=TEXT_LIMIT,
        placeholder=say(language, f"plan_page.{asks}"),
        key=key,
        live=_PAUSE,
        on_change=planning.save_line,
        args=(line, name, key),
        label_visibility="collapsed" if is_in_row else "visible",
        width="stretch",
    )
    if name == "title" and planning.is_without_heading(line):
        st.caption(say(language, "plan_page.keeps_title", title=plain(line.title)))


def _due(line: PlanLine, language: Language) -> None:
    key = f"due_{line.id}"
    controls.show(key, line.due)
    _day(line.due, key, say(language, "plan.due"), language, planning.save_line, (line, "due", key))


def _day(
    day: date | None, key: str, label: str, language: Language, save: Callable[..., None], args: tuple[object, ...]
) -> None:
    """A field for a day, which saves it."""
    with st.container(key=f"day_{key}", width=_DAY_WIDTH, gap=None):
        st.date_input(
            label,
            day,
            min_value=min(_FIRST_DAY, day or _FIRST_DAY),
            max_value=LAST_DAY,
            format="YYYY-MM-DD",
            key=key,
            on_change=save,
            args=args,
            label_visibility="collapsed",
        )
        if day:
            # The field writes days in figures only. Until it has the focus, this covers them; see look.css.
            st.html(f'<span class="written-day" aria-hidden="true">{day_text(day, language)}</span>')


def _days(line: PlanLine, language: Language, *, step: int | None = None, is_main: bool = False) -> None:
    """Set the day of the line, or of one step of it, to so many days from today.

    One is the page's main button where this is what comes first: the nearest, or for a line of which nothing is done
    the time that all its steps take.
    """
    offered = DAYS_OF_MILESTONES if step is None else _STEP_IN_DAYS
    main = (offered[-1] if step is None and line.needs_all_its_time else offered[0]) if is_main else None
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
        if main is not None:
            day = day_text(day_in(main, address.today()), language)
            label = say(language, "plan_page.move" if step is None else "plan_page.move_step", day=day)
            _day_button(line, label, step, main, is_main=True)
        st.caption(say(language, "plan_page.in_days"), width="content")
        for days in offered:
            if days != main:
                _day_button(line, say(language, "plan_page.days", days=days), step, days)
        if line.steps and step is None:
            follow = "others_follow" if any(one.has_own_day for one in line.steps) else "steps_follow"
            why = [] if main is None else ["all_time" if line.needs_all_its_time else "rest_time"]
            said = [say(language, f"plan_page.{each}", days=main) for each in (*why, follow)]
            st.caption(" ".join(said), width="content")


def _day_button(line: PlanLine, label: str, step: int | None, days: int, *, is_main: bool = False) -> None:
    st.button(
        label,
        key=f"in_{days}_{line.id}",
        type="primary" if is_main else "secondary",
        icon=":material/event:" if is_main else None,
        on_click=planning.set_due_in,
        args=(line, days, step),
    )


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
