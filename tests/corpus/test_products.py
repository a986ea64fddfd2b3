"""What an archive gives: tables, a merged glossary, a concordance, pairs for other tools."""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
import pytest

from aligner.corpus import archive as archives
from aligner.corpus import exporting, merging, searching, tables
from aligner.corpus.archive import Archive, File
from aligner.corpus.results import KeptRow, KeptTerm, Result
from aligner.errors import InputError, UsageError
from aligner.formats import factory
from aligner.model import Entry, Status, Term
from tests.command import aligner
from tests.conftest import ROOT

RENDERINGS = {2001: "handicapped ports", 2002: "ports", 2003: "accessible ports"}


def result(name: str, year: int) -> Result:
    rows = [
        KeptRow(0, "", 0.99, "", False, {"fr": "Nations du Nord", "en": "Nations of the North"}),
        KeptRow(1, "1", 0.95, "", False, {
            "fr": f"Les ports côtiers de {year} sont sûrs.",
            "en": f"The coastal ports of {year} are safe.",
        }),
        KeptRow(2, "2", 0.4, "short", True, {"fr": "Étés en mer.", "en": "Something else."}),
        KeptRow(3, "3", 0.9, "", False, {"fr": "Sans contrepartie."}),
    ]  # fmt: skip
    terms = [
        KeptTerm("c1", 0.8, 2, "", {
            "fr": [["ports côtiers", "port côtier", "port côtier"]],
            "en": [[RENDERINGS[year], "port"]],
        }, [1]),
        KeptTerm("c2", 0.1, 1, "", {"fr": [["mer", "mer"]], "en": [["else", "else"]]}, [2]),
    ]  # fmt: skip
    return Result(
        name, "fr", ["fr", "en"], {"fr": 4, "en": 3}, "aligner:test", ["a note"], rows, terms
    )


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    made = archives.made(tmp_path / "archive")
    names = {f"S/{year}/7": year for year in RENDERINGS} | {"waits": 0, "bad": 0}
    made.write(
        [
            *(File(name, lang, f"/x/{lang}/{name}", 9, lang, name if year else "",
                   "S" if year else "", year or None)
              for name, year in names.items() for lang in ("en", "fr")),
            File("lone", "fr", "/x/fr/lone", 9, "fr"),
        ]
    )  # fmt: skip
    for item in made.items():
        if year := names.get(item.id):
            made.result(item.key).parent.mkdir(parents=True, exist_ok=True)
            made.result(item.key).write_bytes(result(item.id, year).packed())
    made.set_aside(made.item("bad"), "breaks the reader", 2)
    tables.write(made)
    return made


def test_tables_are_read_by_pandas_and_say_their_version(archive: Archive) -> None:
    rows = pd.read_parquet(archive.tables / "rows")
    assert sorted(rows.year.unique()) == [2001, 2002, 2003] and len(rows) == 12
    sure = rows[rows.confidence >= 0.9].dropna(subset=["fr", "en"])
    assert len(sure) == 6 and set(sure.document) == {"S/2001/7", "S/2002/7", "S/2003/7"}
    documents = pd.read_parquet(archive.tables / "documents.parquet").set_index("document")
    assert documents.state.to_dict() == {
        "S/2001/7": "done", "S/2002/7": "done", "S/2003/7": "done",
        "bad": "aside", "lone": "alone", "waits": "waiting",
    }  # fmt: skip
    first = documents.loc["S/2001/7"]
    assert (first.rows, first.sure, first.uncertain, first.nulls, first.crossing) == (4, 3, 1, 1, 1)
    assert documents.loc["bad"].reason == "breaks the reader"
    metadata = pq.read_schema(archive.tables / "documents.parquet").metadata
    assert metadata[b"aligner.version"] == str(archives.VERSION).encode()


def test_only_shards_of_which_something_changed_are_written_again(archive: Archive) -> None:
    assert tables.write(archive) == 0
    before = {path: path.read_bytes() for path in archive.tables.rglob("*.parquet")}
    changed = archive.item("S/2002/7")
    archive.result(changed.key).unlink()
    assert tables.write(archive) == 0  # the shard of 2002 has gone
    assert [path.stem for path in tables.paths(archive, "rows")] == ["2001", "2003"]
    archive.result(changed.key).write_bytes(result(changed.id, 2002).packed())
    assert tables.write(archive) == 1
    assert {path: path.read_bytes() for path in archive.tables.rglob("*.parquet")} == before


def test_terms_are_merged_with_their_renderings_over_the_years(archive: Archive) -> None:
    glossary = merging.merged(archive)
    (entry,) = glossary.entries  # the other is too unsure in every document
    assert glossary.languages == ("fr", "en") and entry.count == 6
    french = [(term.text, term.variants) for term in entry.terms if term.lang == "fr"]
    assert french == [("ports côtiers", ("port côtier",))]
    assert [t.text for t in entry.terms if t.lang == "en"] == [
        "accessible ports", "handicapped ports", "ports",
    ]  # fmt: skip
    assert entry.documents == ("S/2001/7", "S/2002/7", "S/2003/7")
    assert entry.note == (
        "3 documents, 2001-2003; en: handicapped ports until 2001, ports from 2002; "
        "en: ports until 2002, accessible ports from 2003"
    )
    assert merging.merged(archive, documents=4).entries == ()
    with pytest.raises(UsageError, match="has no de; it has en, fr"):
        merging.merged(archive, languages=("fr", "de"))


