"""The data categories of TBX-Basic and what they are called in this house."""

from __future__ import annotations

from collections.abc import Sequence

from aligner.model import Status

TBX = "urn:iso:std:iso:30042:ed-2"
NAMESPACES: dict[str | None, str] = {
    "min": "http://www.tbxinfo.net/ns/min",
    "basic": "http://www.tbxinfo.net/ns/basic",
}
"""Namespaces of the modules whose elements a DCT file uses."""

META = {
    "subjectField": "descrip",
    "definition": "descrip",
    "context": "descrip",
    "source": "admin",
    "projectSubset": "admin",
    "crossReference": "ref",
    "partOfSpeech": "termNote",
    "termType": "termNote",
    "administrativeStatus": "termNote",
    "transactionType": "transac",
    "responsibility": "transacNote",
}
"""The element that carries each data category in a DCA file."""

MODULE = dict.fromkeys(META, "basic") | dict.fromkeys(
    ("subjectField", "partOfSpeech", "administrativeStatus"), "min"
)

POS = {
    "NOUN": "noun",
    "PROPN": "properNoun",
    "VERB": "verb",
    "ADJ": "adjective",
    "ADV": "adverb",
}
"""Picklist value by universal POS tag; v3 has no ``properNoun`` and takes ``noun``."""
POS_BACK = {value.lower(): tag for tag, value in POS.items()}
SHORT = frozenset({"acronym", "initialism"})
"""Term types that are short for another term; an abbreviation (``art.``) is a term of its own."""
PLAIN = frozenset({"", "fullForm", "entryTerm", "variant", "synonym"})
"""Term types that need no saying."""

STATUSES: dict[Status, str] = {
    Status.PREFERRED: "preferredTerm-admn-sts",
    Status.ADMITTED: "admittedTerm-admn-sts",
    Status.APPROVED: "admittedTerm-admn-sts",
    Status.DEPRECATED: "deprecatedTerm-admn-sts",
    Status.FORBIDDEN: "deprecatedTerm-admn-sts",
    Status.REJECTED: "deprecatedTerm-admn-sts",
    Status.EXCLUDED: "deprecatedTerm-admn-sts",
}
"""The four values of the picklist are fewer than what can be decided; ``projectSubset`` says the
rest, and other tools can filter by it."""
STATUSES_BACK = {
    "preferred": Status.PREFERRED,
    "admitted": Status.ADMITTED,
    "deprecated": Status.DEPRECATED,
    "superseded": Status.DEPRECATED,
    "notRecommended": Status.DEPRECATED,
    "obsolete": Status.DEPRECATED,
    "forbidden": Status.FORBIDDEN,
    "standardized": Status.PREFERRED,
    "legal": Status.PREFERRED,
    "regulated": Status.PREFERRED,
}
"""By the value without ``Term-admn-sts``, by the values of TBX-Min, and by ``forbidden`` of Weblate
and TermWeb; a term that a standard, law or authority prescribes is preferred (ISO 12620)."""
STANDING = ("administrativeStatus", "normativeAuthorization", "termStatus")
"""Data categories that give the standing of a term, the one of TBX-Basic first."""
OF_TERMS = {
    *STANDING,
    "term",
    "termType",
    "partOfSpeech",
    "projectSubset",
    "context",
    "source",
    "note",
}
"""What is kept of a term."""

TERM_SUBSETS: dict[Status, str] = {
    status: status.value
    for status in (Status.APPROVED, Status.FORBIDDEN, Status.REJECTED, Status.EXCLUDED)
}
ENTRY_SUBSETS: dict[Status, str] = {
    status: status.value for status in Status if status is not Status.APPROVED
}
"""An entry without a subset is approved: a termbase holds what has been decided."""


def place(document: str, label: str) -> str:
    """Where a context stands, as one cites it."""
    return f"{document}, para. {label}" if label else document


def document_and_label(source: str) -> tuple[str, str]:
    """The document and the label that :func:`place` joined."""
    document, _, label = source.rpartition(", para. ")
    return (document, label) if document else (source, "")


def usual_term(text: str, terms: Sequence[str]) -> str:
    """The term under which a context goes: the first that stands in it, or else the first."""
    plain = text.casefold()
    return next((term for term in terms if term.casefold() in plain), terms[0] if terms else "")
