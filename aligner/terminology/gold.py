"""Gold terms, as the weights are learned from them and measured by them.

Bilingual laws define their terms with the translation in brackets at the end; a table of such terms
has a column for either language. Forms are compared in lower case and without the ending of a
plural.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

LONGEST_TERM = 90
"""Letters before the verb of a definition; more are no term."""
_DEFINES = re.compile(r"\b(?:means?|includes?|meaning)\b")
_TRANSLATED = re.compile(r"\((?:[^()]|\([^()]*\))+\)\s*\.?$")


def normal(text: str) -> str:
    """Lower case, words only, plurals without their ending."""
    words = re.findall(r"\w+", text.lower().replace("’", "'").replace("\xad", ""))
    return " ".join(word[:-1] if len(word) > 3 and word[-1] in "sx" else word for word in words)


def gold_terms(table: Path, src: str = "en", tgt: str = "fr") -> dict[str, set[str]]:
    """Translations of terms, normalised, from a table with a column a language.

    Args:
        table: Tab-separated, with the codes of the languages at its head.
        src: Language of the terms.
        tgt: Language of their translations.
    """
    gold: dict[str, set[str]] = defaultdict(set)
    with table.open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            gold[row[src]].add(normal(row[tgt]))
    return gold


def defines(en: str, fr: str) -> bool:
    """True for a unit that defines a term and gives its translation in brackets."""
    translated = any(_TRANSLATED.search(side.strip()) for side in (en, fr))
    return translated and bool(_DEFINES.search(en))


def definitions(units: Iterable[str]) -> dict[str, str]:
    """Terms that English units define, with the translations in brackets at the end of each.

    A definition may run over several units: the brackets close the one that was opened last.
    """
    found: dict[str, str] = {}
    term = ""
    for unit in units:
        if (verb := _DEFINES.search(unit)) and verb.start() <= LONGEST_TERM:
            term = normal(unit[: verb.start()])
        if term and (translation := _TRANSLATED.search(unit.strip())):
            found.setdefault(term, normal(translation.group()))
    return found
