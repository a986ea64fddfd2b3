"""How likely it is that a reading of a damaged word is right, as a calibrated probability.

A logistic model of a dozen plain facts: how common the reading is in the language and in the
document, how often its confusions happen in the document by the evidence of *other* words, how far
the runner-up is. Trained by ``training/ocr/judgement.py`` on clean text with and without noise,
so that the probability is measured and not felt.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from aligner.reading.ocr.channel import Candidate, Channel, score
from aligner.reading.ocr.confusions import APOSTROPHE, MARKS, SPACE
from aligner.reading.ocr.lexicon import Lexicon

FEATURES = (
    "bias",
    "log share in the language",
    "log count in the document",
    "log rate of the confusions",
    "edits",
    "oddity",
    "length",
    "length at most 3",
    "margin to the runner-up",
    "capital first",
    "capital first, not by accents alone",
    "accented letter inside",
    "digit inside",
    "mark inside",
    "other words with the least attested confusion",
    "damage of the document",
    "accents only",
    "two words joined",
    "log excess of the damaged word over what the reading would have",
    "log share of the unknown words that have no reading",
    "log rate of the confusions, no less than one in a thousand",
    "log count in the document, of 7 letters or more",
    "no rival",
)

NO_RIVAL = 6.0
"""Margin, in powers of ten, of a reading that has no rival; also the greatest that counts."""


def features(
    word: str, readings: Sequence[Candidate], channel: Channel, lexicon: Lexicon, count: int
) -> list[float]:
    """The facts named in :data:`FEATURES` about the first of the readings.

    Args:
        word: What was read.
        readings: What it may have been, the best first; at least one.
        channel: The document's channel.
        lexicon: The words of the language.
        count: How often ``word`` stands in the document.
    """
    best = readings[0]
    rates = [math.log10(channel.rate(edit, without=1.0)) for edit in best.edits]
    margin = NO_RIVAL
    if len(readings) > 1:
        scores = [score(c, channel, lexicon) for c in readings[:2]]
        margin = min(NO_RIVAL, (scores[0] - scores[1]) / math.log(10))
    others = min(max(0.0, channel.evidence.get(edit, 0.0) - 1.0) for edit in best.edits)
    accents = all(edit.is_accent for edit in best.edits)
    capital = word[:1].isupper()
    return [
        1.0,
        math.log10(max(1e-9, lexicon.share(best.form))) + 5,
        math.log10(1 + channel.counts.get(best.form, 0)),
        sum(rates) + 2,
        len(best.edits) - 1.0,
        best.oddity - 1.0,
        min(len(word), 12) / 4 - 1,
        float(len(word) <= 3),
        margin / 2 - 1.5,
        float(capital),
        float(capital and not accents),
        float(any(c.isalpha() and not c.isascii() for c in word)),
        float(any(c.isdigit() for c in word)),
        float(any(c in MARKS for c in word)),
        math.log10(1 + others),
        math.log10(channel.damage + 1e-4) + 2,
        float(accents),
        float(SPACE in best.edits or APOSTROPHE in best.edits),
        max(0.0, math.log10(count / max(1.0, lexicon.share(best.form) * channel.total))),
        math.log10(channel.unreadable + 1e-3) + 2,
        max(-3.0, sum(rates)) + 2,
        math.log10(1 + channel.counts.get(best.form, 0)) if len(word) > 6 else 0.0,
        float(margin == NO_RIVAL),
    ]


def probability(weights: Sequence[float], facts: Sequence[float]) -> float:
    """Probability, 0 to 1, that the first reading is right."""
    odds = sum(w * f for w, f in zip(weights, facts, strict=True))
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, odds))))
