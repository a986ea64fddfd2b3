"""Learn which candidates are terms; ``--write`` stores it in ``aligner/terminology/ranking.json``.

    python -m training.terminology.termhood [--shared FOLDER] [--cache FILE] [--write]

Runs of consecutive pairs of open texts stand for documents, each side by itself. In
``corpora/canada-laws.en-fr`` right are the defined terms of ``bench/terms`` in this language that
have a translation of the gold on the other side; none of the benchmark's documents is in that
corpus, and pairs that define a term are left out as they are there. In the texts of
:data:`WRITTEN`, which are nearer to the United Nations, right are the descriptors of the UNBIS
Thesaurus and of EuroVoc. Both kinds weigh the same. Every fourth run is kept apart: the figures
that are printed are of those, for the ranking learned and for its C-value alone.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
import pickle
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import product
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from aligner.accents import bare
from aligner.model import Document, Paragraph
from aligner.terminology import corpus as corpora
from aligner.terminology import ranking, tagging
from aligner.terminology.gold import defines, gold_terms, normal
from aligner.terminology.ranking import Floats, Ranker
from training import SHARED
from training.terminology import TABLE

LAWS = "canada-laws"
STEP, LINES = 6_000, 200
"""A run begins at every ``STEP``-th pair; of :data:`WRITTEN` at every ``LINES``-th."""
WRITTEN = ("sdg-metadata", "tico19", "open-contracting")
KEPT_APART = 4
HIDDEN = 24
DECAY = 1e-2
SEED = 1
CUTS = (100, 500)


class Run(NamedTuple):
    """One side of one run.

    Attributes:
        source: The corpus it is of.
        number: Of the run.
        lang: Its language.
        names: The candidates as they are compared.
        rows: Their evidence, shape ``(n, f)``.
        right: Which of them are right, shape ``(n,)``.
        wanted: Number of right terms that stand in the text, found or not.
    """

    source: str
    number: int
    lang: str
    names: list[str]
    rows: Floats
    right: NDArray[np.bool_]
    wanted: int


def runs(shared: Path) -> list[Run]:
    """Both sides of every run, read for terms."""
    return [*_laws(shared), *_written(shared)]


def _laws(shared: Path) -> Iterator[Run]:
    forward = {normal(en): fr for en, fr in gold_terms(shared / TABLE).items()}
    backward: dict[str, set[str]] = defaultdict(set)
    for en, several in forward.items():
        for fr in several:
            backward[fr].add(en)
    for number, some in enumerate(_some(shared, LAWS, STEP)):
        kept = [pair for pair in some if not defines(*pair)]
        texts = [" ".join(f" {normal(pair[side])} " for pair in kept) for side in (0, 1)]
        for side, gold in enumerate((forward, backward)):
            wanted = {
                term
                for term, others in gold.items()
                if f" {term} " in texts[side]
                and any(f" {other} " in texts[1 - side] for other in others)
            }
            yield _run(LAWS, number, ("en", "fr")[side], [pair[side] for pair in kept], wanted)


def _written(shared: Path) -> Iterator[Run]:
    descriptors: dict[str, set[str]] = {"en": set(), "fr": set()}
    for name in ("unbis-thesaurus", "eurovoc"):
        table = shared / "termbases" / f"{name}.tsv"
        with table.open(encoding="utf-8") as lines:
            for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
                for lang, known in descriptors.items():
                    known.add(bare(normal(row[lang] or "")))
    for source in WRITTEN:
        for number, some in enumerate(_some(shared, source, LINES)):
            for side, (lang, known) in enumerate(descriptors.items()):
                lines = [pair[side] for pair in some]
                text = bare(" ".join(f" {normal(line)} " for line in lines))
                wanted = {term for term in known if f" {term} " in text}
                yield _run(source, number, lang, lines, wanted)


def _some(shared: Path, source: str, step: int) -> Iterator[list[tuple[str, str]]]:
    """Runs of :data:`LINES` pairs of a corpus."""
    path = shared / "corpora" / f"{source}.en-fr.tsv.gz"
    with gzip.open(path, "rt", encoding="utf-8", newline="\n") as file:
        pairs = [(en, fr) for en, fr in (line.rstrip("\n").split("\t") for line in file)]
    for first in range(0, len(pairs) - LINES, step):
        yield pairs[first : first + LINES]


def _run(source: str, number: int, lang: str, lines: Sequence[str], wanted: set[str]) -> Run:
    document = Document(f"run {number}", lang, tuple(Paragraph(i, x) for i, x in enumerate(lines)))
    corpus = corpora.read(lang, tagging.tagger(lang), [document], loose=True)
    names = [normal(term.form) for term in corpus.terms]
    folds = bare if source in WRITTEN else str
    forms = [{folds(normal(form)) for form in term.forms} for term in corpus.terms]
    right = np.array([bool(wanted & own) for own in forms])
    return Run(source, number, lang, names, ranking.evidence(corpus), right, len(wanted))


def fit(training: list[Run]) -> Ranker:
    """A network whose scores are log-odds of being right."""
    from sklearn.neural_network import MLPClassifier

    rows = np.concatenate([run.rows for run in training])
    right = np.concatenate([run.right for run in training])
    mean, scale = rows.mean(axis=0), rows.std(axis=0) + 1e-3
    network = MLPClassifier(
        (HIDDEN,), alpha=DECAY, early_stopping=True, random_state=SEED, batch_size=512
    )
    laws = np.repeat([run.source == LAWS for run in training], [len(r.right) for r in training])
    weight = np.where(laws, 0.5 / laws.mean(), 0.5 / (1 - laws.mean()))
    network.fit((rows - mean) / scale, right, sample_weight=weight)
    hidden, output = network.coefs_
    shift, bias = network.intercepts_
    arrays = (x.astype(np.float32) for x in (mean, scale, hidden, shift, output[:, 0]))
    return Ranker(*arrays, bias=float(bias[0]))


def report(name: str, kept: list[Run], ranker: Ranker | None) -> None:
    """Recall and precision at the cuts, by language; without a ranker by C-value."""
    for laws, lang in product((True, False), ("en", "fr")):
        cells = []
        some = [run for run in kept if run.lang == lang and (run.source == LAWS) == laws]
        for cut in CUTS:
            hits = listed = 0
            for run in some:
                column = ranking.NAMES.index("c-value")
                odds = run.rows[:, column] if ranker is None else ranker.odds(run.rows)
                order = np.argsort(-odds, kind="stable")
                first = list({run.names[i]: run.right[i] for i in order[: cut * 2]}.values())[:cut]
                hits, listed = hits + sum(first), listed + len(first)
            wanted = sum(run.wanted for run in some)
            cells.append(f"{cut}: recall {hits / wanted:.3f}, precision {hits / listed:.3f}")
        kind = "laws" if laws else "other texts"
        print(f"{name}, {kind}, {lang}, {len(some)} runs kept apart: {'; '.join(cells)}")


def main() -> None:
    """Learn, print figures, and write the weights where asked."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--shared", type=Path, default=SHARED)
    parser.add_argument("--cache", type=Path, help="keep what was read in this file")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    if options.cache and options.cache.is_file():
        found = pickle.loads(options.cache.read_bytes())
    else:
        found = runs(options.shared)
        if options.cache:
            options.cache.write_bytes(pickle.dumps(found))
    kept = [run for run in found if run.number % KEPT_APART == 0]
    ranker = fit([run for run in found if run.number % KEPT_APART])
    report("C-value", kept, None)
    report("learned", kept, ranker)
    if options.write:
        stored = {
            name: np.round(getattr(ranker, name), 5).tolist()
            for name in ("mean", "scale", "hidden", "shift", "output", "bias")
        }
        ranking.WEIGHTS.write_text(json.dumps(stored, separators=(",", ":")), encoding="utf-8")


if __name__ == "__main__":
    main()
