"""What an element of a web page is to its reader: text, surroundings, a note, a row, a number."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from aligner.reading.numerals import printed

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode


def _names(words: str) -> frozenset[str]:
    return frozenset(words.split())


DROPPED = _names(
    "-comment audio button canvas datalist dialog head iframe input map math noscript object "
    "rp rt script select style svg template textarea video"
)
"""Elements whose text is not read."""
BLOCKS = _names(
    "address article aside blockquote body caption center dd details div dl dt fieldset "
    "figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main "
    "menu nav ol p pre section summary table tbody td tfoot th thead title tr ul"
)
"""Elements that begin and end a paragraph."""
HEADINGS = _names("caption h1 h2 h3 h4 h5 h6")
"""Elements that hold a heading."""
_VOID = _names(
    "area base br col dd dt embed hr img input li link meta option p param source tbody td "
    "tfoot th thead tr track wbr"
)
_LIST_STYLES = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_CSS_STYLES = {
    "lower-alpha": "lowerLetter",
    "lower-latin": "lowerLetter",
    "upper-alpha": "upperLetter",
    "upper-latin": "upperLetter",
    "lower-roman": "lowerRoman",
    "upper-roman": "upperRoman",
    "arabic-indic": "hindiNumbers",
    "cjk-ideographic": "chineseCounting",
    "simp-chinese-informal": "chineseCounting",
    "none": "none",
}
_CSS_LIST = re.compile(r"list-style(?:-type)?\s*:\s*([a-z-]+)", re.I)
_CSS_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_TAG = re.compile(r"<(/?)(\w+)([^<>]*+)>")
_OPENING = re.compile(r"""<[a-zA-Z](?:[^>"']++|"[^"]*+"|'[^']*+')*+""")
_QUOTED = re.compile(r""""[^"]*+"|'[^']*+'""")
_PARTING = re.compile(r"[\s/]++")
_LONG_TAG = 5_000
_INTEGER = re.compile(r"\s*[-+]?[0-9]{1,20}(?![0-9])")
_IN_BRACKETS = re.compile(r"\[\d{1,3}\]")
_NOTE_NAME = re.compile(r"fn|note|ftn|edn|nt\d|_ref", re.I)
_MARK = re.compile(r"[\[(]?(?:\d{1,3}|[*†‡]{1,3}|[a-z]|[ivx]{1,5})[\])]?/?")


def depth(decoded: str) -> int:
    """Deepest nesting of elements, tags that may be left open not counted."""
    depth = deepest = 0
    for match in _TAG.finditer(decoded):
        closing, tag, rest = match.groups()
        if rest.endswith("/") or tag.lower() in _VOID:
            continue
        depth = max(0, depth - 1) if closing else depth + 1
        deepest = max(deepest, depth)
    return deepest


def most_attributes(decoded: str) -> int:
    """How many attributes an element has at most; the parser's time grows with the square of it."""
    tags = (match[0] for match in _OPENING.finditer(decoded) if len(match[0]) > _LONG_TAG)
    return max((len(_PARTING.split(_QUOTED.sub(" ", tag))) for tag in tags), default=0)


def is_hidden(node: LexborNode) -> bool:
    """True for what browsers do not show."""
    attributes = node.attributes
    return (
        "hidden" in attributes
        or (attributes.get("aria-hidden") or "").lower() == "true"
        or bool(_CSS_HIDDEN.search(attributes.get("style") or ""))
    )


def is_mark(link: LexborNode) -> bool:
    """True for a link that is a note's number: raised, in brackets, or said to be one."""
    words = link.text().strip()
    if (link.attributes.get("role") or "") == "doc-noteref":
        return True
    return bool(_MARK.fullmatch(words)) and (_is_raised(link) or not words.isalnum())


def is_citation(link: LexborNode, page: LexborHTMLParser) -> bool:
    """True for the number of a work in a bibliography, which belongs to its sentence: ``[3]``.

    It stands on the line, in square brackets as in the list, and what it names is neither called a
    note nor leads back to it.
    """
    words = link.text().strip()
    if not _IN_BRACKETS.fullmatch(words) or _is_raised(link):
        return False
    target = (link.attributes.get("href") or "")[1:]
    own = link.attributes.get("id") or link.attributes.get("name") or ""
    if _NOTE_NAME.search(target) or _NOTE_NAME.search(own):
        return False
    named = page.css_first(f"[id={json.dumps(target)}], [name={json.dumps(target)}]")
    if named is None:
        return False
    entry = named if named.text().strip() or named.parent is None else named.parent
    back = f"a[href={json.dumps('#' + own)}]"
    return entry.text().strip().startswith(words) and not (own and entry.css(back))


def _is_raised(link: LexborNode) -> bool:
    parent = link.parent
    return bool(link.css("sup")) or (parent is not None and parent.tag == "sup")


def is_note(node: LexborNode, notes: frozenset[str]) -> bool:
    """True for a note, given the ids that marks in the text point at."""
    attributes = node.attributes
    if (attributes.get("role") or "") in {"doc-footnote", "doc-endnote"}:
        return True
    return bool({attributes.get("id"), attributes.get("name")} & notes)


def is_row(row: LexborNode) -> bool:
    """True for a row of data; a page laid out by tables has blocks or one cell in its rows.

    A table may stand in a cell of a table that has a header.
    """
    cells = [child for child in row.iter() if child.tag in {"td", "th"}]
    blocks = "h1, h2, h3, h4, h5, h6, ol, ul, p + p"
    if len(cells) < 2 or any(cell.css(blocks) for cell in cells):
        return False
    return not any(cell.css("table") for cell in cells) or _has_header(_table(row))


def _table(node: LexborNode) -> LexborNode | None:
    """The table in which an element stands."""
    at = node.parent
    while at is not None and at.tag != "table":
        at = at.parent
    return at


def _has_header(table: LexborNode | None) -> bool:
    """True for a table with a header cell of its own."""
    if table is None:
        return False
    owners = (_table(cell) for cell in table.css("th"))
    return any(owner is not None and owner.mem_id == table.mem_id for owner in owners)


def span(cell: LexborNode, name: str) -> int:
    """How many rows or columns a cell takes."""
    return _integer(cell.attributes.get(name), 1)


def labels(ordered: LexborNode) -> dict[int, str]:
    """The numbers of the items of an ordered list as browsers print them, by ``mem_id``."""
    items = [child for child in ordered.iter() if child.tag == "li"]
    step = -1 if "reversed" in ordered.attributes else 1
    number = _integer(ordered.attributes.get("start"), 1 if step > 0 else len(items))
    out: dict[int, str] = {}
    for item in items:
        number = _integer(item.attributes.get("value"), number)
        style = _list_style(item) or _list_style(ordered)
        out[item.mem_id] = "" if style == "none" else f"{printed(number, style)}."
        number += step
    return out


def _list_style(node: LexborNode) -> str:
    declared = _CSS_LIST.search(node.attributes.get("style") or "")
    if declared and declared[1].lower() in _CSS_STYLES:
        return _CSS_STYLES[declared[1].lower()]
    return _LIST_STYLES.get(node.attributes.get("type") or "", "")


def _integer(value: str | None, otherwise: int) -> int:
    """A number as browsers read it, who have 32 bits for it; ``otherwise`` where it is none."""
    match = _INTEGER.match(value or "")
    number = int(match[0]) if match else otherwise
    return number if -(2**31) <= number < 2**31 else otherwise


def is_back_link(link: LexborNode) -> bool:
    """True for the arrow that leads from a note back to its mark."""
    if (link.attributes.get("role") or "") == "doc-backlink":
        return True
    target = (link.attributes.get("href") or "").startswith("#")
    return link.tag == "a" and target and not any(char.isalnum() for char in link.text())
