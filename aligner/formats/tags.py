"""Language tags as files have them (``EN_US``, ``eng``, ``French``) and as they should be."""

from __future__ import annotations

import re
from functools import lru_cache

from aligner.errors import UsageError
from aligner.languages import LANGUAGES
from aligner.languages.named import coded

_NAMES = {
    name.casefold(): language.code
    for language in LANGUAGES.values()
    for name in (language.name, language.endonym)
}
_LONGEST = 35
"""RFC 5646, 4.4.1: the length that every implementation must be able to hold."""
_IN_NAMES = frozenset(" -'’(),.")
_OF_WINDOWS = {
    "zh-chs": "zh-Hans", "zh-cht": "zh-Hant", "zh-hans-chs": "zh-Hans", "zh-hant-cht": "zh-Hant",
    "es-es-tradnl": "es-ES", "es-es-ts": "es-ES", "ca-es-valencia": "ca-ES-valencia",
    "sr-sp-latn": "sr-Latn-RS", "sr-sp-cyrl": "sr-Cyrl-RS", "az-az-latn": "az-Latn-AZ",
    "az-az-cyrl": "az-Cyrl-AZ", "uz-uz-latn": "uz-Latn-UZ", "uz-uz-cyrl": "uz-Cyrl-UZ",
    "bs-ba-latn": "bs-Latn-BA", "bs-ba-cyrl": "bs-Cyrl-BA", "ha-ng-latn": "ha-Latn-NG",
}  # fmt: skip
"""Culture names of old Windows and .NET, in which CAT tools still write, as BCP 47 tags."""
_OF_POSIX = {
    "latin": "{}-Latn{}", "cyrillic": "{}-Cyrl{}", "arabic": "{}-Arab{}", "devanagari": "{}-Deva{}",
    "valencia": "{}{}-valencia",
}  # fmt: skip
"""Modifiers of locales, as in ``sr_RS@latin``, around the language and its region."""
_LOCALE = re.compile(
    r"(?P<name>[a-z]{2,3}(?:-[a-z]{2})?)(?:\.(?:utf-?8|iso-?8859-?\d+))?(?:@(?P<modifier>\w+))?",
    re.IGNORECASE,
)


@lru_cache(maxsize=1024)
def language_tag(raw: str) -> str:
    """The canonical BCP 47 tag of a language named by a tag, an ISO 639 code or its name.

    A tag of which a part is not known, such as a region that only one tool has, is read without
    that part.

    Args:
        raw: Such as ``EN_US``, ``eng``, ``fr-CA``, ``zh-CHT``, ``French``.

    Returns:
        The tag in canonical form, such as ``en-US``, ``en``, ``fr-CA``, ``zh-Hant``, ``fr``.

    Raises:
        ValueError: It names no language.
    """
    if raw in LANGUAGES:
        return raw
    text = raw.strip()
    if code := _NAMES.get(text.casefold()) or _OF_WINDOWS.get(text.casefold().replace("_", "-")):
        return code
    import langcodes  # Here, as most files need nothing of it.

    if not text.isascii() or not 2 <= len(text) <= _LONGEST:
        raise ValueError(f"{raw[:_LONGEST]!r} is not a language tag")
    parts = _without_modifier(text.replace("_", "-")).split("-")
    first: ValueError | None = None
    for size in range(len(parts), 0, -1):
        try:
            tag = langcodes.standardize_tag("-".join(parts[:size]))
        except ValueError as error:
            first = first or error
            continue
        whole = size == len(parts) or len(tag.partition("-")[0]) == 2
        if tag != "und" and whole and langcodes.tag_is_valid(tag):
            return tag
        if tag == "und":
            break
    if first is not None:
        raise ValueError(f"{raw!r} is not a language tag") from first
    raise ValueError(f"{raw!r} is not a known language")


def _without_modifier(locale: str) -> str:
    """A locale such as ``sr-RS.UTF-8@latin`` with its modifier as a part of the tag."""
    said = _LOCALE.fullmatch(locale)
    if said is None:
        return locale
    lang, dash, region = said["name"].partition("-")
    shape = _OF_POSIX.get((said["modifier"] or "").casefold(), "{}{}")
    return shape.format(lang, dash + region)


@lru_cache(maxsize=1024)
def named_language(text: str) -> str:
    """The language that a name means, such as ``Anglais``, ``Inglés`` or ``英语``; or nothing."""
    plain = text.strip().casefold()
    if not 2 <= len(plain) <= 2 * _LONGEST or (plain.isascii() and len(plain) < 4):
        return ""
    if not all(letter.isalpha() or letter in _IN_NAMES for letter in plain):
        return ""
    return coded("language", plain)


@lru_cache(maxsize=1024)
def named_territory(text: str) -> bool:
    """Whether a text names a country or region, such as ``United States`` or ``España``."""
    plain = text.strip().casefold()
    known = all(letter.isalpha() or letter in _IN_NAMES for letter in plain)
    return bool(plain) and known and bool(coded("territory", plain))


def language_tags(listed: str) -> tuple[str, ...]:
    """The languages of a list such as ``en,fr``, as a person types it.

    Raises:
        UsageError: One of them is no language.
    """
    try:
        return tuple(language_tag(name) for name in listed.replace(" ", "").split(",") if name)
    except ValueError as error:
        raise UsageError(f"--languages {listed}: {error}; name them like fr,en") from error


def matches(lang: str, wanted: str) -> bool:
    """Whether a language is the one that is wanted; ``en`` means all of ``en-*`` (RFC 4647, 3.3.1).

    >>> matches("en-GB", "en"), matches("en", "en-GB")
    (True, False)
    """
    lang, wanted = lang.casefold(), wanted.casefold()
    return lang == wanted or lang.startswith(f"{wanted}-")
