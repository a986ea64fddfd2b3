"""Terms of an archive over the years: how each was rendered, when, by which organ.

What is told is chosen by what :mod:`merging` gathers; for the few terms that are, the tables are
read once more, so that memory does not grow with the years.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from aligner.corpus import merging, tables
from aligner.corpus.archive import Archive
from aligner.corpus.merging import Concept, Rendering
from aligner.model.thresholds import WORTH_A_LOOK

LISTED = 40
"""Terms of each kind that are told of."""
OFTEN = 2
"""Documents in which a rendering stands at least, to be told of as one."""
LASTING = 3
"""Documents in which a rendering stands at least that took the place of another, or gave it up."""
SHARE = 0.2
"""Share of a term's rows that its second rendering has at least, to be told of; set by hand."""

_Chosen = tuple[Concept, str, Sequence[tuple[str, Rendering]]]
_Uses = dict[tuple[str, str, str], Counter[tuple[int | None, str]]]


@dataclass(frozen=True, slots=True)
class Told:
    """A rendering of a term over the years.

    Attributes:
        text: The form that is met most.
        count: In how many rows.
        documents: In how many documents.
        years: Rows by year, where the year is known.
        organs: Organs or series, those with most rows first.
    """

    text: str
    count: int
    documents: int
    years: Mapping[int, int]
    organs: tuple[str, ...]

    @property
    def span(self) -> str:
        """First and last year, in words; empty where no year is known."""
        if not self.years:
            return ""
        first, last = min(self.years), max(self.years)
        return str(first) if first == last else f"{first}–{last}"


@dataclass(frozen=True, slots=True)
class TermOverTime:
    """A term of the pivot with its renderings in one language.

    Attributes:
        text: The term.
        lang: Of the renderings.
        count: In how many rows it stands.
        documents: In how many documents.
        renderings: The most frequent first; where one took the place of another, the older first.
    """

    text: str
    lang: str
    count: int
    documents: int
    renderings: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class History:
    """The terms that are told of, those of most documents first.

    Attributes:
        pivot: Language of the terms.
        frequent: The terms that stand in most documents.
        several: Terms that are rendered in several ways side by side.
        drifted: Terms of which one rendering took the place of another.
    """

    pivot: str
    frequent: tuple[TermOverTime, ...]
    several: tuple[TermOverTime, ...]
    drifted: tuple[TermOverTime, ...]


def of(archive: Archive, langs: Sequence[str]) -> History:
    """Read the terms of an archive.

    Args:
        archive: The archive, run.
        langs: The pivot and the others.

    Raises:
        InputError: Nothing is done yet.
    """
    concepts = [
        concept for concept in merging.gathered(archive, langs).values()
        if concept.score >= WORTH_A_LOOK and len(concept.documents) >= OFTEN
    ]  # fmt: skip
    concepts.sort(key=lambda c: (-len(c.documents), -c.count, c.text))
    kinds = [_first(concepts, langs[1:], which) for which in (Concept.likely, _several, _drifted)]
    uses = _uses(archive, langs, [(c, lang) for kind in kinds for c, lang, _ in kind])
    told = [tuple(_told(*one, uses, langs[0]) for one in kind) for kind in kinds]
    return History(langs[0], *told)


def _first(
    concepts: Sequence[Concept],
    langs: Sequence[str],
    which: Callable[[Concept, str], Sequence[tuple[str, Rendering]]],
) -> list[_Chosen]:
    found = ((c, lang, which(c, lang)) for c in concepts for lang in langs)
    return list(islice((one for one in found if one[2]), LISTED))


def _uses(archive: Archive, langs: Sequence[str], wanted: Sequence[tuple[Concept, str]]) -> _Uses:
    """Rows by year and organ of the renderings of some terms."""
    pivot, *others = langs
    places = {(merging.key(concept.text, pivot), lang) for concept, lang in wanted}
    names = {name for name, _ in places}
    uses: _Uses = defaultdict(Counter)
    columns = ["organ", "year", "count", *langs]
    for batch in tables.batches(archive, "terms", columns) if names else ():
        for line in batch:
            name = merging.key(line[pivot], pivot) if line.get(pivot) else ""
            for lang in others if name in names else ():
                if (name, lang) in places and (term := line.get(lang)):
                    use = line["year"], line["organ"] or ""
                    uses[name, lang, merging.key(term, lang)][use] += line["count"]
    return uses


def _told(
    concept: Concept,
    lang: str,
    renderings: Sequence[tuple[str, Rendering]],
    uses: _Uses,
    pivot: str,
) -> TermOverTime:
    name = merging.key(concept.text, pivot)
    return TermOverTime(
        concept.text,
        lang,
        concept.count,
        len(concept.documents),
        tuple(_rendering(r, uses[name, lang, key]) for key, r in renderings),
    )


def _several(concept: Concept, lang: str) -> list[tuple[str, Rendering]]:
    """The renderings that a term has side by side; none where it has one, or they took turns."""
    ordered = concept.ordered(lang)
    all_ = sum(r.count for _, r in ordered)
    kept = [(k, r) for k, r in ordered if r.documents >= OFTEN and r.count >= SHARE * all_]
    if len(kept) < 2 or list(merging.changes(r for _, r in kept)):
        return []
    return kept


def _drifted(concept: Concept, lang: str) -> list[tuple[str, Rendering]]:
    """The renderings of which one took the place of another, in that order."""
    often = {key: r for key, r in concept.likely(lang) if r.documents >= LASTING}
    met = [id(r) for pair in merging.changes(often.values()) for r in pair]
    kept = [(key, r) for key, r in often.items() if id(r) in met]
    return sorted(kept, key=lambda kv: (kv[1].last, kv[1].first))


def _rendering(rendering: Rendering, uses: Counter[tuple[int | None, str]]) -> Told:
    years: Counter[int] = Counter()
    organs: Counter[str] = Counter()
    for (year, organ), count in uses.items():
        if year:
            years[year] += count
        if organ:
            organs[organ] += count
    ordered = sorted(organs, key=lambda organ: (-organs[organ], organ))
    return Told(
        rendering.text, rendering.count, rendering.documents, dict(sorted(years.items())),
        tuple(ordered),
    )  # fmt: skip
