"""The parts of the plan page: the lines of the plan, each field saved as it is written."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Final, Literal

import streamlit as st

from assessment.answers import TEXT_LIMIT
from assessment.instrument import Language
from assessment.plan import LAST_DAY, OUTCOMES, STATES, TEXT_FIELDS, PlanLine, left_to_do
from assessment.series import Assessment
from assessment.words import day_text, first_sentence, lower_first, say, upper_first
from pages.shared.downloads import FileLink, file_links
from pages.shared.elements import plain, pressed
from pages.visit import address, assessments, controls, places, planning

_IN_DAYS: Final = (30, 60, 90)
_FIRST_DAY: Final = date(2000, 1, 1)
_OWNER_AND_DAY, _DAY_WIDTH = 400, 172  # Pixels: a whole day, with the signs to clear and to choose it.
_PAUSE: Final = "0.5s"  # Text is saved when the typing pauses.


def next_thing(lines: Sequence[PlanLine], language: Language) -> str | None:
    """What comes first of all that is not done, and by when; None when nothing has a day."""
    left = left_to_do(lines)
    if not left:
        return None
    due, text = left[0]
    day, what = day_text(due, language), plain(first_sentence(text))
    if due < address.today():
        return f"**{say(language, 'plan_page.late', day=day)}** {what}"
    return say(language, "plan_page.next", what=what, day=day)


def calendar(lines: Sequence[PlanLine], language: Language) -> None:
    """The link to the calendar file, once anything has a day."""
    if left_to_do(lines):
        label = say(language, "plan_page.calendar")
        with st.container(key="plan_calendar", width="content"):
            file_links(
                [FileLink("plan", "download_ics", label, ":material/calendar_add_on:", type="primary")], language
            )


def ways_on(begun: Assessment, language: Language, *, is_empty: bool) -> None:
    """The ways to the results and the files once there are finished ones, and to the statements that are not."""
    accent: Literal["primary", "tertiary"] = "primary" if is_empty else "tertiary"
    has_result = begun.is_finished or bool(assessments.finished_ones())
    if has_result:
        if pressed(say(language, "waiting.results"), key="to_results", kind=accent):
            places.go_to(places.RESULTS)
        if pressed(say(language, "report.title"), key="to_report", kind="tertiary", icon=":material/download:"):
            places.go_to(places.REPORT)
    if not begun.is_finished:
        kind: Literal["primary", "tertiary"] = "tertiary" if has_result else accent
        if pressed(say(language, "plan_page.to_questions"), key="to_questions", kind=kind):
            places.go_to(places.QUESTIONS)


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


def plan_line(line: PlanLine, language: Language) -> None:
    """One line: its tick, title, owner and day in a row, days to choose where it is late, the rest to unfold."""
    with st.container(border=True, key=f"line_{line.id}", gap="xsmall"):
        # On a phone the title has a row of its own in every line; see look.css.
        with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"head_{line.id}"):
            _tick(line, language)
            with st.container(horizontal=True, gap="small", wrap=False, width=_OWNER_AND_DAY):
                _field(line, "owner", language, is_in_row=True)
                _due(line, language)
        if line.is_overdue(address.today()):
            _days(line, language)
        with st.expander(
            _head(line, language),
            expanded=planning.opened_line() == line.id,
            # A new key folds it, so that after a removal no other line's remove button lies under the pointer.
            key=f"more_{line.id}_{planning.folded()}",
            type="compact",
        ):
            _details(line, language)


def plan_to_read(lines: Sequence[PlanLine], language: Language) -> None:
    """The lines of a plan without anything that changes it."""
    with st.container(key="plan_lines", gap="small"):
        for line in lines:
            with st.container(border=True, gap="xsmall"):
                st.markdown(f"**{line_title(line, language)}**")
                who_and_when = [plain(line.owner), *([day_text(line.due, language)] if line.due else [])]
                st.caption(" · ".join([*filter(None, who_and_when), _head(line, language)]))
                for step in line.steps:
                    day = f" :small[{day_text(step.due, language)}]" if step.due else ""
                    icon = "check_box" if step.is_done or line.state == "done" else "check_box_outline_blank"
                    st.markdown(f":material/{icon}: {plain(step.text)}{day}")


def _details(line: PlanLine, language: Language) -> None:
    if not line.is_overdue(address.today()):
        _days(line, language)
    for number in range(len(line.steps)):
        _step(line, number, language)
    _field(line, "title", language)
    if not line.steps:
        _field(line, "first_step", language)
    _field(line, "success", language)
    with st.container(horizontal=True, vertical_alignment="bottom", horizontal_alignment="distribute"):
        with st.container(width="content"):
            _choice(line, "state", STATES, language)
            if line.outcome is not None:
                _choice(line, "outcome", OUTCOMES, language)
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
        st.checkbox(plain(step.text), key=key, on_change=planning.tick_step, args=(line, number, key), width="stretch")
        name = say(language, "plan_page.step_due", step=plain(first_sentence(step.text)))
        _day(step.due, when, name, language, planning.move_step, (line, number, when))


def _tick(line: PlanLine, language: Language) -> None:
    """The line's tick, with its title as the label."""
    key = f"done_{line.id}"
    controls.show(key, line.state == "done")
    # Bold by look.css: screen readers would speak the signs for it.
    st.checkbox(line_title(line, language), key=key, on_change=planning.tick_line, args=(line, key), width="stretch")


