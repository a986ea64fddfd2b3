"""Rule ``modality``: an obligation that became a permission, a recommendation that became a duty.

Who *shall* is bound, who *should* is advised, who *may* is free. A French text often binds by the
present tense alone, so a word that only one side has says nothing, but for a permission of which
the draft has no trace: what counts is a word that is left on each side when every other has found
its like, sentence by sentence. What is denied, duty,
advice or permission, is a prohibition. The words are in ``modality.tsv``; one that stands in
several rows may be any of them, and one in a row with a question mark may answer another but
accuses nobody: *able*, *necessary*.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from aligner.consistency import negation, tables
from aligner.consistency.clauses import Clause, clauses
from aligner.consistency.finding import Finding, Severity
from aligner.consistency.pairs import Pair

RULE = "modality"
_WORDS = Path(__file__).with_suffix(".tsv")

OBLIGATION, RECOMMENDATION, PERMISSION = "obligation", "recommendation", "permission"
PROHIBITION = "prohibition"
_FAINT = "?"
_SHORT = 250
"""Characters of a sentence with one modal word a side in which that word was surely rendered."""
_BINDING, _FREE = frozenset({OBLIGATION, PROHIBITION}), frozenset({PERMISSION})
_BOUND = frozenset({OBLIGATION, RECOMMENDATION})
_OPEN = frozenset({PERMISSION, PROHIBITION})
_NAMES = {
    OBLIGATION: "an obligation",
    RECOMMENDATION: "a recommendation",
    PERMISSION: "a permission",
    PROHIBITION: "a prohibition",
}


@dataclass(frozen=True, slots=True)
class Modal:
    """A word that binds, advises or permits.

    Attributes:
        kinds: What it may be; several where the language leaves it open.
        faint: True where it may answer another but says nothing where none answers it.
        start: First character, as an offset in its clause.
        end: One past the last.
    """

    kinds: frozenset[str]
    faint: bool
    start: int
    end: int

    @property
    def name(self) -> str:
        """What it is, for a person."""
        return " or ".join(_NAMES[kind] for kind in _NAMES if kind in self.kinds)


def check(pair: Pair) -> Iterator[Finding]:
    """Modal words of one side of a bead that another kind answers on the other."""
    if pair.bead.is_null or pair.is_heading:
        return
    for src, tgt in clauses(pair):
        wanted, found = modals(src.folded, pair.src.lang), modals(tgt.folded, pair.tgt.lang)
        alone = max(len(src.text), len(tgt.text)) <= _SHORT and all(
            sum(not modal.faint for modal in side) == 1 for side in (wanted, found)
        )
        left, others = _unanswered(wanted, found), _unanswered(found, wanted)
        told = []
        for one, other in _changed(left, others):
            told.append(other)
            yield _finding(pair, (src, one), (tgt, other), alone=alone)
        if not others and not any(modal.kinds & _OPEN for modal in found):
            lost = [modal for modal in left if modal.kinds == _FREE]
            yield from (_lost(pair, src, modal, tgt) for modal in lost[:1])
        bound = any(modal.kinds & _BOUND and not modal.faint for modal in wanted)
        if bound and not any(modal.kinds & _FREE for modal in wanted):
            added = [modal for modal in others if modal.kinds == _FREE]
            yield from (_added(pair, src, tgt, modal) for modal in added[:1] if modal not in told)


def _changed(left: list[Modal], others: list[Modal]) -> Iterator[tuple[Modal, Modal]]:
    """Words that became another kind; a change that is made again and again is told once."""
    if len(left) != len(others):
        left, others = left[:1], others[:1]
    told = set()
    for one, other in zip(_in_order(left), _in_order(others), strict=False):
        if (one.kinds, other.kinds) not in told:
            told.add((one.kinds, other.kinds))
            yield one, other


def _in_order(modals: list[Modal]) -> list[Modal]:
    return sorted(modals, key=lambda modal: modal.start)


def _unanswered(own: list[Modal], others: list[Modal]) -> list[Modal]:
    """Modal words without their like on the other side; each answers one, faint ones last."""
    free = sorted(others, key=lambda other: other.faint)
    left = []
    for modal in sorted(own, key=lambda modal: modal.faint):
        twin = next((other for other in free if other.kinds & modal.kinds), None)
        if twin is not None:
            free.remove(twin)
        elif not modal.faint:
            left.append(modal)
    return left


def _finding(
    pair: Pair, src: tuple[Clause, Modal], tgt: tuple[Clause, Modal], *, alone: bool
) -> Finding:
    spans, words = [], []
    for clause, modal in (src, tgt):
        spans.append((clause.start + modal.start, clause.start + modal.end))
        words.append(clause.text[modal.start : modal.end])
    one, other = src[1], tgt[1]
    free, bound = (bool(kinds & (one.kinds | other.kinds)) for kinds in (_FREE, _BINDING))
    return pair.finding(
        RULE,
        "changed",
        Severity.ERROR if free and bound and alone else Severity.WARNING,
        f"{words[0]!r} is {one.name}, {words[1]!r} is {other.name}",
        src=spans[0],
        tgt=spans[1],
        expected=_renderings(one, pair.tgt.lang),
        found=words[1],
    )


def _lost(pair: Pair, src: Clause, modal: Modal, tgt: Clause) -> Finding:
    """A permission of which the draft makes a fact: *may constitute*, *constitutes*."""
    said = src.text[modal.start : modal.end]
    return pair.finding(
        RULE,
        "lost",
        Severity.WARNING,
        f"{said!r} is {modal.name}, and nothing in the draft is",
        src=(src.start + modal.start, src.start + modal.end),
        tgt=(tgt.start, tgt.start + len(tgt.text)),
        expected=_renderings(modal, pair.tgt.lang),
    )


def _added(pair: Pair, src: Clause, tgt: Clause, modal: Modal) -> Finding:
    """A permission of the draft where the source binds or advises, and permits nothing."""
    found = tgt.text[modal.start : modal.end]
    return pair.finding(
        RULE,
        "added",
        Severity.HINT,
        f"{found!r} is {modal.name}, and nothing in the source is",
        src=(src.start, src.start + len(src.text)),
        tgt=(tgt.start + modal.start, tgt.start + modal.end),
        found=found,
    )


def _renderings(modal: Modal, lang: str) -> tuple[str, ...]:
    """The first words of a language that say the same."""
    table = tables.read(_WORDS)
    return tuple(
        phrase.replace("*", "…")
        for kind in table
        if kind in modal.kinds
        for phrase in table[kind].get(lang.split("-")[0], ())[:3]
    )


def modals(folded: str, lang: str) -> list[Modal]:
    """The modal words of a folded sentence, in order.

    >>> [sorted(modal.kinds) for modal in modals("states should act and may report.", "en")]
    [['recommendation'], ['permission']]
    """
    every = tuple(tables.read(_WORDS))
    denied = negation.restricts(folded, lang)
    found: list[Modal] = []
    for match in tables.kinds(_WORDS, every, lang).finditer(folded):
        said = {kind for kind in every if tables.kinds(_WORDS, (kind,), lang).fullmatch(match[0])}
        faint = all(kind.endswith(_FAINT) for kind in said)
        said = {kind.removesuffix(_FAINT) for kind in said}
        if denied:
            said.add(PROHIBITION)
        found.append(Modal(frozenset(said), faint, *match.span()))
    return found
