"""A draft is checked by a process of its own, and the desk is told in words what went wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from aligner import store
from aligner.consistency import Severity
from aligner.errors import InputError
from aligner.model import Actor, Role, Status
from aligner.review.pages import draft_worker
from aligner.review.pages.draft_worker import Draft
from aligner.store.deeds.rows import DecideRows
from tests import example_project

ANA = Actor("Ana", Role.ADMIN)

FRENCH = """Le Comité se réunit chaque année au siège de l’Organisation.

Il adopte son rapport à la majorité des 15 membres présents et votants.

Les frais de voyage des membres sont à la charge des États.
"""
ENGLISH = """The Committee shall meet every year at the headquarters of the Organization.

It shall adopt its report by a majority of the 51 members present and voting.

The travel costs of the members shall be borne by the States.
"""


@pytest.fixture
def url(tmp_path: Path) -> str:
    made = f"sqlite:///{tmp_path / 'aligner.db'}"
    with store.connect(made) as database:
        known = database.save(example_project.project()).project_id
        rows = tuple((row.id, row.version) for row in database.outline(known)[:2])
        database.decide(ANA, DecideRows(rows, Status.APPROVED))
    return made


def file(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def test_a_draft_is_checked_and_nothing_of_it_is_kept(tmp_path: Path, url: str) -> None:
    source, draft = file(tmp_path, "a.fr.txt", FRENCH), file(tmp_path, "a.en.txt", ENGLISH)
    report = draft_worker.checked(url, Draft(source, draft, ("fr", "en")))
    [told] = report.reaching(Severity.ERROR)
    assert "51" in told.message and "15" in told.message
    with store.connect(url) as database:
        assert len(database.projects()) == 1


def test_what_cannot_be_read_is_told_in_a_line(tmp_path: Path, url: str) -> None:
    source, empty = file(tmp_path, "a.fr.txt", FRENCH), file(tmp_path, "a.en.txt", "")
    with pytest.raises(InputError, match=r"a\.en\.txt"):
        draft_worker.checked(url, Draft(source, empty, ("fr", "en")))
