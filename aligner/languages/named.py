"""What a name stands for, whatever language it is in: a State, a currency, a language.

States, territories and languages by CLDR in all its languages (package ``language_data``);
currencies by CLDR in the official ones (``currencies.tsv``, made by ``training/currencies.py``).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

LONGEST = 80
"""Characters of a text that may be a name."""
_KINDS = ("territory", "language")
_IN_NAMES = frozenset(" -'’.,()&/")
_CURRENCIES = Path(__file__).with_name("currencies.tsv")
_QUALIFIED = re.compile(r"^(.+?)\s*[(（][^()（）\d]+[)）]$")
_AROUND = " \t\u00a0.,;:•–—-·،؛，、；。"


@lru_cache(maxsize=4096)
def meant(text: str) -> str:
    """What a text names and nothing else, such as ``territory FR``; empty where that is unknown.

    A list's bullets and commas are left aside; what is added in brackets counts only where the
    name is unknown with it.

    >>> meant("- Allemagne ;"), meant("德国"), meant("Iran (République islamique d’)")
    ('territory DE', 'territory DE', 'territory IR')
    """
    plain = text.strip(_AROUND)
    if not plain or len(plain) > LONGEST:
        return ""
    found = _meant(plain)
    if not found and (qualified := _QUALIFIED.match(plain)):
        found = _meant(qualified[1])
    return found


def _meant(name: str) -> str:
    if code := _currencies().get(name.casefold()):
        return f"currency {code}"
    if not all(c.isalpha() or c in _IN_NAMES for c in name):
        return ""
    return next((f"{kind} {code}" for kind in _KINDS if (code := coded(kind, name))), "")


def coded(category: str, name: str) -> str:
    """The code that has a name in CLDR, in whatever language, and just that name; or nothing.

    Args:
        category: ``territory`` or ``language``.
        name: In any case, without regard to hyphens, commas and brackets.
    """
    from language_data import names

    key = names.normalize_name(name)
    trie = _trie(category)
    return names.get_trie_value(trie, key) if key in trie else ""


@cache
def _trie(category: str) -> Any:  # noqa: ANN401 (language_data has no types)
    from language_data import names
    from language_data.util import data_filename

    return names.load_trie(data_filename(f"trie/und/name_to_{category}.marisa"))


@cache
def _currencies() -> Mapping[str, str]:
    """Codes by name; names that several currencies have are left out."""
    found: dict[str, str] = {}
    for line in _CURRENCIES.read_text(encoding="utf-8").splitlines()[1:]:
        code, *names = line.split("\t")
        for name in map(str.casefold, names):
            found[name] = code if found.get(name, code) == code else ""
    return found
