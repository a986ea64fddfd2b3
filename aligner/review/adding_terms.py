"""A term added from the words that a person selected in a row, unless a glossary has it already."""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping, Sequence

from aligner.errors import StoreError, UsageError
from aligner.model import Actor, Context, Entry, Event, Paragraph, Status, Term
from aligner.review.live import Outline
from aligner.store import Found, Store
from aligner.store.deeds.concepts import AddEntry

_LONGEST = 1_000  # characters of a term
_MOST = 5  # concepts that are shown as the same


def written(text: str) -> dict[str, str]:
    """The words by language, as the browser sends them; spaces and stops around them aside.

    Raises:
        UsageError: There are none, or of one language only.
    """
    try:
        given = json.loads(text)
    except ValueError:
        given = None
    found = {
        str(lang): " ".join(str(words).split()).strip(" .,;:!?،؛。，；：")
        for lang, words in (given.items() if isinstance(given, dict) else ())
    }
    terms = {lang: words[:_LONGEST] for lang, words in found.items() if words}
    if len(terms) < 2:
        raise UsageError("a term needs words in two languages: select them in two columns")
    return terms


def same(database: Store, terms: Mapping[str, str]) -> list[Found]:
    """Concepts of any glossary that one of the words is the whole term of, whatever its form."""
    found = {
        (one.glossary, one.entry.id): one
        for lang, words in terms.items()
        for one in database.lookup(words, langs=[lang], limit=_MOST)
        if one.whole
    }
    return list(found.values())[:_MOST]


def add(
    database: Store,
    actor: Actor,
    project: int,
    terms: Mapping[str, str],
    outline: Outline,
    row_id: int,
) -> Event:
    """Add the words as an approved concept of the glossary of a document, with the row as context.

    Raises:
        StoreError: The document has no glossary.
        AlignerError: The person may not, or the words are no term.
    """
    glossary = next((one for one in database.glossaries() if one.project == project), None)
    if glossary is None:
        raise StoreError("this document has no glossary to add a term to")
    entry = Entry(
        f"hand-{uuid.uuid4().hex[:12]}",
        tuple(Term(lang, words) for lang, words in terms.items()),
        contexts=_contexts(database, glossary.name, terms, outline, row_id),
        status=Status.APPROVED,
        creator=actor.name,
    )
    return database.decide(actor, AddEntry(glossary.id, entry))


def _contexts(
    database: Store, document: str, terms: Mapping[str, str], outline: Outline, row_id: int
) -> tuple[Context, ...]:
    row = outline.row(row_id)
    if row is None:
        return ()
    texts: Mapping[str, Sequence[Paragraph]] = database.paragraphs([row.id]).get(row.id, {})
    read = {lang: " ".join(paragraph.body for paragraph in texts.get(lang, ())) for lang in terms}
    units = {lang: tuple(row.cells.get(lang, ())) for lang in terms}
    return (Context(document, row.label, units, read, dict(terms)),)


def in_words(terms: Mapping[str, str]) -> str:
    """The words as the page tells of them."""
    return " · ".join(terms.values())
