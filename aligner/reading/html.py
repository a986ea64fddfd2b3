"""Web pages: what is read on them, without what surrounds it.

Parsed by Lexbor as browsers parse (HTML Living Standard). Navigation, banners and page footers are
handed on as furniture, not dropped in silence.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from aligner.errors import InputError
from aligner.model import Cell
from aligner.reading import superscripts, text
from aligner.reading.blocks import Block, Role
from aligner.reading.html_elements import (
    BLOCKS,
    DROPPED,
    HEADINGS,
    depth,
    is_back_link,
    is_citation,
    is_hidden,
    is_mark,
    is_note,
    is_row,
    labels,
    most_attributes,
    span,
)
from aligner.reading.html_surroundings import surroundings
from aligner.reading.tables import Grid

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

MAX_CHARACTERS = 50_000_000
MAX_DEPTH = 5_000
"""Elements left open, by a count of tags; the parser's time grows with the square of it."""

MAX_ATTRIBUTES = 2_000

_LABELLED = re.compile(r"\(?[\w]{1,5}[.)]|[-–•*]\s")
_WHITE = re.compile(r"[ \t\r\n\f]+")
_CHARSET = re.compile(
    rb"""<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*["']?([\w.:-]+)""", re.I
)
_FRONT_MATTER = re.compile(r"\A\ufeff?\s*---[ \t]*\r?\n.*?\n---[ \t]*\r?\n", re.S)
"""Settings that site generators keep at the head of a page."""
_AS_BROWSERS_READ = {
    "iso-8859-1": "cp1252",
    "latin1": "cp1252",
    "ascii": "cp1252",
    "us-ascii": "cp1252",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "x-gbk": "gb18030",
    "big5": "big5hkscs",
    "utf-16": "utf-8",
    "unicode": "utf-8",
}
"""Labels that browsers take for another encoding (WHATWG Encoding Standard, 4.2)."""
_NAMED = (
    "utf-8 cp1250 cp1251 cp1252 cp1253 cp1254 cp1255 cp1256 cp1257 cp1258 cp866 cp874 "
    "iso8859-2 iso8859-3 iso8859-4 iso8859-5 iso8859-6 iso8859-7 iso8859-8 iso8859-10 iso8859-13 "
    "iso8859-14 iso8859-15 iso8859-16 koi8-r koi8-u mac-roman mac-cyrillic gb18030 big5hkscs "
    "euc_jp iso2022_jp shift_jis euc_kr"
)
_ENCODINGS = frozenset(_NAMED.split())
"""Those that a page may name, as Python calls them (WHATWG Encoding Standard, 4.2); Python knows
others by name that are no encodings of text."""


def read(data: bytes, name: str, charset: str | None = None) -> tuple[tuple[Block, ...], str]:
    """The paragraphs, headings, list items, table rows and notes of a page, and its encoding.

    Args:
        data: The bytes of the file.
        name: What errors call the file.
        charset: The encoding that whoever sent the page says it has; the page itself is asked
            first.

    Raises:
        InputError: The page is too large or nested too deep, or its encoding cannot be told.
    """
    from selectolax.lexbor import LexborHTMLParser

    decoded, encoding = _decode(data, name, charset)
    decoded = _FRONT_MATTER.sub("", decoded, count=1)
    if len(decoded) > MAX_CHARACTERS:
        raise InputError(f"{name}: has over {MAX_CHARACTERS // 10**6} million characters; split it")
    if most_attributes(decoded) > MAX_ATTRIBUTES:
        raise InputError(
            f"{name}: an element has over {MAX_ATTRIBUTES:,} attributes, more than on any sane "
            "page; it was not read"
        )
    if depth(decoded) > MAX_DEPTH:
        raise InputError(_too_deep(name))
    page = LexborHTMLParser(decoded)
    try:
        blocks = tuple(_Reader.of(page).blocks(page))
    except RecursionError:
        raise InputError(_too_deep(name)) from None
    if all(block.role is Role.FURNITURE for block in blocks):
        blocks = tuple(replace(block, role=Role.PARAGRAPH) for block in blocks)
    return blocks, encoding


def _too_deep(name: str) -> str:
    return f"{name}: its elements are nested deeper than any sane page; it was not read"


def _decode(data: bytes, name: str, charset: str | None) -> tuple[str, str]:
    """A mark or the declaration in the page tells the encoding; a false one is not believed."""
    declared = _CHARSET.search(data[:4096])
    label = declared[1].decode("ascii", "replace").lower() if declared else (charset or "").lower()
    if label and not data.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        encoding = _AS_BROWSERS_READ.get(label, label)
        try:
            if codecs.lookup(encoding).name in _ENCODINGS:
                return data.decode(encoding), encoding
        except (LookupError, ValueError):
            pass
    return text.decode(data, name)


