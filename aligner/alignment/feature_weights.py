"""What the features are worth, as learned and stored beside this module."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from aligner.alignment.feature_names import FEATURES
from aligner.errors import ModelError
from aligner.models import networks


@dataclass(frozen=True, slots=True)
class FeatureWeights:
    """Learned weights of the features.

    Attributes:
        name: Which set, with its version, for signatures.
        values: One weight a feature, in the order of :data:`FEATURES`.
    """

    name: str
    values: NDArray[np.float32]

    @property
    def use_rates(self) -> bool:
        """Whether it was learned what the rates of a document are worth."""
        return bool(self.values[[FEATURES.index("joined rate"), FEATURES.index("null rate")]].any())

    @staticmethod
    def of(name: str, table: Mapping[str, float]) -> FeatureWeights:
        """Weights from a table by feature name; features that it lacks are worth nothing."""
        return FeatureWeights(name, np.array([table.get(f, 0.0) for f in FEATURES], np.float32))


FILE = Path(__file__).with_name("feature_weights.json")


@cache
def load(similarity: str) -> FeatureWeights:
    """The weights that were learned for a kind of similarity (``lexical``, ``auto``, ...).

    Raises:
        ModelError: There are none, or they are of another version.
    """
    table, version = networks.read(
        FILE, lambda stored: (stored["weights"][similarity], stored["version"])
    )
    if set(table) != set(FEATURES):
        raise ModelError(
            f"{FILE}: its weights for '{similarity}' are of another version of the search; "
            "install the package again"
        )
    return FeatureWeights.of(f"{similarity}-{version}", table)
