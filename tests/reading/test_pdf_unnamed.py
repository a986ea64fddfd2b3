"""Fonts that do not say which letters they show: by the order of their glyphs, or not at all."""

from __future__ import annotations

import zlib
from pathlib import Path

import pypdfium2
import pytest
import reportlab

from aligner.reading import glyph_order, pdf
from aligner.reading.pdf_page import read

NUMBERS = {glyph_order.letter(glyph): glyph for glyph in range(700) if glyph_order.letter(glyph)}
VERA = Path(reportlab.__file__).parent / "fonts" / "Vera.ttf"
ANY, SPACE = 36, 3
"""Glyphs of Vera; any shape will do."""


def stream(data, entries=""):
    packed = zlib.compress(data)
    head = f"<< /Length {len(packed)} /Filter /FlateDecode {entries} >>\nstream\n"
    return head.encode() + packed + b"\nendstream"


def written(font, *lines):
    """A page whose letters are the numbers of their glyphs, in a font that does not name them."""
    shown = "".join(
        f"1 0 0 1 72 {720 - 20 * at} Tm <{''.join(f'{number:04X}' for number in line)}> Tj "
        for at, line in enumerate(lines)
    )
    shapes = bytearray(2 * 0x10000)
    for number in range(0x10000):
        shapes[2 * number + 1] = SPACE if number == NUMBERS[" "] else ANY
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        b"/Resources << /Font << /F1 5 0 R >> >> >>",
        stream(f"BT /F1 12 Tf {shown} ET".encode()),
        f"<< /Type /Font /Subtype /Type0 /BaseFont /{font} /Encoding /Identity-H "
        "/DescendantFonts [6 0 R] >>".encode(),
        f"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /{font} /CIDSystemInfo "
        "<< /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /DW 700 "
        "/FontDescriptor 7 0 R /CIDToGIDMap 8 0 R >>".encode(),
        f"<< /Type /FontDescriptor /FontName /{font} /Flags 4 /FontBBox [0 -200 1000 900] "
        "/ItalicAngle 0 /Ascent 900 /Descent -200 /CapHeight 700 /StemV 80 "
        "/FontFile2 9 0 R >>".encode(),
        stream(bytes(shapes)),
        stream(VERA.read_bytes(), f"/Length1 {VERA.stat().st_size}"),
    ]
    out, places = bytearray(b"%PDF-1.5\n"), []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    start, size = len(out), len(objects) + 1
    out += b"xref\n0 %d\n0000000000 65535 f \n" % size
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (size, start)
    return bytes(out)


def numbers(text):
    return [NUMBERS[char] for char in text]


@pytest.mark.parametrize(
    "text",
    [
        "L’ÉTAT CÔTIER « publie » ses quotas – 15 % à l’œuvre…",
        "“Zone” señaló el niño",
        "Государства – участники публикуют квоты",
    ],
)
@pytest.mark.parametrize("font", ["ABCDEF+TimesNewRomanPS-BoldMT", "ArialMT"])
def test_the_first_fonts_of_windows_are_read_by_the_order_of_their_glyphs(font, text):
    found = pdf.read(written(font, numbers(text)), "x.pdf")
    assert [block.text for block in found.blocks] == [text]
    assert not found.unread


def test_other_fonts_without_names_ask_for_their_pages_to_be_recognised():
    found = pdf.read(written("ABCDEF+FangSong-GBK", range(0x2F00, 0x2F28)), "x.pdf")
    assert found.unread == (1,)
    assert found.needed
    assert "1 of 1 pages do not say which letters" in found.what


def test_a_glyph_outside_the_known_order_is_named_unknown():
    page = pypdfium2.PdfDocument(written("ArialMT", [*numbers("Article"), 3031]))[0]
    content = read(page)
    assert "".join(glyph.text for glyph in content.glyphs) == "Article\ufffd"
    assert content.unnamed == 1
