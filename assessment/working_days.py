"""Days on which people work, for the days that a plan suggests or moves, and a day as files write it."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import date, timedelta
from typing import Final

LAST_DAY: Final = date(2199, 12, 31)
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_FRIDAY: Final = 4
# Days in Sweden on which nobody works, as month and day; those that move from year to year are left out.
_HOLIDAYS: Final = frozenset({(5, 1), (6, 6)})
_CHRISTMAS, _EPIPHANY = (12, 24), (1, 6)  # From the one to the other many are away, also on the days between holidays.
_HOLIDAYS_OF_PAUSE: Final = frozenset({(12, 24), (12, 25), (12, 26), (12, 31), (1, 1), (1, 6)})  # Nobody works then.


def read_due(written: str) -> date | None:
    """A day as files write it, 2027-01-31; None for an empty text. Raises ValueError if invalid or too late."""
    if not written.strip():
        return None
    if not _DAY.fullmatch(written.strip()):  # Python itself also takes 20270131 and 2027-W05-1.
        raise ValueError(f"{written!r} is not a day such as 2027-01-31")
    day = date.fromisoformat(written.strip())
    if day > LAST_DAY:
        raise ValueError(f"{day} is too late")
    return day


def working_day(day: date) -> date:
    """The day itself, or the Friday before a weekend, so that "within 30 days" stays true; after a holiday the next."""
    found = day - timedelta(days=max(0, day.weekday() - _FRIDAY))
    return next_working_day(found) if _is_holiday(found) else found


def next_working_day(day: date) -> date:
    """The first day after this one that is neither on a weekend nor a holiday."""
    following = day + timedelta(days=1)
    while following.weekday() > _FRIDAY or _is_holiday(following):
        following += timedelta(days=1)
    return following


def day_to_remind(day: date) -> date:
    """The last day before this one on which people work; around Christmas, some do on the days between holidays."""
    before = day - timedelta(days=1)
    while before.weekday() > _FRIDAY or (before.month, before.day) in _HOLIDAYS | _HOLIDAYS_OF_PAUSE:
        before -= timedelta(days=1)
    return before


def is_first_after_pause(day: date) -> bool:
    """Whether it is the first working day after Epiphany: the one suggested for any day from Christmas Eve on."""
    return day == next_working_day(date(day.year, *_EPIPHANY))


def after_pause(day: date, since: date) -> date:
    """The day, moved on by the days from Christmas Eve to Epiphany after `since` where those begin by it.

    So what begins before them has as much time as without them.
    """
    year = since.year if (since.month, since.day) > _EPIPHANY else since.year - 1
    begins = date(year, *_CHRISTMAS)
    if day < begins:
        return day
    return day + (date(year + 1, *_EPIPHANY) - max(begins, since)) + timedelta(days=1)


def free_from(day: date, taken: Collection[date]) -> date:
    """The day itself, or where it is taken the next working day that is not."""
    while day in taken:
        day = next_working_day(day)
    return day


def pushed(due: date, by: timedelta, before: date) -> date:
    """A working day so much later, after the day `before`: what is moved out of Christmas does not share a day."""
    later = date.fromordinal(min(due.toordinal() + by.days, LAST_DAY.toordinal()))
    return min(max(working_day(later), next_working_day(before)), LAST_DAY)


def moved(due: date, last: date, day: date, today: date) -> date:
    """The day of a step when the last one moves to `day`; one that is late already stays so."""
    if min(last, day) <= today:  # There is no time left to spread the steps over.
        return date.fromordinal(max(1, due.toordinal() + (day - last).days))
    if due == last or due <= today:
        return day if due == last else due
    return spread_to(round((due - today) / (last - today) * (day - today).days), day, today)


def spread_to(days: int, day: date, today: date) -> date:
    """A working day so many days from today for a step of a line that ends on `day`, which itself is kept."""
    if today + timedelta(days=days) >= day:
        return day
    spread = min(day, working_day(today + timedelta(days=days)))
    return max(min(next_working_day(today), day), spread)  # Nobody plans a first step for the very same day.


def _is_holiday(day: date) -> bool:
    month_day = day.month, day.day
    return month_day in _HOLIDAYS or month_day >= _CHRISTMAS or month_day <= _EPIPHANY
