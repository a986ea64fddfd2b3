"""All that differs by language, as data.

No other module asks which language it has before it; it asks the language for the fact it needs.
A language that is not listed gets :data:`UNKNOWN`, whose facts are those of left-to-right text
with spaces between words.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Language:
    """Facts of one language.

    Attributes:
        code: BCP 47 code.
        name: English name.
        endonym: Name in the language itself.
        script: ISO 15924 code.
        rtl: True where text runs from right to left.
        spaces: True where words are separated by spaces.
    """

    code: str
    name: str
    endonym: str
    script: str = "Latn"
    rtl: bool = False
    spaces: bool = True


UNKNOWN = Language("und", "unknown", "unknown", "Zyyy")

LANGUAGES: dict[str, Language] = {
    language.code: language
    for language in (
        Language("fr", "French", "français"),
        Language("en", "English", "English"),
        Language("es", "Spanish", "español"),
        Language("ru", "Russian", "русский", "Cyrl"),
        Language("ar", "Arabic", "العربية", "Arab", rtl=True),
        Language("zh", "Chinese", "中文", "Hans", spaces=False),
    )
}


def language(code: str) -> Language:
    """The facts of a language; of its primary language where a region or script is given."""
    return LANGUAGES.get(code) or LANGUAGES.get(code.split("-")[0].lower()) or UNKNOWN
