"""HTML of the rows of the page Review, side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from aligner.model import Bead, Entry, Kind, Paragraph, Status
from aligner.review.filters import is_pending, is_uncertain
from aligner.review.frame import desk
from aligner.review.markup import (
    chip,
    endonym,
    escape,
    in_language,
    marked,
    occurrences,
)
from aligner.store import OutlineRow

Texts = Mapping[int, Mapping[str, tuple[Paragraph, ...]]]

KINDS = {
    Kind.TITLE: "title",
    Kind.ADOPTION: "adoption",
    Kind.ORGAN: "organ",
    Kind.HEADING: "heading",
    Kind.PREAMBULAR: "pream.",
    Kind.FOOTNOTE: "note",
    Kind.TABLE: "table",
}
STATUSES = {
    Status.APPROVED: "✓ approved",
    Status.REJECTED: "✗ rejected",
    Status.EXCLUDED: "– set aside",
}
NEAR = 3
"""Rows in sight on either side of the current one; as many in all at either end of the document."""


MOST_TERMS = 10
"""Terms of a row that are marked and listed: the best."""


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
    """

    project_id: int
    languages: Sequence[str]
    rows: Sequence[OutlineRow]
    current: OutlineRow
    texts: Texts
    edits: Mapping[int, Mapping[str, str]]
    beads: Mapping[int, Mapping[str, Bead]]
    terms: Mapping[int, Sequence[Entry]]

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


@dataclass(frozen=True, slots=True)
class Answer:
    """What the browser learns with a drawing.

    Attributes:
        seen: Number of the last of its events that is in the drawing.
        newest: Last event of the log that is in it.
        said: What was done last.
        failed: What was not done, and why.
    """

    seen: int
    newest: int
    said: str = ""
    failed: str = ""

    def attributes(self, languages: Sequence[str]) -> str:
        """As attributes of the table of rows."""
        at_first = languages[1] if len(languages) > 1 else languages[0]
        return (
            f'data-seen="{self.seen}" data-newest="{self.newest}" '
            f'data-said="{escape(self.said)}" data-failed="{escape(self.failed)}" '
            f'data-langs="{escape(" ".join(languages))}" data-lang="{escape(at_first)}"'
        )


def row_link(project_id: int, row_id: int) -> str:
    """The URL of a row."""
    return desk.link("review", project=project_id, row=row_id)


def row_name(row: OutlineRow) -> str:
    """What a row is called in its gutter: its number, its kind, or its place."""
    return row.label or KINDS.get(row.kind, "") or f"{row.position + 1}"


def table(drawing: Drawing, answer: Answer, note: str = "") -> str:
    """Rows side by side: the current one whole, the others dimmed and cut short."""
    head = "".join(
        f'<div role="columnheader" {in_language(lang)}>{escape(endonym(lang))}</div>'
        for lang in drawing.languages
    )
    seen = drawing.in_sight
    body = "".join(_row(drawing, row, i not in seen) for i, row in enumerate(drawing.rows))
    above = f'<p class="al-note" role="status">{escape(note)}</p>' if note else ""
    many = " data-many" if len(drawing.languages) > 3 else ""
    return (
        f'{above}<div class="al-rows" style="--al-columns:{len(drawing.languages)}" role="table" '
        f'aria-label="Aligned rows" {answer.attributes(drawing.languages)}{many}>'
        f'<div class="al-head" role="row"><div></div>{head}</div>{body}</div>'
    )


def _row(drawing: Drawing, row: OutlineRow, hidden: bool) -> str:
    terms = drawing.terms.get(row.id, ())[:MOST_TERMS]
    cells = "".join(cell(drawing, row, lang, terms) for lang in drawing.languages)
    sentences = _sentences(drawing, row, terms)
    here = ' aria-current="true"' if row == drawing.current else ""
    uncertain = " data-uncertain" if is_uncertain(row) and is_pending(row) else ""
    css = "al-row al-parted" if sentences else "al-row"
    return (
        f'<div class="{css}" role="row" data-row="{row.id}" data-version="{row.version}" '
        f'data-status="{row.status}" data-go="row:{row.id}"{uncertain}{here}'
        f"{' hidden' if hidden else ''}>"
        f"{_gutter(drawing, row)}{cells}{sentences}</div>"
    )


