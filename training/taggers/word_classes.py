"""What dictionaries know of words, as classes that a pipeline learns from.

A few thousand sentences show a model only a small part of the vocabulary. A dictionary that lists
the parts of speech a form may have tells it something about the rest. The class of a form
takes the place of its norm (``Token.norm_``), an attribute that spaCy embeds and that it keeps
with the pipeline, so that no code and no dictionary is needed where the pipeline is used.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice

FORMS = 90_000
"""Frequent forms of a language that get a class."""

CAPITALISED = 45_000
"""Of these, how many get one in their capitalised form too."""

_PROPER = frozenset({"Name", "Surn", "Patr", "Geox", "Orgn", "Trad"})


def word_classes(lang: str) -> dict[str, str]:
    """The class of each known form of a language; empty where no dictionary is at hand."""
    maker = _MAKERS.get(lang)
    return dict(maker()) if maker else {}


def _chinese() -> Iterator[tuple[str, str]]:
    """Words of jieba's dictionary that it saw more than three times, with its tags."""
    from importlib.resources import files

    for line in (files("jieba") / "dict.txt").read_text(encoding="utf-8").splitlines():
        word, count, tag = line.split()
        if int(count) > 3:
            yield word, f"={tag}"


def _russian() -> Iterator[tuple[str, str]]:
    """Frequent forms with every part of speech that OpenCorpora gives them, by pymorphy3."""
    from pymorphy3 import MorphAnalyzer

    morph = MorphAnalyzer(lang="ru")

    def analysis(form: str) -> str:
        tags = {
            f"{parse.tag.POS}{':P' if _PROPER & set(parse.tag.grammemes) else ''}"
            for parse in morph.parse(form)
            if morph.word_is_known(form) and parse.score > 0.01
        }
        return "+".join(sorted(tags))

    return _frequent("ru", analysis)


def _spanish() -> Iterator[tuple[str, str]]:
    """Frequent forms with their Brown clusters of ``spacy-lookups-data``."""
    from spacy.lookups import load_lookups

    clusters = load_lookups("es", ["lexeme_cluster"]).get_table("lexeme_cluster")
    return _frequent("es", lambda form: str(clusters.get(form) or ""))


def _frequent(lang: str, analysis: Callable[[str], str]) -> Iterator[tuple[str, str]]:
    """The frequent forms of a language that have an analysis."""
    from wordfreq import iter_wordlist

    forms = (form for form in iter_wordlist(lang, "best") if form.isalpha())
    for rank, form in enumerate(islice(forms, FORMS)):
        if found := analysis(form):
            yield form, f"={found}"
            if rank < CAPITALISED:
                yield form.capitalize(), f"={found}"


_MAKERS: dict[str, Callable[[], Iterator[tuple[str, str]]]] = {
    "es": _spanish,
    "ru": _russian,
    "zh": _chinese,
}
