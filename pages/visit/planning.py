"""The lines of the plan, saved field by field."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Final, Literal

from assessment.answering_again import day_to_answer, is_time_to_answer, with_day_to_answer
from assessment.answers import tidied
from assessment.next_up import FirstUp, steps_in_turn
from assessment.plan import (
    DAYS_OF_FIRST_STEP,
    DAYS_OF_MILESTONES,
    PlanLine,
    PlanStep,
    day_in,
    last_day,
    new_line_id,
    with_field,
)
from assessment.sentences.planned import steps_to_answer
from assessment.words import first_sentence, joined, say, shortened, when_text, within_quotes
from assessment.writes import (
    AddLine,
    AllOf,
    ChangeLine,
    GiveDays,
    MoveLine,
    MoveStep,
    RemoveEmptyLine,
    RemoveLine,
    TickStep,
    Write,
)
from pages.visit import address, asking, assessments, controls, memory, places, saving, undoing
from pages.visit.memory import RemovedKind

_NAME: Final = 40  # Letters of a line's title when something of it has moved,
_STEP_NAME: Final = 24  # and of a step: on a phone both stand in a narrow strip.


def take_into_plan(source: str, title: str, steps: Mapping[int, str], instead_of: Sequence[PlanLine] = ()) -> None:
    """Add a recommendation, identified by `source`, with its steps; only once however often it is clicked.

    The plan is sorted anew when it is opened next. It takes the place and the owner of `instead_of`, which can be
    brought back.
    """
    memory.PLAN_ORDER.forget()
    report = assessments.report()
    lines, ranked = (report.plan, report.ranked) if report else ((), ())
    left = [line for line in lines if line not in instead_of]
    begun = steps_in_turn(steps, source, left, address.today(), ranked)
    line = PlanLine(
        new_line_id(),
        title=title,
        owner=next((line.owner for line in instead_of if line.owner), ""),
        first_step=begun[0].text,
        due=last_day(begun),
        source=source,
        steps=begun,
    )
    _add_line(with_day_to_answer(line, replace(report, plan=tuple(left))) if report else line)
    for each in instead_of:
        remove_line(each)


def add_own_line() -> None:
    """Add a line with a day but without words, and lead to it; until one is filled in, to the same one again."""
    line, (first, *_) = memory.EMPTY_LINE.value or new_line_id(), DAYS_OF_MILESTONES
    memory.EMPTY_LINE.keep(line)
    _add_line(PlanLine(line, due=day_in(first, address.today())))
    places.stay_at(f"line_{line}")
    memory.OPEN_LINES.keep([*memory.OPEN_LINES.value, line])


def drop_empty_line() -> None:
    """Remove the own line added last if the plan is left and nothing of it is filled in."""
    line = memory.EMPTY_LINE.value
    if line is not None and places.open_now() != places.PLAN:
        memory.EMPTY_LINE.forget()
        saving.save(f"empty {line}", RemoveEmptyLine(line))


def _add_line(line: PlanLine) -> None:
    if begun := assessments.newest():
        added = replace(line, added_in=begun.number)
        undoing.offer_no_changes()
        saving.save(f"take {line.source or line.id}", AddLine(added))


def as_shown(lines: Sequence[PlanLine]) -> list[PlanLine]:
    """The lines in the order the page first showed them, so that none moves while it is changed; new ones last.

    A single line is open; of several, those that something leads to, and those that lack a heading.
    """
    untitled = [line.id for line in lines if not line.title]
    if untitled and not memory.PLAN_ORDER.is_kept:
        memory.OPEN_LINES.keep([*memory.OPEN_LINES.value, *untitled])
    if len(lines) == 1 and lines[0].state != "done" and not memory.OPEN_LINES.is_kept:
        memory.OPEN_LINES.keep([lines[0].id])
    order = list(dict.fromkeys([*memory.PLAN_ORDER.value, *(line.id for line in lines)]))
    memory.PLAN_ORDER.keep(order)
    return sorted(lines, key=lambda line: order.index(line.id))


def open_line(line: str) -> None:
    """Show this line open, and in sight, when the plan is drawn next."""
    memory.OPEN_LINES.keep([line])
    places.stay_at(f"line_{line}")


def lead_to(line: str) -> None:
    """Show this line of the plan on screen open and from its top, and the others folded."""
    memory.OPEN_LINES.keep([line])
    memory.FOLDED.keep(folded() + 1)
    places.arrive_at(f"line_{line}")


def lead_to_advice(source: str) -> None:
    """Show this advice of the result open and from its top."""
    memory.ADVICE_LED_TO.keep(source)
    places.arrive_at(key_of_advice(source))


def is_led_to(source: str) -> bool:
    """Whether something on the page has led to this advice last, which is to be open."""
    return memory.ADVICE_LED_TO.value == source


def key_of_advice(source: str) -> str:
    """The key of the fold of this advice: a new one opens it, since the browser keeps a known one as it is."""
    return f"advice_{source}_open" if is_led_to(source) else f"advice_{source}"


def go_on(line: PlanLine, title: str, first_step: str) -> None:
    """Add what is left of a line that is done as a line of its own, with the owner of that one, and lead to it.

    It takes its place among what is left at once: at the end it would stand below what is done.
    """
    first, *_ = DAYS_OF_MILESTONES
    due = day_in(first, address.today())
    memory.PLAN_ORDER.forget()
    _add_line(PlanLine(line.goes_on_as, title=title, first_step=first_step, owner=line.owner, due=due))
    lead_to(line.goes_on_as)


def opened_lines() -> Sequence[str]:
    """The ids of the lines to show open: a single one, those just added, or one that something elsewhere leads to."""
    return memory.OPEN_LINES.value


def save_line(line: PlanLine, name: str, control: str) -> None:
    """Save one field of a line as it was typed or chosen, and what it changes of state and outcome.

    A heading that is emptied stays stored until another is written.
    """
    if controls.is_changed(control):
        value = memory.on_screen(control)
        if not lacks_heading(line, name, value):
            _change_line(line, name, value, control)


def lacks_heading(line: PlanLine, name: str, value: object) -> bool:
    """Whether this value would take the heading of a line away."""
    return name == "title" and bool(line.title) and isinstance(value, str) and not tidied(value).strip()


def is_without_heading(line: PlanLine) -> bool:
    """Whether the field for the heading of this line is emptied, which is not saved."""
    return lacks_heading(line, "title", memory.on_screen(f"title_{line.id}"))


def tick_line(line: PlanLine, control: str) -> None:
    """Save that a line is done, or that it is not: one that is not done may be under way.

    A line is done with its last step, too: the tick that is taken from it is then also taken from that.
    """
    if _is_ticked(control, drawn=line.is_all_done):
        is_done = bool(memory.on_screen(control))
        asking.note(line, "below" if is_done else None)
        if not is_done and 0 < len(line.steps) == line.steps_done:
            left = replace(line, state="doing").with_step(len(line.steps) - 1, is_done=False)
            undoing.save("untick", line.title, control, ChangeLine(left, ("steps", "state"), line))
            _is_changed(line)
            return
        begun = "doing" if any(step.is_done for step in line.steps) else "open"
        _change_line(line, "state", "done" if is_done else begun, control)


def tick_step(line: PlanLine, number: int, control: str) -> None:
    """Save that a step of a line is done, or that it is not."""
    if _is_ticked(control, drawn=line.steps[number].is_done):
        is_done = bool(memory.on_screen(control))
        will_be = line.with_step(number, is_done=is_done).is_all_done
        if will_be != line.is_all_done:
            asking.note(line, "below" if will_be else None)
        _save(control, line, TickStep(line.id, number, is_done=is_done))
        memory.TICKED_STEP.keep(f"{line.id} {number}")


def save_day(line: PlanLine, step: int | None, control: str) -> None:
    """Save the day of a line, or of one step of it; a field that is emptied changes nothing, see take_day_away()."""
    day = memory.on_screen(control)
    if controls.is_changed(control) and isinstance(day, date):
        _move(line, step, day)


def _is_ticked(control: str, *, drawn: bool) -> bool:
    """Whether the visitor has set a tick, not the browser only repeated what was drawn.

    What was drawn is the stored value, except for a tick that is still pending: taking that back counts.
    """
    is_pending = control in memory.WAITING.value
    return controls.is_changed(control) and (is_pending or bool(memory.on_screen(control)) != drawn)


def set_proposed(late: FirstUp, moved: PlanLine) -> None:
    """Save the days that are proposed for what is late of a line."""
    _move(late.line, late.moves, late.new_day, moved)


def set_due_in(line: PlanLine, days: int, waits_until: date | None = None) -> None:
    """Save that a line is due so many days from the press, which may be long after the page was drawn.

    What waits until a later day is due so many days after that.
    """
    _move(line, None, day_in(days, counted_from(waits_until)))


def counted_from(waits_until: date | None) -> date:
    """The day from which the days of a line are counted: today, or the later one until which it waits."""
    return max(waits_until or address.today(), address.today())


def give_first_step_a_day(line: PlanLine) -> None:
    """Make steps of an own line: the first step, due in a week, and the line itself; that can be undone."""
    language, today = address.language(), address.today()
    day = min(filter(None, (day_in(DAYS_OF_FIRST_STEP, today), line.due)))
    stepped = replace(line, steps=(PlanStep(line.first_step, day), PlanStep(line.title, line.due)))
    told = say(language, "plan_page.first_has_day", title=_title(line), day=when_text(day, language, today))
    undoing.save("moved", told, f"first_{line.id}", ChangeLine(stepped, ("steps",), line))
    _is_changed(line)


def set_all_due(moves: Sequence[tuple[PlanLine, PlanLine]]) -> None:
    """Save new days of lines, each as it was and as it moves, and offer to undo all; the page keeps their order."""
    today, moved = address.today(), [new for _, new in moves]
    writes = tuple(GiveDays(new, line) for line, new in moves)
    language, last = address.language(), max((line.due for line in moved if line.due), default=today)
    day = when_text(last, language, today)
    told = say(language, "plan_page.moved_all", count=len(moves), day=day)
    again = again_moved(moved, "moved_again", told=last)
    undoing.save("moved", " ".join([told, *again]), "due_all", AllOf(writes))
    for line, _ in moves:
        _is_changed(line)
    memory.CHANGED_LINES.keep([line.id for line, _ in moves])


def take_day_away(line: PlanLine, step: int | None) -> None:
    """Save that a line, or one step of it, has no day, and offer to undo it."""
    _move(line, step, None)


def _move(line: PlanLine, step: int | None, day: date | None, proposed: PlanLine | None = None) -> None:
    """Save the day of a line, or of one step of it, and offer to undo it, saying of which action which days moved.

    `proposed` is the line with the days that were shown before. Where that leaves every day as it is, nothing is
    offered: it only shows as saved.
    """
    if step is not None:
        moved = proposed or line.with_step_due(step, day)
        name, control = first_sentence(line.steps[step].text), f"when_{step}_{line.id}"
        write: Write = MoveStep(line.id, step, day, line)
    else:
        moved = proposed or line.due_on(day, address.today())
        name, control = line.title, f"due_{line.id}"
        write = MoveLine(line, day, address.today())
    if proposed:
        write = GiveDays(proposed, line)
    if _days_of(moved) == _days_of(line):
        _save(control, line, write)
        return
    told = "" if day is None else _line_moved(line, day, moved) if step is None else _step_moved(line, step, day, moved)
    undoing.save("moved" if told else "day" if day else "no_day", told or name, control, write)
    _is_changed(line)


def _days_of(line: PlanLine) -> list[date | None]:
    return [line.due, *(step.due for step in line.steps)]


def _title(line: PlanLine) -> str:
    """The title of a line in a few words, for a sentence about its steps."""
    return within_quotes(shortened(line.title.rstrip("."), _NAME)) or say(address.language(), "plan_page.untitled")


def _line_moved(line: PlanLine, day: date, moved: PlanLine) -> str:
    """To which days the steps of a line move with its own day, and that day to answer again; "" where none does."""
    language, today = address.language(), address.today()
    pairs = zip(moved.steps, line.steps, strict=True)
    days = [when_text(new.due, language, today) for new, old in pairs if new.due and new.due != old.due]
    again = again_moved([moved], "moved_again", told=day)
    if days:
        steps = say(language, "plan_page.moved_steps", title=_title(line), days=joined(days, language))
        return " ".join([steps, *again])
    it = say(language, "plan_page.moved_day", title=_title(line), day=when_text(day, language, today))
    return " ".join([it, *again]) if again else ""


def again_moved(
    moved: Sequence[PlanLine], name: Literal["moved_again", "moves_again"], *, told: date | None = None
) -> list[str]:
    """That the day to answer again is another with these lines as they will be, or the one that was just `told`.

    Nothing where it stays, where nothing is answered to the end yet, and where it is time then anyway.
    """
    report, language, today = assessments.report(), address.language(), address.today()
    if report is None or not assessments.finished_ones() or assessments.begun_beside_finished():
        return []
    lines = {line.id: line for line in moved}
    later = replace(report, plan=tuple(lines.get(one.id, one) for one in report.plan))
    day = day_to_answer(later)
    if day == day_to_answer(report) or is_time_to_answer(later, today):
        return []
    if day == told:
        return [say(language, "plan_page.again_same_day")]
    return [say(language, f"plan_page.{name}", day=when_text(day, language, today))]


def _step_moved(line: PlanLine, number: int, day: date, moved: PlanLine) -> str:
    """To which day a step of a line moves and what that moves besides, or that it now comes before an earlier step."""
    language, today, said = address.language(), address.today(), []
    later = zip(moved.steps[number + 1 :], line.steps[number + 1 :], strict=True)
    days = sorted(new.due for new, old in later if new.due and new.due != old.due)
    if days:
        along = f"plan_page.moved_later.{'many' if days[1:] else 'one'}"
        said.append(say(language, along, count=len(days), day=when_text(days[-1], language, today)))
    if moved.due and moved.due not in (line.due, *days[-1:]):
        said.append(say(language, "plan_page.moved_end", day=when_text(moved.due, language, today)))
    if any(step.due and step.due > day and not step.is_done for step in line.steps[:number]):
        said.append(say(language, "plan_page.moved_early"))
    if number not in steps_to_answer(line):  # That its own day is the day to answer is said already.
        said += again_moved([moved], "moved_again", told=(days or [day])[-1])
    name = within_quotes(shortened(first_sentence(line.steps[number].text).rstrip("."), _STEP_NAME))
    values = {"title": _title(line), "step": name, "day": when_text(day, language, today)}
    return " ".join([say(language, "plan_page.moved", **values), *said])


def _change_line(line: PlanLine, name: str, value: object, control: str) -> None:
    """Save a value of a field; one that no browser sends is left out."""
    if not isinstance(value, str):
        return
    try:
        changed = with_field(line, name, value)
    except ValueError:
        return
    others = ("state", "outcome")
    names = (name, *(each for each in others if each != name and getattr(changed, each) != getattr(line, each)))
    if name == "state" and "done" in (line.state, changed.state):
        # One that is done goes out of sight, and the offer is always about what was done last.
        kind: RemovedKind = "tick" if changed.state == "done" else "untick"
        undoing.save(kind, line.title, control, ChangeLine(changed, names, line))
        _is_changed(line)
        return
    _save(control, line, ChangeLine(changed, names))


def _save(control: str, line: PlanLine, write: Write) -> None:
    undoing.offer_no_changes()
    saving.save(control, write)
    _is_changed(line)


def _is_changed(line: PlanLine) -> None:
    _leave_empty_line(line)
    memory.TICKED_STEP.forget()
    memory.CHANGED_LINES.keep([line.id])


def _leave_empty_line(line: PlanLine) -> None:
    """Let the next own line be a new one, if this was the empty one."""
    if memory.EMPTY_LINE.value == line.id:
        memory.EMPTY_LINE.forget()


def is_just_saved(line: PlanLine) -> bool:
    """Whether this is the line that was changed last, or one of several, and the change is saved."""
    return line.id in memory.CHANGED_LINES.value and not saving.unsaved_controls()


def is_just_ticked(line: PlanLine, number: int) -> bool:
    """Whether the last change is the tick of this step, and it is saved."""
    return is_just_saved(line) and memory.TICKED_STEP.value == f"{line.id} {number}"


def remove_line(line: PlanLine) -> None:
    """Remove a line from the plan, which can be undone, and fold the others."""
    control = f"remove {line.id}"
    if undoing.is_second_click(control):
        return
    _leave_empty_line(line)
    undoing.save("line", line.title, control, RemoveLine(line.id))
    memory.OPEN_LINES.keep(())
    memory.FOLDED.keep(folded() + 1)


def folded() -> int:
    """How often the lines of the plan were folded, all at once."""
    return memory.FOLDED.value
