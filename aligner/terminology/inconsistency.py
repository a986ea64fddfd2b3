"""Terms that the texts render in several ways, and renderings that stand for several terms.

What counts is evidence: a rendering is where a term and a stretch of the other side were each
other's best counterpart, so that the places of two renderings of a term are different places. It
is for a person to say which of them is a fault; a resolution may well use both.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from aligner.model import Bitext, Context
from aligner.terminology import termhood
from aligner.terminology.corpus import Candidate, Corpus, ranked
from aligner.terminology.entries import contexts
from aligner.terminology.pairing import Paired, Progress, pair
from aligner.terminology.termhood import Standing
from aligner.terminology.translation import Rendering

SURE = 0.5
"""Probability from which a rendering is taken to be one."""
TERM = 0.0
"""Least termhood (log-odds) of the term that is rendered."""


@dataclass(frozen=True, slots=True)
class Use:
    """One of the renderings of a term.

    Attributes:
        text: Its surface form met most often.
        variants: Its other surface forms, most frequent first.
        count: In how many aligned units it renders the term.
        probability: That it is the term's exact counterpart, 0 to 1.
        contexts: Those units.
    """

    text: str
    variants: tuple[str, ...]
    count: int
    probability: float
    contexts: tuple[Context, ...]


@dataclass(frozen=True, slots=True)
class Inconsistency:
    """A term with several renderings, or a rendering with several terms.

    Attributes:
        lang: Language of the term.
        other: Language of its renderings.
        text: The term, in the surface form met most often.
        variants: Its other surface forms, most frequent first.
        uses: Its renderings, the most frequent first; at least two.
        reverse: False where ``lang`` is the source language: one source term, several renderings.
            True where it is the target language: several source terms, one rendering.
    """

    lang: str
    other: str
    text: str
    variants: tuple[str, ...]
    uses: tuple[Use, ...]
    reverse: bool

    @property
    def count(self) -> int:
        """In how many aligned units the term was rendered."""
        return sum(use.count for use in self.uses)

    @property
    def usual(self) -> Use:
        """The rendering met most often."""
        return self.uses[0]


def inconsistencies(
    bitexts: Sequence[Bitext], *, progress: Progress | None = None
) -> tuple[Inconsistency, ...]:
    """Find what is rendered in several ways, in both directions.

    Renderings of which one is a piece of the other (``groupe``, ``groupe terroriste``) or that are
    forms of the same words are not told apart.

    Args:
        bitexts: Documents of one source language and any number of target languages.
        progress: Told of every step.

    Returns:
        Those with the most occurrences outside the usual rendering first.

    Raises:
        UsageError: No bitexts, or bitexts of several source languages.
    """
    paired = pair(bitexts, progress)
    found: list[Inconsistency] = []
    for lang, renderings in paired.found.items():
        sure = [r for r in renderings if r.probability >= SURE]
        corpora = paired.sources, paired.targets[lang]
        for reverse in (False, True):
            found.extend(_one_way(sure, corpora, paired, reverse=reverse))
    return tuple(sorted(found, key=lambda i: (i.usual.count - i.count, -i.count, i.text)))


def _one_way(
    renderings: Sequence[Rendering],
    corpora: tuple[Corpus, Corpus],
    paired: Paired,
    *,
    reverse: bool,
) -> Iterator[Inconsistency]:
    here, there = corpora[::-1] if reverse else corpora
    by_term: dict[int, list[tuple[int, Rendering]]] = defaultdict(list)
    for rendering in renderings:
        term, other = rendering.src, rendering.tgt
        by_term[other if reverse else term].append((term if reverse else other, rendering))
    standings = termhood.standings(here.terms[term] for term in by_term)
    for term, several in by_term.items():
        candidate = here.terms[term]
        kept = _distinct(several, there.terms)
        if len(kept) < 2 or not _is_term(candidate, here, standings):
            continue
        forms = ranked(candidate.forms)
        uses = tuple(_use(there.terms[other], rendering, paired) for other, rendering in kept)
        yield Inconsistency(here.lang, there.lang, forms[0], tuple(forms[1:]), uses, reverse)


def _is_term(candidate: Candidate, corpus: Corpus, standings: Mapping[str, Standing]) -> bool:
    standing = standings.get(candidate.key, Standing())
    return candidate.formed and termhood.termhood(candidate, corpus, standing) >= TERM


def _distinct(
    several: Sequence[tuple[int, Rendering]], terms: Sequence[Candidate]
) -> list[tuple[int, Rendering]]:
    """The renderings, most frequent first, without pieces of one another; their places differ."""
    kept: list[tuple[int, Rendering]] = []
    taken: set[int] = set()
    ordered = sorted(several, key=lambda pair: (-len(pair[1].linked), terms[pair[0]].key))
    for other, rendering in ordered:
        words = set(terms[other].lemmas)
        pieces = any(words <= (seen := set(terms[i].lemmas)) or seen <= words for i, _ in kept)
        if not pieces and not taken & set(rendering.linked) and terms[other].formed:
            kept.append((other, rendering))
            taken.update(rendering.linked)
    return kept


def _use(candidate: Candidate, rendering: Rendering, paired: Paired) -> Use:
    forms = ranked(candidate.forms)
    return Use(
        text=forms[0],
        variants=tuple(forms[1:]),
        count=len(rendering.linked),
        probability=round(rendering.probability, 4),
        contexts=tuple(contexts(rendering.linked, paired.places)),
    )
