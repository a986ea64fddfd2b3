"""Projects with their documents, rows, beads and glossaries.

Revision ID: 0001
Revises:
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def _parent(table: str) -> sa.Column[int]:
    return sa.Column(f"{table}_id", sa.Integer, nullable=False)


def _child(table: str, parent: str) -> sa.ForeignKeyConstraint:
    column = f"{parent}_id"
    return sa.ForeignKeyConstraint(
        [column], [f"{parent}.id"], name=op.f(f"fk_{table}_{column}"), ondelete="CASCADE"
    )


def upgrade() -> None:
    op.create_table(
        "project",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("identity", sa.Text, nullable=False),
        sa.Column("pivot", sa.Text, nullable=False),
        sa.Column("signature", sa.Text, nullable=False),
        sa.Column("created", sa.DateTime, nullable=False),
        sa.Column("saved", sa.DateTime, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_project")),
        sa.UniqueConstraint("identity", name=op.f("uq_project_identity")),
    )
    op.create_table(
        "document",
        sa.Column("id", sa.Integer, nullable=False),
        _parent("project"),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("lang", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("sha256", sa.Text, nullable=False),
        sa.Column("furniture", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document")),
        sa.UniqueConstraint("project_id", "lang", name=op.f("uq_document_project_id_lang")),
        _child("document", "project"),
    )
    op.create_table(
        "paragraph",
        sa.Column("id", sa.Integer, nullable=False),
        _parent("document"),
        sa.Column("ordinal", sa.Integer, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("label", sa.JSON, nullable=False),
        sa.Column("body_start", sa.Integer, nullable=False),
        sa.Column("annex", sa.Integer, nullable=False),
        sa.Column("page", sa.Integer),
        sa.Column("line", sa.Integer),
        sa.Column("sentences", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paragraph")),
        sa.UniqueConstraint(
            "document_id", "ordinal", name=op.f("uq_paragraph_document_id_ordinal")
        ),
        _child("paragraph", "document"),
    )
    op.create_table(
        "change",
        _parent("document"),
        sa.Column("ordinal", sa.Integer, nullable=False),
        sa.Column("paragraph", sa.Integer, nullable=False),
        sa.Column("start", sa.Integer, nullable=False),
        sa.Column("end", sa.Integer, nullable=False),
        sa.Column("before", sa.Text, nullable=False),
        sa.Column("after", sa.Text, nullable=False),
        sa.Column("rule", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("confidence", sa.Float, nullable=False),
        sa.Column("line", sa.Integer),
        sa.PrimaryKeyConstraint("document_id", "ordinal", name=op.f("pk_change")),
        _child("change", "document"),
    )
    op.create_table(
        "row",
        sa.Column("id", sa.Integer, nullable=False),
        _parent("project"),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("confidence", sa.Float, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("status", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_row")),
        _child("row", "project"),
    )
    op.create_index(op.f("ix_row_project_id_position"), "row", ["project_id", "position"])
    op.create_table(
        "cell",
        _parent("row"),
        _parent("paragraph"),
        sa.PrimaryKeyConstraint("row_id", "paragraph_id", name=op.f("pk_cell")),
        _child("cell", "row"),
        _child("cell", "paragraph"),
    )
    op.create_index(op.f("ix_cell_paragraph_id"), "cell", ["paragraph_id"])
    op.create_table(
        "bitext",
        sa.Column("id", sa.Integer, nullable=False),
        _parent("project"),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("src_lang", sa.Text, nullable=False),
        sa.Column("tgt_lang", sa.Text, nullable=False),
        sa.Column("signature", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bitext")),
        sa.UniqueConstraint(
            "project_id",
            "src_lang",
            "tgt_lang",
            name=op.f("uq_bitext_project_id_src_lang_tgt_lang"),
        ),
        _child("bitext", "project"),
    )
    op.create_table(
        "bead",
        _parent("bitext"),
        sa.Column("ordinal", sa.Integer, nullable=False),
        sa.Column("src", sa.JSON, nullable=False),
        sa.Column("tgt", sa.JSON, nullable=False),
        sa.Column("confidence", sa.Float, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("crossing", sa.Boolean, nullable=False),
        sa.Column("sentences", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint("bitext_id", "ordinal", name=op.f("pk_bead")),
        _child("bead", "bitext"),
    )
    _glossary_tables()


def _glossary_tables() -> None:
    op.create_table(
        "glossary",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("project_id", sa.Integer),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("languages", sa.JSON, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_glossary")),
        sa.UniqueConstraint("project_id", name=op.f("uq_glossary_project_id")),
        _child("glossary", "project"),
    )
    op.create_table(
        "entry",
        sa.Column("id", sa.Integer, nullable=False),
        _parent("glossary"),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("score", sa.Float, nullable=False),
        sa.Column("count", sa.Integer, nullable=False),
        sa.Column("status", sa.Text, nullable=False),
        sa.Column("definition", sa.Text, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("domain", sa.Text, nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("related", sa.JSON, nullable=False),
        sa.Column("created", sa.DateTime),
        sa.Column("creator", sa.Text, nullable=False),
        sa.Column("changed", sa.DateTime),
        sa.Column("changer", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entry")),
        sa.UniqueConstraint("glossary_id", "key", name=op.f("uq_entry_glossary_id_key")),
        _child("entry", "glossary"),
    )
    op.create_table(
        "term",
        _parent("entry"),
        sa.Column("ordinal", sa.Integer, nullable=False),
        sa.Column("lang", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("lemma", sa.Text, nullable=False),
        sa.Column("variants", sa.JSON, nullable=False),
        sa.Column("acronym", sa.Text, nullable=False),
        sa.Column("pos", sa.Text, nullable=False),
        sa.Column("status", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("entry_id", "ordinal", name=op.f("pk_term")),
        _child("term", "entry"),
    )
    op.create_table(
        "context",
        _parent("entry"),
        sa.Column("ordinal", sa.Integer, nullable=False),
        sa.Column("document", sa.Text, nullable=False),
        sa.Column("label", sa.Text, nullable=False),
        sa.Column("units", sa.JSON, nullable=False),
        sa.Column("texts", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint("entry_id", "ordinal", name=op.f("pk_context")),
        _child("context", "entry"),
    )
