"""Terms of all glossaries at once, found as one types, from any of their words on.

Whatever a person has typed so far is the beginning of some lines of :mod:`spellings`, which a plain
index finds on both databases in the time that it takes to read those lines.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from aligner.languages import language
from aligner.model import Entry, Status
from aligner.store import concepts, schema
from aligner.store.spellings import keys
from aligner.store.words import forms

_table = schema.lookup
_LAST, _NEXT_WORD = "\U0010ffff", "!"
"""What stands after all that begins so, and after all that goes on with another word."""
_MOST = 300
"""Lines of the index that are read for one beginning; they come in the order of the alphabet, so
that what was typed whole comes first."""
_SHARED = 20_000
"""Lines read for each word where the words of a query do not stand in a row."""


@dataclass(frozen=True, slots=True)
class Found:
    """A concept that was looked up.

    Attributes:
        glossary: Id of its glossary.
        name: Name of that.
        project: Id of its project; None for an imported one.
        entry: The concept, without the words of its contexts.
        langs: Languages in which the words were found.
        whole: The words are the whole of a term.
    """

    glossary: int
    name: str
    project: int | None
    entry: Entry
    langs: tuple[str, ...]
    whole: bool


def search(connection: Connection, text: str, *, langs: Collection[str], limit: int) -> list[Found]:
    """Concepts whose terms hold what was typed; see :meth:`aligner.store.Reader.lookup`."""
    typed = " ".join(forms(text))
    if not typed:
        return []
    glossaries = _glossaries(connection)
    known = {lang for _, _, of in glossaries.values() for lang in of}
    asked = [lang for lang in sorted(known) if not langs or lang in langs]
    hits: dict[tuple[int, str], tuple[tuple[int, int, str], set[str]]] = {}
    begins = {(typed, typed + _LAST): list(asked)}
    for lang in asked:
        one_form = " ".join(keys(text, lang)) if _is_in_script(text, lang) else ""
        if one_form and one_form != typed:
            begins.setdefault((one_form, one_form + _NEXT_WORD), []).append(lang)
    for (wanted, end), within in begins.items():
        for inside in (False, True):
            for found in _lines(connection, wanted, end, within, inside, _MOST):
                rank = (int(inside), int(found.words != wanted), found.words)
                _keep(hits, (found.glossary_id, found.key), rank, found.lang)
    if len(hits) < limit and " " in typed:
        for glossary_id, key, lang in _anywhere(connection, typed.split(" "), asked):
            _keep(hits, (glossary_id, key), (2, 1, ""), lang)
    shown = {place: hit for place, hit in hits.items() if place[0] in glossaries}
    return _read(connection, shown, glossaries, limit)


def _is_in_script(text: str, lang: str) -> bool:
    """Whether any letter is of the script of a language; the forms of other words are not asked."""
    script = _SCRIPTS.get(language(lang).script, "LATIN")
    return any(unicodedata.name(c, "").startswith(script) for c in text)


_SCRIPTS = {"Cyrl": "CYRILLIC", "Arab": "ARABIC", "Hans": "CJK", "Hant": "CJK"}
"""How the names of letters begin in Unicode, by ISO 15924 code."""


def _keep(
    hits: dict[tuple[int, str], tuple[tuple[int, int, str], set[str]]],
    place: tuple[int, str],
    rank: tuple[int, int, str],
    lang: str,
) -> None:
    best, found_in = hits.get(place, (rank, set()))
    hits[place] = (min(best, rank), found_in | {lang})


def _glossaries(connection: Connection) -> dict[int, tuple[str, int | None, Sequence[str]]]:
    """Name, project and languages of the glossaries that are seen."""
    glossary, project = schema.glossary, schema.project
    query = (
        select(glossary.c.id, glossary.c.name, glossary.c.project_id, glossary.c.languages)
        .outerjoin(project, project.c.id == glossary.c.project_id)
        .where(
            glossary.c.removed.is_(None),
            project.c.removed.is_(None),
            project.c.superseded_by.is_(None),
        )
    )
    return {found[0]: (found[1], found[2], found[3]) for found in connection.execute(query)}


def _lines(
    connection: Connection, first: str, end: str, langs: Sequence[str], inside: bool, most: int
) -> Sequence[Any]:
    """Lines of the index from one on up to another, in the order of their words."""
    query = (
        select(_table.c.glossary_id, _table.c.key, _table.c.lang, _table.c.words)
        .where(
            _table.c.inside == inside,
            _table.c.words >= first,
            _table.c.words < end,
            _table.c.lang.in_(list(dict.fromkeys(langs))),
        )
        .order_by(_table.c.words)
        .limit(most)
    )
    return connection.execute(query).all()


def _anywhere(
    connection: Connection, typed: Sequence[str], langs: Sequence[str]
) -> set[tuple[int, str, str]]:
    """Concepts that have all words, in one language and in any order."""
    found: set[tuple[int, str, str]] | None = None
    for word in sorted(set(typed), key=len, reverse=True):
        of_word = {
            (line.glossary_id, line.key, line.lang)
            for inside in (False, True)
            for line in _lines(connection, word, word + _LAST, langs, inside, _SHARED)
        }
        found = of_word if found is None else found & of_word
        if not found:
            return set()
    return found or set()


def _read(
    connection: Connection,
    hits: Mapping[tuple[int, str], tuple[tuple[int, int, str], set[str]]],
    glossaries: Mapping[int, tuple[str, int | None, Sequence[str]]],
    limit: int,
) -> list[Found]:
    """The best of the concepts that were met, without those that were rejected."""
    nearest = sorted(hits, key=lambda place: hits[place][0])[: 2 * limit]
    wanted: dict[int, list[str]] = {}
    for glossary_id, key in nearest:
        wanted.setdefault(glossary_id, []).append(key)
    read = {
        (glossary_id, entry.id): entry
        for glossary_id, own in wanted.items()
        for entry in concepts.entries(connection, glossary_id, own, words=False)
    }
    found = []
    for place in nearest:
        entry, (rank, langs) = read.get(place), hits[place]
        if entry is None or entry.status is Status.REJECTED:
            continue
        name, project_id, _ = glossaries[place[0]]
        whole = rank[:2] == (0, 0)
        found.append(Found(place[0], name, project_id, entry, tuple(sorted(langs)), whole))
    found.sort(key=lambda one: (not one.whole, one.entry.status is Status.CANDIDATE))
    return found[:limit]
