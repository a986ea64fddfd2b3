"""Terms, the concepts they name, and where they stand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from aligner.model.status import Status


@dataclass(frozen=True, slots=True)
class Term:
    """One term of one language.

    Attributes:
        lang: BCP 47 code.
        text: The headword: the dictionary form where the language's is known, else the surface form
            met most often.
        lemma: Normalised form that gathers the surface forms.
        variants: Other surface forms, most frequent first.
        acronym: Short form that the texts tie to it, such as ``GAFI``; empty where there is none.
        pos: Universal POS tag of its head (``NOUN``, ``PROPN``, ``VERB``), or empty.
        status: Its standing within its concept.
    """

    lang: str
    text: str
    lemma: str = ""
    variants: tuple[str, ...] = ()
    acronym: str = ""
    pos: str = ""
    status: Status = Status.CANDIDATE

    @property
    def forms(self) -> tuple[str, ...]:
        """All that it is called, each once: the headword, its other forms, its acronym."""
        return tuple(dict.fromkeys(filter(None, (self.text, *self.variants, self.acronym))))


@dataclass(frozen=True, slots=True)
class Context:
    """One place where the terms of an entry stand side by side.

    Attributes:
        document: Name of the document.
        label: Label of the paragraph as one cites it.
        units: Paragraph (or line) ids by language.
        texts: The sentence or paragraph by language.
        terms: The term that a text was given for, by language, where that is not the first one
            that stands in it.
    """

    document: str
    label: str
    units: Mapping[str, tuple[int, ...]]
    texts: Mapping[str, str] = field(default_factory=dict)
    terms: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Entry:
    """One concept of a glossary with its terms in each language.

    Attributes:
        id: Stable over runs: the same concept gets the same id.
        terms: One or more terms a language, the best first.
        score: How sure the extraction is that this is a term and its translation, 0 to 1.
        count: Number of units in which both sides stand.
        contexts: Where, in reading order.
        status: What was decided of the concept as a whole.
        definition: What the concept is, in words.
        note: A reviewer's note.
        domain: Subject field, such as ``human rights``.
        source: Where the definition, or else the whole entry, comes from.
        related: Ids of entries to which it refers.
        created: When it was made, UTC.
        creator: Who or what made it.
        changed: When it was last decided on, UTC.
        changer: Who decided.
        version: Grows with each saved change; 0 for one that was never saved.
    """

    id: str
    terms: tuple[Term, ...]
    score: float = 1.0
    count: int = 0
    contexts: tuple[Context, ...] = ()
    status: Status = Status.CANDIDATE
    definition: str = ""
    note: str = ""
    domain: str = ""
    source: str = ""
    related: tuple[str, ...] = ()
    created: datetime | None = None
    creator: str = ""
    changed: datetime | None = None
    changer: str = ""
    version: int = field(default=0, compare=False)

    @property
    def documents(self) -> tuple[str, ...]:
        """Names of the documents in which it stands, each once, in reading order."""
        return tuple(dict.fromkeys(context.document for context in self.contexts))

    @property
    def first_document(self) -> str:
        """The document in which it stands first; empty where no context is known."""
        return self.documents[0] if self.contexts else ""

    @property
    def last_document(self) -> str:
        """The document in which it stands last; empty where no context is known."""
        return self.contexts[-1].document if self.contexts else ""

    def term(self, lang: str) -> Term | None:
        """The first term of a language, or None."""
        return next((term for term in self.terms if term.lang == lang), None)


@dataclass(frozen=True, slots=True, repr=False)
class Glossary:
    """Concepts with their terms.

    Attributes:
        name: What it is called.
        languages: BCP 47 codes, the source language first.
        entries: Best first.
        version: Grows by one with each saved change; 0 for one that was never saved.
        id: Number in the database; 0 for one that was never saved.
    """

    name: str
    languages: tuple[str, ...]
    entries: tuple[Entry, ...]
    version: int = 0
    id: int = field(default=0, compare=False)

    def __repr__(self) -> str:
        return f"<Glossary {self.name} in {', '.join(self.languages)}: {len(self.entries)} entries>"
