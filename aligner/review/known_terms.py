"""Terms of all glossaries at once, found where they stand in a text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from aligner.model import AVOIDED
from aligner.store import DecidedTerm
from aligner.terminology.termbase import Termbase

_MOST_TEXTS = 20_000  # cells whose terms are remembered


class Concept(NamedTuple):
    """A concept by where it is kept."""

    glossary: int
    entry: str


class Met(NamedTuple):
    """Words of a text that are a term.

    Attributes:
        start: First character, as an offset in the text.
        end: One past the last.
        terms: The terms that they are, of one concept or several.
    """

    start: int
    end: int
    terms: tuple[DecidedTerm, ...]

    @property
    def avoided(self) -> bool:
        """True where no glossary lets these words pass."""
        return all(term.status in AVOIDED for term in self.terms)


@dataclass(frozen=True, eq=False, slots=True)
class _Group:
    """Terms that change together: an imported glossary, or what was decided in all documents."""

    terms: Sequence[DecidedTerm]
    bases: dict[str, Termbase[DecidedTerm]] = field(default_factory=dict)

    def base(self, lang: str) -> Termbase[DecidedTerm]:
        """Those of one language, its regions aside, made when they are first asked for."""
        if lang not in self.bases:
            own = (term for term in self.terms if _primary(term.lang) == lang)
            self.bases[lang] = Termbase(lang, ((form, term) for term in own for form in term.forms))
        return self.bases[lang]


@dataclass(frozen=True, eq=False, slots=True)
class KnownTerms:
    """The terms of all glossaries at one moment.

    Attributes:
        groups: By glossary; those of documents under None.
        names: What a concept is called, by language.
    """

    groups: Mapping[int | None, _Group]
    names: Mapping[Concept, Mapping[str, str]]
    _met: dict[tuple[str, str], list[Met]] = field(default_factory=dict)

    @staticmethod
    def of(terms: Iterable[DecidedTerm], old: KnownTerms | None = None) -> KnownTerms:
        """Index terms; glossaries that read as before keep their index."""
        groups: dict[int | None, list[DecidedTerm]] = defaultdict(list)
        names: dict[Concept, dict[str, str]] = defaultdict(dict)
        for term in terms:
            groups[term.glossary if term.imported else None].append(term)
            if term.status not in AVOIDED:
                own = names[Concept(term.glossary, term.entry)]
                own.setdefault(_primary(term.lang), term.forms[0])
        known = old.groups if old else {}
        kept = {
            of: known[of] if of in known and known[of].terms == found else _Group(found)
            for of, found in groups.items()
        }
        return KnownTerms(kept, names)

    def find(self, lang: str, text: str) -> list[Met]:
        """Where terms stand in a text of a language; of those that overlap, the longest."""
        key = (_primary(lang), text)
        if key not in self._met:
            if len(self._met) > _MOST_TEXTS:
                self._met.clear()
            self._met[key] = self._find(*key)
        return self._met[key]

    def _find(self, lang: str, text: str) -> list[Met]:
        spans: dict[tuple[int, int], list[DecidedTerm]] = defaultdict(list)
        for group in self.groups.values():
            for match in group.base(lang).find(text):
                spans[match.start, match.end] += match.found
        found: list[Met] = []
        for start, end in sorted(spans, key=lambda span: (span[0] - span[1], span)):
            if all(end <= met.start or met.end <= start for met in found):
                found.append(Met(start, end, tuple(spans[start, end])))
        return sorted(found)

    def concepts(self, lang: str, words: str) -> list[Concept]:
        """The concepts that some words of a language stand for, the whole of them."""
        return list(
            dict.fromkeys(
                Concept(term.glossary, term.entry)
                for met in self.find(lang, words)
                for term in met.terms
            )
        )


def _primary(lang: str) -> str:
    return lang.partition("-")[0].lower()
