"""What each pipeline is made of, as data."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Recipe:
    """How the pipeline of one language is made.

    Attributes:
        lang: BCP 47 code.
        primary: The treebank whose annotation is followed, and of which a tenth chooses nothing
            but shows how training goes.
        others: Further treebanks, harmonised with the primary one.
        test: The treebank kept for testing.
        tenth: True where there is one treebank only; every tenth sentence of it is the test.
        traditional: Treebanks in traditional Chinese characters, rewritten in simplified ones.
        capitals: True where headings in capitals exist.
        joined: True where the tokenizer cuts less often than the treebanks, so that its longer
            words are learned too.
        vocalised: True where the treebanks write vowels and European punctuation, and texts do not.
        lemmas: ``learned`` (edit trees), ``dictionary`` (pymorphy3) or ``none`` (words as such).
        dimensions: Length of the subword vectors.
        buckets: Rows of the table of subword vectors.
        ngrams: Shortest and longest subword in characters.
        rows: Rows of the embedding tables of LOWER, NORM, PREFIX, SUFFIX and SHAPE.
        steps: Updates of about 700 words each.
    """

    lang: str
    primary: str
    test: str
    others: tuple[str, ...] = ()
    tenth: bool = False
    traditional: frozenset[str] = frozenset()
    capitals: bool = False
    joined: bool = False
    vocalised: bool = False
    lemmas: str = "learned"
    dimensions: int = 64
    buckets: int = 12_000
    ngrams: tuple[int, int] = (2, 5)
    rows: tuple[int, int, int, int, int] = (2500, 1000, 500, 2000, 500)
    steps: int = 1200


RECIPES = {
    recipe.lang: recipe
    for recipe in (
        Recipe("es", "es_gsd-ud-dev", "es_gsd-ud-test", ("es_pud-ud-test",), capitals=True),
        Recipe(
            "ru",
            "ru_gsd-ud-dev",
            "ru_gsd-ud-test",
            ("ru_taiga-ud-dev", "ru_taiga-ud-test", "ru_pud-ud-test"),
            capitals=True,
            lemmas="dictionary",
            buckets=8_000,
        ),
        Recipe("ar", "ar_pud-ud-test", "ar_pud-ud-test", tenth=True, vocalised=True, ngrams=(2, 4)),
        Recipe(
            "zh",
            "zh_gsdsimp-ud-dev",
            "zh_gsdsimp-ud-test",
            ("zh_pud-ud-test",),
            traditional=frozenset({"zh_pud-ud-test"}),
            joined=True,
            lemmas="none",
            dimensions=56,
            buckets=22_000,
            ngrams=(1, 3),
        ),
    )
}
"""The recipes by language."""
