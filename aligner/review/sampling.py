"""How many rows may be wrong, told from a random sample that somebody looked at.

Acceptance sampling: of rows that nobody looks at one by one, some drawn at random are looked at,
and the number of wrong ones among these bounds the share of wrong ones among all. The bound is the
exact one of Clopper and Pearson (1934), "The use of confidence or fiducial limits", Biometrika 26:
the greatest share at which so few wrong ones in the sample are not yet unlikely. It takes the
sample as drawn with replacement, so of a finite document it is on the safe side.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, log
from random import Random

CONFIDENCE = 0.95
"""Probability with which a bound holds, unless another is asked for."""


@dataclass(frozen=True, slots=True)
class Certificate:
    """What a sample says of all rows that it was drawn from.

    Attributes:
        rows: How many rows there are.
        looked: How many of them, drawn at random, somebody looked at.
        wrong: How many of these were wrong.
        confidence: Probability with which :attr:`bound` holds.
    """

    rows: int
    looked: int
    wrong: int = 0
    confidence: float = CONFIDENCE

    @property
    def bound(self) -> float:
        """The share of wrong rows that is not exceeded; 1 where nothing was looked at."""
        if self.looked >= self.rows:
            return self.wrong / max(1, self.rows)
        return upper_bound(self.looked, self.wrong, self.confidence)

    @property
    def sentence(self) -> str:
        """The same in words; the share is rounded up, so that it is never too good.

        >>> Certificate(4812, 598).sentence
        'at most 0.5 % of these 4,812 rows are wrong, with 95 % confidence (598 looked at, 0 wrong)'
        """
        share = ceil(1000 * self.bound - 1e-9) / 10
        return (
            f"at most {share:.1f} % of these {self.rows:,} rows are wrong, with "
            f"{100 * self.confidence:g} % confidence ({self.looked:,} looked at, "
            f"{self.wrong:,} wrong)"
        )


def upper_bound(looked: int, wrong: int, confidence: float = CONFIDENCE) -> float:
    """The exact binomial upper bound of a share.

    Args:
        looked: Size of the sample, 0 or more.
        wrong: How many of it were wrong, at most `looked`.
        confidence: Probability with which the bound holds, above 0 and below 1.

    Returns:
        The greatest share, 0 to 1, at which so few wrong ones or fewer have a probability of
        `1 - confidence` still.

    >>> round(upper_bound(59, 0), 3), round(upper_bound(93, 1), 3)
    (0.05, 0.05)
    """
    from scipy.stats import beta

    if wrong >= looked:
        return 1.0
    return float(beta.ppf(confidence, wrong + 1, looked - wrong))


def needed(share: float, rows: int, confidence: float = CONFIDENCE) -> int:
    """How many rows to look at, none of them wrong, so that at most a share of all is wrong.

    Args:
        share: Above 0 and below 1.
        rows: How many there are; never more than these are needed.
        confidence: Probability with which it shall hold.

    >>> needed(0.05, 4812), needed(0.01, 4812), needed(0.005, 4812), needed(0.01, 40)
    (59, 299, 598, 40)
    """
    return min(rows, ceil(log(1 - confidence) / log(1 - share)))


def drawn(rows: Sequence[int], count: int, seed: int) -> list[int]:
    """Some rows drawn at random, each as likely as the other, in the order of the document.

    Args:
        rows: Ids to draw from, in order.
        count: How many; all where there are no more.
        seed: Says which, so that the draw can be made again.
    """
    chosen = {*Random(seed).sample(range(len(rows)), min(count, len(rows)))}
    return [row for i, row in enumerate(rows) if i in chosen]