def _head(line: PlanLine, language: Language) -> str:
    """The line's state, how many of its steps are done while it is not, and whether it has just been saved."""
    parts = [state_text(line, language)]
    if line.steps and line.state != "done":
        done = sum(step.is_done for step in line.steps)
        parts.append(say(language, "plan_page.steps", done=done, count=len(line.steps)))
    if planning.is_just_saved(line):
        parts.append(say(language, "plan_page.saved"))
    return " · ".join(parts)


def state_text(line: PlanLine, language: Language) -> str:
    """The state of a line, as Markdown: never two words that contradict each other.

    How a line went that is done; else whether it is late, and how it went the time before.
    """
    if line.state == "done":
        return say(language, f"plan.outcomes.{line.outcome}" if line.outcome else "plan.states.done")
    state = say(language, f"plan.states.{line.state}")
    if line.is_overdue(address.today()):
        state = f"**{upper_first(say(language, 'plan.overdue'))}**"
    elif line.has_new_day(address.today()):
        state = say(language, "plan.new_day", state=state)
    if line.outcome is None:
        return state
    before = say(language, "plan.before", outcome=lower_first(say(language, f"plan.outcomes.{line.outcome}")))
    return f"{state} · {before}"


def line_title(line: PlanLine, language: Language) -> str:
    """The title of a line, as Markdown."""
    return plain(line.title or say(language, "plan_page.untitled"))


def _field(line: PlanLine, name: str, language: Language, *, is_in_row: bool = False) -> None:
    assert name in TEXT_FIELDS, name  # noqa: S101  # a programming error, never a visitor's
    key = f"{name}_{line.id}"
    controls.show(key, getattr(line, name))
    st.text_input(
        say(language, "plan_page.what" if name == "title" else f"plan.{name}"),
        max_chars=TEXT_LIMIT,
        placeholder=say(language, f"plan_page.placeholder.{name}"),
        key=key,
        live=_PAUSE,
        on_change=planning.save_line,
        args=(line, name, key),
        label_visibility="collapsed" if is_in_row else "visible",
        width="stretch",
    )


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
            None,
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


def _days(line: PlanLine, language: Language) -> None:
    """Set the day to so many days from today."""
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
        st.caption(say(language, "plan_page.in_days"), width="content")
        for days in _IN_DAYS:
            st.button(
                say(language, "plan_page.days", days=days),
                key=f"in_{days}_{line.id}",
                on_click=planning.set_due_in,
                args=(line, days),
            )
        if line.steps:
            follow = "others_follow" if any(step.has_own_day for step in line.steps) else "steps_follow"
            st.caption(say(language, f"plan_page.{follow}"), width="content")


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
        index=None,
        format_func=lambda option: say(language, f"plan.{name}s.{option}"),
        horizontal=True,
        key=key,
        on_change=planning.save_line,
        args=(line, name, key),
        label_visibility="visible" if is_titled else "collapsed",
    )
