"""HTML of the page Terms: the list of concepts, and one of them with its contexts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from aligner.model import Context, Entry, Status, Term
from aligner.review.frame import desk
from aligner.review.keys import CONCEPTS, HELP, AtConcept, Key
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
from aligner.review.term_place import shown_terms
from aligner.store import OutlineRow

_CONTEXTS = 20
_AROUND = 150  # characters of context on either side of a term
_TWINS = 8


@dataclass(frozen=True, slots=True)
class Concept:
    """One concept as it is drawn.

    Attributes:
        home: What names its source in a URL.
        project: Id of the document that it was found in; None for an imported glossary.
        entry: The concept.
        pair: The two languages that are shown.
        term: Which of its drawn terms is at hand, from 0.
        twins: Other concepts with the same term.
        rows: Of the project, to which contexts lead.
        allowed: Whether the person may decide on it.
        said: What became of the last key.
    """

    home: Mapping[str, object]
    project: int | None
    entry: Entry
    pair: tuple[str, str]
    term: int
    twins: Sequence[Entry]
    rows: Sequence[OutlineRow]
    allowed: bool
    said: str = ""


def term_list(
    home: Mapping[str, object],
    entries: Sequence[Entry],
    at_hand: Entry | None,
    pair: tuple[str, str],
    total: int,
) -> str:
    """One line a concept: its terms, its standing, its score and its count.

    Args:
        home: What names their source in a URL.
        entries: Those of the page that is turned to.
        at_hand: The one whose contexts are shown.
        pair: The two languages that are shown.
        total: How many there are on all pages.
    """
    head = "".join(f"<span>{escape(language_name(lang))}</span>" for lang in pair)
    lines = "".join(_line(home, entry, entry is at_hand, pair) for entry in entries)
    none = "" if entries else '<p class="al-none" style="padding:0.6rem 1rem">No term matches.</p>'
    concepts = "1 concept" if total == 1 else f"{total:,} concepts"
    return (
        f'<div class="al-terms" role="group" aria-label="Concepts"><div class="al-term al-head">'
        f'{head}<span></span><span>{concepts}</span><span class="al-number">×</span></div>'
        f"{lines}{none}</div>"
    )


def _line(home: Mapping[str, object], entry: Entry, at_hand: bool, pair: tuple[str, str]) -> str:
    url = escape(desk.link("terms", **home, entry=entry.id))
    go = escape(f"entry:{entry.id}")
    here = ""
    if at_hand:
        here = (
            f' aria-current="true" data-subject="{escape(entry.id)}" data-version="{entry.version}"'
        )
    source, target = (
        f"<span {in_language(lang)}>{escape(_named(entry.term(lang)))}</span>" for lang in pair
    )
    return (
        f'<div class="al-term al-is-{entry.status}" data-go="{go}"{here}>'
        f'<a href="{url}" data-go="{go}">{source}</a>{target}{_standing(entry.status)}'
        f'{chip(entry.score)}<span class="al-number">{entry.count:,}</span></div>'
    )


def _standing(status: Status) -> str:
    word = "" if status == Status.CANDIDATE else status.value
    return f'<span class="al-status al-status-{status}">{word}</span>'


def _named(term: Term | None) -> str:
    if term is None:
        return "–"
    return f"{term.text} ({term.acronym})" if term.acronym else term.text


def concept(drawn: Concept) -> str:
    """A concept with its terms, what can be done about it, and where it stands."""
    entry = drawn.entry
    terms = shown_terms(entry, drawn.pair)
    chosen = drawn.term % len(terms) if terms else 0
    forms = "".join(_term(term, i, i == chosen) for i, term in enumerate(terms))
    contexts = "".join(_context(drawn, context) for context in entry.contexts[:_CONTEXTS])
    more = len(entry.contexts) - _CONTEXTS
    rest = f'<p class="al-quiet">and {more} more</p>' if more > 0 else ""
    return (
        f'<article class="al-concept" aria-label="Concept">{forms}'
        f'<p class="al-facts">{chip(entry.score)}<span>{_places(entry.count)}</span>'
        f"{_standing(entry.status)}{_decided(entry)}</p>"
        f"{_buttons(drawn, terms[chosen] if terms else None)}"
        f'<p class="al-said" role="status" aria-live="polite">{escape(drawn.said)}</p>'
        f"{_facts(entry)}{_twins(drawn)}<h3>Contexts</h3>{contexts}{rest}</article>"
    )


def _places(count: int) -> str:
    return "in 1 place" if count == 1 else f"in {count:,} places"


def _decided(entry: Entry) -> str:
    if entry.status == Status.CANDIDATE or entry.changed is None:
        return ""
    return f"<span>{escape(entry.changer)}, {entry.changed:%-d %b %Y %H:%M}</span>"


def _term(term: Term, place: int, at_hand: bool) -> str:
    others = [form for form in term.variants if form != term.text]
    variants = (
        f'<p class="al-forms">also <span {in_language(term.lang)}>{escape(", ".join(others))}'
        "</span></p>"
        if others
        else ""
    )
    here = ' aria-current="true"' if at_hand else ""
    return (
        f'<div class="al-named" data-go="term:{place}"{here}>'
        f'<p class="al-lang">{escape(language_name(term.lang))} {_standing(term.status)}</p>'
        f'<h2 {in_language(term.lang)}><button type="button" class="al-plain" '
        f'data-go="term:{place}" aria-pressed="{str(at_hand).lower()}">'
        f"{escape(_named(term))}</button></h2>{variants}</div>"
    )


def _buttons(drawn: Concept, term: Term | None) -> str:
    if not drawn.allowed:
        return '<p class="al-quiet">Terms are decided by a terminologist.</p>'
    groups = ["", "", ""]
    for key in CONCEPTS.buttons:
        groups[key.group - 1] += _button(key, drawn.entry if key.group == 1 else term)
    named = escape(term.text) if term else ""
    return (
        f'<div class="al-buttons" role="group" aria-label="Concept">{groups[0]}</div>'
        f'<div class="al-buttons" role="group" aria-label="Term: {named}">{groups[1]}'
        '<span class="al-quiet">the marked term; <kbd>T</kbd> next</span></div>'
        f'<div class="al-buttons" role="group" aria-label="More">{groups[2]}'
        f'<button type="button" class="al-do" data-do="{HELP}">Keys <kbd>H</kbd></button></div>'
    )


def _button(key: Key[AtConcept], subject: Entry | Term | None) -> str:
    """A button with its key; the one that says how things stand is pressed."""
    pressed = ""
    if key.gives and subject is not None:
        pressed = f' aria-pressed="{str(subject.status == key.gives).lower()}"'
    return (
        f'<button type="button" class="al-do" data-do="{key.code}" title="{escape(key.name)}"'
        f"{pressed}>{escape(key.button)} <kbd>{key.shown}</kbd></button>"
    )


def _facts(entry: Entry) -> str:
    facts = (
        ("Definition", entry.definition),
        ("Note", entry.note),
        ("Subject field", entry.domain),
        ("Source", entry.source if entry.definition else ""),
    )
    told = "".join(f"<dt>{name}</dt><dd>{escape(text)}</dd>" for name, text in facts if text)
    return f"<dl>{told}</dl>" if told else ""


def _twins(drawn: Concept) -> str:
    """Links to the concepts that share a term."""
    if not drawn.twins:
        return ""
    lang = language_name(drawn.pair[0])
    lines = []
    for twin in drawn.twins[:_TWINS]:
        url = escape(desk.link("terms", **drawn.home, entry=twin.id))
        go = escape(f"entry:{twin.id}")
        terms = escape(" · ".join(term.text for term in twin.terms))
        lines.append(
            f'<li><a href="{url}" data-go="{go}">{terms}</a> {_standing(twin.status)}</li>'
        )
    return f"<h3>Other concepts with the same {escape(lang)} term</h3><ul>{''.join(lines)}</ul>"


def _context(drawn: Concept, context: Context) -> str:
    row = _row_of(context, drawn.rows)
    name = escape(context.label or (f"row {row.position + 1}" if row else context.document))
    place = name
    if row is not None and drawn.project is not None:
        url = escape(row_link(drawn.project, row.id))
        place = f'<a href="{url}" data-go="{url}">{name}</a>'
    cells = "".join(
        f'<div class="al-cell" {in_language(lang)}>'
        f"{_text(context.texts[lang], lang, drawn.entry)}</div>"
        for lang in drawn.pair
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
