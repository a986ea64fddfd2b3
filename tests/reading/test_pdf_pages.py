"""What a PDF page shows is read, whichever way it is set; what it does not show is told."""

from __future__ import annotations

from pathlib import Path

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from aligner import reading
from aligner.reading import pdf
from aligner.reading.blocks import Role
from aligner.reading.pdf_glyphs import Glyph, words

FIRST = "Le Groupe de travail remercie les délégations de leurs observations."
SECOND = "Il se réunira de nouveau à Nairobi au printemps prochain."


@pytest.fixture
def canvas(tmp_path):
    canvas = Canvas(str(tmp_path / "x.pdf"), pagesize=A4)
    canvas.setFont("Times-Roman", 12)
    return canvas


def read(canvas):
    canvas.save()
    blocks = pdf.read(Path(canvas._filename).read_bytes(), "x.pdf").blocks
    shown = [b.text.strip() for b in blocks if b.role is Role.LINE and b.text]
    return shown, [b.text for b in blocks if b.role is Role.UNSEEN]


@pytest.mark.parametrize("lean", [0.15, 0.33])
@pytest.mark.parametrize("spaces", [True, False], ids=["spaces", "gaps"])
def test_letters_that_lean_are_read(canvas, lean, spaces):
    text = canvas.beginText()
    text.setFont("Times-Roman", 12)
    x = 80.0
    for word in FIRST.split():
        text.setTextTransform(1, 0, lean, 1, x, 700)
        text.textOut(word + " " * spaces)
        x += canvas.stringWidth(word, "Times-Roman", 12) + 3.2
    canvas.drawText(text)
    assert read(canvas) == ([FIRST], [])


@pytest.mark.parametrize("quarters", [1, 2, 3])
@pytest.mark.parametrize("flag", [False, True], ids=["text turned", "page turned too"])
def test_a_page_set_sideways_is_read_in_its_place(canvas, quarters, flag):
    canvas.setPageSize((842, 842))
    canvas.drawString(80, 700, "Avant")
    canvas.showPage()
    if flag:
        canvas.setPageRotation((360 - 90 * quarters) % 360)
    canvas.translate(300, 420)
    canvas.rotate(90 * quarters)
    canvas.setFont("Times-Roman", 12)
    canvas.drawString(-200, 40, FIRST)
    canvas.drawString(-200, 20, SECOND)
    canvas.showPage()
    canvas.setPageRotation(0)
    canvas.drawString(80, 700, "Après")
    assert read(canvas) == (["Avant", FIRST, SECOND, "Après"], [])


def test_words_along_the_side_stand_apart_from_the_lines(tmp_path, canvas):
    for i, line in enumerate((FIRST, SECOND, FIRST)):
        canvas.drawString(80, 700 - 14 * i, line)
    canvas.rotate(90)
    canvas.drawString(640, -60, "Distribution restreinte")
    canvas.save()
    document = reading.read(tmp_path / "x.pdf", "fr")
    text = [paragraph.text for paragraph in document.paragraphs]
    assert text[-1] == "Distribution restreinte"
    assert " ".join(text[:-1]) == f"{FIRST} {SECOND} {FIRST}"


def test_text_in_the_colour_of_its_ground_is_told_and_not_read(canvas):
    canvas.setFillColorRGB(0.1, 0.2, 0.5)
    canvas.rect(70, 690, 400, 30, stroke=0, fill=1)
    canvas.setFillColorRGB(1, 1, 1)
    canvas.drawString(80, 700, FIRST)
    canvas.drawString(80, 600, "Clause blanche")
    assert read(canvas) == (
        [FIRST],
        ["Page 1, in the colour of the page, not read: Clause blanche"],
    )


def test_what_a_box_covers_is_not_read_and_what_stands_on_it_is(canvas):
    canvas.drawString(80, 700, "Ancien libellé")
    canvas.setFillColorRGB(1, 1, 1)
    canvas.rect(70, 690, 400, 30, stroke=0, fill=1)
    canvas.setFillColorRGB(0, 0, 0)
    canvas.drawString(80, 701, FIRST)
    assert read(canvas) == ([FIRST], ["Page 1, under a box, not read: Ancien libellé"])


def test_invisible_text_and_text_off_the_sheet_are_not_read(canvas):
    canvas.drawString(80, 700, FIRST)
    text = canvas.beginText(80, 600)
    text.setTextRenderMode(3)
    text.textOut("Couche fantôme")
    text.setTextRenderMode(0)
    canvas.drawText(text)
    canvas.drawString(80, -40, "Sous la feuille")
    shown, unseen = read(canvas)
    assert shown == [FIRST]
    assert unseen == [
        "Page 1, invisible, not read: Couche fantôme",
        "Page 1, off the page, not read: Sous la feuille",
    ]


def test_the_invisible_text_of_a_scan_is_its_text(canvas):
    from PIL import Image
    from reportlab.lib.utils import ImageReader

    canvas.drawImage(ImageReader(Image.new("L", (40, 60), 230)), 0, 0, *A4)
    text = canvas.beginText(80, 600)
    text.setFont("Times-Roman", 12)
    text.setTextRenderMode(3)
    text.textOut(FIRST)
    canvas.drawText(text)
    assert read(canvas) == ([FIRST], [])


def test_words_of_a_line_that_is_set_tight_stay_apart(canvas):
    x = 80.0
    for word in FIRST.split():
        canvas.drawString(x, 700, word)
        x += canvas.stringWidth(word, "Times-Roman", 12) + 1.6
    assert read(canvas) == ([FIRST], [])


def test_letters_that_are_driven_apart_make_words(canvas):
    text = canvas.beginText(80, 700)
    text.setFont("Times-Roman", 12)
    text.setCharSpace(3.5)
    text.textOut("RAPPORT ANNUEL DU COMITE")
    canvas.drawText(text)
    assert read(canvas) == (["RAPPORT ANNUEL DU COMITE"], [])


def test_both_letters_of_a_ligature_are_read():
    o, box = Glyph("o", 94, 100, 700, 12), (100, 107, 700, 12)
    assert words([o, Glyph("f", *box), Glyph("f", *box)], 12, 700) == "off"
    assert words([o, Glyph("f", *box), Glyph("f", *box), Glyph("i", *box)], 12, 700) == "offi"


def test_powers_of_ten_stay_powers(canvas):
    x = 80.0
    for size, rise, words_ in ((12, 0, "Il en faut 10"), (7, 4, "12"), (12, 0, " par an.")):
        canvas.setFont("Times-Roman", size)
        canvas.drawString(x, 700 + rise, words_)
        x += canvas.stringWidth(words_, "Times-Roman", size)
    assert read(canvas) == (["Il en faut 10¹² par an."], [])


@pytest.mark.parametrize("mark", ["²", "(²)", "²)", "²/", "1²", "⑵", "Ⅳ)", "٣)", "²."])
def test_signs_that_are_no_numbers_stop_nobody(tmp_path, mark):
    path = tmp_path / "x.txt"
    path.write_text(f"{FIRST}\n\n{mark} {SECOND}\n", encoding="utf-8")
    assert len(reading.read(path, "fr").paragraphs) == 2


def test_an_italic_letter_that_reaches_back_leaves_the_space_before_it(canvas):
    canvas.setFont("Times-Italic", 12)
    canvas.drawString(80, 700, "Rappelant")
    canvas.drawString(81.8 + canvas.stringWidth("Rappelant", "Times-Italic", 12), 700, "fermement")
    assert read(canvas) == (["Rappelant fermement"], [])
