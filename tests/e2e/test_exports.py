"""Files go out with what was approved, and come back in without adding anything."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from aligner import store
from aligner.model import Actor, Role, Status
from aligner.review.pages.exports import FILES
from aligner.store.deeds.concepts import DecideEntry
from aligner.store.deeds.rows import DecideRows
from tests import example_project
from tests.e2e.conftest import Desk

ANA = Actor("Ana", Role.ADMIN)
APPROVED = (3, 4)
"""Positions of the approved rows: one in four languages, one with markup in its text."""


@pytest.fixture
def reviewed(database_url: str, request: pytest.FixtureRequest) -> int:
    """A project with two rows and one concept approved, and one row rejected."""
    with store.connect(database_url) as database:
        saved = database.save(replace(example_project.project(), name=request.node.name))
        rows = database.outline(saved.project_id)
        for places, status in ((APPROVED, Status.APPROVED), ((0,), Status.REJECTED)):
            due = [rows[i] for i in places if rows[i].status is not status]
            if due:
                chosen = tuple((row.id, row.version) for row in due)
                database.decide(ANA, DecideRows(chosen, status))
        glossary = database.glossary(saved.project_id)
        entry = glossary.entries[0]
        if entry.status is not Status.APPROVED:
            database.decide(ANA, DecideEntry(glossary.id, entry.id, entry.version, Status.APPROVED))
    return saved.project_id


def download(page: Page, to: str) -> Path:
    with page.expect_download() as waiting:
        page.locator(f".st-key-download-{to} button").first.click()
    return Path(waiting.value.path())


def test_the_tmx_has_a_source_language_and_approved_rows_only_with_every_character(
    desk: Desk, reviewed: int
) -> None:
    page = desk.open(f"exports?project={reviewed}")
    told = page.get_by_role("status").first
    expect(told).to_contain_text("2 of 8 rows go out. Left out: ")
    expect(told).to_contain_text("5 pending")
    expect(told).to_contain_text("1 rejected")
    expect(told).to_contain_text("1 of 2 concepts go out. Left out: 1 pending.")
    tmx = download(page, "tmx").read_text(encoding="utf-8")
    assert 'srclang="fr"' in tmx
    assert tmx.count("<tu ") == len(APPROVED)
    assert "الاتجار بالأشخاص" in tmx
    assert "&lt;script&gt;" in tmx
    assert "&amp; its annex" in tmx
    assert "Security Council" not in tmx


def test_everything_goes_out_where_a_person_asks_for_it(desk: Desk, reviewed: int) -> None:
    page = desk.open(f"exports?project={reviewed}")
    page.get_by_role("radio", name="Everything").click()
    told = page.get_by_role("status").first
    expect(told).to_contain_text("8 of 8 rows go out. 2 in one language only")
    assert download(page, "tmx").read_text(encoding="utf-8").count("<tu ") == 8 - 2


def test_importing_the_tbx_again_adds_nothing(desk: Desk, reviewed: int, tmp_path: Path) -> None:
    from aligner.formats import factory

    page = desk.open(f"exports?project={reviewed}")
    exported = download(page, "tbx")
    file = tmp_path / "terms.tbx"
    file.write_bytes(exported.read_bytes())
    glossary = factory.read(file).glossary
    assert glossary is not None
    with store.connect(f"sqlite:///{tmp_path / 'own.db'}") as database:
        first = database.save_glossary(replace(glossary, name="terms"), ANA)
        again = database.save_glossary(replace(glossary, name="terms"), ANA)
        assert (first.added, again.added, again.kept) == (1, 0, 0)


def test_every_format_is_offered_and_can_be_opened(desk: Desk, reviewed: int) -> None:
    page = desk.open(f"exports?project={reviewed}&langs=en")
    for to, file in FILES.items():
        expect(page.get_by_role("heading", name=file.title, exact=True)).to_be_visible()
        content = download(page, to)
        if file.suffix in (".xlsx", ".docx"):
            assert zipfile.is_zipfile(content)
        else:
            assert "trafficking in persons" in content.read_text(encoding="utf-8-sig")
