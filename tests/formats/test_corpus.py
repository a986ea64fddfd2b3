"""Files that other tools wrote, odd and broken ones among them."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree

from aligner.errors import InputError
from aligner.formats import factory, tbx, tmx
from aligner.formats.codes import pieces
from aligner.formats.imported import Imported
from aligner.model import TranslationUnit


def manifest(shared: Path) -> Iterator[tuple[Path, dict[str, str]]]:
    folder = shared / "formats" / "corpus"
    if not folder.is_dir():
        pytest.skip(f"needs the corpus of exchange files ({folder})")
    with (folder / "manifest.tsv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            yield folder / row["file"], row


def decoded(path: Path) -> str:
    """The text of an XML file by its byte-order mark or declaration, without a parser."""
    raw = path.read_bytes()
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return raw.decode("utf-16")
    declared = re.search(rb"encoding=[\"']([\w-]+)", raw[:200])
    return raw.decode(declared[1].decode() if declared else "utf-8-sig", errors="replace")


def counted(path: Path) -> int:
    """Units or concepts, counted by their start tags."""
    text = re.sub(r"<!--.*?-->", "", decoded(path), flags=re.DOTALL)
    return len(re.findall(r"<(?:tu|termEntry|conceptEntry)[\s>]", text))


def size(imported: Imported) -> int:
    return len(imported.units) + (len(imported.glossary.entries) if imported.glossary else 0)


def with_markup(unit: TranslationUnit) -> dict[str, str]:
    """The texts with each placeholder as what it stands for."""
    return {
        lang: "".join(plain + markup for plain, markup in pieces(text, unit.codes))
        for lang, text in unit.texts.items()
    }


def test_every_well_formed_file_is_read_whole(shared: Path) -> None:
    wrong = {}
    for path, row in manifest(shared):
        if row["schema"] != "NOT WELL-FORMED":
            expected = counted(path)
            got = size(factory.read(path))
            if got != expected:
                wrong[path.name] = (got, expected)
    assert not wrong


def test_every_broken_file_gives_a_clear_error_or_says_what_is_missing(shared: Path) -> None:
    for path, row in manifest(shared):
        if row["schema"] == "NOT WELL-FORMED":
            try:
                back = factory.read(path)
            except InputError as error:
                assert str(path) in str(error)
                assert "\n" not in str(error)
            else:
                assert "breaks off" in back.skipped[-1].reason


def test_what_was_read_can_be_written_and_read_again_unchanged(
    shared: Path, tmp_path: Path
) -> None:
    dtd = etree.DTD(shared / "formats/schemas/tmx/tmx14.omegat.dtd")
    for path, _ in manifest(shared):
        if path.suffix != ".tmx":
            continue
        units = [unit for unit in tmx.read(path).units if len(unit.texts) > 1]
        for lang in {lang for unit in units for lang in unit.texts}:
            mine = [unit for unit in units if lang in unit.texts]
            langs = list(dict.fromkeys(other for unit in mine for other in unit.texts))
            out = tmp_path / "again.tmx"
            assert tmx.write(mine, out, srclang=lang, languages=langs) == len(mine)
            back = tmx.read(out, strict=True).units
            assert list(map(with_markup, back)) == list(map(with_markup, mine))
            assert dtd.validate(etree.parse(out)), (path.name, dtd.error_log)


def test_every_termbase_can_be_written_in_every_dialect(shared: Path, tmp_path: Path) -> None:
    schemas = shared / "formats" / "schemas"
    v3 = etree.RelaxNG(etree.parse(schemas / "tbx3/TBXcoreStructV03.rng"))
    v2 = etree.DTD(schemas / "tbx2008/TBXBasiccoreStructV02.dtd")
    for path, row in manifest(shared):
        if path.suffix != ".tbx" or row["schema"] == "NOT WELL-FORMED":
            continue
        glossary = tbx.read(path).glossary
        assert glossary is not None
        for dialect in tbx.DIALECTS:
            out = tmp_path / "again.tbx"
            assert tbx.write(glossary, out, dialect=dialect) == len(glossary.entries)
            schema = v2 if dialect.endswith("v2") else v3
            assert schema.validate(etree.parse(out)), (path.name, dialect, schema.error_log)
            again = tbx.read(out, strict=True).glossary
            assert again is not None
            assert [entry.id for entry in again.entries] == [e.id for e in glossary.entries]
