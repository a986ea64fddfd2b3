"""A new extraction beside what was decided of the last one: decisions stay, candidates follow."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from aligner.model import Context, Entry, Glossary, Status, Term


def renewed(
    before: Glossary,
    new: Glossary,
    absorbed: Collection[str],
    carried: Mapping[str, tuple[Context, ...]],
) -> Glossary:
    """`new` with every entry of `before` that a person worked on, as it was decided.

    Such an entry follows its terms to where they stand now, and takes over terms of a language that
    the glossary did not have. One that is not found again stays; a rejected pair does not come back
    under another id, nor does a concept that was merged into another.

    Args:
        before: The glossary as it was; contexts are references.
        new: What was extracted; contexts are references.
        absorbed: Ids of the entries that were merged into others.
        carried: Where the entries stood before, in the new documents, by id.
    """
    known = _Known(entry for entry in before.entries if held(entry))
    found: dict[str, list[Entry]] = defaultdict(list)
    order: list[Entry | str] = []
    for entry in new.entries:
        if (key := known.of(entry)) is not None:
            found[key].append(entry)
            if len(found[key]) == 1:
                order.append(key)
        elif entry.id not in absorbed:
            order.append(entry)
    order += [key for key in known.entries if key not in found]
    entries = tuple(
        _kept(known.entries[one], found[one], before.languages, carried)
        if isinstance(one, str)
        else one
        for one in order
    )
    return replace(new, entries=entries, version=before.version, id=before.id)


def held(entry: Entry) -> bool:
    """True where a person decided on an entry or changed it: a new extraction leaves it alone."""
    return entry.status != Status.CANDIDATE or bool(entry.changer)


class _Known:
    """Entries that a person worked on, to be found again by id or by their terms."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.entries = {entry.id: entry for entry in entries}
        self._terms = {key: _terms(entry) for key, entry in self.entries.items()}
        self._by_term: dict[tuple[str, str], list[str]] = defaultdict(list)
        for key, terms in self._terms.items():
            for lang, texts in terms.items():
                for text in texts:
                    self._by_term[lang, text].append(key)

    def of(self, new: Entry) -> str | None:
        """The id of the entry that has the first terms of a new one, in all languages of both."""
        if new.id in self.entries:
            return new.id
        firsts = {lang: _folded(term.text) for lang, term in _firsts(new).items()}
        maybe = dict.fromkeys(
            key for lang, text in firsts.items() for key in self._by_term.get((lang, text), ())
        )
        for key in maybe:
            terms = self._terms[key]
            both = terms.keys() & firsts.keys()
            if len(both) > 1 and all(firsts[lang] in terms[lang] for lang in both):
                return key
        return None


def _kept(
    old: Entry,
    found: Collection[Entry],
    languages: Collection[str],
    carried: Mapping[str, tuple[Context, ...]],
) -> Entry:
    """An entry as it was decided; where the texts are others, where its terms stand now."""
    joined = tuple(term for entry in found for term in entry.terms if term.lang not in languages)
    moved = carried.get(old.id, old.contexts)
    if not found or (moved == old.contexts and not joined):
        return replace(old, contexts=moved)
    contexts = [context for entry in found for context in entry.contexts]
    contexts += [context for context in old.contexts if not context.units]
    distinct = {repr((c.document, c.label, c.units, c.texts)): c for c in contexts}
    return replace(
        old,
        terms=(*old.terms, *dict.fromkeys(joined)),
        contexts=tuple(distinct.values()),
        count=len(distinct) if len(found) > 1 else next(iter(found)).count,
    )


def _terms(entry: Entry) -> Mapping[str, frozenset[str]]:
    """The terms of an entry by language, folded; of a rejected pair the first ones only."""
    if entry.status == Status.REJECTED:
        return {lang: frozenset({_folded(t.text)}) for lang, t in _firsts(entry).items()}
    found: dict[str, set[str]] = defaultdict(set)
    for term in entry.terms:
        found[term.lang].add(_folded(term.text))
    return {lang: frozenset(texts) for lang, texts in found.items()}


def _firsts(entry: Entry) -> Mapping[str, Term]:
    return {term.lang: term for term in reversed(entry.terms)}


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold().replace("’", "'")
