"""Adds the steps of the lines of a plan."""

import sqlalchemy as sa
from alembic import op

revision, down_revision = "0005", "0004"


def upgrade() -> None:
    """Lines of earlier releases have none."""
    op.add_column("plan_lines", sa.Column("steps", sa.JSON, nullable=False, server_default="[]"))
