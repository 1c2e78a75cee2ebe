"""The leader's plan: what to do, who, when, how to see that it helped, and whether it did."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, timedelta
from hashlib import sha256
from typing import Final, Literal, NamedTuple, get_args

from assessment.answers import tidied
from assessment.incentives import SaidOfMeasure
from assessment.working_days import LAST_DAY, after_pause, moved, pushed, read_due, spread_to, working_day

PlanState = Literal["open", "doing", "done"]
Outcome = Literal["helped", "no_difference", "too_early", "not_done"]

STATES: Final[tuple[PlanState, ...]] = get_args(PlanState)
OUTCOMES: Final[tuple[Outcome, ...]] = get_args(Outcome)
MOST_LINES: Final = 50
MOST_STEPS: Final = 12  # In one line.
DAYS_OF_FIRST_STEP: Final = 7
DAYS_OF_MILESTONES: Final = (30, 60, 90)  # When the later steps of a suggested plan are due.
_ONLY_GIVEN: Final = ("happened", "first_due", "said")  # Fields that files have only where they are not empty.


@dataclass(frozen=True)
class PlanStep:
    """A part of a line: what to do, by when, whether it is done, and whether its day was set for it alone."""

    text: str
    due: date | None = None
    is_done: bool = False
    has_own_day: bool = False

    def __post_init__(self) -> None:
        """Clean the text."""
        object.__setattr__(self, "text", " ".join(tidied(self.text).split()))

    def document(self) -> dict[str, object]:
        """The step as JSON."""
        own: dict[str, object] = {"own_day": True} if self.has_own_day else {}
        return {"text": self.text, "due": self.due.isoformat() if self.due else None, "done": self.is_done, **own}

    @classmethod
    def of(cls, document: Mapping[str, object]) -> PlanStep:
        """The inverse of document()."""
        due = document["due"]
        own_day = bool(document.get("own_day"))
        return cls(str(document["text"]), read_due(str(due)) if due else None, bool(document["done"]), own_day)


@dataclass(frozen=True)
class PlanLine:
    """One thing to do. `id` is random; `source` names the recommendation it came from, None for the leader's own.

    `added_in` is the number of the assessment it was added in, from 1. `due` is the deadline. `steps` are what it
    takes, the earliest first. `outcome` is whether it helped, asked when the leader assesses again, and `happened` is
    what happened, in the leader's words. `first_due` is the deadline that it had before it was put off unanswered.
    `said` is what the leader says of the measures that it would bring.
    """

    id: str
    title: str = ""
    first_step: str = ""
    owner: str = ""
    success: str = ""
    due: date | None = None
    state: PlanState = "open"
    outcome: Outcome | None = None
    happened: str = ""
    source: str | None = None
    added_in: int = 1
    steps: tuple[PlanStep, ...] = ()
    first_due: date | None = None
    said: tuple[SaidOfMeasure, ...] = ()

    def __post_init__(self) -> None:
        """Clean the texts. Raises ValueError for an unknown state or outcome."""
        for name in TEXT_FIELDS:
            object.__setattr__(self, name, " ".join(tidied(getattr(self, name)).split()))
        if self.state not in STATES:
            raise ValueError(f"{self.state!r} is not a plan state")
        if self.outcome is not None and self.outcome not in OUTCOMES:
            raise ValueError(f"{self.outcome!r} is not a plan outcome")

    @property
    def is_all_done(self) -> bool:
        """Whether the line is done, or every step of it is."""
        return self.state == "done" or (bool(self.steps) and all(step.is_done for step in self.steps))

    @property
    def rule(self) -> str:
        """The id of the recommendation it came from; "" for the leader's own."""
        return (self.source or "").rpartition(".")[0]

    @property
    def target(self) -> str:
        """The factor, facet or condition which that recommendation was on; "" for the leader's own."""
        return (self.source or "").rpartition(".")[2]

    @property
    def goes_on_as(self) -> str:
        """The id of the line that goes on where this one, which is done, leaves something: the same at every click."""
        return sha256(f"{self.id} goes on".encode()).hexdigest()[: len(self.id)]

    @property
    def steps_done(self) -> int:
        """How many of its steps are done."""
        return sum(step.is_done for step in self.steps)

    @property
    def is_ended_early(self) -> bool:
        """Whether it is ticked as done while some of its steps are not."""
        return self.state == "done" and any(not step.is_done for step in self.steps)

    @property
    def made_no_difference(self) -> bool:
        """Whether it is ended because it made no difference, which is not the same as done."""
        return self.state == "done" and self.outcome == "no_difference"

    @property
    def first_open(self) -> int | None:
        """The place of its first step that is not done; 0 where it has no steps, None where it is all done."""
        return None if self.is_all_done else next((at for at, step in enumerate(self.steps) if not step.is_done), 0)

    @property
    def due_first(self) -> int | None:
        """The place of the step due first of those that are not done; first_open where none of them has a day."""
        left = [(step.due, place) for place, step in enumerate(self.steps) if step.due and not step.is_done]
        return min(left)[1] if left and not self.is_all_done else self.first_open

    @property
    def next_step(self) -> PlanStep | None:
        """Its first step that is not done; None where it has no steps or is all done."""
        return self.steps[self.first_open] if self.steps and self.first_open is not None else None

    def is_overdue(self, today: date) -> bool:
        """Whether its deadline has passed and something of it is not done."""
        return self.due is not None and self.due < today and not self.is_all_done

    def late_step(self, today: date) -> int | None:
        """The place of its first step that is overdue, from 0; None when none is, or the line is done."""
        late = [place for place, step in enumerate(self.steps) if step.due and step.due < today and not step.is_done]
        return next(iter(late), None) if self.state != "done" else None

    def late_since(self, today: date) -> date | None:
        """The earliest day by which its deadline, or a step of it, should have been done; None without one."""
        days = [step.due for step in self.steps if not step.is_done] + [self.due]
        return min((day for day in days if day and day < today), default=None) if self.is_late(today) else None

    def is_late(self, today: date) -> bool:
        """Whether its deadline or the day of a step has passed, and that is not done."""
        return self.is_overdue(today) or self.late_step(today) is not None

    def needs_day(self, today: date) -> bool:
        """Whether the line as a whole needs a new day: it is overdue, or was not done and nothing of it has a day."""
        was_not_done = self.outcome == "not_done" and not self.is_all_done
        has_day = self.due is not None or any(step.due for step in self.steps if not step.is_done)
        return self.is_overdue(today) or (was_not_done and not has_day)

    def has_new_day(self, today: date) -> bool:
        """Whether it was not done in time, and its deadline is now ahead again."""
        return self.outcome == "not_done" and self.state != "done" and self.due is not None and self.due >= today

    def asks_for_outcome(self, assessment: int, today: date) -> bool:
        """Whether the assessment with this number asks for the outcome: once it is begun, due, or has no date.

        A deadline that had come by then is not undone by a later one.
        """
        is_due = self.due is None or min(self.due, self.first_due or self.due) <= today
        is_time = self.state != "open" or is_due
        return self.outcome is None and self.added_in < assessment and is_time

    def document(self) -> dict[str, object]:
        """The line as JSON; without what files of earlier releases lack where that is empty."""
        names = [one.name for one in fields(self) if one.name not in _ONLY_GIVEN or getattr(self, one.name)]
        days = {name: day.isoformat() for name in ("due", "first_due") if (day := getattr(self, name))}
        lists = {name: [one.document() for one in getattr(self, name)] for name in ("steps", "said") if name in names}
        return {name: getattr(self, name) for name in names} | days | lists

    def with_step(self, number: int, *, is_done: bool) -> PlanLine:
        """The line with this step, from 0, done or not; the first one done means that the line is being done."""
        steps = tuple(
            replace(step, is_done=is_done) if place == number else step for place, step in enumerate(self.steps)
        )
        is_begun = any(step.is_done for step in steps)
        state: PlanState = self.state if self.state == "done" else "doing" if is_begun else "open"
        return replace(self, steps=steps, state=state)

    def with_step_due(self, number: int, day: date | None) -> PlanLine:
        """The line with a day for this step, from 0, which that keeps.

        Steps after it that are left and would then come before it, or on its day, move on by as many days, each to a
        later day than the one before; the deadline is never before any of them.
        """
        before, latest = self.steps[number].due, day
        by = day - before if day and before else timedelta()
        steps = [*self.steps[:number], replace(self.steps[number], due=day, has_own_day=True)]
        for step in self.steps[number + 1 :]:
            is_left = step.due is not None and not step.is_done
            if latest and step.due and is_left and step.due <= latest:
                steps.append(replace(step, due=pushed(step.due, by, latest)))
            else:
                steps.append(step)
            latest = steps[-1].due if is_left else latest
        due = max([self.due, *([latest] if latest and day else [])]) if self.due else None
        return self._put_off(due, tuple(steps))

    def due_on(self, day: date | None, today: date) -> PlanLine:
        """The line with another deadline. What is left of its steps ends on it, as evenly spread over time as before.

        Without a day the steps keep theirs, and so do those whose day was set for them alone.
        """
        left = [step.due for step in self.steps if step.due and not step.is_done and not step.has_own_day]
        if day is None or not left:
            return self._put_off(day, self.steps)
        has_own = self.due is not None and any(step.has_own_day for step in self.steps)
        last = max([*left, self.due]) if has_own and self.due else max(left)
        if last < today < day:
            return self._put_off(day, self._spread(day, today))
        steps = tuple(
            step
            if step.is_done or step.has_own_day or step.due is None
            else replace(step, due=moved(step.due, last, day, today))
            for step in self.steps
        )
        return self._put_off(day, steps)

    def _put_off(self, due: date | None, steps: tuple[PlanStep, ...]) -> PlanLine:
        """The line with these days; it keeps its first deadline where that is put off before it is said how it went."""
        is_later = bool(self.due and due and due > self.due) and self.outcome is None
        return replace(self, due=due, steps=steps, first_due=self.first_due or (self.due if is_later else None))

    def with_days_of(self, before: PlanLine) -> PlanLine:
        """The line and its steps with the days that `before` has; the line itself where the steps are not as many."""
        if len(self.steps) != len(before.steps):
            return self
        steps = tuple(
            replace(now, due=old.due, has_own_day=old.has_own_day)
            for now, old in zip(self.steps, before.steps, strict=True)
        )
        return replace(self, due=before.due, steps=steps, first_due=before.first_due)

    def _spread(self, day: date, today: date) -> tuple[PlanStep, ...]:
        """The steps, with those that are all late evenly spread from today to `day`."""
        moving = [
            place for place, step in enumerate(self.steps) if step.due and not step.is_done and not step.has_own_day
        ]
        days = {
            place: spread_to(round((day - today).days * number / len(moving)), day, today)
            for number, place in enumerate(moving, 1)
        }
        return tuple(replace(step, due=days.get(place, step.due)) for place, step in enumerate(self.steps))


