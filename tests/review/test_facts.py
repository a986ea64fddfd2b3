"""Numbers and labels over languages."""

from __future__ import annotations

from dataclasses import replace

import pytest

from aligner.model import Paragraph
from aligner.review.facts import found
from tests.review.test_window import row


def facts(texts: dict[str, str], labels: dict[str, tuple[str, ...]] | None = None):
    outline = replace(row(0), cells=dict.fromkeys(texts, (0,)))
    paragraphs = {
        lang: (Paragraph(0, text, label=(labels or {}).get(lang, ())),)
        for lang, text in texts.items()
    }
    return found(outline, paragraphs, {})


@pytest.mark.parametrize(
    ("texts", "differ"),
    [
        ({"fr": "la résolution 2331 (2016)", "en": "resolution 2331 (2016)"}, False),
        ({"fr": "la résolution 2331 (2016)", "en": "resolution 2313 (2016)"}, True),
        ({"fr": "1 000 personnes", "en": "1,000 people"}, False),
        ({"fr": "القرار", "ar": "القرار"}, False),
        ({"fr": "la résolution 2253 (2015)", "ar": "القرار ٢٢٥٣ (٢٠١٥)"}, False),
        ({"fr": "le 20 décembre 2016", "zh": "2016年12月20日"}, False),
        ({"fr": "paragraphe 3", "en": ""}, False),
    ],
)
def test_numbers_differ_where_a_reader_would_say_so(texts: dict[str, str], differ: bool) -> None:
    assert facts(texts).numbers_differ == differ


def test_the_label_is_no_number_of_the_text() -> None:
    outline = replace(row(0), cells={"fr": (0,), "en": (0,)})
    texts = {
        "fr": (Paragraph(0, "3. Prie", label=("3",), body_start=3),),
        "en": (Paragraph(0, "4. Requests", label=("4",), body_start=3),),
    }
    assert found(outline, texts, {}) == replace(
        found(outline, texts, {}), numbers_differ=False, same_number=False
    )


def test_the_same_number_stands_in_every_language() -> None:
    both = {"fr": "Prie", "en": "Requests"}
    assert facts(both, {"fr": ("2", "c"), "en": ("2", "c")}).same_number
    assert not facts(both, {"fr": ("2", "c"), "en": ("2", "d")}).same_number
    assert not facts(both, {"fr": ("2", "c")}).same_number
    assert not facts(both).same_number


def test_a_text_that_a_person_wrote_counts_instead_of_what_was_read() -> None:
    outline = replace(row(0), cells={"fr": (0,), "en": (0,)})
    texts = {"fr": (Paragraph(0, "en 2016"),), "en": (Paragraph(0, "in 2106"),)}
    assert found(outline, texts, {}).numbers_differ
    assert not found(outline, texts, {"en": "in 2016"}).numbers_differ
