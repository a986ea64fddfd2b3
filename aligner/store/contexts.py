"""Where a concept stands: kept as references to paragraphs, read as the sentences that stand there.

A context of a project names paragraphs of its documents, so the words need not be kept a second
time. The words of any other context, such as one of an imported glossary, are kept as they came.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, func, select

from aligner.model import Context, Entry, Paragraph
from aligner.store import outline, schema
from aligner.store.rereading import Readings

Lengths = Mapping[str, int]
"""Number of paragraphs by language."""


def lengths(connection: Connection, glossary_id: int) -> Lengths:
    """The lengths of the documents to which contexts of a glossary refer; none if imported."""
    document, paragraph = schema.document, schema.paragraph
    query = (
        select(document.c.lang, func.count(paragraph.c.id))
        .join(paragraph, paragraph.c.document_id == document.c.id)
        .join(schema.glossary, schema.glossary.c.project_id == document.c.project_id)
        .where(schema.glossary.c.id == glossary_id)
        .group_by(document.c.lang)
    )
    return {found[0]: found[1] for found in connection.execute(query)}


def referring(context: Context, known: Lengths) -> Context:
    """The context without words that its paragraphs have; as it is where they are not there."""
    there = _there(context.units, context.texts, known)
    return replace(context, texts={}) if there else context


def stated(said: Mapping[str, Any], known: Lengths) -> Mapping[str, Any]:
    """The fields of a concept, its contexts :func:`referring`."""
    brief = [
        item | {"texts": {}} if _there(item["units"], item["texts"], known) else item
        for item in said["contexts"]
    ]
    return {**said, "contexts": brief}


def _there(units: Mapping[str, Sequence[int]], texts: Mapping[str, str], known: Lengths) -> bool:
    within = all(known.get(lang, 0) > max(ids, default=0) for lang, ids in units.items())
    return within and any(units.values()) and texts.keys() <= units.keys()


def carried(context: Context, worded: Context, readings: Readings) -> Context:
    """A context in a new reading of the documents; where words of it are others, as it was read.

    Args:
        context: As it is kept.
        worded: The same with its words.
        readings: The documents and what they were.
    """
    units = {
        lang: tuple(readings[lang].places.get(i, -1) if lang in readings else -1 for i in ids)
        for lang, ids in context.units.items()
    }
    if any(i < 0 for ids in units.values() for i in ids):
        return replace(worded, units={})
    return replace(context, units=units)


def with_words(connection: Connection, glossary_id: int, entries: Sequence[Entry]) -> list[Entry]:
    """Entries whose contexts have their words."""
    wanted: dict[str, set[int]] = defaultdict(set)
    for entry in entries:
        for context in entry.contexts:
            if not context.texts:
                for lang, ids in context.units.items():
                    wanted[lang].update(ids)
    query = select(schema.glossary.c.project_id).where(schema.glossary.c.id == glossary_id)
    project_id = connection.execute(query).scalar_one() if wanted else None
    if project_id is None:
        return list(entries)
    read = {
        lang: outline.as_it_stands(connection, project_id, lang, ids)
        for lang, ids in wanted.items()
    }
    return [_worded(entry, read) for entry in entries]


def _worded(entry: Entry, read: Mapping[str, Mapping[int, Paragraph]]) -> Entry:
    forms = forms_of(entry)
    return replace(
        entry,
        contexts=tuple(
            context if context.texts else replace(context, texts=words(context, read, forms))
            for context in entry.contexts
        ),
    )


def forms_of(entry: Entry) -> Mapping[str, frozenset[str]]:
    """The forms of the terms of a concept by language, as :func:`words` looks for them."""
    found: dict[str, frozenset[str]] = {}
    for term in entry.terms:
        forms = frozenset(map(_plain, term.forms))
        found[term.lang] = found.get(term.lang, frozenset()) | forms
    return found


def words(
    context: Context,
    read: Mapping[str, Mapping[int, Paragraph]],
    forms: Mapping[str, Collection[str]],
) -> dict[str, str]:
    """The sentences of a context that have a form of the term, by language.

    Where none has one, as the term stands there in a form that is not known, all of them.
    """
    found = {}
    for lang, ids in context.units.items():
        paragraphs = [read[lang][i] for i in ids if i in read.get(lang, {})]
        if paragraphs:
            found[lang] = " ".join(_sentences(paragraphs, forms.get(lang, ())))
    return found


def _sentences(paragraphs: Iterable[Paragraph], forms: Collection[str]) -> list[str]:
    whole, found = [], []
    for paragraph in paragraphs:
        whole.append(paragraph.text)
        several = paragraph.sentence_texts() if len(paragraph.sentences) > 1 else whole[-1:]
        found += [text for text in several if any(form in _plain(text) for form in forms)]
    return found or whole


def _plain(text: str) -> str:
    return text.casefold().replace("’", "'")
