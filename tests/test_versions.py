"""A document is worked on, its source changes, and it is run again, as a person does it."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from aligner import store
from aligner.formats import factory
from aligner.model import Actor, Role, Status
from aligner.store.deeds.concepts import DecideEntry
from aligner.store.deeds.notes import NoteRow
from aligner.store.deeds.rows import DecideRows
from tests.command import aligner

ADA = Actor("Ada", Role.ADMIN)
FRENCH = """Rapport sur les activités de la mission de police

1. La mission de police a ouvert trois bureaux régionaux dans le nord du pays.

2. Le fonds d’affectation spéciale a financé la formation de deux cents agents de police.

3. Les bureaux régionaux manquent de véhicules et de matériel de communication.

4. Le fonds d’affectation spéciale reste ouvert aux contributions volontaires.
"""
ENGLISH = """Report on the activities of the police mission

1. The police mission has opened three regional offices in the north of the country.

2. The trust fund has financed the training of two hundred police officers.

3. The regional offices lack vehicles and communications equipment.

4. The trust fund remains open to voluntary contributions.
"""
SPANISH = """Informe sobre las actividades de la misión de policía

1. La misión de policía ha abierto tres oficinas regionales en el norte del país.

2. El fondo fiduciario ha financiado la formación de doscientos agentes de policía.

3. Las oficinas regionales carecen de vehículos y de equipo de comunicaciones.

4. El fondo fiduciario sigue abierto a contribuciones voluntarias.
"""
OTHER = """Compte rendu de la réunion des experts de la pêche

1. Les experts ont étudié la taille des mailles des filets en haute mer.

2. Ils se retrouveront au printemps afin d’examiner les quotas de chaque pays.
"""


@dataclass(frozen=True)
class Desk:
    """A folder with a document that was run, and on which somebody has worked since."""

    folder: Path
    project: int
    term: str

    @property
    def url(self) -> str:
        return f"sqlite:///{self.folder / 'out' / 'aligner.db'}"

    def file(self, lang: str, text: str, name: str = "REPORT-1") -> Path:
        path = self.folder / lang / f"{name}.{lang}.txt"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, "utf-8")
        return path

    def run(self, *words: object) -> str:
        done = aligner("run", *words, "-o", self.folder / "out")
        assert done.returncode == 0, done.stderr
        return done.stdout

    def statuses(self) -> dict[str, Status]:
        with store.connect(self.url) as database:
            return {unit.label: unit.status for unit in database.units(self.project)}


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    empty = Desk(tmp_path_factory.mktemp("desk"), 0, "")
    empty.run(empty.file("fr", FRENCH), empty.file("en", ENGLISH))
    with store.connect(empty.url) as database:
        [project] = database.projects()
        rows = database.outline(project.id)
        pairs = tuple((row.id, row.version) for row in rows)
        database.decide(ADA, DecideRows(pairs, Status.APPROVED))
        database.decide(ADA, NoteRow(rows[2].id, "Ask for the figures."))
        glossary = database.glossary(project.id)
        term = glossary.entries[0]
        database.decide(ADA, DecideEntry(glossary.id, term.id, term.version, Status.APPROVED))
    yield Desk(empty.folder, project.id, term.id)


def test_the_same_files_again_change_nothing_and_the_files_say_what_was_decided(
    desk: Desk,
) -> None:
    said = desk.run(desk.file("fr", FRENCH + "\n"), desk.file("en", ENGLISH))
    assert "version" not in said
    assert set(desk.statuses().values()) == {Status.APPROVED}
    out = desk.folder / "out"
    for name in ("REPORT-1.tmx", "REPORT-1.rows.csv"):
        units = factory.read(out / name).units
        assert {unit.status for unit in units} == {Status.APPROVED}, name
    for name in ("REPORT-1.tbx", "REPORT-1.v2.tbx", "REPORT-1.terms.csv"):
        found = factory.read(out / name).glossary
        assert found is not None
        approved = [e.id for e in found.entries if e.status == Status.APPROVED]
        assert [key.removeprefix("_") for key in approved] == [desk.term], name


def test_one_paragraph_changes_and_spanish_comes(desk: Desk) -> None:
    changed = ENGLISH.replace("two hundred police", "two hundred and ten police")
    said = desk.run(desk.file("en", changed), desk.file("es", SPANISH))
    assert "REPORT-1, version 2: en: 1 changed; es joined; 1 decided before" in said
    assert "2: pending in en (was approved): Le fonds d’affectation spéciale" in said
    statuses = desk.statuses()
    assert statuses.pop("2") == Status.CANDIDATE
    assert set(statuses.values()) == {Status.APPROVED}
    with store.connect(desk.url) as database:
        units = list(database.units(desk.project))
        assert all(set(unit.texts) == {"fr", "en", "es"} for unit in units)
        assert units[2].note == "Ask for the figures."
        assert units[2].texts["en"].endswith("two hundred and ten police officers.")
        [term] = [e for e in database.glossary(desk.project).entries if e.id == desk.term]
        assert term.status == Status.APPROVED
        assert term.term("es") is not None


def test_the_version_before_is_listed_and_can_be_exported(desk: Desk, tmp_path: Path) -> None:
    listed = aligner("documents", "--db", desk.url).stdout.splitlines()
    now, before = (line.split("\t") for line in listed)
    assert (now[0], now[1:4]) == (str(desk.project), ["REPORT-1", "version 2", "fr en es"])
    assert before[1:4] == ["REPORT-1", "version 1", "fr en"]
    old = tmp_path / "old.csv"
    done = aligner(
        "export", "--db", desk.url, "--project", before[0].strip(), "--to", "csv", "-o", old
    )
    assert done.returncode == 0, done.stderr
    with old.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["status"] for row in rows] == ["approved"] * 5
    assert "two hundred police officers" in rows[2]["en"]


def test_another_document_of_that_name_is_asked_about(desk: Desk) -> None:
    before = desk.statuses()
    french = desk.file("fr", OTHER)
    english = desk.file("en", "Minutes of the meeting of fishery experts\n\n1. They met.\n")
    refused = aligner("run", french, english, "-o", desk.folder / "out")
    assert refused.returncode == 2
    [line] = refused.stderr.splitlines()
    assert f"REPORT-1: project {desk.project} has that name already" in line
    assert "--as NAME" in line
    assert "--same" in line
    assert desk.statuses() == before
    said = desk.run(french, english, "--as", "REPORT-2")
    assert "REPORT-2" in said
    listed = aligner("documents", "--db", desk.url).stdout.splitlines()
    names = [line.split("\t")[1] for line in listed]
    assert sorted(set(names)) == ["REPORT-1", "REPORT-2"]


def test_terms_below_a_score_are_in_the_database_only(desk: Desk, tmp_path: Path) -> None:
    def terms(*words: object) -> int:
        file = tmp_path / "terms.tbx"
        done = aligner(
            "export", "--db", desk.url, "--project", desk.project, "--to", "tbx",
            "--status", "all", "-o", file, *words,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        found = factory.read(file).glossary
        return len(found.entries) if found else 0

    assert 1 <= terms("--min-score", "1") < terms()
