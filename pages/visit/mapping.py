"""Changes of the incentive map: stored, tried out, or compared with another person's map."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, cast

from assessment.incentives import IncentiveMap, Measure
from assessment.incentives.changes import KeepRole, MapChange, with_changes
from assessment.instrument import Instrument
from assessment.plan import new_line_id
from assessment.report import Report, build_report
from assessment.series import Assessment
from assessment.writes import ChangeMap, ForgetMap, ProposeMap
from pages.visit import address, assessments, beginning, controls, drafting, memory, places, saving, undoing
from pages.visit.memory import RemovedKind, Undraft


def propose_map() -> None:
    """Begin the incentive map with the question bank's roles and measures, on the agreed experience."""
    if begun := assessments.reported():
        answers, library = begun.answers, begun.instrument.incentives
        proposed = IncentiveMap.proposed(library, answers.experience.weights, answers.organisation)
        saving.save("map", ProposeMap(proposed))


def change_map(control: str, change_to: Callable[[Any], MapChange]) -> None:
    """Change the map to what a control was set to, or the draft while something is tried out.

    A change that does not fit the map is left out. If the part it changes is gone, the page says so once.
    """
    if not controls.is_changed(control):
        return
    change = change_to(memory.on_screen(control))
    if drafting.is_trying_out():
        drafting.set_draft(control, change)
    elif begun := assessments.reported():
        saving.save(control, _writing(begun, change))


def keep_in_map(control: str, change: MapChange, part: str) -> None:
    """Keep a suggestion, and go on where its button was: that goes, and the focus would be lost with it."""
    change_map(control, lambda _: change)
    places.stay_at(part)


def add_measure(control: str, role: str, measure: Measure, change: MapChange) -> None:
    """Add a measure to a role, and go on at the measure: the fold of its button closes, with the focus in it."""
    change_map(control, lambda _: change)
    places.stay_at(measure_place(role, measure.id or ""))


def measure_place(role: str, key: str) -> str:
    """The key of the container that a measure stands in."""
    return f"map_{role}_{key}_measure"


def keep_and_open_next(role: str | None, following: str | None) -> None:
    """Keep a suggested role, if any, and open the one that follows; after the last one, show the map.

    The second click of a double click keeps no role unseen.
    """
    if undoing.is_second_click("map_next"):
        return
    if role is not None:
        change_map(f"keep_role_{role}", lambda _: KeepRole(role))
    if following is not None:
        memory.set_control("map_role", following)
    places.arrive_at("map_read" if following is None else "map_role_top")


def remove_from_map(control: str, kind: RemovedKind, name: str, change: MapChange) -> None:
    """Remove a role or a measure, which can be undone; the second click of a double click removes nothing more."""
    begun = assessments.reported()
    if begun is None or undoing.is_second_click(control):
        return
    if drafting.is_trying_out():
        before = drafting.draft().get(control)
        drafting.set_draft(control, change)
        undoing.offer(kind, name, control, Undraft(before))
    else:
        undoing.remove(kind, name, control, _writing(begun, change))
    if kind == "role":
        memory.NO_ROLE_IS_CHOSEN.keep(value=True)


def weigh_in_map(control: str, name: str, change_to: Callable[[Any], MapChange]) -> None:
    """Change how much an element of the experience matters; one that is taken out of it can be restored."""
    if memory.on_screen(control) == 0 and controls.is_changed(control):
        remove_from_map(control, "element", name, change_to(0))
    else:
        change_map(control, change_to)


def _writing(begun: Assessment, *changes: MapChange) -> ChangeMap:
    return ChangeMap(changes, begun.answers.agreed_elements(begun.instrument))


def no_role_is_chosen() -> bool:
    """Whether a role was just removed, so that no other role opens until the visitor chooses one; reported once."""
    return memory.NO_ROLE_IS_CHOSEN.take()


def on_screen(stored: IncentiveMap, begun: Assessment) -> IncentiveMap:
    """The stored map with the changes that wait to be saved and those that are tried out."""
    waiting = [each for each in memory.WAITING.value.values() if isinstance(each, ChangeMap)]
    unsaved = [change for each in waiting for change in each.changes]
    agreed = begun.answers.agreed_elements(begun.instrument)
    found = with_changes(stored.on_own_or(agreed), [*unsaved, *drafting.draft().values()])
    if found.has_moved_on:
        memory.MAP_HAS_MOVED_ON.keep(value=True)
    return found.map


def map_has_moved_on() -> bool:
    """Whether the part changed last was removed in another tab; reported once."""
    return memory.MAP_HAS_MOVED_ON.take()


def try_out() -> None:
    """Begin to try something out on the stored map, from the top of what says how."""
    drafting.try_out()
    places.arrive_at("trying_text")


def drop_draft() -> None:
    """Go back to the stored map, and to its top."""
    drafting.drop_draft()
    places.arrive_at("map_read")


def keep_draft() -> None:
    """Store what was tried out, and show the map from its top."""
    if begun := assessments.reported():
        saving.save(f"map kept {new_line_id()}", _writing(begun, *drafting.draft().values()))
        memory.MAP_IS_KEPT.keep(value=True)
    drop_draft()


def is_kept() -> bool:
    """Whether what was tried out has just been kept; reported once."""
    return memory.MAP_IS_KEPT.take()


def draft_report(stored: Report, draft: IncentiveMap) -> Report | None:
    """The stored report with the draft in place of the stored map; None while nothing is tried out."""
    if not drafting.is_trying_out():
        return None
    before = memory.DRAFTED.value
    if before is None or before[0] is not stored or before[1] != draft:
        made = build_report(stored.instrument, replace(stored.answers, incentives=draft), made_on=stored.made_on)
        memory.DRAFTED.keep((stored, draft, made))
        return made
    return before[2]


def open_other_map(data: bytes | None, name: str, bank: Instrument) -> None:
    """Compare the stored map with the one in another person's file of answers, in this browser tab only.

    Raises Problems with everything that is wrong in the file.
    """
    opened = beginning.read_answers(data, name, bank)
    memory.OTHER_MAP.keep(build_report(bank, opened, made_on=address.today()))


def other_map() -> Report | None:
    """The other person's report, which may lack a map. None while no file has been opened."""
    return memory.OTHER_MAP.value


def close_other_map() -> None:
    """Show the visitor's map alone again."""
    memory.OTHER_MAP.forget()


def forget_map() -> None:
    """Remove the map, which can be undone."""
    if not undoing.is_second_click("map"):
        undoing.remove("map", "", "map", ForgetMap())


def added_role() -> str | None:
    """The name of the role that was added a moment ago; reported once."""
    return cast("str | None", memory.TAKEN.take().get("own_role"))
