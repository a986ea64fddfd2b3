"""The tables of a project database.

::

    project ─┬─ document ─┬─ paragraph ──┐
             │            └─ change      │   (OCR repairs, and which of them were refused)
             ├─ row ─┬────── cell ───────┘   (which stretches of paragraphs stand in which row)
             │       ├────── edit            (what a person wrote in place of a cell's words)
             │       ├────── passage         (the words of a cell for the concordance; their
             │       │                        dictionary forms may be due)
             │       └────── note
             ├─ bitext ───── bead            (what the alignment said, pair by pair)
             ├─ glossary ─── entry ─┬─ term  (a glossary that was imported has no project)
             │          │           └─ context
             │          └─── lookup         (the terms from each of their words on, to find them)
             ├─ event ────── event_subject   (the log, which can only grow: what each deed did)
             ├─ ignored                      (findings that a person let rest)
             ├─ draw                         (rows that a person drew, until they are looked at)
             └─ presence                     (who is at the desk; the only thing not kept)

A document is known by its name. When its source changes, what stood there before stays as a project
of its own that is ``superseded_by`` the one that goes on under the name; that one keeps its id, the
ids of its rows and its log, and its ``version`` grows by one. What a person has ``removed`` is not
seen any more, and can be put back, as the log only grows. A project that an import is writing is
``unfinished``, with the time of its last batch, and nobody sees it.

What a person can decide on (``row``, ``entry``) has a ``status`` and a ``version`` that grows with
each change, so that a write can name the version it was made for. Ids of rows are never used
again. Lists that are only ever read whole, such as sentence offsets, are JSON. Each change of a
table needs a migration beside it in ``migrations/versions``; a test compares the two.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from functools import partial

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    DateTime,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
    false,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


to_json = partial(json.dumps, ensure_ascii=False, separators=(",", ":"))
"""How JSON columns are written: readable in the file, and always the same for the same value."""


class Utc(TypeDecorator[datetime]):
    """A point in time, aware and in UTC on either side, whatever the database keeps."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """To UTC, without a zone: SQLite has no type for one."""
        return None if value is None else value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Back to an aware time."""
        return None if value is None else value.replace(tzinfo=UTC)


def _parent(table: str, *, primary_key: bool = False) -> Column[int]:
    key = ForeignKey(f"{table}.id", ondelete="CASCADE")
    return Column(f"{table}_id", Integer, key, nullable=False, primary_key=primary_key)


IMPORTED = "imported"
"""The signature of a project that no run has made."""

project = Table(
    "project",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", Text, nullable=False),
    Column("identity", Text, nullable=False, unique=True),
    Column("pivot", Text, nullable=False),
    Column("signature", Text, nullable=False),
    Column("created", Utc, nullable=False),
    Column("saved", Utc, nullable=False),
    Column("version", Integer, nullable=False, server_default="1"),
    Column("superseded_by", Integer, ForeignKey("project.id")),
    Column("removed", Utc),
    Column("unfinished", Utc),
    Index(None, "superseded_by"),
)

