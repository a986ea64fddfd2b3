"""Four times the text takes about four times the time, whatever it is made of."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from aligner import reading
from aligner.alignment import align
from aligner.consistency.checking import check
from aligner.model import Bead, Bitext, Document
from aligner.terminology import extract_terms

SMALL, LARGE = 4_000, 16_000
HEAD = "Le Conseil de sécurité décide de rester saisi de la question des personnes disparues.\n"
OTHER = "The Security Council decides to remain seized of the matter of missing persons."
MADE_OF = (
    "1", "1 2 3 ", "一", "A", "a", "(", "[", "«", '"', "’", "-", "–", ".", ", ", ";", "§", "ABC ",
    "١", "é", "/", "_ ", "1. ", "a) ", "www.", "=", "A-", "1\n", "a\n\n", "1.\n",
)  # fmt: skip

pytestmark = pytest.mark.usefixtures("unconfined")


def grows(work: Callable[[str], object], unit: str, few: int = SMALL) -> None:
    """Quadratic growth would be sixteen times; under half a second nothing is told by it."""
    many = few * (LARGE // SMALL)
    for left in (2, 1, 0):
        small, large = (_seconds(work, (unit * size)[:size]) for size in (few, many))
        if large < max(0.5, 9 * small):
            return
        assert left, f"{small:.2f} s for {few}, {large:.2f} s for {many} characters"


def _seconds(work: Callable[[str], object], text: str) -> float:
    start = time.process_time()
    work(text)
    return time.process_time() - start


@pytest.mark.parametrize("unit", MADE_OF)
def test_reading(tmp_path: Path, unit: str) -> None:
    path = tmp_path / "grown.fr.txt"

    def read(text: str) -> None:
        path.write_text(HEAD * 200 + text + "\n", encoding="utf-8")
        reading.read(path, "fr")

    grows(read, unit)


@pytest.mark.parametrize("unit", [unit for unit in MADE_OF if "\n" not in unit])
def test_checking(unit: str) -> None:
    grows(lambda text: check(_bitext(text), None), unit)


@pytest.mark.parametrize("unit", ["1", "١", "(", "A.B."])
def test_aligning(unit: str) -> None:
    def aligned(text: str) -> None:
        bitext = _bitext(text)
        align(bitext.src, bitext.tgt)

    grows(aligned, unit)


@pytest.mark.parametrize("unit", ["1 2 3 ", "ABC ", "()", "’", "§"])
def test_terms(unit: str) -> None:
    extract_terms([_bitext("")])  # Pipelines are loaded once.
    grows(lambda text: extract_terms([_bitext(text)]), unit, 1_500)


def _bitext(text: str) -> Bitext:
    """A sentence and its translation, and both again with a text behind them."""
    src = Document.of_lines("grown", "fr", [HEAD.strip(), f"{HEAD.strip()} {text}"])
    tgt = Document.of_lines("grown", "en", [OTHER, f"{OTHER} {text}"])
    return Bitext(src, tgt, (Bead((0,), (0,), 1.0), Bead((1,), (1,), 1.0)), "given")


@pytest.mark.parametrize(
    "line",
    ["Article {}", "{}. Rappelle", "({}) Rappelle", "{}", "{}/{}", "1.{}", "{},5 %"],
)
@pytest.mark.parametrize("digit", ["7", "٧", "七", "一"])
def test_numbers_without_end(tmp_path: Path, line: str, digit: str) -> None:
    text = line.format(*[digit * 4_301] * 2)
    path = tmp_path / "long.fr.txt"
    path.write_text(HEAD * 200 + "\n" + text + "\n", encoding="utf-8")
    assert digit * 100 in reading.read(path, "fr", repair=False).paragraphs[-1].text
    src = Document.of_lines("long", "fr", [text])
    tgt = Document.of_lines("long", "en", [text])
    check(Bitext(src, tgt, (Bead((0,), (0,), 1.0),), "given"), None)
