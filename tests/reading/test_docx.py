"""A Word document gives what it prints, with all changes accepted."""

from __future__ import annotations

import io

import docx
import pytest
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from aligner.reading import docx as reader
from aligner.reading.blocks import Role
from aligner.reading.numerals import printed

NS = nsdecls("w")


def element(xml):
    """An element of WordprocessingML, its namespace added."""
    name = xml[1:].split(">")[0].split(" ")[0].rstrip("/")
    return parse_xml(xml.replace(f"<{name}", f"<{name} {NS}", 1))


def run(text, properties=""):
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def numbered(text, level=0, num=90):
    return (
        f'<w:p><w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num}"/></w:numPr></w:pPr>'
        f"{run(text)}</w:p>"
    )


def level(i, style, text, more=""):
    return (
        f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="{style}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


class Word:
    """A Word document under construction."""

    def __init__(self):
        self.document = docx.Document()

    def add(self, *paragraphs):
        body = self.document.element.body
        for paragraph in paragraphs:
            body.insert(len(body) - 1, element(paragraph))
        return self

    def number(self, *levels, num=90, abstract=90, overrides=""):
        """Define a list, or another instance of it where no levels are given."""
        numbering = self.document.part.numbering_part.element
        if levels:
            numbering.insert(
                0,
                element(
                    f'<w:abstractNum w:abstractNumId="{abstract}">{"".join(levels)}</w:abstractNum>'
                ),
            )
        numbering.append(
            element(
                f'<w:num w:numId="{num}"><w:abstractNumId w:val="{abstract}"/>{overrides}</w:num>'
            )
        )
        return self

    def notes(self, kind, *texts):
        notes = "".join(
            f'<w:{kind} w:id="{i}"><w:p><w:r><w:{kind}Ref/></w:r>{run(text)}</w:p></w:{kind}>'
            for i, text in enumerate(texts, start=1)
        )
        blob = f"<w:{kind}s {NS}>{notes}</w:{kind}s>".encode()
        package = self.document.part.package
        part = Part(PackURI(f"/word/{kind}s.xml"), "application/xml", blob, package)
        self.document.part.relate_to(part, getattr(RELATIONSHIP_TYPE, f"{kind.upper()}S"))
        return self

    def blocks(self):
        whole = io.BytesIO()
        self.document.save(whole)
        return reader.read(whole.getvalue(), "x.docx")

    def texts(self):
        return [block.text for block in self.blocks()]


def words(*runs):
    return f"<w:p>{''.join(runs)}</w:p>"


DECIMAL = level(0, "decimal", "%1.")
LETTER = level(1, "lowerLetter", "(%2)")
ROMAN = level(2, "lowerRoman", "(%3)")


def test_automatic_numbers_are_written_out_and_restart_below_a_higher_level():
    word = Word().number(DECIMAL, LETTER, ROMAN)
    word.add(*(numbered(str(i), i) for i in (0, 1, 1, 2, 0, 1, 2)))
    assert word.texts() == ["1. 0", "(a) 1", "(b) 1", "(i) 2", "2. 0", "(a) 1", "(i) 2"]


def test_instances_of_a_list_count_on_unless_one_says_where_it_starts():
    start = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
    word = Word().number(DECIMAL).number(num=91).number(num=92, overrides=start)
    word.add(*(numbered("x", 0, num) for num in (90, 91, 92, 92)))
    assert word.texts() == ["1. x", "2. x", "5. x", "6. x"]


def test_number_of_several_levels():
    legal = level(2, "decimal", "%1.%2.%3", "<w:isLgl/>")
    word = Word().number(level(0, "upperRoman", "%1."), level(1, "decimal", "%1.%2"), legal)
    word.add(numbered("a"), numbered("b"), numbered("c", 1), numbered("d", 2))
    assert word.texts() == ["I. a", "II. b", "II.1 c", "2.1.1 d"]


def test_level_that_never_restarts():
    word = Word().number(DECIMAL, level(1, "lowerLetter", "%2)", '<w:lvlRestart w:val="0"/>'))
    word.add(numbered("x"), numbered("y", 1), numbered("x"), numbered("y", 1))
    assert word.texts() == ["1. x", "a) y", "2. x", "b) y"]


def test_numbers_that_a_style_brings():
    word = Word().number(
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
        '<w:pStyle w:val="Op"/><w:lvlText w:val="%1."/></w:lvl>'
    )
    for style, base in (("Op", ""), ("Sub", '<w:basedOn w:val="Op"/>')):
        numbers = '<w:pPr><w:numPr><w:numId w:val="90"/></w:numPr></w:pPr>' if not base else ""
        word.document.styles.element.append(
            element(
                f'<w:style w:type="paragraph" w:styleId="{style}"><w:name w:val="{style}"/>'
                f"{base}{numbers}</w:style>"
            )
        )
    plain = '<w:numPr><w:numId w:val="0"/></w:numPr>'
    for style, more in (("Op", ""), ("Sub", ""), ("Op", plain)):
        word.add(f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{more}</w:pPr>{run("x")}</w:p>')
    assert word.texts() == ["1. x", "2. x", "x"]


def test_bullets_from_a_symbol_font():
    word = Word().number(level(0, "bullet", "\uf0b7")).add(numbered("x"))
    assert word.texts() == ["• x"]


@pytest.mark.parametrize(
    ("style", "numbers"),
    [
        ("lowerLetter", {1: "a", 26: "z", 27: "aa", 28: "bb"}),
        ("upperRoman", {4: "IV", 49: "XLIX", 1994: "MCMXCIV"}),
        ("arabicAlpha", {1: "أ", 2: "ب", 3: "ت"}),
        ("arabicAbjad", {1: "أ", 3: "ج"}),
        ("hindiNumbers", {12: "١٢"}),
        ("russianLower", {1: "а", 4: "г"}),
        ("chineseCounting", {1: "一", 10: "十", 11: "十一", 20: "二十", 101: "一百零一"}),
        ("decimalEnclosedCircle", {1: "①", 21: "21"}),
        ("unheard-of", {3: "3"}),
        ("lowerRoman", {0: "0"}),
    ],
)
def test_numerals(style, numbers):
    assert {n: printed(n, style) for n in numbers} == numbers


def test_tracked_changes_are_accepted():
    word = Word().add(
        words(
            run("Il "),
            f'<w:ins w:id="1" w:author="a">{run("ajoute")}</w:ins>',
            '<w:del w:id="2" w:author="a"><w:r><w:delText>retire</w:delText></w:r></w:del>',
            f'<w:moveFrom w:id="3" w:author="a">{run("loin")}</w:moveFrom>',
            f'<w:moveTo w:id="4" w:author="a">{run(" ici")}</w:moveTo>',
        ),
        '<w:p><w:pPr><w:rPr><w:del w:id="5" w:author="a"/></w:rPr></w:pPr>'
        + run("début")
        + "</w:p>",
        words(run(" et suite")),
    )
    assert word.texts() == ["Il ajoute ici", "début et suite"]


def test_text_is_found_wherever_word_keeps_it():
    word = Word().add(
        words(
            f'<w:hyperlink w:anchor="x">{run("lien")}</w:hyperlink>',
            f"<w:sdt><w:sdtContent>{run(' champ')}</w:sdtContent></w:sdt>",
            f'<w:fldSimple w:instr="PAGE">{run(" 7")}</w:fldSimple>',
            '<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>DATE</w:instrText></w:r>',
            f"<w:smartTag>{run(' balise')}</w:smartTag>",
            run("caché", "<w:vanish/>"),
        ),
        f"<w:sdt><w:sdtContent>{words(run('bloc'))}</w:sdtContent></w:sdt>",
    )
    assert word.texts() == ["lien champ 7 balise", "bloc"]


def test_text_box_follows_its_paragraph_once():
    box = f"<w:txbxContent>{words(run('encadré'))}</w:txbxContent>"
    mc = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    word = Word().add(
        words(
            run("texte"),
            f"<w:r><mc:AlternateContent {mc}><mc:Choice>{box}</mc:Choice>"
            f"<mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r>",
        ),
        words(run("suite")),
    )
    assert word.texts() == ["texte", "encadré", "suite"]


def test_notes_stand_at_the_end_in_the_order_of_their_marks():
    mark = '<w:r><w:footnoteReference w:id="{}"/></w:r>'
    word = Word().notes("footnote", "Un.", "Deux.").notes("endnote", "Fin.")
    word.add(
        words(run("a"), mark.format(2), run(" b"), mark.format(1)),
        words(run("c"), '<w:r><w:endnoteReference w:id="1"/></w:r>'),
    )
    assert [(b.role, b.text) for b in word.blocks()] == [
        (Role.PARAGRAPH, "a b"),
        (Role.PARAGRAPH, "c"),
        (Role.FOOTNOTE, "1 Deux."),
        (Role.FOOTNOTE, "2 Un."),
        (Role.FOOTNOTE, "i Fin."),
    ]


def test_tables_stand_in_their_place_one_block_a_cell():
    word = Word()
    word.document.add_paragraph("avant")
    table = word.document.add_table(2, 2)
    for cell, text in zip(table._cells, "abcd", strict=True):
        cell.text = text
    table.cell(1, 1).add_table(1, 2).cell(0, 0).text = "dedans"
    word.document.add_paragraph("après")
    assert [(b.role, b.text) for b in word.blocks()] == [
        (Role.PARAGRAPH, "avant"),
        *[(Role.TABLE, text) for text in "abcd"],
        (Role.TABLE, "dedans"),
        (Role.PARAGRAPH, "après"),
    ]


def test_headings_headers_and_footers_are_told_apart():
    word = Word()
    word.document.add_heading("Titre", 1)
    word.document.add_paragraph("texte")
    word.document.sections[0].header.paragraphs[0].text = "S/RES/2331"
    word.document.sections[0].footer.paragraphs[0].text = "16-22938"
    assert [(b.role, b.text) for b in word.blocks()] == [
        (Role.FURNITURE, "S/RES/2331"),
        (Role.HEADING, "Titre"),
        (Role.PARAGRAPH, "texte"),
        (Role.FURNITURE, "16-22938"),
    ]


def test_line_breaks_part_lines_and_special_hyphens_are_kept_apart():
    word = Word().add(
        words("<w:r><w:t>un</w:t><w:br/><w:t>deux</w:t></w:r>"),
        words(
            "<w:r><w:t>vous</w:t><w:noBreakHyphen/><w:t>mê</w:t><w:softHyphen/><w:t>mes</w:t></w:r>"
        ),
    )
    assert word.texts() == ["", "un", "deux", "", "vous\u2011mê\u00admes"]


def test_raised_numbers_are_marks_or_exponents():
    up = '<w:vertAlign w:val="superscript"/>'
    word = Word().add(words(run("résolution"), run("3", up), run(" de 5 m"), run("2", up)))
    assert word.texts() == ["résolution de 5 m²"]
