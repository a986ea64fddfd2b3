"""Plain text comes in with every line and every letter, whatever program saved it."""

from __future__ import annotations

import io
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.reading import read_lines, read_units, text

SAMPLES = {
    "fr": "Le Conseil de sécurité, rappelant l’article premier, décide de rester saisi.\n" * 3,
    "es": "El Consejo de Seguridad, recordando el artículo, decidió: ¿qué señal dio España?\n" * 3,
    "ru": "Совет Безопасности, ссылаясь на свою резолюцию, постановляет следующее:\n" * 3,
    "ar": "إن مجلس الأمن، إذ يشير إلى قراره المؤرخ في أيلول، يدين الاتجار بالأشخاص\n" * 3,
    "zh": "安全理事会，回顾其以往各项决议，谴责武装冲突中的一切贩运人口行为。\n" * 3,
}


@pytest.mark.parametrize(
    ("lang", "encoding"),
    [(lang, encoding) for lang in SAMPLES for encoding in ("utf-8", "utf-8-sig", "utf-16")]
    + [(lang, encoding) for lang in SAMPLES for encoding in ("utf-16-le", "utf-16-be", "utf-32")]
    + [
        ("fr", "cp1252"),
        ("es", "cp1252"),
        ("ru", "cp1251"),
        ("ru", "koi8_r"),
        ("ar", "cp1256"),
        ("zh", "gb18030"),
    ],
)
def test_encoding_is_told(lang, encoding):
    decoded, _ = text.decode(SAMPLES[lang].encode(encoding), "x.txt")
    assert decoded == SAMPLES[lang]


def test_lines_keep_their_numbers_and_their_indentation():
    blocks, _ = text.read(b"  one\n\n\tthree  \r\nfour\rfive", "x.txt")
    assert [(b.line, b.text) for b in blocks] == [
        (1, "  one"),
        (2, ""),
        (3, "\tthree"),
        (4, "four"),
        (5, "five"),
    ]


def test_form_feed_begins_a_page_but_no_paragraph():
    blocks, _ = text.read(b"a\n\fb\nc\fd\n\f\ne", "x.txt")
    assert [(b.page, b.line, b.text) for b in blocks] == [
        (1, 1, "a"),
        (2, 2, "b"),
        (2, 3, "c"),
        (3, 3, "d"),
        (4, 5, "e"),
    ]


def test_units_are_the_lines_that_python_reads(tmp_path):
    content = "un\n\ndeux\u2028suite\ftrois\x85 x\r\nquatre\n"
    path = tmp_path / "lines.fr.txt"
    path.write_bytes(content.encode())
    with path.open(encoding="utf-8") as file:
        expected = file.read().split("\n")
    assert list(read_lines(path, "fr")) == expected[:-1]


def test_blank_lines_are_units_and_a_byte_order_mark_is_none(tmp_path):
    path = tmp_path / "lines.fr.txt"
    path.write_bytes(b"\xef\xbb\xbfbonjour\n\n\n")
    assert read_lines(path, "fr") == ("bonjour", "", "")


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
def test_lines_are_those_of_open(content):
    expected = io.TextIOWrapper(io.BytesIO(content.encode()), "utf-8").read().split("\n")
    assert text.lines(content) == (expected[:-1] if expected[-1] == "" else expected)


@pytest.mark.parametrize("lang", SAMPLES)
def test_units_have_composed_letters_whatever_the_lines_have(tmp_path, lang):
    file = tmp_path / "a.txt"
    drawn_out = SAMPLES[lang].replace("مجلس", "مجـلـس")
    file.write_text(unicodedata.normalize("NFD", drawn_out), encoding="utf-8")
    units = read_units(file, lang)
    assert [unit.text for unit in units.paragraphs] == SAMPLES[lang].splitlines()
    assert "\n".join(read_lines(file, lang)) + "\n" == file.read_text(encoding="utf-8")
