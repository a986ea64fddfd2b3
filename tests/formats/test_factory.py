"""A file is known by what is in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from aligner.errors import InputError
from aligner.formats import docx, factory, tables, tbx, tmx, xliff
from tests.formats.examples import GLOSSARY, UNITS


def test_formats_are_known_by_content_whatever_they_are_called(tmp_path: Path) -> None:
    made = {name: tmp_path / f"{name}.dat" for name in ("tmx", "v3", "v2", "xliff")}
    tmx.write(UNITS, made["tmx"], srclang="fr", languages=["fr", "en"])
    tbx.write(GLOSSARY, made["v3"])
    tbx.write(GLOSSARY, made["v2"], dialect="tbx-basic-v2")
    xliff.write(UNITS, made["xliff"], srclang="fr", tgtlang="en")
    for suffix in ("csv", "xlsx"):
        path = tmp_path / f"a.{suffix}"
        tables.write_rows(UNITS, path, ["fr", "en"])
        made[suffix] = path.rename(tmp_path / f"{suffix}.dat")
    kinds = {name: factory.kind(path) for name, path in made.items()}
    assert kinds == {
        "tmx": "tmx",
        "v3": "tbx",
        "v2": "tbx",
        "xliff": "xliff",
        "csv": "table",
        "xlsx": "table",
    }
    assert all(factory.read(path) for path in made.values())


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "the file is empty"),
        (b" \n", "the file is empty"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "none of TMX, TBX"),
        (b"<html><body/></html>", "a web page; copy its table"),
        (b"<cookbook/>", "a <cookbook> file, which is none of"),
        (b"<tmx", "the file breaks off here"),
        (b"<\xff", "not a well-formed XML file"),
        (b"PK\x03\x04 no archive\0", "none of TMX, TBX"),
    ],
)
def test_what_is_no_known_format_is_refused_in_one_line(
    tmp_path: Path, content: bytes, message: str
) -> None:
    path = tmp_path / "thing.tmx"
    path.write_bytes(content)
    with pytest.raises(InputError, match=message) as caught:
        factory.read(path)
    assert "\n" not in str(caught.value)
    assert str(path) in str(caught.value)


def test_a_word_document_is_no_exchange_format(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    docx.write(UNITS, path, ["fr"])
    with pytest.raises(InputError, match="a Word document; import reads tables"):
        factory.read(path)


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="No such file"):
        factory.read(tmp_path / "missing.tmx")
