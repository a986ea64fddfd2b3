"""What is kept of a document that is done: rows with their texts, and terms.

Equal inputs give equal bytes: nothing in a result tells when, where or how fast it was made.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from aligner.errors import InputError
from aligner.model import Entry, Project


@dataclass(frozen=True, slots=True)
class KeptRow:
    """A row with its texts.

    Attributes:
        row: Its number in the document, from 0.
        label: The paragraph label as one cites it.
        confidence: Probability, 0 to 1, that it is right.
        reason: Why it is uncertain, in words; empty when it is not.
        crossing: True where it lies in a block whose order differs between languages.
        texts: Texts by language, without labels; a language without a counterpart is absent.
    """

    row: int
    label: str
    confidence: float
    reason: str
    crossing: bool
    texts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class KeptTerm:
    """A concept with its terms.

    Attributes:
        concept: Its id, the same for the same pair of terms.
        score: How sure it is that these are terms and translations, 0 to 1.
        count: Number of rows in which they stand.
        domain: Subject field, where it is known.
        terms: Forms by language, the best first: ``[text, lemma, *variants]`` each.
        rows: Where, as numbers of rows.
    """

    concept: str
    score: float
    count: int
    domain: str
    terms: Mapping[str, Sequence[Sequence[str]]]
    rows: Sequence[int]


@dataclass(frozen=True, slots=True)
class Result:
    """A document that is done.

    Attributes:
        document: Its id in the archive.
        pivot: The language that the others are aligned to.
        languages: Of the versions, the pivot first.
        paragraphs: How many each version has.
        signature: How it was made.
        notes: What a person should know of it.
        rows: In the order of the pivot.
        terms: Best first.
    """

    document: str
    pivot: str
    languages: Sequence[str]
    paragraphs: Mapping[str, int]
    signature: str
    notes: Sequence[str] = ()
    rows: Sequence[KeptRow] = ()
    terms: Sequence[KeptTerm] = ()

    def packed(self) -> bytes:
        """As it lies in the archive."""
        said = json.dumps(asdict(self), ensure_ascii=False, separators=(",", ":"))
        return gzip.compress(said.encode("utf-8", "backslashreplace"), 6, mtime=0)


def of(project: Project, document: str, notes: Sequence[str]) -> Result:
    """What is kept of a project that was just made."""
    text = project.multitext
    crossing = {
        i for bitext in project.bitexts for bead in bitext.beads if bead.crossing for i in bead.src
    }
    places: dict[int, int] = {i: row.id for row in text.rows for i in row.cells[text.pivot]}
    rows = []
    for row in text.rows:
        texts = {lang: text.body(row, lang) for lang in text.documents if row.cells.get(lang)}
        crosses = not crossing.isdisjoint(row.cells[text.pivot])
        kept = KeptRow(row.id, text.label(row), row.confidence, row.reason, crosses, texts)
        rows.append(kept)
    return Result(
        document=document,
        pivot=text.pivot,
        languages=list(text.documents),
        paragraphs={lang: len(version.paragraphs) for lang, version in text.documents.items()},
        signature=text.signature,
        notes=list(notes),
        rows=rows,
        terms=[_term(entry, text.pivot, places) for entry in project.glossary.entries],
    )


def _term(entry: Entry, pivot: str, places: Mapping[int, int]) -> KeptTerm:
    terms: dict[str, list[list[str]]] = {}
    for term in entry.terms:
        forms = [*term.variants, *filter(None, [term.acronym])]
        terms.setdefault(term.lang, []).append([term.text, term.lemma or term.text, *forms])
    found = {places[i] for c in entry.contexts for i in c.units.get(pivot, ()) if i in places}
    return KeptTerm(entry.id, entry.score, entry.count, entry.domain, terms, sorted(found))


def read(path: Path) -> Result:
    """The result in a file.

    Raises:
        InputError: It is damaged.
    """
    try:
        said: dict[str, Any] = json.loads(gzip.decompress(path.read_bytes()))
        said["rows"] = [KeptRow(**row) for row in said["rows"]]
        said["terms"] = [KeptTerm(**term) for term in said["terms"]]
        return Result(**said)
    except (OSError, EOFError, ValueError, KeyError, TypeError) as error:
        raise InputError(
            f"{path}: a damaged result ({error}); delete it, and aligner corpus run makes it again"
        ) from None
