"""Paragraphs missing, added and merged, their numbers, and how they open."""

from __future__ import annotations

from dataclasses import replace

import pytest

from aligner.consistency import Finding, Severity, check
from aligner.consistency.openings import ACTS, LANGUAGES, opening
from aligner.model import Bead, Bitext, Kind, Paragraph
from tests.consistency.drafts import RIGHT, SOURCE, bitext, draft, numbered, of_lines


def structural(made: Bitext) -> list[Finding]:
    return [f for f in check(made).findings if f.rule == "structure"]


def test_a_paragraph_that_is_missing_is_an_error_with_its_number() -> None:
    made = bitext(draft())
    kept = [p for p in made.tgt.paragraphs if p.id != 3]
    tgt = replace(made.tgt, paragraphs=tuple(replace(p, id=i) for i, p in enumerate(kept)))
    beads = [Bead((i,), (i,)) for i in range(3)] + [Bead((3,), ())]
    beads += [Bead((i,), (i - 1,)) for i in (4, 5)]
    (finding,) = structural(Bitext(made.src, tgt, tuple(beads)))
    assert (finding.kind, finding.label, finding.severity) == ("missing", "4", Severity.ERROR)
    assert (finding.src_id, finding.tgt_id) == (3, None)


def _without(lost: int, lang: str = "en") -> Bitext:
    """A draft that lacks its paragraph 3 or 4, of which the other was aligned with both."""
    lines = [line for i, line in enumerate(RIGHT) if i != lost]
    beads = (*(Bead((i,), (i,)) for i in range(3)), Bead((3, 4), (3,), 0.5), Bead((5,), (4,)))
    return Bitext(numbered("fr", SOURCE), numbered(lang, lines), beads)


@pytest.mark.parametrize("lost", [3, 4])
def test_of_two_paragraphs_aligned_with_one_the_one_that_is_missing_is_named(lost: int) -> None:
    missing = [f for f in structural(_without(lost)) if f.kind == "missing"]
    assert [(f.src_id, f.severity) for f in missing] == [(lost, Severity.WARNING)]


def test_where_no_model_knows_the_language_the_length_names_the_missing_one() -> None:
    source = [*SOURCE[:4], "5. Invite chacun.", SOURCE[5]]
    made = _without(4, lang="fi")
    found = structural(replace(made, src=numbered("fr", source)))
    assert [f.src_id for f in found if f.kind == "missing"] == [4]


def test_a_few_words_that_a_sentence_runs_on_with_are_no_paragraph() -> None:
    made = bitext(draft())
    extra = Paragraph(6, "Now, therefore,", Kind.BODY)
    tgt = replace(made.tgt, paragraphs=(*made.tgt.paragraphs, extra))
    (finding,) = structural(Bitext(made.src, tgt, (*made.beads, Bead((), (6,)))))
    assert (finding.kind, finding.severity) == ("added", Severity.HINT)


def test_a_paragraph_that_was_added_is_a_warning() -> None:
    made = bitext(draft())
    extra = Paragraph(6, "7. Thanks everybody for nothing.", Kind.OPERATIVE, ("7",), 3)
    tgt = replace(made.tgt, paragraphs=(*made.tgt.paragraphs, extra))
    (finding,) = structural(Bitext(made.src, tgt, (*made.beads, Bead((), (6,)))))
    assert (finding.kind, finding.src_id, finding.tgt_id) == ("added", None, 6)


def test_paragraphs_that_were_merged_are_a_warning() -> None:
    made = bitext(draft())
    lines = [*RIGHT[:3], RIGHT[3] + " " + RIGHT[4][3:], RIGHT[5]]
    tgt = numbered("en", lines)
    tgt = replace(tgt, paragraphs=(
        *tgt.paragraphs[:4], replace(tgt.paragraphs[4], label=("6",)),
    ))  # fmt: skip
    beads = (*(Bead((i,), (i,)) for i in range(3)), Bead((3, 4), (3,)), Bead((5,), (4,)))
    (finding,) = structural(Bitext(made.src, tgt, beads))
    assert (finding.kind, finding.severity) == ("merged", Severity.WARNING)
    assert "Prie l’Office" in finding.message
    assert "Invite le Groupe" in finding.message


def test_a_number_that_differs_is_an_error() -> None:
    made = bitext(draft())
    wrong = replace(made.tgt.paragraphs[2], label=("4",), text="4. " + RIGHT[2][3:])
    tgt = replace(made.tgt, paragraphs=(*made.tgt.paragraphs[:2], wrong, *made.tgt.paragraphs[3:]))
    (finding,) = structural(Bitext(made.src, tgt, made.beads))
    assert (finding.kind, finding.expected, finding.found) == ("number", ("3",), "4")


def test_letters_of_another_alphabet_are_the_same_letter() -> None:
    assert structural(of_lines("c) Proportion de la population", "(ج) نسبة السكان", "ar")) == []


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Urges Member States to act"),
        ("es", "Insta a los Estados Miembros a actuar"),
        ("ru", "настоятельно призывает государства-члены"),
        ("ar", "يحث الدول الأعضاء على العمل"),
        ("zh", "敦促会员国采取行动"),
    ],
)
def test_the_approved_opening_passes_in_every_language(lang: str, text: str) -> None:
    assert structural(of_lines("Demande instamment aux États Membres d'agir", text, lang)) == []


@pytest.mark.parametrize(
    ("fr", "lang", "text", "said"),
    [
        ("Demande instamment aux États d'agir", "en", "Requests States to act", "Requests"),
        ("Prie le Secrétaire général d'agir", "en", "Urges him to act", "Urges"),
        ("Rappelant sa résolution", "en", "Reaffirming its resolution", "Reaffirming"),
        ("Décide de rester saisi", "es", "Exhorta a seguir", "Exhorta"),
        ("Condamne ces actes", "ru", "приветствует эти акты", "приветствует"),
        ("Condamne ces actes", "zh", "欢迎这些行为", "欢迎"),
    ],
)
def test_another_opening_is_an_error(fr: str, lang: str, text: str, said: str) -> None:
    (finding,) = structural(of_lines(fr, text, lang))
    assert (finding.kind, finding.severity, finding.found) == ("opening", Severity.ERROR, said)


def test_also_and_further_change_nothing() -> None:
    assert structural(of_lines("Prie également le Secrétaire", "Also requests the Secretary")) == []
    assert structural(of_lines("Souligne en outre que", "Further stresses that")) == []


def test_a_title_is_no_opening() -> None:
    assert structural(of_lines("Résolution 2331 (2016)", "Decides 2331 (2016)")) == []


def test_every_act_has_openings_in_all_six_languages() -> None:
    assert all(len(row) == len(LANGUAGES) and all(row) for row in ACTS)
    for row in ACTS:
        for lang, cell in zip(LANGUAGES, row, strict=True):
            for phrase in cell.split("|"):
                if "*" not in phrase:
                    assert opening(phrase, lang), (lang, phrase)
