"""Word documents: the body in order, with what Word keeps elsewhere put back in its place.

The text is that of the document with all tracked changes accepted and hidden text left out.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from lxml import etree

from aligner.errors import InputError
from aligner.model import Cell
from aligner.reading import docx_tables, superscripts
from aligner.reading.blocks import Block, Role
from aligner.reading.docx_numbering import Element, Numbering, W
from aligner.reading.numerals import printed

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.opc.part import Part

MAX_UNPACKED = 500_000_000
"""Bytes that all parts of a document may have together."""
MAX_RATIO = 200
"""How many times smaller a part of over a megabyte may be packed; prose reaches 20."""
MAX_PARTS = 20_000
MAX_BLOCKS = 200_000
"""Paragraphs and table rows; a budget of a thousand pages has ten thousand."""

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_DROPPED = frozenset(
    {
        *(f"{W}{tag}" for tag in ("del", "moveFrom", "delText", "instrText", "rPr", "pPr", "rt")),
        f"{_MC}Fallback",
    }
)
_SIGNS = {
    f"{W}tab": " ",
    f"{W}noBreakHyphen": "\u2011",
    f"{W}softHyphen": "\u00ad",
    f"{W}cr": "\n",
}
_CONTENTS = re.compile(r"toc \d|table of figures")
_NOTES = (("footnote", "decimal"), ("endnote", "lowerRoman"))


def read(data: bytes, name: str) -> tuple[Block, ...]:
    """The paragraphs, tables, notes, headers and footers of a Word document.

    Args:
        data: The bytes of the file.
        name: What errors call the file.

    Raises:
        InputError: The archive is damaged, locked, or unpacks to more than is safe.
    """
    _refuse_bomb(data, name)
    document = _open(data, name)
    try:
        return tuple(_Reader.of(document, name).blocks())
    except (ValueError, KeyError, etree.LxmlError):
        raise _damaged(name) from None


def _refuse_bomb(data: bytes, name: str) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = archive.infolist()
    if any(part.flag_bits & 1 for part in parts):
        raise InputError(f"{name}: is locked by a password; save a copy without one")
    total = sum(part.file_size for part in parts)
    swollen = any(
        part.file_size > 1_000_000 and part.file_size > MAX_RATIO * max(1, part.compress_size)
        for part in parts
    )
    if total > MAX_UNPACKED or swollen or len(parts) > MAX_PARTS:
        raise InputError(
            f"{name}: unpacks to {total / 1e6:,.0f} MB from {len(data) / 1e6:,.1f} MB, which is no "
            "sane Word file; it was not opened"
        )


def _open(data: bytes, name: str) -> WordDocument:
    import docx
    from docx.exceptions import PythonDocxError
    from docx.opc.exceptions import OpcError

    try:
        return docx.Document(io.BytesIO(data))
    except (PythonDocxError, OpcError, zipfile.BadZipFile, zlib.error, etree.LxmlError):
        raise _damaged(name) from None
    except (ValueError, KeyError, AttributeError, TypeError, OSError, RuntimeError):
        # python-docx takes the package to be sound and fails in these ways where it is not
        raise _damaged(name) from None


def _damaged(name: str) -> InputError:
    return InputError(f"{name}: is a damaged Word file; open it in Word and save it again as .docx")


@dataclass(slots=True)
class _Reader:
    """One pass through a document, in order, since numbers and notes count on."""

    name: str
    document: WordDocument
    numbering: Numbering
    headings: frozenset[str]
    contents: frozenset[str]
    notes: dict[str, list[str]] = field(default_factory=lambda: {kind: [] for kind, _ in _NOTES})
    boxes: list[Element] = field(default_factory=list)
    line: int = 0
    tables: int = 0

    @classmethod
    def of(cls, document: WordDocument, name: str) -> _Reader:
        styles = _related(document.part, "styles")
        return cls(
            name,
            document,
            Numbering.of(_related(document.part, "numbering"), styles),
            _headings(styles),
            _contents(styles),
        )

    def blocks(self) -> Iterator[Block]:
        yield from self._furniture("header")
        yield from self._stretch(self.document.element.body)
        yield from self._notes()
        yield from self._furniture("footer")

    def _stretch(self, parent: Element) -> Iterator[Block]:
        """Paragraphs and tables under a node, through content controls and accepted insertions."""
        carried = ""
        for node in parent.iterchildren():
            if node.tag == f"{W}p":
                text = carried + self._label(node, carried) + self._text(node)
                carried = ""
                if _mark_deleted(node):
                    carried = text
                    continue
                yield from self._paragraph(node, text)
            elif node.tag == f"{W}tbl":
                yield from self._table(node)
            elif node.tag not in _DROPPED:
                yield from self._stretch(node)
        if carried:
            yield self._block(carried, Role.PARAGRAPH)

    def _label(self, node: Element, carried: str) -> str:
        if carried or not _is_shown(node):
            return ""
        label = self.numbering.label(node)
        return f"{label} " if label else ""

    def _paragraph(self, node: Element, text: str) -> Iterator[Block]:
        style = node.find(f"{W}pPr/{W}pStyle")
        if style is not None and style.get(f"{W}val") in self.contents and text.strip():
            yield self._block(" ".join(text.split()), Role.CONTENTS)
            return
        outline = node.find(f"{W}pPr/{W}outlineLvl")
        level = outline.get(f"{W}val") if outline is not None else None
        heading = (style is not None and style.get(f"{W}val") in self.headings) or (
            level is not None and level != "9"
        )
        pieces = [piece for piece in text.split("\n") if piece.strip()]
        if len(pieces) < 2:
            yield from (self._block(p, Role.HEADING if heading else Role.PARAGRAPH) for p in pieces)
        elif heading:
            yield self._block(" ".join(pieces), Role.HEADING)
        else:
            yield Block("", Role.LINE, None, self.line + 1)
            yield from (self._block(piece, Role.LINE) for piece in pieces)
            yield Block("", Role.LINE, None, self.line)
        yield from self._boxed()

    def _boxed(self) -> Iterator[Block]:
        """What stands in the text boxes that were met since the last paragraph."""
        boxes, self.boxes = self.boxes, []
        for box in boxes:
            yield from self._stretch(box)

    def _block(self, text: str, role: Role) -> Block:
        self.line += 1
        if self.line > MAX_BLOCKS:
            raise InputError(f"{self.name}: has over {MAX_BLOCKS:,} paragraphs; split it")
        return Block(superscripts.without_marks(text).strip(), role, None, self.line)

    def _table(self, table: Element, outer: Cell | None = None) -> Iterator[Block]:
        """A block a cell; a table inside a cell follows its words.

        A table of one cell is a frame around paragraphs. What is too long to be the words of one
        cell stays in the paragraphs that it has.
        """
        rows = docx_tables.rows(table, self.tables + 1, outer)
        if sum(len(row) for row in rows) < 2:
            for node in (node for row in rows for node, _ in row):
                yield from self._stretch(node)
            return
        self.tables += 1
        for node, cell in (pair for row in rows for pair in row):
            yield from self._cell(node, cell)
        yield from self._boxed()

    def _cell(self, node: Element, cell: Cell) -> Iterator[Block]:
        own = (p for p in node.iter(f"{W}p") if docx_tables.is_in(p, node))
        texts = [" ".join((self._label(p, "") + self._text(p)).split()) for p in own]
        texts = [text for text in texts if text]
        if sum(map(len, texts)) <= docx_tables.LONGEST:
            texts = [" ".join(texts)]
        for text in filter(None, texts):
            # what has a cell and is no line of it is a paragraph of its own
            role = Role.TABLE if len(texts) == 1 else Role.PARAGRAPH
            yield replace(self._block(text, role), cell=cell)
        for inner in node.iter(f"{W}tbl"):
            if docx_tables.is_in(inner, node):
                yield from self._table(inner, cell)

    def _text(self, node: Element) -> str:
        """The words under a node as they are shown; notes and text boxes are put aside."""
        out: list[str] = []
        stack = [node]
        while stack:
            current = stack.pop()
            if current.tag in _DROPPED:
                continue
            if current.tag == f"{W}txbxContent":
                self.boxes.append(current)
                continue
            if current.tag == f"{W}r":
                if _is_hidden(current) or self._is_note(current):
                    continue
                if _is_raised(current):
                    out.append(superscripts.raised("".join(current.itertext(f"{W}t"))))
                    continue
            out.append(_sign(current))
            stack += reversed(current)
        return "".join(out)

    def _is_note(self, run: Element) -> bool:
        """True for a run that is the mark of a note, which is remembered."""
        for kind in self.notes:
            reference = run.find(f"{W}{kind}Reference")
            if reference is not None:
                self.notes[kind].append(reference.get(f"{W}id") or "")
                return True
        return False

    def _notes(self) -> Iterator[Block]:
        for kind, style in _NOTES:
            root = _related(self.document.part, f"{kind}s")
            if root is None:
                continue
            bodies = {node.get(f"{W}id"): node for node in root.iterchildren(f"{W}{kind}")}
            for number, key in enumerate(list(self.notes[kind]), start=1):
                if key in bodies:
                    texts = [self._text(p) for p in bodies[key].iter(f"{W}p")]
                    text = " ".join(" ".join(texts).split())
                    yield self._block(f"{printed(number, style)} {text}", Role.FOOTNOTE)

    def _furniture(self, kind: str) -> Iterator[Block]:
        seen: set[str] = set()
        for part in _parts(self.document.part, kind):
            for node in part.iter(f"{W}p"):
                text = " ".join(self._text(node).split())
                self.boxes.clear()
                if text and text not in seen:
                    seen.add(text)
                    yield Block(text, Role.FURNITURE)


def _sign(node: Element) -> str:
    if node.tag in {f"{W}t", f"{_M}t"}:
        return node.text or ""
    if node.tag == f"{W}br":
        return "\n" if node.get(f"{W}type") in {None, "textWrapping"} else " "
    if node.tag == f"{W}sym":
        code = int(node.get(f"{W}char") or "20", 16)
        return "•" if code >= 0xF000 else chr(code)
    return _SIGNS.get(str(node.tag), "")


def _is_on(node: Element | None) -> bool:
    return node is not None and node.get(f"{W}val") not in {"0", "false", "off", "none"}


def _is_hidden(run: Element) -> bool:
    return _is_on(run.find(f"{W}rPr/{W}vanish"))


def _is_shown(paragraph: Element) -> bool:
    """False for a paragraph that Word gives no number since nothing of it is left."""
    return not _is_on(paragraph.find(f"{W}pPr/{W}rPr/{W}vanish"))


def _is_raised(run: Element) -> bool:
    align = run.find(f"{W}rPr/{W}vertAlign")
    return align is not None and align.get(f"{W}val") == "superscript"


def _mark_deleted(paragraph: Element) -> bool:
    """True where a tracked change deleted the mark, so that the next paragraph goes on."""
    return paragraph.find(f"{W}pPr/{W}rPr/{W}del") is not None


def _headings(styles: Element | None) -> frozenset[str]:
    """Ids of the styles that make a heading: by outline level, or by a built-in name."""
    if styles is None:
        return frozenset()
    found: set[str] = set()
    nodes = list(styles.iter(f"{W}style"))
    for _ in range(4):
        for node in nodes:
            name = node.find(f"{W}name")
            based = node.find(f"{W}basedOn")
            outline = node.find(f"{W}pPr/{W}outlineLvl")
            level = outline.get(f"{W}val") if outline is not None else None
            named = (name.get(f"{W}val") or "").lower() if name is not None else ""
            inherits = level is None and based is not None and based.get(f"{W}val") in found
            if (
                (level is not None and level != "9")
                or named == "title"
                or named.startswith("heading ")
                or inherits
            ):
                found.add(node.get(f"{W}styleId") or "")
    return frozenset(found)


def _contents(styles: Element | None) -> frozenset[str]:
    """Ids of the built-in styles of the entries of a table of contents, ``toc 1`` to ``toc 9``."""
    nodes = styles.iter(f"{W}style") if styles is not None else ()
    named = ((node.get(f"{W}styleId") or "", node.find(f"{W}name")) for node in nodes)
    return frozenset(
        key
        for key, name in named
        if name is not None and _CONTENTS.fullmatch((name.get(f"{W}val") or "").lower())
    )


def _parts(part: Part, kind: str) -> Iterator[Element]:
    for relation in part.rels.values():
        if relation.reltype.endswith(f"/{kind}") and not relation.is_external:
            parser = etree.XMLParser(resolve_entities=False, no_network=True)
            yield etree.fromstring(relation.target_part.blob, parser)


def _related(part: Part, kind: str) -> Element | None:
    return next(_parts(part, kind), None)
