"""Files made to harm: refused or made harmless, quickly and in one line."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter
from openpyxl import load_workbook

from aligner.errors import InputError
from aligner.formats import factory, tables, tbx, tmx, workbooks
from aligner.formats.safexml import clean
from tests.formats.examples import UNITS

SECRET = "the secret"
BODIES = {
    "tmx": '<tmx version="1.4"><body><tu><tuv xml:lang="fr"><seg>{}</seg></tuv>'
    '<tuv xml:lang="en"><seg>x</seg></tuv></tu></body></tmx>',
    "tbx": '<martif type="TBX"><text><body><termEntry id="a"><langSet xml:lang="fr"><tig>'
    "<term>{}</term></tig></langSet></termEntry></body></text></martif>",
    "xliff": '<xliff version="2.0" xmlns="urn:oasis:names:tc:xliff:document:2.0" srcLang="fr">'
    '<file id="f"><unit id="u"><segment><source>{}</source></segment></unit></file></xliff>',
    "RDF": '<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
    'xmlns="http://www.w3.org/2004/02/skos/core#"><Concept r:about="a">'
    '<prefLabel xml:lang="fr">{}</prefLabel></Concept></r:RDF>',
}
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "ha" * 10}">' for n in range(10))
every_format = pytest.mark.parametrize("root", BODIES)


def refused(path: Path) -> str:
    with pytest.raises(InputError) as caught:
        factory.read(path)
    assert "\n" not in str(caught.value)
    return str(caught.value)


@every_format
def test_a_billion_laughs_are_refused(tmp_path: Path, root: str) -> None:
    path = tmp_path / "laughs.xml"
    path.write_text(f"<!DOCTYPE x [{LAUGHS}]>" + BODIES[root].format("&l9;"))
    assert "entities" in refused(path)


@every_format
def test_an_entity_cannot_bring_in_another_file(tmp_path: Path, root: str) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text(SECRET)
    path = tmp_path / "thief.xml"
    path.write_text(
        f'<!DOCTYPE x [<!ENTITY t SYSTEM "{secret.as_uri()}">]>' + BODIES[root].format("a&t;b")
    )
    assert SECRET not in refused(path)


@every_format
def test_a_dtd_is_not_fetched(tmp_path: Path, root: str) -> None:
    dtd = tmp_path / "own.dtd"
    dtd.write_text(f'<!ENTITY t "{SECRET}">')
    path = tmp_path / "a.xml"
    path.write_text(f'<!DOCTYPE x SYSTEM "{dtd.as_uri()}">' + BODIES[root].format("a"))
    factory.read(path, strict=True)
    path.write_text(f'<!DOCTYPE x SYSTEM "{dtd.as_uri()}">' + BODIES[root].format("a&t;b"))
    try:
        assert SECRET not in str(factory.read(path))
    except InputError as error:
        assert SECRET not in str(error)


@every_format
def test_deep_nesting_is_refused(tmp_path: Path, root: str) -> None:
    path = tmp_path / "deep.xml"
    path.write_text(BODIES[root].format("<hi>" * 100_000 + "x" + "</hi>" * 100_000))
    assert "nested too deeply" in refused(path)


@every_format
def test_a_text_without_end_is_refused(tmp_path: Path, root: str) -> None:
    path = tmp_path / "long.xml"
    path.write_text(BODIES[root].format("x" * 10_000_001))
    assert "more than 10 million characters" in refused(path)


@every_format
@pytest.mark.parametrize("text", ["&#x1F;", "\x01", "&#xD800;", "&#xFFFF;"])
def test_a_character_that_xml_forbids_is_told(tmp_path: Path, root: str, text: str) -> None:
    path = tmp_path / "control.xml"
    path.write_text(BODIES[root].format(text))
    assert "line 1" in refused(path)


def test_cleaning_keeps_every_script_and_drops_what_no_file_may_hold() -> None:
    kept = "é ж ع 中 𠀀 👍🏽 a\u200db \u202fx\tx\nx"
    assert clean(kept) == kept
    assert clean("a\x00\x0b\x1f\x7f\x80\ud800\ufffe\uffff\ufdd0b") == "ab"


@pytest.mark.usefixtures("unconfined")
@pytest.mark.parametrize("bound", ["_MAX_UNPACKED", "_HARMLESS"])
def test_a_zip_bomb_is_refused_before_it_is_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, bound: str
) -> None:
    monkeypatch.setattr(workbooks, bound, 300_000)
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/sharedStrings.xml", " " * 1_000_001)
    assert path.stat().st_size < 2_000
    assert "unpacks to 1 MB" in refused(path)


def workbook(path: Path) -> Path:
    """The units as a spreadsheet program saves them: with shared strings and dimensions."""
    tables.write_rows(UNITS, path, ["fr", "en"])
    rows = list(load_workbook(path).worksheets[0].values)
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        for i, row in enumerate(rows):
            sheet.write_row(i, 0, row)
    return path


def rewritten(path: Path, member: str, change: Callable[[str], str]) -> None:
    """Change one member of an archive in place."""
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    before = members[member].decode()
    assert change(before) != before
    members[member] = change(before).encode()
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    path.write_bytes(made.getvalue())


def test_laughs_inside_a_workbook_do_no_harm(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx")
    rewritten(
        path,
        "xl/sharedStrings.xml",
        lambda xml: xml.replace("<sst", f"<!DOCTYPE sst [{LAUGHS}]><sst").replace("2 (c)", "&l9;"),
    )
    refused(path)


def test_a_sheet_that_claims_to_be_endless_is_read_as_far_as_it_goes(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx")
    rewritten(
        path,
        "xl/worksheets/sheet1.xml",
        lambda xml: re.sub(r'(?<=dimension ref=")[^"]+', "A1:XFD1048576", xml),
    )
    assert len(tables.read(path).units) == 3


@pytest.mark.parametrize("read", [tmx.read, tbx.read, factory.read])
def test_a_folder_is_no_file(tmp_path: Path, read: Callable[[Path], object]) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        read(tmp_path)
