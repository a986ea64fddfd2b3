"""Documents and glossaries are renamed, removed and put back whole."""

from __future__ import annotations

import pytest

from aligner import store
from aligner.errors import Forbidden, UsageError
from aligner.model import Actor, Entry, Glossary, Role, Status, Term
from aligner.store.deeds.holdings import (
    RemoveGlossary,
    RemoveProject,
    RenameGlossary,
    RenameProject,
)
from aligner.store.deeds.rows import DecideRows
from aligner.store.deeds.undoing import Undo
from tests import example_project

ANA = Actor("Ana", Role.ADMIN)
GLOSSARY = Glossary(
    "Weapons", ("fr", "en"), (Entry("1", (Term("fr", "arme"), Term("en", "weapon"))),)
)


def test_a_renamed_document_is_found_by_its_new_name_by_the_next_run_and_in_its_versions(
    database: store.Store,
) -> None:
    old = example_project.project()
    own = database.save(old).project_id
    event = database.decide(ANA, RenameProject(own, "  Resolution\n2331 "))
    assert [project.name for project in database.projects()] == ["Resolution 2331"]
    loaded = database.load(own)
    assert loaded.glossary.name == "Resolution 2331"
    assert {document.name for document in loaded.multitext.documents.values()} == {
        "Resolution 2331"
    }
    assert not database.save(loaded).new
    assert database.save(old).new  # the old name is free for another document
    with pytest.raises(UsageError, match="there is a document called S-RES-2331-2016 already"):
        database.decide(ANA, Undo(event.id))
    with pytest.raises(UsageError, match="already"):
        database.decide(ANA, RenameProject(own, "S-RES-2331-2016"))
    with pytest.raises(Forbidden):
        database.decide(Actor("Li", Role.TRANSLATOR), RenameProject(own, "Mine"))


def test_a_removed_document_is_seen_nowhere_and_comes_back_with_all_that_was_decided(
    database: store.Store,
) -> None:
    own = database.save(example_project.project()).project_id
    row = database.outline(own)[0]
    approve = DecideRows(((row.id, row.version),), Status.APPROVED)
    database.decide(ANA, approve)
    event = database.decide(ANA, RemoveProject(own))
    assert database.projects() == database.glossaries() == []
    assert database.lookup("traite") == database.concordance("traite") == []
    [removed] = database.removed()
    assert (removed.name, removed.event, removed.by) == ("S-RES-2331-2016", event.id, "Ana")
    with pytest.raises(UsageError, match="was removed; put it back"):
        database.decide(ANA, DecideRows(((row.id, row.version + 1),), Status.REJECTED))
    with pytest.raises(UsageError, match="not there any more"):
        database.decide(ANA, RemoveProject(own))
    assert database.save(example_project.project()).new  # nothing of it is found again
    database.decide(ANA, RenameProject(database.projects()[0].id, "Another"))
    database.decide(ANA, Undo(removed.event))
    assert {project.name for project in database.projects()} == {"S-RES-2331-2016", "Another"}
    assert database.outline(own)[0].status is Status.APPROVED
    assert not database.save(example_project.project()).new
    assert database.removed() == []


def test_a_glossary_is_renamed_removed_and_put_back(database: store.Store) -> None:
    own = database.save_glossary(GLOSSARY, ANA).id
    database.decide(ANA, RenameGlossary(own, "Small arms"))
    assert [glossary.name for glossary in database.glossaries()] == ["Small arms"]
    event = database.decide(ANA, RemoveGlossary(own))
    assert database.lookup("weapons") == []
    assert database.save_glossary(GLOSSARY, ANA).id != own
    database.decide(ANA, Undo(event.id))
    assert len(database.lookup("weapons")) == 2
    of_document = database.save(example_project.project()).project_id
    [glossary] = [one for one in database.glossaries() if one.project == of_document]
    with pytest.raises(UsageError, match="not there"):
        database.decide(ANA, RemoveGlossary(glossary.id))
