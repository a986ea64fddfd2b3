"""Texts cut into pieces for drawing: what is marked, what was struck out, what stands instead."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher

from aligner.model import Change, Paragraph

Marked = list[tuple[str, bool | str]]
"""A text in pieces, each with whether it is marked, or with the word by which it is."""

Diff = list[tuple[str, str, str]]
"""A text in pieces: what stayed, then what was struck out and what stands in its place."""


def marked(text: str, spans: Iterable[tuple[int, int] | tuple[int, int, str]]) -> Marked:
    """A text with some stretches marked, by a word where one is given; overlapping ones are cut."""
    out: Marked = []
    at = 0
    for start, end, *word in sorted(spans):
        if end <= at:
            continue
        start = max(start, at)
        out += [(text[at:start], False), (text[start:end], word[0] if word else True)]
        at = end
    return [(piece, on) for piece, on in (*out, (text[at:], False)) if piece]


def occurrences(text: str, needles: Iterable[str]) -> list[tuple[int, int]]:
    """Where any of some terms stands in a text, whatever the case and the apostrophe."""
    plain = text.replace("’", "'")
    found = []
    for needle in filter(None, needles):
        pattern = re.escape(needle.replace("’", "'")).replace(r"\ ", r"\s+")
        found += [m.span() for m in re.finditer(rf"(?<!\w){pattern}", plain, re.IGNORECASE)]
    return found


def excerpt(text: str, start: int, end: int, width: int) -> tuple[str, int]:
    """A stretch of text around a span, cut at spaces, and where the span begins in it."""
    left = max(0, start - width)
    right = min(len(text), end + width)
    if left and (space := text.find(" ", left, start)) >= 0:
        left = space + 1
    if right < len(text) and (space := text.rfind(" ", end, right)) >= 0:
        right = space
    before = "… " if left else ""
    after = " …" if right < len(text) else ""
    return before + text[left:right] + after, start - left + len(before)


def repaired(paragraph: Paragraph, changes: Sequence[Change], around: int | None = None) -> Diff:
    """A paragraph with its OCR repairs as a diff.

    Args:
        paragraph: As it stands now, repaired save for what was refused.
        changes: Repairs in it.
        around: Only this many characters on either side of the first one; None for all.
    """
    ordered = sorted(changes, key=lambda change: change.start)
    text, shift = paragraph.text, 0
    if around is not None:
        text, start = excerpt(text, ordered[0].start, ordered[-1].end, around)
        shift = start - ordered[0].start
    out: Diff = []
    at = 0
    for change in ordered:
        sides = (change.before, change.after)
        gone, new = reversed(sides) if change.refused else sides
        out.append((text[at : change.start + shift], gone, new))
        at = change.end + shift
    return [*out, (text[at:], "", "")]


def word_diff(before: str, after: str) -> Diff:
    """A text as a difference, word by word."""
    old, new = before.split(), after.split()
    out: Diff = []
    for what, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if out:
            out.append((" ", "", ""))
        if what == "equal":
            out.append((" ".join(old[a:b]), "", ""))
        else:
            out.append(("", " ".join(old[a:b]), " ".join(new[c:d])))
    return out


def visible(text: str) -> str:
    """Line ends shown by their sign, so that a join can be seen."""
    return text.replace("\r\n", "↵").replace("\n", "↵")