document = Table(
    "document",
    metadata,
    Column("id", Integer, primary_key=True),
    _parent("project"),
    Column("position", Integer, nullable=False),
    Column("lang", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("furniture", JSON, nullable=False),
    Column("unseen", JSON, nullable=False, server_default="[]"),
    Column("doubts", JSON, nullable=False, server_default="[]"),
    UniqueConstraint("project_id", "lang"),
)

paragraph = Table(
    "paragraph",
    metadata,
    Column("id", Integer, primary_key=True),
    _parent("document"),
    Column("ordinal", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("label", JSON, nullable=False),
    Column("body_start", Integer, nullable=False),
    Column("annex", Integer, nullable=False),
    Column("page", Integer),
    Column("line", Integer),
    Column("cell", JSON),
    Column("sentences", JSON, nullable=False),
    UniqueConstraint("document_id", "ordinal"),
)

change = Table(
    "change",
    metadata,
    _parent("document", primary_key=True),
    Column("ordinal", Integer, primary_key=True),
    Column("paragraph", Integer, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("before", Text, nullable=False),
    Column("after", Text, nullable=False),
    Column("rule", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("confidence", Float, nullable=False),
    Column("line", Integer),
    Column("refused", Boolean, nullable=False),
)

row = Table(
    "row",
    metadata,
    Column("id", Integer, primary_key=True),
    _parent("project"),
    Column("position", Integer, nullable=False),
    Column("confidence", Float, nullable=False),
    Column("reason", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("statuses", JSON, nullable=False, server_default="{}"),
    Column("version", Integer, nullable=False),
    Column("origin", JSON(none_as_null=True)),
    Index(None, "project_id", "position"),
    sqlite_autoincrement=True,
)

cell = Table(
    "cell",
    metadata,
    _parent("row", primary_key=True),
    _parent("paragraph", primary_key=True),
    Column("start", Integer, primary_key=True),
    Column("end", Integer),
    Index(None, "paragraph_id"),
)

edit = Table(
    "edit",
    metadata,
    _parent("row", primary_key=True),
    Column("lang", Text, primary_key=True),
    Column("text", Text, nullable=False),
)

note = Table(
    "note",
    metadata,
    Column("id", Integer, primary_key=True),
    _parent("row"),
    Column("actor", Text, nullable=False),
    Column("at", Utc, nullable=False),
    Column("text", Text, nullable=False),
    Index(None, "row_id"),
    sqlite_autoincrement=True,
)

bitext = Table(
    "bitext",
    metadata,
    Column("id", Integer, primary_key=True),
    _parent("project"),
    Column("position", Integer, nullable=False),
    Column("src_lang", Text, nullable=False),
    Column("tgt_lang", Text, nullable=False),
    Column("signature", Text, nullable=False),
    UniqueConstraint("project_id", "src_lang", "tgt_lang"),
)

bead = Table(
    "bead",
    metadata,
    _parent("bitext", primary_key=True),
    Column("ordinal", Integer, primary_key=True),
    Column("src", JSON, nullable=False),
    Column("tgt", JSON, nullable=False),
    Column("confidence", Float, nullable=False),
    Column("reason", Text, nullable=False),
    Column("crossing", Boolean, nullable=False),
    Column("sentences", JSON, nullable=False),
)

glossary = Table(
    "glossary",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("project_id", Integer, ForeignKey("project.id", ondelete="CASCADE"), unique=True),
    Column("name", Text, nullable=False),
    Column("languages", JSON, nullable=False),
    Column("version", Integer, nullable=False),
    Column("removed", Utc),
)

entry = Table(
    "entry",
    metadata,
    Column("id", Integer, primary_key=True),
    _parent("glossary"),
    Column("key", Text, nullable=False),
    Column("position", Integer, nullable=False),
    Column("score", Float, nullable=False),
    Column("count", Integer, nullable=False),
    Column("status", Text, nullable=False),
    Column("definition", Text, nullable=False),
    Column("note", Text, nullable=False),
    Column("domain", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("related", JSON, nullable=False),
    Column("created", Utc),
    Column("creator", Text, nullable=False),
    Column("changed", Utc),
    Column("changer", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("absorbed", JSON, nullable=False),
    UniqueConstraint("glossary_id", "key"),
)

term = Table(
    "term",
    metadata,
    _parent("entry", primary_key=True),
    Column("ordinal", Integer, primary_key=True),
    Column("lang", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("lemma", Text, nullable=False),
    Column("variants", JSON, nullable=False),
    Column("acronym", Text, nullable=False),
    Column("pos", Text, nullable=False),
    Column("status", Text, nullable=False),
)

lookup = Table(
    "lookup",
    metadata,
    Column("id", Integer, primary_key=True),
    _parent("glossary"),
    Column("key", Text, nullable=False),
    Column("lang", Text, nullable=False),
    Column("inside", Boolean, nullable=False),
    Column("words", Text().with_variant(Text(collation="C"), "postgresql"), nullable=False),
    Index(None, "inside", "words"),
    Index(None, "glossary_id", "key"),
)

context = Table(
    "context",
    metadata,
    _parent("entry", primary_key=True),
    Column("ordinal", Integer, primary_key=True),
    Column("document", Text, nullable=False),
    Column("label", Text, nullable=False),
    Column("units", JSON, nullable=False),
    Column("texts", JSON, nullable=False),
    Column("terms", JSON, nullable=False, server_default="{}"),
)

passage = Table(
    "passage",
    metadata,
    # 128 times that of the row, and which of its passages it is: in the order of the rows.
    Column("id", Integer, primary_key=True, autoincrement=False),
    _parent("row"),
    Column("lang", Text, nullable=False),
    Column("words", Text, nullable=False),
    Column("lemmas", Text, nullable=False),
    Column("lemmas_due", Boolean, nullable=False, server_default=false()),
    UniqueConstraint("row_id", "lang"),
    Index(None, "lemmas_due"),
)

event = Table(
    "event",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", Utc, nullable=False),
    Column("project_id", Integer, ForeignKey("project.id")),
    Column("actor", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("action", Text, nullable=False),
    Column("why", Text, nullable=False),
    Column("batch", Integer, nullable=False),
    Column("undoes", Integer, ForeignKey("event.id")),
    Index(None, "project_id", "id"),
    Index(None, "undoes"),
    sqlite_autoincrement=True,
)

event_subject = Table(
    "event_subject",
    metadata,
    _parent("event", primary_key=True),
    Column("subject", Text, primary_key=True),
    Column("before", JSON(none_as_null=True)),
    Column("after", JSON(none_as_null=True)),
    Index(None, "subject", "event_id"),
)

ignored = Table(
    "ignored",
    metadata,
    Column("id", Integer, primary_key=True),
    _parent("project"),
    Column("rule", Text, nullable=False),
    Column("what", Text, nullable=False),
    Column("place", Text, nullable=False),
    Column("scope", Text, nullable=False),
    Column("because", Text, nullable=False),
    Column("actor", Text, nullable=False),
    Column("at", Utc, nullable=False),
    sqlite_autoincrement=True,
)

draw = Table(
    "draw",
    metadata,
    _parent("project", primary_key=True),
    Column("actor", Text, primary_key=True),
    Column("at", Utc, nullable=False),
    Column("held", JSON, nullable=False),
)

presence = Table(
    "presence",
    metadata,
    _parent("project", primary_key=True),
    Column("actor", Text, primary_key=True),
    Column("session", Text, primary_key=True),
    Column("row_id", Integer),
    Column("at", Utc, nullable=False),
)
