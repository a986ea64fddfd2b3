"""All that a person can do, each deed a class of its own; see :class:`Deed`.

A new deed is a class in one of these modules, and nothing else: the door, the log, undo and redo
take it as it is.
"""

from aligner.store.deeds import (
    concepts,
    findings,
    holdings,
    moves,
    notes,
    repairs,
    rows,
    undoing,
    whole,
)
from aligner.store.deeds.deed import VERBS, Deed, Verb, Versioned, may

__all__ = [
    "VERBS",
    "Deed",
    "Verb",
    "Versioned",
    "concepts",
    "findings",
    "holdings",
    "may",
    "moves",
    "notes",
    "repairs",
    "rows",
    "undoing",
    "whole",
]
