"""What cannot be read is refused in one line that names the file and says what to do."""

from __future__ import annotations

import errno
import io
import random
import struct
import zipfile
import zlib

import pypdfium2
import pytest
from reportlab.pdfgen.canvas import Canvas

from aligner.errors import InputError
from aligner.reading import read, read_lines, source, text

FRENCH = (
    "Le Conseil de sécurité, rappelant la déclaration de son président, prend note du rapport du "
    "Secrétaire général et condamne dans les termes les plus énergiques la traite d'êtres humains "
    "dans les zones touchées par un conflit armé. Il demande aux États Membres d'agir ensemble.\n"
)


def refused(path, *words):
    with pytest.raises(InputError) as caught:
        read(path)
    message = str(caught.value)
    assert path.name in message
    assert "\n" not in message
    for word in words:
        assert word in message
    return message


def pdf(path, draw=None, **settings):
    canvas = Canvas(str(path), **settings)
    if draw:
        draw(canvas)
    canvas.showPage()
    canvas.save()
    return path


def zipped(path, members):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def test_missing_file(tmp_path):
    refused(tmp_path / "absent.fr.txt", "no such file")


def test_folder(tmp_path):
    folder = tmp_path / "fr"
    folder.mkdir()
    refused(folder, "is a folder")


def test_file_without_permission(tmp_path, monkeypatch, unconfined):
    path = tmp_path / "locked.fr.txt"
    path.write_text(FRENCH)
    opened = type(path).open

    # Root reads whatever the mode says, so the refusal is put in where the file is opened.
    def locked(self, *mode, **options):
        if self == path:
            raise PermissionError(errno.EACCES, "Permission denied", str(self))
        return opened(self, *mode, **options)

    monkeypatch.setattr(type(path), "open", locked)
    refused(path, "permissions")


def test_name_that_no_file_can_have(tmp_path):
    refused(tmp_path / ("a" * 300 + ".txt"), "cannot be read")


def test_too_large_file(tmp_path, monkeypatch, unconfined):
    path = tmp_path / "large.fr.txt"
    path.write_text(FRENCH)
    monkeypatch.setattr(source, "MAX_BYTES", 100)
    refused(path, "split it")


def test_empty_file(tmp_path):
    path = tmp_path / "empty.fr.txt"
    path.touch()
    refused(path, "empty")
    with pytest.raises(InputError, match=r"empty.fr.txt: is empty"):
        read_lines(path, "fr")


@pytest.mark.parametrize("content", [" \n\t\n", "\n", "1. 2. 3.\n— … —\n", "\ufeff"])
def test_file_without_words(tmp_path, content):
    path = tmp_path / "blank.fr.txt"
    path.write_text(content, encoding="utf-8")
    refused(path, "no words")


@pytest.mark.parametrize(
    "content",
    [
        bytes(range(256)) * 20,
        random.Random(1).randbytes(5000),
        b"\x89PNG\r\n\x1a\n" + bytes(500),
        b"\x7fELF" + bytes(500),
        b"\x01\x02\x03\x04" * 200,
        struct.pack("<500I", *range(500)),
    ],
    ids=["all bytes", "random", "picture", "program", "controls", "integers"],
)
def test_binary_file_named_txt(tmp_path, content):
    path = tmp_path / "picture.fr.txt"
    path.write_bytes(content)
    refused(path)


def test_old_word_file(tmp_path):
    path = tmp_path / "old.fr.doc"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500))
    refused(path, ".docx", "password")


def test_docx_that_is_no_zip(tmp_path):
    path = tmp_path / "letter.fr.docx"
    path.write_text(FRENCH)
    refused(path, "no Word file")


def test_docx_that_is_cut_short(tmp_path):
    path = zipped(tmp_path / "cut.fr.docx", {"word/document.xml": FRENCH * 50})
    path.write_bytes(path.read_bytes()[:300])
    refused(path, "damaged")


def test_zip_that_is_no_docx(tmp_path):
    refused(zipped(tmp_path / "texts.zip", {"a.txt": FRENCH}), "no Word file")


def test_docx_without_the_parts_of_one(tmp_path):
    refused(zipped(tmp_path / "hollow.fr.docx", {"word/document.xml": "<a/>"}), "Word file")


def test_docx_with_broken_xml(tmp_path):
    import docx

    whole = io.BytesIO()
    docx.Document().save(whole)
    with zipfile.ZipFile(whole) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    members["word/document.xml"] = members["word/document.xml"][:200]
    refused(zipped(tmp_path / "broken.fr.docx", members), "damaged Word file")


def test_spreadsheet_named_docx(tmp_path):
    import openpyxl

    path = tmp_path / "table.fr.docx"
    openpyxl.Workbook().save(path)
    refused(path, "spreadsheet", ".docx")


