"""Adds the day of the last visit to each series, from which the time that finished assessments are kept is counted."""

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

revision, down_revision = "0004", "0003"

_SERIES = sa.table("series", sa.column("visited_on", sa.Date))


def upgrade() -> None:
    """Count from today, because nobody knows when older series were last visited."""
    op.add_column("series", sa.Column("visited_on", sa.Date))
    op.execute(sa.update(_SERIES).values(visited_on=datetime.now(UTC).date()))
    with op.batch_alter_table("series") as series:
        series.alter_column("visited_on", nullable=False)
