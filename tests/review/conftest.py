"""Pages drawn without a browser, over a small project."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from aligner import store
from tests import example_project

Drawn = Callable[..., AppTest]


@pytest.fixture
def url(tmp_path: Path) -> str:
    """A database with the example project."""
    address = f"sqlite:///{tmp_path / 'aligner.db'}"
    with store.connect(address) as database:
        database.save(example_project.project())
    return address


@pytest.fixture
def draw(monkeypatch: pytest.MonkeyPatch, url: str) -> Drawn:
    """Draw a page by the name of its module, with query parameters."""

    def drawn(page: str, db: str = url, **query: str) -> AppTest:
        monkeypatch.setenv("ALIGNER_DB", db)
        test = AppTest.from_string(f"from aligner.review.pages import {page}\n{page}.page()\n")
        for name, value in query.items():
            test.query_params[name] = value
        return test.run(timeout=120)

    return drawn
