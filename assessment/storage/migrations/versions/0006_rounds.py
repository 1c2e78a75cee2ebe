"""Adds a team's rounds and its members' answers."""

import sqlalchemy as sa
from alembic import op

revision, down_revision = "0006", "0005"


def upgrade() -> None:
    """Earlier releases have none."""
    op.create_table(
        "rounds",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("series_id", sa.Integer, sa.ForeignKey("series.id", ondelete="CASCADE"), nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("assessment", sa.Integer, nullable=False),
        sa.Column("code_salt", sa.String(32), nullable=False),
        sa.Column("code_hash", sa.String(64), nullable=False, unique=True),
        sa.Column("setup", sa.JSON, nullable=False),
        sa.Column("minimum", sa.Integer, nullable=False),
        sa.Column("given", sa.JSON, nullable=False),
        sa.Column("instrument_hash", sa.String(64), sa.ForeignKey("instruments.hash")),
        sa.Column("instrument_version", sa.String(20), nullable=False),
        sa.Column("scoring_version", sa.String(20), nullable=False),
        sa.Column("begun_on", sa.Date, nullable=False),
        sa.Column("closes_on", sa.Date, nullable=False),
        sa.Column("closed_on", sa.Date),
        sa.Column("ending", sa.String(10)),
        sa.Column("released", sa.JSON),
        sa.UniqueConstraint("series_id", "number"),
    )
    op.create_table(
        "members",
        sa.Column("key_hash", sa.String(64), primary_key=True),
        sa.Column(
            "round_id", sa.String(32), sa.ForeignKey("rounds.id", ondelete="CASCADE"), nullable=False, index=True
        ),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "member_answers",
        sa.Column("round_id", sa.String(32), sa.ForeignKey("rounds.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("bits", sa.String(64), primary_key=True),
        sa.Column("answering", sa.Integer, nullable=False),
        sa.Column("finished", sa.Integer, nullable=False),
        sa.Column("answers", sa.JSON, nullable=False),
        sqlite_with_rowid=False,
    )
