"""The lines of a series' plan."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any, Final

from sqlalchemy import Connection, Row, delete, func, select, update

from assessment.incentives import SaidOfMeasure
from assessment.plan import MOST_LINES, PlanLine, PlanStep
from assessment.storage.engine import Database, insert
from assessment.storage.keys import key_hash
from assessment.storage.rows import find_series
from assessment.storage.tables import PLAN_LINES, SERIES

# The columns of a line, with the names of PlanLine.
_LINE: Final = (
    PLAN_LINES.c.line.label("id"),
    *(column for column in PLAN_LINES.c if column.name not in ("id", "series_id", "line")),
)

_DAYS: Final = ("due", "first_due")


@dataclass(frozen=True)
class RemovedLine:
    """A line that was removed from the plan, and its place among all lines."""

    line: PlanLine
    place: int


class PlanLines(Database):
    """Reads and changes the plan of a series."""

    def plan(self, key: str) -> list[PlanLine]:
        """The lines of the plan in the order they were added."""
        wanted = select(*_LINE).join(SERIES).where(SERIES.c.key_hash == key_hash(key)).order_by(PLAN_LINES.c.id)
        with self._reading() as connection:
            return [_line(row) for row in connection.execute(wanted)]

    def add_line(self, key: str, line: PlanLine) -> bool:
        """Add a line, unless it, or a line from the same recommendation, is already in the plan.

        False when the key has no series. Raises ValueError when the plan already has MOST_LINES.
        """
        with self._writing() as connection:
            series = find_series(connection, key)
            if series is None:
                return False
            insert_line(connection, series, line)
        return True

    def change_line(self, key: str, line: PlanLine, *names: str) -> bool:
        """Save the named fields of a line and leave the others as they are stored; False when the line is gone."""
        with self._writing() as connection:
            own = (PLAN_LINES.c.series_id == find_series(connection, key)) & (PLAN_LINES.c.line == line.id)
            changed = {name: _stored(line)[name] for name in names}
            return bool(connection.execute(update(PLAN_LINES).where(own).values(changed)).rowcount)

    def tick_step(self, key: str, line_id: str, number: int, *, is_done: bool) -> bool:
        """Save that a step of a line, from 0, is done or not, and the line's state; False when the line is gone."""
        return self._change(key, line_id, lambda line: line.with_step(number, is_done=is_done), "steps", "state")

    def move_step(self, key: str, line_id: str, number: int, day: date | None) -> bool:
        """Save a day for a step of a line, from 0, alone; False when the line is gone."""
        return self._change(key, line_id, lambda line: line.with_step_due(number, day), "steps", *_DAYS)

    def move_line(self, key: str, line_id: str, day: date | None, today: date) -> bool:
        """Save another deadline of a line, which its steps follow; False when the line is gone."""
        return self._change(key, line_id, lambda line: line.due_on(day, today), "steps", *_DAYS)

    def give_days(self, key: str, dated: PlanLine) -> bool:
        """Give a line and its steps the days that they have here; False when the line is gone."""
        return self._change(key, dated.id, lambda line: line.with_days_of(dated), "steps", *_DAYS)

    def _change(self, key: str, line_id: str, change: Callable[[PlanLine], PlanLine], *names: str) -> bool:
        """Save what a change makes of these fields of a line, as it is stored now; False when the line is gone."""
        with self._writing() as connection:
            own = (PLAN_LINES.c.series_id == find_series(connection, key)) & (PLAN_LINES.c.line == line_id)
            row = connection.execute(select(*_LINE).where(own)).one_or_none()
            if row is None:
                return False
            changed = _stored(change(_line(row)))
            connection.execute(update(PLAN_LINES).where(own).values({name: changed[name] for name in names}))
        return True

    def remove_line(self, key: str, line_id: str) -> RemovedLine | None:
        """Remove a line from the plan and return it; None when the plan does not have it."""
        with self._writing() as connection:
            own = (PLAN_LINES.c.series_id == find_series(connection, key)) & (PLAN_LINES.c.line == line_id)
            place = connection.execute(select(PLAN_LINES.c.id).where(own)).scalar()
            if place is None:
                return None
            removed = _line(connection.execute(select(*_LINE).where(own)).one())
            connection.execute(delete(PLAN_LINES).where(own))
        self._cut_log()
        return RemovedLine(removed, place)

    def put_back_line(self, key: str, removed: RemovedLine) -> bool:
        """Put a removed line back in its place; repeating it changes nothing. False when the key has no series.

        The line comes last when another line has taken its place. It loses its source when another line has been
        taken from that recommendation meanwhile. Raises ValueError when the plan has become full.
        """
        with self._writing() as connection:
            series = find_series(connection, key)
            if series is None:
                return False
            line, mine = removed.line, PLAN_LINES.c.series_id == series
            known = connection.execute(select(PLAN_LINES.c.line, PLAN_LINES.c.source).where(mine)).all()
            if line.id in {row.line for row in known}:
                return True
            if line.source in {row.source for row in known}:
                line = replace(line, source=None)
            is_free = connection.execute(select(PLAN_LINES.c.id).where(PLAN_LINES.c.id == removed.place)).one_or_none()
            insert_line(connection, series, line, removed.place if is_free is None else None)
        return True


def _line(row: Row[Any]) -> PlanLine:
    values = row._asdict()
    steps = tuple(PlanStep.of(step) for step in values["steps"])
    return PlanLine(**values | {"steps": steps, "said": tuple(SaidOfMeasure.read(one) for one in values["said"])})


def _stored(line: PlanLine) -> dict[str, Any]:
    """The fields of a line as they are stored: the steps, and what is said, as JSON."""
    values = {field.name: getattr(line, field.name) for field in fields(line)}
    return values | {name: [one.document() for one in values[name]] for name in ("steps", "said")}


def insert_line(connection: Connection, series: int, line: PlanLine, place: int | None = None) -> None:
    """Insert a line, last or in its place. Raises ValueError when the plan already has MOST_LINES."""
    values = _stored(line)
    placed = {"series_id": series, "line": values.pop("id")} | ({} if place is None else {"id": place})
    row = insert(connection, PLAN_LINES).values(**placed, **values)
    connection.execute(row.on_conflict_do_nothing())
    count = select(func.count()).where(PLAN_LINES.c.series_id == series)
    if connection.execute(count).scalar_one() > MOST_LINES:
        raise ValueError(f"a plan has at most {MOST_LINES} lines")
