"""Findings on untouched texts, beside those of a check of exact forms."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from aligner import alignment
from aligner.consistency import Severity, check
from aligner.consistency.pairs import pairs
from aligner.consistency.vocabulary import vocabulary
from aligner.model import Bitext, Glossary
from benchmarks.consistency_texts import acts, canada, example, un_texts, unbis


@dataclass(frozen=True, slots=True)
class Corpus:
    """Texts of one pair of languages with a glossary that is approved for them."""

    name: str
    bitexts: Sequence[Bitext]
    glossary: Glossary
    texts: Sequence[str] = ()

    @property
    def paragraphs(self) -> int:
        """Paragraphs of the source."""
        return sum(len(bitext.src.paragraphs) for bitext in self.bitexts)


def corpora(shared: Path, langs: Sequence[str], *, quick: bool) -> Iterator[Corpus]:
    """Untouched texts, aligned by the tool, with glossaries."""
    thesaurus = unbis(shared)
    for lang in langs:
        texts = [_aligned(b) for b in un_texts(shared, lang)] + [example(lang)]
        yield Corpus(f"UN texts fr-{lang}", texts, thesaurus, ("udhr", "sdg", "example"))
    if "en" not in langs:
        return
    laws = [_aligned(b) for b in acts(shared, ("fr", "en"), large=not quick)]
    for least in (2, 1):
        yield Corpus("ca_base fr-en", laws, canada(shared, least))
    yield Corpus("ca_base fr-en", laws, thesaurus)


def _aligned(bitext: Bitext) -> Bitext:
    return alignment.align(bitext.src, bitext.tgt, "static", sentences=False)


@dataclass(slots=True)
class Alarms:
    """Findings on untouched text.

    Attributes:
        all: By severity.
        real: Those that a reviser would mark, as they were read.
        unread: Errors and warnings that nobody has read yet.
        by_rule: Errors and warnings by rule.
        real_by_rule: Those of them that a reviser would mark.
    """

    all: Counter[Severity] = field(default_factory=Counter)
    real: Counter[Severity] = field(default_factory=Counter)
    unread: int = 0
    by_rule: Counter[str] = field(default_factory=Counter)
    real_by_rule: Counter[str] = field(default_factory=Counter)


def alarms(corpus: Corpus) -> Alarms:
    """Findings on untouched text, and what they were read as."""
    found, verdicts = Alarms(), _read_as()
    names = corpus.texts or ("",) * len(corpus.bitexts)
    for name, bitext in zip(names, corpus.bitexts, strict=True):
        for finding in check(bitext, corpus.glossary).findings:
            found.all[finding.severity] += 1
            if not finding.severity.reaches(Severity.WARNING):
                continue
            found.by_rule[finding.rule] += 1
            ids = ("-" if i is None else str(i) for i in (finding.src_id, finding.tgt_id))
            verdict = verdicts.get((bitext.tgt.lang, name, *ids, finding.rule))
            found.real[finding.severity] += verdict == "real"
            found.real_by_rule[finding.rule] += verdict == "real"
            found.unread += verdict is None
    return found


@cache
def _read_as() -> dict[tuple[str, ...], str]:
    """What a person took each finding for, by language, text, paragraphs and rule."""
    table = Path(__file__).with_name("consistency_read.tsv").read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in table[1:]]
    return {tuple(row[:5]): row[5] for row in rows}


def exact_alarms(corpus: Corpus) -> int:
    """What a check of exact forms says: the term stands there, and none of its renderings does."""
    lang = corpus.bitexts[0].tgt.lang
    known = vocabulary(corpus.glossary, "fr", lang)
    by_form: dict[str, set[str]] = {}
    for concept in known.concepts:
        for form in concept.src:
            by_form.setdefault(form.lower(), set()).update(f.lower() for f in concept.approved)
    longest = max(len(form.split()) for form in by_form)
    count = 0
    for bitext in corpus.bitexts:
        for pair in pairs(bitext):
            if pair.bead.is_null:
                continue
            tgt = pair.tgt.text.lower()
            for form in _exact(pair.src.text.lower(), by_form, longest):
                count += not any(_stands(rendering, tgt, lang) for rendering in by_form[form])
    return count


def _exact(text: str, forms: dict[str, set[str]], longest: int) -> set[str]:
    words = re.findall(r"[\w'’\-]+", text)
    found = set()
    for i in range(len(words)):
        for n in range(min(longest, len(words) - i), 0, -1):
            if (form := " ".join(words[i : i + n])) in forms:
                found.add(form)
    return found


def _stands(form: str, text: str, lang: str) -> bool:
    if lang == "zh":
        return form in text
    return re.search(rf"(?<!\w){re.escape(form)}(?!\w)", text) is not None


def lemma_alarms(corpus: Corpus) -> Counter[str]:
    """The same of the tool: findings of the term rules by severity."""
    counts: Counter[str] = Counter()
    for bitext in corpus.bitexts:
        for finding in check(bitext, corpus.glossary).findings:
            if finding.rule in ("term-missing", "name"):
                counts[finding.severity.value] += 1
    return counts
