"""Imports that are not whole yet are marked; passages are numbered by their rows.

Revision ID: 0009
Revises: 0008
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("project", sa.Column("unfinished", sa.DateTime))
    on_file = op.get_bind().dialect.name == "sqlite"
    if on_file:  # The index is made anew as a whole, not word by word.
        for trigger in _TRIGGERS:
            op.execute(f"DROP TRIGGER {trigger}")
    # Below zero first, as no two may have one number at any moment.
    op.execute(
        "UPDATE passage SET id = -128 * row_id - (SELECT count(*) FROM passage AS other "
        "WHERE other.row_id = passage.row_id AND other.lang < passage.lang)"
    )
    op.execute("UPDATE passage SET id = -id")
    if on_file:
        op.execute("INSERT INTO concordance (concordance) VALUES ('rebuild')")
        for trigger, body in _TRIGGERS.items():
            op.execute(f"CREATE TRIGGER {trigger} {body}")


_OUT = (
    "INSERT INTO concordance (concordance, rowid, words, lemmas) "
    "VALUES ('delete', old.id, old.words, old.lemmas);"
)
_IN = "INSERT INTO concordance (rowid, words, lemmas) VALUES (new.id, new.words, new.lemmas);"
_TRIGGERS = {
    "passage_in": f"AFTER INSERT ON passage BEGIN {_IN} END",
    "passage_out": f"AFTER DELETE ON passage BEGIN {_OUT} END",
    "passage_anew": f"AFTER UPDATE ON passage BEGIN {_OUT} {_IN} END",
}
