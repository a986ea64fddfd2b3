"""The content of a file decides how it is read, and reading ends in a document."""

from __future__ import annotations

import hashlib
import io

import docx
import pytest
from reportlab.pdfgen.canvas import Canvas

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
