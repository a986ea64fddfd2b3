"""What holds of every alignment, whatever the texts."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aligner.alignment.search import Aligned, align_units
from aligner.errors import ModelError
from aligner.model import UNCERTAIN, Bead
from aligner.similarity.lexical import Lexical
from aligner.similarity.providers import Static, provider

FEW = settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])

units = st.lists(
    st.one_of(
        st.text(max_size=40),
        st.sampled_from(
            ["", "   ", "1", "2253 (2015)", "Article premier", "[Abrogé]", "第十七条", "\u200f"]
        ),
    ),
    max_size=14,
)
providers = st.sampled_from([Static(), Lexical()])


def every_id_once(found: Aligned, src: Sequence[str], tgt: Sequence[str]) -> bool:
    return sorted(i for b in found.beads for i in b.src) == list(range(len(src))) and sorted(
        j for b in found.beads for j in b.tgt
    ) == list(range(len(tgt)))


def in_bounds(found: Aligned) -> bool:
    return all(0 <= bead.confidence <= 1 for bead in found.beads)


def sides(found: Aligned) -> set[tuple[tuple[int, ...], tuple[int, ...]]]:
    return {(bead.src, bead.tgt) for bead in found.beads}


@FEW
@given(units, units, providers)
def test_every_id_is_in_exactly_one_bead(
    src: list[str], tgt: list[str], likeness: Static | Lexical
) -> None:
    found = align_units(src, tgt, likeness)
    assert every_id_once(found, src, tgt)
    assert in_bounds(found)


@FEW
@given(st.permutations(range(12)), st.sets(st.integers(0, 11), max_size=3))
def test_sides_that_change_places_give_mirrored_beads(order: list[int], dropped: set[int]) -> None:
    src = [FRENCH[i] for i in order]
    tgt = [ENGLISH[i] for i in order if i not in dropped]
    there = align_units(src, tgt, Static())
    back = align_units(tgt, src, Static())
    sure = {(b.src, b.tgt) for b in there.beads if b.confidence > 0.6}
    assert sure <= {(tgt, src) for src, tgt in sides(back)}


@FEW
@given(st.integers(0, 12), st.booleans())
def test_a_paragraph_put_in_changes_its_neighbourhood_only(place: int, in_source: bool) -> None:
    before = align_units(FRENCH, ENGLISH, Static())
    stranger = "Le chocolat de l’usine fond au soleil de juillet, dit la chanson du marin."
    src = [*FRENCH[:place], *([stranger] if in_source else []), *FRENCH[place:]]
    tgt = [*ENGLISH[:place], *([] if in_source else [stranger]), *ENGLISH[place:]]
    after = align_units(src, tgt, Static())

    def far(bead: Bead) -> bool:
        return all(abs(i - place) > 3 for i in (*bead.src, *bead.tgt))

    def moved(bead: Bead) -> Bead:
        shift = [lambda i, own=own: i - (own and i > place) for own in (in_source, not in_source)]
        return Bead(tuple(map(shift[0], bead.src)), tuple(map(shift[1], bead.tgt)))

    assert {(b.src, b.tgt) for b in before.beads if far(b)} <= {
        (b.src, b.tgt) for b in map(moved, after.beads)
    }


@pytest.mark.parametrize("name", ["static", "lexical"])
class TestBadInput:
    """An answer in bounded time with low confidence, never a lost id."""

    def test_units_that_are_empty(self, name: str) -> None:
        src = [*FRENCH[:4], "", "  ", *FRENCH[4:], "\t"]
        found = align_units(src, ENGLISH, provider(name))
        assert every_id_once(found, src, ENGLISH)
        empty = {i for i, text in enumerate(src) if not text.strip()}
        assert {b.src[0] for b in found.beads if b.src and not b.tgt} >= empty

    def test_no_units_at_all(self, name: str) -> None:
        assert align_units([], [], provider(name)).beads == ()
        assert every_id_once(align_units([], ENGLISH, provider(name)), [], ENGLISH)

    def test_units_that_are_all_digits(self, name: str) -> None:
        draw = random.Random(7)
        src = [str(draw.randrange(10**6)) for _ in range(40)]
        found = align_units(src, src, provider(name))
        assert sides(found) == {((i,), (i,)) for i in range(40)}

    @pytest.mark.parametrize("unit", ["mot " * 12_500, "x" * 50_000, "界" * 50_000])
    def test_a_unit_of_fifty_thousand_characters(self, name: str, unit: str) -> None:
        src = [*FRENCH[:6], unit, *FRENCH[6:]]
        found = align_units(src, ENGLISH, provider(name))
        assert every_id_once(found, src, ENGLISH)
        assert ((1,), (1,)) in sides(found)
        assert ((9,), (8,)) in sides(found)

    def test_a_side_in_the_wrong_language(self, name: str) -> None:
        found = align_units(FRENCH, FINNISH, provider(name))
        assert every_id_once(found, FRENCH, FINNISH)
        assert mean_confidence(found) < 0.6

    def test_a_side_ten_times_longer(self, name: str) -> None:
        tgt = [f"{text} {k}" for k in range(10) for text in ENGLISH]
        found = align_units(FRENCH, tgt, provider(name))
        assert every_id_once(found, FRENCH, tgt)

    def test_identical_units_over_and_over(self, name: str) -> None:
        src, tgt = ["[Abrogé]"] * 60, ["[Abrogé]"] * 55
        found = align_units(src, tgt, provider(name))
        assert every_id_once(found, src, tgt)
        assert mean_confidence(found) < 0.5

    def test_a_file_in_reverse_order(self, name: str) -> None:
        found = align_units(FRENCH, ENGLISH[::-1], provider(name))
        assert every_id_once(found, FRENCH, ENGLISH)
        right = {((i,), (11 - i,)) for i in range(12)}
        assert not [
            bead
            for bead in found.beads
            if not bead.is_null and (bead.src, bead.tgt) not in right
            if bead.confidence >= UNCERTAIN
        ]


def mean_confidence(found: Aligned) -> float:
    full = [bead.confidence for bead in found.beads if not bead.is_null]
    return sum(full) / len(full) if full else 0.0


class TestWeights:
    """Weights of the search that cannot be used are named."""

    @pytest.mark.parametrize(
        "stored", [None, "", '{"weights": {"static": {"csls"', '{"version": "0"}', "[]"]
    )
    def test_missing_cut_short_or_of_another_version(
        self, stored: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        from aligner.alignment import feature_weights

        file = tmp_path / "weights.json"
        if stored is not None:
            file.write_text(stored, "utf-8")
        monkeypatch.setattr(feature_weights, "FILE", file)
        feature_weights.load.cache_clear()
        try:
            with pytest.raises(ModelError, match=r"weights\.json"):
                align_units(FRENCH, ENGLISH, Static())
        finally:
            feature_weights.load.cache_clear()


FRENCH = (
    "Le Conseil de sécurité,",
    "Rappelant sa résolution 2253 (2015) du 17 décembre 2015,",
    "Condamnant la traite des êtres humains dans les zones de conflit armé,",
    "Préoccupé par le sort des femmes et des enfants déplacés,",
    "Prenant note du rapport du Secrétaire général,",
    "1. Demande aux États Membres de prendre des mesures décisives ;",
    "2. Encourage les États à ratifier le Protocole de Palerme ;",
    "3. Prie le Secrétaire général de lui faire rapport dans les 12 mois ;",
    "4. Invite les organismes régionaux à échanger des informations ;",
    "5. Souligne le rôle des tribunaux dans la poursuite des coupables ;",
    "6. Engage les missions de maintien de la paix à former leur personnel ;",
    "7. Décide de rester saisi de la question.",
)
ENGLISH = (
    "The Security Council,",
    "Recalling its resolution 2253 (2015) of 17 December 2015,",
    "Condemning trafficking in persons in areas of armed conflict,",
    "Concerned about the plight of displaced women and children,",
    "Taking note of the report of the Secretary-General,",
    "1. Calls upon Member States to take decisive action;",
    "2. Encourages States to ratify the Palermo Protocol;",
    "3. Requests the Secretary-General to report to it within 12 months;",
    "4. Invites regional bodies to exchange information;",
    "5. Stresses the role of courts in prosecuting those responsible;",
    "6. Urges peacekeeping missions to train their personnel;",
    "7. Decides to remain seized of the matter.",
)
FINNISH = (
    "Vene lähti rannasta aamulla.",
    "Mummo keitti kahvia ja leipoi pullaa koko päivän, vaikka satoi.",
    "Missä sinun kissasi on?",
    "Metsässä kasvoi mustikoita.",
    "Juna oli myöhässä, joten ostimme lipun vasta illalla ja odotimme asemalla kaksi tuntia.",
    "Hyvää yötä!",
    "Lapset hiihtivät järven jäällä keväällä.",
    "Kirjasto avataan kello yhdeksän.",
)
