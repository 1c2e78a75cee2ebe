"""Adds the telephone number of those who want to be contacted."""

import sqlalchemy as sa
from alembic import op

revision, down_revision = "0009", "0008"


def upgrade() -> None:
    """Nobody was asked for one before."""
    op.add_column("leads", sa.Column("phone", sa.Text, nullable=False, server_default=""))
