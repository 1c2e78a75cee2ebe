"""Changes of the incentive map: stored, tried out, or compared with another person's map."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, cast

from assessment.incentives import IncentiveMap, NoSuchPart
from assessment.incentives.changes import MapChange
from assessment.instrument import Instrument
from assessment.plan import new_line_id
from assessment.problems import Problems
from assessment.report import Report, build_report
from assessment.series import Assessment
from assessment.storage import (
    Store,
)
from assessment.taking_back import taken_back
from pages.visit import address, assessments, beginning, memory, saving, undoing
from pages.visit.map_size import beyond
from pages.visit.memory import RemovedKind

# What becomes of the stored map, None for none.
MapWrite = Callable[[object], object]


def propose_map() -> None:
    """Begin the incentive map with the question bank's roles and measures, on the agreed experience."""
    if begun := assessments.reported() or assessments.assessment():
        proposed = IncentiveMap.proposed(begun.instrument.incentives, begun.answers.experience.weights).document()
        saving.save("map", lambda store, key: store.change_with(key, "incentives", lambda stored: stored or proposed))


def change_map(control: str, making: Callable[[Any], MapChange]) -> None:
    """Change the map to what a control was set to, or the draft while something is tried out.

    A change that does not fit the map is left out; that what it changes is gone meanwhile is told once.
    """
    begun, change = assessments.reported() or assessments.assessment(), making(memory.on_screen(control))
    if begun is None:
        return
    if is_trying_out():
        _set_draft(control, change)
    else:
        saving.save(control, _changing_map(_writing([change], begun)), change)


def remove_from_map(control: str, kind: RemovedKind, name: str, change: MapChange) -> None:
    """Take a role or a measure away, which can be undone; the second click of a double click takes nothing more."""
    begun = assessments.reported() or assessments.assessment()
    if begun is None or undoing.is_second_click(control):
        return
    if is_trying_out():
        _remove_tried_out(control, kind, name, change)
    else:
        _remove_stored(control, kind, name, _writing([change], begun), change)
    if kind == "role":
        memory.NO_ROLE_IS_CHOSEN.keep(value=True)


def weigh_in_map(control: str, name: str, making: Callable[[Any], MapChange]) -> None:
    """Change how much a part of the experience matters; one that is no part of it any more can be brought back."""
    if memory.on_screen(control) == 0:
        remove_from_map(control, "element", name, making(0))
    else:
        change_map(control, making)


def _remove_tried_out(control: str, kind: RemovedKind, name: str, change: MapChange) -> None:
    before = _draft().get(control)
    change_map(control, lambda _: change)

    def undo() -> None:
        _set_draft(control, before)

    undoing.keep_undo(kind, name, undo, is_tried_out=True)


def _remove_stored(control: str, kind: RemovedKind, name: str, write: MapWrite, *changes: MapChange) -> None:
    """Remove from the stored map by this write, and remember how that is taken back; not when it was gone already."""
    taken: list[tuple[object, object]] = []

    def removing(stored: object) -> object:
        left = write(stored)
        if not taken and left != stored:
            taken.append((stored, left))
        return left

    def undo() -> None:
        saving.drop(control)  # if the database has not taken it yet
        if taken:
            saving.save(f"undo {new_line_id()}", _changing_map(lambda stored: taken_back(*taken[0], stored)))

    is_saved = saving.save(control, _changing_map(removing), *changes)
    if taken or not is_saved:
        undoing.keep_undo(kind, name, undo)


def _changing_map(change: MapWrite) -> Callable[[Store, str], object]:
    def changed(stored: object) -> object:
        try:
            return change(stored)
        except Problems:  # there is no room for it any more
            memory.MAP_HAS_MOVED_ON.keep(value=True)
            return stored

    return lambda store, key: store.change_with(key, "incentives", changed)


def no_role_is_chosen() -> bool:
    """Whether a role was removed a moment ago, so that no other one is open before it is chosen; told once."""
    return memory.NO_ROLE_IS_CHOSEN.take()