def test_zip_bomb(tmp_path):
    path = zipped(tmp_path / "bomb.fr.docx", {"word/document.xml": bytes(60_000_000)})
    assert path.stat().st_size < 100_000
    refused(path, "not opened")


def test_docx_whose_xml_would_grow(tmp_path):
    import docx

    whole = io.BytesIO()
    docx.Document().save(whole)
    with zipfile.ZipFile(whole) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    entities = '<!ENTITY a0 "lol">' + "".join(
        f'<!ENTITY a{i} "{f"&a{i - 1};" * 10}">' for i in range(1, 10)
    )
    document = members["word/document.xml"].decode()
    start = document.index("?>") + 2
    members["word/document.xml"] = (
        f"{document[:start]}<!DOCTYPE x [{entities}]>{document[start:]}".replace(
            "<w:body>", "<w:body><w:p><w:r><w:t>&a9;</w:t></w:r></w:p>"
        )
    )
    refused(zipped(tmp_path / "laughs.fr.docx", members))


def test_encrypted_pdf(tmp_path):
    path = pdf(tmp_path / "secret.fr.pdf", lambda c: c.drawString(9, 9, "x"), encrypt="password")
    refused(path, "password")


def test_pdf_without_pages(tmp_path):
    path = tmp_path / "hollow.fr.pdf"
    pypdfium2.PdfDocument.new().save(path)
    refused(path, "no pages")


def test_pdf_with_blank_pages_only(tmp_path):
    refused(pdf(tmp_path / "blank.fr.pdf"), "no text")


def test_scan_without_text_layer(tmp_path, monkeypatch):
    from PIL import Image
    from reportlab.lib.utils import ImageReader

    monkeypatch.setenv("PATH", str(tmp_path))

    def draw(canvas):
        canvas.drawImage(ImageReader(Image.new("L", (400, 600), 200)), 0, 0, 500, 800)

    refused(pdf(tmp_path / "scan.fr.pdf", draw), "1 of 1 pages are pictures", "Tesseract")


def test_damaged_pdf(tmp_path):
    path = tmp_path / "damaged.fr.pdf"
    path.write_bytes(b"%PDF-1.7\n" + b"nothing of a document " * 20)
    refused(path, "damaged PDF")


def test_text_named_pdf(tmp_path):
    path = tmp_path / "letter.fr.pdf"
    path.write_text(FRENCH)
    refused(path, "no PDF")


def test_pdf_with_too_many_pages(tmp_path, monkeypatch, unconfined):
    from aligner.reading import pdf as reader

    monkeypatch.setattr(reader, "MAX_PAGES", 0)
    path = pdf(tmp_path / "long.fr.pdf", lambda c: c.drawString(9, 9, FRENCH))
    refused(path, "split it")


def test_utf8_file_with_a_damaged_byte_names_the_line(tmp_path):
    path = tmp_path / "damaged.fr.txt"
    path.write_bytes((FRENCH * 3).encode() + b"l\x92annexe\n" + FRENCH.encode())
    refused(path, "line 4", "0x92")


def test_utf16_file_that_is_cut_short(tmp_path):
    path = tmp_path / "cut.fr.txt"
    path.write_bytes(FRENCH.encode("utf-16")[:-1])
    refused(path, "UTF-16")


def test_text_that_was_saved_in_a_wrong_encoding(tmp_path):
    path = tmp_path / "lost.fr.txt"
    path.write_text("".join(c if c.isascii() else "\ufffd" for c in FRENCH), encoding="utf-8")
    refused(path, "wrong encoding")


def test_page_that_is_nested_without_end(tmp_path):
    path = tmp_path / "deep.fr.html"
    path.write_text("<html><body>" + "<div>" * 2000 + FRENCH)
    refused(path, "nested")
    path.write_text("<html><body>" + "<div>" * 200_000 + FRENCH)
    refused(path, "nested")


def test_text_in_another_language_than_said(tmp_path):
    path = tmp_path / "text.txt"
    path.write_text(FRENCH, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read(path, "en")
    assert str(caught.value).startswith(
        "text.txt: said to be English (en) but reads as French (fr); "
    )
    with pytest.raises(InputError, match="reads as French"):
        read_lines(path, "ru")


def test_text_in_another_language_than_its_path_says(tmp_path):
    path = tmp_path / "text.es.txt"
    path.write_text(FRENCH, encoding="utf-8")
    refused(path, "by its path Spanish (es)", "reads as French (fr)")


def test_language_that_cannot_be_told(tmp_path):
    path = tmp_path / "short.txt"
    path.write_text("OK\n")
    refused(path, "--lang")


def test_compressed_noise_is_no_text():
    with pytest.raises(InputError, match=r"x\.txt: "):
        text.decode(zlib.compress(random.Random(3).randbytes(20_000)), "x.txt")
