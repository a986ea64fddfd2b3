"""What speaks for a bead does not depend on the block in which it is looked at."""

from __future__ import annotations

import numpy as np
import pytest

from aligner.alignment import feature_weights
from aligner.alignment.band import whole
from aligner.alignment.feature_names import BEAD_FEATURES, PARTS, SHAPE_FEATURES, Feature
from aligner.alignment.features import Pairing, described, scores
from aligner.alignment.lattice import NEVER, SHAPES, WIDTH, Band
from aligner.alignment.pairing import pair
from aligner.similarity.cues import cues
from aligner.similarity.providers import Static

FR = [
    "Article premier",
    "Le Conseil condamne tous les actes de traite des personnes.",
    "2. Il prie le Secrétaire général de lui faire rapport dans un délai de 12 mois.",
    "Il décide de rester saisi de la question.",
]
EN = [
    "Article 1 The Council condemns all acts of trafficking in persons.",
    "2. It requests the Secretary-General to report to it within 12 months.",
    "It decides",
    "to remain seized of the matter.",
]


@pytest.fixture(scope="module")
def pairing() -> Pairing:
    return pair(Static().compare(FR, EN, WIDTH), cues(FR), cues(EN), whole(len(FR), len(EN)))


def features(pairing: Pairing, i: int, j: int, k: int, ell: int) -> dict[str, float]:
    bead = np.array([[SHAPES.index((k, ell)), i, j]])
    found = described(pairing, range(i, i + 1), range(j, j + 1), bead)[0]
    return dict(zip(BEAD_FEATURES, found.tolist(), strict=True))


def test_each_number_belongs_to_the_feature_of_its_name() -> None:
    for feature in Feature:
        assert BEAD_FEATURES[feature] == feature.name.lower().replace("_", " ")


def test_the_parts_of_a_bead_lack_one_unit() -> None:
    for shape, parts in zip(SHAPES, PARTS, strict=True):
        for side, part in enumerate(parts):
            shorter = tuple(length - (i == side) for i, length in enumerate(shape))
            assert (SHAPES[part] if part >= 0 else None) == (shorter if all(shorter) else None)


def test_a_bead_has_one_shape(pairing: Pairing) -> None:
    for k, ell in SHAPES[:4]:
        found = features(pairing, k, ell, k, ell)
        named = {BEAD_FEATURES[f] for f in set(SHAPE_FEATURES.tolist())}
        assert sum(found[name] for name in named) == 1


def test_numbers_and_labels_agree_where_they_are_the_same(pairing: Pairing) -> None:
    found = features(pairing, 3, 2, 1, 1)
    assert found["numbers agree"] == pytest.approx(1)
    assert found["labels agree"] == pytest.approx(1)
    assert found["numbers differ"] == pytest.approx(0, abs=1e-6)


def test_a_heading_that_ran_into_its_paragraph_is_a_joint_on_both_sides(pairing: Pairing) -> None:
    fr = ["Entrée en vigueur", *("le texte et la loi entrent en vigueur" for _ in range(3))]
    en = ["Coming into force This text", *("this text and the law come into force" for _ in fr)]
    joined = pair(Static().compare(fr, en, WIDTH), cues(fr), cues(en), whole(len(fr), len(en)))
    assert features(joined, 2, 1, 2, 1)["open differ"] == 0
    assert features(joined, 1, 1, 1, 1)["open differ"] > 0


def test_scores_are_the_same_in_any_block(pairing: Pairing) -> None:
    weights = feature_weights.load("static").values
    n, m = len(FR), len(EN)
    table = scores(pairing, weights, range(n + 1), range(m + 1))
    for row in range(1, n + 1):
        for col in range(1, m + 1):
            cell = scores(pairing, weights, range(row, row + 1), range(col, col + 1))
            assert cell[:, 0, 0] == pytest.approx(table[:, row, col], abs=1e-4)


def test_scores_are_the_weighted_features(pairing: Pairing) -> None:
    weights = feature_weights.load("static").values
    for k, ell in [(1, 1), (2, 1), (1, 3), (2, 2)]:
        own = scores(pairing, weights, range(4, 5), range(4, 5), [(k, ell)])[0, 0, 0]
        found = features(pairing, 4, 4, k, ell)
        assert own == pytest.approx(weights[: len(found)] @ np.array([*found.values()]), abs=1e-4)


def test_beads_that_leave_the_band_have_no_score(pairing: Pairing) -> None:
    weights = feature_weights.load("static").values
    band = Band(np.array([0, 0, 1, 2, 3]), np.array([2, 3, 4, 5, 5]))
    table = scores(pairing, weights, range(1, 5), range(5), band=band)
    assert table[SHAPES.index((1, 1)), 1, 2] > NEVER
    assert table[SHAPES.index((1, 1)), 3, 1] == NEVER
    assert table[SHAPES.index((1, 3)), 3, 4] == NEVER
