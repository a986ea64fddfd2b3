"""Rule ``structure``: paragraphs missing, added or merged, their numbers, and how they open."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from aligner.consistency import openings
from aligner.consistency.amounts import letters
from aligner.consistency.finding import Finding, Severity, shortened
from aligner.consistency.pairs import Pair, Side
from aligner.model import Kind, Paragraph
from aligner.model.bitext import UNCERTAIN
from aligner.similarity.cues import label_of
from aligner.similarity.providers import static_knows

RULE = "structure"

_OPENED = frozenset({Kind.PREAMBULAR, Kind.OPERATIVE, Kind.BODY})
CLEAR = 0.5
"""How much better a draft has to fit without a paragraph than with it, to lack that one."""
_FRAGMENT = 25
"""Characters of words that a sentence runs over several paragraphs with: *Now, therefore,*."""
_STOPS = ".;!?。；؛؟"
_FURNITURE = 3
"""Paragraphs with fewer letters are marks and rules of the page, not text."""


def check(pairs: Sequence[Pair]) -> Iterator[Finding]:
    """What differs in the structure of the beads."""
    single = [p for p in pairs if len(p.src.paragraphs) == len(p.tgt.paragraphs) == 1]
    written, read = (sum(len(s.text) for s in side) or 1 for side in _sides(single or pairs))
    for i, pair in enumerate(pairs):
        if not pair.tgt.paragraphs:
            yield from _missing(_left_alone(pair, pairs[max(i - 1, 0) : i + 2]))
        elif not pair.src.paragraphs:
            yield from _added(pair)
        else:
            yield from _left_out(pair, read / written) or _merged(pair)
            yield from _numbering(pair)
            yield from _opening(pair)


def _sides(pairs: Sequence[Pair]) -> tuple[list[Side], list[Side]]:
    return [pair.src for pair in pairs], [pair.tgt for pair in pairs]


def _left_out(pair: Pair, usual: float) -> list[Finding]:
    """A paragraph that was aligned with its neighbour, though the draft has words for one alone.

    Args:
        pair: A bead.
        usual: Letters of the draft for one of the source, over the document.
    """
    words = list(_worded(pair.src))
    if len(words) != 2 or len(pair.tgt.paragraphs) != 1 or _is_item(words[1][1]):
        return []
    whole = sum(len(paragraph.body) for _, paragraph in words) * usual
    there = len(pair.tgt.text)

    misfits = [abs(whole - len(p.body) * usual - there) for _, p in words]
    if there >= whole or min(misfits) > CLEAR * (whole - there):
        return []
    near = _likeness([p.body for _, p in words], pair)
    lost = near.index(min(near)) if near else misfits.index(min(misfits))
    if misfits[lost] > CLEAR * (whole - there):
        lost = misfits.index(min(misfits))
    place, paragraph = words[lost]
    return [
        pair.finding(
            RULE,
            "missing",
            Severity.WARNING,
            "two paragraphs of the source against one of the draft that is too short for both; "
            f"perhaps this one was left out: {_start(paragraph)}",
            src=place,
            expected=(paragraph.body,),
        )
    ]


def _likeness(texts: Sequence[str], pair: Pair) -> list[float]:
    """How much each text means like the draft; nothing where the languages are not known."""
    if not static_knows(pair.src.lang, pair.tgt.lang):
        return []
    from aligner.similarity import static

    *vectors, draft = static.load().embed([*texts, pair.tgt.text])
    return [float(vector @ draft) for vector in vectors]


def _is_item(paragraph: Paragraph) -> bool:
    """Items of a list are often said in one sentence, and shorter."""
    return paragraph.kind is Kind.ITEM or label_of(paragraph.text).isalpha()


def _left_alone(pair: Pair, around: Sequence[Pair]) -> Pair:
    """The paragraph that the draft lacks: of two alike, the other may have been aligned instead."""
    for other in around:
        if other is pair or not len(other.src.paragraphs) == len(other.tgt.paragraphs) == 1:
            continue
        if other.bead.confidence >= UNCERTAIN:
            continue
        near = _likeness([pair.src.text, other.src.text], other)
        if near and near[0] > near[1]:
            return replace(other, tgt=pair.tgt)
    return pair


def _missing(pair: Pair) -> Iterator[Finding]:
    for place, paragraph in _worded(pair.src):
        yield pair.finding(
            RULE,
            "missing",
            Severity.WARNING if _is_fragment(paragraph) else Severity.ERROR,
            f"{_named(paragraph)} of the source is not in the draft: {_start(paragraph)}",
            src=place,
            expected=(paragraph.body,),
        )


def _added(pair: Pair) -> Iterator[Finding]:
    for place, paragraph in _worded(pair.tgt):
        yield pair.finding(
            RULE,
            "added",
            Severity.HINT if _is_fragment(paragraph) else Severity.WARNING,
            f"{_named(paragraph)} of the draft is not in the source: {_start(paragraph)}",
            tgt=place,
            found=paragraph.body,
        )


def _is_fragment(paragraph: Paragraph) -> bool:
    """A few words without a stop."""
    return len(paragraph.body) < _FRAGMENT and paragraph.body.rstrip()[-1:] not in _STOPS


def _worded(side: Side) -> Iterator[tuple[tuple[int, int], Paragraph]]:
    for start, paragraph in zip(side.starts, side.paragraphs, strict=True):
        if sum(char.isalpha() for char in paragraph.body) >= _FURNITURE:
            yield (start, start + len(paragraph.body)), paragraph


def _merged(pair: Pair) -> Iterator[Finding]:
    counts = [len(list(_worded(side))) for side in (pair.src, pair.tgt)]
    if counts[0] == counts[1] or not all(counts):
        return
    severity = Severity.WARNING if _is_resolution(pair) else Severity.HINT
    what = "merged into" if counts[0] > counts[1] else "divided into"
    yield pair.finding(
        RULE,
        "merged" if counts[0] > counts[1] else "divided",
        severity,
        f"{counts[0]} {_noun(counts[0])} of the source {_are(counts[0])} {what} {counts[1]}",
        tgt=(0, len(pair.tgt.text)),
        src=(0, 0),
    )


def _is_resolution(pair: Pair) -> bool:
    """Paragraphs of a resolution are cited one by one; elsewhere they are a matter of layout."""
    kinds = {p.kind for p in (*pair.src.paragraphs, *pair.tgt.paragraphs)}
    return bool(kinds & {Kind.PREAMBULAR, Kind.OPERATIVE})


def _numbering(pair: Pair) -> Iterator[Finding]:
    """A number that differs: only where both sides have one, and one paragraph each."""
    if not len(pair.src.paragraphs) == len(pair.tgt.paragraphs) == 1:
        return
    (src,), (tgt,) = pair.src.paragraphs, pair.tgt.paragraphs
    wanted, found = _label(src), _label(tgt)
    if wanted and found and not _same(wanted, found, pair):
        yield pair.finding(
            RULE,
            "number",
            Severity.ERROR,
            f"paragraph {wanted} of the source has the number {found} in the draft",
            tgt=(-tgt.body_start, 0),
            expected=(wanted,),
            found=found,
        )


def _same(wanted: str, found: str, pair: Pair) -> bool:
    """Whether two numbers are one, whatever alphabet their letters come from."""
    return wanted == found or bool(letters(wanted, pair.src.lang) & letters(found, pair.tgt.lang))


def _label(paragraph: Paragraph) -> str:
    if paragraph.path or paragraph.body_start:
        return paragraph.path
    return label_of(paragraph.text) if paragraph.kind is Kind.BODY else ""


def _opening(pair: Pair) -> Iterator[Finding]:
    """Openings that are known on both sides and do not render each other."""
    if pair.src.paragraphs[0].kind not in _OPENED:
        return
    shift = [_words_from(side.paragraphs[0]) for side in (pair.src, pair.tgt)]
    src = openings.opening(pair.src.text[shift[0] :], pair.src.lang)
    tgt = openings.opening(pair.tgt.text[shift[1] :], pair.tgt.lang)
    if src is None or tgt is None or src.acts & tgt.acts:
        return
    said = pair.src.text[shift[0] : shift[0] + src.end].strip()
    found = pair.tgt.text[shift[1] : shift[1] + tgt.end].strip()
    expected = openings.renderings(sorted(src.acts), pair.tgt.lang)
    yield pair.finding(
        RULE,
        "opening",
        Severity.ERROR,
        f"{found!r} does not render {said!r}; approved: {', '.join(expected[:4])}",
        src=(shift[0], shift[0] + src.end),
        tgt=(shift[1], shift[1] + tgt.end),
        expected=expected,
        found=found,
    )


def _words_from(paragraph: Paragraph) -> int:
    """Where the words begin in a body: past a label that was not read as one."""
    if paragraph.body_start or not label_of(paragraph.text):
        return 0
    return next((i for i, char in enumerate(paragraph.text) if char == " "), 0)


def _named(paragraph: Paragraph) -> str:
    return f"paragraph {paragraph.path}" if paragraph.path else "a paragraph"


def _start(paragraph: Paragraph) -> str:
    return shortened(" ".join(paragraph.body.split()))


def _noun(count: int) -> str:
    return "paragraph" if count == 1 else "paragraphs"


def _are(count: int) -> str:
    return "is" if count == 1 else "are"
