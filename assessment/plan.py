"""What the leader decides to do: who, when, how one sees that it helped, and what became of it."""

from __future__ import annotations

import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, timedelta
from typing import Final, Literal, get_args

from assessment.answers import tidied

PlanState = Literal["open", "doing", "done"]
Outcome = Literal["helped", "no_difference", "too_early", "not_done"]

STATES: Final[tuple[PlanState, ...]] = get_args(PlanState)
OUTCOMES: Final[tuple[Outcome, ...]] = get_args(Outcome)
MOST_LINES: Final = 50
DAYS_TO_BEGIN_WITH: Final = 30
_LAST_YEAR: Final = 2199
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True)
class PlanLine:
    """One thing to do. `id` is random; `source` names the recommendation it was taken from, None for an own line.

    `added_in` is the number of the assessment it was added in, from 1. `due` is the day it is to be done by. `outcome`
    is what became of it, asked when the leader assesses again.
    """

    id: str
    title: str = ""
    first_step: str = ""
    owner: str = ""
    success: str = ""
    due: date | None = None
    state: PlanState = "open"
    outcome: Outcome | None = None
    source: str | None = None
    added_in: int = 1

    def __post_init__(self) -> None:
        """Clean the texts at the door. Raises ValueError for a state or an outcome that is none."""
        for name in TEXT_FIELDS:
            object.__setattr__(self, name, " ".join(tidied(getattr(self, name)).split()))
        if self.state not in STATES:
            raise ValueError(f"{self.state!r} is no state of a plan line")
        if self.outcome is not None and self.outcome not in OUTCOMES:
            raise ValueError(f"{self.outcome!r} is no outcome of a plan line")

    def is_overdue(self, today: date) -> bool:
        """Whether its day has passed and it is not done."""
        return self.due is not None and self.due < today and self.state != "done"

    def asks_for_outcome(self, assessment: int) -> bool:
        """Whether it is to be asked in this assessment what became of it."""
        return self.outcome is None and self.added_in < assessment

    def document(self) -> dict[str, object]:
        """The line as JSON."""
        values = {field.name: getattr(self, field.name) for field in fields(self)}
        return values | {"due": self.due.isoformat() if self.due else None}


TEXT_FIELDS: Final = ("title", "first_step", "owner", "success")


def with_field(line: PlanLine, name: str, written: str) -> PlanLine:
    """The line with one field as it was written or chosen. Raises ValueError when it cannot be that."""
    value = read_due(written) if name == "due" else written
    return replace(line, **{name: value})  # type: ignore[arg-type]  # a field's name, checked where the line is made


def new_line_id() -> str:
    """A random id for a line; drawn before it is added, so that a double click adds one line."""
    return secrets.token_hex(16)


def first_due(today: date) -> date:
    """The day a line taken from a recommendation is due until the leader says otherwise."""
    return today + timedelta(days=DAYS_TO_BEGIN_WITH)


def read_due(written: str) -> date | None:
    """A day as it is written, 2027-01-31; None for nothing. Raises ValueError when it is no day or out of reach."""
    if not written.strip():
        return None
    if not _DAY.fullmatch(written.strip()):  # Python itself also takes 20270131 and 2027-W05-1.
        raise ValueError(f"{written!r} is not written as a day")
    day = date.fromisoformat(written.strip())
    if day.year > _LAST_YEAR:
        raise ValueError(f"{day} is out of reach")
    return day


def in_order(lines: Sequence[PlanLine]) -> tuple[PlanLine, ...]:
    """What is still to do before what is done, the earliest day first, without a day last."""
    return tuple(sorted(lines, key=lambda line: (line.state == "done", line.due or date.max)))
