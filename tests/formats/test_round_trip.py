"""Importing what was exported changes nothing, in every format that can carry the content."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aligner import confinement
from aligner.formats import factory, tables, tbx, tmx, xliff
from aligner.formats.imported import Imported
from aligner.model import Entry, Glossary, Status, Term, TranslationUnit
from tests.formats.examples import LANGUAGES, glossaries, units

few = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def read(path: Path, *, strict: bool = False) -> Imported:
    """Read hundreds of small files of our own here, each in a moment."""
    with confinement.unconfined():
        return factory.read(path, strict=strict)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("round_trip")


@few
@given(st.lists(units(), min_size=1, max_size=4))
def test_tmx_brings_back_every_unit(folder: Path, rows: list[TranslationUnit]) -> None:
    path = folder / "a.tmx"
    assert tmx.write(rows, path, srclang="fr", languages=LANGUAGES) == len(rows)
    back = read(path, strict=True)
    assert list(back.units) == rows
    assert not back.notes


@few
@given(st.lists(units(("fr", "ar")), min_size=1, max_size=4))
def test_xliff_brings_back_every_unit_of_its_pair(
    folder: Path, rows: list[TranslationUnit]
) -> None:
    path = folder / "a.xlf"
    assert xliff.write(rows, path, srclang="fr", tgtlang="ar") == len(rows)
    assert list(read(path, strict=True).units) == rows


@few
@given(st.lists(units(), min_size=1, max_size=4), st.sampled_from([".csv", ".xlsx"]))
def test_tables_bring_back_every_unit(
    folder: Path, rows: list[TranslationUnit], suffix: str
) -> None:
    path = folder / f"a{suffix}"
    assert tables.write_rows(rows, path, LANGUAGES) == len(rows)
    assert list(read(path, strict=True).units) == rows


@few
@given(glossaries(), st.sampled_from(list(tbx.DIALECTS)))
def test_tbx_brings_back_every_entry(folder: Path, glossary: Glossary, dialect: str) -> None:
    path = folder / "a.tbx"
    assert tbx.write(glossary, path, dialect=dialect) == len(glossary.entries)
    back = read(path, strict=True)
    assert back.glossary is not None
    # A context stands under its own term, so that the order of those of two terms has no place.
    assert in_one_order(back.glossary) == in_one_order(glossary)
    assert not back.notes


def in_one_order(glossary: Glossary) -> Glossary:
    """The glossary with the contexts of each concept sorted."""
    entries = (replace(e, contexts=tuple(sorted(e.contexts, key=repr))) for e in glossary.entries)
    return replace(glossary, entries=tuple(entries))


@few
@given(glossaries(), st.sampled_from([".csv", ".xlsx"]))
def test_tables_bring_back_every_entry_but_for_what_they_say_they_lose(
    folder: Path, glossary: Glossary, suffix: str
) -> None:
    path = folder / f"g{suffix}"
    assert tables.write_glossary(glossary, path) == len(glossary.entries)
    back = read(path, strict=True).glossary
    assert back is not None
    assert back.entries == tuple(map(_as_in_a_table, glossary.entries))


def _as_in_a_table(entry: Entry) -> Entry:
    """A table has the first context, but no parts of speech or cross-references."""
    contexts = tuple(replace(context, units={}) for context in entry.contexts[:1] if context.texts)
    terms = tuple(map(_without_pos, entry.terms))
    return replace(entry, terms=terms, contexts=contexts, related=())


def _without_pos(term: Term) -> Term:
    variants = " | ".join(term.variants).split(" | ")
    return replace(term, pos="", variants=tuple(filter(None, map(str.strip, variants))))


@few
@given(st.lists(units(("fr", "en")), min_size=1, max_size=4))
def test_writing_twice_gives_the_same_bytes(folder: Path, rows: list[TranslationUnit]) -> None:
    one, two = folder / "1.tmx", folder / "2.tmx"
    tmx.write(rows, one, srclang="fr", languages=LANGUAGES)
    tmx.write(tmx.read(one).units, two, srclang="fr", languages=LANGUAGES)
    assert one.read_bytes() == two.read_bytes()


def test_every_status_survives_every_format(tmp_path: Path) -> None:
    rows = [
        TranslationUnit(status.value, {"fr": "oui", "en": "yes"}, status=status)
        for status in Status
    ]
    tmx.write(rows, tmp_path / "a.tmx", srclang="fr", languages=["fr", "en"])
    xliff.write(rows, tmp_path / "a.xlf", srclang="fr", tgtlang="en")
    tables.write_rows(rows, tmp_path / "a.csv", ["fr", "en"])
    for path in tmp_path.iterdir():
        assert [unit.status for unit in read(path).units] == list(Status)
