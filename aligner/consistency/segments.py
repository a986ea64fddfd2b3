"""Rule ``segment-inconsistent``: the same paragraph, or nearly the same, translated in two ways.

What is the same is compared without case, spaces and marks. Nearly the same are paragraphs of
which a tenth of the words differs at the most; they are found by the runs of words that they
share, so that the cost grows with the number of paragraphs and not with its square.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice

from rapidfuzz.distance import Levenshtein

from aligner.consistency.finding import Finding, Severity, shortened
from aligner.consistency.pairs import Pair
from aligner.languages import language
from aligner.model import TranslationUnit
from aligner.terminology.wordforms import is_grammatical

RULE = "segment-inconsistent"

LEAST_WORDS = 5
"""A shorter paragraph is a heading or a part of a list: it depends on what stands around it."""
NEAR = 0.1
"""Share of the words that may differ between paragraphs that are nearly the same."""
FAR = 0.35
"""Share of the words from which on two translations of nearly the same are different ones."""
_NEAR_WORDS = 8
_SHINGLE = 4
_CROWD = 12
"""Paragraphs that share a run of words; a larger crowd shares a formula, not a text."""

_WORD = re.compile(r"[\u3400-\u9fff]|[^\W_\u3400-\u9fff]+")


def check(pairs: Sequence[Pair], memory: Iterable[TranslationUnit] = ()) -> Iterator[Finding]:
    """Paragraphs that are translated otherwise than the same ones before them.

    Args:
        pairs: The beads of the draft.
        memory: Approved units of other documents, with which the draft should agree.
    """
    sides = [
        (_folded(pair.src.text, pair.src.lang), _folded(pair.tgt.text, pair.tgt.lang))
        for pair in pairs
    ]
    groups: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for i, (src, tgt) in enumerate(sides):
        if src and tgt:
            groups[src].append(i)
    yield from _same(pairs, sides, groups)
    yield from _remembered(pairs, sides, groups, memory)
    yield from _near(pairs, sides, groups)


def _folded(text: str, lang: str) -> tuple[str, ...]:
    """The words of a text, without the "and" that joins an item of a list to the next."""
    words = _WORD.findall(text.casefold())
    return tuple(words[:-1] if words[-1:] and words[-1] in language(lang).conjunctions else words)


def _same(
    pairs: Sequence[Pair],
    sides: Sequence[tuple[tuple[str, ...], tuple[str, ...]]],
    groups: Mapping[tuple[str, ...], Sequence[int]],
) -> Iterator[Finding]:
    for src, members in groups.items():
        counts = Counter(sides[i][1] for i in members)
        if len(counts) < 2:
            continue
        first = {tgt: i for i in reversed(members) if (tgt := sides[i][1])}
        usual = max(counts, key=lambda tgt: (counts[tgt], -first[tgt]))
        example = pairs[first[usual]]
        text, said = _is_text(src, example), _content(usual, example.tgt.lang)
        for i in members:
            if sides[i][1] != usual:
                other = text and _content(sides[i][1], example.tgt.lang) != said
                severity = Severity.WARNING if other else Severity.HINT
                yield _finding(
                    pairs[i], "same", severity, example.tgt.text, f"in {_where(example)}"
                )


def _is_text(words: Sequence[str], pair: Pair) -> bool:
    """False for a heading, which is worded by what stands under it."""
    return len(words) >= LEAST_WORDS and not pair.src.text.rstrip()[-1:].isalnum()


def _content(words: Sequence[str], lang: str) -> list[str]:
    """The words without articles and the like, which alone make no other translation."""
    return [word for word in words if not is_grammatical(word, lang.split("-")[0])]


def _remembered(
    pairs: Sequence[Pair],
    sides: Sequence[tuple[tuple[str, ...], tuple[str, ...]]],
    groups: Mapping[tuple[str, ...], Sequence[int]],
    memory: Iterable[TranslationUnit],
) -> Iterator[Finding]:
    """Paragraphs that the approved memory has otherwise."""
    if not pairs:
        return
    src_lang, tgt_lang = pairs[0].src.lang, pairs[0].tgt.lang
    known: dict[tuple[str, ...], list[TranslationUnit]] = defaultdict(list)
    for unit in memory:
        key = _folded(unit.texts.get(src_lang, ""), src_lang)
        if key in groups and unit.texts.get(tgt_lang):
            known[key].append(unit)
    for key, units in known.items():
        approved = {_folded(unit.texts[tgt_lang], tgt_lang) for unit in units}
        severity = Severity.WARNING if len(key) >= LEAST_WORDS else Severity.HINT
        for i in groups[key]:
            if sides[i][1] not in approved:
                where = (
                    f"in the memory ({units[0].document})" if units[0].document else "in the memory"
                )
                yield _finding(pairs[i], "memory", severity, units[0].texts[tgt_lang], where)


def _near(
    pairs: Sequence[Pair],
    sides: Sequence[tuple[tuple[str, ...], tuple[str, ...]]],
    groups: Mapping[tuple[str, ...], Sequence[int]],
) -> Iterator[Finding]:
    """Paragraphs that nearly repeat an earlier one, while their translations differ widely."""
    runs: dict[tuple[str, ...], list[int]] = defaultdict(list)
    firsts = [members[0] for src, members in groups.items() if len(src) >= _NEAR_WORDS]
    for i in sorted(firsts):
        near: Counter[int] = Counter()
        for run in _shingles(sides[i][0]):
            crowd = runs[run]
            if len(crowd) < _CROWD:
                near.update(crowd)
                crowd.append(i)
        for other, _ in islice(near.most_common(), 3):
            apart = _distance(sides[other][0], sides[i][0])
            if apart <= NEAR and _distance(sides[other][1], sides[i][1]) >= FAR:
                yield _finding(
                    pairs[i],
                    "near",
                    Severity.HINT,
                    pairs[other].tgt.text,
                    f"in {_where(pairs[other])}, whose source is nearly the same",
                )
                break


def _shingles(words: Sequence[str]) -> list[tuple[str, ...]]:
    return [tuple(words[i : i + _SHINGLE]) for i in range(0, len(words) - _SHINGLE + 1, 2)]


def _distance(one: Sequence[str], other: Sequence[str]) -> float:
    return Levenshtein.normalized_distance(one, other)


def _finding(pair: Pair, kind: str, severity: Severity, other: str, where: str) -> Finding:
    return pair.finding(
        RULE,
        kind,
        severity,
        f"translated otherwise {where}: {shortened(' '.join(other.split()), 80)}",
        src=(0, len(pair.src.text)),
        tgt=(0, len(pair.tgt.text)),
        expected=(other,),
        found=pair.tgt.text,
    )


def _where(pair: Pair) -> str:
    if pair.label:
        return f"paragraph {pair.label}"
    return f"paragraph no. {pair.src.paragraphs[0].id + 1} of the source"
