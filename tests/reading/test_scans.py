"""Scans are read by Tesseract, and what it was not sure of is told."""

from __future__ import annotations

import re
import textwrap
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont
from rapidfuzz.distance import Levenshtein
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from aligner.errors import InputError
from aligner.languages import language
from aligner.reading import language_of, ocr, pdf_blocks, read
from aligner.reading.blocks import Block
from aligner.reading.scans import Recognised, marked, rubbish, tesseract
from aligner.reading.scans.hocr import sheet

NOTO = Path("/usr/share/fonts")
FONTS = {
    "ar": NOTO / "truetype/noto/NotoNaskhArabic-Regular.ttf",
    "zh": NOTO / "opentype/noto/NotoSerifCJK-Regular.ttc",
}
SERIF = NOTO / "truetype/noto/NotoSerif-Regular.ttf"

TEXTS = {
    "fr": "Le Comité des pêches a examiné les captures de hareng de l’année écoulée et prie les "
    "États côtiers de lui communiquer leurs relevés avant la fin du mois de septembre.",
    "en": "The Fisheries Committee has examined the herring catches of the past year and asks "
    "coastal States to send it their records before the end of the month of September.",
    "es": "El Comité de Pesca ha examinado las capturas de arenque del año pasado y pide a los "
    "Estados ribereños que le comuniquen sus registros antes de fines de septiembre.",
    "ru": "Комитет по рыболовству рассмотрел уловы сельди за прошедший год и просит прибрежные "
    "государства представить ему свои данные до конца сентября месяца.",
    "ar": "نظرت لجنة مصائد الأسماك في كميات الرنجة التي صيدت في السنة الماضية وتطلب إلى الدول "
    "الساحلية أن تقدم إليها سجلاتها قبل نهاية شهر أيلول/سبتمبر.",
    "zh": "渔业委员会审查了去年的鲱鱼捕捞量，请沿海国家在九月底之前向委员会提交捕捞记录，"
    "并请秘书处在下届会议之前编写一份关于这一问题的报告。",
}
WRONG = {"fr": 0.01, "en": 0.01, "es": 0.01, "ru": 0.02, "ar": 0.08, "zh": 0.10}
"""Share of the letters that may be wrong."""


def needs(*codes):
    missing = {language(code).tesseract for code in codes} - tesseract.languages()
    if missing:
        pytest.skip(f"needs Tesseract with {', '.join(sorted(missing))}")


def set_in_lines(text, font, width):
    """A paragraph in lines that are as wide as they can be, in dots."""
    line = ""
    for unit in re.findall(r"[\u4e00-\u9fff][，。、]?|\S+\s?", text):
        if line and font.getlength(line + unit.rstrip()) > width:
            yield line.strip()
            line = ""
        line += unit
    yield line


def page(lang, *paragraphs, turned=0.0):
    """A page of A4 at 200 dots an inch, a little askew."""
    font_file = FONTS.get(lang, SERIF)
    if not font_file.is_file():
        pytest.skip(f"needs the font {font_file.name}")
    font = ImageFont.truetype(str(font_file), 32)
    image = Image.new("L", (1654, 700), 255)
    draw, y = ImageDraw.Draw(image), 90
    for paragraph in paragraphs:
        for line in set_in_lines(paragraph, font, 1374):
            if lang == "ar":
                draw.text((1514, y), line, font=font, fill=0, anchor="ra", direction="rtl")
            else:
                draw.text((140, y), line, font=font, fill=0)
            y += 50
        y += 35
    return image.rotate(turned, fillcolor=255, resample=Image.Resampling.BICUBIC)


@pytest.mark.parametrize("lang", TEXTS)
def test_a_scan_is_read(tmp_path, lang):
    needs(lang)
    paragraphs = [TEXTS[lang], TEXTS[lang]]
    path = tmp_path / f"scan.{lang}.png"
    page(lang, *paragraphs, turned=0.4).save(path, dpi=(200, 200))
    document = read(path, repair=False)
    said = "".join("\n".join(p.text for p in document.paragraphs).replace("’", "'").split(" "))
    meant = "".join("\n".join(paragraphs).replace("’", "'").split(" "))
    assert Levenshtein.distance(said, meant) <= WRONG[lang] * len(meant)
    assert len(document.paragraphs) == 2


def test_pages_that_are_pictures_are_read_among_the_others(tmp_path):
    needs("fr")
    path, picture = tmp_path / "mixed.pdf", tmp_path / "page.png"
    page("fr", "2. " + TEXTS["fr"]).save(picture)
    canvas = Canvas(str(path), pagesize=A4)
    for number in (1, 2, 3):
        if number == 2:
            canvas.drawImage(str(picture), 0, 500, 595, 252)
        else:
            lines = textwrap.wrap(f"{number}. " + TEXTS["fr"], 80)
            for place, line in enumerate(lines):
                canvas.drawString(60, 750 - 14 * place, line)
        canvas.showPage()
    canvas.save()
    told = []
    document = read(path, "fr", progress=lambda what, share: told.append((what, share)))
    assert [p.text[:2] for p in document.paragraphs] == ["1.", "2.", "3."]
    assert document.paragraphs[1].text.replace("'", "’") == "2. " + TEXTS["fr"]
    assert told == [("recognising mixed.pdf, 1 of 1", 1.0)]


