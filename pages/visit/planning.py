"""The lines of the plan, saved field by field."""

from __future__ import annotations

from dataclasses import replace
from math import inf
from time import monotonic
from typing import cast

import streamlit as st

from assessment.plan import PlanLine, first_due, new_line_id, with_field
from assessment.storage import (
    RemovedLine,
    Store,
)
from pages.visit import address, assessments, saving, undoing


def take_into_plan(source: str, title: str, first_step: str) -> None:
    """Take a recommendation into the plan, once however often it is clicked; `source` names it."""
    _add_line(
        PlanLine(new_line_id(), title=title, first_step=first_step, due=first_due(address.today()), source=source)
    )


def add_own_line() -> None:
    """Add an empty line; the second click of a double click finds the line of the first one."""
    if monotonic() - st.session_state.pop("line_drawn_at", inf) > undoing.DOUBLE_CLICK:
        st.session_state.pop("next_line", None)
    line = cast("str", st.session_state.setdefault("next_line", new_line_id()))
    _add_line(PlanLine(line))
    st.session_state["open_line"] = line


def _add_line(line: PlanLine) -> None:
    if begun := assessments.cached() or assessments.assessment():
        added = replace(line, added_in=begun.number)
        saving.save(f"take {line.source or line.id}", lambda store, key: store.add_line(key, added))


def asks_for_outcomes() -> bool:
    """Whether the plan has lines of an earlier assessment of which it is not known what became of them."""
    key, begun = address.own_key(), assessments.cached()
    with saving.reading() as tried:
        lines = saving.store().plan(key) if key else []
    return tried.done and begun is not None and any(line.asks_for_outcome(begun.number) for line in lines)


def lines_are_drawn() -> None:
    """Let the next own line be another one than those on screen, once a double click is over."""
    if "next_line" in st.session_state:
        st.session_state.setdefault("line_drawn_at", monotonic())


def opened_line() -> str | None:
    """The line to show open: the one just added."""
    return cast("str | None", st.session_state.get("open_line"))


def save_line(line: PlanLine, name: str, control: str) -> None:
    """Save one field of a line as it was typed or chosen; a day that is none is kept on screen and not saved."""
    try:
        changed = with_field(line, name, st.session_state.get(control) or "", address.today())
    except ValueError:
        return
    names = [name, *(["state"] if changed.state != line.state else [])]
    saving.save(control, lambda store, key: store.change_line(key, changed, *names))


def remove_line(line: PlanLine) -> None:
    """Remove a line from the plan, which can be undone; the others are shown folded from then on."""
    control, taken = f"remove {line.id}", list[RemovedLine]()
    if undoing.is_second_click(control):
        return

    def remove(store: Store, key: str) -> None:
        if removed := store.remove_line(key, line.id):
            taken.append(removed)

    def undo() -> None:
        saving.waiting().pop(control, None)  # if the database has not taken it yet
        if taken:
            saving.save(f"undo {new_line_id()}", lambda store, key: store.put_back_line(key, taken[0]))

    saving.save(control, remove)
    undoing.keep_undo("line", line.title, undo)
    st.session_state.pop("open_line", None)
    st.session_state["folded"] = folded() + 1


def folded() -> int:
    """How often the lines of the plan were folded, all at once."""
    return cast("int", st.session_state.get("folded", 0))