TEXT_FIELDS: Final = ("title", "first_step", "owner", "success", "happened")


def with_field(line: PlanLine, name: str, value: str | date | None) -> PlanLine:
    """The line with one field set to what was written or chosen. Raises ValueError for an invalid value.

    What has helped or made no difference is done, and what was not done is open again. A line that is no longer ticked
    keeps how it went, so that one stray tap loses no answer; one that is ticked was done after all.
    """
    outcome, state = line.outcome, line.state
    if name == "outcome":
        state = {"helped": "done", "no_difference": "done", "not_done": "open"}.get(str(value), state)  # type: ignore[assignment]  # states, checked below
    if name == "state" and value == "done" and outcome == "not_done":
        outcome = None
    # The names of fields, checked where the line is made.
    return replace(line, **{"outcome": outcome, "state": state, name: value})  # type: ignore[arg-type]


def new_line_id() -> str:
    """A random id for a line, made before the line is added, so that a double click adds one line."""
    return secrets.token_hex(16)


def recommended_steps(texts: Mapping[int, str], today: date, first: date | None = None) -> tuple[PlanStep, ...]:
    """The steps of a recommendation, by the days until they are due, each with its day, which is a working day.

    `first` is the day of the first step where it is another. The days around Christmas do not count between that and
    the step after it, which would have hardly any time left. Between later ones there is enough: those keep their days.
    """
    since = min(first or LAST_DAY, today + timedelta(days=DAYS_OF_FIRST_STEP))
    steps: list[PlanStep] = []
    for days, text in texts.items():
        day = today + timedelta(days=days)
        counted = after_pause(day, since) if days == DAYS_OF_MILESTONES[0] else day
        steps.append(PlanStep(text, working_day(counted) if steps or not first else first))
    return tuple(steps)


