"""Pairs over one pivot become rows over all languages."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from aligner.alignment import join
from aligner.model import Bead, Bitext, Document


def document(lang: str, count: int) -> Document:
    return Document.of_lines("doc", lang, [f"{lang} {i}" for i in range(count)])


def bitext(lang: str, count: int, *beads: Bead, pivot: int = 3) -> Bitext:
    return Bitext(document("fr", pivot), document(lang, count), beads)


def test_rows_hold_what_any_bead_holds_together() -> None:
    en = bitext("en", 2, Bead((0,), (0,)), Bead((1, 2), (1,), 0.7, "2 paragraphs against 1"))
    es = bitext("es", 3, *(Bead((i,), (i,)) for i in range(3)))
    rows = join([en, es]).rows
    assert [dict(row.cells) for row in rows] == [
        {"fr": (0,), "en": (0,), "es": (0,)},
        {"fr": (1, 2), "en": (1,), "es": (1, 2)},
    ]
    assert rows[1].confidence == 0.7
    assert rows[1].reason == "en: 2 paragraphs against 1"


def test_what_the_pivot_lacks_stands_after_the_row_before_it() -> None:
    en = bitext("en", 4, Bead((0,), (0,)), Bead((), (1,)), Bead((1,), (2,)), Bead((2,), (3,)))
    rows = join([en]).rows
    assert [row.cells["en"] for row in rows] == [(0,), (1,), (2,), (3,)]
    assert rows[1].cells["fr"] == ()


shapes = st.lists(st.sampled_from([(1, 1), (1, 2), (2, 1), (1, 0), (0, 1)]), max_size=12)


@given(shapes, shapes)
def test_every_paragraph_is_in_exactly_one_row(
    first: list[tuple[int, int]], second: list[tuple[int, int]]
) -> None:
    pivot = max(sum(k for k, _ in first), sum(k for k, _ in second))
    bitexts = []
    for lang, chain in (("en", first), ("es", second)):
        i = j = 0
        beads = []
        for k, ell in chain:
            beads.append(Bead(tuple(range(i, i + k)), tuple(range(j, j + ell))))
            i, j = i + k, j + ell
        beads += [Bead((x,), ()) for x in range(i, pivot)]
        bitexts.append(bitext(lang, j, *beads, pivot=pivot))
    multitext = join(bitexts)
    for lang, whole in multitext.documents.items():
        found = sorted(i for row in multitext.rows for i in row.cells[lang])
        assert found == [p.id for p in whole.paragraphs]
    pivots = [min(row.cells["fr"]) for row in multitext.rows if row.cells["fr"]]
    assert pivots == sorted(pivots)
