"""What a scan misread is mended by what its translations say, and nothing else is touched."""

from __future__ import annotations

from dataclasses import replace

import pytest

from aligner import alignment
from aligner.model import Bead, Bitext, Change, Document

FRENCH = [
    "1. Rappelle ses résolutions 2235 (2015) et 1989 (2011), adoptées le 17 décembre 2015 ;",
    "2. Condamne les actes commis contre les minorités religicuses par Boko Hararn en 2O16 ;",
    "3. Prie les 6 États visés au paragraphe 4 (a) de lui faire rapport dans un délai de 60 jours.",
]
ENGLISH = [
    "1. Recalls its resolutions 2253 (2015) and 1989 (2011), adopted on 17 December 2015;",
    "2. Condemns the acts committed against religious minorities by Boko Haram in 2016;",
    "3. Requests the 6 States named in paragraph 4 (a) to report to it within sixty days.",
]
SPANISH = [
    "1. Recuerda sus resoluciones 2253 (2015) y 1989 (2011), aprobadas el 17 de diciembre de 2015;",
    "2. Condena los actos cometidos contra las minorías religiosas por Boko Haram en 2016;",
    "3. Pide a los 6 Estados que figuran en el párrafo 4 a) que le informen en 60 días.",
]
TRACE = (Change(0, 3, 11, "Rappellc", "Rappelle", "confusion", "e→c", 0.9),)
WORD = FRENCH[1].index("religicuses")
DOUBT = Change(
    1, WORD, WORD + 11, "religicuses", "religieuses", "confusion", "religieuses by e→c", 0.6
)


def rows(french, *others, damaged=True):
    source = Document.of_lines("x", "fr", french)
    if damaged:
        source = replace(source, changes=TRACE, doubts=(DOUBT,))
    beads = tuple(Bead((i,), (i,), 0.9) for i in range(len(french)))
    versions = [
        Document.of_lines("x", lang, lines)
        for lang, lines in zip(("en", "es"), others, strict=False)
    ]
    return alignment.join([Bitext(source, version, beads) for version in versions])


def test_numbers_words_and_names_are_mended_by_what_the_others_say():
    mended = alignment.mend(rows(FRENCH, ENGLISH, SPANISH)).documents["fr"]
    assert [p.text for p in mended.paragraphs] == [
        FRENCH[0].replace("2235", "2253"),
        FRENCH[1]
        .replace("religicuses", "religieuses")
        .replace("Hararn", "Haram")
        .replace("2O16", "2016"),
        FRENCH[2],
    ]
    made = [change for change in mended.changes if change.rule == "witness"]
    assert [(c.before, c.reason) for c in made] == [
        ("2235", "2253 in English and Spanish"),
        ("religicuses", "religious in English and religiosas in Spanish; religieuses by e→c"),
        ("Hararn", "Haram in English and Spanish"),
        ("2O16", "2016 in English and Spanish"),
    ]
    for change in mended.changes:
        text = mended.paragraphs[change.paragraph].text
        assert text[change.start : change.end] == change.after
    assert not mended.doubts


def test_a_text_that_shows_no_damage_is_left():
    text = rows(FRENCH, ENGLISH, SPANISH, damaged=False)
    assert alignment.mend(text) is text


@pytest.mark.parametrize(
    ("french", "english"),
    [
        ("dans les 30 jours", "within 45 days"),
        ("une amende de 1 500 francs", "a fine of 500 francs"),
        ("en vigueur le 1er janvier 1997", "in force on 1 January 1997"),
        ("au paragraphe 2", "in paragraph 4"),
        ("les articles 12 et 13", "sections 12, 13 and 14"),
    ],
)
def test_numbers_that_differ_for_another_reason_stay(french, english):
    text = rows([french], [english])
    mended = alignment.mend(text).documents["fr"]
    assert mended.paragraphs[0].text == french


def test_versions_that_disagree_leave_it_as_it_is():
    for other in ("2295", "2235"):
        english = [line.replace("2253", other) for line in ENGLISH]
        mended = alignment.mend(rows(FRENCH[:1], english[:1], SPANISH[:1])).documents["fr"]
        assert mended.paragraphs[0].text == FRENCH[0]


def test_what_stands_after_a_change_keeps_its_place():
    paragraph = "Le l2 mars, Hararnbee est pris. Il le dit."
    source = Document.of_lines("x", "fr", [paragraph])
    (first,) = source.paragraphs
    whole = replace(
        first,
        sentences=tuple(
            replace(first.sentences[0], start=a, end=b) for a, b in ((0, 31), (32, 42))
        ),
    )
    late = Change(0, 35, 37, "lc", "le", "confusion", "", 0.9)
    source = replace(source, paragraphs=(whole,), changes=(late,))
    others = [
        Document.of_lines("x", lang, [text])
        for lang, text in (
            ("en", "On 12 March, Harambee was taken."), ("es", "El 12 de marzo, Harambee cayó."),
        )
    ]  # fmt: skip
    beads = (Bead((0,), (0,), 0.9),)
    text = alignment.join([Bitext(source, other, beads) for other in others])
    mended = alignment.mend(text).documents["fr"]
    assert mended.paragraphs[0].sentence_texts() == ["Le 12 mars, Harambee est pris.", "Il le dit."]
    assert mended.changes[-1].start == 34