def said_in(lines: Sequence[PlanLine]) -> tuple[SaidOfMeasure, ...]:
    """All that is said in a plan of measures that its lines would bring."""
    return tuple(one for line in lines for one in line.said)


def last_day(steps: Sequence[PlanStep]) -> date | None:
    """The day by which all these steps are done, the deadline of a line that has them; None when none has a day."""
    return max((step.due for step in steps if step.due), default=None)


def day_in(days: int, today: date) -> date:
    """A day to suggest for something within so many days: like a step of a recommendation, on a working day."""
    return working_day(today + timedelta(days=days))


class Due(NamedTuple):
    """What is to be done, and by when."""

    day: date
    text: str


def left_to_do(lines: Sequence[PlanLine]) -> tuple[Due, ...]:
    """Everything that is not done and has a day, the earliest first.

    Of a line with steps these are the steps that are left, so that nothing counts twice; of others, the line itself.
    """
    found: list[Due] = []
    for line in lines:
        if not line.is_all_done:
            steps = [Due(step.due, step.text) for step in line.steps if step.due and not step.is_done]
            itself = [Due(line.due, line.title or line.first_step)] if line.due else []
            found += steps or itself
    return tuple(sorted(found, key=lambda one: one.day))


def is_by_day(lines: Sequence[PlanLine], ranked: Sequence[str]) -> bool:
    """Whether what is left of advice in `ranked`, in the order of that, stands by its days too, without one last."""
    left = [line for line in in_order(lines, ranked) if line.source in ranked and not line.is_all_done]
    days = [next((one.day for one in left_to_do([line])), date.max) for line in left]
    return days == sorted(days)


def in_order(lines: Sequence[PlanLine], ranked: Sequence[str] = ()) -> tuple[PlanLine, ...]:
    """Open lines before those that are done; within each, those of advice given now before the leader's own.

    The former are in the order of `ranked`, the sources of that advice; the others by the day of what is left of them,
    the earliest first and those without a day last. Where advice is given, those of other advice follow.
    """
    places = {source: place for place, source in enumerate(ranked)}

    def place(line: PlanLine) -> tuple[bool, int, bool, date]:
        left = left_to_do([line])
        day = left[0].day if left else line.due or date.max
        return line.state == "done", places.get(line.source or "", len(places)), bool(places and line.source), day

    return tuple(sorted(lines, key=place))
