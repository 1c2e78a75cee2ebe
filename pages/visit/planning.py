"""The lines of the plan, saved field by field."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from time import monotonic
from typing import cast

from assessment.plan import PlanLine, first_due, new_line_id, with_field
from assessment.writes import AddLine, ChangeLine, RemoveLine
from pages.visit import address, assessments, controls, memory, saving, undoing


def take_into_plan(source: str, title: str, first_step: str) -> None:
    """Add a recommendation, identified by `source`, to the plan; only once however often it is clicked."""
    _add_line(
        PlanLine(new_line_id(), title=title, first_step=first_step, due=first_due(address.today()), source=source)
    )


def add_own_line() -> None:
    """Add an empty line; the second click of a double click finds the line of the first one."""
    if monotonic() - memory.LINE_DRAWN_AT.take() > undoing.DOUBLE_CLICK:
        memory.NEXT_LINE.forget()
    line = memory.NEXT_LINE.value or new_line_id()
    memory.NEXT_LINE.keep(line)
    _add_line(PlanLine(line))
    memory.OPEN_LINE.keep(line)


def _add_line(line: PlanLine) -> None:
    if begun := assessments.newest():
        added = replace(line, added_in=begun.number)
        saving.save(f"take {line.source or line.id}", AddLine(added))


def asks_for_outcomes() -> bool:
    """Whether the plan has lines of an earlier assessment, done or due, of which it is not known how they went."""
    key, begun = address.own_key(), memory.NEWEST.value
    with saving.reading() as tried:
        lines = saving.series(key).plan() if key else []
    today = address.today()
    return tried.done and begun is not None and any(line.asks_for_outcome(begun.number, today) for line in lines)


def as_shown(lines: Sequence[PlanLine]) -> list[PlanLine]:
    """The lines in the order the page first showed them, so that none moves while it is changed; new ones last."""
    order = list(dict.fromkeys([*memory.PLAN_ORDER.value, *(line.id for line in lines)]))
    memory.PLAN_ORDER.keep(order)
    return sorted(lines, key=lambda line: order.index(line.id))


def lines_are_drawn() -> None:
    """Once a double click is over, let the next own line be a new one."""
    if memory.NEXT_LINE.is_kept and not memory.LINE_DRAWN_AT.is_kept:
        memory.LINE_DRAWN_AT.keep(monotonic())


def opened_line() -> str | None:
    """The line to show open: the one just added."""
    return memory.OPEN_LINE.value


def save_line(line: PlanLine, name: str, control: str) -> None:
    """Save one field of a line as it was typed or chosen; an invalid day stays on screen and is not saved."""
    if not controls.is_changed(control):
        return
    try:
        changed = with_field(line, name, cast("str", memory.on_screen(control) or ""), address.today())
    except ValueError:
        return
    names = (name, "state") if changed.state != line.state else (name,)
    saving.save(control, ChangeLine(changed, names))


def remove_line(line: PlanLine) -> None:
    """Remove a line from the plan, which can be undone, and fold the others."""
    control = f"remove {line.id}"
    if undoing.is_second_click(control):
        return
    undoing.remove("line", line.title, control, RemoveLine(line.id))
    memory.OPEN_LINE.forget()
    memory.FOLDED.keep(folded() + 1)


def folded() -> int:
    """How often the lines of the plan were folded, all at once."""
    return memory.FOLDED.value
