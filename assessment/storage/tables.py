"""What is stored: inputs only. Results are always computed from them, but a team's released result.

A series holds the assessments of one private key, numbered from 1, and their plan. It is found by the hash of the key;
the key itself is never stored. Each choice is a row of its own, so that two open tabs overwrite only what was tapped
in them. The question bank an assessment was begun on is kept once, by the hash of its text.

What a team's members answer holds no time, no day and no order. Many members' answers are one row, sorted by the hashes
of their keys, and every change writes the row anew. So neither a column nor the place of a row in the file tells who
answered before whom.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    DateTime,
    Dialect,
    ForeignKey,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
)

# The newest of migrations/versions; a test compares the two.
SCHEMA_VERSION: Final = "0013"


class UtcDateTime(TypeDecorator[datetime]):
    """A point in time, always aware and in UTC: SQLite would return naive values, PostgreSQL aware ones."""

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


METADATA: Final = MetaData()

INSTRUMENTS: Final = Table(
    "instruments",
    METADATA,
    Column("hash", String(64), primary_key=True),
    Column("text", Text, nullable=False),
)

# The read-only address is derived from the private key and this salt; without a salt there is none. Of visits only the
# day of the last one is kept.
SERIES: Final = Table(
    "series",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("key_hash", String(64), nullable=False, unique=True),
    Column("view_salt", String(32)),
    Column("view_hash", String(64), unique=True),
    Column("visited_on", Date, nullable=False),
)

# Without an instrument_hash the text is unknown: answers from a file, or begun before texts were stored.
ASSESSMENTS: Final = Table(
    "assessments",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("series_id", ForeignKey("series.id", ondelete="CASCADE"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("instrument_hash", ForeignKey("instruments.hash")),
    Column("instrument_version", String(20), nullable=False),
    Column("scoring_version", String(20), nullable=False),
    Column("begun_at", UtcDateTime, nullable=False),
    Column("finished_at", UtcDateTime),
    UniqueConstraint("series_id", "number"),
)

CHOICES: Final = Table(
    "choices",
    METADATA,
    Column("assessment_id", ForeignKey("assessments.id", ondelete="CASCADE"), nullable=False),
    Column("path", String(200), nullable=False),
    Column("value", JSON, nullable=False),
    Column("saved_at", UtcDateTime, nullable=False),
    UniqueConstraint("assessment_id", "path"),
)

# The last tap applied from each open tab, so that a tap sent again after a lost connection is not applied twice.
TABS: Final = Table(
    "tabs",
    METADATA,
    Column("assessment_id", ForeignKey("assessments.id", ondelete="CASCADE"), nullable=False),
    Column("tab", String(40), nullable=False),
    Column("last_tap", Integer, nullable=False),
    UniqueConstraint("assessment_id", "tab"),
)

PLAN_LINES: Final = Table(
    "plan_lines",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("series_id", ForeignKey("series.id", ondelete="CASCADE"), nullable=False),
    Column("line", String(32), nullable=False),
    Column("source", String(100)),
    Column("added_in", Integer, nullable=False),
    Column("title", Text, nullable=False),
    Column("first_step", Text, nullable=False),
    Column("owner", Text, nullable=False),
    Column("success", Text, nullable=False),
    Column("due", Date),
    Column("state", String(10), nullable=False),
    Column("outcome", String(20)),
    Column("steps", JSON, nullable=False, server_default="[]"),
    Column("happened", Text, nullable=False, server_default=""),
    Column("first_due", Date),
    Column("said", JSON, nullable=False, server_default="[]"),
    UniqueConstraint("series_id", "line"),
    UniqueConstraint("series_id", "source"),
)

# A team's round, begun from an assessment of its leader. Its public code is derived from the leader's key and the salt.
# Its id is random. `setup` is what the leader decided, `given` the choices that all members' answers begin with.
# `ending` is what became of it once it closed, and `released` all that is left of its answers then.
ROUNDS: Final = Table(
    "rounds",
    METADATA,
    Column("id", String(32), primary_key=True),
    Column("series_id", ForeignKey("series.id", ondelete="CASCADE"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("assessment", Integer, nullable=False),
    Column("code_salt", String(32), nullable=False),
    Column("code_hash", String(64), nullable=False, unique=True),
    Column("setup", JSON, nullable=False),
    Column("minimum", Integer, nullable=False),
    Column("given", JSON, nullable=False),
    Column("instrument_hash", ForeignKey("instruments.hash")),
    Column("instrument_version", String(20), nullable=False),
    Column("scoring_version", String(20), nullable=False),
    Column("begun_on", Date, nullable=False),
    Column("closes_on", Date, nullable=False),
    Column("closed_on", Date),
    Column("ending", String(10)),
    Column("released", JSON(none_as_null=True)),
    UniqueConstraint("series_id", "number"),
)

# Which round a member's key belongs to, until it closes. Whenever somebody joins, the rows of those whose answers are
# in the same row are written anew in random order.
MEMBERS: Final = Table(
    "members",
    METADATA,
    Column("key_hash", String(64), primary_key=True),
    Column("round_id", ForeignKey("rounds.id", ondelete="CASCADE"), nullable=False, index=True),
    sqlite_with_rowid=False,
)

# The answers of all members of a round whose hashes begin with these bits; `answers` are by hash. A row that becomes
# long is divided in two. `answering` of them have rated something, `finished` have finished.
MEMBER_ANSWERS: Final = Table(
    "member_answers",
    METADATA,
    Column("round_id", ForeignKey("rounds.id", ondelete="CASCADE"), primary_key=True),
    Column("bits", String(64), primary_key=True),
    Column("answering", Integer, nullable=False),
    Column("finished", Integer, nullable=False),
    Column("answers", JSON, nullable=False),  # Last, so that SQLite counts the others without reading all of it.
    sqlite_with_rowid=False,
)

# The management team's map of a leader's series: one at a time, `closed` once nobody can tell anything any more. Its
# public code is derived from the leader's key and the salt.
TEAM_MAPS: Final = Table(
    "team_maps",
    METADATA,
    Column("id", String(32), primary_key=True),
    Column("series_id", ForeignKey("series.id", ondelete="CASCADE"), nullable=False, unique=True),
    Column("code_salt", String(32), nullable=False),
    Column("code_hash", String(64), nullable=False, unique=True),
    Column("closed", Boolean, nullable=False),
)

# What each role has told for it: its own measures, and a guess at another role's. By role and openly, so nobody's name
# and no time; the key is that of whoever has told it.
TEAM_MAP_ROWS: Final = Table(
    "team_map_rows",
    METADATA,
    Column("team_map_id", ForeignKey("team_maps.id", ondelete="CASCADE"), primary_key=True),
    Column("role", String(60), primary_key=True),
    Column("key_hash", String(64), nullable=False, unique=True),
    Column("told", JSON, nullable=False),
)

# A consultant signs in with a key that is shown once, when it is made. Whoever is revoked stays in the list.
CONSULTANTS: Final = Table(
    "consultants",
    METADATA,
    Column("id", String(32), primary_key=True),
    Column("name", String(200), nullable=False, unique=True),
    Column("key_hash", String(64), nullable=False, unique=True),
    Column("made_on", Date, nullable=False),
    Column("revoked_on", Date),
)

# A browser that is signed in holds a random token in a cookie.
SIGN_INS: Final = Table(
    "sign_ins",
    METADATA,
    Column("token_hash", String(64), primary_key=True),
    Column("consultant_id", ForeignKey("consultants.id", ondelete="CASCADE"), nullable=False),
    Column("begun_at", UtcDateTime, nullable=False),
    Column("used_at", UtcDateTime, nullable=False),
)

# A consultant's campaign, found by a public code that the server's secret and the salt make. `setup` is what the
# consultant decided, `logo` a PNG. Without an instrument_hash its questions are those that the app ships with. How
# often its link was opened, and how many have begun and finished, is only counted. `released` is all that is left of
# what they answered together, once it has closed.
CAMPAIGNS: Final = Table(
    "campaigns",
    METADATA,
    Column("id", String(32), primary_key=True),
    Column("consultant_id", ForeignKey("consultants.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("code_salt", String(32), nullable=False),
    Column("code_hash", String(64), nullable=False, unique=True),
    Column("setup", JSON, nullable=False),
    Column("logo", LargeBinary),
    Column("instrument_hash", ForeignKey("instruments.hash")),
    Column("made_on", Date, nullable=False),
    Column("published_on", Date),
    Column("closed_on", Date),
    Column("archived_on", Date),
    Column("opened", Integer, nullable=False, server_default="0"),
    Column("begun", Integer, nullable=False, server_default="0"),
    Column("finished", Integer, nullable=False, server_default="0"),
    Column("released", JSON(none_as_null=True)),
)

# Which campaign a series was begun in, and how many days after the last change or visit it is deleted, as was said
# then. That holds, whatever becomes of the campaign; once that is deleted its id is None. `role` is "shown" once the
# consultant could see this result, "counted" once it is part of what is released of all; never both, since nobody's
# result may follow from the others'.
PARTICIPANTS: Final = Table(
    "participants",
    METADATA,
    Column("series_id", ForeignKey("series.id", ondelete="CASCADE"), primary_key=True),
    Column("campaign_id", ForeignKey("campaigns.id", ondelete="SET NULL"), index=True),
    Column("days", Integer, nullable=False),
    Column("role", String(10)),
)

# The wordings of what people have agreed to, each once.
CONSENTS: Final = Table(
    "consents",
    METADATA,
    Column("hash", String(64), primary_key=True),
    Column("text", Text, nullable=False),
)

# Who wants to be contacted, by the hash of the key of their series: it outlives the answers, and goes with them when
# the respondent deletes them.
LEADS: Final = Table(
    "leads",
    METADATA,
    Column("id", String(32), primary_key=True),
    Column("campaign_id", ForeignKey("campaigns.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("key_hash", String(64), nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("email", Text, nullable=False),
    Column("message", Text, nullable=False),
    Column("shows_result", Boolean, nullable=False),
    Column("consent_hash", ForeignKey("consents.hash"), nullable=False),
    Column("language", String(2), nullable=False),
    Column("given_at", UtcDateTime, nullable=False),
    Column("state", String(10), nullable=False),
    Column("phone", Text, nullable=False, server_default=""),
)

# One row per day, so that only one of several servers on a database purges.
PURGE_LOG: Final = Table(
    "purge_log",
    METADATA,
    Column("day", Date, primary_key=True),
)
