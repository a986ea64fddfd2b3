"""A document's own noisy channel: which words its damaged words were, and which confusions it has.

The model is Shannon's noisy channel as Kernighan, Church and Gale (1990) use it for spelling: a
damaged word ``w`` was the word ``c`` that makes ``P(c) * P(w | c)`` greatest. ``P(c)`` is how
common the word is in the language and in this document. ``P(w | c)`` is the product of the rates
of the confusions that turn one into the other, and those rates are estimated from the document
itself, by expectation and maximisation over its distinct words: ``ê→é`` is common where words
that need ``ê`` stand with ``é`` and hardly any ``ê`` survives. So every class of damage is
switched on by its own evidence, and a clean document switches none on.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from aligner.reading.ocr.confusions import (
    APOSTROPHE,
    BY_SEEN,
    CONVENTIONS,
    LONGEST,
    SPACE,
    Confusion,
)
from aligner.reading.ocr.lexicon import Lexicon, Tag

MOST_EDITS = 4
MOST_ODDITY = 6
ROUNDS = 3
RULE_WORDS = 3.0
RULE_RATE = 0.5
"""Evidence and rate from which on a confusion is the rule in a document."""

IMPOSTOR_ODDS = 50.0
"""Least odds at which a real word is taken for another."""

GLUE = 1e-3
"""Least share of a function word that may have been glued to its neighbour."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A word that a damaged word may have been.

    Attributes:
        text: The word, in the case it would stand in.
        form: The same as the lexicon has it.
        edits: The confusions that turn it into what was read.
    """

    text: str
    form: str
    edits: tuple[Confusion, ...]

    @property
    def oddity(self) -> int:
        """The sum over its confusions."""
        return sum(edit.oddity for edit in self.edits)


@dataclass(frozen=True, slots=True)
class Channel:
    """What a document tells about its damage.

    Attributes:
        counts: Occurrences of each known form, as the lexicon has it.
        total: Their sum.
        candidates: The possible readings of each unknown word, the best first.
        evidence: Number of distinct words that speak for each confusion.
        survivors: Number of distinct known words in which what it would damage stands unharmed.
        damage: Share of the distinct words that have a reading by what is no matter of style,
            each weighed by the rate of its confusions.
        unreadable: Share of the distinct words that are unknown and have no reading.
    """

    counts: Mapping[str, int]
    total: int
    candidates: Mapping[str, tuple[Candidate, ...]]
    evidence: Mapping[Confusion, float]
    survivors: Mapping[Confusion, int]
    damage: float = 0.0
    unreadable: float = 0.0

    def rate(self, confusion: Confusion, without: float = 0.0) -> float:
        """Share of the places at which a confusion could happen and did.

        Args:
            confusion: The confusion.
            without: Evidence to leave out, such as the word's own.
        """
        seen = max(0.0, self.evidence.get(confusion, 0.0) - without)
        prior = 10.0**-confusion.oddity
        return (seen + prior) / (seen + self.survivors.get(confusion, 0) + prior + 1.0)


def candidates(word: str, lexicon: Lexicon) -> list[Candidate]:
    """Every form of the lexicon from which the confusions lead to ``word``.

    A walk along the word that gives up where no form begins with what it has read.
    """
    found: dict[str, Candidate] = {}
    stack: list[tuple[int, str, int, tuple[Confusion, ...], int]] = [(0, "", 0, (), 0)]
    while stack:
        at, text, low, edits, oddity = stack.pop()
        if at == len(word):
            form = text.lower()
            if edits and _regular(text) and lexicon.find(form) >= 0:
                candidate = Candidate(text, form, edits)
                if form not in found or candidate.oddity < found[form].oddity:
                    found[form] = candidate
            continue
        steps: list[tuple[str, int, tuple[Confusion, ...], int]] = [
            (text + word[at], at + 1, edits, oddity)
        ]
        if len(edits) < MOST_EDITS:
            for size in range(1, LONGEST + 1):
                for confusion in BY_SEEN.get(word[at : at + size], ()):
                    more = oddity + confusion.oddity - 1
                    if more <= MOST_ODDITY and at + size <= len(word):
                        steps.append((text + confusion.true, at + size, (*edits, confusion), more))
        for longer, after, used, odd in steps:
            start = lexicon.begins(longer.lower(), low)
            if start >= 0:
                stack.append((after, longer, start, used, odd))
    return [*found.values(), *_splits(word, lexicon)]


def _regular(text: str) -> bool:
    """Whether the case of a word is one that words have: all small, all capital, or a capital."""
    return text.islower() or text.isupper() or (text[:1].isupper() and text[1:].islower())


def _splits(word: str, lexicon: Lexicon) -> list[Candidate]:
    """Two words that a lost space or apostrophe may have joined."""
    lower = word.lower()
    found = []
    for cut in range(1, len(lower) - 1):
        left, right = lower[:cut], lower[cut:]
        tag = lexicon.tag(left)
        if not (tag & Tag.FUNCTION or cut == 1) or lexicon.share(left) < GLUE:
            continue
        other = lexicon.tag(right)
        if not other or lexicon.share(right) < GLUE / 1000:
            continue
        mark = APOSTROPHE if left[-1] not in "aàeéiouù" and other & Tag.ELIDES else SPACE
        if (mark is APOSTROPHE and (cut == 1 or left == "qu")) or (mark is SPACE and cut > 1):
            if word[0].isupper() and mark is SPACE:
                continue
            text = word[:cut] + mark.true + word[cut:]
            found.append(Candidate(text, right, (mark,)))
    return found


def estimate(words: Mapping[str, int], lexicon: Lexicon) -> Channel:
    """The channel of a document, from its distinct words and how often each stands in it."""
    counts: Counter[str] = Counter()
    unknown, known = [], []
    for word, count in words.items():
        form = known_form(word, lexicon)
        if form:
            counts[form] += count
            known.append(word)
        else:
            unknown.append(word)
    readings = {word: found for word in unknown if (found := candidates(word, lexicon))}
    used = {edit for found in readings.values() for c in found for edit in c.edits}
    survivors = _survivors(used, known)
    total = max(1, counts.total())
    channel = Channel(counts, total, {}, dict.fromkeys(used, 1.0), survivors)
    for _ in range(ROUNDS):
        gathered: dict[Confusion, float] = defaultdict(float)
        for found in readings.values():
            for candidate, weight in _weigh(found, channel, lexicon):
                for edit in set(candidate.edits):
                    gathered[edit] += weight
        channel = Channel(counts, total, {}, gathered, survivors)
    ranked = {
        word: tuple(sorted(found, key=lambda c: -score(c, channel, lexicon)))
        for word, found in readings.items()
    }
    damage = sum(
        min(channel.rate(edit) for edit in found[0].edits)
        for found in ranked.values()
        if not any(edit.name in CONVENTIONS for edit in found[0].edits)
    )
    size = max(1, len(words))
    unreadable = (len(unknown) - len(readings)) / size
    return Channel(counts, total, ranked, channel.evidence, survivors, damage / size, unreadable)


def _weigh(
    found: Sequence[Candidate], channel: Channel, lexicon: Lexicon
) -> Iterator[tuple[Candidate, float]]:
    """Each reading with its share of the probability of them all."""
    scores = [score(candidate, channel, lexicon) for candidate in found]
    best = max(scores)
    weights = [math.exp(s - best) for s in scores]
    mass = sum(weights)
    for candidate, weight in zip(found, weights, strict=True):
        yield candidate, weight / mass


def score(candidate: Candidate, channel: Channel, lexicon: Lexicon) -> float:
    """``log P(c) + log P(w | c)``, where half of ``P(c)`` is the document's own."""
    share = lexicon.share(candidate.form) + channel.counts.get(candidate.form, 0) / channel.total
    return math.log(share / 2) + sum(math.log(channel.rate(edit)) for edit in candidate.edits)