def _gutter(drawing: Drawing, row: OutlineRow) -> str:
    counts = _shape(drawing, row)
    shape = f'<span class="al-shape">{":".join(counts)}</span>' if {*counts} != {"1"} else ""
    status = STATUSES.get(row.status)
    decided = f'<span class="al-status al-{row.status}">{status}</span>' if status else ""
    notes = f'<span class="al-shape">✎ {row.notes}</span>' if row.notes else ""
    url = escape(row_link(drawing.project_id, row.id))
    return (
        f'<div class="al-gutter" role="rowheader"><a href="{url}" data-go="row:{row.id}">'
        f"{escape(row_name(row))}</a>{chip(row.confidence)}{decided}{shape}{notes}</div>"
    )


def _shape(drawing: Drawing, row: OutlineRow) -> list[str]:
    """How many paragraphs each language that is shown has; a text that a person wrote is one."""
    return [
        "1" if lang in row.edited else str(len(row.cells.get(lang, ())))
        for lang in drawing.languages
    ]


def cell(drawing: Drawing, row: OutlineRow, lang: str, terms: Sequence[Entry] = ()) -> str:
    """One language of one row, as it reads now."""
    paragraphs = drawing.texts.get(row.id, {}).get(lang, ())
    written = drawing.edits.get(row.id, {}).get(lang)
    if written is not None:
        label = next((p.text[: p.body_start] for p in paragraphs), "")
        inner = _paragraph(label, f'<span class="al-s">{_with_terms(written, lang, terms)}</span>')
        css = "al-cell al-edited"
    elif paragraphs:
        inner = "".join(
            _paragraph(p.text[: p.body_start], _body(p, lang, terms)) for p in paragraphs
        )
        css = "al-cell"
    else:
        inner = '<span class="al-none">no counterpart</span>'
        css = "al-cell al-gap"
    return f'<div class="{css}" role="cell" {in_language(lang)}>{inner}</div>'


def _paragraph(label: str, body: str) -> str:
    drawn = f'<span class="al-label">{escape(label)}</span>' if label else ""
    return f'<p>{drawn}<span class="al-body">{body}</span></p>'


def _body(paragraph: Paragraph, lang: str, terms: Sequence[Entry]) -> str:
    """The words of a paragraph, each sentence an element of its own."""
    text, at, out = paragraph.text, paragraph.body_start, []
    for sentence in paragraph.sentences:
        start = max(sentence.start, at)
        if start >= sentence.end:
            continue
        out.append(escape(text[at:start]))
        drawn = _with_terms(text[start : sentence.end], lang, terms)
        out.append(f'<span class="al-s">{drawn}</span>')
        at = sentence.end
    return "".join((*out, _with_terms(text[at:], lang, terms)))


def _with_terms(text: str, lang: str, terms: Sequence[Entry]) -> str:
    needles = {
        form
        for entry in terms
        for term in entry.terms
        if term.lang == lang
        for form in (term.text, *term.variants)
    }
    return marked(text, occurrences(text, needles))


def _sentences(drawing: Drawing, row: OutlineRow, terms: Sequence[Entry]) -> str:
    """The sentences of a row, pair by pair, where exactly two languages are shown."""
    if len(drawing.languages) != 2 or drawing.edits.get(row.id):
        return ""
    other = drawing.languages[1]
    bead = drawing.beads.get(row.id, {}).get(other)
    if bead is None or len(bead.sentences) < 2:
        return ""
    texts = drawing.texts.get(row.id, {})
    sides = {
        lang: [s for paragraph in texts.get(lang, ()) for s in paragraph.sentence_texts()]
        for lang in drawing.languages
    }
    lines = []
    for pair in bead.sentences:
        for lang, ids in ((drawing.pivot, pair.src), (other, pair.tgt)):
            text = " ".join(sides[lang][i] for i in ids if i < len(sides[lang]))
            gap = "" if text else " al-gap"
            empty = '<span class="al-none">no counterpart</span>'
            inner = _with_terms(text, lang, terms) or empty
            lines.append(
                f'<div class="al-cell al-sentence{gap}" role="cell" {in_language(lang)}>'
                f"<p>{inner}</p></div>"
            )
    return f'<div class="al-sentences">{"".join(lines)}</div>'
