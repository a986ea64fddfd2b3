"""Files of other word processors are read by way of LibreOffice, or a line says what to do."""

from __future__ import annotations

import hashlib
import shutil
import zipfile
from pathlib import Path

import pytest
from docx import Document as Word

from aligner.errors import InputError
from aligner.reading import language_of, read

RTF = rb"""{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0 Times New Roman;}}\f0\fs24
Le Comit\'e9 des p\'eaches,\par
1.\tab D\'e9cide de tenir ses s\'e9ances \'e0 la capitale \'e0 partir de septembre\~;\par
2.\tab Prie les \'c9tats c\'f4tiers de communiquer leurs relev\'e9s \'e0 temps.\par}"""
TEXTS = [
    "Le Comité des pêches,",
    "1. Décide de tenir ses séances à la capitale à partir de septembre ;",
    "2. Prie les États côtiers de communiquer leurs relevés à temps.",
]


def old_word(path):
    path.write_bytes(
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500) + "WordDocument".encode("utf-16-le")
    )


def open_document(path):
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", "<office/>")


def rich_text(path):
    path.write_bytes(RTF)


@pytest.fixture
def programs(tmp_path, monkeypatch):
    """The only programs there are."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.setattr("aligner.reading.office._ON_MAC", str(folder / "none"))
    return folder


def office(folder, script):
    """A LibreOffice that does what a script says; the last words are the folder and the file."""
    program = folder / "soffice"
    program.write_text(f"#!/bin/sh\nfor last; do :; done\nout=${{last%.*}}.docx\n{script}\n")
    program.chmod(0o755)


@pytest.mark.parametrize(
    ("name", "written", "what"),
    [
        ("report.fr.doc", old_word, "an old Word file"),
        ("report.fr.odt", open_document, "an OpenDocument text"),
        ("report.fr.rtf", rich_text, "a Rich Text file"),
    ],
)
def test_without_libreoffice_a_line_says_what_to_do(tmp_path, programs, name, written, what):
    written(tmp_path / name)
    for asked in (read, language_of):
        with pytest.raises(InputError) as refused:
            asked(tmp_path / name)
        told = str(refused.value)
        assert told.startswith(f"{name}: is {what}; save it as .docx, or install LibreOffice")
        assert "\n" not in told


def test_what_libreoffice_makes_is_read_under_the_name_of_the_file(tmp_path, programs):
    word = Word()
    for text in TEXTS:
        word.add_paragraph(text)
    word.save(tmp_path / "made.docx")
    office(programs, f'/bin/cp {tmp_path}/made.docx "$out"; echo "$@" > {tmp_path}/said')
    path = tmp_path / "fr" / "Report 7.rtf"
    path.parent.mkdir()
    rich_text(path)
    document = read(path)
    assert [p.text for p in document.paragraphs] == TEXTS
    assert (document.name, document.lang, document.source) == ("Report 7", "fr", "Report 7.rtf")
    assert document.sha256 == hashlib.sha256(RTF).hexdigest()
    said = (tmp_path / "said").read_text()
    assert "-env:UserInstallation=file:///" in said and "--headless" in said
    assert not Path(said.split()[-1]).exists()


@pytest.mark.parametrize(
    ("script", "said"),
    [("exit 1", "LibreOffice cannot read"), ("exec /bin/sleep 600", "has not read it after 1 s")],
)
def test_a_conversion_that_fails_or_hangs_is_told(tmp_path, programs, monkeypatch, script, said):
    monkeypatch.setenv("ALIGNER_CONVERT_SECONDS", "0.01")
    monkeypatch.setenv("ALIGNER_WAIT_SECONDS", "1")
    office(programs, script)
    rich_text(tmp_path / "a.fr.rtf")
    with pytest.raises(InputError, match=said):
        read(tmp_path / "a.fr.rtf")


def test_other_old_office_files_are_no_text(tmp_path, programs):
    path = tmp_path / "sheet.fr.doc"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500))
    with pytest.raises(InputError, match="without a Word text, or one locked by a password"):
        read(path)


if shutil.which("soffice"):

    def test_rich_text_is_read(tmp_path):
        rich_text(tmp_path / "real.fr.rtf")
        assert [p.text for p in read(tmp_path / "real.fr.rtf").paragraphs] == TEXTS
