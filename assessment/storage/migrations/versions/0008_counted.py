"""Adds what becomes of a respondent's result in a campaign."""

import sqlalchemy as sa
from alembic import op

revision, down_revision = "0008", "0007"


def upgrade() -> None:
    """Nothing has been released before."""
    op.add_column("participants", sa.Column("role", sa.String(10)))
