"""Six versions of one text, each with noise of its own: fifteen pairs alone, and settled by all.

The noisy sets give five pairs with French, each with noise of its own on both sides. Six noisy
versions are taken from them (French from the first pair), and each noisy unit is traced back to the
units of the clean text that it holds, which says what translates what in all fifteen pairs.

A pair *alone* is aligned as if there were no other language; *settled* is what six versions
together make of it (``aligner/alignment/multiway.py``). A row is right where its units are those
of the gold row in every language.
"""

from __future__ import annotations

import sys
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, combinations
from pathlib import Path

from aligner.alignment import join
from aligner.alignment.gold import GoldPair, read_gold
from aligner.alignment.metrics import Evaluation, evaluate
from aligner.alignment.search import align_units
from aligner.alignment.voting import Node, beads, components, voted
from aligner.model import Bead, Bitext, Document
from aligner.similarity.providers import provider
from benchmarks.calibration import Judged, calibration_error, errors_found

SETS = {"udhr_noisy10": "udhr", "sdg_noisy10": "sdg"}
"""Noisy sets and their clean originals."""
AHEAD = 12
"""Clean units that may have been left out between two noisy ones."""

Meaning = tuple[int, int]
"""A unit of the clean pivot, and which part of it."""


@dataclass(frozen=True, slots=True)
class Versions:
    """Versions of one text and what translates what in them.

    Attributes:
        texts: Units by language, the pivot first.
        holds: For each unit, what it holds of the clean text; empty for what was put in.
    """

    texts: Mapping[str, tuple[str, ...]]
    holds: Mapping[Node, frozenset[Meaning]]

    def documents(self) -> dict[str, Document]:
        """The versions, one unit a paragraph."""
        return {lang: Document.of_lines(lang, lang, texts) for lang, texts in self.texts.items()}

    def groups(self, languages: Sequence[str]) -> list[dict[str, tuple[int, ...]]]:
        """The finest groups of units that hold the same, over some of the languages."""
        nodes = [(lang, i) for lang in languages for i in range(len(self.texts[lang]))]
        holders: dict[Meaning, list[Node]] = {}
        for node in nodes:
            for clean in self.holds[node]:
                holders.setdefault(clean, []).append(node)
        links: dict[Node, set[Node]] = {node: set() for node in nodes}
        for held in holders.values():
            for node in held[1:]:
                links[node].add(held[0])
                links[held[0]].add(node)
        return [
            {lang: tuple(sorted(i for code, i in group if code == lang)) for lang in languages}
            for group in components(links)
        ]


def versions(folder: Path, name: str) -> Versions:
    """The six noisy versions of a set."""
    clean = list(read_gold(folder / SETS[name]))
    noisy = list(read_gold(folder / name))
    meanings = _meanings(clean)
    texts, originals = {}, {}
    for dirty, tidy in zip(noisy, clean, strict=True):
        texts.setdefault(dirty.src_lang, dirty.src)
        texts[dirty.tgt_lang] = dirty.tgt
        originals |= {tidy.src_lang: tidy.src, tidy.tgt_lang: tidy.tgt}
    holds = {}
    for lang, units in texts.items():
        for i, held in enumerate(traced(units, originals[lang])):
            holds[lang, i] = frozenset(m for c in held for m in meanings.get((lang, c), ()))
    return Versions(texts, holds)


def _meanings(pairs: Sequence[GoldPair]) -> dict[Node, frozenset[Meaning]]:
    """What each clean unit says, as parts of units of the pivot.

    A pivot unit has as many parts as the language that splits it most; whoever splits it into just
    as many has one part a unit.
    """
    parts: dict[int, int] = {}
    for pair in pairs:
        for bead in pair.beads:
            for i in bead.src:
                alone = len(bead.src) == 1
                parts[i] = max(parts.get(i, 1), len(bead.tgt) if alone else 1)
    said = {(pairs[0].src_lang, i): _parts(i, count) for i, count in parts.items()}
    for pair in pairs:
        for bead in pair.beads:
            whole = [part for i in bead.src for part in sorted(_parts(i, parts[i]))]
            even = len(whole) == len(bead.tgt)
            for place, j in enumerate(bead.tgt):
                held = whole[place : place + 1] if even else whole
                said[pair.tgt_lang, j] = frozenset(held)
    return said


def _parts(unit: int, count: int) -> frozenset[Meaning]:
    return frozenset((unit, part) for part in range(count))


