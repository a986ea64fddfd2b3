"""Files of other tools come into an empty database, once and again."""

from __future__ import annotations

from pathlib import Path

import pytest

from aligner import imports, store
from aligner.errors import InputError
from aligner.formats import tables, tbx, tmx, xliff
from aligner.model import Status
from tests.formats.examples import GLOSSARY, UNITS
from tests.formats.test_skos import BODY, HEAD
from tests.imports.conftest import taken


def a_file(kind: str, folder: Path) -> Path:
    path = folder / f"memory.{kind}"
    if kind == "tmx":
        tmx.write(UNITS, path, srclang="fr", languages=["fr", "en", "ar", "zh"])
    elif kind == "xlf":
        xliff.write(UNITS, path, srclang="fr", tgtlang="en")
    elif kind in ("csv", "xlsx"):
        tables.write_rows(UNITS, path, ["fr", "en", "ar", "zh"])
    return path


@pytest.mark.parametrize("kind", ["tmx", "xlf", "csv", "xlsx"])
def test_units_become_a_project_called_like_their_document(
    empty: store.Store, tmp_path: Path, kind: str
) -> None:
    outcome = taken(empty, a_file(kind, tmp_path))
    (project,) = empty.projects()
    units = list(empty.units(project.id))
    assert project.name == "S-RES-2331-2016"
    assert outcome.units.added == len(units) == (2 if kind == "tmx" else 3)
    assert units[0].texts["en"] == "Condemns trafficking in persons;"
    assert (units[0].id, units[0].label, units[0].status) == ("1", "2 (c)", Status.APPROVED)


@pytest.mark.parametrize("kind", ["tmx", "xlf", "csv", "xlsx"])
def test_importing_twice_adds_nothing(empty: store.Store, tmp_path: Path, kind: str) -> None:
    path = a_file(kind, tmp_path)
    taken(empty, path)
    outcome = taken(empty, path)
    assert outcome.units.same == outcome.units.total > 0
    assert len(empty.projects()) == 1
    assert not outcome.clashes


def test_units_without_a_document_are_called_like_the_file(
    empty: store.Store, tmp_path: Path
) -> None:
    path = tmp_path / "old memory.csv"
    path.write_text("fr,en,label\noui,yes,1\nnon,no,2\n", "utf-8")
    taken(empty, path)
    assert [project.name for project in empty.projects()] == ["old memory"]
    assert [unit.label for unit in empty.units(empty.projects()[0].id)] == ["1", "2"]
    taken(empty, path, project="Yes and no")
    assert {project.name for project in empty.projects()} == {"old memory", "Yes and no"}


def test_units_that_share_an_id_are_all_kept(empty: store.Store, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("id,fr,en,label\n7,oui,yes,\n7,non,no,\n", "utf-8")
    for _ in range(2):
        taken(empty, path)
    assert [unit.id for unit in empty.units(empty.projects()[0].id)] == ["7", "7-2"]


def test_a_file_that_lies_under_another_name_is_called_as_the_person_knows_it(
    empty: store.Store, tmp_path: Path
) -> None:
    path = tmp_path / "imported"
    path.write_text("French;English\nvivres;food supplies\n", "utf-8")
    outcome = taken(empty, path, called="relief.csv")
    assert outcome.sentence == "relief.csv: 1 entry: 1 added"
    assert outcome.glossary == "relief"
    assert outcome.account == [
        "note: language French read as fr",
        "note: language English read as en",
    ]
    path.write_text("fr,en,label\noui,yes,1\n", "utf-8")
    assert taken(empty, path, called="old.csv").projects == ["old"]


@pytest.mark.parametrize("dialect", [*tbx.DIALECTS, "xlsx", "skos"])
def test_a_glossary_comes_in_once(empty: store.Store, tmp_path: Path, dialect: str) -> None:
    path = tmp_path / "terms"
    if dialect == "skos":
        path.write_text(HEAD + BODY, "utf-8")
    elif dialect == "xlsx":
        path = path.with_suffix(".xlsx")
        tables.write_glossary(GLOSSARY, path)
    else:
        tbx.write(GLOSSARY, path, dialect=dialect)
    first = taken(empty, path)
    again = taken(empty, path)
    assert first.entries.added == again.entries.same == again.entries.total > 0
    (glossary,) = empty.glossaries()
    assert glossary.name == ("terms" if dialect == "skos" else "Trafficking")
    assert glossary.project is None


def test_a_newer_version_of_a_glossary_adds_and_changes(empty: store.Store, tmp_path: Path) -> None:
    path = tmp_path / "un.csv"
    path.write_text("id,en,fr\n1,peace,paix\n2,war,guerre\n", "utf-8")
    taken(empty, path)
    path.write_text("id,en,fr\n1,peace,la paix\n2,war,guerre\n3,truce,trêve\n", "utf-8")
    outcome = taken(empty, path)
    assert outcome.sentence == f"{path}: 3 entries: 1 added, 1 changed, 1 as they were"
    entries = empty.glossary_by_id(empty.glossaries()[0].id).entries
    assert [entry.term("fr").text for entry in entries] == ["la paix", "guerre", "trêve"]  # type: ignore[union-attr]


def test_what_is_skipped_is_counted_with_line_and_reason(
    empty: store.Store, tmp_path: Path
) -> None:
    path = tmp_path / "a.csv"
    path.write_text("fr,en,label,confidence\noui,yes,1,\nnon,no,2,splendid\n", "utf-8")
    outcome = taken(empty, path)
    assert outcome.sentence == f"{path}: 1 unit: 1 added; 1 skipped"
    assert (outcome.skipped[0].line, "splendid" in outcome.skipped[0].reason) == (3, True)


def test_strict_takes_all_or_nothing(empty: store.Store, tmp_path: Path) -> None:
    good = '<tu><tuv xml:lang="fr"><seg>a</seg></tuv><tuv xml:lang="en"><seg>b</seg></tuv></tu>'
    path = tmp_path / "a.tmx"
    path.write_text(f'<tmx version="1.4"><header/><body>{good}<tu/></body></tmx>', "utf-8")
    with pytest.raises(InputError, match="line 1"):
        taken(empty, path, strict=True)
    assert empty.projects() == []
    assert taken(empty, path).units.added == 1


def test_the_outcome_reads_as_a_sentence() -> None:
    tally = imports.Tally(added=3, same=2)
    assert tally.sentence("unit", "units") == "5 units: 3 added, 2 as they were"


def test_two_lists_in_one_file_may_number_alike(empty: store.Store, tmp_path: Path) -> None:
    path = tmp_path / "thesaurus.csv"
    path.write_text("id,en,fr\n4,politics,politique\n4,State trading,commerce d’État\n", "utf-8")
    assert taken(empty, path).entries.added == 2
    assert taken(empty, path).entries.same == 2
