"""Put OCR noise into clean text, word by word and from a seed.

A profile says, for what stands on the page, what the engine reads instead and how often. ``SCAN``
has the rates counted in the French scan of S/RES/2331 (2016), whose only accented letter is é.
:func:`random_profile` draws an engine of another kind: some lose accents, some swap them, some
break or join strokes, some read digits and marks for letters.
"""

from __future__ import annotations

import random
import re
from collections.abc import Mapping, Sequence

Profile = Mapping[str, Sequence[tuple[str, float]]]
"""True text -> (what is read, share of the occurrences at which it is)."""

SCAN: Profile = {
    " à ": ((" a ", 0.96), (" & ", 0.03), (" 2 ", 0.003)),
    "à": (("a", 1.0),),
    "À": (("A", 1.0),),
    "l’": (("I’", 0.64), ("1’", 0.27), ("’", 0.05), ("[’", 0.03)),
    "L’": (("L’", 1.0),),
    "ê": (("é", 0.985), ("€", 0.01)),
    "è": (("é", 0.87), ("e", 0.05), ("c", 0.05)),
    "É": (("E", 1.0),),
    "È": (("E", 1.0),),
    "Ê": (("E", 1.0),),
    "ç": (("g", 0.55), ("c", 0.45)),
    "Ç": (("C", 1.0),),
    "é": (("¢", 0.005), ("¢é", 0.005), ("é¢", 0.002), ("e", 0.002)),
    "ô": (("6", 0.4), ("d", 0.35), ("oO", 0.15), ("o", 0.1)),
    "î": (("i", 1.0),),
    "ï": (("i", 1.0),),
    "û": (("u", 0.7), ("i", 0.3)),
    "ù": (("u", 1.0),),
    "â": (("a", 1.0),),
    "ë": (("e", 1.0),),
    "ü": (("u", 1.0),),
    "œ": (("ce", 1.0),),
    "e": (("c", 0.0004),),
}

_ACCENTS = {
    "é": "eèê",
    "è": "eéê",
    "ê": "eéè",
    "à": "aâ",
    "â": "aà",
    "ç": "c",
    "î": "iï",
    "ï": "iî",
    "ô": "oö",
    "û": "uù",
    "ù": "uû",
}
_SHAPES = {
    "rn": "m",
    "m": "rn",
    "cl": "d",
    "d": "cl",
    "li": "h",
    "h": "li",
    "n": "u",
    "u": "n",
    "e": "c",
    "c": "e",
    "l": "1",
    "i": "l",
    "t": "f",
    "f": "t",
    "o": "0",
    "s": "f",
    "ê": "€",
    "é": "¢",
    "ô": "6",
    "ç": "g",
    "l’": "I’",
    "œ": "oe",
    "É": "E",
    "À": "A",
}


def random_profile(rng: random.Random) -> Profile:
    """An engine drawn at random: each class of damage is absent, now and then, or the rule."""
    profile: dict[str, list[tuple[str, float]]] = {}
    harsh = rng.random()
    for true, others in _ACCENTS.items():
        rate = rng.choice((0.0, 0.0, rng.uniform(0.01, 0.2), rng.uniform(0.5, 1.0)))
        if rate and harsh > 0.2:
            profile.setdefault(true, []).append((rng.choice(others), rate))
    if harsh > 0.9:
        profile = {true: [(others[0], 1.0)] for true, others in _ACCENTS.items()}
    for true, seen in _SHAPES.items():
        rare = true.isascii() and "’" not in true
        rate = rng.uniform(0.0005, 0.01) if rare else rng.uniform(0.05, 0.9)
        if rng.random() < 0.35:
            profile.setdefault(true, []).append((seen, rate))
    return profile


def damage(text: str, profile: Profile, rng: random.Random) -> str:
    """The text as an engine of this profile would read it; spaces stay where they are."""
    if not profile:
        return text
    keys = sorted(profile, key=len, reverse=True)
    text = text.replace("'", "’") if any("’" in key for key in keys) else text
    pattern = re.compile("|".join(map(re.escape, keys)))

    def read(match: re.Match[str]) -> str:
        draw = rng.random()
        for seen, share in profile[match[0]]:
            if draw < share:
                return seen
            draw -= share
        return match[0]

    return pattern.sub(read, text)
