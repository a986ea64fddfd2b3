"""The whole journey on the worked example, and what stops it."""

from __future__ import annotations

import errno
import json
from pathlib import Path

import pytest
from lxml import etree

from aligner import exports, pipeline, reading, store
from aligner.alignment import align
from aligner.errors import AlignerError, OutputError, UsageError
from tests.conftest import ROOT

NAME = "S-RES-2331-2016"
FR = ROOT / "texts" / "fr" / f"{NAME}.ocr.txt"
EN = ROOT / "texts" / "en" / f"{NAME}.txt"


@pytest.fixture(scope="module")
def outcome(tmp_path_factory: pytest.TempPathFactory) -> pipeline.Outcome:
    return pipeline.run([FR, EN], out=tmp_path_factory.mktemp("out"))


def test_every_paragraph_of_the_resolution_finds_its_counterpart(
    outcome: pipeline.Outcome,
) -> None:
    rows = outcome.project.multitext.rows
    assert [row.cells["fr"] for row in rows] == [(i,) for i in range(47)]
    assert [row.cells["en"] for row in rows] == [(i,) for i in range(47)]


@pytest.mark.parametrize(
    ("fr", "en"),
    [
        ("traite d’êtres humains", "trafficking in persons"),
        ("conflit armé", "armed conflict"),
        ("flux financiers", "financial flows"),
        ("Groupe d’action financière", "Financial Action Task Force"),
    ],
)
def test_the_terms_of_the_resolution_are_in_the_tbx(
    outcome: pipeline.Outcome, fr: str, en: str
) -> None:
    tree = etree.parse(next(f for f in outcome.files if f.name == f"{NAME}.tbx"))
    concepts = tree.findall(".//{*}conceptEntry")
    pairs = [{term.text for term in concept.iterfind(".//{*}term")} for concept in concepts]
    assert any(fr in terms and en in terms for terms in pairs)


def test_acronyms_are_tied_to_their_full_forms(outcome: pipeline.Outcome) -> None:
    entries = outcome.project.glossary.entries
    found = {(t.text, t.acronym) for entry in entries for t in entry.terms if t.acronym}
    assert ("Groupe d’action financière", "GAFI") in found
    assert ("Financial Action Task Force", "FATF") in found


def test_all_results_are_written(outcome: pipeline.Outcome) -> None:
    assert all(file.stat().st_size > 1000 for file in outcome.files)
    assert {file.name.removeprefix(NAME) for file in outcome.files} == {
        ".tmx", ".tbx", ".v2.tbx", ".xlsx", ".rows.csv", ".terms.csv",
    }  # fmt: skip


def test_a_second_run_does_not_double_the_project(outcome: pipeline.Outcome) -> None:
    again = pipeline.run([FR, EN], out=outcome.files[0].parent)
    with store.connect(again.database) as database:
        assert len(database.projects()) == 1
        assert database.projects()[0].row_count == 47


def test_export_lets_out_approved_rows_only_unless_asked(
    outcome: pipeline.Outcome, tmp_path: Path
) -> None:
    nothing = exports.export(outcome.database, "tmx", tmp_path / "a.tmx")
    everything = exports.export(outcome.database, "tmx", tmp_path / "b.tmx", status="all")
    assert (nothing.written, nothing.left_out) == (0, 47)
    assert everything.written == 47
    assert "47 left out" in nothing.sentence


@pytest.mark.parametrize("to", ["tbx", "tbx-basic", "xliff", "xlsx", "csv", "html", "docx"])
def test_a_project_goes_out_in_every_format(
    outcome: pipeline.Outcome, tmp_path: Path, to: str
) -> None:
    done = exports.export(outcome.database, to, tmp_path / f"out.{to}", status="all")
    assert done.written >= 47
    assert done.path.stat().st_size > 1000


def test_languages_that_a_project_lacks_are_named(
    outcome: pipeline.Outcome, tmp_path: Path
) -> None:
    with pytest.raises(UsageError, match="is not in zh; it has fr, en"):
        exports.export(outcome.database, "tmx", tmp_path / "a.tmx", languages=["fr", "zh"])


@pytest.mark.parametrize("lang", ["es", "ru", "ar", "zh"])
def test_merged_and_split_paragraphs_are_found_in_every_language(lang: str) -> None:
    gold = json.loads((ROOT / "tests" / "golden" / "resolution_beads.json").read_text("utf-8"))
    other = reading.read(ROOT / "texts" / lang / f"{NAME}.txt")
    found = align(reading.read(EN), other, sentences=False).beads
    expected = [(tuple(bead["en"]), tuple(bead[lang])) for bead in gold[lang]]
    assert [(bead.src, bead.tgt) for bead in found] == expected


def test_a_read_only_folder_stops_the_run_before_the_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(errno.EROFS, "Read-only file system")

    monkeypatch.setattr(pipeline.tempfile, "TemporaryFile", refuse)
    with pytest.raises(OutputError, match="cannot write there"):
        pipeline.run([FR, EN], out=tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_leaves_nothing_half_written(
    tmp_path: Path, outcome: pipeline.Outcome, monkeypatch: pytest.MonkeyPatch
) -> None:
    original = Path.replace

    def full(self: Path, target: Path) -> Path:
        if str(target).endswith(".tmx"):
            raise OSError(errno.ENOSPC, "No space left on device")
        return original(self, target)

    monkeypatch.setattr(Path, "replace", full)
    monkeypatch.setattr("os.replace", lambda a, b: full(Path(a), Path(b)))
    with pytest.raises(AlignerError, match="No space left"):
        exports.export(outcome.database, "tmx", tmp_path / "x.tmx", status="all")
    assert list(tmp_path.iterdir()) == []
