"""The contexts of a concept as a file carries them: a few places, and the words around the term."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from aligner.model import Context, Entry

MOST = 3
"""Contexts of a concept in a file."""
AROUND = 40
"""Characters kept on either side of the term."""


def brief(entry: Entry) -> Entry:
    """The entry with the contexts that a file carries.

    One of each document, the first and the last document among them; of a document the one with
    the shortest text, as that says most with least to read. A long text is cut at words, around
    the term. What came with its own words, such as an example that a terminologist chose, stays
    as it is.
    """
    by_place: dict[object, Context] = {}
    for place, context in enumerate(entry.contexts):
        key = context.document if context.units else place
        best = by_place.setdefault(key, context)
        if _length(context) < _length(best):
            by_place[key] = context
    chosen = list(by_place.values())
    if len(chosen) > MOST:
        chosen = [*chosen[: MOST - 1], chosen[-1]]
    forms = _forms(entry)
    cut = tuple(_cut(context, forms) if context.units else context for context in chosen)
    return replace(entry, contexts=cut)


def cited(entry: Entry) -> Entry:
    """The entry with its places, but not the words there; what came with its own keeps them."""
    contexts = (replace(c, texts={}) if c.units else c for c in entry.contexts)
    return replace(entry, contexts=tuple(contexts))


def _length(context: Context) -> int:
    return max(map(len, context.texts.values()), default=0)


def _forms(entry: Entry) -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = {}
    for term in entry.terms:
        found.setdefault(term.lang, []).extend(term.forms)
    return found


def _cut(context: Context, forms: Mapping[str, Iterable[str]]) -> Context:
    return replace(
        context,
        texts={lang: around(text, forms.get(lang, ())) for lang, text in context.texts.items()},
    )


def around(text: str, forms: Iterable[str]) -> str:
    """A text cut at words around the first of some forms that it has, or else to its beginning.

    >>> cut = around("A word. " * 20 + "They end slavery here. " + "A word. " * 20, ["Slavery"])
    >>> cut[:20], cut[-20:], len(cut)
    ('…word. A word. A wor', 'rd. A word. A word.…', 86)
    """
    plain = _plain(text)
    places = [(at, len(form)) for form in forms if (at := plain.find(_plain(form))) >= 0]
    at, length = min(places, default=(0, 0))
    start, end = max(0, at - AROUND), min(len(text), at + length + AROUND)
    if start and (space := text.find(" ", start, at)) >= 0:
        start = space + 1
    if end < len(text) and (space := text.rfind(" ", at + length, end)) >= 0:
        end = space
    return f"{'…' if start else ''}{text[start:end]}{'…' if end < len(text) else ''}"


def _plain(text: str) -> str:
    """Without case and typographic apostrophes, as long as the text."""
    folded = text.lower()
    return (folded if len(folded) == len(text) else text).replace("’", "'")
