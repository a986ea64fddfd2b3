"""Rows go out as paragraphs, sentences or clauses, and no sentence on a guess."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from aligner.formats import xliff
from aligner.formats.segments import Segments, alternating
from aligner.model import (
    Bead,
    Bitext,
    Document,
    Glossary,
    Multitext,
    Paragraph,
    Project,
    Row,
    Sentence,
    TranslationUnit,
)

SOURCE = "1. It met; it voted. It closed. It left."
TARGET = "1. Elle se réunit ; elle vota. Elle ferma. Elle partit."


def document(lang: str, text: str) -> Document:
    ends = [i + 1 for i, letter in enumerate(text) if letter == "." and i > 2]
    starts = [0, *(end + 1 for end in ends[:-1])]
    sentences = tuple(
        Sentence(a, b, (text.index(";") + 2,) if ";" in text[a:b] else ())
        for a, b in zip(starts, ends, strict=True)
    )
    paragraph = Paragraph(0, text, label=("1",), body_start=3, sentences=sentences)
    return Document("D", lang, (paragraph,))


def project(*inner: Bead) -> Project:
    en, fr = document("en", SOURCE), document("fr", TARGET)
    bitext = Bitext(en, fr, (Bead((0,), (0,), sentences=inner),))
    rows = (Row(0, {"en": (0,), "fr": (0,)}),)
    texts = Multitext("en", {"en": en, "fr": fr}, rows)
    return Project("D", texts, (bitext,), Glossary("D", ("en", "fr"), ()))


UNIT = TranslationUnit("7", {"en": SOURCE[3:], "fr": TARGET[3:]}, "D", confidence=0.99)
CELLS = {"en": (0,), "fr": (0,)}
ONE_TO_ONE = (Bead((0,), (0,), 0.97), Bead((1,), (1,), 0.96), Bead((2,), (2,), 0.95))


def cut(
    made: Project, source: str = "en", by: str = "sentence", *, locked: bool = False
) -> list[tuple[str, str]]:
    other = {"en": "fr", "fr": "en"}[source]
    found = Segments(made, source, by=by, source_locked=locked)
    units = found.of(UNIT, CELLS, (), (source, other))
    return [(unit.texts["en"], unit.texts["fr"]) for unit in units]


def test_sure_sentences_go_out_by_themselves_without_their_label() -> None:
    pairs = [
        ("It met; it voted.", "Elle se réunit ; elle vota."),
        ("It closed.", "Elle ferma."),
        ("It left.", "Elle partit."),
    ]
    assert cut(project(*ONE_TO_ONE)) == pairs
    assert cut(project(*ONE_TO_ONE), "fr") == pairs


def test_clauses_go_out_where_both_sides_have_as_many() -> None:
    assert cut(project(*ONE_TO_ONE), by="clause")[:2] == [
        ("It met;", "Elle se réunit ;"),
        ("it voted.", "elle vota."),
    ]


def test_for_an_unsure_sentence_the_whole_paragraph_goes_out() -> None:
    unsure = (ONE_TO_ONE[0], replace(ONE_TO_ONE[1], confidence=0.6), ONE_TO_ONE[2])
    found = cut(project(*unsure))
    assert len(found) == 3
    assert found[-1] == (UNIT.texts["en"], UNIT.texts["fr"])
    assert ("It closed.", "Elle ferma.") not in found


def test_a_locked_source_is_never_joined() -> None:
    joined = (Bead((0, 1), (0, 1), 0.98), Bead((2,), (2,), 0.98))
    assert cut(project(*joined))[0][0] == "It met; it voted. It closed."
    assert cut(project(*joined), locked=True) == [
        ("It left.", "Elle partit."),
        (UNIT.texts["en"], UNIT.texts["fr"]),
    ]


def test_a_row_that_a_person_wrote_anew_stays_whole() -> None:
    found = Segments(project(*ONE_TO_ONE), "en", by="sentence", source_locked=False)
    assert list(found.of(UNIT, CELLS, ("fr",), ("en", "fr"))) == [UNIT]


def inside(made: Project) -> TranslationUnit:
    return Segments(made, "en", by="sentence", source_locked=False).inside(
        UNIT, CELLS, (), ("en", "fr")
    )


def test_in_xliff_sentences_are_segments_of_their_unit_and_it_comes_back_whole(
    tmp_path: Path,
) -> None:
    path = tmp_path / "d.xlf"
    assert xliff.write([inside(project(*ONE_TO_ONE))], path, srclang="en", tgtlang="fr") == 1
    root = etree.parse(path).getroot()
    assert [
        (s.get("id"), s.findtext("{*}source"), s.findtext("{*}target"))
        for s in root.iterfind(".//{*}segment")
    ] == [
        ("s1", "It met; it voted.", "Elle se réunit ; elle vota."),
        ("s2", "It closed.", "Elle ferma."),
        ("s3", "It left.", "Elle partit."),
    ]
    matches = root.iterfind(".//{*}match")
    assert [(m.get("ref"), m.get("matchQuality")) for m in matches] == [
        ("#s1", "97.00"),
        ("#s2", "96.00"),
        ("#s3", "95.00"),
    ]
    assert xliff.read(path).units == (UNIT,)


def test_in_xliff_a_paragraph_with_an_unsure_sentence_is_one_segment() -> None:
    assert inside(project(ONE_TO_ONE[0], replace(ONE_TO_ONE[1], confidence=0.3))) == UNIT
    crossed = (ONE_TO_ONE[0], Bead((1,), (2,), 0.96), Bead((2,), (1,), 0.95))
    assert inside(project(*crossed)) == UNIT


def test_languages_without_spaces_have_none_between_their_segments(tmp_path: Path) -> None:
    texts = {"en": "It met. It left.", "zh": "会议举行。会议结束。"}
    pieces = [("It met.", "会议举行。"), ("It left.", "会议结束。")]
    segments = tuple(
        TranslationUnit(str(n), {"en": en, "zh": zh}, "D", confidence=0.9)
        for n, (en, zh) in enumerate(pieces)
    )
    unit = TranslationUnit("1", texts, "D", confidence=0.9)
    for source, target in (("en", "zh"), ("zh", "en")):
        path = tmp_path / f"{source}.xlf"
        xliff.write([replace(unit, segments=segments)], path, srclang=source, tgtlang=target)
        assert len(etree.parse(path).findall(".//{*}segment")) == 2
        assert xliff.read(path).units == (unit,)


@pytest.mark.parametrize(
    ("text", "pieces", "cut"),
    [
        ("a b.  c\nd.", ["a b.", "c d."], ["a b.", "  ", "c\nd."]),
        ("a. b. c.", ["a.", "c."], []),
        ("a. b.", ["a."], []),
        ("a.", ["a.", ""], []),
    ],
)
def test_a_text_is_cut_only_into_all_of_it(text: str, pieces: list[str], cut: list[str]) -> None:
    assert alternating(text, pieces) == cut
