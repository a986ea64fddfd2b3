"""What stands in the cells of rows, taken apart and put together; no text is lost or changed."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from sqlalchemy import Connection

from aligner.errors import UsageError
from aligner.languages import language
from aligner.model import Status
from aligner.reading import sentences
from aligner.store import outline, row_states
from aligner.store.row_states import BY_HAND_REASON, Piece, RowState, joined

BY_HAND = 0.5
"""Confidence of a row whose paragraphs were moved by hand: nobody has measured it."""


@dataclass(frozen=True, slots=True)
class Content:
    """What stands in one cell: pieces, and what a person wrote in place of their words."""

    pieces: tuple[Piece, ...] = ()
    edit: str = ""

    @property
    def empty(self) -> bool:
        """True where nothing stands there."""
        return not self.pieces and not self.edit


def content_of(row: RowState, lang: str) -> Content:
    """What stands in a cell of a row."""
    return Content(row.cells.get(lang, ()), row.edits.get(lang, ""))


def with_content(row: RowState, lang: str, content: Content) -> RowState:
    """The row with another cell; that language is pending, as nobody has looked at it yet."""
    cells = {other: pieces for other, pieces in row.cells.items() if other != lang}
    edits = {other: text for other, text in row.edits.items() if other != lang}
    if content.pieces:
        cells[lang] = content.pieces
    if content.edit:
        edits[lang] = content.edit
    return replace(
        row.decide({lang: Status.CANDIDATE}),
        cells=cells,
        edits=edits,
        confidence=BY_HAND,
        reason=BY_HAND_REASON,
    )


def put_together(contents: Sequence[Content], texts: Sequence[str]) -> Content:
    """Contents as one, in this order; the words are written out where any was edited."""
    pieces = joined(piece for content in contents for piece in content.pieces)
    edited = any(content.edit for content in contents)
    return Content(pieces, " ".join(filter(None, texts)) if edited else "")


def taken(content: Content, *, up: bool) -> tuple[Content, Content]:
    """What stays and what goes: the first piece up or the last one down, an edited cell whole."""
    if content.edit or len(content.pieces) == 1:
        return Content(), content
    first, last = content.pieces[:1], content.pieces[-1:]
    if up:
        return Content(content.pieces[1:]), Content(first)
    return Content(content.pieces[:-1]), Content(last)


def _as_read(connection: Connection, row: RowState, lang: str) -> str:
    """The words of a cell, whatever a person wrote in their place."""
    found = outline.paragraphs(connection, [row.id])[row.id].get(lang, ())
    return " ".join(paragraph.body for paragraph in found)


def divided(
    connection: Connection, row: RowState, lang: str, sentence: int
) -> tuple[Content, Content]:
    """The content of a cell before and from a sentence on, counted over its paragraphs from 0.

    What a person wrote anew falls into its lines, each a paragraph.

    Raises:
        UsageError: If there is nothing on one side.
    """
    edit = row.edits.get(lang, "")
    if edit not in ("", _as_read(connection, row, lang)):
        return _divided_as_written(row, lang, edit.split("\n"), sentence)
    pieces = row.cells[lang]
    read = outline.as_read(connection, row.project, lang, [piece[0] for piece in pieces])
    places: list[tuple[int, int]] = []
    for i, (ordinal, start, end) in enumerate(pieces):
        stop = len(read[ordinal].text) if end is None else end
        known = read[ordinal].sentences or sentences.split(read[ordinal].text, language(lang))
        inside = [s.start for s in known if start < s.start < stop]
        places += [(i, start), *((i, offset) for offset in inside)]
    if not 1 <= sentence < len(places):
        raise UsageError(
            f"the {lang} text of row {row.position + 1} has {len(places)} "
            f"sentence{'s' if len(places) > 1 else ''}; there is nothing to split"
            + (f" before number {sentence}" if len(places) > 1 else "")
        )
    i, offset = places[sentence]
    ordinal, start, end = pieces[i]
    if offset == start:
        return Content(pieces[:i]), Content(pieces[i:])
    return (
        Content((*pieces[:i], (ordinal, start, offset))),
        Content(((ordinal, offset, end), *pieces[i + 1 :])),
    )


def _divided_as_written(
    row: RowState, lang: str, lines: Sequence[str], line: int
) -> tuple[Content, Content]:
    """The content before and from a line on; each line takes one paragraph that was read along."""
    if not 1 <= line < len(lines):
        raise UsageError(
            f"the {lang} text of row {row.position + 1} was written anew, as one paragraph; begin "
            "a new line in it where it is to be split"
        )
    pieces = row.cells.get(lang, ())
    return (
        Content(pieces[:line], "\n".join(lines[:line])),
        Content(pieces[line:], "\n".join(lines[line:])),
    )


def new_row(connection: Connection, above: RowState) -> RowState:
    """An empty row of its own right below another."""
    row_id = row_states.reserve(connection, above.project)
    return RowState(row_id, above.project, above.position + 1, version=0, follows=above.id)


def neighbours(connection: Connection, ids: Collection[int]) -> list[RowState]:
    """Rows right below one another, in order.

    Raises:
        UsageError: If they are not, or fewer than two.
    """
    if len(ids) < 2:
        raise UsageError("name two rows or more to merge")
    rows = sorted(row_states.load(connection, ids).values(), key=lambda row: row.position)
    if any((a.project, a.position + 1) != (b.project, b.position) for a, b in pairwise(rows)):
        raise UsageError("only rows right below one another can be merged")
    return rows


def as_one(connection: Connection, rows: Sequence[RowState], kept: RowState) -> RowState:
    """One of some rows with all that stands in them, and their notes."""
    texts = outline.bodies(connection, [row.id for row in rows])
    merged = kept
    for lang in dict.fromkeys(lang for row in rows for lang in (*row.cells, *row.edits)):
        content = put_together(
            [content_of(row, lang) for row in rows], [texts[row.id].get(lang, "") for row in rows]
        )
        merged = with_content(merged, lang, content)
    return replace(merged, notes=tuple(sorted(i for row in rows for i in row.notes)))
