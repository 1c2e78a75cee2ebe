"""What is next in a plan and what is late of it, and the days proposed for what is late or comes into it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Final, NamedTuple

from assessment.plan import (
    DAYS_OF_FIRST_STEP,
    DAYS_OF_MILESTONES,
    PlanLine,
    PlanStep,
    day_in,
    in_order,
    last_day,
    left_to_do,
    recommended_steps,
)
from assessment.working_days import free_from, is_first_after_pause, next_working_day, working_day

_DAYS_IN_TURN: Final = 21  # For so long a next step waits for that of other advice.


class FirstUp(NamedTuple):
    """What comes first of everything that is not done.

    `step` is the place of a step of the line, from 0; None where it is about the line as a whole. `day` is None where
    neither has one. What is late is proposed for `new_day`: the step `moves`, from 0, or None for the line as a whole.
    `beside` are other lines whose days are known when it is proposed.
    """

    line: PlanLine
    step: int | None
    day: date | None
    text: str
    is_late: bool
    moves: int | None = None
    new_day: date | None = None
    beside: tuple[PlanLine, ...] = ()

    def proposed(self, today: date) -> PlanLine:
        """The line with the day that is proposed for what is late of it, and the steps after that moved along."""
        if self.moves is None:
            return self.line.due_on(self.new_day, today)
        moved = self.line.with_step_due(self.moves, self.new_day)
        first = self.moves + 1
        apart = _apart(moved.steps[first:], self.beside, self.line.steps)
        later = last_day([step for step in apart if step not in moved.steps])
        due = max(moved.due, later) if moved.due and later else moved.due
        return replace(moved, steps=(*moved.steps[:first], *apart), due=due)

    def moved_along(self, today: date) -> list[date]:
        """The new days of the steps that the proposed day moves along, and of no others, the earliest first."""
        after = slice((self.moves or 0) + 1, None)
        pairs = zip(self.proposed(today).steps[after], self.line.steps[after], strict=True)
        return sorted(new.due for new, old in pairs if new.due and new.due != old.due)


def first_up(lines: Sequence[PlanLine], today: date, ranked: Sequence[str] = ()) -> FirstUp | None:
    """What is next: what is due first of all that is not done, late or not, whichever advice it comes from.

    Of each line that is its step due first, or the line itself where it has no steps. `ranked`, the sources of advice
    in their order, decides between what is due on the same day. None when nothing that says what to do is left.
    """
    said = (line for line in lines if line.title or line.first_step or line.steps)
    return min((_next_of(line, today) for line in said if not line.is_all_done), key=_by_day(ranked), default=None)


def _next_of(line: PlanLine, today: date) -> FirstUp:
    found = _first_of(line, line.due_first if line.steps else None, is_late=False)
    day = found.day or line.due
    return found._replace(day=day, is_late=day < today if day else line.needs_day(today))


def late_things(lines: Sequence[PlanLine], today: date, ranked: Sequence[str] = ()) -> tuple[FirstUp, ...]:
    """What is late of each line: the line as a whole, or a step of it. The longest overdue is first.

    Those that were not done and have no day left come last. `ranked` is as for first_up(). The days proposed are one
    next step a week, in the order of the plan as day_in_turn() keeps it; for that, `lines` are all that is in force.
    """
    left = [line for line in in_order(lines, ranked) if not line.is_all_done]
    found, dated = [], [line for line in left if not line.is_late(today)]
    for place, line in enumerate(left, 1):
        late, weeks = line.late_step(today), DAYS_OF_FIRST_STEP * place
        if late is not None:
            day = day_in_turn(day_in(weeks, today), line.source, dated, today, ranked)
        elif line.needs_day(today):
            stepped = _days_of([each for each in dated if each.steps])  # Those without steps may share a day.
            day = _free_after_pause(day_in(max(DAYS_OF_MILESTONES[0], weeks), today), stepped)
        else:
            continue
        first = _first_of(line, None if line.needs_day(today) else late, is_late=True)
        found.append(first._replace(moves=late, new_day=day, day=line.late_since(today), beside=tuple(dated)))
        dated.append(found[-1].proposed(today))
    return tuple(sorted(found, key=_by_day(ranked)))


def day_in_turn(
    day: date, source: str | None, lines: Sequence[PlanLine], today: date, ranked: Sequence[str] = ()
) -> date:
    """The day for the next step of advice, or the nearest that keeps the lines in the order of `ranked`.

    That is at the latest the working day before the next step of advice behind it, but not before tomorrow, nor before
    a next step ahead of it that is due within three weeks. Where one ahead has that very day, it is `day`; where one
    has that too, up to a week later, within the three weeks and before advice behind it. Advice that is not in `ranked`
    keeps `day`, and so does what is the leader's own. What would share the first working day after Epiphany comes on
    the next free one, unless advice behind it would then come before it.
    """
    if source is None or source not in ranked:
        return _free_after_pause(day, _days_of(lines))
    places = {each: place for place, each in enumerate(ranked)}
    known = [
        (places[line.source], due)
        for line in lines
        if line.source in places and not line.is_all_done and (due := _next_of(line, today).day) and due >= today
    ]
    tomorrow, latest, own = next_working_day(today), today + timedelta(days=_DAYS_IN_TURN), places[source]
    behind = [max(tomorrow, min(due, working_day(due - timedelta(days=1)))) for place, due in known if place > own]
    before = min([day, *behind])
    ahead = [due for place, due in known if place < own and due <= latest]
    found = max([day if before in ahead else before, *ahead])
    week_on = min([day_in(DAYS_OF_FIRST_STEP, found), *(due for due in behind if due >= found)])
    if found in ahead and week_on <= latest:
        return week_on
    free = _free_after_pause(found, _days_of(lines))
    return found if any(due < free for due in behind) else free


def _by_day(ranked: Sequence[str]) -> Callable[[FirstUp], tuple[date, int]]:
    """The order of what is to be done: by its day, without one last, and on the same day by the order of `ranked`."""
    places = {source: place for place, source in enumerate(ranked)}
    return lambda one: (one.day or date.max, places.get(one.line.source or "", len(places)))


def _first_of(line: PlanLine, step: int | None, *, is_late: bool) -> FirstUp:
    if step is None:
        return FirstUp(line, None, line.due, line.title or line.first_step, is_late)
    return FirstUp(line, step, line.steps[step].due, line.steps[step].text, is_late)


def steps_in_turn(
    texts: Mapping[int, str], source: str, lines: Sequence[PlanLine], today: date, ranked: Sequence[str]
) -> tuple[PlanStep, ...]:
    """recommended_steps() of advice that comes into a plan of these lines, the first as day_in_turn() has it."""
    days = [day_in(each, today) for each in texts]
    due = day_in_turn(days[0], source, lines, today, ranked)
    first, *later = recommended_steps(texts, today, due)
    moved = [step for step, day in zip(later, days[1:], strict=True) if step.due != day]
    return (first, *_apart(later, lines, moved=moved))


def _apart(
    steps: Sequence[PlanStep],
    lines: Sequence[PlanLine],
    before: Sequence[PlanStep] = (),
    *,
    moved: Sequence[PlanStep] = (),
) -> tuple[PlanStep, ...]:
    """The steps, each that is left and would come on the first working day after Epiphany on the next free one.

    So do those that the pause has `moved`. A day is free when these lines have nothing then. What is as it was `before`
    stays, unless a step that is moved now would come on its day or later: a step after that comes after it here, too.
    """
    taken, latest, found = _days_of(lines), date.min, []
    for step in steps:
        due = step.due
        if due and not step.is_done:
            if due <= latest:
                due = free_from(next_working_day(latest), taken)
            elif step in moved:
                due = free_from(due, taken)
            elif step not in before:
                due = _free_after_pause(due, taken)
            latest = date.min if due == step.due else due
        found.append(replace(step, due=due))
    return tuple(found)


def _free_after_pause(day: date, taken: Collection[date]) -> date:
    """The day, or where it is the first working day after Epiphany and taken, the next one that is free."""
    return free_from(day, taken) if is_first_after_pause(day) else day


def _days_of(lines: Sequence[PlanLine]) -> set[date]:
    return {one.day for one in left_to_do(lines)}
