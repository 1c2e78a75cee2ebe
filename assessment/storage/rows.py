"""Finds, writes and deletes the rows of a series and of its assessments, inside a transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Final

from sqlalchemy import Connection, Row, delete, func, select

from assessment.bank import text_hash
from assessment.storage.engine import AT_ONCE, insert
from assessment.storage.keys import key_hash
from assessment.storage.tables import (
    ASSESSMENTS,
    CHOICES,
    INSTRUMENTS,
    MEMBER_ANSWERS,
    MEMBERS,
    PARTICIPANTS,
    PLAN_LINES,
    ROUNDS,
    SERIES,
    TABS,
    TEAM_MAP_ROWS,
    TEAM_MAPS,
)

LONGEST_VERSION: Final = 20  # The length of the column for a version.


def find_series(connection: Connection, key: str) -> int | None:
    """The id of a key's series, locked until the transaction ends, so that two tabs write one after the other."""
    wanted = select(SERIES.c.id).where(SERIES.c.key_hash == key_hash(key))
    return connection.execute(wanted.with_for_update()).scalar()


def newest_in(connection: Connection, series: int) -> Row[int, int] | None:
    """The id and number of the newest assessment of a series."""
    wanted = select(ASSESSMENTS.c.id, ASSESSMENTS.c.number).where(ASSESSMENTS.c.series_id == series)
    return connection.execute(wanted.order_by(ASSESSMENTS.c.number.desc()).limit(1)).one_or_none()


def find_assessment(connection: Connection, key: str, number: int | None = None) -> int | None:
    """The id of a key's assessment by its number, by default the newest."""
    series = find_series(connection, key)
    if series is None:
        return None
    if number is not None:
        numbered = (ASSESSMENTS.c.series_id == series) & (ASSESSMENTS.c.number == number)
        return connection.execute(select(ASSESSMENTS.c.id).where(numbered)).scalar()
    newest = newest_in(connection, series)
    return None if newest is None else newest[0]


def current_in(connection: Connection, series: int) -> list[int]:
    """A series' latest finished assessment and the one begun after it, oldest first; else only the newest."""
    mine = ASSESSMENTS.c.series_id == series
    finished = select(func.max(ASSESSMENTS.c.number)).where(mine, ASSESSMENTS.c.finished_at.is_not(None))
    newest = select(func.max(ASSESSMENTS.c.number)).where(mine)
    since = ASSESSMENTS.c.number >= func.coalesce(finished.scalar_subquery(), newest.scalar_subquery())
    wanted = select(ASSESSMENTS.c.id).where(mine, since).order_by(ASSESSMENTS.c.number)
    return list(connection.execute(wanted).scalars())


def add_series(connection: Connection, key: str) -> None:
    """Add the series of a key if it has none, visited today, and lock it."""
    row = insert(connection, SERIES).values(key_hash=key_hash(key), visited_on=now_utc().date())
    # An update that changes nothing: it locks the row, or waits until the row's deletion has ended.
    same = {"key_hash": row.excluded.key_hash}
    connection.execute(row.on_conflict_do_update(index_elements=["key_hash"], set_=same))


def keep_text(connection: Connection, instrument_text: str | None) -> str | None:
    """Store a question bank's text once, and return its hash."""
    if instrument_text is None:
        return None
    own = text_hash(instrument_text)
    kept = select(INSTRUMENTS.c.hash).where(INSTRUMENTS.c.hash == own)
    if connection.execute(kept.with_for_update(read=True, key_share=True)).scalar() is None:
        connection.execute(
            insert(connection, INSTRUMENTS).values(hash=own, text=instrument_text).on_conflict_do_nothing()
        )
    return own


def put_choices(
    connection: Connection,
    assessment: int,
    choices: Mapping[str, object],
    saved_at: Mapping[str, datetime] | None = None,
) -> None:
    """Replace these choices; None means no choice and is not written. Without a time they count as saved now."""
    now, known = now_utc(), saved_at or {}
    rows = [
        {"assessment_id": assessment, "path": path, "value": value, "saved_at": known.get(path, now)}
        for path, value in choices.items()
        if value is not None
    ]
    if rows:
        row = insert(connection, CHOICES)
        changed = {"value": row.excluded.value, "saved_at": row.excluded.saved_at}
        connection.execute(row.on_conflict_do_update(index_elements=["assessment_id", "path"], set_=changed), rows)


def delete_series(connection: Connection, series: Sequence[int]) -> None:
    """Delete these series with their assessments, plans, rounds and team maps."""
    for at in range(0, len(series), AT_ONCE):
        own = series[at : at + AT_ONCE]
        assessments = select(ASSESSMENTS.c.id).where(ASSESSMENTS.c.series_id.in_(own))
        delete_assessments(connection, list(connection.execute(assessments).scalars()))
        for table in (PLAN_LINES, PARTICIPANTS):
            connection.execute(delete(table).where(table.c.series_id.in_(own)))
        rounds = select(ROUNDS.c.id).where(ROUNDS.c.series_id.in_(own))
        delete_rounds(connection, list(connection.execute(rounds).scalars()))
        delete_team_maps(connection, own)
        connection.execute(delete(SERIES).where(SERIES.c.id.in_(own)))


def delete_rounds(connection: Connection, rounds: Sequence[str]) -> None:
    """Delete these rounds with their members' answers and keys."""
    for at in range(0, len(rounds), AT_ONCE):
        own = rounds[at : at + AT_ONCE]
        # Answers first: whoever is writing some is waited for, and then nobody refers to the round any more.
        for table in (MEMBER_ANSWERS, MEMBERS):
            connection.execute(delete(table).where(table.c.round_id.in_(own)))
        connection.execute(delete(ROUNDS).where(ROUNDS.c.id.in_(own)))


def delete_team_maps(connection: Connection, series: Sequence[int]) -> None:
    """Delete the team maps of these series with all that was told for them."""
    own = TEAM_MAPS.c.series_id.in_(series)
    # Whoever is telling something has locked the map: they are waited for, and then nobody refers to it any more.
    maps = list(connection.execute(select(TEAM_MAPS.c.id).where(own).with_for_update()).scalars())
    connection.execute(delete(TEAM_MAP_ROWS).where(TEAM_MAP_ROWS.c.team_map_id.in_(maps)))
    connection.execute(delete(TEAM_MAPS).where(own))


def delete_assessments(connection: Connection, assessments: Sequence[int]) -> None:
    """Delete these assessments with their choices."""
    for at in range(0, len(assessments), AT_ONCE):
        own = assessments[at : at + AT_ONCE]
        for table in (CHOICES, TABS):
            connection.execute(delete(table).where(table.c.assessment_id.in_(own)))
        connection.execute(delete(ASSESSMENTS).where(ASSESSMENTS.c.id.in_(own)))


def now_utc() -> datetime:
    """The current time in UTC."""
    return datetime.now(UTC)
