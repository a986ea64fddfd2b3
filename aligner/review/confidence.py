"""A confidence as people read it: a colour, a word and a number."""

from __future__ import annotations

from dataclasses import dataclass

from aligner.model.thresholds import DOUBTFUL, SURE, UNCERTAIN, shown


@dataclass(frozen=True, slots=True)
class Band:
    """A stretch of confidences that go by one word.

    Attributes:
        word: What it is called; also the name of its colour in ``style.css``.
        floor: Least confidence that belongs to it.
        light: Its colour on a light page.
        dark: Its colour on a dark page.
    """

    word: str
    floor: float
    light: str
    dark: str


# Bands to read by, not tuned: a confidence is a probability, so "uncertain" is one that is wrong
# more than once in five. The colours keep apart in the three common kinds of colour blindness.
BANDS = (
    Band("sure", SURE, "#1f6f68", "#58b5ab"),
    Band("likely", UNCERTAIN, "#3f6ba0", "#86aedb"),
    Band("uncertain", DOUBTFUL, "#c98a17", "#e2ad4b"),
    Band("doubtful", 0.0, "#a8431f", "#ee9377"),
)


def band(confidence: float) -> Band:
    """The band of a confidence between 0 and 1, as it is drawn: in hundredths."""
    return next((band for band in BANDS if shown(confidence) >= band.floor), BANDS[-1])
