"""The package as a program imports it."""

from __future__ import annotations

import doctest
import importlib
from pathlib import Path

import pytest

import aligner
from aligner.model import Bead, Bitext, Document
from tests.conftest import ROOT

EXAMPLES = sorted(
    path.relative_to(ROOT).with_suffix("")
    for path in (ROOT / "aligner").rglob("*.py")
    if ">>> " in path.read_text("utf-8")
)


@pytest.mark.parametrize("path", EXAMPLES, ids=str)
def test_the_examples_in_docstrings_are_true(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    module = importlib.import_module(".".join(path.parts).removesuffix(".__init__"))
    result = doctest.testmod(module)
    assert result.attempted and not result.failed


def test_everything_public_is_listed_and_there() -> None:
    assert set(aligner.__all__) <= set(dir(aligner))
    assert all(getattr(aligner, name) for name in aligner.__all__)
    assert issubclass(aligner.AlignerError, Exception)
    assert (ROOT / "aligner" / "py.typed").is_file()


@pytest.fixture
def bitext() -> Bitext:
    src = Document.of_lines("a", "fr", ["un", "deux", "trois"])
    tgt = Document.of_lines("a", "en", ["one and two"])
    return Bitext(src, tgt, (Bead((0, 1), (0,), 0.9), Bead((2,), (), 0.8)))


def test_a_bitext_is_read_pair_by_pair(bitext: Bitext) -> None:
    assert list(bitext.pairs()) == [("un\ndeux", "one and two", 0.9), ("trois", "", 0.8)]


def test_what_is_large_shows_itself_in_a_few_words(bitext: Bitext) -> None:
    assert repr(bitext) == "<Bitext a, fr-en: 2 beads>"
    assert repr(bitext.src) == "<Document a, fr: 3 paragraphs>"
    assert repr(aligner.join([bitext])) == "<Multitext in fr, en: 2 rows>"


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda b: aligner.align("a.txt", b.tgt), "align takes a Document, not 'a.txt'"),
        (lambda b: aligner.align(b.src, None), "not a NoneType; read a file first"),
        (lambda b: aligner.extract_terms(b), r"write extract_terms\(\[bitext\]\)"),
        (lambda b: aligner.extract_terms([b.src]), "takes a Bitext, not a Document"),
        (lambda b: aligner.check(b.src), "check takes a Bitext"),
        (lambda b: aligner.run("a.txt"), "takes a list of files"),
        (lambda b: aligner.read("none.txt"), "no such file"),
    ],
)
def test_a_wrong_type_is_said_in_words(call, said: str, bitext: Bitext) -> None:
    with pytest.raises(aligner.AlignerError, match=said):
        call(bitext)


def test_a_file_may_be_named_by_a_string(tmp_path: Path) -> None:
    (tmp_path / "a.fr.txt").write_text("Le Conseil décide.\n", "utf-8")
    assert aligner.read(str(tmp_path / "a.fr.txt")).lang == "fr"
