"""Adds consultants, their sign-ins and campaigns, and those who want to be contacted."""

import sqlalchemy as sa
from alembic import op

revision, down_revision = "0007", "0006"


def upgrade() -> None:
    """Earlier releases have none."""
    op.create_table(
        "consultants",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("name", sa.String(200), nullable=False, unique=True),
        sa.Column("key_hash", sa.String(64), nullable=False, unique=True),
        sa.Column("made_on", sa.Date, nullable=False),
        sa.Column("revoked_on", sa.Date),
    )
    op.create_table(
        "sign_ins",
        sa.Column("token_hash", sa.String(64), primary_key=True),
        sa.Column("consultant_id", sa.String(32), sa.ForeignKey("consultants.id", ondelete="CASCADE"), nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_table(
        "campaigns",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column(
            "consultant_id",
            sa.String(32),
            sa.ForeignKey("consultants.id", ondelete="CASCADE"),
            nullable=False,
            index=True,
        ),
        sa.Column("code_salt", sa.String(32), nullable=False),
        sa.Column("code_hash", sa.String(64), nullable=False, unique=True),
        sa.Column("setup", sa.JSON, nullable=False),
        sa.Column("logo", sa.LargeBinary),
        sa.Column("instrument_hash", sa.String(64), sa.ForeignKey("instruments.hash")),
        sa.Column("made_on", sa.Date, nullable=False),
        sa.Column("published_on", sa.Date),
        sa.Column("closed_on", sa.Date),
        sa.Column("archived_on", sa.Date),
        sa.Column("opened", sa.Integer, nullable=False, server_default="0"),
        sa.Column("begun", sa.Integer, nullable=False, server_default="0"),
        sa.Column("finished", sa.Integer, nullable=False, server_default="0"),
        sa.Column("released", sa.JSON),
    )
    op.create_table(
        "consents",
        sa.Column("hash", sa.String(64), primary_key=True),
        sa.Column("text", sa.Text, nullable=False),
    )
    op.create_table(
        "leads",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column(
            "campaign_id",
            sa.String(32),
            sa.ForeignKey("campaigns.id", ondelete="CASCADE"),
            nullable=False,
            index=True,
        ),
        sa.Column("key_hash", sa.String(64), nullable=False, unique=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("email", sa.Text, nullable=False),
        sa.Column("message", sa.Text, nullable=False),
        sa.Column("shows_result", sa.Boolean, nullable=False),
        sa.Column("consent_hash", sa.String(64), sa.ForeignKey("consents.hash"), nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
    )
    op.create_table(
        "participants",
        sa.Column("series_id", sa.Integer, sa.ForeignKey("series.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("campaign_id", sa.String(32), sa.ForeignKey("campaigns.id", ondelete="SET NULL"), index=True),
        sa.Column("days", sa.Integer, nullable=False),
    )
