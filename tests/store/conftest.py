"""A database of one's own for each test, and ways to look behind the store's back."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from aligner import store
from aligner.model import Project
from tests import example_project


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "review" / "aligner.db"


@pytest.fixture
def url(file: Path) -> str:
    return f"sqlite:///{file}"


@pytest.fixture
def database(url: str) -> Iterator[store.Store]:
    with store.connect(url) as opened:
        yield opened


@pytest.fixture
def project() -> Project:
    return example_project.project()


@pytest.fixture
def sql(file: Path) -> Iterator[sqlite3.Connection]:
    """A plain connection, for decisions that have no function yet and for damage."""
    file.parent.mkdir(exist_ok=True)
    connection = sqlite3.connect(file, isolation_level=None)
    connection.execute("PRAGMA foreign_keys = ON")
    yield connection
    connection.close()