def test_what_a_person_decided_stays_decided(archive: Archive) -> None:
    found = merging.merged(archive)
    terms = (Term("fr", "Ports côtiers"), Term("en", "coastal ports"))
    approved = Entry("x", terms, status=Status.APPROVED)
    (entry,) = merging.decided(found, [approved]).entries
    assert entry.term("en") == terms[1] and entry.count == 6
    rejected = replace(approved, status=Status.REJECTED)
    assert merging.decided(found, [rejected]).entries == ()


@pytest.mark.parametrize(
    ("query", "options", "documents"),
    [
        ("PORTS COTIERS", {}, ["S/2003/7", "S/2002/7", "S/2001/7"]),
        ("coast* ports", {"years": (2001, 2002)}, ["S/2002/7", "S/2001/7"]),
        ("ports cotiers", {"lang": "en"}, []),
        ("cotiers ports", {}, []),
        ("etes", {"limit": 1}, ["S/2003/7"]),
        ("ports", {"organ": "A"}, []),
    ],
)
def test_words_are_found_whatever_their_case_and_accents_the_newest_first(
    archive: Archive, query: str, options: dict[str, object], documents: list[str]
) -> None:
    hits = searching.search(archive, query, **options)  # type: ignore[arg-type]
    assert [hit.document for hit in hits] == documents


def test_a_hit_has_its_place_and_the_other_language(archive: Archive) -> None:
    hit = searching.search(archive, "cotiers 2002")
    assert hit == []  # not in a row
    (hit,) = searching.search(archive, "de 2002 sont")
    assert (hit.document, hit.label, hit.lang) == ("S/2002/7", "1", "fr")
    assert hit.texts["en"] == "The coastal ports of 2002 are safe."
    (same,) = searching.matching(archive, r"2002\b.*sûrs", "fr")
    assert same == hit
    with pytest.raises(UsageError, match="no regular expression"):
        list(searching.matching(archive, "(", "fr"))


def test_the_index_follows_the_tables(archive: Archive) -> None:
    assert len(searching.search(archive, "ports cotiers")) == 3
    archive.result(archive.item("S/2003/7").key).unlink()
    tables.write(archive)
    assert len(searching.search(archive, "ports cotiers")) == 2


@pytest.mark.parametrize("to", ["tmx", "parquet"])
def test_pairs_go_out_once_and_only_where_they_are_likely(
    archive: Archive, tmp_path: Path, to: str
) -> None:
    done = exporting.export(archive, to, ("en", "fr"), tmp_path / "out")
    assert (done.units, done.repeated, done.doubtful) == (4, 2, 3)
    (path,) = done.files
    assert path.name == f"en-fr.0001.{to}"
    if to == "tmx":
        texts = [unit.texts["en"] for unit in factory.stream(path)]
    else:
        texts = list(pd.read_parquet(path).en)
    assert texts == ["Nations of the North"] + [
        f"The coastal ports of {year} are safe." for year in RENDERINGS
    ]


def test_what_makes_no_sense_is_one_line(archive: Archive, tmp_path: Path) -> None:
    empty = archives.made(tmp_path / "empty")
    with pytest.raises(InputError, match="nothing is done yet"):
        searching.search(empty, "ports")
    with pytest.raises(UsageError, match="has en, fr; name two of them"):
        exporting.export(archive, "tmx", ("fr", "de"), tmp_path)
    with pytest.raises(UsageError, match="no format called 'doc'"):
        exporting.export(archive, "doc", ("fr", "en"), tmp_path)
    with pytest.raises(UsageError, match="type a word"):
        searching.search(archive, "!?")


def test_the_commands_show_and_write_it(archive: Archive, tmp_path: Path) -> None:
    ran = aligner("corpus", "search", archive.folder, "coastal ports", "--years", "2002")
    assert ran.stdout == (
        "S/2002/7 1  (0.95)\n  en  The coastal ports of 2002 are safe.\n"
        "  fr  Les ports côtiers de 2002 sont sûrs.\n"
    )
    ran = aligner("corpus", "status", archive.folder)
    assert "3 of 5 documents done, 1 set aside, 1 waiting: aligner corpus run" in ran.stdout
    assert "set aside: bad: breaks the reader" in ran.stdout
    tbx = tmp_path / "g.tbx"
    ran = aligner("corpus", "terms", archive.folder, "-o", tbx)
    assert ran.stdout.startswith("wrote 1 concepts") and "ports côtiers" in tbx.read_text("utf-8")


def test_the_examples_of_the_docs_run(archive: Archive) -> None:
    page = (ROOT / "docs" / "corpus.md").read_text("utf-8")
    (code,) = re.findall(r"```python\n(.*?)```", page, re.DOTALL)
    ran = subprocess.run(
        [sys.executable, "-c", code], cwd=archive.folder.parent, capture_output=True, text=True
    )
    assert ran.returncode == 0, ran.stderr
    assert "S/2001/7" in ran.stdout and "accessible ports" in ran.stdout
