"""Learn what the evidence for a translation is worth; ``--write`` stores it in ``weights.json``.

    python -m training.terminology.weights [--shared FOLDER] [--every 1] [--write]

Runs of consecutive pairs of ``corpora/canada-laws.en-fr`` stand for documents
(:mod:`training.terminology.stretches`), read in both directions. For every defined term of
``bench/terms`` that occurs twice and shares a pair with its translation, all candidates that the
product looks at are ranked. A network learns to tell right candidates from wrong ones by their
log-odds. The first one links spans and sees no links; the second is learned on the links that the
first one makes, and its log-odds are brought into line with what is seen of first candidates
(Platt 1999). Nothing is taken from weights that are there already. Every fourth run is kept apart:
the figures that are printed are of those.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import fields, replace
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from aligner.model import Bead, Bitext
from aligner.terminology import corpus as corpora
from aligner.terminology import evidence, tagging, translation
from aligner.terminology.corpus import Corpus
from aligner.terminology.evidence import LATE, NAMES, Judge, Judges
from aligner.terminology.gold import gold_terms, normal
from aligner.terminology.lexicon import Embed
from aligner.terminology.pairing import encoder, remembering, segments
from aligner.terminology.translation import Segment
from training import SHARED
from training.terminology import TABLE
from training.terminology.stretches import stretches

HIDDEN = 32
EPOCHS = 15
BATCH = 512
RATE = 0.01
DECAY = 1e-3
STILL = 1e-3
SEED = 1
BINS = 10

Floats = NDArray[np.float32]


class Run(NamedTuple):
    """A run of pairs that was read.

    Attributes:
        number: Of the run.
        src: The side whose terms are given.
        tgt: The side on which their translations are looked for.
        segments: Its aligned units.
        wanted: Right translations of each known term of ``src``, in their order.
    """

    number: int
    src: Corpus
    tgt: Corpus
    segments: list[Segment]
    wanted: list[set[str]]


class Choice(NamedTuple):
    """One term and what there is to choose from.

    Attributes:
        run: Number of the run.
        rows: Evidence of each candidate, shape ``(n, f)``.
        right: Which of them are right, shape ``(n,)``.
    """

    run: int
    rows: Floats
    right: NDArray[np.bool_]


def read(bitext: Bitext, number: int, gold: dict[str, set[str]]) -> Run:
    """A run with the terms that occur at least twice and can be found."""
    units = [
        (f" {normal(a.text)} ", f" {normal(b.text)} ")
        for a, b in zip(bitext.src.paragraphs, bitext.tgt.paragraphs, strict=True)
    ]
    wanted = {}
    for term, translations in gold.items():
        needle = f" {normal(term)} "
        where = [tgt for src, tgt in units if needle in src]
        close = {t for t in translations if any(f" {t} " in tgt for tgt in where)}
        if close and len(where) > 1:
            wanted[term] = close
    one, other = bitext.src.lang, bitext.tgt.lang
    src = corpora.read(one, tagging.tagger(one), [bitext.src], list(wanted))
    tgt = corpora.read(other, tagging.tagger(other), [bitext.tgt], free=True)
    some = [s for n, b in enumerate(bitext.beads) for s in segments(bitext, b, n, src, tgt)]
    return Run(number, src, tgt, some, list(wanted.values()))


def turned(bitext: Bitext) -> Bitext:
    """A bitext of the other direction."""
    beads = tuple(Bead(bead.tgt, bead.src) for bead in bitext.beads)
    return Bitext(bitext.tgt, bitext.src, beads)


def choices(run: Run, embed: Embed, judges: Judges) -> list[Choice]:
    """The choices of one run."""
    src, tgt = run.src, run.tgt
    by_source = defaultdict(list)
    for rendering in translation.translate(run.segments, src, tgt, embed, judges=judges):
        by_source[rendering.src].append(rendering)
    found = []
    for number, ids in src.known.items():
        renderings = [r for i in sorted(ids) for r in by_source[i]]
        if number >= len(run.wanted) or not renderings:
            continue
        right = [
            bool(set(map(normal, tgt.terms[r.tgt].forms)) & run.wanted[number]) for r in renderings
        ]
        rows = np.array([r.evidence for r in renderings])
        found.append(Choice(run.number, rows, np.array(right)))
    return found


def nothing() -> Judge:
    """A network for which all pairs are equal."""
    width = 2 * len(NAMES)
    flat = np.zeros(width, np.float32)
    empty = np.zeros(0, np.float32)
    return Judge(flat + 1, np.zeros((width, 0), np.float32), empty, empty, flat)


def fit(training: Sequence[Choice], ignored: Sequence[str] = ()) -> Judge:
    """The network.

    Args:
        training: What it learns from.
        ignored: Kinds of evidence that are taken to be 0.
    """
    rows = np.concatenate([choice.rows for choice in training])
    rows[:, [NAMES.index(name) for name in ignored]] = 0
    owner = np.repeat(np.arange(len(training)), [len(choice.right) for choice in training])
    right = np.concatenate([choice.right for choice in training])
    columns = evidence.beside(rows, owner.astype(np.int32))
    spread = columns.std(axis=0)
    # What never varies in training must not count elsewhere.
    scale = np.where(spread > STILL, spread, 1 / STILL).astype(np.float32)
    judge = Judge(scale, **_train(columns / scale, right, HIDDEN))
    slope, bias = _calibrated(judge, training)
    return replace(judge, slope=slope, bias=bias)


def _train(columns: Floats, right: NDArray[np.bool_], size: int) -> dict[str, Floats]:
    """Weights whose scores are log-odds of being right."""
    import torch

    torch.manual_seed(SEED)
    torch.set_num_threads(1)
    inputs = torch.tensor(columns, dtype=torch.float32)
    wanted = torch.tensor(right, dtype=torch.float32)
    width = columns.shape[1]
    weights = {
        "hidden": torch.randn(width, size) * width**-0.5,
        "shift": torch.zeros(size),
        "output": torch.randn(size) * max(size, 1) ** -0.5,
        "direct": torch.zeros(width),
    }
    level = torch.zeros(1)
    for value in (*weights.values(), level):
        value.requires_grad_()
    optimizer = torch.optim.AdamW([*weights.values(), level], lr=RATE, weight_decay=DECAY)
    for epoch in range(EPOCHS):
        for group in optimizer.param_groups:
            group["lr"] = RATE * (1 - epoch / EPOCHS)
        for some in torch.randperm(len(inputs)).split(BATCH):
            hidden = torch.relu(inputs[some] @ weights["hidden"] + weights["shift"])
            score = hidden @ weights["output"] + inputs[some] @ weights["direct"] + level
            loss = torch.nn.functional.binary_cross_entropy_with_logits(score, wanted[some])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
    return {name: value.detach().numpy() for name, value in weights.items()}


def _calibrated(judge: Judge, found: Sequence[Choice]) -> tuple[float, float]:
    """Slope and bias under which the log-odds of first candidates hold."""
    from sklearn.linear_model import LogisticRegression

    scores = [_scores(judge, choice) for choice in found]
    best = [int(score.argmax()) for score in scores]
    first = np.array([score[i] for score, i in zip(scores, best, strict=True)])
    right = np.array([choice.right[i] for choice, i in zip(found, best, strict=True)])
    line = LogisticRegression(C=1e4).fit(first[:, None], right)
    return float(line.coef_[0, 0]), float(line.intercept_[0])


def _scores(judge: Judge, choice: Choice) -> Floats:
    one = np.zeros(len(choice.rows), np.int32)
    return judge.score(evidence.beside(choice.rows, one))


def first(found: Sequence[Choice], judge: Judge) -> float:
    """Share of the terms whose right candidate comes first."""
    return float(np.mean([c.right[_scores(judge, c).argmax()] for c in found]))


def calibration_error(found: Sequence[Choice], judge: Judge) -> float:
    """Expected calibration error of the probability of the first candidate, in tenths."""
    best = [int(_scores(judge, choice).argmax()) for choice in found]
    odds = [
        judge.slope * _scores(judge, c)[i] + judge.bias for c, i in zip(found, best, strict=True)
    ]
    probability = 1 / (1 + np.exp(-np.array(odds)))
    right = np.array([c.right[i] for c, i in zip(found, best, strict=True)])
    tenth = np.minimum((probability * BINS).astype(int), BINS - 1)
    gaps = [abs(probability[tenth == n].sum() - right[tenth == n].sum()) for n in range(BINS)]
    return float(sum(gaps) / len(right))


def write(path: Path, judges: Judges) -> None:
    """Store the weights."""
    stored = {step: _rounded(judge) for step, judge in judges._asdict().items()}
    path.write_text(json.dumps(stored, separators=(",", ":")) + "\n", encoding="utf-8")


def _rounded(judge: Judge) -> dict[str, object]:
    return {
        field.name: np.asarray(getattr(judge, field.name), np.float64).round(5).tolist()
        for field in fields(judge)
    }


def main() -> None:
    """Print the figures and, if asked, write the weights."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--shared", type=Path, default=SHARED)
    parser.add_argument("--every", type=int, default=1, help="use every n-th run")
    parser.add_argument(
        "--write", action="store_true", help="write aligner/terminology/weights.json"
    )
    options = parser.parse_args()
    some = stretches(options.shared)[:: options.every]
    there, back = gold_terms(options.shared / TABLE), gold_terms(options.shared / TABLE, "fr", "en")
    runs = [read(bitext, number, there) for number, bitext in enumerate(some)]
    runs += [read(turned(bitext), number, back) for number, bitext in enumerate(some)]
    embed = remembering(encoder())
    linking = fit(_apart(runs, embed, Judges(nothing(), nothing()))[0], LATE)
    training, held = _apart(runs, embed, Judges(linking, nothing()))
    judge = fit(training)
    print(f"{len(training)} terms to learn from, {len(held)} kept apart")
    print(f"right first: {first(training, judge):.3f}, kept apart {first(held, judge):.3f}")
    print(f"calibration error of the first, kept apart: {calibration_error(held, judge):.3f}")
    if options.write:
        write(evidence.WEIGHTS, Judges(linking, judge))


def _apart(runs: Sequence[Run], embed: Embed, judges: Judges) -> tuple[list[Choice], list[Choice]]:
    """Choices to learn from, and those of the runs that are kept apart."""
    found = [choice for run in runs for choice in choices(run, embed, judges)]
    return [c for c in found if c.run % 4], [c for c in found if c.run % 4 == 0]


if __name__ == "__main__":
    main()
