"""A draft read for terms: which known ones stand in it, and whether one is there in other words.

The words of a rendering may stand in another order or with a few others between them, and in
another derivation; or one of them behind "such" or "this" stands for the whole.
"""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import compress

from aligner.consistency.pairs import Pair
from aligner.consistency.vocabulary import Rendering, TermStanding, Vocabulary, is_grammatical
from aligner.languages import language
from aligner.terminology.termbase import KeyedWord, Match, words

WINDOW = 2
"""Words with a meaning that may stand among those of a rendering; twice as many characters where
words are not separated."""
SHORTEST = 3
"""Words of a rendering for which their first letters may stand: GDP."""
STEM, STEM_SHARE = 5, 0.65
"""Letters that two words of one family share at the beginning, and their share of the longer."""
_LETTERS = re.compile(r"[^\W\d_]+")
_IN_BRACKETS = re.compile(r"[(（]\s*[^\W\d_]{2,8}\s*[)）]")
_EXPLAINED = re.compile(r"((?:[^\W\d_][\w\-’']*\s+){2,6})[(（]\s*([^\W\d_]{2,8})\s*[)）]")
_MARK = re.compile("[,،、，]")

_BREAK = re.compile(r"[.,;:()!?]")


@dataclass(frozen=True, slots=True)
class Draft:
    """The target text of a bead, read for terms once.

    Attributes:
        text: As it stands.
        keys: Its words as matching sees them.
        starts: Where each of them begins.
        content: Those that carry meaning, each with the number of the stretch between two marks
            that it stands in.
        families: Its longer words by their first letters.
        matches: The known terms in it, nested ones too.
        lang: Primary language subtag.
    """

    text: str
    keys: tuple[str, ...]
    starts: tuple[int, ...]
    content: tuple[tuple[str, int], ...]
    families: Mapping[str, Sequence[str]]
    matches: Sequence[Match[Rendering]]
    lang: str

    @property
    def outer(self) -> list[Match[Rendering]]:
        """The known terms that are not a part of a longer one."""
        found: list[Match[Rendering]] = []
        for match in sorted(self.matches, key=lambda m: (m.start, -m.end)):
            if not found or match.end > found[-1].end:
                found.append(match)
        return found

    def without(self, spans: Iterable[tuple[int, int]]) -> Draft:
        """The draft with some stretches left out: their words and the terms in them.

        Where words were, a gap stays, so that what stood on either side does not come together.
        """
        cut = list(spans)
        if not cut:
            return self

        covered = bytearray(len(self.text))
        text = self.text
        for first, end in cut:
            covered[first:end] = b"\1" * (end - first)
            text = text[:first] + " " * (end - first) + text[end:]
        kept = [not covered[start] for start in self.starts]
        gone = Counter(key for key, stays in zip(self.keys, kept, strict=True) if not stays)
        content = []
        for key, stretch in self.content:
            left_out = gone[key] > 0
            gone[key] -= left_out
            content.append(("" if left_out else key, stretch))
        here = {key for key, _ in content}
        return replace(
            self,
            text=text,
            keys=tuple(compress(self.keys, kept)),
            starts=tuple(compress(self.starts, kept)),
            content=tuple(content),
            families={
                stem: [key for key in keys if key in here] for stem, keys in self.families.items()
            },
            matches=[match for match in self.matches if not covered[match.start]],
        )

    def count(self, concepts: Collection[int]) -> int:
        """How often an approved rendering of one of these concepts stands in the text."""
        end = count = 0
        for match in self.matches:
            if match.start >= end and self._is(match, concepts, TermStanding.APPROVED):
                count, end = count + 1, match.end
        return count

    @staticmethod
    def _is(match: Match[Rendering], concepts: Collection[int], standing: TermStanding) -> bool:
        return any(r.concept in concepts and r.standing is standing for r in match.found)


def read(pair: Pair, known: Vocabulary) -> Draft:
    """Read the target side of a bead for terms."""
    found = words(pair.tgt.text, pair.tgt.lang)
    families: dict[str, list[str]] = {}
    for word in found:
        if len(word.key) >= STEM:
            families.setdefault(word.key[:STEM], []).append(word.key)
    return Draft(
        pair.tgt.text,
        tuple(word.key for word in found),
        tuple(word.start for word in found),
        tuple(_stretches(pair.tgt.text, pair.tgt.lang, found)),
        families,
        known.tgt.find(pair.tgt.text, nested=True),
        pair.tgt.lang.split("-")[0],
    )


