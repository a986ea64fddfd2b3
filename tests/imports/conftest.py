"""A database with the example project, and files as a reviewer sends them back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from aligner import exports, imports, store
from aligner.model import Actor, Role
from tests import example_project

ANA = Actor("Ana", Role.ADMIN)
NAME = "S-RES-2331-2016"


@pytest.fixture
def database(tmp_path: Path) -> Iterator[store.Store]:
    """A database with the example project."""
    with store.connect(f"sqlite:///{tmp_path / 'aligner.db'}") as opened:
        opened.save(example_project.project())
        yield opened


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[store.Store]:
    with store.connect(f"sqlite:///{tmp_path / 'empty.db'}") as opened:
        yield opened


def exported(database: store.Store, to: str, path: Path, *languages: str) -> Path:
    """The first project in a file, whatever was decided of it."""
    exports.write(database, database.projects()[0], to, path, status="all", languages=languages)
    return path


def taken(database: store.Store, path: Path, **options: object) -> imports.Outcome:
    return imports.import_file(database, path, ANA, **options)  # type: ignore[arg-type]
