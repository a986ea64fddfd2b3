"""Alembic migrations of the project database, oldest first in ``versions``."""
