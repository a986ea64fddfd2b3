"""Whatever the units are, every id comes back exactly once, and likely beads are found."""

from __future__ import annotations

import json
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aligner.alignment.search import align_units
from aligner.errors import UsageError
from aligner.model import Bead
from aligner.similarity import encoder
from aligner.similarity.lexical import Lexical
from aligner.similarity.providers import Embedding

ENGLISH = [
    "The Convention of 1951 protects refugees in all States parties.",
    "Resolution 2253 (2015) concerns terrorism and its financing.",
    "Article 15 deals with jurisdiction over transnational crime.",
    "The Council met on 20 December 2016 and adopted 12 decisions.",
    "INTERPOL and UNODC provide technical assistance on request.",
    "Annex 7 lists 340 victims who were identified in 2014.",
]
FRENCH = [
    "La Convention de 1951 protège les réfugiés dans tous les États parties.",
    "La résolution 2253 (2015) concerne le terrorisme et son financement.",
    "L'article 15 traite de la juridiction en matière de crime transnational.",
    "Le Conseil s'est réuni le 20 décembre 2016 et a adopté 12 décisions.",
    "INTERPOL et l'ONUDC fournissent une assistance technique sur demande.",
    "L'annexe 7 énumère 340 victimes qui ont été identifiées en 2014.",
]


def ids(beads: tuple[Bead, ...]) -> tuple[list[int], list[int]]:
    return [i for b in beads for i in b.src], [j for b in beads for j in b.tgt]


def align(src: list[str], tgt: list[str]) -> tuple[Bead, ...]:
    return align_units(src, tgt, Lexical()).beads


def test_parallel_units_are_paired_one_to_one() -> None:
    assert [(b.src, b.tgt) for b in align(ENGLISH, FRENCH)] == [((i,), (i,)) for i in range(6)]


def test_an_omission_is_found_rather_than_swallowed() -> None:
    found = align(ENGLISH, FRENCH[:2] + FRENCH[3:])
    assert Bead((2,), ()) in [Bead(b.src, b.tgt) for b in found]


def test_a_merged_unit_becomes_one_bead() -> None:
    merged = [*FRENCH[:3], f"{FRENCH[3]} {FRENCH[4]}", FRENCH[5]]
    assert ((3, 4), (3,)) in [(b.src, b.tgt) for b in align(ENGLISH, merged)]


def test_one_empty_side_makes_omissions_only() -> None:
    assert align([], FRENCH) == tuple(Bead((), (j,)) for j in range(6))
    assert align(ENGLISH, []) == tuple(Bead((i,), ()) for i in range(6))
    assert align([], []) == ()


ODD_UNITS = st.lists(
    st.one_of(
        st.just(""),
        st.just("   "),
        st.from_regex(r"\A[0-9]{1,12}\Z"),
        st.text(max_size=40),
        st.sampled_from(ENGLISH + FRENCH),
    ),
    max_size=12,
)


@settings(max_examples=60)
@given(ODD_UNITS, ODD_UNITS)
def test_every_id_comes_back_once_and_in_order_unless_marked(
    src: list[str], tgt: list[str]
) -> None:
    found = align(src, tgt)
    src_ids, tgt_ids = ids(found)
    assert (sorted(src_ids), sorted(tgt_ids)) == (list(range(len(src))), list(range(len(tgt))))
    assert src_ids == sorted(src_ids)
    assert tgt_ids == sorted(tgt_ids) or any(bead.crossing for bead in found)
    assert all(0 <= bead.confidence <= 1 for bead in found)


def test_a_document_that_is_ten_times_as_long_is_no_obstacle() -> None:
    found = align(ENGLISH, FRENCH * 10)
    assert ids(found) == (list(range(6)), list(range(60)))


def test_identical_units_a_thousand_times_over_end_in_bounded_time() -> None:
    found = align(["[Amendment]"] * 1000, ["[Modification]"] * 990)
    assert ids(found) == (list(range(1000)), list(range(990)))


def test_a_unit_of_fifty_thousand_characters_is_aligned_like_any_other() -> None:
    long = " ".join(f"mot{i}" for i in range(8000))
    found = align([*ENGLISH, long], [*FRENCH, long])
    assert (found[-1].src, found[-1].tgt) == ((6,), (6,))


def test_in_reversed_order_what_is_wrong_is_not_sure() -> None:
    found = align(ENGLISH, FRENCH[::-1])
    src, tgt = ids(found)
    assert (sorted(src), sorted(tgt)) == (list(range(6)), list(range(6)))
    wrong = [bead for bead in found if (bead.src, bead.tgt) != (bead.src, (5 - bead.src[0],))]
    assert all(bead.confidence < 0.8 for bead in wrong)


def test_long_documents_are_searched_in_a_band_and_still_found() -> None:
    draw = random.Random(7)
    numbers = [str(draw.randint(1000, 999_999)) for _ in range(1500)]
    src = [f"Item {n} was received and filed under {n[::-1]}." for n in numbers]
    tgt = [f"Le point {n} a été reçu et classé sous {n[::-1]}." for n in numbers]
    del tgt[400:460]
    found = align(src, tgt)
    expected = {(i, i if i < 400 else i - 60) for i in range(1500) if not 400 <= i < 460}
    right = sum((b.src[0], b.tgt[0]) in expected for b in found if b.shape == "1-1")
    assert ids(found) == (list(range(1500)), list(range(1440)))
    assert right >= 1420


def test_beads_are_written_as_the_contract_says() -> None:
    bead = align(ENGLISH, FRENCH)[0]
    record = json.loads(
        json.dumps({"src": list(bead.src), "tgt": list(bead.tgt), "confidence": bead.confidence})
    )
    assert record["src"] == [0] and record["tgt"] == [0] and 0 <= record["confidence"] <= 1


def test_vectors_of_ones_own_are_enough() -> None:
    def embed(texts: list[str]) -> list[list[float]]:
        return [[3 * value for value in row] for row in encoder.load().embed(texts).tolist()]

    found = align_units(
        FRENCH[1:], [*ENGLISH[1:3], "Furniture of the page", *ENGLISH[3:]], Embedding(embed)
    )
    pairs = [(bead.src, bead.tgt) for bead in found.beads]
    assert pairs == [((0,), (0,)), ((1,), (1,)), ((), (2,)), *(((i,), (i + 1,)) for i in (2, 3, 4))]


def test_vectors_that_are_none_are_told_in_one_line() -> None:
    with pytest.raises(UsageError, match="one row of finite numbers for each"):
        align_units(FRENCH, ENGLISH, Embedding(lambda texts: [1.0]))
