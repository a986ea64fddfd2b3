"""How common words are in their language at large."""

from __future__ import annotations

from functools import cache, lru_cache


@lru_cache(maxsize=200_000)
def zipf(word: str, lang: str) -> float:
    """How often a word stands in a billion, as a logarithm (base 10): wordfreq's Zipf scale.

    Args:
        word: A word as a text has it.
        lang: BCP 47 code; variants count as their language.

    Returns:
        0 to about 8; 0 where the word or the language is not known.
    """
    from wordfreq import zipf_frequency

    code = lang.split("-")[0]
    return float(zipf_frequency(word, code)) if code in _listed() else 0.0


@cache
def _listed() -> frozenset[str]:
    """The languages that have a list; of others wordfreq would take the nearest."""
    from wordfreq import available_languages

    return frozenset(available_languages())
