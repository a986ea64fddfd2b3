"""What the rows of the page Review are drawn from, and what the browser learns with them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from aligner.languages import language
from aligner.model import Bead, Entry, Paragraph, Status
from aligner.reading import sentences
from aligner.review.doubts import TITLES, Doubt, Mark
from aligner.review.filters import Traits
from aligner.review.known_terms import Concept, KnownTerms
from aligner.review.language_names import language_name
from aligner.review.searching import Search
from aligner.review.spans import Marked, marked, occurrences
from aligner.store import OutlineRow

Texts = Mapping[int, Mapping[str, tuple[Paragraph, ...]]]

STATUSES = {
    Status.APPROVED: "✓ approved",
    Status.REJECTED: "✗ rejected",
    Status.EXCLUDED: "– set aside",
}
NEAR = 3
"""Rows on either side of the current one that a person certainly has before them."""

MOST_TERMS = 10
"""Terms of a row that are marked and listed: the best."""


class Part(NamedTuple):
    """A stretch of a paragraph.

    Attributes:
        sentence: It is a sentence, at whose start a cell can be split.
        pieces: Its words, terms marked.
    """

    sentence: bool
    pieces: Marked


@dataclass(frozen=True, slots=True)
class Cell:
    """One language of one row, as it reads now.

    Attributes:
        source: Its paragraphs as they were read.
        written: What a person wrote in their place, a line a paragraph; None where nobody did.
        forms: Forms of terms that are marked.
        known: The terms of all glossaries, where these are marked too.
        search: What was looked for, where it is marked.
    """

    lang: str
    source: tuple[Paragraph, ...]
    written: str | None
    forms: frozenset[str]
    known: KnownTerms | None = None
    search: Search | None = None

    @property
    def paragraphs(self) -> list[tuple[str, Sequence[Part]]]:
        """The label of each paragraph, and its words; empty where there is no counterpart."""
        if self.written is None:
            return [(p.text[: p.body_start], self._parts(p)) for p in self.source]
        lines = self.written.split("\n")
        labels = [p.text[: p.body_start] for p in self.source] or [""]
        # Where paragraphs came or went nobody knows whose label is whose.
        labels = labels if len(labels) == len(lines) else [labels[0], *[""] * len(lines)]
        return [
            (label, [Part(True, self.marked(line))])
            for label, line in zip(labels, lines, strict=False)
        ]

    def _parts(self, paragraph: Paragraph) -> Sequence[Part]:
        """The words of a paragraph, each sentence a part of its own."""
        text, at = paragraph.text, paragraph.body_start
        out = []
        for sentence in paragraph.sentences or sentences.split(text, language(self.lang)):
            start = max(sentence.start, at)
            if start >= sentence.end:
                continue
            if between := text[at:start]:
                out.append(Part(False, [(between, False)]))
            out.append(Part(True, self.marked(text[start : sentence.end])))
            at = sentence.end
        if rest := text[at:]:
            out.append(Part(False, self.marked(rest)))
        return out

    def marked(self, text: str) -> Marked:
        """Words of the cell with its terms marked: those of all glossaries by a word."""
        if self.search and self.search.looks_in(self.lang) and (hits := self.search.spans(text)):
            return marked(text, [(start, end, "found") for start, end in hits])
        met = self.known.find(self.lang, text) if self.known else ()
        free = (
            (start, end)
            for start, end in occurrences(text, self.forms)
            if all(end <= one.start or one.end <= start for one in met)
        )
        named = ((one.start, one.end, "avoided" if one.avoided else "known") for one in met)
        return marked(text, [*named, *free])


@dataclass(frozen=True, slots=True)
class Drawing:
    """What the rows of one window are drawn from.

    Attributes:
        languages: Columns, the pivot first.
        rows: What is drawn, in order.
        current: The row that is read now; one of `rows` unless the list was scrolled away from it.
        texts: Paragraphs by row id and language.
        edits: Texts that a person wrote, by row id and language.
        beads: How rows came about, by row id and language other than the pivot.
        terms: Entries with a context in the row, by row id, best first.
        names: What each row is called, by row id.
        hidden: Languages of the document that are not shown.
        doubts: What may be wrong, by row id.
        known: The terms of all glossaries, where these are marked.
        search: What was looked for, where it is marked.
        first: Index of the first of `rows` in the list.
        count: Rows of the list, drawn or not.
    """

    project_id: int
    languages: Sequence[str]
    rows: Sequence[OutlineRow]
    current: OutlineRow
    texts: Texts
    edits: Mapping[int, Mapping[str, str]]
    beads: Mapping[int, Mapping[str, Bead]]
    terms: Mapping[int, Sequence[Entry]]
    names: Mapping[int, str]
    hidden: Sequence[str] = ()
    doubts: Mapping[int, Sequence[Doubt]] = field(default_factory=dict)
    known: KnownTerms | None = None
    search: Search | None = None
    first: int = 0
    count: int = 0

    @property
    def pivot(self) -> str:
        """The language that stays as it is."""
        return self.languages[0]

    @property
    def is_away(self) -> bool:
        """True where the list was scrolled so far that the current row is not drawn."""
        return self.current.id not in {row.id for row in self.rows}

    def best_terms(self, row: OutlineRow) -> Sequence[Entry]:
        """The terms of a row that are marked and listed."""
        return self.terms.get(row.id, ())[:MOST_TERMS]

    def decided(self, row: OutlineRow) -> list[tuple[str, str]]:
        """What was decided of a row: the name of a colour and words, for each status it has."""
        if not row.statuses:
            whole = f"{STATUSES.get(row.status, '')}{' in all' if self.hidden else ''}"
            return [(row.status.value, whole)] if row.status in STATUSES else []
        found: dict[Status, list[str]] = {}
        for lang, status in row.statuses.items():
            found.setdefault(status, []).append(language_name(lang))
        return [
            (status.value, f"{STATUSES[status]}: {', '.join(named)}")
            for status, named in found.items()
            if status in STATUSES
        ]

    def marks(self, row: OutlineRow) -> list[tuple[str, str]]:
        """The kinds of what may be wrong with a row, each with all that is said of it."""
        found: dict[Mark, list[str]] = {}
        for doubt in self.doubts.get(row.id, ()):
            found.setdefault(doubt.mark, []).append(doubt.words)
        return [(TITLES[mark], "; ".join(words)) for mark, words in found.items()]

    def is_open(self, row: OutlineRow) -> bool:
        """True where nobody has decided on a row and there is some doubt."""
        return Traits.of(row, self.doubts.get(row.id, ())).open

    def shape(self, row: OutlineRow) -> str:
        """How many paragraphs each language has, as 1:2; empty where it is one each.

        A text that a person wrote is one.
        """
        counts = [
            "1" if lang in row.edited else str(len(row.cells.get(lang, ())))
            for lang in self.languages
        ]
        return ":".join(counts) if {*counts} != {"1"} else ""

    def cells(self, row: OutlineRow, *, terms: bool = True) -> list[Cell]:
        """The row in each language."""
        entries = self.best_terms(row) if terms else ()
        texts, edits = self.texts.get(row.id, {}), self.edits.get(row.id, {})
        of_all = self.known, self.search
        return [
            Cell(lang, texts.get(lang, ()), edits.get(lang), _forms(entries, lang), *of_all)
            for lang in self.languages
        ]

    def known_terms(self, row: OutlineRow) -> list[tuple[str, str]]:
        """The terms of all glossaries in the pivot of a row: as it stands, and with others."""
        if self.known is None:
            return []
        found = {}
        for _, parts in self.cells(row)[0].paragraphs:
            for text in ("".join(words for words, _ in part.pieces) for part in parts):
                for met in self.known.find(self.pivot, text):
                    names = self.known.names.get(Concept(*met.terms[0][:2]), {})
                    others = [names[lang] for lang in self.languages[1:] if lang in names]
                    words = text[met.start : met.end]
                    found[words.casefold()] = (words, " · ".join([words, *others[:1]]))
        return list(found.values())

    def sentences(self, row: OutlineRow) -> list[tuple[str, Marked]]:
        """The sentences of a row, pair by pair, where exactly two languages are shown."""
        if len(self.languages) != 2 or self.edits.get(row.id):
            return []
        other = self.languages[1]
        bead = self.beads.get(row.id, {}).get(other)
        if bead is None or len(bead.sentences) < 2:
            return []
        texts = self.texts.get(row.id, {})
        cells = {cell.lang: cell for cell in self.cells(row)}
        sides = {
            lang: [s for paragraph in texts.get(lang, ()) for s in paragraph.sentence_texts()]
            for lang in self.languages
        }
        return [
            (
                lang,
                cells[lang].marked(" ".join(sides[lang][i] for i in ids if i < len(sides[lang]))),
            )
            for pair in bead.sentences
            for lang, ids in ((self.pivot, pair.src), (other, pair.tgt))
        ]


def _forms(entries: Sequence[Entry], lang: str) -> frozenset[str]:
    return frozenset(
        form
        for entry in entries
        for term in entry.terms
        if term.lang == lang
        for form in (term.text, *term.variants)
    )


@dataclass(frozen=True, slots=True)
class Answer:
    """What the browser learns with a drawing.

    Attributes:
        seen: Number of the last of its events that is in the drawing.
        newest: Last event of the log that is in it.
        said: What was done last.
        failed: What was not done, and why.
        checked: How many rows of the document were looked at for what may be wrong.
    """

    seen: int
    newest: int
    said: str = ""
    failed: str = ""
    checked: int = 0
