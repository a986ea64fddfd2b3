"""The docs: links that lead somewhere, and commands that there are."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from aligner import cli
from aligner.version import VERSION
from tests.conftest import ROOT

PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md"), *ROOT.glob("*/README.md")])
LINK = re.compile(r"\]\((?!https?:|mailto:)([^)#\s]*)(#[^)\s]*)?\)")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_within_the_project_leads_somewhere(page: Path) -> None:
    text = re.sub(r"^(    .*|```.*?^```)$", "", page.read_text("utf-8"), flags=re.M | re.S)
    for target, _ in LINK.findall(text):
        assert not target or (page.parent / target).exists(), f"{page.name}: {target}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_command_that_is_shown_is_one(page: Path) -> None:
    known = {c.name or c.callback.__name__.strip("_") for c in cli.app.registered_commands}  # type: ignore[union-attr]
    known |= {group.name for group in cli.app.registered_groups}
    for command in re.findall(
        r"^    (?:\.venv/bin/)?aligner ([a-z]+)\b", page.read_text("utf-8"), re.M
    ):
        assert command in known, f"{page.name}: aligner {command}"


def test_the_citation_has_the_version_and_the_navigation_every_page() -> None:
    assert f"version: {VERSION}\n" in (ROOT / "CITATION.cff").read_text("utf-8")
    navigation = (ROOT / "mkdocs.yml").read_text("utf-8")
    assert all(f": {page.name}\n" in navigation for page in (ROOT / "docs").glob("*.md"))


def test_the_readme_names_the_pythons_that_are_allowed() -> None:
    allowed = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert allowed["requires-python"] == ">=3.11,<3.15"
    assert "Python 3.11 to 3.14" in (ROOT / "README.md").read_text("utf-8")
