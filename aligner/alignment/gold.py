"""Gold alignments: folders of ``NAME.LANG`` files, one unit a line, with ``NAME.gold.jsonl``."""

from __future__ import annotations

import json
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from aligner import confinement
from aligner.errors import InputError
from aligner.model import Bead, Bitext, Document
from aligner.reading import source, text


@dataclass(frozen=True, slots=True)
class GoldPair:
    """One document with its gold alignment.

    Attributes:
        name: Name of the document.
        src_lang: BCP 47 code of the source.
        tgt_lang: BCP 47 code of the target.
        src: Source units.
        tgt: Target units.
        beads: The gold beads.
    """

    name: str
    src_lang: str
    tgt_lang: str
    src: tuple[str, ...]
    tgt: tuple[str, ...]
    beads: tuple[Bead, ...]


def held_apart(gold: GoldPair) -> bool:
    """True for one document in five, which is only measured and never learned from."""
    return zlib.crc32(gold.name.encode()) % 5 == 0


def read_gold(folder: Path) -> Iterator[GoldPair]:
    """The documents of a gold folder, in order of name.

    Which of the two files of a document is the source is found by the number of units that the
    gold beads give to either side. Where both orders fit, the source has the language that it has
    in most other documents of the folder; where none of them tells, French is the source, or else
    the first language in the alphabet.

    Raises:
        InputError: The folder has no gold, a file is missing, or ids do not fit the files.
    """
    golds = sorted(folder.glob("*.gold.jsonl"))
    if not golds:
        raise InputError(f"{folder}: no NAME.gold.jsonl in it; give a folder of gold alignments")
    orders = [confinement.run(partial(_orders, path), file=path) for path in golds]
    told = Counter(fitting[0].src_lang for fitting in orders if len(fitting) == 1)
    for fitting in orders:
        yield max(fitting, key=lambda pair: told[pair.src_lang])


def read_beads(path: Path) -> tuple[Bead, ...]:
    """Beads from JSON Lines, one ``{"src": [...], "tgt": [...]}`` a line.

    Raises:
        InputError: The file cannot be read, or a line is no bead.
    """
    return confinement.run(partial(_read_beads, path), file=path)


def _read_beads(path: Path) -> tuple[Bead, ...]:
    beads = []
    for number, line in enumerate(_lines(path), 1):
        if not line.strip():
            continue
        try:
            beads.append(_bead(json.loads(line)))
        except (ValueError, TypeError, KeyError, OverflowError, RecursionError):
            raise InputError(
                f'{path}, line {number}: not a bead; expected {{"src": [ids], "tgt": [ids]}}, '
                'and where there is one a "confidence" from 0 to 1'
            ) from None
    return tuple(beads)


def _bead(data: Mapping[str, Any]) -> Bead:
    """A bead from what a line of JSON says; JSON knows numbers that are no id or confidence."""
    sides = [tuple(data[side]) for side in ("src", "tgt")]
    if not all(type(i) is int and i >= 0 for side in sides for i in side):
        raise ValueError("an id is no whole number")
    confidence = float(data.get("confidence", 1.0))
    if not 0 <= confidence <= 1:
        raise ValueError("a confidence is not from 0 to 1")
    return Bead(sides[0], sides[1], confidence)


def given(src: Document, tgt: Document, path: Path) -> Bitext:
    """Two documents joined by the beads of a file; units that it leaves out are omissions.

    Raises:
        InputError: A bead names a unit that is not there, or names one twice.
    """
    beads = read_beads(path)
    sides = []
    for document, held in ((src, [b.src for b in beads]), (tgt, [b.tgt for b in beads])):
        ids = [i for side in held for i in side]
        count = len(document.paragraphs)
        if len(ids) != len(set(ids)) or any(not 0 <= i < count for i in ids):
            raise InputError(
                f"{path}: its ids do not fit {document.name} ({document.lang}), which has "
                f"{count} units; each id has to stand once, from 0 to {count - 1}"
            )
        sides.append(sorted(set(range(count)) - set(ids)))
    left = [Bead((i,), ()) for i in sides[0]] + [Bead((), (j,)) for j in sides[1]]
    return Bitext(src, tgt, (*beads, *left), f"beads from {path.name}")


def _orders(path: Path) -> list[GoldPair]:
    """The document in each order of its files that fits the gold beads, the likelier first."""
    name = path.name.removesuffix(".gold.jsonl")
    sides = sorted(
        (
            file
            for file in path.parent.glob(f"{name}.*")
            if file != path and file.name.count(".") == name.count(".") + 1
        ),
        key=lambda file: (file.suffix != ".fr", file.suffix),
    )
    if len(sides) != 2:
        raise InputError(f"{path}: expected two files {name}.LANG beside it, found {len(sides)}")
    beads = _read_beads(path)
    texts = {file: _lines(file) for file in sides}
    fitting = [
        GoldPair(name, src.suffix[1:], tgt.suffix[1:], texts[src], texts[tgt], beads)
        for src, tgt in (sides, sides[::-1])
        if _fits(beads, len(texts[src]), len(texts[tgt]))
    ]
    if not fitting:
        names = ", ".join(file.name for file in sides)
        raise InputError(f"{path}: its ids do not fit the lines of {names}")
    return fitting


def _lines(path: Path) -> tuple[str, ...]:
    decoded, _ = text.decode(source.contents(path), path.name)
    return tuple(text.lines(decoded))


def _fits(beads: tuple[Bead, ...], n: int, m: int) -> bool:
    src = {i for bead in beads for i in bead.src}
    tgt = {j for bead in beads for j in bead.tgt}
    return src == set(range(n)) and tgt == set(range(m))