def known_form(word: str, lexicon: Lexicon) -> str:
    """The form under which the lexicon holds a word, or an empty string."""
    if lexicon.find(word) >= 0:
        return word
    lower = word.lower()
    if lower != word:
        if lexicon.find(lower) >= 0 and _regular(word):
            return lower
        title = word.capitalize()
        if word.isupper() and lexicon.find(title) >= 0:
            return title
    return ""


def impostors(
    words: Mapping[str, int], channel: Channel, lexicon: Lexicon
) -> Iterator[tuple[str, Candidate, float]]:
    """Known words that are likelier to be a common word with its accent misread.

    Where ``è`` is read as ``é`` throughout, *prés* is *près*: a word that is a hundred times
    rarer than what one such confusion makes of it. Only confusions that are the rule in the
    document count, by the evidence of several other words.

    Yields:
        The word, what it was, and the probability of that by shares and rates alone.
    """
    rules = {
        edit
        for edit, evidence in channel.evidence.items()
        if edit.is_accent and evidence >= RULE_WORDS and channel.rate(edit) >= RULE_RATE
    }
    for word, count in words.items() if rules else ():
        form = known_form(word, lexicon)
        if len(form) < 3:
            continue
        for at, letter in enumerate(word):
            for edit in BY_SEEN.get(letter, ()):
                if edit not in rules:
                    continue
                text = word[:at] + edit.true + word[at + 1 :]
                share = lexicon.share(text.lower())
                excess = max(1.0, count / max(1.0, share * channel.total))
                odds = share * channel.rate(edit) / lexicon.share(form) / excess
                if odds >= IMPOSTOR_ODDS:
                    yield word, Candidate(text, text.lower(), (edit,)), odds / (1.0 + odds)


def _survivors(used: Iterable[Confusion], known: Sequence[str]) -> dict[Confusion, int]:
    """Distinct known words in which what a confusion damages stands unharmed."""
    met = {
        true: sum(true in word for word in known) if true.strip("’ ") else len(known)
        for true in {confusion.true for confusion in used}
    }
    return {confusion: met[confusion.true] for confusion in used}
