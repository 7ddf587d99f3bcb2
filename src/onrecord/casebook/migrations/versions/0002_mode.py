"""Codings record the mode in which their coder read dates. Until now the command line had only one:
``auto``."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

FIELDS = ("version", "codebook", "gazetteer", "model", "rules")
ALL = ", ".join(("id", *FIELDS))


def upgrade() -> None:
    op.create_table(
        "coders_anew",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        *(sa.Column(name, sa.Text, nullable=False) for name in (*FIELDS, "mode")),
        sa.UniqueConstraint(*FIELDS, "mode"),
    )
    op.execute(
        f"INSERT INTO coders_anew ({ALL}, mode) SELECT {ALL}, CASE rules WHEN '' THEN '' ELSE"
        " 'auto' END FROM coders"
    )
    postgres = op.get_bind().dialect.name == "postgresql"
    if postgres:
        op.drop_constraint("codings_coder_fkey", "codings", type_="foreignkey")
    op.drop_table("coders")
    op.rename_table("coders_anew", "coders")
    if postgres:
        op.create_foreign_key("codings_coder_fkey", "codings", "coders", ["coder"], ["id"])
