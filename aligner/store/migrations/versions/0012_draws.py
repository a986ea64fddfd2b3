"""Rows that were drawn to certify all by, until they are looked at.

Revision ID: 0012
Revises: 0011
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "draw",
        sa.Column("project_id", sa.Integer, nullable=False),
        sa.Column("actor", sa.Text, nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("held", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint("project_id", "actor", name=op.f("pk_draw")),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_draw_project_id"), ondelete="CASCADE"
        ),
    )
