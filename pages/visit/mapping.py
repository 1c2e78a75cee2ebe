"""Changes of the incentive map: stored, tried out, or compared with another person's map."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final, cast

from assessment.incentives import IncentiveMap, ProposedChange, Role
from assessment.incentives.changes import (
    AddRole,
    KeepRole,
    MapChange,
    ProposeRole,
    RemoveRole,
    with_changes,
)
from assessment.incentives.unsaid import OpenRow
from assessment.instrument import Instrument
from assessment.plan import PlanLine, new_line_id
from assessment.report import Report, build_report
from assessment.series import Assessment
from assessment.writes import AllOf, ChangeLine, ChangeMap, ForgetMap, ProposeMap, Write
from pages.visit import (
    address,
    assessments,
    beginning,
    controls,
    drafting,
    gathering,
    memory,
    places,
    rewarding,
    saving,
    undoing,
)
from pages.visit.memory import RemovedKind, Undraft

_IN_SIGHT: Final = 3  # Rows that a phone shows below their question.


def begin_map(proposed: IncentiveMap, ticked: int) -> None:
    """Go on with the roles that are ticked, or with every proposed one where none is."""
    begun = assessments.reported()
    if begun is None:
        return
    if not ticked:
        whole = tuple(ProposeRole(role.id, proposed) for role in proposed.roles)
        stored = begun.answers.incentives
        saving.save("map", ProposeMap(proposed) if stored is None else writing(begun, *whole))
    stored_roles = begun.answers.incentives.roles if ticked and begun.answers.incentives else proposed.roles
    is_read = not any(role.has_suggestions for role in stored_roles)
    undoing.is_second_click("map_next")  # The second click of a double click passes over no role.
    memory.CHOOSES_ROLES.forget()
    _open_role(None)
    memory.NO_ROLE_IS_OPEN.forget()
    places.arrive_at("map_read" if is_read else "map_role_top")


def choose_roles() -> None:
    """Show the list of roles to choose from."""
    memory.CHOOSES_ROLES.keep(value=True)
    places.arrive_at("map_roles")


def is_choosing_roles() -> bool:
    """Whether the roles are being chosen although there is a map."""
    return memory.CHOOSES_ROLES.value


def tick_role(role: str, name: str, proposed: IncentiveMap) -> None:
    """Store at once that a role exists, as a suggestion, or that it does not, which can be undone."""
    control = f"role_{role}"
    begun = assessments.reported()
    if begun is None or not controls.is_changed(control):
        return
    memory.CHOOSES_ROLES.keep(value=True)
    if memory.on_screen(control):
        saving.save(control, _beginning(begun, ProposeRole(role, proposed), proposed))
    else:
        undoing.save("role", name, control, _beginning(begun, RemoveRole(role), proposed))


def add_own_role(control: str, role: Role, proposed: IncentiveMap) -> None:
    """Add a role in the visitor's own words to those that exist."""
    if begun := assessments.reported():
        memory.CHOOSES_ROLES.keep(value=True)
        saving.save(control, _beginning(begun, AddRole(role), proposed))


def _beginning(begun: Assessment, change: MapChange, proposed: IncentiveMap) -> ChangeMap:
    """A change of the map, which begins with the proposed elements where there is none yet."""
    empty = proposed.model_copy(update={"roles": (), "cross_effects": ()})
    return replace(writing(begun, change), begin=empty)


def change_map(control: str, change_to: Callable[[Any], MapChange]) -> None:
    """Change the map to what a control was set to, or the draft while something is tried out.

    A change that does not fit the map is left out. If the part it changes is gone, the page says so once.
    """
    if controls.is_changed(control):
        change_map_to(control, change_to(memory.on_screen(control)))


def change_map_to(control: str, change: MapChange) -> None:
    """Make this change to the map, or to the draft while something is tried out.

    What is said of the measures that a planned change would bring is kept with its line at once.
    """
    if drafting.is_trying_out():
        drafting.set_draft(control, change)
        report = assessments.report()
        line = drafting.tried_line(report) if report else None
        if report and line and (said := drafting.said(report)) != line.said:
            saving.save(f"said {line.id}", ChangeLine(replace(line, said=said), ("said",)))
    elif write := _write(change):
        saving.save(control, write)


def unfold(control: str) -> None:
    """Open the fold of this control from now on, until the visitor leaves the map."""
    memory.UNFOLDED.keep((*memory.UNFOLDED.value, control))


def is_unfolded(control: str) -> bool:
    """Whether the fold of this control is to be open."""
    return control in memory.UNFOLDED.value


def keep_in_map(control: str, change: MapChange, part: str) -> None:
    """Keep a suggestion, and go on where its button was: that goes, and the focus would be lost with it.

    The second click of a double click keeps nothing unseen.
    """
    if not undoing.is_second_click("map_keep"):
        change_map(control, lambda _: change)
        places.stay_at(part)


def keep_role(role: str, following: str | None) -> None:
    """Keep all that is suggested of a role, and open the role that follows; after the last one, show the map.

    While something is tried out, the role stays open. The second click of a double click keeps nothing unseen.
    """
    if undoing.is_second_click("map_next"):
        return
    change_map_to(f"map_{role}_keep", KeepRole(role))
    if drafting.is_trying_out():
        places.stay_at("map_role_top")
    else:
        _go_on_to(following)


