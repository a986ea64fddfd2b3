"""HTML of the page Review: the strip, the rail, the rows, and the panel beside them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from aligner.model import Bead, Entry, Kind, Paragraph
from aligner.review import desk
from aligner.review.confidence import band
from aligner.review.markup import (
    chip,
    endonym,
    escape,
    in_language,
    language_name,
    marked,
    occurrences,
)
from aligner.review.window import Section, is_uncertain
from aligner.store import OutlineRow

Texts = Mapping[int, Mapping[str, tuple[Paragraph, ...]]]

_KINDS = {
    Kind.TITLE: "title",
    Kind.ADOPTION: "adoption",
    Kind.ORGAN: "organ",
    Kind.HEADING: "heading",
    Kind.PREAMBULAR: "pream.",
    Kind.FOOTNOTE: "note",
    Kind.TABLE: "table",
}
_PANEL_TERMS = 10


@dataclass(frozen=True, slots=True)
class Drawing:
    """What the rows of one window are drawn from.

    Attributes:
        languages: Columns, the pivot first.
        texts: Paragraphs by row id and language.
        current: The row that is read now.
        beads: How it came about, by language other than the pivot.
        terms: Entries with a context in it.
    """

    project_id: int
    languages: Sequence[str]
    texts: Texts
    current: OutlineRow
    beads: Mapping[str, Bead]
    terms: Sequence[Entry]


def row_link(project_id: int, row_id: int) -> str:
    """The URL of a row."""
    return desk.link("review", project=project_id, row=row_id)


def strip(confidences: Sequence[float], position: int, count: int) -> str:
    """The whole document as a band of colours, with a mark where one is."""
    step = 100 / max(1, len(confidences))
    stops = ",".join(
        f"var(--al-{band(value).word}) {i * step:.2f}% {(i + 1) * step:.2f}%"
        for i, value in enumerate(confidences)
    )
    here = 100 * (position + 0.5) / max(1, count)
    return (
        f'<div class="al-strip" data-strip role="img" aria-label="Row {position + 1} of {count}" '
        f'title="The whole document by confidence; click to go there" '
        f'style="background:linear-gradient(90deg,{stops})">'
        f'<i style="left:{here:.2f}%"></i></div>'
    )


def rail(sections: Sequence[Section], current: OutlineRow, texts: Texts, project_id: int) -> str:
    """The structure of the document; the section at hand is open."""
    items = []
    for section in sections:
        is_open = current in section.rows
        name = section.name or _heading(texts.get(section.rows[0].id, {}))
        badge = f'<em title="uncertain">{section.uncertain}</em>' if section.uncertain else ""
        items.append(
            _rail_item(project_id, section.rows[0], f"<span>{escape(name)}</span>{badge}", is_open)
        )
        if is_open and len(section.rows) > 1:
            items += [
                _rail_item(
                    project_id,
                    row,
                    f"<span>{_short_name(row, section, i)}</span>"
                    + ('<em class="al-dot" title="uncertain"></em>' if is_uncertain(row) else ""),
                    row == current,
                    "al-sub",
                )
                for i, row in enumerate(section.rows)
            ]
    return f'<nav class="al-rail" aria-label="Structure">{"".join(items)}</nav>'


def _rail_item(project_id: int, row: OutlineRow, inner: str, on: bool, css: str = "") -> str:
    here = ' aria-current="true"' if on else ""
    return (
        f'<a class="{css}" href="{escape(row_link(project_id, row.id))}" '
        f'data-go="row:{row.id}"{here}>{inner}</a>'
    )


def _heading(texts: Mapping[str, tuple[Paragraph, ...]]) -> str:
    first = next((found[0].text for found in texts.values() if found), "Heading")
    return first if len(first) <= 40 else first[:39] + "…"


def _short_name(row: OutlineRow, section: Section, index: int) -> str:
    if row.label and row.label != section.name:
        return escape(row.label.removeprefix(section.name).strip())
    return escape(_KINDS.get(row.kind, "") or row.label or "text") + (
        f" {index + 1}" if row.kind in (Kind.PREAMBULAR, Kind.BODY, Kind.FOOTNOTE) else ""
    )


def table(drawing: Drawing, rows: Sequence[OutlineRow]) -> str:
    """Rows side by side: the current one whole, the others dimmed and cut short."""
    columns = len(drawing.languages)
    head = "".join(
        f"<div {in_language(lang)}>{escape(endonym(lang))}</div>" for lang in drawing.languages
    )
    return (
        f'<div class="al-rows" style="--al-columns:{columns}" role="table" '
        f'aria-label="Aligned rows"><div class="al-head"><div></div>{head}</div>'
        f"{''.join(_row(drawing, row) for row in rows)}</div>"
    )


def _row(drawing: Drawing, row: OutlineRow) -> str:
    texts = drawing.texts[row.id]
    is_current = row == drawing.current
    if is_current and (lines := _sentence_lines(drawing, texts)):
        cells = lines
    else:
        cells = "".join(
            _cell(lang, texts.get(lang, ()), drawing.terms if is_current else ())
            for lang in drawing.languages
        )
    css = "al-row al-current" if is_current else "al-row"
    here = ' aria-current="true"' if is_current else ""
    name = escape(row.label or _KINDS.get(row.kind, "") or f"{row.position + 1}")
    shape = "" if row.one_to_one else f'<span class="al-shape">{_shape(drawing, row)}</span>'
    return (
        f'<div class="{css}" role="row" data-row="{row.id}" data-go="row:{row.id}"{here}>'
        f'<div class="al-gutter"><a href="{escape(row_link(drawing.project_id, row.id))}" '
        f'data-go="row:{row.id}">{name}</a>{chip(row.confidence)}{shape}</div>{cells}</div>'
    )


def _shape(drawing: Drawing, row: OutlineRow) -> str:
    return ":".join(str(len(row.cells.get(lang, ()))) for lang in drawing.languages)


def _cell(lang: str, paragraphs: Sequence[Paragraph], terms: Sequence[Entry]) -> str:
    if not paragraphs:
        return '<div class="al-cell al-gap" role="cell"><span>no counterpart</span></div>'
    inner = "".join(f"<p>{_text(paragraph, lang, terms)}</p>" for paragraph in paragraphs)
    return f'<div class="al-cell" role="cell" {in_language(lang)}>{inner}</div>'


def _text(paragraph: Paragraph, lang: str, terms: Sequence[Entry]) -> str:
    label = paragraph.text[: paragraph.body_start].strip()
    drawn = f'<span class="al-label">{escape(label)}</span> ' if label else ""
    return drawn + _with_terms(paragraph.body, lang, terms)


def _with_terms(text: str, lang: str, terms: Sequence[Entry]) -> str:
    needles = {
        form
        for entry in terms
        for term in entry.terms
        if term.lang == lang
        for form in (term.text, *term.variants)
    }
    return marked(text, occurrences(text, needles))


def _sentence_lines(drawing: Drawing, texts: Mapping[str, tuple[Paragraph, ...]]) -> str:
    """The sentences of the current row, pair by pair, where exactly two languages are shown."""
    if len(drawing.languages) != 2:
        return ""
    pivot, other = drawing.languages
    bead = drawing.beads.get(other)
    if bead is None or len(bead.sentences) < 2:
        return ""
    sides = {
        lang: [s for paragraph in texts.get(lang, ()) for s in paragraph.sentence_texts()]
        for lang in drawing.languages
    }
    lines = []
    for pair in bead.sentences:
        for lang, ids in ((pivot, pair.src), (other, pair.tgt)):
            text = " ".join(sides[lang][i] for i in ids if i < len(sides[lang]))
            gap = "" if text else " al-gap"
            inner = _with_terms(text, lang, drawing.terms) or "<span>no counterpart</span>"
            lines.append(
                f'<div class="al-cell al-sentence{gap}" role="cell" {in_language(lang)}>'
                f"<p>{inner}</p></div>"
            )
    return f'<div class="al-sentences">{"".join(lines)}</div>'


def panel(drawing: Drawing) -> str:
    """What is known of the current row: how sure, why, where from, and its terms."""
    row = drawing.current
    fallback = "No reason was recorded." if is_uncertain(row) else "Nothing speaks against it."
    why = row.reason or fallback
    parts = [
        f'<section class="al-verdict">{chip(row.confidence)}<p>{escape(why)}</p></section>',
        '<section class="al-keys"><kbd>J</kbd> next <kbd>K</kbd> previous '
        "<kbd>N</kbd> next uncertain</section>",
        _pairs(drawing),
        _places(drawing),
        _terms(drawing),
    ]
    return f'<aside class="al-panel">{"".join(parts)}</aside>'


def _pairs(drawing: Drawing) -> str:
    """Confidence by language, where there are several."""
    if len(drawing.beads) < 2:
        return ""
    items = "".join(
        f"<dt>{escape(language_name(lang))}</dt><dd>{chip(bead.confidence, bead.reason)}</dd>"
        for lang, bead in drawing.beads.items()
    )
    return f"<section><h3>By language</h3><dl>{items}</dl></section>"


def _places(drawing: Drawing) -> str:
    items = []
    for lang in drawing.languages:
        found = drawing.texts[drawing.current.id].get(lang, ())
        where = [
            f"p. {paragraph.page}, l. {paragraph.line}"
            if paragraph.page
            else f"l. {paragraph.line}"
            for paragraph in found
            if paragraph.line
        ]
        if where:
            items.append(
                f"<dt>{escape(language_name(lang))}</dt><dd>{escape('; '.join(where))}</dd>"
            )
    return f"<section><h3>In the source</h3><dl>{''.join(items)}</dl></section>" if items else ""


def _terms(drawing: Drawing) -> str:
    if not drawing.terms:
        return ""
    items = []
    for entry in drawing.terms[:_PANEL_TERMS]:
        forms = [term.text for lang in drawing.languages if (term := entry.term(lang))]
        url = escape(desk.link("terms", project=drawing.project_id, entry=entry.id))
        items.append(f'<li><a href="{url}" data-go="{url}">{escape(" · ".join(forms))}</a></li>')
    more = len(drawing.terms) - _PANEL_TERMS
    rest = f"<li>and {more} more</li>" if more > 0 else ""
    return f"<section><h3>Terms here</h3><ul>{''.join(items)}{rest}</ul></section>"
