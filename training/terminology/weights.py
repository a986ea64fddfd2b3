"""Learn the weights of the evidence for a translation (:mod:`aligner.terminology.translation`).

    python -m training.terminology.weights [--shared FOLDER] [--chunks 24] [--lines 300]

Stretches of consecutive pairs of ``corpora/canada-laws.en-fr`` stand for documents (none of the
benchmark's documents is in that corpus). For every defined term of ``bench/terms`` that shares a
pair of such a stretch with its translation, all candidates that the product looks at are ranked;
the weights are those of a softmax over them that makes the right one likely, fitted by L-BFGS with
a small ridge. It prints the weights, and how often the right one is first before and after, on
stretches kept apart.
"""

from __future__ import annotations

import argparse
import gzip
from collections import defaultdict
from itertools import islice
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.special import logsumexp

from aligner.model import Bead, Bitext, Document, Paragraph
from aligner.terminology import corpus as corpora
from aligner.terminology import tagging, translation
from aligner.terminology.extraction import _encoder, _segments
from benchmarks.terminology import gold_terms, normal
from training import SHARED

NAMES = ("CONSISTENCY", "MEANING", "LOOKS", "SHARE", "REPEATED", "FORMED")
RIDGE = 0.01

Choice = tuple[NDArray[np.float64], NDArray[np.bool_]]
"""Features of the candidates of one term, shape ``(n, 6)``, and which of them are right."""


def stretches(shared: Path, chunks: int, lines: int) -> list[Bitext]:
    """Evenly spaced runs of consecutive pairs of the corpus."""
    path = shared / "corpora" / "canada-laws.en-fr.tsv.gz"
    with gzip.open(path, "rt", encoding="utf-8") as file:
        pairs = [line.rstrip("\n").split("\t") for line in islice(file, 430_000)]
    step = len(pairs) // chunks
    found = []
    for number in range(chunks):
        run = pairs[number * step : number * step + lines]
        sides = [
            Document(
                f"stretch {number}", lang, tuple(Paragraph(i, p[n]) for i, p in enumerate(run))
            )
            for n, lang in enumerate(("en", "fr"))
        ]
        beads = tuple(Bead((i,), (i,)) for i in range(len(run)))
        found.append(Bitext(sides[0], sides[1], beads))
    return found


def choices(bitext: Bitext, gold: dict[str, set[str]]) -> list[Choice]:
    """What there is to choose from for every gold term of a document."""
    units = [
        (f" {normal(a.text)} ", f" {normal(b.text)} ")
        for a, b in zip(bitext.src.paragraphs, bitext.tgt.paragraphs, strict=True)
    ]
    wanted = {}
    for term, translations in gold.items():
        where = [tgt for src, tgt in units if f" {normal(term)} " in src]
        if close := {t for t in translations if any(f" {t} " in tgt for tgt in where)}:
            wanted[term] = close
    terms = list(wanted)
    src = corpora.read("en", tagging.tagger("en"), [bitext.src], terms)
    tgt = corpora.read("fr", tagging.tagger("fr"), [bitext.tgt], free=True)
    segments = [s for n, b in enumerate(bitext.beads) for s in _segments(bitext, b, n, src, tgt)]
    by_source = defaultdict(list)
    for rendering in translation.translate(segments, src, tgt, _encoder()):
        by_source[rendering.src].append(rendering)
    found = []
    for number, ids in src.known.items():
        rows, right = [], []
        for r in (r for i in ids for r in by_source[i]):
            term = tgt.terms[r.tgt]
            links = float(np.log(max(r.links, 0.5)))
            rows.append((r.consistency, r.meaning, r.looks, r.share, links, float(term.formed)))
            forms = {normal(form) for form in term.forms}
            right.append(number < len(terms) and bool(forms & wanted[terms[number]]))
        if any(right) and not all(right):
            found.append((np.array(rows), np.array(right)))
    return found


def fit(training: list[Choice], start: NDArray[np.float64]) -> NDArray[np.float64]:
    """Weights under which the right candidates are likely."""

    def loss(weights: NDArray[np.float64]) -> float:
        total = 0.0
        for rows, right in training:
            scores = rows @ weights
            total += logsumexp(scores) - logsumexp(scores[right])
        return total / len(training) + RIDGE * float(weights @ weights) / 100

    fitted: NDArray[np.float64] = minimize(loss, start, method="L-BFGS-B").x
    return fitted


def first(held: list[Choice], weights: NDArray[np.float64]) -> float:
    """Share of the terms whose right candidate comes first."""
    return float(np.mean([right[(rows @ weights).argmax()] for rows, right in held]))


def main() -> None:
    """Print the weights before and after."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--shared", type=Path, default=SHARED)
    parser.add_argument("--chunks", type=int, default=24)
    parser.add_argument("--lines", type=int, default=300)
    options = parser.parse_args()
    gold = gold_terms(options.shared)
    found = [choices(b, gold) for b in stretches(options.shared, options.chunks, options.lines)]
    training = [choice for n, some in enumerate(found) if n % 4 for choice in some]
    held = [choice for n, some in enumerate(found) if n % 4 == 0 for choice in some]
    start = np.array([getattr(translation, name) for name in NAMES])
    fitted = fit(training, start)
    print(f"{len(training)} terms to learn from, {len(held)} kept apart")
    for name, before, after in zip(NAMES, start, fitted, strict=True):
        print(f"{name} {before:.2f} -> {after:.2f}")
    print(f"right first, kept apart: {first(held, start):.3f} -> {first(held, fitted):.3f}")


if __name__ == "__main__":
    main()
