"""What an element of a web page is to its reader: text, surroundings, a note, a row, a number."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aligner.reading.numerals import printed

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode


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
_AROUND = _names("nav header footer aside menu")
_AROUND_ROLES = _names("navigation banner contentinfo search complementary menu")
_SECTIONS = _names("article main section")
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
_TAG = re.compile(r"<(/?)(\w+)[^>]*?(/?)>")
_MARK = re.compile(r"[\[(]?(?:\d{1,3}|[*†‡]{1,3}|[a-z]|[ivx]{1,5})[\])]?/?")


def depth(decoded: str) -> int:
    """Deepest nesting of elements, tags that may be left open not counted."""
    depth = deepest = 0
    for closing, tag, alone in _TAG.findall(decoded):
        if alone or tag.lower() in _VOID:
            continue
        depth = max(0, depth - 1) if closing else depth + 1
        deepest = max(deepest, depth)
    return deepest


def is_around(node: LexborNode) -> bool:
    """True for what surrounds the text of a page: menus, banners, footers.

    The header and footer of an article belong to the article.
    """
    if (node.attributes.get("role") or "").lower() in _AROUND_ROLES:
        return True
    if node.tag in {"header", "footer"}:
        parent = node.parent
        while parent is not None:
            if parent.tag in _SECTIONS:
                return False
            parent = parent.parent
        return True
    return node.tag in _AROUND or (node.tag in {"ul", "ol"} and _is_menu(node))


def _is_menu(node: LexborNode) -> bool:
    """True for a list of three or more items that are links and nothing else."""
    items = [child for child in node.iter() if child.tag == "li"]
    words = len(" ".join(item.text() for item in items).split())
    linked = len(" ".join(link.text() for item in items for link in item.css("a")).split())
    return len(items) >= 3 and linked == words and words < 8 * len(items)


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
    parent = link.parent
    raised = bool(link.css("sup")) or (parent is not None and parent.tag == "sup")
    return bool(_MARK.fullmatch(words)) and (raised or not words.isalnum())


def is_note(node: LexborNode, notes: frozenset[str]) -> bool:
    """True for a note, given the ids that marks in the text point at."""
    attributes = node.attributes
    if (attributes.get("role") or "") in {"doc-footnote", "doc-endnote"}:
        return True
    return bool({attributes.get("id"), attributes.get("name")} & notes)


def is_row(row: LexborNode) -> bool:
    """True for a row of data; a page laid out by tables has blocks or one cell in its rows."""
    cells = [child for child in row.iter() if child.tag in {"td", "th"}]
    blocks = "table, h1, h2, h3, h4, h5, h6, ol, ul, p + p"
    return len(cells) > 1 and not any(cell.css(blocks) for cell in cells)


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
    try:
        return int(value or "")
    except ValueError:
        return otherwise


def is_back_link(link: LexborNode) -> bool:
    """True for the arrow that leads from a note back to its mark."""
    if (link.attributes.get("role") or "") == "doc-backlink":
        return True
    target = (link.attributes.get("href") or "").startswith("#")
    return link.tag == "a" and target and not any(char.isalnum() for char in link.text())
