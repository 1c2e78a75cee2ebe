"""Adds what is said of new measures to the lines of a plan that bring them."""

import sqlalchemy as sa
from alembic import op

revision, down_revision = "0013", "0012"


def upgrade() -> None:
    """Of earlier changes nothing was kept."""
    op.add_column("plan_lines", sa.Column("said", sa.JSON, nullable=False, server_default="[]"))
