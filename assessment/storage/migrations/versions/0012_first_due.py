"""Adds the deadline that the lines of a plan had before they were put off."""

import sqlalchemy as sa
from alembic import op

revision, down_revision = "0012", "0011"


def upgrade() -> None:
    """Of what was put off before, it is not known."""
    op.add_column("plan_lines", sa.Column("first_due", sa.Date))
