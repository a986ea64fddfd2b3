"""What speaks for a pair of candidates being each other's translation, and what each kind is worth.

Every distinct pair is a row of numbers (:data:`NAMES`), of which a small network makes the log-odds
that the pair is right. Its weights stand in ``weights.json`` beside this module, learned by
``training/terminology/weights.py`` on documents that no figure is reported for.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from aligner.errors import ModelError
from aligner.models import networks
from aligner.terminology import lexicon
from aligner.terminology.corpus import Candidate, Corpus
from aligner.terminology.lexicon import Embed, Floats, Ints, Lexicon

NAMES = (
    "consistency", "firmest", "meaning", "gist", "looks", "share of source", "share of target",
    "association", "forward", "backward", "formed", "nominal", "edges", "acronyms", "size",
    "narrower", "wider", "links", "exclusive",
)  # fmt: skip
"""Kinds of evidence, in the order of the columns.

``consistency`` and ``firmest``: mean and greatest share of the word links of both spans that join
the two. ``meaning`` and ``gist``: csls in the encoder's and in the static space. ``looks``: cosine
of letter n-grams. ``share of source`` and ``of target``: share of the occurrences of one that have
the other near. ``association``: logarithm of Dunning's G2 over units. ``forward`` and
``backward``: mean log probability of the words of one span given those of the other. ``formed``:
both have the shape of a term, or neither. ``nominal``: so for having a noun; ``edges``: for
beginning and for ending with a word of grammar. ``acronyms``: both are tied to one. ``size``: how
far the lengths in letters are from the usual ratio, in powers of e. ``narrower`` and ``wider``: how
often the pair was met whose target is a word shorter, or longer, against this one: of *morale* and
*personne morale* beside *corporation*, the longer is met as often. ``links``:
logarithm of the times that each was the best for the other; ``exclusive`` their share of the
occurrences of both.
"""
LATE = ("links", "exclusive")
"""Evidence that is not there yet when spans are linked; its columns are 0 till then."""
LEAST = 1e-3
"""Probability below which a word counts as unexplained; set by hand, and the networks
were learned with it."""

_NOUNS, _GRAMMATICAL = frozenset("NPGW"), frozenset("xeiosdDC,")
"""Codes of :mod:`grammar`."""

WEIGHTS = Path(__file__).with_name("weights.json")


@dataclass(frozen=True, slots=True)
class Judge:
    """A small network with one hidden layer that turns evidence into log-odds.

    It reads every kind of evidence twice: as it is, and less the greatest among all counterparts
    of the same source candidate, which tells the best from the runners-up.

    Attributes:
        scale: What each column is divided by, shape ``(2 f,)``.
        hidden: Shape ``(2 f, h)``.
        shift: Shape ``(h,)``.
        output: Shape ``(h,)``.
        direct: Weights of the columns past the hidden layer, shape ``(2 f,)``.
        slope: What makes of its scores log-odds that hold, and ``bias``.
        bias: See ``slope``.
    """

    scale: Floats
    hidden: Floats
    shift: Floats
    output: Floats
    direct: Floats
    slope: float = 1.0
    bias: float = 0.0

    def odds(self, found: Floats, source: Ints) -> Floats:
        """Log-odds of pairs.

        Args:
            found: Their evidence, shape ``(p, f)``.
            source: The source candidate of each, shape ``(p,)``.
        """
        score = self.score(beside(found, source))
        odds: Floats = self.slope * score + self.bias
        return odds

    def score(self, columns: Floats) -> Floats:
        """Scores of pairs by :func:`beside`, comparable within one source candidate."""
        scaled = columns / self.scale
        hidden = np.maximum(scaled @ self.hidden + self.shift, 0)
        score: Floats = (hidden @ self.output + scaled @ self.direct).astype(np.float32)
        return score


class Judges(NamedTuple):
    """The networks of the two steps.

    Attributes:
        linking: Chooses which spans are linked in a unit; it sees nothing of :data:`LATE`.
        final: Says how likely a pair is once spans are linked.
    """

    linking: Judge
    final: Judge


@lru_cache(maxsize=2)
def judges(path: Path = WEIGHTS) -> Judges:
    """The weights that ship.

    Raises:
        ModelError: The file is missing or is not one of weights.
    """
    return networks.read(
        path,
        lambda stored: Judges(*(networks.network(Judge, stored[step]) for step in Judges._fields)),
    )


def beside(found: Floats, source: Ints) -> Floats:
    """Evidence with its distance from the best counterpart of the same source candidate.

    Args:
        found: Shape ``(p, f)``.
        source: The source candidate of each pair, shape ``(p,)``.

    Returns:
        Shape ``(p, 2 f)``.
    """
    _, owner = np.unique(source, return_inverse=True)
    greatest = np.full((owner.max(initial=-1) + 1, found.shape[1]), -np.inf, np.float32)
    np.maximum.at(greatest, owner, found)
    return np.concatenate([found, found - greatest[owner]], axis=1)


def column(name: str) -> int:
    """Place of a kind of evidence."""
    return NAMES.index(name)


def gather(
    pairs: tuple[Ints, Ints],
    met: tuple[Ints, Floats, Floats],
    corpora: tuple[Corpus, Corpus],
    words: Lexicon,
    embed: Embed,
    units: int,
) -> Floats:
    """The evidence for distinct pairs, without what links will add.

    Args:
        pairs: Ids of the source and of the target candidates, each of shape ``(p,)``.
        met: How often each pair was met, its mean and its greatest consistency.
        corpora: Of the two languages.
        words: The lexicon learned from the units.
        embed: Encoder of meaning.
        units: Number of aligned units.

    Returns:
        Shape ``(p, len(NAMES))``.
    """
    src, tgt = (corpus.terms for corpus in corpora)
    heads, tails = pairs
    seen, mean, greatest = met
    forms, other = _forms(src, heads), _forms(tgt, tails)
    rows, columns = _renumbered(heads), _renumbered(tails)
    counts = _counts(src)[heads], _counts(tgt)[tails]
    forward, backward = _explained(pairs, corpora, words)
    gist = bags(embed)
    found = np.zeros((len(heads), len(NAMES)), np.float32)
    columns_of = {
        "consistency": mean,
        "firmest": greatest,
        "meaning": lexicon.csls(embed(forms), embed(other), rows, columns),
        "gist": lexicon.csls(gist(forms), gist(other), rows, columns),
        "looks": lexicon.rowwise(lexicon.letters(forms), lexicon.letters(other), rows, columns),
        "share of source": np.minimum(seen / counts[0], 1),
        "share of target": np.minimum(seen / counts[1], 1),
        "association": association(seen, *counts, units),
        "forward": forward,
        "backward": backward,
        "acronyms": _tied(src)[heads] & _tied(tgt)[tails],
        "size": _sizes_apart(pairs, corpora),
        **_shapes(pairs, corpora),
        **_extents(pairs, seen, corpora[1]),
    }
    for name, values in columns_of.items():
        found[:, column(name)] = values
    return found


def association(both: Ints, src: Ints, tgt: Ints, units: int) -> Floats:
    """Logarithm of 1 + Dunning's (1993) G2; 0 for what avoids each other.

    Args:
        both: Times that a pair was met, shape ``(p,)``.
        src: Occurrences of the source side.
        tgt: Occurrences of the target side.
        units: Number of units.
    """
    both = np.minimum(both, np.minimum(src, tgt)).astype(np.float64)
    total = np.maximum(units, np.maximum(src, tgt) + 1).astype(np.float64)
    cells = (
        (both, src, tgt),
        (src - both, src, total - tgt),
        (tgt - both, total - src, tgt),
        (np.maximum(total - src - tgt + both, 0), total - src, total - tgt),
    )
    score = np.zeros(len(both))
    for observed, one, other in cells:
        expected = one * other / total
        filled = (observed > 0) & (expected > 0)
        score[filled] += observed[filled] * np.log(observed[filled] / expected[filled])
    drawn = both * total > src.astype(np.float64) * tgt
    found: Floats = np.where(drawn, np.log1p(np.maximum(2 * score, 0)), 0).astype(np.float32)
    return found


def bags(otherwise: Embed) -> Embed:
    """The static embedding that ships, or another where its weights are missing.

    Words are told apart by it at least as well as by the encoder, and much faster.
    """
    from aligner.similarity import static

    try:
        return static.load().embed
    except (ImportError, ModelError):
        return otherwise


def _explained(
    pairs: tuple[Ints, Ints], corpora: tuple[Corpus, Corpus], words: Lexicon
) -> tuple[Floats, Floats]:
    """Mean log probability of target words given the source span, and the other way round."""
    sides = [_word_ids(corpus) for corpus in corpora]
    lengths = [
        np.array([len(ids) for ids in side])[i] for side, i in zip(sides, pairs, strict=True)
    ]
    forward, backward = (np.zeros(len(pairs[0]), np.float32) for _ in range(2))
    for shape in {(int(a), int(b)) for a, b in zip(*lengths, strict=True)}:
        some = np.flatnonzero((lengths[0] == shape[0]) & (lengths[1] == shape[1]))
        heads = np.array([sides[0][i] for i in pairs[0][some]])[:, :, None]
        tails = np.array([sides[1][i] for i in pairs[1][some]])[:, None, :]
        there, back = words.probabilities(heads, tails)
        forward[some] = np.log(np.maximum(there.max(axis=1), LEAST)).mean(axis=1)
        backward[some] = np.log(np.maximum(back.max(axis=2), LEAST)).mean(axis=1)
    return forward, backward


def _word_ids(corpus: Corpus) -> list[list[int]]:
    ids = {word.lemma: i for i, word in enumerate(corpus.words)}
    return [[ids[lemma] for lemma in term.lemmas] for term in corpus.terms]


def _forms(terms: Sequence[Candidate], ids: Ints) -> list[str]:
    return [terms[i].form for i in np.unique(ids)]


def _renumbered(ids: Ints) -> Ints:
    return np.unique(ids, return_inverse=True)[1].astype(np.int32)


def _counts(terms: Sequence[Candidate]) -> Ints:
    return np.array([term.count for term in terms], np.int32)


def _shapes(pairs: tuple[Ints, Ints], corpora: tuple[Corpus, Corpus]) -> dict[str, Floats]:
    """How far the two spans of each pair are built alike, 0 to 1."""
    src, tgt = (np.array([_shape(term) for term in corpus.terms]) for corpus in corpora)
    alike = (src[pairs[0]] == tgt[pairs[1]]).astype(np.float32)
    return {
        "formed": alike[:, 0],
        "nominal": alike[:, 1],
        "edges": (alike[:, 2] + alike[:, 3]) / 2,
    }


def _shape(term: Candidate) -> tuple[bool, bool, bool, bool]:
    """If it is formed, has a noun, and begins and ends with a word of grammar."""
    codes = term.codes
    noun = any(code in _NOUNS for code in codes)
    return term.formed or term.doubtful, noun, codes[0] in _GRAMMATICAL, codes[-1] in _GRAMMATICAL


def _sizes_apart(pairs: tuple[Ints, Ints], corpora: tuple[Corpus, Corpus]) -> Floats:
    """Distance of the ratio of letters from that of the texts, in powers of e."""
    letters, usual = [], []
    for corpus in corpora:
        letters.append(np.array([sum(map(str.isalnum, term.form)) for term in corpus.terms]))
        forms = (form for word in corpus.words for form in word.forms.items())
        usual.append(sum(len(form) * times for form, times in forms))
    ratio = letters[1][pairs[1]] / np.maximum(letters[0][pairs[0]], 1) * usual[0] / usual[1]
    apart: Floats = np.abs(np.log(np.maximum(ratio, 1e-2))).astype(np.float32)
    return apart


def _extents(pairs: tuple[Ints, Ints], seen: Ints, tgt: Corpus) -> dict[str, Floats]:
    """How often pairs were met whose target is a word shorter or longer, against each pair."""
    heads, tails = pairs
    codes = heads.astype(np.int64) * len(tgt.terms) + tails
    narrower, wider = (np.zeros(len(codes), np.float32) for _ in range(2))
    for shorter in _shorter(tgt.terms).T:
        wanted = codes - tails + shorter[tails]
        place = np.minimum(np.searchsorted(codes, wanted), len(codes) - 1)
        met = (codes[place] == wanted) & (shorter[tails] >= 0)
        share = seen[met] / seen[place[met]].astype(np.float32)
        narrower[met] = np.maximum(narrower[met], 1 / share)
        np.maximum.at(wider, place[met], share)
    return {"narrower": np.log1p(narrower), "wider": np.log1p(wider)}


def _shorter(terms: Sequence[Candidate]) -> Ints:
    """The candidates without the first and without the last content word, -1 where there is none.

    Returns:
        Shape ``(n, 2)``.
    """
    best: dict[tuple[str, ...], int] = {}
    for i in sorted(range(len(terms)), key=lambda i: (terms[i].count, -len(terms[i].key))):
        best[terms[i].lemmas] = i
    return np.array(
        [(best.get(t.lemmas[1:], -1), best.get(t.lemmas[:-1], -1)) for t in terms], np.int32
    ).reshape(-1, 2)


def _tied(terms: Sequence[Candidate]) -> NDArray[np.bool_]:
    return np.array([bool(term.acronyms) for term in terms])
