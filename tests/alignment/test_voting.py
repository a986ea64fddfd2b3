"""Several languages settle what two of them disagree on."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from aligner.alignment import join
from aligner.alignment.voting import beads, voted
from aligner.model import Bead, Bitext, Document

LANGUAGES = ("fr", "en", "es", "ru")
ONE_TO_ONE = tuple(Bead((i,), (i,), 0.95) for i in range(4))


def document(lang: str, count: int = 4) -> Document:
    return Document.of_lines("doc", lang, [f"{lang} {i}" for i in range(count)])


def pairs(**odd: Sequence[Bead]) -> list[Bitext]:
    """All pairs one to one, but for those that are named, such as ``fr_en``."""
    return [
        Bitext(document(a), document(b), tuple(odd.get(f"{a}_{b}", ONE_TO_ONE)))
        for a, b in combinations(LANGUAGES, 2)
    ]


def rows(bitexts: list[Bitext]) -> list[dict[str, tuple[int, ...]]]:
    direct = {(bitext.src.lang, bitext.tgt.lang): bitext for bitext in bitexts}
    over_pivot = [bitext for bitext in bitexts if bitext.src.lang == "fr"]
    made = join(over_pivot, lambda a, b: direct[a.lang, b.lang]).rows
    return [dict(row.cells) for row in made]


def test_an_error_of_one_pair_is_outvoted() -> None:
    merged = (ONE_TO_ONE[0], Bead((1, 2), (1,), 0.7), Bead((), (2,), 0.7), ONE_TO_ONE[3])
    assert rows(pairs(fr_en=merged)) == [dict.fromkeys(LANGUAGES, (i,)) for i in range(4)]


def test_what_is_really_merged_in_one_language_stays_together() -> None:
    three = (Bead((0,), (0,), 0.85), Bead((1, 2), (1,), 0.85), Bead((3,), (2,), 0.85))
    mirrored = tuple(Bead(bead.tgt, bead.src, 0.85) for bead in three)
    bitexts = [
        Bitext(document(a, 4 - (a == "en")), document(b, 4 - (b == "en")), held)
        for a, b, held in (
            ("fr", "en", three),
            ("fr", "es", ONE_TO_ONE),
            ("fr", "ru", ONE_TO_ONE),
            ("en", "es", mirrored),
            ("en", "ru", mirrored),
            ("es", "ru", ONE_TO_ONE),
        )
    ]
    assert rows(bitexts)[1] == {"fr": (1, 2), "en": (1,), "es": (1, 2), "ru": (1, 2)}
    fine = list(beads(voted(bitexts), "es", "ru"))
    assert [(bead.src, bead.tgt) for bead in fine] == [((i,), (i,)) for i in range(4)]


def test_paragraphs_that_the_pivot_lacks_find_each_other() -> None:
    without = (*(Bead((i,), (i,), 0.9) for i in range(3)), Bead((3,), (), 0.9), Bead((), (3,), 0.9))
    bitexts = pairs(fr_en=without, fr_es=without, fr_ru=without)
    assert rows(bitexts)[3:] == [
        {"fr": (), "en": (3,), "es": (3,), "ru": (3,)},
        {"fr": (3,), "en": (), "es": (), "ru": ()},
    ]


def test_a_row_says_which_pairs_would_have_it_otherwise() -> None:
    merged = (ONE_TO_ONE[0], Bead((1, 2), (1,), 0.7), Bead((), (2,), 0.7), ONE_TO_ONE[3])
    bitexts = pairs(fr_en=merged)
    direct = {(bitext.src.lang, bitext.tgt.lang): bitext for bitext in bitexts}
    made = join(bitexts[:3], lambda a, b: direct[a.lang, b.lang]).rows
    assert made[0].reason == ""
    assert made[1].reason == "fr-en alone would pair it otherwise"
    assert made[1].confidence < made[0].confidence == 0.95


def test_where_nothing_is_in_doubt_no_other_pair_is_asked() -> None:
    def direct(one: Document, other: Document) -> Bitext:
        raise AssertionError(f"{one.lang}-{other.lang} was aligned")

    made = join(pairs()[:3], direct).rows
    assert [dict(row.cells) for row in made] == [dict.fromkeys(LANGUAGES, (i,)) for i in range(4)]


chains = st.lists(st.sampled_from([(1, 1), (1, 2), (2, 1), (2, 2), (1, 0), (0, 1)]), max_size=6)


@settings(max_examples=50)
@given(st.lists(chains, min_size=6, max_size=6), st.integers(0, 5))
def test_whatever_the_pairs_say_every_paragraph_is_in_exactly_one_row(
    drawn: list[list[tuple[int, int]]], count: int
) -> None:
    bitexts = []
    for (a, b), chain in zip(combinations(LANGUAGES, 2), drawn, strict=True):
        i = j = 0
        held = []
        for k, ell in chain:
            k, ell = min(k, count - i), min(ell, count - j)
            held.append(Bead(tuple(range(i, i + k)), tuple(range(j, j + ell)), 0.5))
            i, j = i + k, j + ell
        held += [Bead((x,), (), 0.5) for x in range(i, count)]
        held += [Bead((), (y,), 0.5) for y in range(j, count)]
        kept = tuple(bead for bead in held if bead.src or bead.tgt)
        bitexts.append(Bitext(document(a, count), document(b, count), kept))
    made = rows(bitexts)
    for lang in LANGUAGES:
        assert sorted(i for row in made for i in row[lang]) == list(range(count))
