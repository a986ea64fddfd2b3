"""What a concept of the page Terms is drawn from: its terms, what is known of it, its contexts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from aligner.model import Context, Entry, Term
from aligner.review.links import row_link
from aligner.review.row_names import names
from aligner.review.spans import Marked, excerpt, marked, occurrences
from aligner.store import OutlineRow

_CONTEXTS = 20
_AROUND = 150  # characters of context on either side of a term


class Place(NamedTuple):
    """A context as it is drawn: what it is called, where it leads, and its texts."""

    name: str
    url: str
    cells: Sequence[tuple[str, Marked]]


@dataclass(frozen=True, slots=True)
class Concept:
    """One concept as it is drawn.

    Attributes:
        home: What names its source in a URL.
        project: Id of the document that it was found in; None for an imported glossary.
        entry: The concept.
        pair: The two languages that are shown.
        terms: Its terms in these languages, the source language first.
        marked: The one on which keys for terms act; None without any.
        twins: Other concepts with the same term.
        rows: Of the project, to which contexts lead.
        allowed: Whether the person may decide on it.
        said: What became of the last key.
    """

    home: Mapping[str, object]
    project: int | None
    entry: Entry
    pair: tuple[str, str]
    terms: Sequence[Term]
    marked: Term | None
    twins: Sequence[Entry]
    rows: Sequence[OutlineRow]
    allowed: bool
    said: str = ""

    @property
    def facts(self) -> list[tuple[str, str]]:
        """What is written of it, a name and a text each."""
        entry = self.entry
        facts = (
            ("Definition", entry.definition),
            ("Note", entry.note),
            ("Subject field", entry.domain),
            ("Source", entry.source if entry.definition else ""),
        )
        return [(name, text) for name, text in facts if text]

    @property
    def contexts(self) -> list[Place]:
        """Where it stands, the first of them."""
        called = dict(zip((row.id for row in self.rows), names(self.rows), strict=True))
        return [self._place(context, called) for context in self.entry.contexts[:_CONTEXTS]]

    @property
    def more_contexts(self) -> int:
        """How many further contexts there are; not above 0 where all are drawn."""
        return len(self.entry.contexts) - _CONTEXTS

    def _place(self, context: Context, called: Mapping[int, str]) -> Place:
        row = _row_of(context, self.rows)
        name = called[row.id] if row else context.label or context.document
        url = row_link(self.project, row.id) if row and self.project is not None else ""
        cells = [
            (lang, self._text(context.texts[lang], lang))
            for lang in self.pair
            if context.texts.get(lang)
        ]
        return Place(name, url, cells)

    def _text(self, text: str, lang: str) -> Marked:
        forms = {
            form
            for term in self.entry.terms
            if term.lang == lang
            for form in (term.text, term.acronym, *term.variants)
        }
        found = occurrences(text, forms)
        if not found:
            return [(text, False)]
        text, _ = excerpt(text, *found[0], _AROUND)
        return marked(text, occurrences(text, forms))


def _row_of(context: Context, rows: Sequence[OutlineRow]) -> OutlineRow | None:
    """The row that holds the first of the context's paragraphs."""
    for lang, ids in context.units.items():
        for row in rows:
            if ids and ids[0] in row.cells.get(lang, ()):
                return row
    return None
