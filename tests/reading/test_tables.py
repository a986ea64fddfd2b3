"""A table cell is a unit that knows where it stands, in every format."""

from __future__ import annotations

import docx
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement

from aligner import reading
from aligner.model import Cell, Kind


def cells(document):
    return {p.text: p.cell for p in document.paragraphs if p.cell}


def read(tmp_path, word):
    word.add_paragraph("Le rapport du secrétariat présente ces chiffres aux délégations.")
    word.save(str(tmp_path / "x.fr.docx"))
    return reading.read(tmp_path / "x.fr.docx")


def filled(table, rows):
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    return table


def test_a_word_table_knows_rows_columns_and_header(tmp_path):
    word = docx.Document()
    table = filled(word.add_table(2, 2), [["Pays", "Part"], ["Tchad", "12 pour cent"]])
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    document = read(tmp_path, word)
    assert cells(document) == {
        "Pays": Cell(1, 1, 1, header=True),
        "Part": Cell(1, 1, 2, header=True),
        "Tchad": Cell(1, 2, 1),
        "12 pour cent": Cell(1, 2, 2),
    }
    assert [p.kind for p in document.paragraphs[:4]] == [Kind.TABLE] * 4


def test_merged_cells_are_read_once_with_what_they_take(tmp_path):
    word = docx.Document()
    table = word.add_table(3, 3)
    table.cell(0, 1).merge(table.cell(0, 2))
    table.cell(1, 0).merge(table.cell(2, 0))
    texts = {(0, 0): "Région", (0, 1): "Années", (1, 0): "Sahel", (1, 2): "b", (2, 1): "c"}
    for (row, column), text in texts.items():
        table.cell(row, column).text = text
    assert cells(read(tmp_path, word)) == {
        "Région": Cell(1, 1, 1),
        "Années": Cell(1, 1, 2, columns=2),
        "Sahel": Cell(1, 2, 1, rows=2),
        "b": Cell(1, 2, 3),
        "c": Cell(1, 3, 2),
    }


def test_a_table_inside_a_table_knows_its_cell_and_a_frame_is_none(tmp_path):
    word = docx.Document()
    frame = word.add_table(1, 1).cell(0, 0)
    frame.text = "Encadré qui tient en un paragraphe."
    outer = filled(word.add_table(1, 2), [["dehors", "porteur"]])
    filled(outer.cell(0, 1).add_table(1, 2), [["dedans", "encore"]])
    document = read(tmp_path, word)
    holder = Cell(1, 1, 2)
    assert cells(document) == {
        "dehors": Cell(1, 1, 1),
        "porteur": holder,
        "dedans": Cell(2, 1, 1, outer=holder),
        "encore": Cell(2, 1, 2, outer=holder),
    }
    assert document.paragraphs[0].cell is None


def test_the_paragraphs_of_a_cell_are_one_unit_unless_they_are_a_text(tmp_path):
    word = docx.Document()
    table = word.add_table(1, 2)
    short, long = table.cell(0, 0), table.cell(0, 1)
    short.text = "un"
    short.add_paragraph("deux")
    story = ["Cette phrase revient souvent dans le tableau. " * 20, "Une fin. " * 20]
    long.text = story[0]
    long.add_paragraph(story[1])
    document = read(tmp_path, word)
    texts = [(p.text, p.cell.column) for p in document.paragraphs if p.cell]
    assert texts == [("un deux", 1), (story[0].strip(), 2), (story[1].strip(), 2)]


def test_a_table_of_a_web_page_knows_the_same(tmp_path):
    page = """<!doctype html><p>Les quantités sont arrondies au millier le plus proche.</p><table>
    <thead><tr><th rowspan=2>Pays</th><th colspan=2>Quantités</th></tr>
    <tr><th>ici</th><th>ailleurs</th></tr></thead>
    <tr><th>Niger</th><td>12</td><td>peu</td></tr></table>"""
    (tmp_path / "x.fr.html").write_text(page, encoding="utf-8")
    assert cells(reading.read(tmp_path / "x.fr.html")) == {
        "Pays": Cell(1, 1, 1, rows=2, header=True),
        "Quantités": Cell(1, 1, 2, columns=2, header=True),
        "ici": Cell(1, 2, 2, header=True),
        "ailleurs": Cell(1, 2, 3, header=True),
        "Niger": Cell(1, 3, 1, header=True),
        "12": Cell(1, 3, 2),
        "peu": Cell(1, 3, 3),
    }


def test_a_table_inside_a_cell_of_a_web_page_knows_its_cell(tmp_path):
    path = tmp_path / "nested.en.html"
    path.write_text(
        "<table><tr><th>Year</th><th>Catches</th></tr><tr><td>1998</td><td>by waters "
        "<table><tr><td>north</td><td>many</td></tr><tr><td>south</td><td>few</td></tr></table>"
        "</td></tr></table><table><tr><td>next</td><td>table</td></tr></table>"
    )
    found = reading.read(path, "en").paragraphs
    placed = [(p.text, p.cell.table, p.cell.row, p.cell.column) for p in found]
    assert placed == [
        ("Year", 1, 1, 1), ("Catches", 1, 1, 2), ("1998", 1, 2, 1), ("by waters", 1, 2, 2),
        ("north", 2, 1, 1), ("many", 2, 1, 2), ("south", 2, 2, 1), ("few", 2, 2, 2),
        ("next", 3, 1, 1), ("table", 3, 1, 2),
    ]  # fmt: skip
    assert [p.cell.outer and p.cell.outer.row for p in found] == [None] * 4 + [2] * 4 + [None] * 2


def test_the_contents_that_word_makes_are_kept_out(tmp_path):
    word = docx.Document()
    word.styles.add_style("toc 1", WD_STYLE_TYPE.PARAGRAPH)
    word.add_paragraph("Captures\t3", style="toc 1")
    document = read(tmp_path, word)
    assert len(document.paragraphs) == 1
    assert document.furniture == ("Captures 3",)
