from __future__ import annotations

from aligner.model import Bead, Bitext, Document, Paragraph
from aligner.terminology.gold import definitions
from benchmarks.terminology import shuffled


def test_a_definition_gives_the_translation_in_its_brackets():
    found = definitions(["award means a decision of the Tribunal (as set up in 1958). (sentence)"])
    assert found == {"award": "sentence"}


def test_a_definition_may_run_over_several_units():
    units = ["carving stone means", "(a) serpentinite, or", "(b) soapstone. (pierre à sculpter)"]
    assert definitions(units) == {"carving stone": "pierre à sculpter"}


def test_brackets_without_a_definition_define_nothing():
    assert definitions(["The Minister may pay the costs. (section 4)"]) == {}


def test_a_quarter_of_the_beads_is_wrong_where_they_are_shuffled():
    sides = (
        Document("d", lang, tuple(Paragraph(i, f"{lang} {i}") for i in range(40)))
        for lang in ("en", "fr")
    )
    beads = tuple(Bead((i,), (i,)) for i in range(40))
    found = shuffled(Bitext(*sides, beads))
    assert sum(bead.src != bead.tgt for bead in found.beads) == 10
    assert sorted(bead.tgt for bead in found.beads) == [(i,) for i in range(40)]
    assert [bead.src for bead in found.beads] == [(i,) for i in range(40)]
