"""A project of the database against the approved units of others, a reference, and itself."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from aligner import store
from aligner.consistency import Report
from aligner.consistency.settings import Settings
from aligner.model import Actor, Document, Role, Status
from aligner.review.pages import checked, finding_view
from aligner.store import Store
from aligner.store.deeds.rows import DecideRows
from tests.consistency.drafts import RIGHT, draft, numbered, project

ANA = Actor("Ana", Role.REVIEWER)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Store]:
    """Project 1 is a right draft; project 2 has one wrong and one forbidden term."""
    with store.connect(f"sqlite:///{tmp_path / 'aligner.db'}") as opened:
        opened.save(project("A-RIGHT", draft()))
        opened.save(project("A-WRONG", draft(wrong=True)))
        yield opened


def report(database: Store, number: int, reference: Document | None = None) -> Report:
    rows = database.outline(number)
    made = checked.of_project(database, number, rows, ("fr", "en"), Settings(), reference=reference)
    return made.report


def approve(database: Store, number: int) -> None:
    rows = tuple((row.id, row.version) for row in database.outline(number))
    database.decide(ANA, DecideRows(rows, Status.APPROVED))


def test_a_draft_is_compared_with_the_approved_units_of_other_documents(database: Store) -> None:
    assert "segment-inconsistent" not in {f.rule for f in report(database, 2).findings}
    approve(database, 1)
    made = report(database, 2)
    memory = [f for f in made.findings if f.kind == "memory"]
    assert [f.label for f in memory] == ["2", "3"]
    assert memory[0].expected == (RIGHT[1][3:],)
    assert "compared with 6 approved units of other documents" in made.notes


def test_its_own_units_are_no_memory(database: Store) -> None:
    approve(database, 2)
    assert [f for f in report(database, 2).findings if f.kind == "memory"] == []


def test_a_reference_gives_scores_with_signatures_and_word_diffs(database: Store) -> None:
    made = report(database, 2, numbered("en", RIGHT, "official"))
    head = finding_view.head(made)
    assert all(name in head for name in ("chrF2++", "BLEU", "TER", "version:"))
    worst = finding_view.farthest(made)
    assert "<del>dirty</del>" in worst.replace(" </del>", "</del>")
    assert "<ins>" in worst
    assert 'lang="en" dir="ltr"' in worst


def test_without_a_reference_there_are_no_scores(database: Store) -> None:
    made = report(database, 1)
    assert "BLEU" not in finding_view.head(made)
    assert finding_view.farthest(made) == ""
