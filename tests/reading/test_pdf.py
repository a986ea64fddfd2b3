"""A PDF gives its lines in the order in which a person reads them."""

from __future__ import annotations

import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import cm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate, Paragraph, Table

from aligner.reading import pdf
from aligner.reading.blocks import Role
from aligner.reading.pdf_glyphs import Glyph, words

PARAGRAPHS = [
    f"Le Conseil de sécurité, au paragraphe {i}, rappelle les décisions qu’il a prises au sujet de "
    f"la traite d’êtres humains et demande aux États Membres d’agir ensemble, comme il l’a dit en "
    f"{1990 + i}, afin que les victimes soient protégées partout où un conflit armé les menace."
    for i in range(30)
]


def lines(path):
    return pdf.read(path.read_bytes(), path.name).blocks


def typeset(path, frames, story, **style):
    document = BaseDocTemplate(str(path), pagesize=A4)
    document.addPageTemplates([PageTemplate("page", frames)])
    look = ParagraphStyle("body", fontName="Times-Roman", fontSize=10, leading=12, **style)
    document.build([Paragraph(x, look) if isinstance(x, str) else x for x in story])
    return path


ONE = [Frame(2 * cm, 2 * cm, 17 * cm, 25 * cm)]
TWO = [Frame(2 * cm, 2 * cm, 8 * cm, 25 * cm), Frame(11 * cm, 2 * cm, 8 * cm, 25 * cm)]


def read_words(path):
    return " ".join(" ".join(b.text for b in lines(path) if b.role is Role.LINE).split())


@pytest.mark.parametrize("frames", [ONE, TWO], ids=["one column", "two columns"])
@pytest.mark.parametrize("alignment", [0, 4], ids=["ragged", "justified"])
def test_words_come_in_reading_order(tmp_path, frames, alignment):
    path = typeset(tmp_path / "x.pdf", frames, PARAGRAPHS, alignment=alignment, spaceAfter=6)
    assert read_words(path) == " ".join(PARAGRAPHS)


def test_title_over_two_columns_is_read_first(tmp_path):
    title = "Résolution 2331 (2016) adoptée par le Conseil de sécurité à sa 7847e séance"

    path = tmp_path / "x.pdf"
    canvas = Canvas(str(path), pagesize=A4)
    canvas.setFont("Times-Roman", 12)
    canvas.drawString(3 * cm, 28 * cm, title)
    columns = [textwrap.wrap(" ".join(PARAGRAPHS[i : i + 4]), 45) for i in (0, 4)]
    for column, x in zip(columns, (2 * cm, 11 * cm), strict=True):
        for i, line in enumerate(column):
            canvas.drawString(x, 26 * cm - i * 14, line)
    canvas.save()
    expected = [title, *columns[0], *columns[1]]
    assert [b.text.strip() for b in lines(path) if b.text] == expected


def test_space_between_paragraphs_is_an_empty_line(tmp_path):
    path = typeset(tmp_path / "x.pdf", ONE, PARAGRAPHS[:5], spaceAfter=6)
    text = "\n".join(block.text for block in lines(path))
    assert [" ".join(part.split()) for part in text.split("\n\n")] == PARAGRAPHS[:5]


def test_first_line_indents_are_leading_spaces(tmp_path):
    path = typeset(tmp_path / "x.pdf", ONE, PARAGRAPHS[:5], firstLineIndent=24)
    assert [b.text.startswith("  ") for b in lines(path)] == [
        b.text.strip().startswith("Le Conseil") for b in lines(path)
    ]


def test_pages_and_lines_are_counted_from_one(tmp_path):
    path = tmp_path / "x.pdf"
    canvas = Canvas(str(path))
    for page in ("un", "deux"):
        canvas.drawString(100, 700, f"page {page}")
        canvas.drawString(100, 680, "suite")
        canvas.showPage()
    canvas.save()
    assert [(b.page, b.line, b.text) for b in lines(path)] == [
        (1, 1, "page un"),
        (1, 2, "suite"),
        (2, 1, "page deux"),
        (2, 2, "suite"),
    ]


def test_the_cells_of_a_table_without_lines_are_read_row_by_row(tmp_path):
    rows = [
        ["Pays", "Année", "Somme"],
        *[[f"État {i}", f"20{i}", f"{i} 000"] for i in range(10, 20)],
    ]
    path = typeset(tmp_path / "x.pdf", ONE, [Table(rows, colWidths=[5 * cm] * 3)])
    found = [(b.cell.row, b.cell.column, b.text) for b in lines(path) if b.text]
    assert found == [(r, c, t) for r, row in enumerate(rows, 1) for c, t in enumerate(row, 1)]


def test_footnote_mark_does_not_stick_to_its_word(tmp_path):
    story = ["La résolution<super>1</super> couvre 5 m<super>2</super> de texte<super>12</super>."]
    assert (
        read_words(typeset(tmp_path / "x.pdf", ONE, story)) == "La résolution couvre 5 m² de texte."
    )


def test_bold_made_by_printing_twice_is_read_once(tmp_path):
    path = tmp_path / "x.pdf"
    canvas = Canvas(str(path))
    for shift in (0, 0.4):
        canvas.drawString(100 + shift, 700, "Annexe illisible")
    canvas.save()
    assert read_words(path) == "Annexe illisible"


def unseen(path):
    return [block.text for block in lines(path) if block.role is Role.UNSEEN]


def test_text_at_an_angle_is_left_out_and_told(tmp_path):
    path = tmp_path / "x.pdf"
    canvas = Canvas(str(path))
    canvas.drawString(100, 700, "Texte droit")
    canvas.rotate(45)
    canvas.drawString(500, 100, "BROUILLON")
    canvas.save()
    assert read_words(path) == "Texte droit"
    assert unseen(path) == ["Page 1, set at an angle, not read: BROUILLON"]


def set_from_right(text, width=6.0):
    """Glyphs as a right-to-left line puts them on the page."""
    right = 500.0
    for char in text:
        if char != " ":
            yield Glyph(char, right - width, right, 700.0, 12.0)
        right -= width


@given(st.lists(st.text("ابتجحدرسعفقكلمنهوية", min_size=1), min_size=1))
def test_arabic_is_read_from_the_right(arabic):
    line = " ".join(arabic)
    assert words(sorted(set_from_right(line), key=lambda g: g.left), 12.0, 700.0) == line


def test_mark_stays_with_its_arabic_letter():
    noon, alef = Glyph("ن", 94, 100, 700, 12), Glyph("ا", 88, 91, 700, 12)
    over, split = Glyph("ً", 95, 97, 700, 12), Glyph("ً", 91, 94, 700, 12)
    assert words([noon, over, Glyph("ا", 90, 94, 700, 12)], 12, 700) == "نًا"
    assert words([alef, split, noon], 12, 700) == "نًا"
