"""Fixtures that every test may use."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from aligner import confinement

# How fast an example runs says something of the machine, nothing of the code.
settings.register_profile("patient", deadline=None, derandomize="ALIGNER_NO_SKIPS" in os.environ)
settings.load_profile("patient")

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


@pytest.fixture
def unconfined() -> Iterator[None]:
    """Files are read in the process of the test, which puts something of its own in there."""
    with confinement.unconfined():
        yield


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Where nothing may be skipped (ALIGNER_NO_SKIPS), a skipped test is a failure."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    skipped = reporter.stats.get("skipped", []) if reporter else []
    if os.environ.get("ALIGNER_NO_SKIPS") and skipped:
        reporter.write_line(f"\n{len(skipped)} skipped where nothing may be skipped:", red=True)
        for report in skipped:
            reporter.write_line(f"  {report.nodeid}: {report.longrepr[2]}")
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
