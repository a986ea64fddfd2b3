"""A PDF page is read by its blocks: tables cell by cell, frames and notes apart from the text."""

from __future__ import annotations

import textwrap

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import cm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table

from aligner import reading
from aligner.model import Cell, Kind

BODY = ParagraphStyle("body", fontName="Times-Roman", fontSize=11, leading=13.5, spaceAfter=7)
LINES = (
    "Le Groupe de travail a examiné les observations que les délégations avaient remises au ",
    "secrétariat avant la session et il a décidé d’en tenir compte dans le projet qui sera ",
    "soumis à la Commission, sous réserve des corrections de forme que les traducteurs feront ",
    "connaître dans un délai de quinze jours.",
)
TEXT = "".join(LINES)


def story(path, flowables, **options):
    SimpleDocTemplate(str(path), pagesize=A4, **options).build(
        [Paragraph(f, BODY) if isinstance(f, str) else f for f in flowables]
    )
    return reading.read(path, "fr", repair=False)


def test_the_cells_of_a_ruled_table_are_units_and_the_text_around_it_is_whole(tmp_path):
    rows = [
        [Paragraph(text, BODY) for text in row]
        for row in (
            ("<b>Mesure</b>", "<b>Effet attendu</b>"),
            (
                "Former les inspecteurs du travail des provinces",
                "Deux cents visites de plus par an",
            ),
            ("Traduire les guides", "Des règles que chacun comprend dans sa langue maternelle"),
        )
    ]
    table = Table(
        rows, colWidths=[4 * cm, 5 * cm], style=[("GRID", (0, 0), (-1, -1), 0.5, "black")]
    )
    document = story(tmp_path / "x.pdf", [TEXT, table, Spacer(1, 9), TEXT])
    assert [(p.cell, p.text) for p in document.paragraphs] == [
        (None, TEXT),
        (Cell(1, 1, 1, header=True), "Mesure"),
        (Cell(1, 1, 2, header=True), "Effet attendu"),
        (Cell(1, 2, 1), "Former les inspecteurs du travail des provinces"),
        (Cell(1, 2, 2), "Deux cents visites de plus par an"),
        (Cell(1, 3, 1), "Traduire les guides"),
        (Cell(1, 3, 2), "Des règles que chacun comprend dans sa langue maternelle"),
        (None, TEXT),
    ]


def test_merged_cells_of_a_pdf_are_one_unit(tmp_path):
    style = [
        ("GRID", (0, 0), (-1, -1), 0.5, "black"),
        ("SPAN", (0, 0), (1, 0)),
        ("SPAN", (2, 0), (2, 1)),
    ]
    rows = [["Exportations et importations", "", "Solde"], ["sucre", "riz", ""]]
    document = story(tmp_path / "x.pdf", [TEXT, Table(rows, style=style)])
    assert {p.text: p.cell for p in document.paragraphs[1:]} == {
        "Exportations et importations": Cell(1, 1, 1, columns=2),
        "Solde": Cell(1, 1, 3, rows=2),
        "sucre": Cell(1, 2, 1),
        "riz": Cell(1, 2, 2),
    }


def test_a_table_that_a_page_cuts_is_one_and_its_header_is_read_once(tmp_path):
    rows = [["Pays", "Rang"], *[[f"Pays numéro {n}", f"{n}e"] for n in range(1, 80)]]
    table = Table(rows, repeatRows=1, style=[("GRID", (0, 0), (-1, -1), 0.5, "black")])
    document = story(tmp_path / "x.pdf", [TEXT, table, TEXT])
    found = {p.text: p.cell for p in document.paragraphs if p.cell}
    assert len(found) == 160
    assert {cell.table for cell in found.values()} == {1}
    assert found["Pays numéro 79"] == Cell(1, 80, 1)
    assert document.paragraphs[-1].text == TEXT


def test_bands_of_colour_tell_the_cells_of_a_table(tmp_path):
    rows = [
        ["Bassin", "Débit"],
        ["fleuve long et large", "fort"],
        ["rivière", "faible"],
        ["lac", "nul"],
    ]
    style = [
        *[("BACKGROUND", (c, r), (c, r), "lightgrey") for c in (0, 1) for r in (1, 3)],
        ("LINEABOVE", (0, 0), (-1, 0), 1, "black"),
        ("LINEBELOW", (0, -1), (-1, -1), 1, "black"),
    ]
    table = Table(rows, colWidths=[3.3 * cm, 3 * cm], style=style)
    document = story(tmp_path / "x.pdf", [TEXT, table, Spacer(1, 9), TEXT])
    found = [(p.cell.row, p.cell.column, p.text) for p in document.paragraphs if p.cell]
    assert found == [(r, c, t) for r, row in enumerate(rows, 1) for c, t in enumerate(row, 1)]
    assert [document.paragraphs[i].text for i in (0, -1)] == [TEXT, TEXT]


def test_numbered_items_and_columns_of_text_are_no_table(tmp_path):
    canvas = canvas_at(tmp_path / "x.pdf")
    for i, item in enumerate(("Adopter le projet", "Élire le bureau", "Clore la session", "Voter")):
        canvas.drawString(80, 700 - 20 * i, f"{i + 1}.")
        canvas.drawString(120, 700 - 20 * i, item)
    canvas.save()
    document = reading.read(tmp_path / "x.pdf", "fr", repair=False)
    assert [p.cell for p in document.paragraphs] == [None] * 4
    assert document.paragraphs[0].body == "Adopter le projet"


def canvas_at(path):
    canvas = Canvas(str(path), pagesize=A4)
    canvas.setFont("Times-Roman", 11)
    return canvas


def draw(canvas, x, y, lines, leading=13.5):
    for i, line in enumerate(lines):
        canvas.drawString(x, y - i * leading, line.strip())


