"""SKOS thesauri in (UNBIS, EuroVoc and the like), as RDF/XML.

Sources: W3C, *SKOS Simple Knowledge Organization System Reference* (2009), with its appendix B on
labels that are resources (SKOS-XL). A preferred label becomes a preferred term, an alternative
label an admitted one, and a hidden label a variant.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

from aligner.formats.files import plain_stem
from aligner.formats.imported import Account, Imported
from aligner.formats.safexml import XML_LANG, local_name, records, text_of
from aligner.formats.tags import language_tag
from aligner.model import Entry, Glossary, Status, Term

_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_LABELS = {"prefLabel": Status.PREFERRED, "altLabel": Status.ADMITTED, "hiddenLabel": None}
_RELATIONS = frozenset({"broader", "narrower", "related"})

Literal = tuple[str, str]
"""Language and text."""


@dataclass(slots=True)
class _Concept:
    """What the descriptions of one resource say of it, in one place or several.

    Attributes:
        line: Where the first of them begins.
        labels: Kind of each label, with its literal or else the resource that has it.
    """

    line: int
    labels: list[tuple[str, Literal | str]] = field(default_factory=list)
    definition: str = ""
    note: str = ""
    related: list[str] = field(default_factory=list)


def read(path: Path, *, strict: bool = False) -> Imported:
    """Read the concepts of a thesaurus as a glossary.

    Args:
        path: RDF/XML with ``skos:Concept`` elements, or descriptions that have labels.
        strict: Raise where something would be skipped.

    Raises:
        InputError: It is no RDF/XML, or, in strict reading, something in it cannot be read.
    """
    account = Account(path, strict=strict)
    concepts: dict[str, _Concept] = {}
    literals: dict[str, Literal] = {}
    names = ("Concept", "Description", "Label")
    for number, element in enumerate(records(path, names, account, root=("RDF",)), start=1):
        uri = element.get(f"{_RDF}about") or element.get(f"{_RDF}ID") or str(number)
        literal = element.find("{*}literalForm")
        if literal is not None:
            if (found := _literal(literal, account)) is not None:
                literals[uri] = found
        elif any(local_name(child) in _LABELS for child in element):
            concept = concepts.setdefault(uri, _Concept(element.sourceline or 0))
            _describe(concept, element, account)
    entries = tuple(_entries(concepts, literals, account))
    account.close(len(entries))
    glossary = Glossary(
        name=plain_stem(path),
        languages=tuple(dict.fromkeys(term.lang for entry in entries for term in entry.terms)),
        entries=entries,
    )
    return Imported(glossary=glossary, skipped=tuple(account.skipped), notes=account.notes)


def _describe(concept: _Concept, element: etree._Element, account: Account) -> None:
    """Add to a concept what one description says of it."""
    for child in element:
        name = local_name(child)
        if name in _LABELS:
            elsewhere = child.get(f"{_RDF}resource")
            label = elsewhere or _literal(next(child.iterfind(".//{*}literalForm"), child), account)
            if label is not None:
                concept.labels.append((name, label))
        elif name in _RELATIONS:
            concept.related.append(child.get(f"{_RDF}resource", ""))
        elif name == "definition":
            concept.definition = concept.definition or text_of(child)
        elif name == "scopeNote":
            concept.note = concept.note or text_of(child)


def _literal(element: etree._Element, account: Account) -> Literal | None:
    """Language and text of a label; None, and told, where it has no language."""
    raw = element.get(XML_LANG, "")
    try:
        lang = language_tag(raw)
    except ValueError as error:
        account.skip(element.sourceline or 0, str(error) if raw else "a label without a language")
        return None
    if lang != raw:
        account.note(f"language {raw} read as {lang}")
    return lang, text_of(element)


def _entries(
    concepts: dict[str, _Concept], literals: dict[str, Literal], account: Account
) -> Iterator[Entry]:
    """The concepts that have terms; each is called by the end of its URI where that is unique."""
    terms = {uri: _terms(concept, literals) for uri, concept in concepts.items()}
    ids: dict[str, str] = {}
    taken: set[str] = set()
    for uri, found in terms.items():
        short = uri.rstrip("/#").rpartition("#")[2].rpartition("/")[2]
        if found:
            ids[uri] = uri if short in taken else short
            taken.add(ids[uri])
        else:
            line = concepts[uri].line
            account.skip(line, f"concept {uri} has no label that can be read")
    for uri, own in ids.items():
        concept = concepts[uri]
        yield Entry(
            id=own,
            terms=terms[uri],
            status=Status.APPROVED,
            definition=concept.definition,
            note=concept.note,
            source=uri,
            related=tuple(dict.fromkeys(ids[to] for to in concept.related if to in ids)),
        )


def _terms(concept: _Concept, literals: dict[str, Literal]) -> tuple[Term, ...]:
    """The labels as terms, each once, the preferred ones before the others."""
    known = [
        (name, literals.get(label, ("", "")) if isinstance(label, str) else label)
        for name, label in concept.labels
    ]
    hidden: dict[str, list[str]] = {}
    for kind, (lang, text) in known:
        if kind == "hiddenLabel":
            hidden.setdefault(lang, []).append(text)
    terms: dict[Literal, Term] = {}
    for name, status in _LABELS.items():
        for lang, text in (literal for kind, literal in known if kind == name):
            if status and text and (lang, text) not in terms:
                variants = hidden.pop(lang, ()) if status is Status.PREFERRED else ()
                terms[lang, text] = Term(lang, text, variants=tuple(variants), status=status)
    return tuple(terms.values())
