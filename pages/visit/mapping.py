"""Changes of the incentive map: stored, tried out, or compared with another person's map."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from hashlib import sha256
from typing import Any, Final, cast

from assessment.answers import tidied
from assessment.incentives import Clash, Decision, IncentiveMap, Measure, ProposedChange
from assessment.incentives.changes import Decide, KeepRole, MapChange, Undecide, with_changes
from assessment.instrument import Instrument
from assessment.plan import PlanLine, new_line_id
from assessment.report import Report, build_report
from assessment.series import Assessment
from assessment.writes import AllOf, ChangeMap, ForgetMap, ProposeMap, PutLine, RemoveLine
from pages.visit import address, assessments, beginning, controls, drafting, memory, places, planning, saving, undoing
from pages.visit.memory import RemovedKind, Undraft

# What a new decision says anew in its line of the plan; who it is and what tells that it helped stay as they are.
_DECIDED_ANEW: Final = ("title", "first_step", "due", "state", "outcome")


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


def say_how_easy(control: str, change_to: Callable[[Any], MapChange]) -> None:
    """Change the map; from now on the fold below is open in which one says what the easy way does."""
    change_map(control, change_to)
    unfold(control)


def unfold(control: str) -> None:
    """Open the fold of this control from now on, until the visitor leaves the map."""
    memory.UNFOLDED.keep((*memory.UNFOLDED.value, control))


def is_unfolded(control: str) -> bool:
    """Whether the fold of this control is to be open."""
    return control in memory.UNFOLDED.value


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
    """Keep a role with its suggestions, if any, and open the one that follows; after the last one, show the map.

    The second click of a double click keeps no role unseen.
    """
    if undoing.is_second_click("map_next"):
        return
    if role is not None:
        change_map(f"keep_role_{role}", lambda _: KeepRole(role))
    _open_role(following)
    places.arrive_at("map_read" if following is None else "map_role_top")


def role_is_chosen() -> None:
    """Remember that the visitor has chosen a role, rather than the page."""
    memory.CHOSEN_ROLE.keep(cast("str | None", memory.on_screen("map_role")))


def see_to_open_role(found: IncentiveMap) -> None:
    """Open the first role with a suggestion where none is open, except after the last was kept or one was removed."""
    if found.role(str(memory.on_screen("map_role"))):
        memory.NO_ROLE_IS_OPEN.forget()
    elif not memory.NO_ROLE_IS_OPEN.value:
        first = next((role.id for role in found.roles if role.has_suggestions), None)
        if first is not None:
            memory.set_control("map_role", first)


def _open_role(role: str | None) -> None:
    memory.set_control("map_role", role)
    memory.NO_ROLE_IS_OPEN.keep(value=role is None)
    memory.CHOSEN_ROLE.forget()


def remove_from_map(control: str, kind: RemovedKind, name: str, change: MapChange) -> None:
    """Remove a role or a measure, which can be undone, and go on at the list of roles or at the top of the role.

    The second click of a double click removes nothing more.
    """
    begun = assessments.reported()
    if begun is None or undoing.is_second_click(control):
        return
    if drafting.is_trying_out():
        before = drafting.draft().get(control)
        drafting.set_draft(control, change)
        undoing.offer(kind, name, control, Undraft(before))
    else:
        undoing.save(kind, name, control, _writing(begun, change))
    if kind == "role":  # No other opens: the next click could remove it.
        _open_role(None)
        places.arrive_at("map_role")
    elif kind == "measure":  # What was below moves up, and the next click could remove more.
        places.arrive_at("map_role_top")


def weigh_in_map(control: str, name: str, change_to: Callable[[Any], MapChange]) -> None:
    """Change how much an element of the experience matters; one that is taken out of it can be restored."""
    if memory.on_screen(control) == 0 and controls.is_changed(control):
        remove_from_map(control, "element", name, change_to(0))
    else:
        change_map(control, change_to)


def _writing(begun: Assessment, *changes: MapChange) -> ChangeMap:
    return ChangeMap(changes, begun.answers.agreed_elements(begun.instrument))


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
    """Begin to try something out on the stored map, from the top of what says how.

    It begins with the role that the visitor has chosen, else with the one that works most against the experience.
    """
    drafting.try_out()
    report = assessments.report()
    worst = report.incentives.furthest_off if report and report.incentives else None
    if worst and not memory.CHOSEN_ROLE.value:
        _open_role(worst.id)
    places.arrive_at("trying_text")


def proposal_control(proposed: ProposedChange, step: int) -> str:
    """What a step of a proposal is called among the changes that are tried out."""
    of = proposed.steps[step]
    return f"proposed_{of.role}_{of.kind}_{of.measure}_{of.instead}_{step}"


def try_proposal(proposed: ProposedChange) -> None:
    """Begin to try a proposal out on the stored map, with its role open."""
    drafting.try_out()
    for step, each in enumerate(proposed.steps):
        drafting.set_draft(proposal_control(proposed, step), each.change)
    _open_role(proposed.role)
    memory.CHOSEN_ROLE.keep(proposed.role)
    places.arrive_at("trying_text")


def tried_proposal(report: Report) -> ProposedChange | None:
    """The proposal of the stored map that is tried out as it is; None where anything else is."""
    tried = list(drafting.draft())
    return next((each for each in report.proposals.every if tried == _controls(each)), None)


def _controls(proposed: ProposedChange) -> list[str]:
    return [proposal_control(proposed, step) for step in range(len(proposed.steps))]


def line_of(proposed: ProposedChange) -> str:
    """The id of the line of the plan that a proposal becomes: the same at every click."""
    return sha256(" ".join(_controls(proposed)).encode()).hexdigest()[: len(new_line_id())]


def plan_tried(proposed: ProposedChange, title: str, first_step: str) -> None:
    """Take the proposal that is tried out into the plan, which can be undone, and go back to the stored map."""
    line = line_of(proposed)
    planning.take_own(PlanLine(line, title=title, first_step=first_step))
    drop_draft()


def drop_draft() -> None:
    """Go back to the stored map, and to its top."""
    drafting.drop_draft()
    places.arrive_at("map_read")


def keep_draft() -> None:
    """Store what was tried out, which can be undone, and show the map from its top."""
    begun, before, changes = assessments.reported(), assessments.report(), tuple(drafting.draft().values())
    if begun and before and changes and (stored := begun.answers.incentives):
        memory.KEPT_TRIAL.keep((before, on_screen(stored, begun)))
        undoing.save("trial", "", f"map kept {new_line_id()}", _writing(begun, *changes))
        memory.CHOSEN_ROLE.forget()
    drop_draft()


def before_trial(report: Report, shown: IncentiveMap) -> Report | None:
    """The report before what was tried out was kept, as long as the map has not changed again; None otherwise."""
    before, kept = memory.KEPT_TRIAL.value or (report, shown)
    return before if before is not report and kept.document() == shown.document() else None


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


def decide(clash: Clash, pair: str, *, line_of: Callable[[Decision], PlanLine]) -> None:
    """Decide about a clash as it is written and dated in its fields, and put a line into the plan.

    Two roles have one such line, however often they are decided about. Without words nothing is decided, and the page
    says so.
    """
    words = " ".join(tidied(str(memory.on_screen(f"decision_{clash.name}") or "")).split())
    day, begun, newest = memory.on_screen(f"decision_day_{clash.name}"), assessments.reported(), assessments.newest()
    memory.DECISION_WITHOUT_WORDS.keep(None if words else clash.name)
    if not words or not isinstance(day, date) or begun is None or newest is None:
        return
    decision = Decision(a=clash.a, b=clash.b, measure=words, day=day)
    line = replace(line_of(decision), id=line_of_decision(clash), due=day, added_in=newest.number)
    writes = (_writing(begun, Decide(clash.a, clash.b, words, day)), PutLine(line, _DECIDED_ANEW))
    undoing.save("decision", pair, f"decide {clash.name}", AllOf(writes))
    places.stay_at(f"clash_{clash.name}")


def undecide(clash: Clash, pair: str) -> None:
    """Take back what is decided about a clash, and its line in the plan."""
    control = f"undecide {clash.name}"
    begun = assessments.reported()
    if begun is None or undoing.is_second_click(control):
        return
    writes = (_writing(begun, Undecide(clash.a, clash.b)), RemoveLine(line_of_decision(clash)))
    undoing.save("undecided", pair, control, AllOf(writes))
    places.stay_at(f"clash_{clash.name}")


def is_without_words(clash: Clash) -> bool:
    """Whether the visitor has just tried to decide without a word about this clash; reported once."""
    if memory.DECISION_WITHOUT_WORDS.value != clash.name:
        return False
    memory.DECISION_WITHOUT_WORDS.forget()
    return True


def line_of_decision(clash: Clash) -> str:
    """The id of the line of a plan that tells two roles what is decided about them."""
    return sha256(f"decision {sorted((clash.a, clash.b))}".encode()).hexdigest()[:32]


def forget_map() -> None:
    """Remove the map, which can be undone."""
    if not undoing.is_second_click("map"):
        undoing.save("map", "", "map", ForgetMap())


def added_role() -> str | None:
    """The name of the role that was added a moment ago; reported once."""
    return cast("str | None", memory.TAKEN.take().get("own_role"))
