"""Adds series of assessments under one key, the texts of question banks, a plan, and a read-only address."""

import sqlalchemy as sa
from alembic import op

revision, down_revision = "0002", "0001"


def upgrade() -> None:
    """Make each assessment the first of its own series, which takes over the key."""
    op.create_table(
        "instruments",
        sa.Column("hash", sa.String(64), primary_key=True),
        sa.Column("text", sa.Text, nullable=False),
    )
    op.create_table(
        "series",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("key_hash", sa.String(64), nullable=False, unique=True),
        sa.Column("view_salt", sa.String(32)),
        sa.Column("view_hash", sa.String(64), unique=True),
    )
    op.execute("INSERT INTO series (key_hash) SELECT key_hash FROM assessments ORDER BY id")

    op.add_column("assessments", sa.Column("series_id", sa.Integer))
    op.add_column("assessments", sa.Column("number", sa.Integer))
    op.add_column("assessments", sa.Column("instrument_hash", sa.String(64)))
    op.execute(
        "UPDATE assessments SET number = 1,"
        " series_id = (SELECT series.id FROM series WHERE series.key_hash = assessments.key_hash)"
    )
    # SQLite recreates the table from this description, because the constraint on key_hash has no name to drop it by.
    before = sa.Table(
        "assessments",
        sa.MetaData(),
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("key_hash", sa.String(64), nullable=False),
        sa.Column("instrument_version", sa.String(20), nullable=False),
        sa.Column("scoring_version", sa.String(20), nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True)),
        sa.Column("series_id", sa.Integer),
        sa.Column("number", sa.Integer),
        sa.Column("instrument_hash", sa.String(64)),
    )
    with op.batch_alter_table("assessments", copy_from=before) as assessments:
        assessments.drop_column("key_hash")
        assessments.alter_column("series_id", nullable=False)
        assessments.alter_column("number", nullable=False)
        assessments.create_foreign_key("assessments_series", "series", ["series_id"], ["id"], ondelete="CASCADE")
        assessments.create_foreign_key("assessments_instrument", "instruments", ["instrument_hash"], ["hash"])
        assessments.create_unique_constraint("assessments_number", ["series_id", "number"])

    op.create_table(
        "plan_lines",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("series_id", sa.Integer, sa.ForeignKey("series.id", ondelete="CASCADE"), nullable=False),
        sa.Column("line", sa.String(32), nullable=False),
        sa.Column("source", sa.String(100)),
        sa.Column("added_in", sa.Integer, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("first_step", sa.Text, nullable=False),
        sa.Column("owner", sa.Text, nullable=False),
        sa.Column("success", sa.Text, nullable=False),
        sa.Column("due", sa.Date),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("outcome", sa.String(20)),
        sa.UniqueConstraint("series_id", "line"),
        sa.UniqueConstraint("series_id", "source"),
    )
    op.create_table("purge_log", sa.Column("day", sa.Date, primary_key=True))
