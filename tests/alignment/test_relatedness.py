"""Documents that are no translations of each other are told apart from those that are."""

from __future__ import annotations

from pathlib import Path

import pytest

from aligner import alignment, reading, terminology
from aligner.alignment import relatedness
from aligner.model import Bead, Bitext, Document
from tests.command import call

FRENCH = (
    "Le boulanger ouvre sa boutique à six heures.",
    "La rivière a débordé après trois jours de pluie.",
    "Ma sœur apprend le piano depuis son enfance.",
    "Les abeilles ont quitté la ruche du jardin.",
)
ENGLISH = (
    "The parliament rejected the budget of the navy.",
    "A new telescope was launched from the desert.",
    "Shares of the mining company fell sharply.",
    "Doctors recommend eating fewer sweets.",
)


def aligned(fr: tuple[str, ...], en: tuple[str, ...]) -> Bitext:
    return alignment.align(Document.of_lines("a", "fr", fr), Document.of_lines("b", "en", en))


def test_strangers_are_told_and_none_of_their_beads_is_likely() -> None:
    bitext = aligned(FRENCH, ENGLISH)
    assert "do not look like translations" in relatedness.warning(bitext)
    assert {bead.reason for bead in bitext.beads} == {relatedness.STRANGE}
    assert max(bead.confidence for bead in bitext.beads) <= 0.1
    assert not terminology.extract_terms([bitext]).entries


def test_two_units_tell_nothing() -> None:
    assert not relatedness.warning(aligned(FRENCH[:2], ENGLISH[:2]))


@pytest.mark.parametrize("lang", ["en", "es", "ru", "ar", "zh"])
def test_the_versions_of_a_resolution_are_related(texts: Path, lang: str) -> None:
    sides = [reading.read(next((texts / code).glob("S-RES*"))) for code in ("fr", lang)]
    bitext = alignment.align(*sides, "static", sentences=False)
    assert not relatedness.warning(bitext)
    upside_down = [
        Document.of_lines("a", code, [p.body for p in side.paragraphs][:9])
        for code, side in zip(("fr", lang), sides, strict=True)
    ]
    assert relatedness.are_related(*upside_down, bitext.beads[:5])


def test_an_excerpt_is_related() -> None:
    en = ("The bakery opens at six.", "The river flooded after three days of rain.")
    assert not relatedness.warning(aligned(FRENCH[:3], (*en, "My sister has learned the piano.")))


def test_the_command_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    for name, lines in (("a.fr.txt", FRENCH), ("a.en.txt", ENGLISH)):
        (tmp_path / name).write_text("\n\n".join(lines), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    words = ["align", "a.fr.txt", "a.en.txt", "--src-lang", "fr", "--tgt-lang", "en"]
    assert call(monkeypatch, *words, "--json", "b.jsonl") == 0
    assert "a.fr.txt and a.en.txt do not look like translations" in capfd.readouterr().err


def shifted(by: int, count: int, confidence: float = 0.99) -> Bitext:
    """A text of forty units of which the other has some from one on, and a stray bead before."""
    fr = Document.of_lines("a", "fr", [f"Disposition numéro {i} du texte" for i in range(1, 41)])
    en = Document.of_lines("b", "en", [f"Provision {i}" for i in range(count)])
    beads = [Bead((by + j,), (j,), confidence) for j in range(1, count)]
    beads = [Bead((0,), (0,), confidence), *beads] if by > 9 else beads
    return Bitext(fr, en, tuple(beads))


def test_an_excerpt_is_told_with_the_stretch_that_it_renders() -> None:
    told = relatedness.told(shifted(12, 20))
    assert told == (
        "b renders only a part of a: paragraphs 14 to 32 of 40, "
        "from “Disposition numéro 14 du texte” to “Disposition numéro 32 du texte”"
    )


@pytest.mark.parametrize("bitext", [shifted(0, 40), shifted(3, 35), shifted(12, 20, 0.3)])
def test_whole_versions_and_doubtful_ones_are_no_excerpts(bitext: Bitext) -> None:
    assert not relatedness.told(bitext)