def reworded(wanted: Sequence[str], draft: Draft, most: int = 1) -> int:
    """How often the words of a rendering stand near each other, in any derivation.

    *Organized transnational crime* is *transnational organized crime*, and *terrorist acts* are
    *acts of terrorism*; a comma keeps words apart. Other words may stand between them only in the
    order of the rendering: *sexual and gender-based violence*.

    Args:
        wanted: The words of the rendering that carry meaning.
        draft: The draft.
        most: Places after which nobody counts on.
    """
    need = set(wanted)
    if not all(key in draft.keys or key[:STEM] in draft.families for key in need):
        return 0
    family = {word: key for key in need for word in draft.families.get(key[:STEM], ())
              if related(key, word, draft.lang)}  # fmt: skip
    window = WINDOW if language(draft.lang).spaces else 2 * WINDOW
    near: deque[tuple[str, int]] = deque(maxlen=len(wanted) + window)
    times = 0
    for word, stretch in draft.content:
        near.append((word if word in need else family.get(word, ""), stretch))
        last = {key: i for i, (key, other) in enumerate(near) if key and other == stretch}
        if need <= last.keys() and _holds([last[key] for key in dict.fromkeys(wanted)]):
            times += 1
            if times >= most:
                break
            near.clear()
    return times


def _holds(places: Sequence[int]) -> bool:
    """True for words in the order of their rendering, and for those side by side in another."""
    return max(places) - min(places) < len(places) or list(places) == sorted(places)


def abbreviated(form: str, draft: Draft) -> bool:
    """Whether the first letters of a rendering stand for it: GDP for gross domestic product.

    In brackets they explain the words before them and stand for nothing.
    """
    short = _initials(form)
    return bool(short) and not short.isdisjoint(_words_of(_IN_BRACKETS.sub(" ", draft.text)))


def explained(form: str, draft: Draft) -> bool:
    """Whether the first letters of a rendering stand in brackets behind words in capitals."""
    short = _initials(form)
    return any(
        match.group(2) in short and sum(word[0].isupper() for word in match.group(1).split()) > 1
        for match in _EXPLAINED.finditer(draft.text)
    )


@cache
def _initials(form: str) -> frozenset[str]:
    """The first letters of its words, and of its longer words."""
    words = _LETTERS.findall(form)
    every = (words, [word for word in words if len(word) > SHORTEST])
    return frozenset(
        "".join(word[0].upper() for word in chosen) for chosen in every if len(chosen) >= SHORTEST
    )


@lru_cache(maxsize=64)
def _words_of(text: str) -> frozenset[str]:
    return frozenset(_LETTERS.findall(text))


def pointed_at(wanted: Sequence[str], draft: Draft) -> bool:
    """Whether a word of a longer rendering stands behind "such" or "this"."""
    pointers = language(draft.lang).usage.demonstratives
    if len(wanted) < 2:
        return False
    for i, key in enumerate(draft.keys):
        if key in wanted and _is_head(i, wanted, draft):
            before = draft.text[max(0, draft.starts[i] - 24) : draft.starts[i]].lower().split()[-2:]
            if pointers.intersection(word.strip("'’,;(") for word in before):
                return True
    return False


def _is_head(i: int, wanted: Sequence[str], draft: Draft) -> bool:
    """False for a modifier of another noun, where modifiers come first: *that United efforts*."""
    if not language(draft.lang).usage.modifiers_first or i + 1 >= len(draft.keys):
        return True
    own, following = (draft.text[draft.starts[j] :] for j in (i, i + 1))
    if _BREAK.search(own[: len(own) - len(following)]):
        return True
    word = _LETTERS.match(following)
    return draft.keys[i + 1] in wanted or word is None or is_grammatical(word.group(), draft.lang)


def related(one: str, other: str, lang: str) -> bool:
    """Whether two words with the same first letters are of one family: terrorist, terrorism."""
    endings = language(lang).usage.participles
    if len({e for word in (one, other) for e in endings if word.endswith(e)}) > 1:
        return False
    longer = max(len(one), len(other))
    shared = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), 0)
    return (shared or min(len(one), len(other))) >= max(STEM, STEM_SHARE * longer)


def _stretches(text: str, lang: str, found: Sequence[KeyedWord]) -> Iterator[tuple[str, int]]:
    """The words that carry meaning; a comma parts them unless it stands in a list before "and"."""
    stretch, last = 0, 0
    listed = _before_and(lang)
    for word in found:
        comma = _MARK.search(text, last, word.start)
        if not word.key[0].isalnum() or (comma and not listed.match(text, comma.start())):
            stretch += 1
        if word.key[0].isalnum() and not is_grammatical(text[word.start : word.end], lang):
            yield word.key, stretch
        last = word.end


@cache
def _before_and(lang: str) -> re.Pattern[str]:
    words = "|".join(map(re.escape, language(lang).conjunctions)) or "(?!)"
    edge = r"\b" if language(lang).spaces else ""
    return re.compile(rf"[,،、，][^,،、，;:.()]{{1,40}}?{edge}(?:{words}){edge}")
