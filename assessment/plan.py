"""The leader's plan: what to do, who, when, how to see that it helped, and whether it did."""

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
# Day before month, as in Sweden and Britain: 15/1, 15/1 2027, 15/1/2027, 15.1.2027, 15 januari 2027, 15th of Jan.
_SHORT: Final = re.compile(r"(?P<day>[0-9]{1,2})(?P<by>[/.-])(?P<month>[0-9]{1,2})(?:(?:(?P=by)| )(?P<year>[0-9]{4}))?")
_NAMED: Final = re.compile(
    r"(?:den )?(?P<day>[0-9]{1,2})(?:st|nd|rd|th|:[ae])?(?: of)? (?P<name>[a-zåäö]{3,})\.?(?:,? (?P<year>[0-9]{4}))?"
)
_LEAP_YEARS: Final = 9  # Two leap years are at most 8 years apart; this year counts too.


@dataclass(frozen=True)
class PlanLine:
    """One thing to do. `id` is random; `source` names the recommendation it came from, None for the leader's own.

    `added_in` is the number of the assessment it was added in, from 1. `due` is the deadline. `outcome` is whether it
    helped, asked when the leader assesses again.
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
        """Clean the texts. Raises ValueError for an unknown state or outcome."""
        for name in TEXT_FIELDS:
            object.__setattr__(self, name, " ".join(tidied(getattr(self, name)).split()))
        if self.state not in STATES:
            raise ValueError(f"{self.state!r} is not a plan state")
        if self.outcome is not None and self.outcome not in OUTCOMES:
            raise ValueError(f"{self.outcome!r} is not a plan outcome")

    def is_overdue(self, today: date) -> bool:
        """Whether its deadline has passed and it is not done."""
        return self.due is not None and self.due < today and self.state != "done"

    def asks_for_outcome(self, assessment: int, today: date) -> bool:
        """Whether the assessment with this number asks for the outcome: once the line is done, due, or has no date."""
        is_time = self.state == "done" or self.due is None or self.due <= today
        return self.outcome is None and self.added_in < assessment and is_time

    def document(self) -> dict[str, object]:
        """The line as JSON."""
        values = {field.name: getattr(self, field.name) for field in fields(self)}
        return values | {"due": self.due.isoformat() if self.due else None}


TEXT_FIELDS: Final = ("title", "first_step", "owner", "success")


def with_field(line: PlanLine, name: str, written: str, today: date) -> PlanLine:
    """The line with one field set to what was written or chosen. Raises ValueError for an invalid value.

    A line that has helped, or made no difference, is done.
    """
    value = understand_due(written, today) if name == "due" else written
    is_done = name == "outcome" and written in ("helped", "no_difference")
    # The names of fields, checked where the line is made.
    return replace(line, **{name: value}, **({"state": "done"} if is_done else {}))  # type: ignore[arg-type]


def new_line_id() -> str:
    """A random id for a line, made before the line is added, so that a double click adds one line."""
    return secrets.token_hex(16)


def first_due(today: date) -> date:
    """The default deadline of a line taken from a recommendation."""
    return today + timedelta(days=DAYS_TO_BEGIN_WITH)


def read_due(written: str) -> date | None:
    """A day as files write it, 2027-01-31; None for an empty text. Raises ValueError if invalid or too late."""
    if not written.strip():
        return None
    if not _DAY.fullmatch(written.strip()):  # Python itself also takes 20270131 and 2027-W05-1.
        raise ValueError(f"{written!r} is not a day such as 2027-01-31")
    return _within_reach(date.fromisoformat(written.strip()))


def understand_due(written: str, today: date) -> date | None:
    """A day as people write it: 2027-01-31, 31/1 2027, 31 januari; None for an empty text.

    The day comes before the month; without a year, the next such day is meant. Raises ValueError if invalid or too
    late.
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
        raise ValueError(f"{day} is too late")
    return day


def _month(name: str) -> int:
    """The number of a month from its name or its beginning, in Swedish or English. Raises ValueError if unknown."""
    for number, names in enumerate(zip(*(_month_names(locale) for locale in ("sv", "en")), strict=True), 1):
        if any(full.startswith(name) for full in names):
            return number
    raise ValueError(f"{name!r} is not a month")


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
    """Open lines before those that are done; within each, the earliest day first and lines without a day last."""
    return tuple(sorted(lines, key=lambda line: (line.state == "done", line.due or date.max)))
