"""Rule ``negation``: a negation, exclusion or condition that only one side has.

A sentence that denies and one that does not say opposite things, so a negation that is lost or
added changes the law. Languages deny in other ways too: *absence*, *unlawful*, *only*, *fails to*.
What counts as a denial, what may stand for one on the other side, and what looks like one and is
none (*not only*, *au plus tard*) is in ``negation.tsv``.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from aligner.consistency import tables
from aligner.consistency.clauses import Clause, clauses
from aligner.consistency.finding import Finding, Severity
from aligner.consistency.pairs import Pair

RULE = "negation"
_WORDS = Path(__file__).with_suffix(".tsv")

Span = tuple[int, int]
_SHORT, _LONG = 160, 500
"""Characters of the longer sentence up to which a lost negation is an error, and a warning: the
more a sentence says, the more ways it has to deny. Set by reading what the rule finds in the
untouched texts of ``benchmarks/consistency.py``."""
_NEAR, _FAR = 100, 250
"""Characters within which what answers a denial stands in a long sentence, and within which none
may stand where a finding is to be sure."""


def check(pair: Pair) -> Iterator[Finding]:
    """Negations of one side of a bead to which nothing answers on the other."""
    if pair.bead.is_null or pair.is_heading:
        return
    for src, tgt in clauses(pair):
        denied = denials(src.folded, pair.src.lang), denials(tgt.folded, pair.tgt.lang)
        for own, (here, there) in enumerate(((src, tgt), (tgt, src))):
            other, hints = denied[1 - own], _hints(there, pair, own)
            if not denied[own] or len(denied[own]) <= len(other):
                continue
            answers = [*other, *hints]
            far = [d for d in denied[own] if not _is_near(d, here, answers, there, _NEAR)]
            if far:
                sure = not other and not _is_near(far[0], here, hints, there, _FAR)
                yield _finding(pair, own, here, there, far[0], sure=sure)


def _hints(clause: Clause, pair: Pair, own: int) -> list[Span]:
    """Where a clause says no in another way."""
    lang = (pair.tgt, pair.src)[own].lang
    weak = tables.kinds(_WORDS, ("weak", "idle"), lang)
    return [match.span() for match in weak.finditer(clause.folded)]


def _is_near(span: Span, here: Clause, answers: list[Span], there: Clause, within: int) -> bool:
    """Whether an answer stands at about the place of the other clause that a denial has here."""
    place = (span[0] + span[1]) / 2 / len(here.text) * len(there.text)
    return any(start - within <= place <= end + within for start, end in answers)


def _finding(
    pair: Pair, own: int, here: Clause, there: Clause, span: Span, *, sure: bool = True
) -> Finding:
    said, folded = here.text[slice(*span)], here.folded[slice(*span)]
    span = (here.start + span[0], here.start + span[1])
    other = (there.start, there.start + len(there.text))
    length = max(len(clause.text) for clause in (here, there))
    severity = Severity.WARNING if sure and (own == 0 or length <= _LONG) else Severity.HINT
    if own == 0 and sure and length <= _SHORT:
        severity = Severity.ERROR
    elif own == 1 and tables.kinds(_WORDS, ("mild", "exception"), pair.tgt.lang).search(folded):
        severity = Severity.HINT
    if own == 0:
        message = f"the source denies ({said}) and the draft does not"
        return pair.finding(RULE, "lost", severity, message, src=span, tgt=other)
    message = f"the draft denies ({said}) and the source does not"
    return pair.finding(RULE, "added", severity, message, src=other, tgt=span, found=said)


def denials(folded: str, lang: str) -> list[Span]:
    """Where a folded text denies, excludes or makes an exception.

    >>> text = "they are not only heard but never refused, unless they ask."
    >>> [text[start:end] for start, end in denials(text, "en")]
    ['never', 'unless']
    """
    idle = tables.kinds(_WORDS, ("idle",), lang)
    told = idle.sub(lambda match: "_" * len(match.group()), folded)
    strong = tables.kinds(_WORDS, ("denial", "exception"), lang)
    return [match.span() for match in strong.finditer(told)]


def restricts(folded: str, lang: str) -> bool:
    """Whether a folded text denies anything at all, or says *only*."""
    return tables.kinds(_WORDS, ("denial", "restriction"), lang).search(folded) is not None
