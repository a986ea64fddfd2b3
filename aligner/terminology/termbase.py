"""Known terms recognised in text: tens of thousands of them, in milliseconds a page.

Words are compared by what their inflected forms share (:mod:`wordforms`), letter case, accents,
hyphens, elided and contracted articles aside; of overlapping terms the longest counts. An index
is a dictionary over the keys of whole terms, so that finding costs the same for ten terms as for
fifty thousand.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, NamedTuple, TypeVar

from aligner.languages import language
from aligner.model import Entry, Status, Term
from aligner.terminology import wordforms

T = TypeVar("T")

LONGEST_ACRONYM = 8
"""Letters of a word in capitals that is taken for an acronym and not for a shout; set by hand."""
FEW = 20
"""Forms in capitals that are not enough to tell that a termbase is written in capitals; set by
hand."""

_MARKS = "\u0300-\u036f\u064b-\u0652\u0670\u0640\u00ad\u200b-\u200d"
_HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_WORD = re.compile(
    rf"([{_HAN}]|[^\W_{_HAN}](?:[^\W_{_HAN}]|[{_MARKS}])*)['’ʼ]?|([.;:!?()\[\]/…。；：！？（）])"
)


class KeyedWord(NamedTuple):
    """One word, or one stop that no term runs over unless it has it too.

    Attributes:
        start: First character, as an offset in the text.
        end: One past the last, an apostrophe not included.
        key: The same for all forms of the word.
    """

    start: int
    end: int
    key: str


@dataclass(frozen=True, slots=True)
class Match(Generic[T]):
    """A known term where it stands.

    Attributes:
        start: First character, as an offset in the text.
        end: One past the last.
        found: What was given with each of the forms that match.
    """

    start: int
    end: int
    found: tuple[T, ...]


class _Form(NamedTuple, Generic[T]):
    words: tuple[str, ...]
    acronym: bool
    value: T


class Termbase(Generic[T]):
    """An index of terms of one language.

    Args:
        lang: BCP 47 code.
        forms: Terms as they are written, each with what its matches are to carry. A form may come
            several times with different values.

    Attributes:
        lang: BCP 47 code.
        skipped: Forms that were left out: a single letter, function words only, no word at all.
    """

    def __init__(self, lang: str, forms: Iterable[tuple[str, T]]) -> None:
        self.lang = lang
        given = list(forms)
        shouting = sum(form.isupper() for form, _ in given)
        capitals = shouting > max(FEW, len(given) / 2)
        self._forms: dict[tuple[str, ...], list[_Form[T]]] = {}
        self._longest: dict[str, int] = {}
        skipped: dict[str, None] = {}
        for form, value in given:
            found = _trimmed(words(form, lang))
            if not _is_term(form, found, lang):
                skipped[form] = None
                continue
            keys = tuple(word.key for word in found)
            acronym = not capitals and len(found) == 1 and _is_acronym(form)
            texts = tuple(form[word.start : word.end] for word in found)
            self._forms.setdefault(keys, []).append(_Form(texts, acronym, value))
            self._longest[keys[0]] = max(len(keys), self._longest.get(keys[0], 0))
        self.skipped = tuple(skipped)

    def __len__(self) -> int:
        return len(self._forms)

    def find(self, text: str, *, nested: bool = False) -> list[Match[T]]:
        """Where known terms stand.

        Args:
            text: Any text.
            nested: Give the terms inside longer ones, and overlapping ones, too.

        Returns:
            Matches by start; the longest and leftmost of those that overlap, unless ``nested``.
        """
        found = words(text, self.lang)
        keys = [word.key for word in found]
        matches: list[Match[T]] = []
        start = 0
        while start < len(found):
            taken = 1
            longest = min(self._longest.get(keys[start], 0), len(found) - start)
            for length in range(longest, 0, -1):
                values = self._values(text, found[start : start + length], keys, start)
                if values:
                    end = found[start + length - 1].end
                    matches.append(Match(found[start].start, end, values))
                    if not nested:
                        taken = length
                        break
            start += taken
        return matches

    def _values(
        self, text: str, found: Sequence[KeyedWord], keys: Sequence[str], start: int
    ) -> tuple[T, ...]:
        forms = self._forms.get(tuple(keys[start : start + len(found)]), ())
        if not forms:
            return ()
        texts = [text[word.start : word.end] for word in found]
        return tuple(form.value for form in forms if self._agrees(form, texts))

    def _agrees(self, form: _Form[T], texts: Sequence[str]) -> bool:
        if form.acronym:
            return texts[0].isupper()
        return not any(
            one != other and wordforms.clashes(one, other, self.lang)
            for one, other in zip(form.words, texts, strict=True)
        )


def of_entries(
    entries: Iterable[Entry], lang: str, statuses: Container[Status] | None = None
) -> Termbase[tuple[Entry, Term]]:
    """Index the terms of glossary entries with their variants and acronyms.

    Args:
        entries: Concepts.
        lang: BCP 47 code of the terms to be found.
        statuses: Take only terms with one of these; a term on which nothing was decided has the
            status of its entry. None takes all.
    """
    return Termbase(lang, _forms(entries, lang, statuses))


def words(text: str, lang: str) -> list[KeyedWord]:
    """The words of a text as matching sees them; articles are left out.

    Args:
        text: Any text.
        lang: BCP 47 code.
    """
    primary = lang.split("-")[0].lower()
    if not language(primary).spaces:
        text = simplified(text)
    found = []
    for match in _WORD.finditer(text):
        stop = match.group(2)
        key = stop or wordforms.key(match.group(1), primary)
        if key:
            start, end = match.span(2 if stop else 1)
            found.append(KeyedWord(start, end, key))
    return found


def _forms(
    entries: Iterable[Entry], lang: str, statuses: Container[Status] | None
) -> Iterator[tuple[str, tuple[Entry, Term]]]:
    for entry in entries:
        for term in entry.terms:
            status = entry.status if term.status is Status.CANDIDATE else term.status
            if term.lang == lang and (statuses is None or status in statuses):
                for form in term.forms:
                    yield form, (entry, term)


def _trimmed(found: list[KeyedWord]) -> list[KeyedWord]:
    """Without stops at either end."""
    solid = [i for i, word in enumerate(found) if word.key[0].isalnum()]
    return found[solid[0] : solid[-1] + 1] if solid else []


def _is_term(form: str, found: Sequence[KeyedWord], lang: str) -> bool:
    if sum(c.isalnum() for c in form) < 2:
        return False
    primary = lang.split("-")[0].lower()
    texts = [form[word.start : word.end] for word in found]
    if len(texts) == 1 and texts[0].isupper() and len(texts[0]) > 1:
        return True
    spaced = language(primary).spaces
    return any(not (spaced and wordforms.is_grammatical(text, primary)) for text in texts)


def _is_acronym(form: str) -> bool:
    letters = [c for c in form if c.isalpha()]
    return form.isupper() and 2 <= len(letters) <= LONGEST_ACRONYM


def simplified(text: str) -> str:
    """Traditional characters as simplified ones, one for one."""
    from wordfreq.chinese import simplify_chinese

    simple: str = simplify_chinese(text)
    return simple if len(simple) == len(text) else text
