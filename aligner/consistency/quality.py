"""How near a draft is to a reference translation, by sacrebleu, with its signatures.

chrF++ (Popović 2017), BLEU (Papineni et al. 2002) and TER (Snover et al. 2006) as sacrebleu (Post
2018) computes them; a signature says how, so that anyone can make the figure again.
"""

from __future__ import annotations

import difflib
import html
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from aligner.errors import UsageError
from aligner.languages import language

if TYPE_CHECKING:
    from sacrebleu.metrics.base import Metric

_WORDS = re.compile(r"\s+|[\u3400-\u9fff]|[^\s\u3400-\u9fff]+")


@dataclass(frozen=True, slots=True)
class Score:
    """One metric over the whole document.

    Attributes:
        name: ``chrF2++``, ``BLEU`` or ``TER``.
        value: 0 to 100, the higher the nearer; of TER the lower, and it can pass 100.
        signature: How it was computed, version included.
    """

    name: str
    value: float
    signature: str


@dataclass(frozen=True, slots=True)
class ParagraphQuality:
    """One paragraph beside its reference.

    Attributes:
        tgt_id: First paragraph of the draft.
        draft: Its text.
        reference: The reference text.
        chrf: chrF++ of the paragraph, 0 to 100.
        bleu: Sentence BLEU, 0 to 100.
        ter: TER, 0 and more.
    """

    tgt_id: int
    draft: str
    reference: str
    chrf: float
    bleu: float
    ter: float


@dataclass(frozen=True, slots=True)
class Quality:
    """A draft beside a reference.

    Attributes:
        scores: Over the document.
        paragraphs: In the order of the draft; those without a counterpart are left out.
        unmatched: Paragraphs of either side without a counterpart.
    """

    scores: tuple[Score, ...]
    paragraphs: tuple[ParagraphQuality, ...]
    unmatched: int = 0

    def farthest(self, count: int = 10) -> list[ParagraphQuality]:
        """The paragraphs that differ most from their reference, the farthest first."""
        different = [p for p in self.paragraphs if p.draft != p.reference]
        return sorted(different, key=lambda p: (p.chrf, p.tgt_id))[:count]


def measure(
    sides: Iterable[tuple[int, str, str]], lang: str, *, unmatched: int = 0
) -> Quality | None:
    """Score a draft against its reference.

    Args:
        sides: First paragraph id of the draft, text of the draft and of the reference, paragraph by
            paragraph.
        lang: BCP 47 code of both.
        unmatched: Paragraphs of either side that have no counterpart.

    Returns:
        None where there is nothing to compare.
    """
    rows = [(i, draft, reference) for i, draft, reference in sides if draft and reference]
    if not rows:
        return None
    chrf, bleu, ter = _metrics(lang)
    drafts, references = [row[1] for row in rows], [row[2] for row in rows]
    scores = tuple(_score(metric, drafts, references) for metric in (chrf, bleu, ter))
    sentence_bleu = _metrics(lang, sentence=True)[1]
    paragraphs = tuple(
        ParagraphQuality(
            i,
            draft,
            reference,
            *(
                round(metric.sentence_score(draft, [reference]).score, 2)
                for metric in (chrf, sentence_bleu, ter)
            ),
        )
        for i, draft, reference in rows
    )
    return Quality(scores, paragraphs, unmatched)


def _metrics(lang: str, *, sentence: bool = False) -> tuple[Metric, Metric, Metric]:
    try:
        from sacrebleu.metrics.bleu import BLEU
        from sacrebleu.metrics.chrf import CHRF
        from sacrebleu.metrics.ter import TER
    except ImportError:
        raise UsageError(
            "a reference is compared by sacrebleu; pip install 'un-aligner[quality]'"
        ) from None

    tokenizer = language(lang).usage.bleu_tokenizer
    asian = tokenizer != "13a"
    return (
        CHRF(word_order=2),
        BLEU(tokenize=tokenizer, effective_order=sentence),
        TER(normalized=asian, asian_support=asian),
    )


def _score(metric: Metric, drafts: Sequence[str], references: Sequence[str]) -> Score:
    result = metric.corpus_score(drafts, [list(references)])
    return Score(result.name, round(result.score, 2), str(metric.get_signature()))


def word_diff(before: str, after: str) -> list[tuple[str, str]]:
    """A text against another, word by word.

    Returns:
        Stretches, each with ``same``, ``gone`` (only in the first) or ``new`` (only in the second).

    >>> word_diff("combat such trafficking", "combat human trafficking")
    [('same', 'combat '), ('gone', 'such'), ('new', 'human'), ('same', ' trafficking')]
    """
    one, other = _WORDS.findall(before), _WORDS.findall(after)
    out: list[tuple[str, str]] = []
    matcher = difflib.SequenceMatcher(None, one, other, autojunk=False)
    for tag, i, j, k, ell in matcher.get_opcodes():
        if tag == "equal":
            out.append(("same", "".join(one[i:j])))
            continue
        out += [
            (what, "".join(words))
            for what, words in (("gone", one[i:j]), ("new", other[k:ell]))
            if words
        ]
    return out


def marked_diff(before: str, after: str) -> str:
    """The same as HTML: ``del`` around what is gone, ``ins`` around what is new.

    >>> marked_diff("such A & B", "A & C")
    '<del>such </del>A &amp; <del>B</del><ins>C</ins>'
    """
    tags = {"same": ("", ""), "gone": ("<del>", "</del>"), "new": ("<ins>", "</ins>")}
    return "".join(
        tags[what][0] + html.escape(text, quote=True) + tags[what][1]
        for what, text in word_diff(before, after)
    )
