"""Reading copies: a page for the browser and the printer, a table for Word."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import docx as word
import pytest
from docx.oxml.ns import qn
from lxml import html as markup

from aligner.formats import docx, html
from tests.formats.examples import UNITS

LANGUAGES = ["fr", "en", "ar", "zh"]


def test_the_page_shows_the_versions_side_by_side(tmp_path: Path) -> None:
    path = tmp_path / "copy.html"
    assert html.write(UNITS, path, LANGUAGES, signature="engine 1") == 3
    page = markup.parse(path).getroot()
    assert page.findtext(".//h1") == "S-RES-2331-2016"
    assert [th.text for th in page.findall(".//thead//th")] == [
        "¶",
        "français",
        "English",
        "العربية",
        "中文",
    ]
    cells = page.findall(".//tbody/tr[1]/td")
    assert [(td.get("lang"), td.get("dir")) for td in cells] == [
        ("fr", "ltr"),
        ("en", "ltr"),
        ("ar", "rtl"),
        ("zh", "ltr"),
    ]
    assert page.findtext(".//tbody/tr[2]/td[1]") == "Coûts < 5 % & « en hausse »"
    assert page.findtext(".//small") == "engine 1"


def test_the_page_needs_nothing_else_and_runs_nothing(tmp_path: Path) -> None:
    path = tmp_path / "copy.html"
    unit = replace(UNITS[0], texts={"fr": "<script>alert(1)</script>"}, label="<b>")
    html.write([unit], path, ["fr"], title="<i>")
    page = markup.parse(path).getroot()
    assert not page.xpath("//script | //i | //b | //@src | //@href | //link")
    assert page.findtext(".//td") == "<script>alert(1)</script>"


def test_the_word_table_runs_arabic_from_the_right(tmp_path: Path) -> None:
    path = tmp_path / "copy.docx"
    assert docx.write(UNITS, path, LANGUAGES) == 3
    document = word.Document(str(path))
    (table,) = document.tables
    assert [cell.text for cell in table.rows[1].cells] == ["2 (c)", *UNITS[0].texts.values()]
    directions = [
        cell.paragraphs[0]._p.find(f".//{qn('w:bidi')}") is not None for cell in table.rows[1].cells
    ]
    assert directions == [False, False, False, True, False]
    assert table.rows[0]._tr.find(f".//{qn('w:tblHeader')}") is not None
    assert document.core_properties.author == "aligner"


@pytest.mark.parametrize("write", [html.write, docx.write])
def test_inline_codes_are_not_shown(tmp_path: Path, write: Callable[..., int]) -> None:
    path = tmp_path / "copy"
    unit = replace(UNITS[0], texts={"fr": "gras⟦1⟧ ⟦9⟧"}, codes={"⟦1⟧": "<ph/>"})
    write([unit], path, ["fr"])
    if write is html.write:
        assert markup.parse(path).getroot().findtext(".//td") == "gras ⟦9⟧"
    else:
        assert word.Document(str(path)).tables[0].rows[1].cells[1].text == "gras ⟦9⟧"


@pytest.mark.parametrize("write", [html.write, docx.write])
def test_the_same_content_gives_the_same_bytes(tmp_path: Path, write: Callable[..., int]) -> None:
    one, two = tmp_path / "1", tmp_path / "2"
    write(UNITS, one, LANGUAGES)
    write(UNITS, two, LANGUAGES)
    assert one.read_bytes() == two.read_bytes()
