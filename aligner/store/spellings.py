"""The words of all terms as an index to look them up by, kept in step with the concepts.

The index holds each term from each of its words on (``etres humains`` of *traite d'êtres humains*),
folded, and once more with the words brought to one form where that is another.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, delete, insert, select

from aligner.languages import language
from aligner.store import schema
from aligner.store.words import forms, words

_table = schema.lookup
_AT_ONCE = 5_000
_LONGEST = 12
"""Words of a term from each of which on it is found."""

Term = Mapping[str, Any]
"""A term as the log and the tables have it, by field."""


class _Line(NamedTuple):
    """What is indexed of a term."""

    inside: bool
    words: str


def follow(
    connection: Connection,
    glossary_id: int,
    before: Mapping[str, Mapping[str, Any] | None],
    after: Mapping[str, Mapping[str, Any]],
) -> None:
    """Index what concepts say now; those whose terms read as before are left alone.

    Args:
        connection: In a write transaction.
        glossary_id: Their glossary.
        before: The fields of concepts by id; None where there was none.
        after: Those that are there now.
    """
    forget(connection, glossary_id, before.keys() - after.keys())
    new = {
        key: fields["terms"]
        for key, fields in after.items()
        if (was := before.get(key)) is None or _spelled(was["terms"]) != _spelled(fields["terms"])
    }
    renew(connection, glossary_id, new)


def renew(connection: Connection, glossary_id: int, terms: Mapping[str, Sequence[Term]]) -> None:
    """Index concepts anew.

    Args:
        connection: In a write transaction.
        glossary_id: Their glossary.
        terms: All terms of each, by its id.
    """
    forget(connection, glossary_id, terms)
    values = []
    for key, spelled in terms.items():
        own = {"glossary_id": glossary_id, "key": key}
        lines = {(term["lang"], line): None for term in spelled for line in _lines(term)}
        values += [own | {"lang": lang} | line._asdict() for lang, line in lines]
        if len(values) >= _AT_ONCE:
            connection.execute(insert(_table), values)
            values = []
    if values:
        connection.execute(insert(_table), values)


def forget(connection: Connection, glossary_id: int, keys: Iterable[str]) -> None:
    """Take concepts out of the index."""
    listed = sorted(keys)
    for start in range(0, len(listed), _AT_ONCE):
        some = _table.c.key.in_(listed[start : start + _AT_ONCE])
        connection.execute(delete(_table).where(_table.c.glossary_id == glossary_id, some))


def _spelled(terms: Iterable[Term]) -> list[tuple[object, ...]]:
    """What of terms is indexed."""
    return [(t["lang"], t["text"], tuple(t["variants"]), t["acronym"]) for t in terms]


def rebuild(connection: Connection) -> None:
    """Index all glossaries."""
    term, entry, glossary = schema.term, schema.entry, schema.glossary
    for glossary_id in connection.execute(select(glossary.c.id)).scalars().all():
        query = (
            select(entry.c.key, term.c.lang, term.c.text, term.c.variants, term.c.acronym)
            .join(entry, entry.c.id == term.c.entry_id)
            .where(entry.c.glossary_id == glossary_id)
        )
        terms: dict[str, list[Term]] = {}
        for found in connection.execute(query).mappings():
            terms.setdefault(found["key"], []).append(dict(found))
        renew(connection, glossary_id, terms)


def _lines(term: Term) -> Iterator[_Line]:
    for form in dict.fromkeys((term["text"], *term["variants"], term["acronym"])):
        for sequence in dict.fromkeys((tuple(forms(form)), keys(form, term["lang"]))):
            for start in range(min(len(sequence), _LONGEST)):
                yield _Line(start > 0, " ".join(sequence[start:]))


def keys(text: str, lang: str) -> tuple[str, ...]:
    """The words of a text, each brought to one form, without articles and stops."""
    from aligner.terminology import wordforms
    from aligner.terminology.termbase import simplified

    primary = lang.partition("-")[0].lower()
    plain = text if language(primary).spaces else simplified(text)
    stems = (wordforms.stem(plain[word.start : word.end], primary) for word in words(plain))
    return tuple(stem for stem in stems if stem)
