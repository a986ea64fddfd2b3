"""Versions of a document, and a mark on words whose dictionary forms are still to be read.

Revision ID: 0004
Revises: 0003
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("project", sa.Column("version", sa.Integer, nullable=False, server_default="1"))
    # SQLite takes a reference with the column only, and Alembic would write it apart.
    op.execute(
        "ALTER TABLE project ADD COLUMN superseded_by INTEGER "
        "CONSTRAINT fk_project_superseded_by REFERENCES project (id)"
    )
    op.create_index(op.f("ix_project_superseded_by"), "project", ["superseded_by"])
    op.add_column(
        "passage", sa.Column("lemmas_due", sa.Boolean, nullable=False, server_default=sa.false())
    )
    op.create_index(op.f("ix_passage_lemmas_due"), "passage", ["lemmas_due"])
    # Words that are their own dictionary forms were mostly never read; imported ones need not be.
    op.execute(
        "UPDATE passage SET lemmas_due = true WHERE lemmas = words AND row_id IN (SELECT row.id "
        "FROM row JOIN project ON project.id = row.project_id "
        "WHERE project.signature <> 'imported')"
    )
