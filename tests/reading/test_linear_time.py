"""Nothing that is read makes the reader hang: patterns take time in proportion to the text."""

from __future__ import annotations

import time

import pytest

from aligner.languages import language
from aligner.reading import furniture, hyphens, layout, superscripts
from aligner.reading.blocks import Block

KINDS = [*"aAé1٣三².,-–_·([/*•'«; ", "\u00ad", "\u0301"]
KINDS += ["1 ", "- ", "1 - ", "1/", "A/", "a-", "1. ", "(1) ", ". ", "page 1 ", "12-3456 ", "¹ "]


@pytest.mark.parametrize("kind", KINDS)
def test_ten_thousand_characters_of_one_kind_are_read_at_once(kind):
    text = (kind * 10_000)[:10_000]
    began = time.process_time()
    lines = [Block(f"{text}x", page=page, line=1) for page in (1, 2, 3)]
    furniture.find(lines, language("fr"))
    layout.join(lines[:2], language("fr"))
    superscripts.without_marks(f"{text}x")
    hyphens.Hyphens([text], language("fr")).join(f"{text}-", f"{text}x")
    assert time.process_time() - began < 5


@pytest.mark.parametrize("row", ["1 2 3 4 5 6 7 8 9 " * 6, "1 - 2 - 3 - " * 8, "12 345 - - " * 9])
def test_rows_of_figures_at_the_foot_of_pages_take_no_time(row):
    lines = [Block(text, page=page) for page in range(17) for text in ("Somme", row + "x")]
    began = time.process_time()
    furniture.find(lines, language("fr"))
    assert time.process_time() - began < 1
