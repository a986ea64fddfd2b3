"""How much a candidate is a term rather than a phrase that happens to stand in the text.

What counts: the shape (two or three content words, few prepositions), how rare its words are in
the language at large (wordfreq's Zipf scale), whether it recurs, whether it stands on its own or
only inside a longer term (the idea of C-value, Frantzi et al. 2000), and whether it is a name.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from aligner.terminology.corpus import Candidate, Corpus
from aligner.terminology.grammar import grammar

# All numbers below are log-odds set by hand; on what texts is not on record, no script makes them
# again. They count beside the learned network by ``ranking.SHAPE``, whose choice is documented.
# ``python -m benchmarks.terminology_numbers`` prints what a change of each does to glossaries.
LENGTH = {1: -2.4, 2: 0.9, 3: 0.7, 4: 0.2, 5: -0.3}
"""Log-odds by number of content words; longer ones that are not names get :data:`LONG`."""
LONG = -1.2
RARITY, COMMON_ZIPF = 0.9, 4.6
RECURS = 0.6
NESTED, NESTED_NAME = -0.8, -3.2
CUT = -1.5
"""For a phrase that hardly stands without what follows its head: ``États insulaires`` (``en
développement``)."""
HARDLY_FREE, OFTEN = 0.9, 3
"""Share of its occurrences, and their number, from which on it is taken for one."""
NAME, PROPER = 1.4, 1.5
PREPOSITION, ARTICLE = -0.7, -0.4
COMPOSED = -0.7
"""For a phrase around a term of several words that also stands without it."""
LINKED, PREMODIFIED = -0.3, -0.8
LOOSE, VAGUE = -0.6, -1.0
"""For a preposition with an article behind it, and for a word that measures or judges."""
DOUBTFUL, AGAIN = -1.2, -0.3
"""For a phrase with a light word (:mod:`soundness`), and for one that recurs."""
BIAS = -0.2
SHORT_NAME = 4
"""Content words up to which a name met once is taken to be whole."""


class Nesting(NamedTuple):
    """How a candidate stands among the longer ones.

    Attributes:
        nested: Share of its occurrences that stand in the longer candidate it is most often in.
        in_name: True where that one is a name.
        composed: True where a term of several words inside it also stands without it.
        cut: True where it recurs and nearly always goes on, with its head, in one longer candidate.
    """

    nested: float = 0.0
    in_name: bool = False
    composed: bool = False
    cut: bool = False


def termhood(candidate: Candidate, corpus: Corpus, nesting: Nesting) -> float:
    """Log-odds that a candidate is a term of its language.

    Args:
        candidate: The candidate.
        corpus: Its corpus.
        nesting: How it stands among the longer candidates that were translated.
    """
    words = len(candidate.lemmas)
    name = is_name(candidate) and carries(candidate)
    score = BIAS + (LENGTH.get(words, LENGTH[4] if name else LONG))
    score += RARITY * _rarity(candidate, corpus)
    score += RECURS * math.log(candidate.count)
    score += (NESTED_NAME if nesting.in_name else NESTED) * nesting.nested
    score += CUT * nesting.cut
    if candidate.doubtful:
        score += AGAIN if candidate.formed else DOUBTFUL
    if name:
        score += NAME
    elif candidate.codes in {"P", "W"} and candidate.form.isupper():
        score += PROPER
    else:
        score += PREPOSITION * max(0, _count(candidate.codes, "ie") - (words > 2))
        score += ARTICLE * _count(candidate.codes, "Dd") + LINKED * _count(candidate.codes, "C")
        score += LOOSE * candidate.codes.count("iD") + COMPOSED * nesting.composed
        rules = grammar(corpus.lang, tagged=corpus.tagger.tags)
        score += VAGUE * sum(lemma in rules.vague for lemma in candidate.lemmas)
        score += PREMODIFIED * (candidate.codes[0] in "AV" and rules.adjectives_follow)
    return score


def nestings(candidates: Iterable[Candidate], corpus: Corpus) -> dict[str, Nesting]:
    """How candidates stand in one another, by key.

    Args:
        candidates: Those that were translated; others are no evidence.
        corpus: Theirs.
    """
    head_first = grammar(corpus.lang, tagged=corpus.tagger.tags).head_first
    counts = {candidate.key: candidate for candidate in candidates}
    found: dict[str, Nesting] = {}
    for longer in counts.values():
        words = longer.key.split()
        for key in _parts(words):
            shorter = counts.get(key)
            if shorter is None or shorter is longer:
                continue
            share = min(1.0, longer.count / shorter.count)
            in_name = is_name(longer) and carries(longer) and shorter.capitals > 0
            known = found.get(key, Nesting())
            if (share, in_name) > (known.nested, known.in_name):
                found[key] = known._replace(nested=share, in_name=in_name)
            with_head = longer.key.startswith if head_first else longer.key.endswith
            if with_head(key) and share >= HARDLY_FREE and shorter.count >= OFTEN:
                found[key] = found.get(key, Nesting())._replace(cut=True)
            if share < 1 and len(shorter.lemmas) > 1:
                found[longer.key] = found.get(longer.key, Nesting())._replace(composed=True)
    return found


def is_name(candidate: Candidate) -> bool:
    """True for the name of a body, act or place: it has a capital wherever it stands."""
    return len(candidate.lemmas) > 1 and candidate.inner == candidate.capitals > 0


def carries(name: Candidate) -> bool:
    """True where a name is whole: it recurs, has a short form, is short or has capitals to its end.

    Where only the first word of a name has a capital, a long one that is met once may be half of
    the sentence, unless the other language has a whole name for it.
    """
    if name.whole or name.count > 1 or name.acronyms or len(name.lemmas) <= SHORT_NAME:
        return True
    words = [word for word in name.form.split() if len(word) > 3]
    return 2 * sum(word[0].isupper() for word in words) > len(words)


def _parts(words: list[str]) -> Iterable[str]:
    for start in range(len(words)):
        for end in range(start + 1, len(words) + 1):
            if end - start < len(words):
                yield " ".join(words[start:end])


def _count(codes: str, wanted: str) -> int:
    return sum(code in wanted for code in codes)


def _rarity(candidate: Candidate, corpus: Corpus) -> float:
    """How much rarer its words are than those of general language, in powers of ten."""
    zipfs = [zipf(lemma, corpus.lang) for lemma in candidate.lemmas]
    return COMMON_ZIPF - sum(zipfs) / len(zipfs)


@lru_cache(maxsize=200_000)
def zipf(word: str, lang: str) -> float:
    """Zipf frequency (log10 per billion words), 3 for what the lists do not have."""
    import wordfreq

    try:
        return max(wordfreq.zipf_frequency(word, lang), 3.0)
    except LookupError:
        return 4.0
