"""Certifying rows by a sample: which were drawn, what was found in them, what that says of all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from secrets import randbelow
from typing import Any

from aligner.model import CERTIFIED, Status
from aligner.review.sampling import Certificate, drawn, needed
from aligner.store import OutlineRow
from aligner.store.deeds import Versioned

SHARES = (0.05, 0.01, 0.005)
"""Shares of wrong rows that a person may ask to have certified."""
_SEEDS = 10**6


@dataclass(frozen=True, slots=True)
class Draw:
    """Rows that were drawn at random, as they stood then.

    Attributes:
        seed: Says which were drawn, so that the draw can be made again.
        rows: How many rows they were drawn from.
        sample: The paragraphs of each row that was drawn, by its id.
        rest: Ids of the others.
        languages: In which they are looked at, the pivot first.
    """

    seed: int
    rows: int
    sample: Mapping[int, Mapping[str, tuple[int, ...]]]
    rest: frozenset[int]
    languages: tuple[str, ...]

    @staticmethod
    def of(rows: Sequence[OutlineRow], share: float, languages: Sequence[str]) -> Draw:
        """Draw as many of some rows as have to be looked at for a share."""
        seed = randbelow(_SEEDS)
        ids = [row.id for row in rows]
        chosen = {*drawn(ids, needed(share, len(ids)), seed)}
        sample = {row.id: row.cells for row in rows if row.id in chosen}
        return Draw(seed, len(ids), sample, frozenset(ids) - chosen, tuple(languages))

    @property
    def held(self) -> dict[str, Any]:
        """All of it as JSON has it, to be kept."""
        sample = {
            str(row): {lang: [*ids] for lang, ids in c.items()} for row, c in self.sample.items()
        }
        return {
            "seed": self.seed,
            "rows": self.rows,
            "sample": sample,
            "rest": sorted(self.rest),
            "languages": list(self.languages),
        }

    @staticmethod
    def kept(held: Mapping[str, Any]) -> Draw:
        """A draw from what was kept of it."""
        sample = {
            int(row): {lang: tuple(ids) for lang, ids in cells.items()}
            for row, cells in held["sample"].items()
        }
        rest, languages = frozenset(held["rest"]), tuple(held["languages"])
        return Draw(held["seed"], held["rows"], sample, rest, languages)

    def waiting(self, rows: Iterable[OutlineRow]) -> int:
        """How many of the rows that were drawn nobody has decided on."""
        return sum(row.id in self.sample and row.status is Status.CANDIDATE for row in rows)

    def certificate(self, rows: Iterable[OutlineRow]) -> Certificate:
        """What the rows that were drawn say; each was right that was approved as it stood."""
        right = sum(
            row.status is Status.APPROVED and not row.edited and row.cells == self.sample[row.id]
            for row in rows
            if row.id in self.sample
        )
        return Certificate(self.rows, len(self.sample), len(self.sample) - right)

    def others(self, sure: Sequence[Versioned]) -> tuple[Versioned, ...]:
        """Those of the rows that were not drawn that still pass every guard, with versions."""
        return tuple((row, version) for row, version in sure if row in self.rest)

    def why(self, rows: Iterable[OutlineRow]) -> str:
        """What the log keeps of it."""
        return f"{CERTIFIED}{self.certificate(rows).sentence}; draw {self.seed:06}"
