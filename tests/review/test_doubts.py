"""What may be wrong with a row, whatever its pairing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from aligner.model import Change, Paragraph
from aligner.review.doubts import Mark, at_sight, when_read
from tests.review.test_window import row


@pytest.mark.parametrize(
    ("lang", "ours", "theirs", "marks"),
    [
        ("en", "Il a 32 membres élus.", "It has 32 elected members.", []),
        ("en", "Il a 32 membres élus.", "It has 24 elected members.", [Mark.NUMBER]),
        ("es", "Il a 32 membres élus.", "Tiene 24 miembros elegidos.", [Mark.NUMBER]),
        ("ru", "Il a 32 membres élus.", "В его состав входят 24 избранных члена.", [Mark.NUMBER]),
        ("ar", "Il a 32 membres élus.", "ويتألف من 24 عضواً منتخباً.", [Mark.NUMBER]),
        ("zh", "Il a 32 membres élus.", "它有24名当选成员。", [Mark.NUMBER]),
        ("en", "Le rapport du 3 mai 2019", "The report of 4 June 2019", [Mark.DATE]),
        (
            "en",
            "le rapport A/74/12 du Comité",
            "the report A/74/21 of the Committee",
            [Mark.SYMBOL],
        ),
        (
            "en",
            "Les États ne doivent pas recourir à la force.",
            "States shall have recourse to force.",
            [Mark.NEGATION],
        ),
        (
            "en",
            "Les États sont invités à faire rapport au Conseil dans les meilleurs délais.",
            "Les États sont invités à faire rapport au Conseil dans les meilleurs délais.",
            [Mark.LANGUAGE],
        ),
    ],
)
def test_each_difference_is_one_mark_in_each_language(
    lang: str, ours: str, theirs: str, marks: list[Mark]
) -> None:
    texts = {"fr": (Paragraph(0, ours),), lang: (Paragraph(0, theirs),)}
    found = [*when_read(texts, {}, ("fr", lang), {})]
    assert [doubt.mark for doubt in found] == marks
    assert all(doubt.lang == lang and "draft" not in doubt.words for doubt in found)
    assert not [*when_read(texts, {lang: ""}, ("fr", lang), {})]


def test_what_a_language_lacks_is_seen_until_somebody_writes_it() -> None:
    [left_out] = at_sight(row(0, en=0))
    assert (left_out.mark, left_out.lang) == (Mark.LEFT_OUT, "en")
    assert [doubt.mark for doubt in at_sight(row(0, fr=0))] == [Mark.ADDED]
    assert not [*at_sight(replace(row(0, en=0), edited=("en",)))]


def test_a_repair_is_doubted_while_it_is_unsure_stands_and_is_read() -> None:
    texts = {"fr": (Paragraph(0, "la paix"),), "en": (Paragraph(0, "peace"),)}
    repair = Change(0, 3, 7, "pa1x", "paix", "confusion", "i for 1", 0.6)
    languages = ("fr", "en")

    def marks(change: Change, edits: dict[str, str]) -> list[Mark]:
        return [d.mark for d in when_read(texts, edits, languages, {"fr": (change,)})]

    assert marks(repair, {}) == [Mark.OCR]
    assert marks(replace(repair, confidence=0.95), {}) == []
    assert marks(replace(repair, refused=True), {}) == []
    assert marks(repair, {"fr": "la paix"}) == []
