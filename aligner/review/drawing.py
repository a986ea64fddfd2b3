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
from aligner.review.language_names import language_name
from aligner.review.spans import Marked, marked, occurrences
from aligner.store import OutlineRow

Texts = Mapping[int, Mapping[str, tuple[Paragraph, ...]]]

STATUSES = {
    Status.APPROVED: "✓ approved",
    Status.REJECTED: "✗ rejected",
    Status.EXCLUDED: "– set aside",
}
NEAR = 3
"""Rows in sight on either side of the current one; as many in all at either end of the document."""

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
    """

    lang: str
    source: tuple[Paragraph, ...]
    written: str | None
    forms: frozenset[str]

    @property
    def paragraphs(self) -> list[tuple[str, Sequence[Part]]]:
        """The label of each paragraph, and its words; empty where there is no counterpart."""
        if self.written is None:
            return [(p.text[: p.body_start], _parts(p, self.lang, self.forms)) for p in self.source]
        lines = self.written.split("\n")
        labels = [p.text[: p.body_start] for p in self.source] or [""]
        # Where paragraphs came or went nobody knows whose label is whose.
        labels = labels if len(labels) == len(lines) else [labels[0], *[""] * len(lines)]
        return [
            (label, [Part(True, _marked(line, self.forms))])
            for label, line in zip(labels, lines, strict=False)
        ]


@dataclass(frozen=True, slots=True)
class Drawing:
    """What the rows of one window are drawn from.

    Attributes:
        languages: Columns, the pivot first.
        rows: What is drawn, in order, some of it hidden until the current row comes near.
        current: The row that is read now; one of `rows`.
        texts: Paragraphs by row id and language.
        edits: Texts that a person wrote, by row id and language.
        beads: How rows came about, by row id and language other than the pivot.
        terms: Entries with a context in the row, by row id, best first.
        names: What each row is called, by row id.
        hidden: Languages of the document that are not shown.
        doubts: What may be wrong, by row id.
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

    @property
    def pivot(self) -> str:
        """The language that stays as it is."""
        return self.languages[0]

    @property
    def in_sight(self) -> range:
        """Indices of the rows that are not hidden, as ``cursor.js`` has it too."""
        here = self.rows.index(self.current)
        first = max(0, min(here - NEAR, len(self.rows) - 2 * NEAR - 1))
        return range(first, first + 2 * NEAR + 1)

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
        return [
            Cell(lang, texts.get(lang, ()), edits.get(lang), _forms(entries, lang))
            for lang in self.languages
        ]

    def sentences(self, row: OutlineRow) -> list[tuple[str, Marked]]:
        """The sentences of a row, pair by pair, where exactly two languages are shown."""
        if len(self.languages) != 2 or self.edits.get(row.id):
            return []
        other = self.languages[1]
        bead = self.beads.get(row.id, {}).get(other)
        if bead is None or len(bead.sentences) < 2:
            return []
        texts = self.texts.get(row.id, {})
        entries = self.best_terms(row)
        forms = {lang: _forms(entries, lang) for lang in self.languages}
        sides = {
            lang: [s for paragraph in texts.get(lang, ()) for s in paragraph.sentence_texts()]
            for lang in self.languages
        }
        return [
            (
                lang,
                _marked(" ".join(sides[lang][i] for i in ids if i < len(sides[lang])), forms[lang]),
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


def _marked(text: str, forms: frozenset[str]) -> Marked:
    return marked(text, occurrences(text, forms))


def _parts(paragraph: Paragraph, lang: str, forms: frozenset[str]) -> Sequence[Part]:
    """The words of a paragraph, each sentence a part of its own."""
    text, at = paragraph.text, paragraph.body_start
    out = []
    for sentence in paragraph.sentences or sentences.split(text, language(lang)):
        start = max(sentence.start, at)
        if start >= sentence.end:
            continue
        if between := text[at:start]:
            out.append(Part(False, [(between, False)]))
        out.append(Part(True, _marked(text[start : sentence.end], forms)))
        at = sentence.end
    if rest := text[at:]:
        out.append(Part(False, _marked(rest, forms)))
    return out


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
