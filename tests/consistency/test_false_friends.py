"""Words that look alike and mean something else."""

from __future__ import annotations

import pytest

from aligner.consistency import Severity, false_friends
from aligner.consistency.pairs import pairs
from aligner.model import Bead, Bitext, Document


def found(src: str, tgt: str, langs: tuple[str, str] = ("fr", "en")) -> list[str]:
    sides = (
        Document.of_lines("a", lang, [text]) for lang, text in zip(langs, (src, tgt), strict=True)
    )
    (pair,) = pairs(Bitext(*sides, (Bead((0,), (0,)),)))
    findings = list(false_friends.check(pair))
    assert all(f.severity is Severity.WARNING and f.expected for f in findings)
    return [f.found for f in findings]


@pytest.mark.parametrize(
    ("langs", "src", "tgt", "wrong"),
    [
        (
            ("fr", "en"),
            "Le bureau actuel siège à Vienne.",
            "The actual bureau sits in Vienna.",
            "actual",
        ),
        (
            ("fr", "en"),
            "Les victimes seront dédommagées.",
            "The victims will receive damages.",
            "damages",
        ),
        (
            ("fr", "en"),
            "Le Comité élabore un plan.",
            "The Committee elaborates a plan.",
            "elaborates",
        ),
        (("fr", "es"), "Le nombre de cas augmente.", "El nombre de casos aumenta.", "nombre"),
        (
            ("en", "fr"),
            "The office was eventually closed.",
            "Le bureau a été éventuellement fermé.",
            "éventuellement",
        ),
    ],
)
def test_a_look_alike_is_a_warning(langs: tuple[str, str], src: str, tgt: str, wrong: str) -> None:
    assert found(src, tgt, langs) == [wrong]


@pytest.mark.parametrize(
    ("src", "tgt"),
    [
        ("Le bureau actuel siège à Vienne.", "The current bureau sits in Vienna."),
        ("Le coût réel du bureau actuel.", "The actual cost of the bureau."),
        ("Les dommages seront réparés.", "Damages will be repaired."),
    ],
)
def test_what_is_right_or_has_another_cause_is_none(src: str, tgt: str) -> None:
    assert not found(src, tgt)
