"""Language tags as files have them (``EN_US``, ``eng``, ``French``) and as they should be."""

from __future__ import annotations

from functools import lru_cache

from aligner.languages import LANGUAGES

_NAMES = {
    name.casefold(): language.code
    for language in LANGUAGES.values()
    for name in (language.name, language.endonym)
}
_LONGEST = 35
"""RFC 5646, 4.4.1: the length that every implementation must be able to hold."""


@lru_cache(maxsize=1024)
def language_tag(raw: str) -> str:
    """The canonical BCP 47 tag of a language named by a tag, an ISO 639 code or its name.

    Args:
        raw: Such as ``EN_US``, ``eng``, ``fr-CA``, ``French``.

    Returns:
        The tag in canonical form, such as ``en-US``, ``en``, ``fr-CA``, ``fr``.

    Raises:
        ValueError: It names no language.
    """
    if raw in LANGUAGES:
        return raw
    text = raw.strip()
    if code := _NAMES.get(text.casefold()):
        return code
    import langcodes  # Here, as most files need nothing of it.

    if not text.isascii() or not 2 <= len(text) <= _LONGEST:
        raise ValueError(f"{raw[:_LONGEST]!r} is not a language tag")
    try:
        tag = langcodes.standardize_tag(text)
    except ValueError as error:
        raise ValueError(f"{raw!r} is not a language tag") from error
    if tag == "und" or not langcodes.tag_is_valid(tag):
        raise ValueError(f"{raw!r} is not a known language")
    return tag
