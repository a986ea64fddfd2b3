"""Mend a document that OCR has damaged, and say what was mended and why.

The document is its own witness. Its words are compared with the lexicon; the confusions that
explain the unknown ones are counted against the words in which they did not happen; and only what
the document shows to be damaged is mended. Clean text comes back as it was.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from aligner.errors import UsageError
from aligner.languages import Language
from aligner.model import Change
from aligner.reading.blocks import Block
from aligner.reading.ocr.channel import Candidate, Channel, estimate, impostors, known_form
from aligner.reading.ocr.confusions import APOSTROPHE, CONVENTIONS, LIGATURES, MARKS, SPACE
from aligner.reading.ocr.edits import Edit, apply, shifted
from aligner.reading.ocr.elision import Elision, elision_edits, elisions
from aligner.reading.ocr.fragments import at_edges, joins
from aligner.reading.ocr.judgement import features, probability
from aligner.reading.ocr.lexicon import FLOOR, Tag
from aligner.reading.ocr.realwords import realword_edits
from aligner.reading.ocr.repair_model import RepairModel, load
from aligner.reading.ocr.symbols import symbol_edits
from aligner.reading.ocr.words import words

SURE = 0.75
"""Least probability at which a word is mended; from a half on it is doubted, or mended where the
recognition itself was unsure of it."""

DAMAGED = 0.003
"""Least share of a document's distinct words that are surely damaged in a damaged document."""


CUT = 0.002
"""Least ratio of words that are cut in two to distinct words, in a document not damaged else."""

MIXED = 0.05
"""Ratio of one apostrophe to the other up to which a document has the other."""

REACH, ALIENS = 2, 2
"""A word with so many foreign words within this reach is taken for foreign and left."""


@dataclass(frozen=True, slots=True)
class Repaired:
    """Paragraphs after repair.

    Attributes:
        paragraphs: One for each paragraph given, in the same order, alike but for the text.
        changes: What was changed, by paragraph and place.
        damaged: Whether the document shows the damage of OCR.
        doubts: What looks damaged and was left: each as the change that would mend it, with
            ``start`` and ``end`` of ``before`` in the text as it stands.
    """

    paragraphs: tuple[Block, ...]
    changes: tuple[Change, ...]
    damaged: bool
    doubts: tuple[Change, ...] = ()


def repair(paragraphs: Sequence[Block], language: Language) -> Repaired:
    """Mend OCR damage in the paragraphs of one document.

    Words are mended in the languages of :func:`aligner.reading.ocr.lexicon_languages`; in the
    others only what needs no lexicon is (:mod:`aligner.reading.ocr.symbols`).

    Args:
        paragraphs: Logical paragraphs in reading order: lines are joined, hyphens mended. The
            whole document at once, for what is damaged is told from all of it.
        language: The language of the document.

    Raises:
        ModelError: What ships for the language is missing or damaged.
    """
    texts = [block.text for block in paragraphs]
    weights = load(language.code)
    edits = symbol_edits(texts, language.script, weights is not None)
    doubts: list[list[Edit]] = [[] for _ in texts]
    unsure = [list(_unsure(block)) for block in paragraphs]
    damaged = any(edits)
    if weights is not None:
        damaged = _mend_words(texts, edits, doubts, unsure, weights) or damaged
    for found, seen, made in zip(doubts, unsure, edits, strict=True):
        found += [edit for edit in seen if not any(map(edit.meets, (*made, *found)))]
    mended, changes = _apply(texts, edits, paragraphs)
    return Repaired(
        tuple(
            block if block.text == text else replace(block, text=text)
            for block, text in zip(paragraphs, mended, strict=True)
        ),
        tuple(changes),
        damaged,
        tuple(_doubts(paragraphs, mended, changes, doubts)),
    )


def refuse(repaired: Repaired, change: Change) -> Repaired:
    """Take one change back: its source text stands again, and the other changes keep their place.

    Raises:
        UsageError: The change is none of ``repaired.changes``.
    """
    if change not in repaired.changes:
        raise UsageError(f"no change of {change.before!r} to {change.after!r} there to refuse")
    shift = len(change.before) - len(change.after)

    def moved(other: Change) -> Change:
        if other.paragraph != change.paragraph or other.start < change.end:
            return other
        return replace(other, start=other.start + shift, end=other.end + shift)

    at = change.paragraph
    block = repaired.paragraphs[at]
    text = block.text[: change.start] + change.before + block.text[change.end :]
    return replace(
        repaired,
        paragraphs=(
            *repaired.paragraphs[:at],
            replace(block, text=text),
            *repaired.paragraphs[at + 1 :],
        ),
        changes=tuple(moved(other) for other in repaired.changes if other is not change),
        doubts=tuple(moved(other) for other in repaired.doubts),
    )


def _unsure(block: Block) -> Iterator[Edit]:
    """The words that the recognition was unsure of, each as an edit that leaves it as it is."""
    place = 0
    for word, confidence in block.unsure:
        start = block.text.find(word, place)
        if start >= 0:
            place = start + len(word)
            reason = f"read with a confidence of {confidence:.0%}"
            yield Edit(start, place, word, "unsure", reason, confidence)


