"""Rows go out as paragraphs, sentences or clauses, and no sentence on a guess."""

from __future__ import annotations

from dataclasses import replace

from aligner.formats.segments import Segments
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
