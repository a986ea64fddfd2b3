"""Fixtures that every test may use."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of development data, or a skip where it is not at hand."""
    folder = Path(os.environ.get("ALIGNER_SHARED", ROOT.parent / "shared"))
    if not folder.is_dir():
        pytest.skip(f"needs the development data (set ALIGNER_SHARED or lay it at {folder})")
    return folder


@pytest.fixture(scope="session")
def texts() -> Path:
    """The worked example that ships with the project."""
    return ROOT / "texts"
