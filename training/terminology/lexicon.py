"""Learn what words stand for from parallel text, and write ``aligner/models/lexicon``.

    python -m training.terminology.lexicon --count fr-en --counts out/lexicon    # for each pair
    python -m training.terminology.lexicon --counts out/lexicon      # joins them, writes the tables

Text of the open sources (``training/static/corpus.py`` lists them; units of the benchmarks and the
stretches on which weights are fitted are left out) is reduced to lemmas and aligned in both
directions by eflomal (Östling and Tiedemann 2016). A link of both directions counts 1, of one
direction 0.3, in a dictionary half as much again. For the pairs of French without English there is
little text, so the way over English counts too, like a few more occurrences of each word. What is
left after pruning is written as one array a pair of languages, probabilities in steps of 1/32 of a
power of e.
"""

from __future__ import annotations

import argparse
import gzip
import pickle
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from scipy import sparse

from aligner.models import manifest
from aligner.terminology import prior
from training import SHARED
from training.static.corpus import OPEN, Benchmarks
from training.terminology.stretches import held_out

DIRECT = (
    ("fr", "en"), ("fr", "es"), ("fr", "ru"), ("fr", "ar"), ("fr", "zh"),
    ("en", "es"), ("en", "ru"), ("en", "ar"), ("en", "zh"),
)  # fmt: skip
PIVOT = "en"
LONGEST = 80
"""Words; longer pairs are left out."""
HEADWORDS = 4
"""A dictionary may give so many times as many pairs as a text; they are short."""
HEADWORD_WEIGHT = 1.5
"""What a link of a dictionary counts, against one of a text: it stands there once."""
ONE_WAY = 0.3
PIVOT_WEIGHT = 20.0
"""Occurrences that the way over the pivot is worth, for every word."""
LEAST_COUNT, LEAST_PROBABILITY, MOST = 1.5, 0.01, 12
"""Links and probability below which a pair is dropped, and most pairs that a word keeps."""

Table = sparse.csr_matrix
"""Links of every source word with every target word."""


class Counts(NamedTuple):
    """How often every source word was linked with every target word."""

    src: list[str]
    tgt: list[str]
    table: Table


class Pair(NamedTuple):
    """The words of two texts that translate each other, and what their links count."""

    src: list[str]
    tgt: list[str]
    weight: float


