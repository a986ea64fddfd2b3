"""Terms that the texts render in several ways, and renderings that stand for several terms.

What counts is evidence: a rendering is where a term and a stretch of the other side were each
other's best counterpart, so that the places of two renderings of a term are different places. It
is for a person to say which of them is a fault; a resolution may well use both.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

from aligner.model import Bitext, Context
from aligner.model.progress import Progress
from aligner.terminology import termhood, wordforms
from aligner.terminology.corpus import Candidate, Corpus, ranked
from aligner.terminology.entries import contexts
from aligner.terminology.pairing import Paired, encoder, pair, remembering
from aligner.terminology.termhood import Nesting
from aligner.terminology.translation import Rendering

Choice = tuple[int, Rendering]
"""A stretch of the other side, and the rendering by which it stands for the term."""

# Set by hand; ``python -m benchmarks.consistency`` prints the alarms that come of them.
RENDERS_FROM = 0.5
"""Probability from which a rendering is taken to be one."""
TERM = 0.0
"""Least termhood (log-odds) of the term that is rendered."""
RECURRING = 2
"""Times that a second rendering is met by itself from which a common word counts too."""
STEM, ENDING = 5, 2
"""Least letters of a word that is found again with an ending, and most letters of that ending."""


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
        common: Whether it is a common word rather than a term.
    """

    lang: str
    other: str
    text: str
    variants: tuple[str, ...]
    uses: tuple[Use, ...]
    reverse: bool
    common: bool = False

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
    forms of the same words are not told apart. A common word is only listed where a second
    rendering of it recurs.

    Args:
        bitexts: Documents of one source language and any number of target languages.
        progress: Told of every step.

    Returns:
        Terms before common words, and of either those with the most occurrences outside the usual
        rendering first.

    Raises:
        UsageError: No bitexts, or bitexts of several source languages.
    """
    paired = pair(bitexts, remembering(encoder()), progress)
    found: list[Inconsistency] = []
    for lang, renderings in paired.found.items():
        sure = [r for r in renderings if r.probability >= RENDERS_FROM]
        corpora = paired.sources, paired.targets[lang]
        for reverse in (False, True):
            found.extend(_one_way(sure, corpora, paired, reverse=reverse))
    return tuple(sorted(found, key=lambda i: (i.common, i.usual.count - i.count, i.text)))


def _one_way(
    renderings: Sequence[Rendering],
    corpora: tuple[Corpus, Corpus],
    paired: Paired,
    *,
    reverse: bool,
) -> Iterator[Inconsistency]:
    """What one direction shows."""
    here, there = corpora[::-1] if reverse else corpora
    by_term: dict[int, list[Choice]] = defaultdict(list)
    for rendering in renderings:
        term, other = rendering.src, rendering.tgt
        by_term[other if reverse else term].append((term if reverse else other, rendering))
    nestings = termhood.nestings((here.terms[term] for term in by_term), here)
    for term, several in by_term.items():
        candidate = here.terms[term]
        kept = _distinct(several, there)
        if len(kept) < 2 or not candidate.formed:
            continue
        recurring = len(set(kept[1][1].linked) - set(kept[0][1].linked)) >= RECURRING
        common = not _is_term(candidate, here, nestings)
        if common and not recurring:
            continue
        forms = ranked(candidate.forms)
        uses = tuple(_use(there.terms[other], rendering, paired) for other, rendering in kept)
        yield Inconsistency(
            here.lang, there.lang, forms[0], tuple(forms[1:]), uses, reverse, common
        )


def _is_term(candidate: Candidate, corpus: Corpus, nestings: Mapping[str, Nesting]) -> bool:
    nesting = nestings.get(candidate.key, Nesting())
    return termhood.termhood(candidate, corpus, nesting) >= TERM


def _distinct(several: Sequence[Choice], corpus: Corpus) -> list[Choice]:
    """The renderings, most frequent first, without pieces of one another.

    Each has a place of its own, so that it is not the same words read in two ways.
    """
    terms = corpus.terms
    kept: list[Choice] = []
    taken: set[int] = set()
    ordered = sorted(several, key=lambda pair: (-len(pair[1].linked), terms[pair[0]].key))
    for other, rendering in ordered:
        alone = terms[other].formed and set(rendering.linked) - taken
        if alone and not any(_alike(terms[other], terms[i], corpus.lang) for i, _ in kept):
            kept.append((other, rendering))
            taken.update(rendering.linked)
    return kept


def _alike(one: Candidate, other: Candidate, lang: str) -> bool:
    """True where one is a piece of the other, or both are forms of the same words."""
    written = [wordforms.folded(term.form) for term in (one, other)]
    if written[0] in written[1] or written[1] in written[0]:
        return True
    both = [_keys(term.form, lang) for term in (one, other)], [set(t.lemmas) for t in (one, other)]
    return any(_within(here, there) or _within(there, here) for here, there in both)


def _keys(form: str, lang: str) -> set[str]:
    """What the words of a form share with their other forms; articles have no part in it."""
    return set(wordforms.keys(unicodedata.normalize("NFKC", form), lang))


def _within(few: Set[str], many: Set[str]) -> bool:
    """True where each of some words is among others, an ending more or less."""
    return all(word in many or any(_ending(word, other) for other in many) for word in few)


def _ending(one: str, other: str) -> bool:
    """True for words of which one is the other and up to two letters more."""
    short, long = sorted((one, other), key=len)
    return len(short) >= STEM and long.startswith(short) and len(long) <= len(short) + ENDING


def _use(candidate: Candidate, rendering: Rendering, paired: Paired) -> Use:
    forms = ranked(candidate.forms)
    return Use(
        text=forms[0],
        variants=tuple(forms[1:]),
        count=len(rendering.linked),
        probability=round(rendering.probability, 4),
        contexts=tuple(contexts(rendering.linked, paired.places)),
    )
