"""HTML of the page Terms: the list of pairs, and one concept with its contexts."""

from __future__ import annotations

from collections.abc import Sequence

from aligner.model import Context, Entry, Term
from aligner.review import desk
from aligner.review.markup import (
    chip,
    escape,
    excerpt,
    in_language,
    language_name,
    marked,
    occurrences,
)
from aligner.review.row_markup import row_link
from aligner.store import OutlineRow, ProjectSummary

_CONTEXTS = 20
_AROUND = 150  # characters of context on either side of a term


def term_list(
    project_id: int,
    entries: Sequence[Entry],
    at_hand: Entry | None,
    pair: tuple[str, str],
    total: int,
) -> str:
    """One line an entry: the pair, its score and its count."""
    head = "".join(f"<span>{escape(language_name(lang))}</span>" for lang in pair)
    lines = "".join(_line(project_id, entry, entry == at_hand, pair) for entry in entries)
    none = "" if entries else '<p class="al-none" style="padding:0.6rem 1rem">No term matches.</p>'
    return (
        f'<div class="al-terms"><div class="al-term al-head">{head}'
        f'<span>{total:,} pairs</span><span class="al-number">×</span></div>{lines}{none}</div>'
    )


def _line(project_id: int, entry: Entry, at_hand: bool, pair: tuple[str, str]) -> str:
    url = escape(desk.link("terms", project=project_id, entry=entry.id))
    go = escape(f"entry:{entry.id}")
    here = ' aria-current="true"' if at_hand else ""
    source, target = (
        f"<span {in_language(lang)}>{escape(_named(entry.term(lang)))}</span>" for lang in pair
    )
    return (
        f'<div class="al-term" data-go="{go}"{here}><a href="{url}" data-go="{go}">{source}</a>'
        f'{target}{chip(entry.score)}<span class="al-number">{entry.count:,}</span></div>'
    )


def _named(term: Term | None) -> str:
    if term is None:
        return "–"
    return f"{term.text} ({term.acronym})" if term.acronym else term.text


def concept(
    project: ProjectSummary, entry: Entry, pair: tuple[str, str], rows: Sequence[OutlineRow]
) -> str:
    """An entry with its forms, and where it stands."""
    forms = "".join(_forms(term) for term in entry.terms if term.lang in pair)
    contexts = "".join(
        _context(project, context, entry, pair, rows) for context in entry.contexts[:_CONTEXTS]
    )
    more = len(entry.contexts) - _CONTEXTS
    rest = f'<p class="al-quiet">and {more} more</p>' if more > 0 else ""
    return (
        f'<article class="al-concept">{forms}'
        f'<p class="al-facts">{chip(entry.score)}<span>{_places(entry.count)}</span></p>'
        f"<h3>Contexts</h3>{contexts}{rest}</article>"
    )


def _places(count: int) -> str:
    return "in 1 place" if count == 1 else f"in {count:,} places"


def _forms(term: Term) -> str:
    others = [form for form in term.variants if form != term.text]
    variants = (
        f'<p class="al-forms" {in_language(term.lang)}>also {escape(", ".join(others))}</p>'
        if others
        else ""
    )
    return (
        f'<p class="al-lang">{escape(language_name(term.lang))}</p>'
        f"<h2 {in_language(term.lang)}>{escape(_named(term))}</h2>{variants}"
    )


def _context(
    project: ProjectSummary,
    context: Context,
    entry: Entry,
    pair: tuple[str, str],
    rows: Sequence[OutlineRow],
) -> str:
    row = _row_of(context, rows)
    name = escape(context.label or (f"row {row.position + 1}" if row else context.document))
    place = name
    if row is not None:
        url = escape(row_link(project.id, row.id))
        place = f'<a href="{url}" data-go="{url}">{name}</a>'
    cells = "".join(
        f'<div class="al-cell" {in_language(lang)}>{_text(context.texts[lang], lang, entry)}</div>'
        for lang in pair
        if context.texts.get(lang)
    )
    return f'<div class="al-context">{place}{cells}</div>'


def _text(text: str, lang: str, entry: Entry) -> str:
    forms = {
        form
        for term in entry.terms
        if term.lang == lang
        for form in (term.text, term.acronym, *term.variants)
    }
    found = occurrences(text, forms)
    if not found:
        return escape(text)
    text, _ = excerpt(text, *found[0], _AROUND)
    return marked(text, occurrences(text, forms))


def _row_of(context: Context, rows: Sequence[OutlineRow]) -> OutlineRow | None:
    """The row that holds the first of the context's paragraphs."""
    for lang, ids in context.units.items():
        for row in rows:
            if ids and ids[0] in row.cells.get(lang, ()):
                return row
    return None
