"""The content of a file decides how it is read, and reading ends in a document."""

from __future__ import annotations

import base64
import hashlib
import io
import quopri
from pathlib import Path

import docx
import pytest
from reportlab.pdfgen.canvas import Canvas

from aligner.errors import InputError
from aligner.model import Kind
from aligner.reading import read, source

LINES = [
    "Le Conseil de sécurité,",
    "Rappelant la déclaration de son président sur la traite d’êtres humains,",
    "1. Condamne la traite dans les zones touchées par un conflit armé ;",
    "2. Décide de rester saisi de la question.",
]


def as_docx():
    document = docx.Document()
    for line in LINES:
        document.add_paragraph(line)
    whole = io.BytesIO()
    document.save(whole)
    return whole.getvalue()


def as_pdf():
    whole = io.BytesIO()
    canvas = Canvas(whole)
    for i, line in enumerate(LINES):
        canvas.drawString(80, 700 - 40 * i, line)
    canvas.save()
    return whole.getvalue()


def as_html():
    return ("<html><body>" + "".join(f"<p>{line}</p>" for line in LINES)).encode()


def as_text():
    return "\n\n".join(LINES).encode()


FORMATS = {"txt": as_text, "docx": as_docx, "pdf": as_pdf, "html": as_html}


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize("suffix", ["txt", "html", "ocr.txt", "bin"])
def test_format_is_found_in_the_content(tmp_path, kind, suffix):
    data = FORMATS[kind]()
    path = tmp_path / f"x.{suffix}"
    path.write_bytes(data)
    loaded = source.load(path)
    assert loaded.format == kind
    assert loaded.sha256 == hashlib.sha256(data).hexdigest()
    assert [block.text for block in loaded.blocks if block.text] == LINES


@pytest.mark.parametrize("kind", FORMATS)
def test_one_text_reads_the_same_in_every_format(tmp_path, kind):
    path = tmp_path / f"S-RES-1.fr.{kind}"
    path.write_bytes(FORMATS[kind]())
    document = read(path, repair=False)
    assert (document.name, document.lang, document.source) == ("S-RES-1", "fr", path.name)
    assert [paragraph.text for paragraph in document.paragraphs] == LINES
    assert [paragraph.kind for paragraph in document.paragraphs] == [
        Kind.ORGAN,
        Kind.PREAMBULAR,
        Kind.OPERATIVE,
        Kind.OPERATIVE,
    ]
    assert [paragraph.path for paragraph in document.paragraphs] == ["", "", "1", "2"]


def test_name_and_language_that_are_given_go_before_those_of_the_path(tmp_path):
    path = tmp_path / "short.es.txt"
    path.write_text("Annexe\n")
    document = read(path, "fr", name="A", repair=False)
    assert (document.name, document.lang) == ("A", "fr")


def test_soft_hyphen_at_a_line_end_joins_its_word(tmp_path):
    path = tmp_path / "x.fr.txt"
    path.write_text(
        "Le Conseil de sécurité rappelle que la traite est un crime abomi\u00ad\n"
        "nable et que les victimes ont droit à une protection de tous les\n"
        "États Membres, quels que soient leur origine ou leur statut.\n",
        encoding="utf-8",
    )
    (paragraph,) = read(path, repair=False).paragraphs
    assert "crime abominable et" in paragraph.text


def test_the_worked_example_reads(texts):
    for path in sorted(texts.glob("*/*.txt")):
        document = read(path, repair=False)
        assert document.lang == path.parent.name
        assert document.name == "S-RES-2331-2016"
        assert len(document.paragraphs) > 40


@pytest.mark.parametrize(
    "page",
    [
        "<!-- gabarit -->\n<section><span>Le Comité décide.</span></section>",
        "---\ntitre: x\n---\n<h2>Le Comité décide.</h2>\n",
        "Le Comité décide.<p>Il se réunit.</p><p>Il vote.</p><p>Il adopte.</p>",
        "<?xml version='1.0'?>\n<!-- a -->\n<article>Le Comité décide.</article>",
        "<!--" + " " * 6000 + "-->\n<main>Le Comité décide.</main>",
    ],
)
def test_parts_of_web_pages_are_web_pages(tmp_path: Path, page: str):
    path = tmp_path / "page.fr.txt"
    path.write_text(page, encoding="utf-8")
    found = source.load(path)
    assert found.format == "html"
    shown = " ".join(block.text for block in found.blocks)
    assert "Le Comité décide." in shown
    assert not set("<>") & set(shown)
    assert "titre" not in shown


@pytest.mark.parametrize("text", ["<Titre> du rapport", "a < b et b > c", "<<Le Comité>> décide"])
def test_angle_brackets_alone_make_no_web_page(tmp_path: Path, text: str):
    path = tmp_path / "note.fr.txt"
    path.write_text(text, encoding="utf-8")
    assert source.load(path).format == "txt"


@pytest.mark.parametrize("encoding", ["quoted-printable", "base64", "8bit"])
def test_a_single_file_web_page_is_read(tmp_path: Path, encoding: str):

    html = "<html><body><p>Le Comité décide : été.</p></body></html>".encode()
    body = {"quoted-printable": quopri.encodestring, "base64": base64.encodebytes}.get(
        encoding, bytes
    )(html)
    path = tmp_path / "word.fr.doc"
    path.write_bytes(
        b"From: <Saved>\nSubject: Note\nMIME-Version: 1.0\nContent-Type: multipart/related;\n"
        b'\ttype="text/html"; boundary="--b"\n\n----b\nContent-Type: text/html; charset="utf-8"\n'
        b"Content-Transfer-Encoding: " + encoding.encode() + b"\n\n" + body + b"\n----b--\n"
    )
    found = source.load(path)
    assert (found.format, [b.text for b in found.blocks]) == ("mhtml", ["Le Comité décide : été."])


def test_a_web_archive_without_a_page_is_one_line(tmp_path: Path):
    path = tmp_path / "a.mht"
    path.write_text(
        "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b\n\nx\n--b--\n"
    )
    with pytest.raises(InputError, match="web archive without a page"):
        source.load(path)
