"""How long the visitor's answers are kept: visits with the own link, and the last day."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final

from assessment.storage import FINISHED_YEARS, UNFINISHED_DAYS, LastDay
from pages.visit import address, memory, saving
from pages.visit.address import Owner

MONTHS_FINISHED: Final = FINISHED_YEARS * 12
DAYS_UNFINISHED: Final = UNFINISHED_DAYS


def count_visit(key: str) -> None:
    """Record that somebody came with this private key today; once a day, however often a page is drawn.

    Raises StoreUnavailable.
    """
    today = datetime.now(UTC).date()
    if memory.VISITED_ON.value != today and saving.series(key).visit(today):
        memory.VISITED_ON.keep(today)


def last_day() -> LastDay | None:
    """The last day on which the visitor's own answers are kept as things stand; None when there are none."""
    visitor = address.visitor()
    if isinstance(visitor, Owner):
        with saving.reading():
            return saving.series(visitor.key).last_day()
    return None
