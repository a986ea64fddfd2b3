"""Make the lexicon of a language: hunspell forms, with word classes and frequencies.

    python -m training.ocr.lexicon fr /usr/share/hunspell/fr

reads ``fr.aff`` and ``fr.dic`` (Debian package ``hunspell-fr-classical``, npm ``dictionary-fr``),
writes every form with its affixes to ``aligner/models/ocr/fr/lexicon.xz``, and counts how often
each form stands in the corpora. About two minutes.
"""

from __future__ import annotations

import argparse
import lzma
import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from aligner.reading.ocr.lexicon import Tag
from training.ocr import manifest
from training.ocr.corpora import SOURCES, side

TAGS = {
    "po:nom": Tag.NOUN,
    "po:adj": Tag.ADJECTIVE,
    "po:infi": Tag.INFINITIVE,
    "po:ppas": Tag.PARTICIPLE,
    "po:adv": Tag.ADVERB,
    "po:loc.adv": Tag.ADVERB,
    "po:neg": Tag.ADVERB,
    "po:mg": Tag.FUNCTION,
    "po:det": Tag.FUNCTION,
    "po:nb": Tag.FUNCTION,
}
FINITE = re.compile(r"po:(ipre|spre|iimp|ipsi|ifut|cond|simp|impe|ppre)$")
APOSTROPHES = "'’"


class Affix(NamedTuple):
    """One rule of an affix class, in the words of hunspell(5)."""

    prefix: bool
    strip: str
    add: str
    flags: tuple[str, ...]
    condition: re.Pattern[str]
    morphology: tuple[str, ...]


def split_flags(flags: str) -> tuple[str, ...]:
    """``FLAG long``: two characters each."""
    return tuple(flags[i : i + 2] for i in range(0, len(flags), 2))


def read_affixes(path: Path) -> dict[str, list[Affix]]:
    """The affix rules of an ``.aff`` file by flag."""
    rules: dict[str, list[Affix]] = defaultdict(list)
    for line in path.read_text(encoding="utf-8").splitlines():
        parts = line.split()
        if len(parts) < 5 or parts[0] not in ("PFX", "SFX"):
            continue
        kind, flag, strip, added, condition, *morphology = parts
        add, _, flags = added.partition("/")
        prefix = kind == "PFX"
        pattern = f"^{condition}" if prefix else f"{condition}$"
        rules[flag].append(
            Affix(
                prefix,
                "" if strip == "0" else strip,
                "" if add == "0" else add,
                split_flags(flags),
                re.compile(pattern),
                tuple(morphology),
            )
        )
    return rules


def attach(word: str, affix: Affix) -> str | None:
    """The word with the affix on it, or None where the rule does not fit."""
    if not affix.condition.search(word):
        return None
    if affix.prefix:
        return affix.add + word[len(affix.strip) :] if word.startswith(affix.strip) else None
    return word[: len(word) - len(affix.strip)] + affix.add if word.endswith(affix.strip) else None


def expand(
    word: str, flags: tuple[str, ...], morphology: tuple[str, ...], rules: dict[str, list[Affix]]
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Every form of an entry with its morphology; elided words before it are left out."""
    if "()" not in flags:
        yield word, morphology
    for affix in (affix for flag in flags for affix in rules.get(flag, ())):
        form = attach(word, affix)
        if form is None or (affix.add[-1:] in APOSTROPHES and affix.prefix):
            continue
        yield form, morphology + affix.morphology
        rest = tuple(f for f in flags if not rules.get(f, [affix])[0].prefix)
        more = (rest if affix.prefix else ()) + affix.flags
        yield from expand(form, ("()", *more), morphology + affix.morphology, rules)


def tag_of(morphology: tuple[str, ...]) -> int:
    """The word classes as bits."""
    tag = 0
    for name in morphology:
        tag |= TAGS.get(name, 0)
        if FINITE.match(name):
            tag |= Tag.FINITE
        if name.startswith("po:adv"):
            tag |= Tag.ADVERB
        if name.startswith(("po:prep", "po:pro", "po:3pe", "po:cj")):
            tag |= Tag.FUNCTION
    return tag


def read_forms(stem: Path) -> dict[str, int]:
    """Every form of a hunspell dictionary with its tag."""
    rules = read_affixes(stem.with_suffix(".aff"))
    forms: dict[str, int] = defaultdict(int)
    for line in stem.with_suffix(".dic").read_text(encoding="utf-8").splitlines()[1:]:
        head, *morphology = line.split()
        word, _, flags = head.partition("/")
        if "{}" in flags:
            continue
        for form, classes in expand(word, split_flags(flags), tuple(morphology), rules):
            if re.fullmatch(r"[^\W\d_]+(?:-[^\W\d_]+)*", form):
                forms[form] |= tag_of(classes)
    return forms


def frequencies(lang: str, forms: dict[str, int]) -> dict[str, float]:
    """Mean over the sources of each form's share of the words; marks what stands after ``l'``.

    A source of less than a million words weighs by its size.
    """
    total: Counter[str] = Counter()
    weights = 0.0
    for source in SOURCES:
        counts: Counter[str] = Counter()
        for text in side(source, lang):
            for before, token in re.findall(r"(['’]?)([^\W\d_]+(?:-[^\W\d_]+)*)", text):
                if before and token.lower() in forms:
                    forms[token.lower()] |= Tag.ELIDES
                lower = token.lower()
                if lower in forms:
                    counts[lower] += 1
                elif token in forms:
                    counts[token] += 1
                else:
                    for part in lower.split("-"):
                        counts[part] += part in forms
        words = counts.total()
        weight = min(1.0, words / 1_000_000)
        print(f"{source:24} {words:>10} words, weight {weight:.2f}")
        weights += weight
        for word, count in counts.items():
            total[word] += weight * count / words
    return {word: share / weights for word, share in total.items() if share}


def main() -> None:
    """Write ``lexicon.xz``."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("lang")
    parser.add_argument("stem", type=Path, help="path of the .aff and .dic without the suffix")
    arguments = parser.parse_args()
    forms = read_forms(arguments.stem)
    shares = frequencies(arguments.lang, forms)
    words = sorted(forms)
    tags = bytes(forms[word] for word in words)
    scale = bytes(
        max(1, min(255, round(8 * math.log2(shares[word] * 1e9)))) if word in shares else 0
        for word in words
    )
    folder = manifest.MODELS / arguments.lang
    folder.mkdir(parents=True, exist_ok=True)
    packed = lzma.compress("\n".join(words).encode() + b"\0" + tags + scale, preset=9)
    (folder / "lexicon.xz").write_bytes(packed)
    manifest.write(folder)
    print(f"{len(words)} forms, {len(shares)} with a frequency, {len(packed)} bytes")


if __name__ == "__main__":
    main()
