"""What languages are called at the desk."""

from __future__ import annotations

from aligner.languages import UNKNOWN, language


def language_name(lang: str) -> str:
    """English name of a language, or its code where it has none here."""
    return lang if language(lang) is UNKNOWN else language(lang).name


def endonym(lang: str) -> str:
    """Name of a language in itself, or its code where it has none here."""
    return lang if language(lang) is UNKNOWN else language(lang).endonym
