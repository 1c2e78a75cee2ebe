"""What is stored: inputs only. Outcomes are computed anew from them.

An assessment is found by the hash of its private key; the key itself is never stored. Each choice is a row of its own,
so that two open tabs overwrite only what was tapped in them.
"""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import (
    JSON,
    Column,
    DateTime,
    Dialect,
    ForeignKey,
    Integer,
    MetaData,
    String,
    Table,
    TypeDecorator,
    UniqueConstraint,
)


class UtcDateTime(TypeDecorator[datetime]):
    """A point in time, always aware and in UTC: SQLite would give back naive ones, PostgreSQL aware ones."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a stored time must be aware")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


METADATA = MetaData()

ASSESSMENTS = Table(
    "assessments",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("key_hash", String(64), nullable=False, unique=True),
    Column("instrument_version", String(20), nullable=False),
    Column("scoring_version", String(20), nullable=False),
    Column("begun_at", UtcDateTime, nullable=False),
    Column("finished_at", UtcDateTime),
)

CHOICES = Table(
    "choices",
    METADATA,
    Column("assessment_id", ForeignKey("assessments.id", ondelete="CASCADE"), nullable=False),
    Column("path", String(200), nullable=False),
    Column("value", JSON, nullable=False),
    Column("saved_at", UtcDateTime, nullable=False),
    UniqueConstraint("assessment_id", "path"),
)

# The last tap of each open tab that was applied: a tap sent again after a lost connection is not applied twice.
TABS = Table(
    "tabs",
    METADATA,
    Column("assessment_id", ForeignKey("assessments.id", ondelete="CASCADE"), nullable=False),
    Column("tab", String(40), nullable=False),
    Column("last_tap", Integer, nullable=False),
    UniqueConstraint("assessment_id", "tab"),
)
