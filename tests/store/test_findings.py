"""A finding that was let rest stays so, as far as was said, until that is undone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from aligner import store
from aligner.errors import Forbidden, UsageError
from aligner.model import Actor, Project, Role, Scope
from aligner.store.deeds.findings import IgnoreFinding
from aligner.store.deeds.undoing import Undo

TOM = Actor("Tom", Role.TRANSLATOR)
ADA = Actor("Ada", Role.ADMIN)


@pytest.fixture
def projects(database: store.Store, project: Project) -> tuple[int, int]:
    other = database.save(replace(project, name="another")).project_id
    return database.save(project).project_id, other


def rests(database: store.Store, project_id: int, what: str, place: str) -> bool:
    ignored = database.ignored(project_id)
    return any(found.covers("term-missing", what, place) for found in ignored)


@pytest.mark.parametrize(
    ("scope", "expected"),
    [
        (Scope.HERE, [True, False, False, False]),
        (Scope.DOCUMENT, [True, True, False, False]),
        (Scope.ALWAYS, [True, True, True, False]),
    ],
)
def test_a_finding_rests_here_in_the_document_or_always(
    database: store.Store, projects: tuple[int, int], scope: Scope, expected: list[bool]
) -> None:
    this, other = projects
    event = database.decide(
        ADA, IgnoreFinding(this, "term-missing", "traite", "p3", scope, "a quotation")
    )
    seen = [
        rests(database, this, "traite", "p3"),
        rests(database, this, "traite", "p4"),
        rests(database, other, "traite", "p3"),
        rests(database, this, "saisi", "p3"),
    ]
    assert seen == expected
    [ignored] = database.ignored(this)
    assert (ignored.because, ignored.actor, ignored.event) == ("a quotation", "Ada", event.id)
    database.decide(ADA, Undo(ignored.event))
    assert database.ignored(this) == []


def test_it_stays_over_a_new_run(
    database: store.Store, project: Project, projects: tuple[int, int]
) -> None:
    deed = IgnoreFinding(projects[0], "term-missing", "traite", "p3", Scope.HERE, "a quotation")
    database.decide(TOM, deed)
    database.save(project)
    assert rests(database, projects[0], "traite", "p3")
    with pytest.raises(UsageError, match="is let rest already"):
        database.decide(TOM, deed)


def test_letting_it_rest_always_is_not_for_translators_and_needs_a_reason(
    database: store.Store, projects: tuple[int, int]
) -> None:
    with pytest.raises(Forbidden, match="may not ignore finding always"):
        database.decide(
            TOM, IgnoreFinding(projects[0], "numbers", "12", "p1", Scope.ALWAYS, "because")
        )
    with pytest.raises(UsageError, match="say why"):
        database.decide(TOM, IgnoreFinding(projects[0], "numbers", "12", "p1", Scope.HERE, " "))
    assert database.ignored(projects[0]) == []
