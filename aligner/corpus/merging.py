"""The terms of all documents as one glossary.

A concept is what a term of the pivot names, whatever its case, accents and number: its renderings
are gathered over all documents, each with the rows in which it stands.
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
class Rendering:
    """A term of one language as the documents have it.

    Attributes:
        count: In how many rows it stands.
        documents: In how many documents.
        forms: How it is written, and how often so.
        first: The first year in which it was seen; 9999 where no year is known.
        last: The last one; 0 where none is known.
    """

    count: int = 0
    documents: int = 0
    forms: Counter[str] = field(default_factory=Counter)
    first: int = 9999
    last: int = 0

    @property
    def text(self) -> str:
        """The form that is met most."""
        return min(self.forms, key=lambda form: (-self.forms[form], form))


@dataclass
class Concept:
    """What is gathered of a term of the pivot.

    Attributes:
        forms: How it is written, and how often so.
        renderings: By language, and there by what its forms share.
        count: In how many rows it stands.
        score: The best that it has in a document, 0 to 1.
        domain: Subject field, where it is known.
        documents: Where it stands, in the order of the tables.
        years: Of those documents, where they are known.
    """

    forms: Counter[str] = field(default_factory=Counter)
    renderings: dict[str, dict[str, Rendering]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(Rendering))
    )
    count: int = 0
    score: float = 0.0
    domain: str = ""
    documents: dict[str, None] = field(default_factory=dict)
    years: list[int] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The form that is met most."""
        return min(self.forms, key=lambda form: (-self.forms[form], form))

    def ordered(self, lang: str) -> list[tuple[str, Rendering]]:
        """The renderings in a language, the most frequent first, each with its key."""
        return sorted(self.renderings[lang].items(), key=lambda kv: (-kv[1].count, kv[0]))

    def likely(self, lang: str) -> list[tuple[str, Rendering]]:
        """Of these the first, and few others that stand in many of its rows."""
        return [
            kv for n, kv in enumerate(self.ordered(lang)[:RENDERINGS])
            if not n or kv[1].count >= FEWEST * self.count
        ]  # fmt: skip


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
    langs = pivot_and_others(archive, languages)
    entries = [
        entry
        for concept in gathered(archive, langs).values()
        if concept.score >= least and len(concept.documents) >= documents
        for entry in [_entry(concept, langs)]
        if len({term.lang for term in entry.terms}) > 1
    ]
    entries.sort(key=lambda entry: (-entry.score, -entry.count, entry.terms[0].text))
    return Glossary(archive.folder.name, tuple(langs), tuple(entries))


def gathered(archive: Archive, langs: Sequence[str]) -> dict[str, Concept]:
    """All that stands for a concept, by what the forms of its term in the pivot share.

    Args:
        archive: The archive, run.
        langs: The pivot and the others.

    Raises:
        InputError: Nothing is done yet.
    """
    concepts: dict[str, Concept] = {}
    for line in _lines(archive, langs):
        if line.get(langs[0]):
            _gather(concepts, line, langs)
    return concepts


def pivot_and_others(archive: Archive, wanted: Sequence[str] = ()) -> list[str]:
    """Languages, the pivot first: those that are wanted, or all of an archive.

    Raises:
        UsageError: The archive has no such language.
    """
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


def _gather(concepts: dict[str, Concept], line: Mapping[str, Any], langs: Sequence[str]) -> None:
    pivot, *others = langs
    concept = concepts.setdefault(key(line[pivot], pivot), Concept())
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
            rendering = concept.renderings[lang][key(term, lang)]
            rendering.count += count
            rendering.documents += 1
            rendering.forms[term] += count
            if year:
                rendering.first = min(rendering.first, year)
                rendering.last = max(rendering.last, year)


def key(term: str, lang: str) -> str:
    """What all forms of a term share: no case, no accents, no number."""
    from aligner.terminology import wordforms

    return " ".join(wordforms.keys(term, lang)) or term


def _entry(concept: Concept, langs: Sequence[str]) -> Entry:
    pivot, *others = langs
    terms = [_term(pivot, concept.forms)]
    told: list[str] = []
    for lang in others:
        kept = [rendering for _, rendering in concept.likely(lang)]
        terms += [_term(lang, rendering.forms) for rendering in kept]
        told += _change(lang, kept)
    names = list(concept.documents)
    ends = dict.fromkeys([*names[:2], names[-1]])
    return Entry(
        id=_named(concept.text),
        terms=tuple(terms),
        score=round(concept.score, 4),
        count=concept.count,
        contexts=tuple(Context(name, "", {}) for name in ends),
        domain=concept.domain,
        note="; ".join([_where(concept), *told]),
    )


def _named(term: str) -> str:
    from aligner.store.words import forms

    return ("-".join(forms(term)) or term)[:80]


def _where(concept: Concept) -> str:
    said = f"{len(concept.documents):,} documents"
    if concept.years:
        first, last = min(concept.years), max(concept.years)
        said += f", {first}" if first == last else f", {first}-{last}"
    return said


def _change(lang: str, kept: Iterable[Rendering]) -> Iterator[str]:
    for older, newer in changes(kept):
        yield f"{lang}: {older.text} until {older.last}, {newer.text} from {newer.first}"


def changes(renderings: Iterable[Rendering]) -> Iterator[tuple[Rendering, Rendering]]:
    """Which rendering took the place of which: one is no more seen when the other is first."""
    dated = [rendering for rendering in renderings if rendering.last]
    dated.sort(key=lambda rendering: (rendering.last, rendering.first))
    for older, newer in pairwise(dated):
        if older.last < newer.first:
            yield older, newer


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
        key(term.text, pivot): entry
        for entry in standing
        if entry.status is not Status.CANDIDATE and (term := entry.term(pivot))
    }
    entries = [
        replace(said[name], count=entry.count, note=said[name].note or entry.note)
        if name in said
        else entry
        for entry in glossary.entries
        for name in [key(entry.terms[0].text, pivot)]
    ]
    found = {key(entry.terms[0].text, pivot) for entry in glossary.entries}
    entries += [entry for name, entry in said.items() if name not in found]
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