def test_a_text_layer_that_is_nonsense_is_read_from_the_picture(tmp_path):
    needs("fr")
    path, picture = tmp_path / "layer.fr.pdf", tmp_path / "page.png"
    page("fr", TEXTS["fr"], TEXTS["fr"]).save(picture)
    canvas = Canvas(str(path), pagesize=A4)
    layer = canvas.beginText(60, 735)
    layer.setTextRenderMode(3)
    layer.textLines(textwrap.wrap(shifted(TEXTS["fr"] * 3), 80))
    canvas.drawImage(str(picture), 0, 500, 595, 252)
    canvas.drawText(layer)
    canvas.save()
    texts = [p.text.replace("'", "’") for p in read(path).paragraphs]
    assert texts == [TEXTS["fr"], TEXTS["fr"]]


def shifted(text):
    """As a font says it that calls its letters by others' names."""
    return "".join(chr(ord(c) + 3) if c.isascii() and c.isalpha() else c for c in text)


def test_nonsense_is_told_from_prose_of_another_kind():
    prose = [Block(TEXTS["fr"] * 2, page=1), Block(shifted(TEXTS["fr"] * 2), page=2)]
    assert rubbish(prose, "fr") == (2,)
    assert rubbish(prose, "tlh") == ()
    names = "Abdoulaye Ndiaye Kowalski Nguyen Rossi Marchetti Okonkwo Haddad " * 8
    assert (
        rubbish([Block(f"Liste des participants et des représentants {names}", page=1)], "zh") == ()
    )


@pytest.fixture
def without_tesseract(monkeypatch, tmp_path):
    (tmp_path / "bin").mkdir()
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    return tmp_path / "bin"


@pytest.mark.parametrize("ending", ["png", "tiff", "jpg"])
def test_without_tesseract_the_command_to_install_it_is_told(tmp_path, without_tesseract, ending):
    path = tmp_path / f"scan.ru.{ending}"
    Image.new("L", (300, 300), 255).save(path)
    with pytest.raises(InputError, match=r"scan\.ru\.\w+: is a picture; .*Tesseract") as refused:
        read(path)
    assert "\n" not in str(refused.value)
    with pytest.raises(InputError, match="Tesseract"):
        language_of(path)


def test_a_language_without_data_is_told(tmp_path, without_tesseract):
    fake(without_tesseract, "echo eng")
    path = tmp_path / "scan.png"
    Image.new("L", (300, 300), 255).save(path)
    with pytest.raises(InputError, match=r"pol|tesseract-lang|UB-Mannheim"):
        read(path, "pl")


def test_a_page_that_is_never_done_ends(tmp_path, without_tesseract, monkeypatch):
    fake(without_tesseract, "case $1 in --list-langs) echo fra;; *) exec /bin/sleep 600;; esac")
    monkeypatch.setenv("ALIGNER_PAGE_SECONDS", "0.05")
    monkeypatch.setenv("ALIGNER_WAIT_SECONDS", "1")
    path = tmp_path / "scan.fr.png"
    Image.new("L", (300, 300), 255).save(path)
    with pytest.raises(InputError, match="page 1 is not recognised after 1 s"):
        read(path, confined=False)


def fake(folder, script):
    program = folder / "tesseract"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)


def test_a_damaged_picture_is_refused(tmp_path):
    path = tmp_path / "scan.fr.png"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + b"x" * 100)
    with pytest.raises(InputError, match="is a damaged picture"):
        read(path)


HOCR = """<html><body><div class='ocr_page' title='bbox 0 0 2480 3508'>
<span class='ocr_line' title='bbox 300 400 2000 450; baseline 0 -10; x_size 50'>
<span class='ocrx_word' title='bbox 300 400 500 450; x_wconf 96'>Les</span>
<span class='ocrx_word' title='bbox 520 400 900 450; x_wconf 41'>minorités</span>
<span class='ocrx_word' title='bbox 920 400 1300 450; x_wconf 96'>sont</span>
<span class='ocrx_word' title='bbox 1320 400 1330 450; x_wconf 12'>~</span>
<span class='ocrx_word' title='bbox 1340 400 1700 450; x_wconf 96'>protégées.</span></span>
<span class='ocr_line' title='bbox 300 900 2000 950; baseline 0 -10; x_size 50'>
<span class='ocrx_word' title='bbox 300 900 500 950; x_wconf 9'>il1l</span></span>
</div></body></html>""".encode()


def test_words_read_with_little_confidence_are_doubts():
    recognised = Recognised(HOCR, 300)
    found = list(marked(pdf_blocks.blocks([sheet(recognised)]), {1: recognised}))
    assert [(b.text, b.unsure) for b in found] == [
        ("Les minorités sont protégées.", (("minorités", 0.41),))
    ]
    repaired = ocr.repair(found, language("fr"))
    (doubt,) = repaired.doubts
    assert found[0].text[doubt.start : doubt.end] == "minorités" == doubt.after
    assert (doubt.rule, doubt.confidence) == ("unsure", 0.41)
