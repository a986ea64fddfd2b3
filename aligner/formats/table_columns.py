"""What the columns of a table hold, by what stands over them and by what is in them."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from aligner.accents import bare
from aligner.formats.table_cells import GLOSSARY_TAIL, ROWS_HEAD, ROWS_TAIL, SIGNATURE
from aligner.formats.table_words import ABBREVIATIONS, FIELDS, LETTERS, SIDES
from aligner.formats.tags import language_tag, named_language, named_territory
from aligner.languages import LANGUAGES

OURS = frozenset({*ROWS_HEAD, *ROWS_TAIL, *GLOSSARY_TAIL, "related", SIGNATURE})
"""Names that this tool gives to columns; they are not looked up in other ways."""
_OF_ONE_TERM = frozenset({"acronym", "abbreviation", "variants", "forbidden", "info", "synonym"})
"""What is said of a term rather than of its concept, where no language stands over it."""
_OF_A_LANGUAGE = _OF_ONE_TERM | {"definition", "note", "context", "status", "term"}
_AMONG_OTHERS = re.compile(r"[\s_:;,.()\[\]/|]+|(?<=[^\W\d])(?=\d+$)")
_TAG = re.compile(r"[A-Za-z]{2,3}([-_]([A-Za-z]{4}|[A-Za-z]{2}|\d{3}|(?i:CHS|CHT)))*")
_SMALL = frozenset(["en", "in", "de", "of", "the", "du", "des", "del", "на", "по", "in", "auf"])
"""Words between the name of a language and what is said in it; some of them are codes as well."""
_CODE = re.compile(r"[a-z]{1,3}")
_SAMPLE = 200
"""Cells of a column that are looked at."""
_SCRIPTS = {
    "Hans": ("CJK",), "Hant": ("CJK",), "Jpan": ("CJK", "HIRAGANA", "KATAKANA"),
    "Kore": ("HANGUL", "CJK"), "Latn": ("LATIN",), "Cyrl": ("CYRILLIC",), "Arab": ("ARABIC",),
    "Grek": ("GREEK",), "Hebr": ("HEBREW",), "Deva": ("DEVANAGARI",), "Thai": ("THAI",),
}  # fmt: skip
"""Beginnings of the Unicode names of the letters of a script."""


@dataclass(frozen=True, slots=True)
class Column:
    """What one column holds.

    Attributes:
        kind: ``term`` for a text or term of a language; ``definition``, ``note``, ``id``, ... as in
            :data:`FIELDS`; a name of :data:`OURS`; empty where it is not known.
        lang: BCP 47 tag; empty where it says nothing of a language.
        name: What stands over it.
        doubtful: It is a language only if its cells are in it.
    """

    kind: str
    lang: str = ""
    name: str = ""
    doubtful: bool = False


_LONGEST = 120
"""Characters of a heading; what is longer is a text, and its words are not gone through."""


@lru_cache(maxsize=4096)
def column(name: str) -> Column:
    """What a column holds by its name alone."""
    text = " ".join(name.split())
    if len(text) > _LONGEST:
        return Column("", name=name)
    lower = text.casefold()
    if lower in OURS:
        return Column(lower, name=name)
    lang, _, kind = text.partition(" ")
    if lang in LANGUAGES and (not kind or kind in _OF_A_LANGUAGE):  # As this tool writes them.
        return Column(kind or "term", lang, name)
    if lang := _language(text):
        return Column("term", lang, name, _is_doubtful(lower))
    if kind := FIELDS.get(_plain(text), ""):
        return Column(kind, name=name)
    words = _words(text)
    spans = [(i, j) for i in range(len(words)) for j in range(i + 1, len(words) + 1)]
    for i, j in sorted(spans, key=lambda span: -len("".join(words[slice(*span)]))):
        found = " ".join(words[i:j])
        if (lang := _language(found)) and (kind := _kind([*words[:i], *words[j:]], found)):
            return Column(kind, lang, name, _is_doubtful(found.casefold()))
    kind = FIELDS.get(_plain(" ".join(word for word in words if not word.isdigit())), "")
    return Column(kind, name=name)


def _words(text: str) -> list[str]:
    """The words of a heading; one in Han letters is cut where a language ends or begins."""
    found: list[str] = []
    for word in filter(None, _AMONG_OTHERS.split(text)):
        if _language(word):
            found.append(word)
        elif unicodedata.name(word[0], "").startswith("CJK"):
            cuts = (i for i in range(1, len(word)) if _language(word[:i]) or _language(word[i:]))
            cut = max(cuts, default=len(word))
            found += filter(None, (word[:cut], word[cut:]))
        else:
            found += filter(None, word.split("-"))
    return found


def _kind(rest: Sequence[str], named: str) -> str:
    """What the words beside the name of a language say that a column holds."""
    said = " ".join(word for word in rest if not word.isdigit() and word.casefold() not in _SMALL)
    if not said:
        return "term"
    kind = FIELDS.get(_plain(said), "")
    if kind in _OF_A_LANGUAGE:
        return kind
    if len(named) > 3 and named_territory(said):
        return "term"
    return ""


def _plain(text: str) -> str:
    return " ".join(bare(text.casefold()).replace("_", " ").split())


def _language(text: str) -> str:
    """The language that a text names, or an empty string."""
    plain = _plain(text).rstrip(".")
    if plain in ABBREVIATIONS:
        return ABBREVIATIONS[plain]
    if plain in LETTERS:
        return LETTERS[plain]
    if plain in FIELDS:
        return ""
    words = _plain(text).split()
    if not any(word.strip(":;,.()") in FIELDS for word in words) and (
        named := named_language(text)
    ):
        return named
    if not _TAG.fullmatch(text) or any(_plain(part) in FIELDS for part in text.split("_")):
        return ""
    try:
        return language_tag(text)
    except ValueError:
        return ""


def _is_doubtful(name: str) -> bool:
    """Whether a name is so short that it may well be a word for something else."""
    plain = name.rstrip(".")
    if plain in LETTERS:
        return True
    if not _CODE.fullmatch(plain) or plain in ABBREVIATIONS:
        return False
    return language_tag(plain) not in LANGUAGES


def settled(header: Sequence[str], rows: Sequence[Sequence[str]]) -> list[Column]:
    """The columns of a table, each looked at with its cells and its neighbours.

    A doubtful name is a language only if the cells are in it. What is said of a term, without
    naming the language, is said of the term that stands before it; so is a definition, note or
    example that the table has again and again.

    Args:
        header: What stands over the columns.
        rows: Those below it, or the first of them.
    """
    columns = [column(name) for name in header]
    ours = {"id", "creator", "changer"} <= set(header)
    sure = {found.lang for found in columns if found.kind == "term" and not found.doubtful}
    for i, found in enumerate(columns):
        cells = [row[i] for row in rows[:_SAMPLE] if i < len(row) and row[i].strip()]
        if found.doubtful and not _is_in(found.lang, cells, sure):
            columns[i] = Column(FIELDS.get(_plain(found.name), ""), name=found.name)
        elif found.name.casefold() == "id" and not ours and sure and _is_in("id", cells, sure):
            columns[i] = Column("term", "id", found.name)  # Indonesian
    if not any(found.kind == "term" for found in columns):
        return columns
    often = Counter(found.kind for found in columns if not found.lang)
    last = ""
    for i, found in enumerate(columns):
        if found.kind == "term" and found.lang:
            last = found.lang
        elif not found.lang and last and (
            found.kind in _OF_ONE_TERM
            or (found.kind in _OF_A_LANGUAGE and often[found.kind] > 1)
        ):  # fmt: skip
            columns[i] = replace(found, lang=last)
        elif found.kind == "context" and not found.lang:
            columns[i] = replace(found, kind="note")  # In which language, nobody knows.
    return columns


def sides(header: Sequence[str], languages: Sequence[str]) -> list[Column]:
    """The columns of a table that calls its languages source and target.

    Args:
        header: What stands over the columns.
        languages: Source and target.
    """
    found: list[Column] = []
    for name in header:
        plain = _plain(name)
        for side, lang in zip(SIDES, languages, strict=False):
            if plain in SIDES[side]:
                found.append(Column("term", lang, name))
                break
        else:
            found.append(column(name))
    return found


def has_sides(header: Sequence[str]) -> bool:
    """Whether there is a column for the source and one for the target."""
    plain = {_plain(name) for name in header}
    return all(plain & names for names in SIDES.values())


def scripts(lang: str) -> tuple[str, ...]:
    """Beginnings of the Unicode names of the letters in which a language is written."""
    import langcodes

    script = langcodes.Language.get(lang).maximize().script or ""
    return _SCRIPTS.get(script, ())


def share_in_script(text: str, names: tuple[str, ...]) -> float:
    """The share of the letters of a text that are of a script; 0 where it has none."""
    letters = [letter for letter in text if letter.isalpha()]
    own = sum(unicodedata.name(letter, "").startswith(names) for letter in letters)
    return own / len(letters) if letters else 0.0


def _is_in(lang: str, cells: Sequence[str], others: set[str]) -> bool:
    """Whether the cells of a column are in a language rather than in another or in none."""
    distinct = list(dict.fromkeys(cells))
    text = " ".join(distinct)
    if not distinct or len(distinct) * 3 < len(cells) * 2:
        return False  # The same few words again and again: a category.
    if sum(map(len, distinct)) < 2 * len(distinct):
        return False
    own = scripts(lang)
    if own and share_in_script(text, own) < 0.5:
        return False
    if own and own != ("LATIN",):
        return True
    return _words_are_in(lang, text, others)


def _words_are_in(lang: str, text: str, others: set[str]) -> bool:
    """Whether the words of a text are as frequent in a language as in any of the others."""
    import wordfreq

    primary = {"no": "nb"}.get(lang.partition("-")[0], lang.partition("-")[0])
    words = re.findall(r"[^\W\d_]{2,}", text.casefold())[:_SAMPLE]
    if not words:
        return False
    if primary not in wordfreq.available_languages():
        return len(primary) == 2 and len(text) >= 4 and not _known_elsewhere(words, others)
    rivals = {"en", *(other.partition("-")[0] for other in others)} - {primary, "zh", "ja", "ko"}

    def known(of: str) -> float:
        if of not in wordfreq.available_languages():
            return 0.0
        return sum(wordfreq.zipf_frequency(word, of) for word in words)

    own = known(primary)
    return own >= 1.5 * len(words) and all(own >= known(rival) for rival in rivals)


def _known_elsewhere(words: Sequence[str], others: set[str]) -> bool:
    """Whether most of the words are words of English or of a language that is there already."""
    import wordfreq

    langs = {"en", *(other.partition("-")[0] for other in others)} - {"zh", "ja", "ko"}
    langs &= set(wordfreq.available_languages())
    met = sum(any(wordfreq.zipf_frequency(word, of) >= 3 for of in langs) for word in words)
    return met * 2 > len(words)
