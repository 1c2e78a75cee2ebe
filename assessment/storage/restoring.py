"""Stores a series that comes from a file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, insert

from assessment.answers import MOST_ASSESSMENTS
from assessment.plan import PlanLine
from assessment.storage.engine import Database
from assessment.storage.plan import insert_line
from assessment.storage.rows import LONGEST_VERSION, add_series, find_series, keep_text, newest_in, put_choices
from assessment.storage.tables import ASSESSMENTS


@dataclass(frozen=True)
class Restored:
    """An assessment from a file. `saved_at` is when each choice was saved; choices without a time are saved now."""

    choices: Mapping[str, object]
    saved_at: Mapping[str, datetime]
    instrument_version: str
    instrument_text: str | None
    scoring_version: str
    begun_at: datetime
    finished_at: datetime | None


class Restoring(Database):
    """Writes whole series."""

    def restore(self, key: str, assessments: Sequence[Restored], plan: Sequence[PlanLine]) -> None:
        """Store a whole series under a new key; a key that already has assessments keeps them.

        So repeating it changes nothing. Raises ValueError for no assessment, more than MOST_ASSESSMENTS or MOST_LINES,
        or an empty key.
        """
        if not key:
            raise ValueError("the key is empty")
        if not 1 <= len(assessments) <= MOST_ASSESSMENTS:
            raise ValueError(f"a series has 1 to {MOST_ASSESSMENTS} assessments")
        with self._writing() as connection:
            add_series(connection, key)
            series = find_series(connection, key)
            if series is None or newest_in(connection, series) is not None:
                return
            for number, each in enumerate(assessments, 1):
                _restore(connection, series, number, each)
            for line in plan:
                insert_line(connection, series, line)


def _restore(connection: Connection, series: int, number: int, restored: Restored) -> None:
    row = insert(ASSESSMENTS).values(
        series_id=series,
        number=number,
        instrument_hash=keep_text(connection, restored.instrument_text),
        instrument_version=restored.instrument_version[:LONGEST_VERSION],
        scoring_version=restored.scoring_version[:LONGEST_VERSION],
        begun_at=restored.begun_at,
        finished_at=restored.finished_at,
    )
    assessment = connection.execute(row.returning(ASSESSMENTS.c.id)).scalar_one()
    put_choices(connection, assessment, restored.choices, restored.saved_at)
