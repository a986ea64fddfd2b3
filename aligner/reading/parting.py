"""Paragraphs that were run together on one line, as scrapers and OCR do it, are parted.

Only what can hardly be anything else is parted: an organ's opening line before a preambular
paragraph, a capitalised preambular opener after a comma under such an opening, and numbers that go
on from the paragraph's own (``2.`` ... ``; 3.`` ...).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from aligner.languages import Language
from aligner.reading import labels
from aligner.reading.blocks import Block, Role
from aligner.reading.labels import System

_NUMBER = re.compile(r"(?<=[.;:,؛،；。：，])\s*(?=(\d{1,3})(?:\.|\s?[-–]\s)\s*[^\W\d])")


def part(block: Block, language: Language) -> list[Block]:
    """The paragraphs that a block holds, in order; nearly always the block itself.

    Args:
        block: One logical paragraph, white space single.
        language: Gives opening lines and preambular openers.
    """
    if block.role is not Role.PARAGRAPH:
        return [block]
    cuts = {*_openings(block.text, language), *_numbers(block.text, language)}
    edges = [0, *sorted(cuts), len(block.text)]
    texts = (block.text[a:b].strip() for a, b in pairwise(edges))
    return [replace(block, text=text) for text in texts if text]


def _openings(text: str, language: Language) -> Iterator[int]:
    """Where preambular paragraphs begin under an opening line that stands in front of them."""
    drafting = language.drafting
    comma = re.search(f"[{language.pauses}]", text)
    if comma is None or not re.fullmatch(
        drafting.opening, text[: comma.end()].strip(labels.QUOTES)
    ):
        return
    opener = re.compile(rf"\s*(?=(?:{drafting.preambular}))")
    first = opener.match(text, comma.end())
    if first is None or first.end() == len(text):
        return
    yield first.end()
    if language.cased:
        for pause in re.finditer(f"[{language.pauses}]", text[first.end() :]):
            start = opener.match(text, first.end() + pause.end())
            if start and text[start.end() : start.end() + 1].isupper():
                yield start.end()


def _numbers(text: str, language: Language) -> Iterator[int]:
    """Where numbers go on from the paragraph's own, or from 1 where two or more follow."""
    label = labels.read(text, language)
    own = next((r.ordinal for r in label.readings if r.system is System.NUMBER), 0) if label else 0
    found = [(match.end(), int(match[1])) for match in _NUMBER.finditer(text)]
    due = own + 1
    cuts = []
    for place, number in found:
        if number == due:
            cuts.append(place)
            due += 1
    if cuts and (own or len(cuts) > 1):
        yield from cuts
