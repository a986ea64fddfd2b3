"""The terms of all documents as one glossary.

A concept is what a term of the pivot names, whatever its case and accents: its renderings are
gathered over all documents, each with the rows in which it stands.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Any

from aligner.corpus import tables
from aligner.corpus.archive import Archive, usual_pivot
from aligner.errors import UsageError
from aligner.model import Context, Entry, Glossary, Status, Term
from aligner.model.thresholds import WORTH_A_LOOK

RENDERINGS = 4
"""Renderings of a concept in one language that go out, the most frequent first."""
FEWEST = 0.1
"""Share of a concept's rows that a rendering beside the first must have."""
_VARIANTS = 6


@dataclass
class _Rendering:
    """A term of one language as the documents have it."""

    count: int = 0
    forms: Counter[str] = field(default_factory=Counter)
    first: int = 9999
    last: int = 0


@dataclass
class _Concept:
    """What is gathered of a term of the pivot."""

    forms: Counter[str] = field(default_factory=Counter)
    renderings: dict[str, dict[str, _Rendering]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(_Rendering))
    )
    count: int = 0
    score: float = 0.0
    domain: str = ""
    documents: dict[str, None] = field(default_factory=dict)
    years: list[int] = field(default_factory=list)


def merged(
    archive: Archive,
    *,
    languages: Sequence[str] = (),
    least: float = WORTH_A_LOOK,
    documents: int = 1,
) -> Glossary:
    """The terms of an archive, those that stand in most rows and are surest first.

    Args:
        archive: The archive, run.
        languages: The pivot and others; all of the archive, its pivot first, where empty.
        least: Score of a term in at least one document.
        documents: In how many documents a term must stand.

    Raises:
        InputError: Nothing is done yet.
        UsageError: The archive has no such language.
    """
    langs = _languages(archive, languages)
    concepts: dict[str, _Concept] = {}
    for line in _lines(archive, langs):
        if line.get(langs[0]):
            _gather(concepts, line, langs)
    entries = [
        entry
        for key, concept in concepts.items()
        if concept.score >= least and len(concept.documents) >= documents
        for entry in [_entry(key, concept, langs)]
        if len({term.lang for term in entry.terms}) > 1
    ]
    entries.sort(key=lambda entry: (-entry.score, -entry.count, entry.terms[0].text))
    return Glossary(archive.folder.name, tuple(langs), tuple(entries))


def _languages(archive: Archive, wanted: Sequence[str]) -> list[str]:
    there = {lang for item in archive.items() for lang in item.languages}
    for lang in wanted:
        if lang not in there:
            raise UsageError(f"{archive.folder} has no {lang}; it has {', '.join(sorted(there))}")
    if wanted:
        return list(wanted)
    first = usual_pivot(there)
    return [first, *sorted(there - {first})]


def _lines(archive: Archive, langs: Sequence[str]) -> Iterator[Mapping[str, Any]]:
    columns = ["document", "year", "score", "count", "domain"]
    columns += [name for lang in langs for name in (lang, f"{lang}_others")]
    for batch in tables.batches(archive, "terms", columns):
        yield from batch


def _gather(concepts: dict[str, _Concept], line: Mapping[str, Any], langs: Sequence[str]) -> None:
    pivot, *others = langs
    concept = concepts.setdefault(_folded(line[pivot]), _Concept())
    count, year = int(line["count"]), line["year"]
    concept.count += count
    concept.score = max(concept.score, float(line["score"]))
    concept.domain = concept.domain or line["domain"] or ""
    concept.documents[line["document"]] = None
    concept.forms[line[pivot]] += count
    concept.forms.update(line.get(f"{pivot}_others") or ())
    if year:
        concept.years.append(year)
    for lang in others:
        if term := line.get(lang):
            rendering = concept.renderings[lang][_folded(term)]
            rendering.count += count
            rendering.forms[term] += count
            if year:
                rendering.first = min(rendering.first, year)
                rendering.last = max(rendering.last, year)


def _folded(term: str) -> str:
    from aligner.store.words import forms

    return " ".join(forms(term)) or term


def _entry(key: str, concept: _Concept, langs: Sequence[str]) -> Entry:
    pivot, *others = langs
    terms = [_term(pivot, concept.forms)]
    told: list[str] = []
    for lang in others:
        ordered = sorted(concept.renderings[lang].items(), key=lambda kv: (-kv[1].count, kv[0]))
        kept = [
            r for n, (_, r) in enumerate(ordered[:RENDERINGS])
            if not n or r.count >= FEWEST * concept.count
        ]  # fmt: skip
        terms += [_term(lang, rendering.forms) for rendering in kept]
        told += _change(lang, kept)
    names = list(concept.documents)
    ends = dict.fromkeys([*names[:2], names[-1]])
    return Entry(
        id=key.replace(" ", "-")[:80],
        terms=tuple(terms),
        score=round(concept.score, 4),
        count=concept.count,
        contexts=tuple(Context(name, "", {}) for name in ends),
        domain=concept.domain,
        note="; ".join([_where(concept), *told]),
    )


def _where(concept: _Concept) -> str:
    said = f"{len(concept.documents):,} documents"
    if concept.years:
        first, last = min(concept.years), max(concept.years)
        said += f", {first}" if first == last else f", {first}-{last}"
    return said


def _change(lang: str, kept: Iterable[_Rendering]) -> Iterator[str]:
    """What a person should know of several renderings: which one took the place of which."""
    dated = [rendering for rendering in kept if rendering.last]
    dated.sort(key=lambda rendering: (rendering.last, rendering.first))
    for older, newer in pairwise(dated):
        if older.last < newer.first:
            one, other = (r.forms.most_common(1)[0][0] for r in (older, newer))
            yield f"{lang}: {one} until {older.last}, {other} from {newer.first}"


def _term(lang: str, forms: Counter[str]) -> Term:
    ordered = [form for form, _ in sorted(forms.items(), key=lambda kv: (-kv[1], kv[0]))]
    return Term(lang, ordered[0], lemma=ordered[0], variants=tuple(ordered[1 : 1 + _VARIANTS]))


def decided(glossary: Glossary, standing: Collection[Entry]) -> Glossary:
    """A glossary in which what a person decided stands instead of what was found.

    Args:
        glossary: What was found.
        standing: Entries that a person decided on, in any state; the rejected leave the glossary.
    """
    pivot = glossary.languages[0]
    said = {
        _folded(term.text): entry
        for entry in standing
        if entry.status is not Status.CANDIDATE and (term := entry.term(pivot))
    }
    entries = [
        replace(said[key], count=entry.count, note=said[key].note or entry.note)
        if key in said
        else entry
        for entry in glossary.entries
        for key in [_folded(entry.terms[0].text)]
    ]
    found = {_folded(entry.terms[0].text) for entry in glossary.entries}
    entries += [entry for key, entry in said.items() if key not in found]
    return replace(
        glossary,
        entries=tuple(entry for entry in entries if entry.status is not Status.REJECTED),
    )


def decisions(db: str) -> list[Entry]:
    """The entries of all glossaries of a database that a person decided on.

    Raises:
        StoreError: The database cannot be used, or is not there.
    """
    from aligner import store

    with store.connect(db, create=False) as database:
        return [
            entry
            for found in database.glossaries()
            for entry in database.glossary_by_id(found.id).entries
            if entry.status is not Status.CANDIDATE
        ]
