"""Adds what happened with the lines of a plan, in the leader's words."""

import sqlalchemy as sa
from alembic import op

revision, down_revision = "0011", "0010"


def upgrade() -> None:
    """Nobody was asked for it before."""
    op.add_column("plan_lines", sa.Column("happened", sa.Text, nullable=False, server_default=""))
