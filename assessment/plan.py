"""What the leader decides to do: who, when, how one sees that it helped, and what became of it."""

from __future__ import annotations

import re
import secrets
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, fields, replace
from datetime import date, timedelta
from functools import cache
from typing import Final, Literal, get_args

from babel.dates import get_month_names

from assessment.answers import tidied

PlanState = Literal["open", "doing", "done"]
Outcome = Literal["helped", "no_difference", "too_early", "not_done"]

STATES: Final[tuple[PlanState, ...]] = get_args(PlanState)
OUTCOMES: Final[tuple[Outcome, ...]] = get_args(Outcome)
MOST_LINES: Final = 50
DAYS_TO_BEGIN_WITH: Final = 30
_LAST_YEAR: Final = 2199
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
# The day first, as in Sweden and Britain: 15/1, 15/1 2027, 15/1/2027, 15.1.2027, 15 januari 2027, 15th of Jan.
_SHORT: Final = re.compile(r"(?P<day>[0-9]{1,2})(?P<by>[/.-])(?P<month>[0-9]{1,2})(?:(?:(?P=by)| )(?P<year>[0-9]{4}))?")
_NAMED: Final = re.compile(
    r"(?:den )?(?P<day>[0-9]{1,2})(?:st|nd|rd|th|:[ae])?(?: of)? (?P<name>[a-zåäö]{3,})\.?(?:,? (?P<year>[0-9]{4}))?"
)
_LEAP_YEARS: Final = 9  # As far apart as two of them can be, and the year it is.


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


def with_field(line: PlanLine, name: str, written: str, today: date) -> PlanLine:
    """The line with one field as it was written or chosen. Raises ValueError when it cannot be that.

    What has helped, or has not, is done.
    """
    value = understand_due(written, today) if name == "due" else written
    is_done = name == "outcome" and written in ("helped", "no_difference")
    # The names of fields, checked where the line is made.
    return replace(line, **{name: value}, **({"state": "done"} if is_done else {}))  # type: ignore[arg-type]


def new_line_id() -> str:
    """A random id for a line; drawn before it is added, so that a double click adds one line."""
    return secrets.token_hex(16)


def first_due(today: date) -> date:
    """The day a line taken from a recommendation is due until the leader says otherwise."""
    return today + timedelta(days=DAYS_TO_BEGIN_WITH)


def read_due(written: str) -> date | None:
    """A day as files have it, 2027-01-31; None for nothing. Raises ValueError when it is no day or out of reach."""
    if not written.strip():
        return None
    if not _DAY.fullmatch(written.strip()):  # Python itself also takes 20270131 and 2027-W05-1.
        raise ValueError(f"{written!r} is not written as a day")
    return _within_reach(date.fromisoformat(written.strip()))


def understand_due(written: str, today: date) -> date | None:
    """A day as people write it: 2027-01-31, 31/1 2027, 31 januari; None for nothing.

    The day stands before the month, and without a year the next such day is meant. Raises ValueError when it is no day
    or out of reach.
    """
    text = " ".join(written.split()).lower()
    found = _SHORT.fullmatch(text) or _NAMED.fullmatch(text)
    if found is None:
        return read_due(written)
    parts = found.groupdict()
    month = _month(parts["name"]) if "name" in parts else int(parts["month"])
    if parts["year"] is None:
        return _next(month, int(parts["day"]), today)
    return _within_reach(date(int(parts["year"]), month, int(parts["day"])))


def _within_reach(day: date) -> date:
    if day.year > _LAST_YEAR:
        raise ValueError(f"{day} is out of reach")
    return day


def _month(name: str) -> int:
    """The month of a name or its beginning, in Swedish or English. Raises ValueError when no month is called so."""
    for number, names in enumerate(zip(*(_month_names(locale) for locale in ("sv", "en")), strict=True), 1):
        if any(full.startswith(name) for full in names):
            return number
    raise ValueError(f"{name!r} is no month")


@cache
def _month_names(locale: str) -> tuple[str, ...]:
    names = get_month_names("wide", locale=locale)
    return tuple(names[number].lower() for number in range(1, 13))


def _next(month: int, day: int, today: date) -> date:
    """The next such day, today included; the 29th of February may be years away."""
    for year in range(today.year, today.year + _LEAP_YEARS):
        with suppress(ValueError):
            if (found := date(year, month, day)) >= today:
                return found
    raise ValueError(f"no month {month} has a day {day}")


def in_order(lines: Sequence[PlanLine]) -> tuple[PlanLine, ...]:
    """What is still to do before what is done, the earliest day first, without a day last."""
    return tuple(sorted(lines, key=lambda line: (line.state == "done", line.due or date.max)))