def on_screen(stored: IncentiveMap, begun: Assessment) -> IncentiveMap:
    """The stored map with what is to be saved yet and with what is tried out."""
    unsaved = [change for each in memory.WAITING.value.values() for change in each.changes]
    return _changed(stored, [*unsaved, *_draft().values()], begun)


def map_has_moved_on() -> bool:
    """Whether what was changed last has been taken away in another tab; says so once."""
    return memory.MAP_HAS_MOVED_ON.take()


def _writing(changes: Sequence[MapChange], begun: Assessment) -> MapWrite:
    """Change the map as it is stored by then, so that what another tab has changed stays changed."""
    return lambda stored: None if stored is None else _changed(IncentiveMap.checked(stored), changes, begun).document()


def _changed(found: IncentiveMap, changes: Sequence[MapChange], begun: Assessment) -> IncentiveMap:
    """The map with these changes, on the elements of the agreed experience when it has none of its own."""
    found = replace(begun.answers, incentives=found).incentive_map(begun.instrument) or found
    for change in changes:
        try:
            changed = change.on(found)
        except NoSuchPart:
            memory.MAP_HAS_MOVED_ON.keep(value=True)
        except Problems:  # such as one measure twice
            continue
        else:
            if beyond(changed) <= beyond(found):
                found = changed
            else:  # another tab has taken the room
                memory.MAP_HAS_MOVED_ON.keep(value=True)
    return found


def is_trying_out() -> bool:
    """Whether changes are tried out; they live in this browser tab only."""
    return memory.DRAFT.is_kept


def _draft() -> Mapping[str, MapChange]:
    """The changes that are tried out, by their control, in the order they were made."""
    return memory.DRAFT.value or {}


def _set_draft(control: str, change: MapChange | None) -> None:
    """Try a change out in place of the control's earlier one; None takes that back."""
    others = {other: each for other, each in _draft().items() if other != control}
    memory.DRAFT.keep(others if change is None else {**others, control: change})


def try_out() -> None:
    """Begin to try something out on the stored map."""
    memory.DRAFT.keep({})


def keep_draft() -> None:
    """Store what was tried out."""
    if begun := assessments.reported() or assessments.assessment():
        changes = list(_draft().values())
        saving.save(f"map kept {new_line_id()}", _changing_map(_writing(changes, begun)), *changes)
    drop_draft()


def drop_draft() -> None:
    """Go back to the stored map."""
    memory.DRAFT.forget()
    memory.DRAFTED.forget()
    undoing.drop_tried_out()


def draft_report(stored: Report, draft: IncentiveMap) -> Report | None:
    """The stored report with the map that is tried out in the place of the stored one; None while nothing is."""
    if not is_trying_out():
        return None
    before = memory.DRAFTED.value
    if before is None or before[0] is not stored or before[1] != draft:
        made = build_report(stored.instrument, replace(stored.answers, incentives=draft), made_on=stored.made_on)
        memory.DRAFTED.keep((stored, draft, made))
        return made
    return before[2]


def open_other_map(data: bytes | None, name: str, bank: Instrument) -> None:
    """Hold the stored map against the one in another person's file of answers, in this browser tab only.

    Raises Problems with everything that is wrong in the file.
    """
    opened = beginning.read_answers(data, name, bank)
    memory.OTHER_MAP.keep(build_report(bank, opened, made_on=address.today()))


def other_map() -> Report | None:
    """The answers with the other person's map; they may lack one. None while no file has been opened."""
    return memory.OTHER_MAP.value


def close_other_map() -> None:
    """Show the visitor's map alone again."""
    memory.OTHER_MAP.forget()


def forget_map() -> None:
    """Take the map away, which can be undone."""
    if not undoing.is_second_click("map"):
        _remove_stored("map", "map", "", lambda _: None)


def added_role() -> str | None:
    """The name of the role that was added a moment ago; told once."""
    return cast("str | None", memory.TAKEN.take().get("own_role"))
