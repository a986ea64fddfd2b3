"""Words can be read by everybody: contrasts of at least 4.5 to 1, light and dark."""

from __future__ import annotations

import re

import pytest

from aligner.review.frame import desk

STYLE = (desk.STYLES / "style.css").read_text(encoding="utf-8")
COLOURS = dict(re.findall(r"--al-([\w-]+): light-dark\((#\w{6}, #\w{6})\)", STYLE))
PAGE = "#fbfbf9, #15191d"
WORDS = (
    "ink", "quiet", "faint", "accent", "sure", "likely", "uncertain-ink", "doubtful", "wrong",
)  # fmt: skip
BEHIND = ("paper", "tint", "accent-tint")


def luminance(colour: str) -> float:
    """Relative luminance, as WCAG 2.2 defines it."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted(map(luminance, (one, other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("word", WORDS)
def test_words_stand_out_from_what_is_behind_them(word: str, theme: int) -> None:
    for behind in (*map(COLOURS.__getitem__, BEHIND), PAGE):
        ink, paper = (pair.split(", ")[theme] for pair in (COLOURS[word], behind))
        assert contrast(ink, paper) >= 4.5, f"{word}: {ink} on {paper}"


def test_marks_are_read_on_their_own_colour() -> None:
    for colour in ("wrong", "uncertain-ink"):
        pairs = (COLOURS[name].split(", ") for name in ("paper", colour))
        for ink, paper in zip(*pairs, strict=True):
            assert contrast(ink, paper) >= 4.5
