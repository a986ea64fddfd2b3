"""The terms of all glossaries by every word they hold; when a document or glossary was removed.

Revision ID: 0010
Revises: 0009
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    by_bytes = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
    op.create_table(
        "lookup",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("glossary_id", sa.Integer, nullable=False),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("lang", sa.Text, nullable=False),
        sa.Column("inside", sa.Boolean, nullable=False),
        sa.Column("words", by_bytes, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lookup")),
        sa.ForeignKeyConstraint(
            ["glossary_id"],
            ["glossary.id"],
            name=op.f("fk_lookup_glossary_id"),
            ondelete="CASCADE",
        ),
    )
    op.create_index(op.f("ix_lookup_inside_words"), "lookup", ["inside", "words"])
    op.create_index(op.f("ix_lookup_glossary_id_key"), "lookup", ["glossary_id", "key"])
    op.add_column("project", sa.Column("removed", sa.DateTime))
    op.add_column("glossary", sa.Column("removed", sa.DateTime))
