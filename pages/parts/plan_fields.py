"""The fields of a line of the plan: ticks, days, texts and choices, each saved as it is written.

Each field has what is stored as its own value too, not only what controls.show() sets: that is sent once, and a field
that the browser draws later, because it was out of sight, would begin empty and report that as a change.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

import streamlit as st

from assessment.answers import TEXT_LIMIT
from assessment.instrument import Language
from assessment.plan import STATES, TEXT_FIELDS, PlanLine
from assessment.sentences.planned import how_it_shows
from assessment.words import day_text, first_sentence, say
from assessment.working_days import LAST_DAY
from pages.parts.new_days import days_from_today
from pages.parts.planned import asks_above, asks_how_it_went, line_title, outcomes_of, sign_label, step_stands
from pages.shared.elements import plain, pressed, way_down
from pages.visit import address, asking, controls, places, planning

_FIRST_DAY: Final = date(2000, 1, 1)
_DAY_AND_OWNER, _DAY_WIDTH = 400, 184  # Pixels: a whole day, with the signs to clear and to choose it.
_PAUSE: Final = "0.5s"  # Text is saved when the typing pauses.


def outcome_choice(line: PlanLine, language: Language, *, is_titled: bool = True) -> None:
    """Whether a line helped; an answer may set its state. Without a title it stands under the line's own."""
    _choice(line, "outcome", outcomes_of(line), language, label=line_title(line, language), is_titled=is_titled)


def how_it_went(line: PlanLine, language: Language) -> None:
    """Below a line that is done: whether it helped, as it is asked before the next statements, and what shows that."""
    asking.note(line, "below")
    with st.container(key=f"went_{line.id}", gap="xsmall"):
        _choice(line, "outcome", outcomes_of(line), language)
        happened(line, language)
        _sign(line, language)


def happened(line: PlanLine, language: Language) -> None:
    """Below how a line went, once that is answered, what happened; also where the answer was taken back since."""
    if line.outcome is not None or line.happened:
        _field(line, "happened", language)


def _sign(line: PlanLine, language: Language) -> None:
    """What shows that a line helped; once it is done, or has not helped, only if that is written, or was just now."""
    is_ahead = not line.is_all_done and how_it_shows(line) == "ahead"
    if is_ahead or line.success or f"success_{line.id}" in controls.heard():
        _field(line, "success", language)


def _answered(line: PlanLine, language: Language) -> None:
    """How a line went where that is answered and not in sight, to change it, and what shows that it helped."""
    if not asks_above(line):
        if line.outcome is not None:
            asking.note(line, None)
            _choice(line, "outcome", outcomes_of(line), language)
            for words in ends_words([line], language):
                st.caption(words)
        happened(line, language)
    _sign(line, language)


def ends_words(asked: Sequence[PlanLine], language: Language) -> list[str]:
    """Before it is answered how lines went: that some answers end one; nothing where none has steps that are left."""
    has_open = any(line.steps and not line.is_all_done for line in asked)
    return [say(language, "plan_page.outcomes.ends")] if has_open else []


def day_and_owner(line: PlanLine, language: Language) -> None:
    """By when a line is done, and whose it is."""
    # The day before the owner: a field for a day opens its calendar whenever the focus comes to it.
    with st.container(horizontal=True, gap="small", wrap=False, width=_DAY_AND_OWNER, key=f"who_{line.id}"):
        _day(line, None, language)
        _field(line, "owner", language)


def details(line: PlanLine, language: Language, *, waits_until: date | None = None) -> None:
    """The fields of a line, in the same order in every state, first what it takes; it may wait for something else.

    Those of how_it_went() are not among them while it asks that: below the steps a button leads there.
    """
    if not line.steps:
        _field(line, "title", language)
    for number in range(len(line.steps)):
        _step(line, number, language)
    if line.steps and line.outcome is None and asks_how_it_went(line):
        way_down(say(language, "plan.outcome"), f"went_{line.id}", key=f"to_outcome_{line.id}")
    if line.is_ended_early:
        st.caption(say(language, "plan_page.ended_early"))
    day_and_owner(line, language)
    if not line.is_all_done:
        days_from_today(line, language, waits_until=waits_until)
    if not line.steps:
        _field(line, "first_step", language)
        _day_of_first(line, language)
        # Else the ticks of the steps say it.
        _choice(line, "state", STATES, language)
    if not asks_how_it_went(line):
        _answered(line, language)
    if line.steps:  # One with steps has its title from the advice: that is changed last.
        _field(line, "title", language)


def foot(line: PlanLine, language: Language) -> None:
    """Last of a line, as long as it is unfolded (see look.css): the way to the map, where it is about that, and out."""
    with st.container(
        horizontal=True, vertical_alignment="center", horizontal_alignment="distribute", key=f"foot_{line.id}"
    ):
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


def _day_of_first(line: PlanLine, language: Language) -> None:
    """Below the first step of an own line, the way to a day for it, once both are written; until then it has none."""
    if line.title and line.first_step and not line.is_all_done:
        st.button(
            say(language, "plan_page.first_day"),
            key=f"first_{line.id}",
            type="tertiary",
            icon=":material/event:",
            on_click=planning.give_first_step_a_day,
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
        # What comes and goes with the day is drawn after its field (look.css shows it before): a field that moves to
        # another place in the row may miss the value it is set to then, and report the old one as a change.
        if not step.is_done:  # What is done has no day to keep.
            _day(line, number, language)
        if step.due and step.due < address.today() and not step.is_done and line.state != "done":
            st.markdown(f"**{say(language, 'plan_page.late_step')}**", width="content")
        if said := step_stands(line, number, language):
            st.markdown(said, width="content")


def tick(line: PlanLine, language: Language) -> None:
    """The line's tick, set with its last step, too. Its label, the title, is for screen readers alone.

    A tap on the title unfolds the line.
    """
    key = f"done_{line.id}"
    controls.show(key, line.is_all_done)
    st.checkbox(
        line_title(line, language),
        line.is_all_done,
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
    how = how_it_shows(line)
    if name == "happened":
        hint = say(language, f"plan_page.placeholder.happened.{how}")
    else:
        hint = say(language, f"plan_page.placeholder.{name}")
    if name == "success" and how != "ahead":
        label, hint = sign_label(line, language), ""
    own: dict[str, Any] = {
        "max_chars": TEXT_LIMIT,
        "placeholder": hint,
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