def traced(noisy: Sequence[str], clean: Sequence[str]) -> list[list[int]]:
    """Ids of the clean units of which each noisy unit is made; none for what was put in.

    Noisy units are clean ones, several joined by spaces, or parts of one, in order.
    """
    starts = [0, *accumulate(len(text.strip()) + 1 for text in clean)]
    whole = " ".join(text.strip() for text in clean)
    here = 0
    found = []
    for unit in noisy:
        first = bisect_right(starts, here) - 1
        places = [here, *starts[first : first + AHEAD]]
        text = unit.strip()
        place = next((p for p in places if p >= here and text and whole.startswith(text, p)), None)
        if place is None:
            found.append([])
            continue
        end = place + len(text)
        last = bisect_right(starts, end - 1) - 1
        found.append(list(range(bisect_right(starts, place) - 1, last + 1)))
        here = end + whole.startswith(" ", end)
    return found


@dataclass(frozen=True, slots=True)
class SixWay:
    """Figures of one set.

    Attributes:
        folder: Name of the set.
        alone: Each pair aligned by itself, by its two languages.
        settled: Each pair as all six settle it.
        rows: Confidence of each row and whether it is right, by how the pairs were joined.
        gold_rows: How many rows the gold has.
    """

    folder: str
    alone: Mapping[str, Evaluation]
    settled: Mapping[str, Evaluation]
    rows: Mapping[str, Judged]
    gold_rows: int


def measured(folder: Path, similarity: str = "auto") -> tuple[SixWay, ...]:
    """Align all pairs of all sets, in this process."""
    return tuple(_measured(name, versions(folder, name), similarity) for name in SETS)


def _measured(name: str, six: Versions, similarity: str) -> SixWay:
    documents = six.documents()
    pairs = {}
    for src, tgt in combinations(documents, 2):
        print(f"six {name}: {src}-{tgt}", file=sys.stderr, flush=True)
        likeness = provider(similarity, len(six.texts[src]), (src, tgt))
        found = align_units(six.texts[src], six.texts[tgt], likeness)
        pairs[src, tgt] = Bitext(documents[src], documents[tgt], found.beads)
    links = voted(list(pairs.values()))
    alone, together = {}, {}
    for (src, tgt), bitext in pairs.items():
        gold = [Bead(row[src], row[tgt]) for row in six.groups((src, tgt))]
        alone[f"{src}-{tgt}"] = evaluate(gold, bitext.beads)
        together[f"{src}-{tgt}"] = evaluate(gold, beads(links, src, tgt))
    pivot = next(iter(documents))
    over_pivot = [bitext for (src, _), bitext in pairs.items() if src == pivot]
    gold_rows = {_key(row) for row in six.groups(list(documents))}
    rows = {}
    for how, direct in (("over the pivot", None), ("settled", lambda a, b: pairs[a.lang, b.lang])):
        made = join(over_pivot, direct).rows
        rows[how] = [(row.confidence, _key(row.cells) in gold_rows) for row in made]
    return SixWay(name, alone, together, rows, len(gold_rows))


def _key(cells: Mapping[str, tuple[int, ...]]) -> tuple[tuple[str, tuple[int, ...]], ...]:
    return tuple(sorted(cells.items()))


def table(six: Sequence[SixWay]) -> str:
    """Each pair alone and settled, and the rows."""
    lines = []
    for found in six:
        lines.append(f"{found.folder}\n")
        lines.append("| pair | alone | settled |\n| --- | --- | --- |")
        together = (
            sum(found.alone.values(), Evaluation()),
            sum(found.settled.values(), Evaluation()),
        )
        pairs = [(pair, found.alone[pair], found.settled[pair]) for pair in found.alone]
        lines += [
            f"| {p} | {_figures(a)} | {_figures(b)} |" for p, a, b in [*pairs, ("all", *together)]
        ]
        lines.append("\n| rows | precision | recall | F1 | ECE | found |\n|" + " --- |" * 6)
        for how, judged in found.rows.items():
            right = sum(right for _, right in judged)
            figures = (right / len(judged), right / found.gold_rows,
                       2 * right / (len(judged) + found.gold_rows),
                       calibration_error(judged), errors_found(judged))  # fmt: skip
            lines.append(f"| {how} | " + " | ".join(f"{value:.3f}" for value in figures) + " |")
        lines.append("")
    return "\n".join(lines)


def _figures(agreement: Evaluation) -> str:
    return f"{agreement.strict.f1:.3f}/{agreement.lax.f1:.3f} ({agreement.null.f1:.3f})"
