"""A glossary follows the log, whoever writes to it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from aligner import store
from aligner.model import Actor, Entry, Glossary, Role, Status, Term
from aligner.review.live_glossary import LiveGlossary
from aligner.store import Store
from aligner.store.deeds import Deed
from aligner.store.deeds.concepts import AddEntry, DecideEntry, EditEntry, MergeEntries
from aligner.store.deeds.rows import DecideRows
from aligner.store.deeds.undoing import Undo
from tests import example_project

ANA = Actor("Ana", Role.ADMIN)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Store]:
    with store.connect(f"sqlite:///{tmp_path / 'a.db'}") as opened:
        opened.save(example_project.project())
        yield opened


def entry(database: Store, glossary_id: int, entry_id: str) -> Entry:
    return next(e for e in database.glossary_by_id(glossary_id).entries if e.id == entry_id)


@pytest.mark.parametrize("imported", [False, True])
def test_it_is_what_the_store_would_read_after_every_kind_of_deed(
    database: Store, imported: bool
) -> None:
    if imported:
        given = example_project.glossary()
        glossary_id = database.save_glossary(Glossary("own", ("fr", "en"), given.entries), ANA).id
        live = LiveGlossary(database, glossary_id, None)
    else:
        glossary_id = database.glossary(1).id
        live = LiveGlossary(database, glossary_id, 1)

    def deed(kind: str) -> Deed:
        if kind == "add":
            return AddEntry(glossary_id, Entry("c9", (Term("fr", "paix"), Term("en", "peace"))))
        if kind == "merge":
            both = [entry(database, glossary_id, i) for i in ("c1", "c2")]
            return MergeEntries(glossary_id, tuple((e.id, e.version) for e in both))
        found = entry(database, glossary_id, "c1")
        if kind == "edit":
            return EditEntry(glossary_id, "c1", found.version, note="noted")
        return DecideEntry(glossary_id, "c1", found.version, Status.APPROVED)

    assert live.now() == database.glossary_by_id(glossary_id)
    for kind in ("decide", "edit", "add", "merge"):
        event = database.decide(ANA, deed(kind))
        standing = database.glossary_by_id(glossary_id)
        assert live.now() == standing
        assert [e.version for e in live.now().entries] == [e.version for e in standing.entries]
    database.decide(ANA, Undo(event.id))
    assert live.now() == database.glossary_by_id(glossary_id)


def test_a_decision_on_a_row_leaves_it_as_it_is(database: Store) -> None:
    live = LiveGlossary(database, database.glossary(1).id, 1)
    before = live.now()
    row = database.outline(1)[0]
    database.decide(ANA, DecideRows(((row.id, row.version),), Status.APPROVED))
    assert live.now() is before


def test_a_new_run_is_seen(database: Store) -> None:
    from dataclasses import replace

    live = LiveGlossary(database, database.glossary(1).id, 1)
    assert len(live.now().entries) == 2
    project = example_project.project()
    fewer = replace(project.glossary, entries=project.glossary.entries[:1])
    database.save(replace(project, glossary=fewer), ANA)
    assert len(live.now().entries) == 1