def choose_measure(
    control: str,
    name: str,
    add: MapChange | None,
    remove: MapChange,
    *,
    is_suggested: bool = False,
    is_folded: bool = False,
) -> None:
    """Give a role the measure that was ticked, or take it away, which can be undone.

    A suggestion of the library comes back with the next tick, so no bar lies over what is kept next; so does one that a
    member of the management team has ticked. What is tried out goes back to where it was when the tick does. One that
    was folded moves to the others with a tick, and takes the focus along.
    """
    if not controls.is_changed(control):
        return
    is_member = isinstance(address.visitor(), address.MapMember)
    is_ticked, gone = bool(memory.on_screen(control)), f"{control} gone"
    if not is_ticked and add is None:  # The chip of a measure in own words goes with it, and so would the focus.
        places.stay_at("team_map_row" if is_member else "map_role_top")
    if is_ticked and is_folded:
        places.stay_at(control)
    if drafting.is_trying_out():
        _try_measure(control, gone, name, add, remove, is_ticked=is_ticked)
    elif is_ticked or (add is not None and (is_suggested or is_member)):
        if change := add if is_ticked else remove:
            change_map_to(control, change)
    elif write := _write(remove):
        undoing.save("measure", name, control, write)


def _try_measure(
    control: str, gone: str, name: str, add: MapChange | None, remove: MapChange, *, is_ticked: bool
) -> None:
    if not is_ticked:
        drafting.set_draft(gone, remove)
        undoing.offer("measure", name, gone, Undraft(None))
    elif gone in drafting.draft():
        drafting.set_draft(gone, None)
    elif add is not None:
        drafting.set_draft(control, add)


def measure_place(role: str, key: str) -> str:
    """The key of the container that a measure stands in."""
    return f"map_{role}_{key}_measure"


def open_next(following: str | None) -> None:
    """Open the role that follows; after the last one, show the map.

    The second click of a double click passes over no role.
    """
    if not undoing.is_second_click("map_next"):
        _go_on_to(following)


def _go_on_to(following: str | None) -> None:
    _open_role(following)
    places.arrive_at("map_read" if following is None else "map_role_top")


def show_map() -> None:
    """Show the map, and no role."""
    _open_role(None)
    places.arrive_at("map_read")


def open_role(role: str) -> None:
    """Open a role from its top; the second click of a double click passes over none."""
    if not undoing.is_second_click("map_next"):
        _open_role(role)
        places.arrive_at("map_role_top")


def open_measure(found: IncentiveMap, row: OpenRow) -> None:
    """Open a role at the question what a measure does; it is then unfolded, also where it was folded by hand.

    A row too far below its question to be in sight with it stands in the middle.
    """
    way = "root" if found.known_role(row.role).measure(row.measure).shortcut else "effects"
    question, below = effects_anew(row.role, row.measure), found.elements[_IN_SIGHT:]
    unfold(question)
    _open_role(row.role)
    if row.element in {element.id for element in below}:
        places.look_at(f"map_{row.role}_{row.measure}_{way}_{row.element}")
    else:
        places.arrive_at(question)


def effects_anew(role: str, key: str) -> str:
    """The key of the fold of what a measure does, where one is led to it."""
    return f"map_{role}_{key}_effects_anew"


def chosen_role() -> str | None:
    """The role that is open; None when none is."""
    return cast("str | None", memory.on_screen("map_role"))


def role_is_chosen() -> None:
    """Show the role that the visitor has chosen from its top; while something is tried out it stays where it is."""
    if not drafting.is_trying_out():
        places.arrive_at("map_role_top")


def see_to_open_role(found: IncentiveMap) -> None:
    """Open the first role with a suggestion where none is open.

    Not after the last was kept or one was removed, nor on a map that the management team has made or makes.
    """
    if found.role(str(memory.on_screen("map_role"))):
        memory.NO_ROLE_IS_OPEN.forget()
    elif not memory.NO_ROLE_IS_OPEN.value and gathering.known_led() is None:
        first = next((role.id for role in found.roles if role.has_suggestions), None)
        if first is not None:
            memory.set_control("map_role", first)


def _open_role(role: str | None) -> None:
    memory.TAKEN.forget()  # One that was just added would open in its place.
    memory.set_control("map_role", role)
    memory.NO_ROLE_IS_OPEN.keep(value=role is None)


def remove_from_map(control: str, kind: RemovedKind, name: str, change: MapChange) -> None:
    """Remove a role or an element, which can be undone; after a role, go on at the list of roles.

    The second click of a double click removes nothing more.
    """
    write = _write(change)
    if write is None or undoing.is_second_click(control):
        return
    if drafting.is_trying_out():
        before = drafting.draft().get(control)
        drafting.set_draft(control, change)
        undoing.offer(kind, name, control, Undraft(before))
    else:
        undoing.save(kind, name, control, write)
    if kind == "role":  # No other opens: the next click could remove it.
        _open_role(None)
        places.arrive_at("map_role")


