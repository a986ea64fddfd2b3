"""How a term is written in a dictionary, made of the forms that the texts have.

A singular that the texts have comes before a plural, small letters before the capitals of a title,
the nominative before other cases; what repair of the text holds for damaged is mended. The forms
of the texts stay variants.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

from aligner.languages import language
from aligner.terminology import candidates, soundness
from aligner.terminology.corpus import Candidate, Corpus, ranked
from aligner.terminology.grammar import grammar
from aligner.terminology.termhood import zipf

SMALL = 0.2
"""Share of the forms that have small letters from which on the capitals are those of a title; set
by hand."""

COMMONER = 0.5
"""How much commoner, in powers of ten, a noun is without an ending that its case gives it; the
adjective behind it may be as much rarer. Set by hand."""

UNKNOWN = 3.0
"""What :func:`termhood.zipf` gives a word that is in no list."""

_WORD = re.compile(r"\w+(?:-\w+)*")


def headword(candidate: Candidate, corpus: Corpus, *, plural: bool | None = None) -> str:
    """The dictionary form of a term.

    Args:
        candidate: The term with its surface forms.
        corpus: That of its language.
        plural: If what it translates is a plural, where that is known; a form that may be either
            follows it.
    """
    forms = _small(_sound(candidate.forms, corpus.doubts))
    opening = candidate.inner == 0 and all(form[:1].isupper() for form in forms)
    if opening and candidate.codes[0] in "NA" and not candidate.name:
        forms = _opening(forms, corpus.lang)
    rules = language(corpus.lang).inflection
    if rules.declines and corpus.tagger.tags:
        from aligner.terminology.nominative import nominative

        found = nominative(forms, candidate.codes, candidate.key.split(), plural=plural)
        if found:
            return found
    lemma = _head_lemma(candidate, corpus)
    chosen = ranked(_singular(forms, lemma, rules.attached))[0]
    return _without_case(
        chosen, candidate.codes, corpus.lang, plural=plural or is_plural(candidate, corpus)
    )


def is_plural(candidate: Candidate, corpus: Corpus) -> bool:
    """True where no form of a term has its head as the lemma is."""
    attached = language(corpus.lang).inflection.attached
    lemma = _head_lemma(candidate, corpus)
    return bool(lemma) and not _heads(candidate.forms, lemma, attached)


def surfaces(candidate: Candidate, corpus: Corpus) -> list[str]:
    """The forms of a term in the texts, most frequent first, damaged ones left out."""
    return [form for form in ranked(candidate.forms) if not _damaged(form, corpus.doubts)]


def _sound(forms: Counter[str], doubts: Mapping[str, str]) -> Counter[str]:
    """Forms that are not damaged; where all are, what would mend them."""
    sound = Counter({form: n for form, n in forms.items() if not _damaged(form, doubts)})
    if sound:
        return sound
    mended: Counter[str] = Counter()
    for form, n in forms.items():
        mended[_WORD.sub(lambda word: doubts.get(word[0], word[0]), form)] += n
    return mended


def _damaged(form: str, doubts: Mapping[str, str]) -> bool:
    return bool(doubts) and any(word in doubts for word in _WORD.findall(form))


def _small(forms: Counter[str]) -> Counter[str]:
    """Forms that differ in capitals alone become one: the one with fewest, if it is not rare."""
    alike: dict[str, list[str]] = {}
    for form in ranked(forms):
        alike.setdefault(form.casefold(), []).append(form)
    found: Counter[str] = Counter()
    for group in alike.values():
        total = sum(forms[form] for form in group)
        common = [form for form in group if forms[form] >= SMALL * total]
        found[min(common, key=lambda form: sum(c.isupper() for c in form))] = total
    return found


def _opening(forms: Counter[str], lang: str) -> Counter[str]:
    """Forms that were met at the head of texts alone, with the letter that they have inside."""
    found: Counter[str] = Counter()
    for form, n in forms.items():
        first, *rest = form.split(" ")
        known = zipf(first.lower(), lang) > UNKNOWN and not any(map(str.isupper, form[1:]))
        found[" ".join([first.lower(), *rest]) if known else form] += n
    return found


def _singular(forms: Counter[str], lemma: str, attached: str) -> Counter[str]:
    """The forms whose head is as its lemma is, where there are any.

    A singular that only a name has is none of a term with small letters.
    """
    single = _heads(forms, lemma, attached)
    small = any(form[:1].islower() for form in forms)
    if small and not any(form[:1].islower() for form in single):
        return Counter({form: n for form, n in forms.items() if form[:1].islower()})
    return single or forms


def _heads(forms: Counter[str], lemma: str, attached: str) -> Counter[str]:
    wanted = {lemma, attached + lemma} if lemma else set[str]()
    return Counter(
        {form: n for form, n in forms.items() if wanted & set(_WORD.findall(form.lower()))}
    )


def _head_lemma(candidate: Candidate, corpus: Corpus) -> str:
    drop = candidates.repeated(candidate.codes)
    kept = [i for i, code in enumerate(candidate.codes) if code != "D" and i != drop]
    lemmas = dict(zip(kept, candidate.key.split(), strict=False))
    head = soundness.head(candidate.codes, grammar(corpus.lang, tagged=corpus.tagger.tags))
    return lemmas.get(head, "") if head is not None else ""


def _without_case(form: str, codes: str, lang: str, *, plural: bool) -> str:
    """A form whose words have lost the endings of a case that is no dictionary's.

    ``أسلوبا من أساليب الإرهاب`` is *أسلوب من أساليب الإرهاب*, and ``السكان المدنيين`` is
    *السكان المدنيون*; behind a singular the same ending is that of a dual.
    """
    rules = language(lang).inflection
    words = form.split()
    for i, word in enumerate(words):
        bare = word.removesuffix(rules.accusative) if rules.accusative else word
        definite = bool(rules.attached) and word.startswith(rules.attached)
        more = -COMMONER if i else COMMONER
        if bare == word or definite or zipf(bare, lang) < zipf(word, lang) + more:
            break
        words[i] = bare
    if rules.agreeing and plural and "C" not in codes:
        oblique, direct = rules.agreeing
        for i, word in enumerate(words):
            if not word.startswith(rules.attached) or (i == 0 and word.endswith(oblique)):
                break
            if i and word.endswith(oblique):
                words[i] = word.removesuffix(oblique) + direct
    return " ".join(words)
