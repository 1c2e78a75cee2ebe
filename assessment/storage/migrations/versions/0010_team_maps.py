"""Adds the management team's map and what each role has told for it."""

import sqlalchemy as sa
from alembic import op

revision, down_revision = "0010", "0009"


def upgrade() -> None:
    """Earlier releases have none."""
    op.create_table(
        "team_maps",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("series_id", sa.Integer, sa.ForeignKey("series.id", ondelete="CASCADE"), nullable=False, unique=True),
        sa.Column("code_salt", sa.String(32), nullable=False),
        sa.Column("code_hash", sa.String(64), nullable=False, unique=True),
        sa.Column("closed", sa.Boolean, nullable=False),
    )
    op.create_table(
        "team_map_rows",
        sa.Column("team_map_id", sa.String(32), sa.ForeignKey("team_maps.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("role", sa.String(60), primary_key=True),
        sa.Column("key_hash", sa.String(64), nullable=False, unique=True),
        sa.Column("told", sa.JSON, nullable=False),
    )
