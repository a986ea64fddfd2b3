"""Arabic that was stored as it looks, left to right, put back in the order in which it is read.

Old converters and PDF files hold right-to-left text in *visual* order. The way back follows the
rules of the Unicode Bidirectional Algorithm (UAX #9): right-to-left runs are reversed, numbers and
Latin words keep their order, and brackets are mirrored. Visual order does not say everything, so
where two logical orders look the same the plainer one is taken.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from itertools import pairwise

_MIRRORED = dict(zip("()[]{}<>«»‹›", ")(][}{><»«›‹", strict=True))
_FORMS = re.compile("[\ufb50-\ufbc1\ufbd3-\ufd3d\ufd50-\ufdfb\ufe70-\ufefc]")
_ARABIC_WORD = re.compile("[\u0621-\u064a]{3,}")
_SEPARATORS = frozenset("/.,:\u066b\u066c")

_RTL = re.compile(
    "[\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
"""What a text without has nothing that runs from right to left."""


def to_logical(units: Sequence[str], rtl: bool) -> str:
    """The units of a line, given from left to right, as one string in reading order.

    Args:
        units: Characters, or bases with their marks, as they stand from left to right.
        rtl: True where the line runs from right to left.
    """
    if rtl:
        return "".join(_reversed(units))
    if not _RTL.search(line := "".join(units)):
        return line
    out: list[str] = []
    start = 0
    directions = _spread([_direction(unit) for unit in units])
    while start < len(units):
        end = start
        while end < len(units) and directions[end] == directions[start]:
            end += 1
        run = units[start:end]
        out += _reversed(run) if directions[start] == "R" else run
        start = end
    return "".join(out)


def with_brackets_turned(line: str) -> str:
    """Round brackets of a right-to-left line turned towards what they hold.

    Converters mirror some and not others; the space outside a bracket tells which way it faces.
    """
    chars = list(line)
    for i, char in enumerate(chars):
        if char in "()":
            before = i == 0 or not _is_inside(chars[i - 1])
            after = i + 1 == len(chars) or not _is_inside(chars[i + 1])
            if before != after:
                chars[i] = "(" if before else ")"
    return "".join(chars)


def _is_inside(char: str) -> bool:
    return _direction(char) != "N"


def is_rtl(text: str) -> bool:
    """True where most letters run from right to left."""
    if not _RTL.search(text):
        return False
    directions = [_direction(char) for char in text]
    return directions.count("R") > directions.count("L")


def is_visual(text: str) -> bool:
    """True where Arabic text gives itself away as stored in visual order.

    Shaped letters tell by their forms: in reading order an initial form is followed by a medial or
    final one. Plain letters tell by what no word begins with (``ة``, ``ى``) and by the article.
    """
    shaped = _shape_votes(text) if _FORMS.search(text) else 0
    if shaped:
        return shaped > 0
    words: list[str] = _ARABIC_WORD.findall(text)
    visual = sum(word[0] in "ةى" or word.endswith("لا") for word in words)
    logical = sum(word[-1] in "ةى" or word.startswith("ال") for word in words)
    return visual >= 2 and visual > 2 * logical


def _shape_votes(text: str) -> int:
    """Positive for visual order, negative for reading order."""
    votes = 0
    forms = [unicodedata.decomposition(char).partition(">")[0] for char in text]
    for left, right in pairwise(forms):
        if left in {"<initial", "<medial"} and right in {"<medial", "<final"}:
            votes -= 1
        elif left in {"<final", "<medial"} and right in {"<medial", "<initial"}:
            votes += 1
    return votes


def _direction(unit: str) -> str:
    """``L``, ``R``, ``D`` for a digit or ``N`` for what is neutral."""
    kind = unicodedata.bidirectional(unit[0]) if unit else ""
    if kind in {"R", "AL"}:
        return "R"
    if kind in {"EN", "AN"}:
        return "D"
    return "L" if kind == "L" else "N"


def _spread(directions: list[str]) -> list[str]:
    """``R`` for right-to-left letters and all that stands between two of them, else ``L``."""
    out = ["L"] * len(directions)
    last: int | None = None
    for i, direction in enumerate(directions):
        if direction == "R":
            first = i if last is None else last
            out[first : i + 1] = ["R"] * (i + 1 - first)
            last = i
        elif direction == "L":
            last = None
    return out


def _reversed(units: Sequence[str]) -> list[str]:
    out: list[str] = []
    end = len(units)
    directions = [_direction(unit) for unit in units]
    while end > 0:
        start = _run_start(units, directions, end)
        if start < end:
            out += units[start:end]
            end = start
        else:
            unit = units[end - 1]
            out.append(_MIRRORED.get(unit, unit))
            end -= 1
    return out


def _run_start(units: Sequence[str], directions: list[str], end: int) -> int:
    """Where the left-to-right run that ends before ``end`` begins; ``end`` where there is none."""
    if directions[end - 1] not in {"L", "D"} and units[end - 1] not in ")]":
        return end
    edge = end
    while edge and directions[edge - 1] != "R":
        edge -= 1
    strong = [i for i in range(edge, end) if directions[i] in {"L", "D"}]
    if any(directions[i] == "L" for i in strong):
        run = "".join(units[strong[0] : end])
        balanced = run.count("(") == run.count(")") and run.count("[") == run.count("]")
        return strong[0] if balanced else end
    return _number_start(units, directions, end)


def _number_start(units: Sequence[str], directions: list[str], end: int) -> int:
    """Where the number that ends before ``end`` begins: digits, and single signs between them."""
    start = end
    while start and directions[start - 1] == "D":
        start -= 1
        if start > 1 and units[start - 1] in _SEPARATORS and directions[start - 2] == "D":
            start -= 1
    return start