def texts(one: str, other: str, most: int) -> Iterator[Pair]:
    """The pairs of two languages, evenly drawn from each source."""
    known = Benchmarks()
    for path in sorted((SHARED / "corpora").glob("*.tsv.gz")):
        name, pair, *_ = path.name.split(".")
        if name not in OPEN or set(pair.split("-")) != {one, other}:
            continue
        with gzip.open(path, "rt", encoding="utf-8", newline="\n") as lines:
            rows = [line.rstrip("\n").split("\t") for line in lines]
        kept = [i for i in range(len(rows)) if not held_out(name, i)]
        turned = pair.split("-")[0] != one
        headwords = name.startswith("dict-")
        limit = most * HEADWORDS if headwords else most
        for i in kept[:: -(-len(kept) // limit)]:
            if len(rows[i]) != 2 or any(known.holds(side, name) for side in rows[i]):
                continue
            left, right = reversed(rows[i]) if turned else rows[i]
            sides = prior.words(left, one), prior.words(right, other)
            if all(0 < len(side) <= LONGEST for side in sides):
                yield Pair(*sides, HEADWORD_WEIGHT if headwords else 1.0)


def links(pairs: Sequence[Pair]) -> Iterator[tuple[int, int, int, float]]:
    """Number of the pair, both positions, and weight of every link that eflomal makes."""
    from eflomal import Aligner

    with tempfile.TemporaryDirectory() as folder:
        forward, backward = (str(Path(folder) / name) for name in ("forward", "backward"))
        src = [" ".join(pair.src) + "\n" for pair in pairs]
        tgt = [" ".join(pair.tgt) + "\n" for pair in pairs]
        Aligner().align(src, tgt, links_filename_fwd=forward, links_filename_rev=backward)
        both = (Path(name).read_text().splitlines() for name in (forward, backward))
        for number, (one, other) in enumerate(zip(*both, strict=True)):
            there, back = set(one.split()), set(other.split())
            for link in there | back:
                i, j = map(int, link.split("-"))
                sure = 1.0 if link in there and link in back else ONE_WAY
                yield number, i, j, sure * pairs[number].weight


def count(one: str, other: str, most: int) -> Counts:
    """The links of a pair of languages."""
    pairs = list(texts(one, other, most))
    vocabularies: tuple[dict[str, int], dict[str, int]] = ({}, {})
    rows, columns, values = [], [], []
    for number, i, j, weight in links(pairs):
        for words, position, ids in zip(pairs[number][:2], (i, j), (rows, columns), strict=True):
            vocabulary = vocabularies[ids is columns]
            ids.append(vocabulary.setdefault(words[position], len(vocabulary)))
        values.append(weight)
    size = tuple(map(len, vocabularies))
    table = sparse.csr_matrix((values, (rows, columns)), shape=size, dtype=np.float32)
    return Counts(*map(list, vocabularies), table)


def over_pivot(direct: Counts, to_pivot: Counts, from_pivot: Counts) -> Counts:
    """Links of a pair of languages with those that the way over the pivot suggests."""
    pivot = to_pivot.tgt
    to = by_row(pruned(to_pivot.table))
    back = by_row(pruned(from_pivot.table))
    way = Counts(to_pivot.src, from_pivot.tgt, to @ _renamed(from_pivot.src, pivot) @ back)
    occurrences = np.minimum(np.asarray(to_pivot.table.sum(axis=1)).ravel(), PIVOT_WEIGHT)
    src = list(dict.fromkeys([*direct.src, *way.src]))
    tgt = list(dict.fromkeys([*direct.tgt, *way.tgt]))
    joined = _renamed(direct.src, src) @ direct.table @ _renamed(direct.tgt, tgt).T
    weighted = sparse.diags(occurrences) @ way.table
    return Counts(src, tgt, joined + _renamed(way.src, src) @ weighted @ _renamed(way.tgt, tgt).T)


def _renamed(before: list[str], after: list[str]) -> Table:
    """What brings the order of one vocabulary into that of another, shape (after, before)."""
    place = {word: i for i, word in enumerate(after)}
    shared = [(place[word], i) for i, word in enumerate(before) if word in place]
    rows, columns = zip(*shared, strict=True)
    ones = np.ones(len(shared), np.float32)
    return sparse.csr_matrix((ones, (rows, columns)), shape=(len(after), len(before)))


def by_row(table: Table) -> Table:
    """Rows that sum to one."""
    sums = np.asarray(table.sum(axis=1)).ravel()
    return sparse.csr_matrix(sparse.diags(1 / np.maximum(sums, 1e-9)) @ table)


def pruned(table: Table) -> Table:
    """Without what was linked by chance."""
    cells = table.tocoo()
    rows, columns = (np.asarray(table.sum(axis=axis)).ravel() for axis in (1, 0))
    forward, backward = cells.data / rows[cells.row], cells.data / columns[cells.col]
    likely = np.maximum(forward, backward) >= LEAST_PROBABILITY
    kept = likely & (cells.data >= LEAST_COUNT) & (np.sqrt(forward * backward) >= 0.01)
    order = np.lexsort((-np.sqrt(forward * backward), cells.row))
    starts = np.searchsorted(cells.row[order], cells.row[order])
    rank = np.empty(len(order), np.int64)
    rank[order] = np.arange(len(order)) - starts
    kept &= rank < MOST
    return sparse.csr_matrix(
        (cells.data[kept], (cells.row[kept], cells.col[kept])), shape=table.shape
    )


def write(path: Path, counts: Counts) -> None:
    """One table as a file."""
    rows, columns = (np.asarray(counts.table.sum(axis=axis)).ravel() for axis in (1, 0))
    cells = pruned(counts.table).tocoo()
    used = np.unique(cells.row), np.unique(cells.col)
    order = np.lexsort((cells.col, cells.row))
    row, column, data = cells.row[order], cells.col[order], cells.data[order]
    packed = [
        np.frombuffer("\n".join(words[i] for i in ids).encode(), np.uint8)
        for words, ids in zip((counts.src, counts.tgt), used, strict=True)
    ]
    np.savez_compressed(
        path,
        src=packed[0],
        tgt=packed[1],
        counts=np.bincount(np.searchsorted(used[0], row)).astype(np.uint16),
        columns=np.searchsorted(used[1], column).astype(np.uint32),
        forward=steps(data / rows[row]),
        backward=steps(data / columns[column]),
    )
    print(f"{path.name}: {len(data)} pairs, {path.stat().st_size / 1e6:.2f} MB", flush=True)


def steps(probability: np.ndarray) -> np.ndarray:
    """Probabilities as they are stored."""
    found = np.rint(-np.log(np.maximum(probability, 1e-9)) * prior.STEPS)
    return np.minimum(found, prior.ZERO).astype(np.uint8)


def main() -> None:
    """Count one pair of languages, or join what was counted."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pairs", type=int, default=150_000, help="most pairs a source")
    parser.add_argument("--counts", type=Path, required=True, help="folder of what was counted")
    parser.add_argument("--count", metavar="PAIR", help="count this pair, such as fr-en")
    parser.add_argument("--out", type=Path, default=prior.FOLDER)
    options = parser.parse_args()
    options.counts.mkdir(parents=True, exist_ok=True)
    if options.count:
        started = time.perf_counter()
        one, other = options.count.split("-")
        counts = count(one, other, options.pairs)
        (options.counts / options.count).write_bytes(pickle.dumps(counts))
        links = counts.table.nnz
        print(f"{options.count}: {links} links, {time.perf_counter() - started:.0f} s", flush=True)
    else:
        join(options.counts, options.out)


def join(folder: Path, out: Path) -> None:
    """Write the tables of all pairs that were counted."""
    found = {
        pair: pickle.loads((folder / name).read_bytes())
        for pair in DIRECT
        if (folder / (name := "-".join(pair))).is_file()
    }
    out.mkdir(parents=True, exist_ok=True)
    for (one, other), counts in found.items():
        ways = (one, PIVOT), (PIVOT, other)
        if PIVOT not in (one, other) and all(way in found for way in ways):
            counts = over_pivot(counts, found[ways[0]], found[ways[1]])
        write(out / f"{one}-{other}.npz", counts)
    files = sorted(path.name for path in out.glob("*.npz"))
    manifest.write_manifest(out, "lexicon", prior.VERSION, files)


if __name__ == "__main__":
    main()
