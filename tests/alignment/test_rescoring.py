"""The best beads that the search leaves are scored again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from aligner.alignment import feature_weights, lattice_kernels, rescoring
from aligner.alignment.lattice import solve
from aligner.alignment.search import align_units, ready
from aligner.errors import ModelError
from aligner.similarity.cues import cues
from aligner.similarity.providers import Static

FR = [
    "Article premier",
    "Le Conseil condamne tous les actes de traite des personnes.",
    "Page 3",
    "Il prie le Secrétaire général de lui faire rapport dans un délai de douze mois.",
    "Il décide de rester saisi de la question.",
]
EN = [
    "Article 1 The Council condemns all acts of trafficking in persons.",
    "It requests the Secretary-General to report to it within twelve months.",
    "It decides to remain seized of the matter.",
]


@pytest.fixture
def found() -> rescoring.PrunedLattice:
    return rescoring.pruned(
        *ready(FR, EN, Static(), (cues(FR), cues(EN)), feature_weights.load("static"))
    )


@pytest.fixture
def damaged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    path = tmp_path / "rescoring.json"
    monkeypatch.setattr(rescoring, "FILE", path)
    rescoring.load.cache_clear()
    yield path
    rescoring.load.cache_clear()


def nothing() -> rescoring.Network:
    width = len(rescoring.RESCORING_FEATURES)
    zero, one = np.zeros(width, np.float32), np.ones(width, np.float32)
    hidden = np.zeros((width, 2), np.float32)
    return rescoring.Network(zero, one, zero, hidden, hidden[0], hidden[0])


def test_a_network_that_says_nothing_leaves_the_search_its_path() -> None:
    pairing, lattice = ready(FR, EN, Static(), (cues(FR), cues(EN)), feature_weights.load("static"))
    searched = solve(lattice)
    weighed = rescoring.rescored(pairing, lattice, nothing())
    assert weighed.path == searched.path
    assert weighed.probability == pytest.approx(searched.probability, abs=0.02)


def test_what_is_left_are_few_beads_that_cover_both_sides(found: rescoring.PrunedLattice) -> None:
    assert len(found.cells) < 60
    for side, units in enumerate((FR, EN)):
        ends, lengths = found.cells[:, side], found.cells[:, side + 2]
        covered = {e - x for e, k in zip(ends, lengths, strict=True) for x in range(k)}
        assert covered == set(range(1, len(units) + 1))


def test_probabilities_of_beads_sum_to_one_over_each_unit(found: rescoring.PrunedLattice) -> None:
    before, after, nodes = found.edges()
    total = lattice_kernels.edge_weights(before, after, found.scores, nodes)
    chances = lattice_kernels.edge_chances(before, after, found.scores, total)
    for unit in range(1, len(FR) + 1):
        over = (found.cells[:, 0] - found.cells[:, 2] < unit) & (unit <= found.cells[:, 0])
        assert chances[over].sum() == pytest.approx(1)


def test_page_furniture_between_paragraphs_is_left_out() -> None:
    beads = align_units(FR, EN, Static()).beads
    assert [(b.src, b.tgt) for b in beads] == [
        ((0, 1), (0,)), ((2,), ()), ((3,), (1,)), ((4,), (2,))
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{}", '{"features": ["csls"], "networks": {}}', '{"networks": {"static": 1}}'],
)
def test_a_damaged_or_older_file_is_one_clear_line(damaged: Path, text: str) -> None:
    damaged.write_text(text, "utf-8")
    with pytest.raises(ModelError, match="install the package again"):
        rescoring.load("static")


def test_a_missing_file_is_one_clear_line(damaged: Path) -> None:
    with pytest.raises(ModelError, match=r"rescoring\.json"):
        rescoring.load("static")
