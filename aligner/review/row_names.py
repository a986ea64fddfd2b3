"""What a row is called: one name each, the same wherever it is told of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from aligner.model import Kind
from aligner.store import OutlineRow

_ONCE = {Kind.TITLE: "title", Kind.ADOPTION: "adoption", Kind.ORGAN: "organ"}
_COUNTED = {
    Kind.HEADING: "heading",
    Kind.PREAMBULAR: "preamble",
    Kind.FOOTNOTE: "footnote",
    Kind.TABLE: "table",
}


def names(rows: Sequence[OutlineRow]) -> list[str]:
    """The names of a document's rows, no two the same.

    A numbered row goes by its number, after the annex that it stands in; one without a number by
    what it is and which of its kind. Where a number comes again, as in parts that each begin with
    1, the place of the row among all tells them apart.
    """
    several = max((row.annex for row in rows), default=0) > 1
    called = [_numbered(row, several) if row.label else "" for row in rows]
    kinds = [_ONCE.get(row.kind) or _COUNTED.get(row.kind, "text") for row in rows]
    unnumbered = Counter(kind for kind, name in zip(kinds, called, strict=True) if not name)
    met: Counter[str] = Counter()
    found = []
    for row, name, kind in zip(rows, called, kinds, strict=True):
        met[name or kind] += 1
        if not name:
            alone = row.kind in _ONCE and unnumbered[kind] == 1
            found.append(kind if alone else f"{kind} {met[kind]}")
        else:
            found.append(name if met[name] == 1 else f"{name} (row {row.position + 1})")
    return found


def _numbered(row: OutlineRow, several: bool) -> str:
    if not row.annex:
        return row.label
    return f"annex {row.annex}: {row.label}" if several else f"annex {row.label}"


def spelled(name: str) -> str:
    """A number as it compares: ``2(C)`` is ``2 (c)``."""
    return "".join(c for c in name.casefold() if c.isalnum())
