"""New days for lines of the plan: for what is late, one by one or all at once, and in so many days from today."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import nullcontext
from datetime import date, timedelta
from typing import Final

import streamlit as st

from assessment.instrument import Language
from assessment.next_up import FirstUp
from assessment.plan import DAYS_OF_MILESTONES, PlanLine, day_in, last_day
from assessment.words import day_text, first_sentence, say, shortened, span_text
from assessment.working_days import is_first_after_pause
from pages.shared.elements import plain
from pages.visit import address, planning

_LONGEST: Final = 80  # Letters of a step below the button that moves it.
_SHORT: Final = 60  # Letters of a title below the button that moves all.
_UNFOLDED: Final = 4  # Actions of which that says at once how far it moves them.


def move_all(late: Sequence[FirstUp], lines: Sequence[PlanLine], language: Language, *, is_main: bool) -> None:
    """One button for what is in each of several late lines, and the days it gives; the main one where it `is_main`.

    The days are in the order of `lines`, which the page has.
    """
    if not late[1:]:
        return
    st.caption(say(language, "plan_page.move_all_first"))
    st.button(
        say(language, "plan_page.move_all"),
        key="move_all",
        type="primary" if is_main else "secondary",
        icon=":material/event:",
        on_click=planning.set_all_due,
        args=([(one.line, one.proposed(address.today())) for one in late],),
    )
    places = {line.id: place for place, line in enumerate(lines)}
    in_turn = sorted(late, key=lambda one: places.get(one.line.id, len(places)))
    days = [one.new_day for one in late if one.new_day]
    again = planning.again_moved([one.proposed(address.today()) for one in late], "moves_again")
    said = [*_pause(days, language), *again]
    if len(set(days)) == 1 and all(one.moves is None for one in late):
        said.insert(0, say(language, "plan_page.move_all_same", day=day_text(days[0], language)))
    else:
        _all_days(in_turn, language)
    if said:
        st.caption(" ".join(said))


def _all_days(late: Sequence[FirstUp], language: Language) -> None:
    """The new days of each line, a line each; folded where there are many."""
    each = [f"- {_new_days(one, language)}" for one in late]
    many = say(language, "plan_page.move_all_days", count=len(each))
    with st.expander(many, key="all_new_days") if each[_UNFOLDED:] else nullcontext():
        st.caption("\n".join([say(language, "plan_page.move_all_how"), "", *each]))


def _new_days(late: FirstUp, language: Language) -> str:
    """The title of a late line, and from which day to which move_all() spreads what is left of it."""
    line, first = late.proposed(address.today()), late.new_day or address.today()
    last = line.due or last_day([step for step in line.steps if not step.is_done]) or first
    title = shortened(line.title or say(language, "plan_page.untitled"), _SHORT).rstrip(".")
    days = span_text(min(first, last), last, language)
    return say(language, "plan_page.move_each", title=plain(title), days=days)


def new_day(late: FirstUp, language: Language, *, is_main: bool) -> None:
    """The button which sets the day of a late line, or of its next step, and how far that moves the steps after it."""
    line, step, today = late.line, late.moves, address.today()
    day, is_next = late.new_day or today, step is None or step == line.due_first
    name = "move" if step is None else "move_next" if is_next else "move_step"
    st.button(
        say(language, f"plan_page.{name}", day=day_text(day, language)),
        key=f"move_{line.id}",
        type="primary" if is_main else "secondary",
        icon=":material/event:",
        on_click=planning.set_proposed,
        args=(late, late.proposed(today)),
    )
    said, days = [], late.moved_along(today)
    if step is not None and not is_next:
        moves = shortened(first_sentence(line.steps[step].text), _LONGEST).rstrip(".")
        said.append(say(language, "plan_page.moves_step", step=plain(moves)))
    if days:
        name = f"plan_page.moves_rest.{'many' if days[1:] else 'one'}"
        said.append(say(language, name, count=len(days), day=day_text(days[-1], language)))
    said += _pause([day, *days], language)
    said += planning.again_moved([late.proposed(today)], "moves_again", told=(days or [day])[-1])
    if said:
        st.caption(" ".join(said))


def _pause(days: Sequence[date], language: Language) -> list[str]:
    """That no day is suggested around Christmas, where one of these is the first after that; else nothing."""
    return [say(language, "plan_page.pause")] if any(map(is_first_after_pause, days)) else []


def days_from_today(line: PlanLine, language: Language, *, waits_until: date | None = None) -> None:
    """Set the day of the line to so many days from today: always the same, so that none changes under the finger.

    What waits until a day has them counted from that. Where one of them falls on a later day, because it would come in
    the pause around Christmas, that is said; once one is chosen, only of that one.
    """
    start = planning.counted_from(waits_until)
    is_later = start > address.today()
    name = f"quick_days_{line.id}"
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall", width="content", key=name):
        begins = say(language, f"plan_page.in_days{'_after' if is_later else ''}", day=day_text(start, language))
        st.caption(begins, width="content")
        for days in DAYS_OF_MILESTONES:
            is_its_day = line.due == day_in(days, start)
            st.button(
                say(language, "plan_page.days", days=days),
                key=f"in_{days}_{line.id}",
                icon=":material/check:" if is_its_day else None,
                on_click=planning.set_due_in,
                args=(line, days, waits_until),
            )
    chosen = [days for days in DAYS_OF_MILESTONES if line.due == day_in(days, start)]
    for days in chosen or DAYS_OF_MILESTONES:
        day = day_in(days, start)
        if is_first_after_pause(day) and day > start + timedelta(days=days):  # Else a weekend moved it.
            st.caption(say(language, "plan_page.pause_days", days=days, day=day_text(day, language)))
