"""Small networks and tables of weights that ship as JSON beside the module that asks them."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar

import numpy as np

from aligner.errors import ModelError

T = TypeVar("T")


def read(path: Path, make: Callable[[Any], T]) -> T:
    """What is made of a file of weights.

    Args:
        path: A JSON file.
        make: Makes it of what the file holds; may raise the errors of wrong keys and types.

    Raises:
        ModelError: The file is missing, damaged or not what ``make`` needs.
    """
    try:
        return make(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        wrong = f"no {error} in it" if isinstance(error, KeyError) else error
        raise ModelError(f"{path}: cannot be used ({wrong}); install the package again") from error


def network(kind: Callable[..., T], stored: Mapping[str, Any]) -> T:
    """A network from its weights by name: lists become arrays, numbers stay numbers."""
    return kind(
        **{
            name: np.array(value, np.float32) if isinstance(value, list) else float(value)
            for name, value in stored.items()
        }
    )