def _mend_words(
    texts: Sequence[str],
    edits: list[list[Edit]],
    doubts: list[list[Edit]],
    unsure: Sequence[Sequence[Edit]],
    weights: RepairModel,
) -> bool:
    """Add the edits of words and real words; tell whether the document is damaged."""
    lexicon = weights.lexicon
    found = [list(words(text)) for text in texts]
    cut = [
        list(joins(text, paragraph, lexicon)) for text, paragraph in zip(texts, found, strict=True)
    ]
    found = [
        [word for word in paragraph if not any(edit.holds(*word[:2]) for edit in made)]
        for paragraph, made in zip(found, cut, strict=True)
    ]
    pieces = at_edges(texts, found)
    counts = Counter(
        word[2]
        for paragraph, left in zip(found, pieces, strict=True)
        for word in paragraph
        if word not in left
    )
    channel = estimate(counts, lexicon)
    verdicts = _judge(channel, counts, weights)
    ligatures = {w: v for w, v in verdicts.items() if _writes_out_ligature(v[0])}
    verdicts = {word: verdict for word, verdict in verdicts.items() if word not in ligatures}
    elided = [list(_elisions(text, verdicts, weights)) for text in texts]
    foreign = {
        word
        for word in counts
        if word.islower()
        and (word not in verdicts or verdicts[word][1] < 0.5)
        and not known_form(word, lexicon)
    }
    damaged = _is_damaged(verdicts, elided, len(counts))
    if damaged:
        for at, (text, paragraph) in enumerate(zip(texts, found, strict=True)):
            edits[at] += elision_edits(elided[at], weights.article)
            edits[at] += _marks(text, weights)
            whole = [word for word in _at_home(paragraph, foreign) if word not in pieces[at]]
            for edit in _word_edits(text, whole, verdicts):
                least = 0.5 if any(map(edit.meets, unsure[at])) else SURE
                (edits if edit.confidence >= least else doubts)[at].append(edit)
            doubts[at] += _word_edits(text, paragraph, ligatures)
    if damaged:
        for made, more in zip(edits, _apostrophes(texts), strict=True):
            made += [edit for edit in more if not any(map(edit.meets, made))]
    if damaged or sum(map(len, cut)) > CUT * len(counts):
        for made, more in zip(edits, cut, strict=True):
            made += more
    layers = [apply(t, e, i, None) for i, (t, e) in enumerate(zip(texts, edits, strict=True))]
    mend, doubt = realword_edits([text for text, _ in layers], weights, damaged)
    for at, (_, changes) in enumerate(layers):
        mended = _in_source(mend[at], changes)
        edits[at] += [e for e in mended if not any(e.holds(*piece[:2]) for piece in pieces[at])]
        doubts[at] += _in_source(doubt[at], changes)
    return damaged or any(mend)


Verdicts = Mapping[str, tuple[Candidate, float]]
"""The best reading of each damaged word, and the probability that it is right."""


def _judge(channel: Channel, counts: Mapping[str, int], weights: RepairModel) -> Verdicts:
    verdicts = {}
    for word, readings in channel.candidates.items():
        if not _may_mend(word, readings[0]):
            continue
        facts = features(word, readings, channel, weights.lexicon, counts[word])
        verdicts[word] = readings[0], probability(weights.judgement, facts)
    paired = {pair.seen for pair in weights.pairs}
    for word, reading, chance in impostors(counts, channel, weights.lexicon):
        if word not in paired and not (word.isupper() and len(word) > 1):
            verdicts[word] = reading, chance
    return verdicts


def _may_mend(word: str, reading: Candidate) -> bool:
    """Whether a word may be mended so: a capitalised one may be a name.

    It is mended only where that gives an accent or ligature back, or takes a digit or mark away;
    capitals alone may be an acronym, and go without accents as a matter of style.
    """
    if word.islower() or not word[0].isupper():
        return True
    if word.isupper() and word.isalpha():
        return False
    return all(
        edit.is_accent or not edit.true.isascii() or not edit.seen.isalpha() or edit.seen == "I"
        for edit in reading.edits
    )


def _writes_out_ligature(reading: Candidate) -> bool:
    return any(edit.name in LIGATURES for edit in reading.edits)


def _elisions(text: str, verdicts: Verdicts, weights: RepairModel) -> Iterator[Elision]:
    lexicon = weights.lexicon

    def elides(body: str, doubt: bool) -> bool:
        form = verdicts[body][0].form if body in verdicts else body.lower()
        return bool(lexicon.tag(form) & Tag.ELIDES) or (doubt and lexicon.share(form) <= FLOOR)

    return elisions(text, elides) if weights.article else iter(())