@dataclass(slots=True)
class _Reader:
    """One pass through a page, in order.

    Attributes:
        notes: Ids of the elements that links in the text name as its notes.
        marks: Those links.
        around: Elements that surround the text of the page.
        outer: The cell that is read, if one is.
    """

    notes: frozenset[str]
    marks: frozenset[int]
    pieces: list[str] = field(default_factory=list)
    around: frozenset[int] = frozenset()
    labels: dict[int, str] = field(default_factory=dict)
    label: str = ""
    line: int = 0
    tables: list[Grid | None] = field(default_factory=lambda: [None])
    counted: int = 0
    outer: Cell | None = None

    @classmethod
    def of(cls, page: LexborHTMLParser) -> _Reader:
        notes: set[str] = set()
        marks: set[int] = set()
        seen: set[str] = set()
        for node in page.css("[id], a[name], a[href^='#']"):
            for key in (node.attributes.get("id"), node.attributes.get("name")):
                seen.add(key or "")
            target = (node.attributes.get("href") or "")[1:]
            if target and target not in seen and is_mark(node) and not is_citation(node, page):
                notes.add(target)
                marks.add(node.mem_id)
        return cls(frozenset(notes), frozenset(marks))

    def blocks(self, page: LexborHTMLParser) -> Iterator[Block]:
        title = page.css_first("head > title")
        body = page.body
        shown = body.text(separator=" ") if body is not None else ""
        words = " ".join(title.text().split()) if title is not None else ""
        if words and words not in " ".join(shown.split()):
            yield self._block(words, Role.FURNITURE if page.css_first("h1") else Role.HEADING)
        if body is None:
            return
        self.around = surroundings(body, self.notes)
        yield from self._element(body, Role.PARAGRAPH)

    def _element(self, node: LexborNode, role: Role) -> Iterator[Block]:
        """The blocks under an element; words that stand between blocks make paragraphs too."""
        role = self._role(node, role)
        for child in node.iter(include_text=True):
            tag = child.tag or ""
            if tag == "-text":
                self.pieces.append(_WHITE.sub(" ", child.text_content or ""))
            elif tag == "br":
                self.pieces.append("\n")
            elif (
                tag in DROPPED
                or child.mem_id in self.marks
                or is_hidden(child)
                or is_back_link(child)
            ):
                continue
            elif tag == "sup":
                self.pieces.append(self._raised(child))
            elif tag in BLOCKS:
                yield from self._flush(role)
                yield from self._block_element(child, role)
            else:
                role = self._role(child, role) if self._is_blank() else role
                yield from self._element(child, role)
        if node.tag in BLOCKS:
            yield from self._flush(role)

    def _block_element(self, node: LexborNode, role: Role) -> Iterator[Block]:
        if node.tag == "tr" and role is not Role.FURNITURE and is_row(node):
            yield from self._row(node)
            return
        if node.tag == "pre":
            yield from self._preformatted(node)
            return
        if node.tag == "table":
            self.tables.append(None)
            yield from self._element(node, role)
            self.tables.pop()
            return
        if node.tag == "ol":
            self.labels |= labels(node)
        self.label = self.labels.get(node.mem_id, "") if node.tag == "li" else self.label
        yield from self._element(node, role)
        if node.tag == "li":
            self.label = ""

    def _preformatted(self, node: LexborNode) -> Iterator[Block]:
        yield self._blank()
        for words in node.text().split("\n"):
            self.line += 1
            yield Block(words.rstrip(), Role.LINE, None, self.line)
        yield self._blank()

    def _is_blank(self) -> bool:
        return not any(piece.strip() for piece in self.pieces)

    def _role(self, node: LexborNode, role: Role) -> Role:
        tag = node.tag or ""
        if role is Role.FURNITURE or node.mem_id in self.around:
            return Role.FURNITURE
        if is_note(node, self.notes):
            return Role.FOOTNOTE
        return Role.HEADING if tag in HEADINGS else role

    def _row(self, row: LexborNode) -> Iterator[Block]:
        """A block a cell; tables are counted that have a row of data."""
        grid = self.tables[-1]
        if grid is None:
            self.counted += 1
            grid = self.tables[-1] = Grid(self.counted, self.outer)
        grid.next_row()
        headed = row.parent is not None and row.parent.tag == "thead"
        for node in row.iter():
            if node.tag in {"td", "th"}:
                cell = grid.place(
                    span(node, "rowspan"), span(node, "colspan"), header=headed or node.tag == "th"
                )
                yield from self._cell(node, cell)

    def _cell(self, node: LexborNode, cell: Cell) -> Iterator[Block]:
        """The words of a cell as one block, then the cells of the tables that stand in it."""
        inner = _Reader(
            self.notes, self.marks, around=self.around, counted=self.counted, outer=cell
        )
        found = list(inner._element(node, Role.PARAGRAPH))
        self.counted = inner.counted
        own = (block.text for block in found if block.cell is None)
        if words := " ".join(" ".join(own).split()):
            yield replace(self._block(words, Role.TABLE), cell=cell)
        for block in found:
            if block.cell is not None:
                yield replace(self._block(block.text, Role.TABLE), cell=block.cell)

    def _raised(self, node: LexborNode) -> str:
        if any(link.mem_id in self.marks for link in node.css("a")):
            return ""
        return superscripts.raised(node.text())

    def _flush(self, role: Role) -> Iterator[Block]:
        """What was gathered since the last block, as one."""
        gathered, self.pieces = "".join(self.pieces), []
        lines = [" ".join(line.split()) for line in gathered.split("\n")]
        lines = [line for line in lines if line]
        if not lines:
            return
        label, self.label = self.label, ""
        if label and not _LABELLED.match(lines[0]):
            lines[0] = f"{label} {lines[0]}"
        if len(lines) == 1 or role is not Role.PARAGRAPH:
            yield self._block(" ".join(lines), role)
            return
        yield self._blank()
        yield from [self._block(line, Role.LINE) for line in lines]
        yield self._blank()

    def _blank(self) -> Block:
        """An empty line, which parts lines from what stands before and after them."""
        return Block("", Role.LINE, None, max(1, self.line))

    def _block(self, words: str, role: Role) -> Block:
        self.line += 1
        return Block(superscripts.without_marks(words), role, None, self.line)
