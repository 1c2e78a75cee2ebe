"""Writes and reads the assessments of a series. Each method is one transaction."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from statistics import median
from typing import Any, Final

from sqlalchemy import Connection, Row, bindparam, delete, select, update

from assessment.answers import MOST_ASSESSMENTS
from assessment.problems import clean
from assessment.storage.engine import AT_ONCE, Database, insert
from assessment.storage.keys import key_hash
from assessment.storage.rows import (
    LONGEST_VERSION,
    add_series,
    current_in,
    delete_assessments,
    delete_series,
    find_assessment,
    find_series,
    keep_text,
    newest_in,
    now_utc,
    put_choices,
)
from assessment.storage.tables import (
    ASSESSMENTS,
    CAMPAIGNS,
    CHOICES,
    INSTRUMENTS,
    LEADS,
    PARTICIPANTS,
    PLAN_LINES,
    SERIES,
    TABS,
)
from assessment.storage.upgrade import copies, forget_copies

_TAB: Final = 40  # The length of the column for a tab's id.
# What every run of a page reads. To put a statement together takes as long as to have it answered.
_NEWEST: Final = (
    select(ASSESSMENTS)
    .join(SERIES)
    .where(SERIES.c.key_hash == bindparam("key_hash"))
    .order_by(ASSESSMENTS.c.number.desc())
    .limit(1)
)
_CHOICES_OF: Final = select(CHOICES.c.assessment_id, CHOICES.c.path, CHOICES.c.value, CHOICES.c.saved_at).where(
    CHOICES.c.assessment_id.in_(bindparam("assessments", expanding=True))
)


@dataclass(frozen=True)
class Tap:
    """One choice made in one open tab, or None to remove it: `number` counts the taps of that tab from 1."""

    number: int
    path: str
    value: object


@dataclass(frozen=True)
class Stored:
    """An assessment as it is stored, with its number in the series, from 1.

    `choices` are values by path, `saved_at` is when each was saved. `instrument_hash` finds the text of its question
    bank, None when unknown. `answered_at` is when the last rating was saved, `seconds_per_rating` the median time
    between two saved ratings, None when there are fewer than two.
    """

    number: int
    choices: Mapping[str, object]
    instrument_hash: str | None
    instrument_version: str
    scoring_version: str
    begun_at: datetime
    finished_at: datetime | None
    saved_at: Mapping[str, datetime]
    answered_at: datetime | None
    seconds_per_rating: float | None

    @property
    def finished(self) -> bool:
        """Whether the respondent has finished it."""
        return self.finished_at is not None


@dataclass(frozen=True)
class Discarded:
    """An unfinished assessment that was discarded: its rows by column, and the plan lines added during it."""

    number: int
    assessment: Mapping[str, object]
    choices: tuple[Mapping[str, object], ...]
    tabs: tuple[Mapping[str, object], ...]
    lines: tuple[str, ...]
    instrument_text: str | None


class Assessments(Database):
    """Begins, changes, finishes, discards and deletes the assessments of a series."""

    def begin(
        self,
        key: str,
        choices: Mapping[str, object],
        *,
        instrument_version: str,
        scoring_version: str,
        instrument_text: str | None = None,
        after: int = 0,
    ) -> None:
        """Begin the assessment number `after` + 1 of this key, or change these choices when it has begun.

        Repeating it changes nothing. A key without a series gets one when `after` is 0. Raises ValueError when
        assessment number `after` does not exist, when the series already has MOST_ASSESSMENTS, or when the key is
        empty.
        """
        if not key:
            raise ValueError("the key is empty")
        if not 0 <= after < MOST_ASSESSMENTS:
            raise ValueError(f"a series has at most {MOST_ASSESSMENTS} assessments")
        with self._writing() as connection:
            if not after:
                add_series(connection, key)
            series = find_series(connection, key)
            if series is None or after > (newest_in(connection, series) or (0, 0))[1]:
                raise ValueError(f"the series has no assessment {after}")
            connection.execute(
                insert(connection, ASSESSMENTS)
                .values(
                    series_id=series,
                    number=after + 1,
                    instrument_hash=keep_text(connection, instrument_text),
                    instrument_version=instrument_version[:LONGEST_VERSION],
                    scoring_version=scoring_version[:LONGEST_VERSION],
                    begun_at=now_utc(),
                )
                .on_conflict_do_nothing()
            )
            numbered = (ASSESSMENTS.c.series_id == series) & (ASSESSMENTS.c.number == after + 1)
            put_choices(connection, connection.execute(select(ASSESSMENTS.c.id).where(numbered)).scalar_one(), choices)

    def change(self, key: str, choices: Mapping[str, object]) -> bool:
        """Save these choices and leave all others; None removes one. False when the key has no assessment."""
        with self._writing() as connection:
            assessment = find_assessment(connection, key)
            if assessment is None:
                return False
            _change(connection, assessment, choices)
        return True

    def change_with(self, key: str, path: str, change: Callable[[object], object]) -> bool:
        """Replace the stored choice at this path by `change(choice)`; None means no choice.

        This changes the latest finished assessment, which the results show, and the one begun after it, so that the
        change is still there when that one is finished. One transaction reads and writes, so two tabs that change the
        same choice do not undo each other. False when the key has no assessment.
        """
        with self._writing() as connection:
            series = find_series(connection, key)
            current = [] if series is None else current_in(connection, series)
            for assessment in current:
                own = (CHOICES.c.assessment_id == assessment) & (CHOICES.c.path == path)
                stored = connection.execute(select(CHOICES.c.value).where(own)).scalar()
                _change(connection, assessment, {path: change(stored)})
        return bool(current)

    def apply(self, key: str, tab: str, taps: Sequence[Tap], *, number: int | None = None) -> bool:
        """Save the taps of one open tab, each exactly once however often it is sent.

        They belong to the assessment of this number, by default the newest. False when the key has no such assessment.
        """
        with self._writing() as connection:
            assessment = find_assessment(connection, key, number)
            if assessment is None:
                return False
            tab = clean(tab)[:_TAB]  # It comes from a browser, so it can be any text.
            mine = (TABS.c.assessment_id == assessment) & (TABS.c.tab == tab)
            last = connection.execute(select(TABS.c.last_tap).where(mine)).scalar() or 0
            fresh = sorted((tap for tap in taps if tap.number > last), key=lambda tap: tap.number)
            if fresh:
                _change(connection, assessment, {tap.path: tap.value for tap in fresh})
                row = insert(connection, TABS).values(assessment_id=assessment, tab=tab, last_tap=fresh[-1].number)
                changed = {"last_tap": row.excluded.last_tap}
                connection.execute(row.on_conflict_do_update(index_elements=["assessment_id", "tab"], set_=changed))
        return True

    def load(self, key: str) -> Stored | None:
        """The newest assessment of this key; None when unknown or deleted."""
        with self._reading() as connection:
            found = connection.execute(_NEWEST, {"key_hash": key_hash(key)}).one_or_none()
            return None if found is None else _stored(found, _choices(connection, [found.id]))

    def load_all(self, key: str) -> list[Stored]:
        """Every assessment of this key, oldest first; empty when unknown or deleted."""
        with self._reading() as connection:
            return read_assessments(connection, SERIES.c.key_hash == key_hash(key))

    def finish(self, key: str) -> None:
        """Mark the newest assessment as finished; only the first time counts."""
        with self._writing() as connection:
            assessment = find_assessment(connection, key)
            own = (ASSESSMENTS.c.id == assessment) & ASSESSMENTS.c.finished_at.is_(None)
            if connection.execute(update(ASSESSMENTS).where(own).values(finished_at=now_utc())).rowcount:
                _count_in_campaign(connection, assessment)

    def discard(self, key: str, number: int) -> Discarded | None:
        """Remove the newest assessment if it has this number, is unfinished, and an earlier one is finished.

        Returns enough to put it back. Otherwise returns None and changes nothing.
        """
        with self._writing() as connection:
            series = find_series(connection, key)
            current = [] if series is None else current_in(connection, series)
            if len(current) < 2:  # noqa: PLR2004  # the finished one and the one after it
                return None
            own = (ASSESSMENTS.c.id == current[-1]) & (ASSESSMENTS.c.number == number)
            found = connection.execute(select(ASSESSMENTS).where(own)).mappings().one_or_none()
            if found is None:
                return None
            choices, tabs = (
                tuple(connection.execute(select(table).where(table.c.assessment_id == found["id"])).mappings().all())
                for table in (CHOICES, TABS)
            )
            added = (PLAN_LINES.c.series_id == series) & (PLAN_LINES.c.added_in == number)
            lines = tuple(connection.execute(select(PLAN_LINES.c.line).where(added)).scalars())
            connection.execute(update(PLAN_LINES).where(added).values(added_in=number - 1))
            kept = select(INSTRUMENTS.c.text).where(INSTRUMENTS.c.hash == found["instrument_hash"])
            discarded = Discarded(
                number, _without(found, "id", "series_id"), _all_without(choices, "assessment_id"),
                _all_without(tabs, "assessment_id"), lines, connection.execute(kept).scalar(),
            )  # fmt: skip
            delete_assessments(connection, [found["id"]])
        self._cut_log()
        return discarded

    def put_back(self, key: str, discarded: Discarded) -> bool:
        """Restore a discarded assessment. False when the series is gone or another assessment has its number."""
        with self._writing() as connection:
            series = find_series(connection, key)
            newest = newest_in(connection, series) if series is not None else None
            if series is None or newest is None or newest[1] != discarded.number - 1:
                return False
            row = {**discarded.assessment, "instrument_hash": keep_text(connection, discarded.instrument_text)}
            connection.execute(insert(connection, ASSESSMENTS).values(series_id=series, **row))
            again = newest_in(connection, series)
            own = {"assessment_id": again[0] if again else None}
            for table, rows in ((CHOICES, discarded.choices), (TABS, discarded.tabs)):
                for at in range(0, len(rows), AT_ONCE):
                    connection.execute(table.insert(), [{**each, **own} for each in rows[at : at + AT_ONCE]])
            lines = (PLAN_LINES.c.series_id == series) & PLAN_LINES.c.line.in_(discarded.lines)
            connection.execute(update(PLAN_LINES).where(lines).values(added_in=discarded.number))
        return True

    def delete(self, key: str) -> None:
        """Delete every assessment of this key, its plan and its lead in one step, from copies of the database too."""
        with self._writing() as connection:
            leads = connection.execute(delete(LEADS).where(LEADS.c.key_hash == key_hash(key))).rowcount
            series = find_series(connection, key)
            if series is not None:
                delete_series(connection, [series])
            if leads or series is not None:
                forget_copies(connection, copies(connection))
        self._cut_log()

    def instrument_text(self, wanted_hash: str) -> str | None:
        """The text of the question bank with this hash; None when it is not stored."""
        with self._reading() as connection:
            return connection.execute(select(INSTRUMENTS.c.text).where(INSTRUMENTS.c.hash == wanted_hash)).scalar()


def _count_in_campaign(connection: Connection, assessment: int | None) -> None:
    """Count a respondent of a campaign who has finished for the first time."""
    series = select(ASSESSMENTS.c.series_id).where(ASSESSMENTS.c.id == assessment, ASSESSMENTS.c.number == 1)
    campaign = select(PARTICIPANTS.c.campaign_id).where(PARTICIPANTS.c.series_id.in_(series))
    counted = {"finished": CAMPAIGNS.c.finished + 1}
    connection.execute(update(CAMPAIGNS).where(CAMPAIGNS.c.id.in_(campaign)).values(counted))


def read_assessments(connection: Connection, whose: Any) -> list[Stored]:
    """Every assessment of the series that meets this condition, oldest first."""
    found = connection.execute(select(ASSESSMENTS).join(SERIES).where(whose).order_by(ASSESSMENTS.c.number)).all()
    choices = _choices(connection, [row.id for row in found])
    return [_stored(row, [choice for choice in choices if choice.assessment_id == row.id]) for row in found]


def _change(connection: Connection, assessment: int, choices: Mapping[str, object]) -> None:
    """Replace these choices; None removes one."""
    gone = [path for path, value in choices.items() if value is None]
    if gone:
        own = CHOICES.c.assessment_id == assessment
        connection.execute(delete(CHOICES).where(own, CHOICES.c.path.in_(gone)))
    put_choices(connection, assessment, choices)


def _without(row: Mapping[Any, Any], *names: str) -> dict[str, object]:
    return {str(name): value for name, value in row.items() if name not in names}


def _all_without(rows: Sequence[Mapping[Any, Any]], *names: str) -> tuple[dict[str, object], ...]:
    return tuple(_without(row, *names) for row in rows)


def _choices(connection: Connection, assessments: Sequence[int]) -> Sequence[Any]:
    return connection.execute(_CHOICES_OF, {"assessments": assessments}).all()


def _stored(found: Row[Any], choices: Sequence[Any]) -> Stored:
    rated = [row.saved_at for row in choices if row.path.startswith("ratings.")]
    return Stored(
        number=found.number,
        choices={row.path: row.value for row in choices},
        instrument_hash=found.instrument_hash,
        instrument_version=found.instrument_version,
        scoring_version=found.scoring_version,
        begun_at=found.begun_at,
        finished_at=found.finished_at,
        saved_at={row.path: row.saved_at for row in choices},
        answered_at=max(rated, default=None),
        seconds_per_rating=_pace(rated),
    )


def _pace(times: Sequence[datetime]) -> float | None:
    ordered = sorted(set(times))  # Choices saved together, as from a file, say nothing about pace.
    pauses = [(later - earlier).total_seconds() for earlier, later in pairwise(ordered)]
    return median(pauses) if pauses else None
