"""A full-text index over what stands in the cells.

Revision ID: 0003
Revises: 0002
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "passage",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("row_id", sa.Integer, nullable=False),
        sa.Column("lang", sa.Text, nullable=False),
        sa.Column("words", sa.Text, nullable=False),
        sa.Column("lemmas", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_passage")),
        sa.UniqueConstraint("row_id", "lang", name=op.f("uq_passage_row_id_lang")),
        sa.ForeignKeyConstraint(
            ["row_id"], ["row.id"], name=op.f("fk_passage_row_id"), ondelete="CASCADE"
        ),
    )
    for statement in _INDEX[op.get_bind().dialect.name]:
        op.execute(statement)


_OUT = (
    "INSERT INTO concordance (concordance, rowid, words, lemmas) "
    "VALUES ('delete', old.id, old.words, old.lemmas);"
)
_IN = "INSERT INTO concordance (rowid, words, lemmas) VALUES (new.id, new.words, new.lemmas);"
_INDEX = {
    # The words come folded and apart; every character of them counts.
    "sqlite": (
        "CREATE VIRTUAL TABLE concordance USING fts5 (words, lemmas, content='passage', "
        "content_rowid='id', tokenize=\"unicode61 remove_diacritics 0 categories 'L* M* N* Co'\")",
        f"CREATE TRIGGER passage_in AFTER INSERT ON passage BEGIN {_IN} END",
        f"CREATE TRIGGER passage_out AFTER DELETE ON passage BEGIN {_OUT} END",
        f"CREATE TRIGGER passage_anew AFTER UPDATE ON passage BEGIN {_OUT} {_IN} END",
    ),
    "postgresql": (
        "CREATE INDEX concordance_words ON passage USING gin ((words::tsvector))",
        "CREATE INDEX concordance_lemmas ON passage USING gin ((lemmas::tsvector))",
    ),
}