def _is_damaged(verdicts: Verdicts, elided: Sequence[Sequence[Elision]], distinct: int) -> bool:
    """Whether enough of the document's words are surely damaged, and not by mere style."""
    sure = sum(
        chance >= SURE and not any(edit.name in CONVENTIONS for edit in reading.edits)
        for reading, chance in verdicts.values()
    )
    strokes = sum(bool(place.seen) for paragraph in elided for place in paragraph)
    return sure + strokes > DAMAGED * distinct and sure + strokes > 0


def _word_edits(
    text: str, found: Iterable[tuple[int, int, str]], verdicts: Verdicts
) -> Iterator[Edit]:
    for start, end, word in found:
        if word not in verdicts:
            continue
        reading, chance = verdicts[word]
        if chance < 0.5:
            continue
        after = reading.text
        if word[0] in MARKS and _opens_sentence(text, start):
            after = after[0].upper() + after[1:]
        names = ", ".join(edit.name for edit in reading.edits)
        rule = "spacing" if {SPACE, APOSTROPHE} & set(reading.edits) else "confusion"
        reason = f"{reading.form} by {names}, as elsewhere in the document"
        yield Edit(start, end, after, rule, reason, chance)


def _at_home(
    found: Sequence[tuple[int, int, str]], foreign: Collection[str]
) -> Iterator[tuple[int, int, str]]:
    """The words of a paragraph that stand in no run of foreign words."""
    alien = [word in foreign for _, _, word in found]
    for at, word in enumerate(found):
        if sum(alien[max(0, at - REACH) : at + REACH + 1]) < ALIENS:
            yield word


def _opens_sentence(text: str, start: int) -> bool:
    return re.search(r"(?:^|[.!?]\s|\b\w{1,2}[.)]\s)\s*$", text[:start]) is not None


_ORDINAL = re.compile(r"(\w+)\s+\d*(?:[02-9]|\d1)(°)(?=\s+[^\W\d_])")
_BRACKET = re.compile(r"(?:(?<=\s)|^)\[(?=I[^\W\d_A-Z])")


def _marks(text: str, weights: RepairModel) -> Iterator[Edit]:
    """Degree signs for ordinals and brackets that belong to a capital I."""
    if weights.ordinal:
        for match in _ORDINAL.finditer(text):
            if match[1].lower() in weights.before_ordinal:
                reason = "an ordinal, not degrees"
                yield Edit(*match.span(2), weights.ordinal, "ordinal", reason, 0.95)
    for match in _BRACKET.finditer(text):
        if "]" not in text[match.end() :]:
            reason = "a bracket that is never closed, before a capital I"
            yield Edit(*match.span(), "", "bracket", reason, 0.95)


_APOSTROPHE = re.compile(r"(?<=[\w\[|!])(['’])(?=[^\W\d_])")


def _apostrophes(texts: Sequence[str]) -> Iterator[list[Edit]]:
    """Apostrophes made like nearly all others of the document."""
    found = Counter(mark for text in texts for mark in _APOSTROPHE.findall(text))
    rare, usual = sorted("'’", key=lambda mark: found[mark])
    if found[rare] > MIXED * found[usual]:
        yield from ([] for _ in texts)
        return
    for text in texts:
        yield [
            Edit(*match.span(), usual, "apostrophe", "as elsewhere in the document", 0.99)
            for match in _APOSTROPHE.finditer(text)
            if match[1] == rare
        ]


def _in_source(edits: Sequence[Edit], changes: Sequence[Change]) -> Iterator[Edit]:
    """Edits of a changed text as edits of its source; what lies in a change is left out."""
    for edit in edits:
        shift = 0
        for change in changes:
            if change.end <= edit.start:
                shift += len(change.before) - len(change.after)
            elif change.start < edit.end:
                break
        else:
            yield replace(edit, start=edit.start + shift, end=edit.end + shift)
            continue
        if change.start >= edit.end:
            yield replace(edit, start=edit.start + shift, end=edit.end + shift)


def _apply(
    texts: Sequence[str], edits: Sequence[Sequence[Edit]], paragraphs: Sequence[Block]
) -> tuple[list[str], list[Change]]:
    mended: list[str] = []
    changes: list[Change] = []
    for at, (text, found, block) in enumerate(zip(texts, edits, paragraphs, strict=True)):
        after, made = apply(text, found, at, block.line)
        mended.append(after)
        changes += made
    return mended, changes


def _doubts(
    paragraphs: Sequence[Block],
    mended: Sequence[str],
    changes: Sequence[Change],
    doubts: Sequence[Sequence[Edit]],
) -> Iterator[Change]:
    """Doubts as changes, with their places in the mended text."""
    for at, (found, block) in enumerate(zip(doubts, paragraphs, strict=True)):
        made = [change for change in changes if change.paragraph == at]
        for edit in sorted(found):
            start = shifted(edit.start, made)
            end = start + edit.end - edit.start
            before = block.text[edit.start : edit.end]
            if mended[at][start:end] == before:
                confidence = round(edit.confidence, 3)
                yield Change(
                    at,
                    start,
                    end,
                    before,
                    edit.after,
                    edit.rule,
                    edit.reason,
                    confidence,
                    block.line,
                )
