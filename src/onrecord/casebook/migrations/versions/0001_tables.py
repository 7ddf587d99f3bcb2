"""The first tables."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "reports",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("digest", sa.Text, nullable=False, unique=True),
        sa.Column("payload", sa.Text, nullable=False),
        sa.Column("signature", sa.Text, nullable=False),
        sa.Column("copy_of", sa.Integer, sa.ForeignKey("reports.number")),
    )
    op.create_table(
        "bands",
        sa.Column("band", sa.Text, primary_key=True),
        sa.Column("report", sa.Integer, sa.ForeignKey("reports.number"), primary_key=True),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "coders",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("version", sa.Text, nullable=False),
        sa.Column("codebook", sa.Text, nullable=False),
        sa.Column("gazetteer", sa.Text, nullable=False),
        sa.Column("model", sa.Text, nullable=False),
        sa.Column("rules", sa.Text, nullable=False),
        sa.UniqueConstraint("version", "codebook", "gazetteer", "model", "rules"),
    )
    op.create_table(
        "codings",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("report", sa.Integer, sa.ForeignKey("reports.number"), nullable=False),
        sa.Column("coder", sa.Integer, sa.ForeignKey("coders.id"), nullable=False),
        sa.Column("digest", sa.Text, nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("diagnostics", sa.Text, nullable=False),
        sa.Column("current", sa.Boolean, nullable=False),
    )
    op.create_index("codings_report", "codings", ["report"])
    op.create_table(
        "events",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("coding", sa.Integer, sa.ForeignKey("codings.id"), nullable=False),
        sa.Column("report", sa.Integer, sa.ForeignKey("reports.number"), nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("seq", sa.Integer, nullable=False),
        sa.Column("current", sa.Boolean, nullable=False),
        sa.Column("payload", sa.Text, nullable=False),
        sa.Column("traits", sa.Text, nullable=False),
    )
    op.create_index("events_report", "events", ["report"])
    op.create_index("events_coding", "events", ["coding"])
    op.create_index("events_seq", "events", ["seq"])
    op.create_table(
        "keys",
        sa.Column("key", sa.Text, primary_key=True),
        sa.Column("moment", sa.BigInteger, primary_key=True),
        sa.Column("event", sa.Integer, sa.ForeignKey("events.id"), primary_key=True),
        sqlite_with_rowid=False,
    )
    op.create_index("keys_event", "keys", ["event"])
    op.create_table(
        "links",
        sa.Column("a", sa.Integer, sa.ForeignKey("events.id"), primary_key=True),
        sa.Column("b", sa.Integer, sa.ForeignKey("events.id"), primary_key=True),
        sa.Column("weight", sa.Float, nullable=False),
        sa.Column("probability", sa.Float, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("links_b", "links", ["b"])
    op.create_table(
        "incidents",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("type", sa.Text, nullable=False),
        sa.Column("review", sa.Text, nullable=False),
        sa.Column("start", sa.Date),
        sa.Column("end", sa.Date),
        sa.Column("country", sa.Text),
        sa.Column("places", sa.Text, nullable=False),
        sa.Column("payload", sa.Text, nullable=False),
    )
    op.create_index("incidents_start", "incidents", ["start"])
    op.create_index("incidents_country", "incidents", ["country"])
    op.create_table(
        "members",
        sa.Column("event", sa.Integer, sa.ForeignKey("events.id"), primary_key=True),
        sa.Column("incident", sa.Integer, sa.ForeignKey("incidents.number"), nullable=False),
    )
    op.create_index("members_incident", "members", ["incident"])
    op.create_table(
        "decisions",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("named", sa.Text, nullable=False),
        sa.Column("groups", sa.Text, nullable=False),
        sa.Column("field", sa.Text),
        sa.Column("value", sa.Text),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("undone", sa.Boolean, nullable=False),
    )
    op.create_table(
        "audit",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("action", sa.Text, nullable=False),
        sa.Column("subject", sa.Text, nullable=False),
        sa.Column("details", sa.Text, nullable=False),
        sa.Column("hash", sa.Text, nullable=False),
    )
    op.create_table(
        "settings",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("value", sa.Text, nullable=False),
    )