@pytest.mark.parametrize("side", ["left", "right"])
def test_letters_stacked_in_the_margin_stay_out_of_the_lines(tmp_path, side):
    canvas = canvas_at(tmp_path / "x.pdf")
    draw(canvas, 80, 700, LINES * 3)
    for i, letter in enumerate("restreint"):
        canvas.drawString(40 if side == "left" else 560, 703 - 15 * i, letter)
    canvas.save()
    document = reading.read(tmp_path / "x.pdf", "fr", repair=False)
    assert [p.text for p in document.paragraphs][-1] == "restreint"
    assert " ".join(p.text for p in document.paragraphs[:-1]) == " ".join([TEXT] * 3)


def test_a_framed_sidebar_stays_out_of_the_sentence_beside_it(tmp_path):
    canvas = canvas_at(tmp_path / "x.pdf")
    narrow = ["Le Comité a étudié les rapports périodiques que", "six États parties lui ont remis,"]
    narrow += [
        "puis il a adopté ses conclusions à leur sujet,",
        "sans les mettre aux voix, et il a",
    ]
    draw(canvas, 80, 700, narrow)
    draw(canvas, 80, 700 - 4 * 13.5, LINES)
    canvas.rect(380, 658, 150, 57)
    draw(canvas, 390, 695, ["Encadré", "Six rapports reçus"], 15)
    canvas.save()
    document = reading.read(tmp_path / "x.pdf", "fr", repair=False)
    texts = [p.text for p in document.paragraphs]
    assert any(" ".join(narrow) in text for text in texts)
    assert any(text.startswith("Encadré") for text in texts)


@pytest.mark.parametrize("rule", ["drawn", "typed", "none"])
def test_a_note_never_stands_in_the_sentence_that_the_page_cuts(tmp_path, rule):
    canvas = canvas_at(tmp_path / "x.pdf")
    draw(canvas, 80, 200, LINES[:3])
    if rule == "drawn":
        canvas.line(80, 110, 200, 110)
    if rule == "typed":
        canvas.drawString(80, 112, "____________________")
    canvas.setFont("Times-Roman", 8)
    draw(
        canvas, 80, 98, ["7 Voir le compte rendu de la séance d’ouverture.", "8 Ibid., par. 4."], 10
    )
    canvas.showPage()
    canvas.setFont("Times-Roman", 11)
    draw(canvas, 80, 760, LINES[3:])
    canvas.save()
    document = reading.read(tmp_path / "x.pdf", "fr", repair=False)
    assert [(p.kind, p.text) for p in document.paragraphs][-2:] == [
        (Kind.FOOTNOTE, "7 Voir le compte rendu de la séance d’ouverture."),
        (Kind.FOOTNOTE, "8 Ibid., par. 4."),
    ]
    assert [p.text for p in document.paragraphs[:-2]] == [TEXT]


@pytest.mark.parametrize(
    "foot",
    ["Seite {} von 3", "{} / 3 — Доклад Рабочей группы", "Rapport annuel ({})", "第 {} 页"],
)
def test_what_counts_the_pages_is_furniture_in_any_language(tmp_path, foot):
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    canvas = canvas_at(tmp_path / "x.pdf")
    texts = [f"{chapitre} section : {TEXT}" for chapitre in ("Première", "Autre", "Dernière")]
    for page, text in enumerate(texts, 1):
        canvas.setFont("Times-Roman", 11)
        draw(canvas, 80, 700 - 7 * page, textwrap.wrap(text, 95))
        canvas.setFont("STSong-Light", 9)
        canvas.drawString(250, 40, foot.format(page))
        canvas.showPage()
    canvas.save()
    document = reading.read(tmp_path / "x.pdf", "fr", repair=False)
    assert [p.text for p in document.paragraphs] == texts
    assert len(document.furniture) == 3


@pytest.mark.parametrize("turned", [False, True], ids=["upright", "turned by the viewer"])
def test_a_heading_that_nearly_fills_its_line_stands_by_itself(tmp_path, turned):
    heading = "Annexe. Dates des réunions que le Groupe de travail tiendra l’an prochain"
    lines = ["Il se réunit deux fois par an à Nairobi et à Bangui.", "Le Bureau en fixe les dates."]
    canvas = canvas_at(tmp_path / "x.pdf")
    canvas.drawString(80, 720, "Le Groupe de travail adopte les dates ci-jointes.")
    canvas.showPage()
    canvas.setPageRotation(90 * turned)
    canvas.setFont("Times-Roman", 11)
    if turned:
        canvas.translate(595, 0)
        canvas.rotate(90)
    else:
        canvas.setPageSize((842, 595))
    draw(canvas, 80, 500, [heading, *lines])
    canvas.save()
    document = reading.read(tmp_path / "x.pdf", "fr", repair=False)
    assert [p.text for p in document.paragraphs][1:] == [heading, *lines]


@pytest.mark.parametrize(
    ("number", "title"),
    [
        ("Article 5", ["Rapports entre le présent Accord", "et les instruments de la région"]),
        ("PARTIE IV", ["PROTECTION DES EAUX DU LAC"]),
    ],
)
def test_what_is_numbered_in_the_middle_stands_over_its_title(tmp_path, number, title):
    canvas = canvas_at(tmp_path / "x.pdf")
    draw(canvas, 80, 760, LINES)
    for at, line in enumerate([number, *title]):
        canvas.drawCentredString(280, 680 - 13.5 * at, line)
    draw(canvas, 80, 620, LINES)
    canvas.save()
    document = reading.read(tmp_path / "x.pdf", "fr", repair=False)
    assert [p.text for p in document.paragraphs] == [TEXT, number, " ".join(title), TEXT]
