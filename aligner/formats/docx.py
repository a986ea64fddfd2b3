"""A Word document with the versions side by side in one table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aligner.formats.files import aside, settle_zip
from aligner.formats.html import plain
from aligner.formats.safexml import clean
from aligner.languages import language
from aligner.model import TranslationUnit

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import _Cell

_CREATED = datetime(2000, 1, 1)
"""A fixed date, so that equal content gives equal bytes."""
_PAGE, _MARGIN, _LABEL_WIDTH = 29.7, 1.5, 1.6
"""Widths of the page (A4 across), its margins and the column of labels, in centimetres."""


def write(
    units: Iterable[TranslationUnit],
    path: Path,
    languages: Sequence[str],
    *,
    title: str = "",
    signature: str = "",
) -> int:
    """Write units as a table in a Word document, with a column for each language.

    Right-to-left text runs its way, the heading repeats on each page, and no row is split.

    Args:
        units: In reading order; which status may go out is for the caller to say.
        path: Where to.
        languages: Columns, in this order.
        title: Heading; the document of the first unit if not given.
        signature: How the alignment was made, for the foot of the pages.

    Returns:
        Number of rows written.

    Raises:
        OutputError: The file cannot be written.
    """
    import docx
    from docx.enum.section import WD_ORIENT
    from docx.shared import Cm, Pt

    rows = list(units)
    title = clean(title or next((unit.document for unit in rows if unit.document), "Alignment"))
    document = docx.Document()
    _settle(document, title)
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(_PAGE), Cm(21)
    section.left_margin = section.right_margin = Cm(_MARGIN)
    if signature:
        section.footer.paragraphs[0].add_run(clean(signature)).font.size = Pt(7)
    document.add_heading(title, level=1)
    table = document.add_table(rows=0, cols=len(languages) + 1)
    table.style = "Table Grid"
    space = _PAGE - 2 * _MARGIN - _LABEL_WIDTH
    widths = [Cm(_LABEL_WIDTH), *(Cm(space / len(languages)) for _ in languages)]
    heads = [("¶", "")] + [(language(lang).endonym, lang) for lang in languages]
    _add_row(table, heads, widths, repeat=True)
    for unit in rows:
        texts = [(plain(unit, lang), lang) for lang in languages]
        _add_row(table, [(clean(unit.label), ""), *texts], widths)
    with aside(path) as part:
        document.save(str(part))
        settle_zip(part)
    return len(rows)


def _settle(document: Document, title: str) -> None:
    """Give the document properties that depend on nothing but its content."""
    properties = document.core_properties
    properties.title = title
    properties.author = properties.last_modified_by = "aligner"
    properties.comments = ""
    properties.created = properties.modified = _CREATED


def _add_row(
    table: Any,  # noqa: ANN401 (python-docx has no public type for it)
    cells: Sequence[tuple[str, str]],
    widths: Sequence[int],
    *,
    repeat: bool = False,
) -> None:
    from docx.oxml import OxmlElement

    row = table.add_row()
    properties = row._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:cantSplit"))
    if repeat:
        properties.append(OxmlElement("w:tblHeader"))
    for cell, (text, lang), width in zip(row.cells, cells, widths, strict=True):
        cell.width = width
        _fill(cell, text, lang, bold=repeat)


def _fill(cell: _Cell, text: str, lang: str, *, bold: bool) -> None:
    """Put a text into a cell and tell Word its language and direction."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    paragraph = cell.paragraphs[0]
    run = paragraph.add_run(text)
    run.bold = bold or None
    if not lang:
        return
    facts = language(lang)
    properties = run._r.get_or_add_rPr()
    if facts.rtl:
        paragraph._p.get_or_add_pPr().append(OxmlElement("w:bidi"))
        properties.append(OxmlElement("w:rtl"))
    tag = OxmlElement("w:lang")
    slot = "w:bidi" if facts.rtl else "w:val" if facts.spaces else "w:eastAsia"
    tag.set(qn(slot), lang)
    properties.append(tag)
