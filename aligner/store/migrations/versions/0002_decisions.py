"""Decisions: the log, edited texts, split paragraphs, notes, refused repairs, ignored findings.

Revision ID: 0002
Revises: 0001
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_CELL_KEY = ("row_id", "paragraph_id", "start")


def upgrade() -> None:
    _rows_with_ids_of_their_own()
    op.add_column(
        "change", sa.Column("refused", sa.Boolean, nullable=False, server_default=sa.false())
    )
    op.add_column("entry", sa.Column("absorbed", sa.JSON, nullable=False, server_default="[]"))
    op.create_table(
        "edit",
        sa.Column("row_id", sa.Integer, nullable=False),
        sa.Column("lang", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("row_id", "lang", name=op.f("pk_edit")),
        _child("edit", "row"),
    )
    op.create_table(
        "note",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("row_id", sa.Integer, nullable=False),
        sa.Column("actor", sa.Text, nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_note")),
        _child("note", "row"),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_note_row_id"), "note", ["row_id"])
    _log()
    op.create_table(
        "ignored",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("project_id", sa.Integer, nullable=False),
        *(sa.Column(name, sa.Text, nullable=False) for name in _IGNORED),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ignored")),
        _child("ignored", "project"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "presence",
        sa.Column("project_id", sa.Integer, nullable=False),
        sa.Column("actor", sa.Text, nullable=False),
        sa.Column("session", sa.Text, nullable=False),
        sa.Column("row_id", sa.Integer),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.PrimaryKeyConstraint("project_id", "actor", "session", name=op.f("pk_presence")),
        _child("presence", "project"),
    )


_IGNORED = ("rule", "what", "place", "scope", "because", "actor")


def _child(table: str, parent: str) -> sa.ForeignKeyConstraint:
    column = f"{parent}_id"
    return sa.ForeignKeyConstraint(
        [column], [f"{parent}.id"], name=op.f(f"fk_{table}_{column}"), ondelete="CASCADE"
    )


def _rows_with_ids_of_their_own() -> None:
    """Make ``row`` and ``cell`` anew: SQLite can add AUTOINCREMENT and a key in no other way.

    The cells are taken out first, as dropping ``row`` would take them with it.
    """
    columns = "id, project_id, position, confidence, reason, status, version"
    op.execute("CREATE TEMPORARY TABLE old_cell AS SELECT row_id, paragraph_id FROM cell")
    op.execute(f"CREATE TEMPORARY TABLE old_row AS SELECT {columns} FROM row")
    op.drop_table("cell")
    op.drop_table("row")
    op.create_table(
        "row",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("project_id", sa.Integer, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("confidence", sa.Float, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("status", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("origin", sa.JSON),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_row")),
        _child("row", "project"),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_row_project_id_position"), "row", ["project_id", "position"])
    op.create_table(
        "cell",
        sa.Column("row_id", sa.Integer, nullable=False),
        sa.Column("paragraph_id", sa.Integer, nullable=False),
        sa.Column("start", sa.Integer, nullable=False),
        sa.Column("end", sa.Integer),
        sa.PrimaryKeyConstraint(*_CELL_KEY, name=op.f("pk_cell")),
        _child("cell", "row"),
        _child("cell", "paragraph"),
    )
    op.create_index(op.f("ix_cell_paragraph_id"), "cell", ["paragraph_id"])
    op.execute(f"INSERT INTO row ({columns}) SELECT {columns} FROM old_row")
    op.execute(
        "INSERT INTO cell (row_id, paragraph_id, start) "
        "SELECT row_id, paragraph_id, 0 FROM old_cell"
    )
    op.execute("DROP TABLE old_cell")
    op.execute("DROP TABLE old_row")
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "SELECT setval(pg_get_serial_sequence('row', 'id'), "
            "(SELECT coalesce(max(id), 0) + 1 FROM row), false)"
        )


def _log() -> None:
    op.create_table(
        "event",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("project_id", sa.Integer),
        sa.Column("actor", sa.Text, nullable=False),
        sa.Column("role", sa.Text, nullable=False),
        sa.Column("action", sa.Text, nullable=False),
        sa.Column("why", sa.Text, nullable=False),
        sa.Column("batch", sa.Integer, nullable=False),
        sa.Column("undoes", sa.Integer),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event")),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name=op.f("fk_event_project_id")),
        sa.ForeignKeyConstraint(["undoes"], ["event.id"], name=op.f("fk_event_undoes")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_event_project_id_id"), "event", ["project_id", "id"])
    op.create_index(op.f("ix_event_undoes"), "event", ["undoes"])
    op.create_table(
        "event_subject",
        sa.Column("event_id", sa.Integer, nullable=False),
        sa.Column("subject", sa.Text, nullable=False),
        sa.Column("before", sa.JSON),
        sa.Column("after", sa.JSON),
        sa.PrimaryKeyConstraint("event_id", "subject", name=op.f("pk_event_subject")),
        _child("event_subject", "event"),
    )
    op.create_index(
        op.f("ix_event_subject_subject_event_id"), "event_subject", ["subject", "event_id"]
    )
    for statement in _KEPT_FOR_GOOD[op.get_bind().dialect.name]:
        op.execute(statement)


_KEPT_FOR_GOOD = {
    "sqlite": tuple(
        f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
        "BEGIN SELECT RAISE(ABORT, 'the log can only grow'); END"
        for table in ("event", "event_subject")
        for verb in ("UPDATE", "DELETE")
    ),
    "postgresql": (
        "CREATE FUNCTION the_log_can_only_grow() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'the log can only grow'; END $$",
        *(
            f"CREATE TRIGGER {table}_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION the_log_can_only_grow()"
            for table in ("event", "event_subject")
        ),
    ),
}
