"""Rule ``structure``: paragraphs missing, added or merged, their numbers, and how they open."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from aligner.amounts.items import letters
from aligner.consistency import openings
from aligner.consistency.finding import Finding, Severity, shortened
from aligner.consistency.pairs import Pair, Side
from aligner.model import Kind, Paragraph
from aligner.model.thresholds import is_uncertain
from aligner.similarity.cues import label_of
from aligner.similarity.providers import static_knows

RULE = "structure"

_OPENED = frozenset({Kind.PREAMBULAR, Kind.OPERATIVE, Kind.BODY})
APART, GAIN, FULL = 0.2, 0.02, 0.95
"""A draft renders one of two paragraphs where its cosine with that one is so much higher than with
the other, and so little lower than with both, and where it has less than this share of the usual
length; from paragraphs left out and merged by ``benchmarks/consistency_faults.py``."""
CLEAR = 0.5
"""The same by length alone: how much better a draft has to fit without a paragraph than with it."""
_FRAGMENT = 25
"""Characters of words that a sentence runs over several paragraphs with: *Now, therefore,*."""
_STOPS = ".;!?。；؛؟"
_FURNITURE = 3
"""Paragraphs with fewer letters are marks and rules of the page, not text."""


def check(pairs: Sequence[Pair]) -> Iterator[Finding]:
    """What differs in the structure of the beads."""
    single = [p for p in pairs if len(p.src.paragraphs) == len(p.tgt.paragraphs) == 1]
    written, read = (sum(len(s.text) for s in side) or 1 for side in _sides(single or pairs))
    for pair in pairs:
        if not pair.tgt.paragraphs:
            yield from _missing(pair)
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
    if len(words) != 2 or len(pair.tgt.paragraphs) != 1:
        return []
    by_meaning = static_knows(pair.src.lang, pair.tgt.lang)
    lost = _unmeant(pair, words, usual) if by_meaning else _too_short(pair, words, usual)
    if lost is None:
        return []
    place, paragraph = lost
    return [
        pair.finding(
            RULE,
            "missing",
            Severity.WARNING,
            "two paragraphs of the source against one of the draft that renders one of them; "
            f"perhaps this one was left out: {_start(paragraph)}",
            src=place,
            expected=(paragraph.body,),
        )
    ]


Worded = tuple[tuple[int, int], Paragraph]
"""A paragraph with words, and where it stands in its side."""


def _unmeant(pair: Pair, words: Sequence[Worded], usual: float) -> Worded | None:
    """Of two paragraphs the one that the draft does not mean, if it means the other alone."""
    if not is_uncertain(pair.bead.confidence):
        return None
    bodies = [paragraph.body for _, paragraph in words]
    if len(pair.tgt.text) > FULL * usual * sum(map(len, bodies)):
        return None
    *each, both = _likeness([*bodies, pair.src.text], pair)
    kept, lost = max(each), min(each)
    if kept - lost < APART or both - kept > GAIN:
        return None
    return words[each.index(lost)]


def _likeness(texts: Sequence[str], pair: Pair) -> list[float]:
    """How much each text means like the draft, as cosines."""
    from aligner.similarity import static

    *vectors, draft = static.load().embed([*texts, pair.tgt.text])
    return [float(vector @ draft) for vector in vectors]


def _too_short(pair: Pair, words: Sequence[Worded], usual: float) -> Worded | None:
    """Of two paragraphs the one without which the draft has the usual length.

    Items of a list are often said in one sentence, and shorter.
    """
    last = words[1][1]
    if last.kind is Kind.ITEM or label_of(last.text).isalpha():
        return None
    lengths = [len(paragraph.body) * usual for _, paragraph in words]
    surplus = sum(lengths) - len(pair.tgt.text)
    misfits = [abs(surplus - length) for length in lengths]
    if surplus <= 0 or min(misfits) > CLEAR * surplus:
        return None
    return words[misfits.index(min(misfits))]


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
    starts = " | ".join(shortened(_plain(p.body), 40) for _, p in _worded(pair.src))
    what = "merged into" if counts[0] > counts[1] else "divided into"
    yield pair.finding(
        RULE,
        "merged" if counts[0] > counts[1] else "divided",
        severity,
        f"{counts[0]} {_noun(counts[0])} of the source {_are(counts[0])} {what} {counts[1]}: "
        f"{starts}",
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
    return shortened(_plain(paragraph.body))


def _plain(text: str) -> str:
    return " ".join(text.split())


def _noun(count: int) -> str:
    return "paragraph" if count == 1 else "paragraphs"


def _are(count: int) -> str:
    return "is" if count == 1 else "are"
