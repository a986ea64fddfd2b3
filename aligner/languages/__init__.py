"""All that differs by language, as data: one module a language, named by its code.

No other module asks which language it has before it; it asks the language for the fact it needs.
A language is added by adding its module (``docs/languages.md``); one without a module is
:data:`UNKNOWN`, whose facts are those of left-to-right text with spaces between words and with
Latin list letters. A module is imported when its language is first asked for.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from importlib import import_module
from pkgutil import iter_modules

from aligner.languages.facts import LATIN, Language, lacking

__all__ = [
    "LANGUAGES",
    "LATIN",
    "OFFICIAL",
    "UNKNOWN",
    "Language",
    "drafted",
    "lacking",
    "language",
]

OFFICIAL = ("fr", "en", "es", "ru", "ar", "zh")
"""The official languages of the United Nations, of which everything has to be known."""

UNKNOWN = Language("und", "unknown", "unknown", "Zyyy")

_LONGEST_CODE = 3
"""Letters of a primary language subtag; longer names are those of kinds of facts."""


class _Languages(Mapping[str, Language]):
    """The languages that have a module, by code, the official ones first."""

    def __init__(self) -> None:
        found = {found.name for found in iter_modules(__path__) if len(found.name) <= _LONGEST_CODE}
        self._codes = (*OFFICIAL, *sorted(found.difference(OFFICIAL)))

    def __getitem__(self, code: str) -> Language:
        if code not in self._codes:
            raise KeyError(code)
        found: Language = import_module(f"{__name__}.{code}").LANGUAGE
        return found

    def __contains__(self, code: object) -> bool:
        return code in self._codes

    def __iter__(self) -> Iterator[str]:
        return iter(self._codes)

    def __len__(self) -> int:
        return len(self._codes)


LANGUAGES: Mapping[str, Language] = _Languages()


def drafted() -> list[str]:
    """The languages in which documents are drafted, the official ones first."""
    return [code for code, facts in LANGUAGES.items() if facts.drafted]


@lru_cache(maxsize=1024)
def language(code: str) -> Language:
    """The facts of a language; of its primary language where a region or script is given."""
    return LANGUAGES.get(code) or LANGUAGES.get(code.split("-")[0].lower()) or UNKNOWN
