"""Projects and glossaries of a database become files."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from aligner import exports, store
from aligner.errors import UsageError
from aligner.formats import factory
from aligner.model import CERTIFIED, Actor, Role, Status
from aligner.store.deeds.rows import DecideRows
from aligner.store.deeds.undoing import Undo
from tests import example_project

ANA = Actor("Ana", Role.ADMIN)


@pytest.fixture
def db(tmp_path: Path) -> str:
    url = f"sqlite:///{tmp_path / 'aligner.db'}"
    with store.connect(url) as database:
        project = database.save(example_project.project()).project_id
        rows = [(row.id, row.version) for row in database.outline(project)[:6]]
        database.decide(ANA, DecideRows(tuple(rows), Status.APPROVED))
    return url


def test_what_is_left_out_is_told_with_the_reason(db: str, tmp_path: Path) -> None:
    done = exports.export(db, "tmx", tmp_path / "a.tmx")
    assert (done.written, done.left_out, done.unfit) == (5, 2, 1)
    assert done.sentence == (
        f"wrote 5 to {tmp_path / 'a.tmx'}; 2 left out (not approved); "
        "1 left out (without text in the languages of the file)"
    )


@pytest.mark.parametrize("to", ["xliff", "xlsx", "csv", "docx"])
def test_a_file_says_how_it_was_made_and_is_read_as_before(
    db: str, tmp_path: Path, to: str
) -> None:
    path = tmp_path / f"a.{to}"
    exports.export(db, to, path, languages=["fr", "en"])
    with store.connect(db) as database:
        signature = database.projects()[0].signature.encode()
    assert signature in content(path)
    if to in ("xliff", "csv"):
        assert not factory.read(path, strict=True).notes


def test_a_file_for_each_pair(db: str, tmp_path: Path) -> None:
    done = exports.export_pairs(db, "tmx", tmp_path / "a.tmx", languages=["fr", "en", "zh"])
    assert [file.path.name for file in done] == ["a.fr-en.tmx", "a.fr-zh.tmx"]
    for file in done:
        for unit in factory.read(file.path).units:
            assert len(unit.texts) == 2


def test_a_row_goes_out_in_the_languages_that_are_approved(db: str, tmp_path: Path) -> None:
    with store.connect(db) as database:
        project = database.projects()[0].id
        row = database.outline(project)[3]
        here = ((row.id, row.version),)
        database.decide(ANA, DecideRows(here, Status.CANDIDATE, ("ar",)))
    exports.export(db, "tmx", tmp_path / "all.tmx")
    units = {unit.id: unit for unit in factory.read(tmp_path / "all.tmx").units}
    assert [*units[str(row.id)].texts] == ["fr", "en", "zh"]
    assert units[str(row.id)].status is Status.APPROVED
    english = exports.export(db, "tmx", tmp_path / "en.tmx", languages=["fr", "en"])
    arabic = exports.export(db, "tmx", tmp_path / "ar.tmx", languages=["fr", "ar"])
    assert arabic.left_out == english.left_out + 1
    exports.export(db, "tmx", tmp_path / "pending.tmx", status="candidate")
    pending = {unit.id: [*unit.texts] for unit in factory.read(tmp_path / "pending.tmx").units}
    assert pending[str(row.id)] == ["fr", "ar"]


def test_xliff_of_several_languages_says_how(db: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="--pairs"):
        exports.export(db, "xliff", tmp_path / "a.xlf")
    assert len(exports.export_pairs(db, "xliff", tmp_path / "a.xlf")) == 3


def test_terms_have_no_pairs(db: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="leave out --pairs"):
        exports.export_pairs(db, "tbx", tmp_path / "a.tbx")


@pytest.mark.parametrize("to", ["tbx", "tbx-basic", "tbx-dct", "csv", "xlsx"])
def test_a_glossary_goes_out_by_its_name(db: str, tmp_path: Path, to: str) -> None:
    with store.connect(db) as database:
        database.save_glossary(example_project.glossary(), ANA)
    path = tmp_path / f"g.{to}"
    path = path.with_suffix(path.suffix if to in ("csv", "xlsx") else ".tbx")
    done = exports.export_glossary(db, to, path, "S-RES-2331-2016", status="all")
    back = factory.read(path, strict=True).glossary
    assert back is not None
    assert done.written == len(back.entries) == 2


def test_a_glossary_that_is_not_there_is_named_with_those_that_are(db: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no glossary called 'x'; it has S-RES-2331-2016"):
        exports.export_glossary(db, "tbx", tmp_path / "a.tbx", "x")
    with pytest.raises(UsageError, match="html holds no terms"):
        exports.export_glossary(db, "html", tmp_path / "a.html", "S-RES-2331-2016")


@pytest.mark.parametrize(
    ("found", "goes"),
    [
        (Status.APPROVED, True),
        (Status.PREFERRED, True),
        (Status.ADMITTED, True),
        (Status.CANDIDATE, False),
        (Status.DEPRECATED, False),
        (Status.FORBIDDEN, False),
        (Status.REJECTED, False),
        (Status.EXCLUDED, False),
    ],
)
def test_what_counts_as_approved_for_a_file(found: Status, goes: bool) -> None:
    assert exports.goes_out(found, "approved") == goes
    assert exports.goes_out(found, "all")
    assert exports.goes_out(found, found)


def test_the_files_of_a_run_may_be_cut_into_sentences(db: str, tmp_path: Path) -> None:
    with store.connect(db) as database:
        known = database.projects()[0]
        made = exports.write_run(database, known.id, tmp_path, segments="sentence")
    assert b'segtype="sentence"' in made[0].read_bytes()
    assert len(made) == len(exports.RUN) + 1
    with pytest.raises(UsageError, match="choose one of paragraph, sentence, clause"):
        exports.require_segments("word")


@pytest.mark.parametrize("to", ["tmx", "xliff", "xlsx", "csv", "html", "docx"])
def test_a_file_says_what_was_certified_of_its_rows(db: str, tmp_path: Path, to: str) -> None:
    path = tmp_path / f"a.{to}"
    with store.connect(db) as database:
        [known] = database.projects()
        row = database.outline(known.id)[6]
        why = f"{CERTIFIED}at most 5.0 % of these 80 rows are wrong; draw 000123"
        deed = DecideRows(((row.id, row.version),), Status.APPROVED)
        event = database.decide(ANA, deed, why)
    exports.export(db, to, path, languages=["fr", "en"])
    assert b"at most 5.0 % of these 80 rows are wrong; draw 000123; Ana, 20" in content(path)
    with store.connect(db) as database:
        database.decide(ANA, Undo(event.id))
    exports.export(db, to, path, languages=["fr", "en"])
    assert b"at most 5.0 %" not in content(path)


def content(path: Path) -> bytes:
    """What a file holds, without the ZIP around it."""
    if not zipfile.is_zipfile(path):
        return path.read_bytes()
    with zipfile.ZipFile(path) as archive:
        return b"".join(archive.read(name) for name in archive.namelist())
