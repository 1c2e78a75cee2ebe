"""Days on which people work, for the days that a plan suggests."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

_FRIDAY: Final = 4
# Days in Sweden on which nobody works, as month and day; those that move from year to year are left out.
_HOLIDAYS: Final = frozenset({(1, 1), (1, 6), (5, 1), (6, 6), (12, 24), (12, 25), (12, 26), (12, 31)})


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


def _is_holiday(day: date) -> bool:
    return (day.month, day.day) in _HOLIDAYS
