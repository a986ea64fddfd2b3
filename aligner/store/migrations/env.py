"""Run by Alembic: applies the migrations on the connection that :mod:`..migration` hands over."""

from __future__ import annotations

from alembic import context

from aligner.store import schema

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=schema.metadata,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
