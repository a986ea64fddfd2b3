"""What stands at the edges of PDF pages: running heads and feet, and the notes at the foot.

A line that stands in the same place of several pages and says the same, numbers that count the
pages aside, is furniture in any language. Notes stand at the foot of a column under a short drawn
line, or in smaller letters, and begin with their mark.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from statistics import median

from aligner.reading.blocks import Role
from aligner.reading.pdf_drawings import Box
from aligner.reading.pdf_lines import Line

_EDGE = 4
"""Lines from the top and from the bottom of a page that may be furniture."""
_MANY = 10
"""Pages from which furniture stands on three of them, below that on two."""
_SAME_PLACE = 4.0
"""Points by which the place of furniture differs from page to page."""
_APART = 1.5
"""Ems between furniture and the text."""
_SMALL = 0.94
"""Size of notes over that of the text, at most."""
_RULE = (30.0, 0.6)
"""Least length in points of the line over notes, and most as a share of the column."""
_NUMBER = re.compile(r"\d+")
_MARK = re.compile(r"(?:\d{1,3}|[*†‡§]{1,3}|[a-z]|\[\d{1,3}\])(?:[.)/]?\s|\s?(?=[^\W\d_]))")


def told_apart(pages: Sequence[list[Line]], rules: Sequence[Iterable[Box]]) -> list[list[Line]]:
    """The lines of each page, furniture and notes given their roles.

    Args:
        pages: The lines of each page in reading order.
        rules: The horizontal lines drawn on each page.
    """
    running = _running(pages)
    sizes = [line.size for page in pages for line in page for _ in line.text]
    usual = median(sizes) if sizes else 0.0
    out: list[list[Line]] = []
    for number, (page, drawn) in enumerate(zip(pages, rules, strict=True)):
        known = [
            replace(line, role=Role.FURNITURE) if (number, i) in running else line
            for i, line in enumerate(page)
        ]
        notes = _notes(known, list(drawn), usual)
        out.append(
            [replace(line, role=Role.NOTE) if i in notes else line for i, line in enumerate(known)]
        )
    return out


def _running(pages: Sequence[list[Line]]) -> set[tuple[int, int]]:
    """Page and place on it of the lines that say the same in the same place of several pages."""
    places: defaultdict[str, list[tuple[int, int, float, tuple[int, ...]]]] = defaultdict(list)
    for number, page in enumerate(pages):
        written = sorted(
            (i for i, line in enumerate(page) if line.part is None),
            key=lambda i: -page[i].baseline,
        )
        reach = min(_EDGE, max(1, len(written) // 2))
        for i in {*written[:reach], *written[-reach:]}:
            counts = tuple(int(n) for n in _NUMBER.findall(page[i].text) if len(n) < 10)
            key = _NUMBER.sub("#", " ".join(page[i].text.split())).casefold()
            places[key].append((number, i, page[i].baseline, counts))
    alike = {
        hit[:2]
        for hits in places.values()
        for hit in hits
        if len({o[0] for o in hits if o[0] != hit[0] and _is_same(hit, o)})
        >= (1 if len(pages) < _MANY else 2)
    }
    return {
        (number, i)
        for number, page in enumerate(pages)
        for i in _outermost(page, {i for at, i in alike if at == number})
    }


def _outermost(page: Sequence[Line], alike: set[int]) -> set[int]:
    """Those of the lines that no other line parts from the edge of the page."""
    written = sorted(
        (i for i, line in enumerate(page) if line.part is None), key=lambda i: -page[i].baseline
    )
    found: set[int] = set()
    for way in (written, written[::-1]):
        edge: list[int] = []
        for i in way:
            if i in alike:
                edge.append(i)
            elif not edge:
                break
            elif abs(page[i].baseline - page[edge[-1]].baseline) > _SAME_PLACE:
                if _is_apart(page[edge[-1]], page[i]):
                    found.update(edge)
                break
        else:
            found.update(edge)
    return found


def _is_apart(edge: Line, line: Line) -> bool:
    """True where white space, or another size of letters, parts furniture from the text."""
    sizes = sorted((edge.size, line.size))
    return abs(edge.baseline - line.baseline) > _APART * sizes[1] or sizes[0] < 0.95 * sizes[1]


def _is_same(
    hit: tuple[int, int, float, tuple[int, ...]], other: tuple[int, int, float, tuple[int, ...]]
) -> bool:
    """True in the same place, where each number is the same or counts the pages."""
    if abs(hit[2] - other[2]) > _SAME_PLACE or len(hit[3]) != len(other[3]):
        return False
    turned = other[0] - hit[0]
    return all(b - a in (0, turned) for a, b in zip(hit[3], other[3], strict=True))


def _notes(page: Sequence[Line], drawn: Sequence[Box], usual: float) -> set[int]:
    columns: defaultdict[int, list[int]] = defaultdict(list)
    for i, line in enumerate(page):
        if line.role is Role.LINE and line.part is None:
            columns[line.column].append(i)
    found: set[int] = set()
    for column in columns.values():
        under = _under_rule([page[i] for i in column], drawn)
        if under is None:
            under = _small([page[i] for i in column], usual)
        found.update(column[under:])
    return found


def _under_rule(column: Sequence[Line], drawn: Sequence[Box]) -> int | None:
    """Where the lines begin that stand under a short drawn line at the margin."""
    left, right = column[0].margins
    least, most = _RULE
    for rule in sorted(drawn, key=lambda box: box.bottom):
        length = rule.right - rule.left
        at_margin = abs(rule.left - left) < 12 or abs(rule.right - right) < 12
        if not at_margin or not least <= length <= max(150.0, most * (right - left)):
            continue
        under = [n for n, line in enumerate(column) if line.baseline < rule.bottom]
        if not under or under != list(range(under[0], len(column))):
            continue
        first = column[under[0]]
        body = median(line.size for line in column)
        if under[0] and _is_underlining(column[under[0] - 1], rule):
            continue
        if _MARK.match(first.text) or first.size < _SMALL * body:
            return under[0]
    return None


def _is_underlining(line: Line, rule: Box) -> bool:
    return line.baseline - rule.top < 0.35 * line.size and rule.left >= line.left - 1


def _small(column: Sequence[Line], usual: float) -> int:
    """Where the lines in small letters at the foot begin, the first with its mark."""
    start = len(column)
    while start and column[start - 1].size < _SMALL * usual:
        start -= 1
    while start < len(column) and not _MARK.match(column[start].text):
        start += 1
    return start