def weigh_in_map(control: str, name: str, change_to: Callable[[Any], MapChange]) -> None:
    """Change how much an element of the experience matters; one that is taken out of it can be restored."""
    if memory.on_screen(control) == 0 and controls.is_changed(control):
        remove_from_map(control, "element", name, change_to(0))
    else:
        change_map(control, change_to)


def _write(change: MapChange) -> Write | None:
    """How a change is stored: in the visitor's own map, or in what a role tells for the management team's."""
    if isinstance(address.visitor(), address.MapMember):
        return gathering.writing(change)
    begun = assessments.reported()
    return writing(begun, change) if begun else None


def writing(begun: Assessment, *changes: MapChange) -> ChangeMap:
    """How changes are stored in the visitor's own map."""
    return ChangeMap(changes, begun.answers.agreed_elements(begun.instrument))


def on_screen(stored: IncentiveMap, begun: Assessment) -> IncentiveMap:
    """The stored map with the changes that wait to be saved and those that are tried out."""
    waiting = [each.writes if isinstance(each, AllOf) else (each,) for each in memory.WAITING.value.values()]
    unsaved = [
        change for writes in waiting for each in writes if isinstance(each, ChangeMap) for change in each.changes
    ]
    agreed = begun.answers.agreed_elements(begun.instrument)
    found = with_changes(stored.on_own_or(agreed), [*unsaved, *drafting.draft().values()])
    if found.has_moved_on:
        memory.MAP_HAS_MOVED_ON.keep(value=True)
    return found.map


def map_has_moved_on() -> bool:
    """Whether the part changed last was removed in another tab; reported once."""
    return memory.MAP_HAS_MOVED_ON.take()


def try_out() -> None:
    """Begin to try something out on the stored map, from the top of what says how.

    It begins with the role that works most against the experience.
    """
    drafting.try_out()
    report = assessments.report()
    worst = report.incentives.furthest_off if report and report.incentives else None
    if worst:
        _open_role(worst.id)
    places.arrive_at("trying_text")


def try_proposal(proposed: ProposedChange) -> None:
    """Begin to try a proposal out on the stored map, with its role open, and with what is said of its new measures."""
    drafting.try_out()
    for name, step in zip(proposed.step_names, proposed.steps, strict=True):
        drafting.set_draft(name, step.change)
    for number, one in enumerate(proposed.said):
        drafting.set_draft(f"said {number}", one.change)
    _open_role(proposed.role)
    places.arrive_at("trying_text")


def is_from_proposal() -> bool:
    """Whether what is tried out began as a proposal, however it was changed since."""
    return any(control.startswith("proposed_") for control in drafting.draft())


def drop_draft() -> None:
    """Go back to the stored map, and to its top."""
    drafting.drop_draft()
    show_map()


def keep_draft(planned: PlanLine | None = None) -> None:
    """Store what was tried out, which can be undone, and show the map from its top.

    Where the plan has it, as the line `planned`, it is done.
    """
    begun, before, changes = assessments.reported(), assessments.report(), tuple(drafting.draft().values())
    if begun and before and changes and (stored := begun.answers.incentives):
        shown, proposed = on_screen(stored, begun), drafting.tried_proposal(before)
        control = f"map kept {new_line_id()}"
        undoing.offer_no_more("planned")  # One way back at a time.
        ends = [rewarding.done(planned)] if planned and planned.state != "done" else []
        saved = saving.save(control, AllOf((writing(begun, *changes), *ends)))
        if saved is None:  # The page has no way back until it is saved.
            undoing.offer("trial", "", control, None)
        memory.KEPT_TRIAL.keep(memory.KeptTrial(before, shown, proposed, saved and saved.undo))
    drop_draft()


def undo_trial() -> None:
    """Undo what was kept last, however long ago; what has been changed since in another tab stays."""
    trial = memory.KEPT_TRIAL.value
    if trial and trial.undo and not undoing.is_second_click("undo_trial"):
        memory.KEPT_TRIAL.forget()
        saving.save(f"undo {new_line_id()}", trial.undo)
        places.arrive_at("map_read")


def kept_trial(report: Report, shown: IncentiveMap) -> memory.KeptTrial | None:
    """What was tried out and kept, as long as the map has not changed again; None otherwise."""
    trial = memory.KEPT_TRIAL.value
    return trial if trial and trial.before is not report and trial.map.document() == shown.document() else None


def draft_report(stored: Report, draft: IncentiveMap) -> Report | None:
    """The stored report with the draft in place of the stored map; None while nothing is tried out."""
    if not drafting.is_trying_out():
        return None
    before = memory.DRAFTED.value
    if before is None or before[0] is not stored or before[1] != draft:
        answers = replace(stored.answers, incentives=draft)
        made = build_report(stored.instrument, answers, made_on=stored.made_on, plan=stored.plan)
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
        undoing.save("map", "", "map", ForgetMap())


def added_role() -> str | None:
    """The name of the role that was added a moment ago; reported once."""
    return cast("str | None", memory.TAKEN.take().get("own_role"))
