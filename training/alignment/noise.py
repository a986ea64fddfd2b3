"""Bitext made worse, as scans and drafts are, with the beads that are then right.

Pairs that stand in the order of their document are cut into windows; then, on either side on its
own, neighbouring units are merged, units are split, left out, and page furniture is put between
them. Part of the windows gets paragraph labels, since the training text has none.
"""

from __future__ import annotations

import gzip
import random
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from aligner.alignment.gold import GoldPair
from aligner.model import Bead

FURNITURE = {
    "en": ("Page {n}", "United Nations", "Distr.: General", "GE.{n}-{m} (E)", "A/{n}/{m}",
           "Original: English", "[Amendment]", "_______________", "{n}/{m}", "Annex",
           "* Reissued for technical reasons.", "* The present report was submitted late."),
    "fr": ("Page {n}", "Nations Unies", "Distr. générale", "GE.{n}-{m} (F)", "A/{n}/{m}",
           "Original : anglais", "[Modification]", "_______________", "{n}/{m}", "Annexe",
           "* Nouveau tirage pour raisons techniques.", "* Rapport soumis après la date fixée."),
    "es": ("Página {n}", "Naciones Unidas", "Distr. general", "GE.{n}-{m} (S)", "A/{n}/{m}",
           "Original: inglés", "_______________", "{n}/{m}", "Anexo"),
    "ru": ("Стр. {n}", "Организация Объединенных Наций", "Distr.: General", "GE.{n}-{m} (R)",
           "Оригинал: английский", "_______________", "{n}/{m}", "Приложение"),
    "ar": ("الصفحة {n}", "الأمم المتحدة", "توزيع: عام", "GE.{n}-{m} (A)", "الأصل: بالإنكليزية",
           "_______________", "{n}/{m}", "مرفق"),
    "zh": ("第{n}页", "联合国", "普遍分发", "GE.{n}-{m} (C)", "原文：英文",
           "_______________", "{n}/{m}", "附件"),
}  # fmt: skip
"""Lines of page furniture of UN documents, with numbers to be drawn."""

Side = list[tuple[tuple[int, ...], str]]
"""Units of one side, each with the numbers of the pairs that it says; none for furniture."""

_BREAK = re.compile(r"(?<=[.;:,、，。；：،؛])\s*(?=\S)")


def worsened(
    pairs: Sequence[tuple[str, str]], languages: tuple[str, str], share: float, draw: random.Random
) -> GoldPair | None:
    """A noisy document of some pairs, or None where nothing is left on a side.

    Args:
        pairs: Text of either side, in the order of the document.
        languages: Codes of both sides.
        share: Of units that something happens to, 0 to 1.
        draw: Where chance comes from.
    """
    if draw.random() < 0.3:
        pairs = _labelled(pairs, draw)
    sides = [_side([pair[s] for pair in pairs], languages[s], share, draw) for s in range(2)]
    if not all(sides):
        return None
    beads = tuple(_beads(*sides))
    src, tgt = (tuple(text for _, text in side) for side in sides)
    return GoldPair("noise", *languages, src, tgt, beads)


def stretches(
    path: Path, sizes: Sequence[int], draw: random.Random
) -> Iterator[list[tuple[str, str]]]:
    """Stretches of neighbouring pairs of a file of training text, without end."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        lines = [line.rstrip("\n").split("\t") for line in file]
    pairs = [(row[0], row[1]) for row in lines if len(row) == 2 and all(row)]
    while True:
        size = min(draw.choice(sizes), len(pairs))
        first = draw.randrange(len(pairs) - size + 1)
        yield pairs[first : first + size]


def _side(texts: Sequence[str], language: str, share: float, draw: random.Random) -> Side:
    spaced = "" if language == "zh" else " "
    side: Side = []
    glue = False
    for number, text in enumerate(texts):
        if draw.random() < share * 0.15:
            line = draw.choice(FURNITURE[language])
            side.append(((), line.format(n=draw.randrange(1, 99), m=draw.randrange(1, 999))))
            glue = False
        happening = draw.random()
        if happening < share * 0.25:
            glue = False
        elif glue and side:
            held, before = side[-1]
            side[-1] = ((*held, number), before + spaced + text)
            glue = happening > 1 - share * 0.3
        elif happening < share * 0.55 and (parts := _parts(text, language, draw)):
            side += [((number,), part) for part in parts]
        else:
            side.append(((number,), text))
            glue = happening > 1 - share * 0.3
    return side


def _parts(text: str, language: str, draw: random.Random) -> list[str]:
    """A text in two or three, at stops or commas where it has some, else between words."""
    cuts = [match.start() for match in _BREAK.finditer(text) if match.start() < len(text)]
    if not cuts or draw.random() < 0.3:
        cuts = [match.end() for match in re.finditer(r"\s+", text)]
        if language == "zh":
            cuts = list(range(2, len(text) - 2))
    cuts = [cut for cut in cuts if 0 < cut < len(text)]
    if not cuts:
        return []
    chosen = sorted(draw.sample(cuts, min(len(cuts), draw.choice((1, 1, 1, 2)))))
    parts = [text[a:b].strip() for a, b in zip([0, *chosen], [*chosen, len(text)], strict=True)]
    return parts if all(parts) else []


def _labelled(pairs: Sequence[tuple[str, str]], draw: random.Random) -> list[tuple[str, str]]:
    """The pairs with running labels before some of them, as paragraphs and their parts have."""
    styles = draw.choice([("{}. ", "{}. "), ("{} ", "{} "), ("({}) ", "{}) "), ("({}) ", "({}) ")])
    number, letter = draw.randrange(0, 40), 0
    labelled = []
    for src, tgt in pairs:
        kind = draw.random()
        if kind < 0.35:
            number, letter = number + 1, 0
            label = str(number)
        elif kind < 0.7:
            label = chr(ord("a") + letter % 26)
            letter += 1
        else:
            labelled.append((src, tgt))
            continue
        labelled.append((styles[0].format(label) + src, styles[1].format(label) + tgt))
    return labelled


def _beads(src: Side, tgt: Side) -> Iterator[Bead]:
    """What belongs together: units joined by the pairs that they share, and the rest alone."""
    at_src = _places(src)
    at_tgt = _places(tgt)
    done: set[int] = set()
    for first in sorted({*at_src, *at_tgt}):
        if first in done:
            continue
        group, rows, cols, waiting = {first}, set[int](), set[int](), [first]
        while waiting:
            number = waiting.pop()
            for side, places, reached in ((src, at_src, rows), (tgt, at_tgt, cols)):
                for unit in places.get(number, ()):
                    reached.add(unit)
                    fresh = set(side[unit][0]) - group
                    group |= fresh
                    waiting += fresh
        done |= group
        if rows and cols:
            yield Bead(tuple(sorted(rows)), tuple(sorted(cols)))
        else:
            yield from (Bead((i,), ()) for i in sorted(rows))
            yield from (Bead((), (j,)) for j in sorted(cols))
    yield from (Bead((i,), ()) for i, (held, _) in enumerate(src) if not held)
    yield from (Bead((), (j,)) for j, (held, _) in enumerate(tgt) if not held)


def _places(side: Side) -> dict[int, list[int]]:
    places: dict[int, list[int]] = {}
    for unit, (held, _) in enumerate(side):
        for number in held:
            places.setdefault(number, []).append(unit)
    return places
