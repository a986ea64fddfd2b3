"""SKOS thesauri in (UNBIS, EuroVoc and the like), as RDF/XML.

Source: W3C, *SKOS Simple Knowledge Organization System Reference* (2009). A preferred label becomes
a preferred term, an alternative label an admitted one, and a hidden label a variant.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from lxml import etree

from aligner.formats.imported import Account, Imported
from aligner.formats.safexml import XML_LANG, local_name, records, text_of
from aligner.formats.tags import language_tag
from aligner.model import Entry, Glossary, Status, Term

_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_LABELS = {"prefLabel": Status.PREFERRED, "altLabel": Status.ADMITTED}
_RELATIONS = frozenset({"broader", "narrower", "related"})


def read(path: Path, *, strict: bool = False) -> Imported:
    """Read the concepts of a thesaurus as a glossary.

    Args:
        path: RDF/XML with ``skos:Concept`` elements, or descriptions that have labels.
        strict: Raise where something would be skipped.

    Raises:
        InputError: It is no RDF/XML, or, in strict reading, something in it cannot be read.
    """
    account = Account(path, strict=strict)
    entries: dict[str, Entry] = {}
    ids: dict[str, str] = {}
    for element in records(path, ("Concept", "Description"), account, root=("RDF",)):
        labels = [child for child in element if local_name(child) in (*_LABELS, "hiddenLabel")]
        if not labels:
            continue
        uri = element.get(f"{_RDF}about") or element.get(f"{_RDF}ID") or str(len(entries) + 1)
        entry = _entry(element, labels, uri, account)
        if not entry.terms:
            account.skip(element.sourceline or 0, f"concept {uri} has no label that can be read")
            continue
        short = uri.rstrip("/#").rpartition("#")[2].rpartition("/")[2]
        ids[uri] = uri if short in entries else short
        entries[ids[uri]] = replace(entry, id=ids[uri])
    account.close(len(entries))
    glossary = Glossary(
        name=path.stem,
        languages=tuple(dict.fromkeys(t.lang for e in entries.values() for t in e.terms)),
        entries=tuple(
            replace(entry, related=tuple(ids[uri] for uri in entry.related if uri in ids))
            for entry in entries.values()
        ),
    )
    return Imported(glossary=glossary, skipped=tuple(account.skipped), notes=account.notes)


def _entry(
    element: etree._Element, labels: list[etree._Element], uri: str, account: Account
) -> Entry:
    said: dict[str, str] = {}
    related: list[str] = []
    for child in element:
        name = local_name(child)
        if name in _RELATIONS:
            related.append(child.get(f"{_RDF}resource", ""))
        elif name in ("definition", "scopeNote"):
            said.setdefault(name, text_of(child))
    return Entry(
        id=uri,
        terms=_terms(labels, account),
        status=Status.APPROVED,
        definition=said.get("definition", ""),
        note=said.get("scopeNote", ""),
        source=uri,
        related=tuple(related),
    )


def _terms(labels: list[etree._Element], account: Account) -> tuple[Term, ...]:
    """The labels as terms, the preferred one of each language before the others."""
    terms: list[Term] = []
    hidden: dict[str, tuple[str, ...]] = {}
    for label in labels:
        literal = next(label.iterfind(".//{*}literalForm"), label)
        raw, text = literal.get(XML_LANG, ""), text_of(literal)
        try:
            lang = language_tag(raw)
        except ValueError as error:
            account.skip(label.sourceline or 0, str(error) if raw else "a label without a language")
            continue
        if lang != raw:
            account.note(f"language {raw} read as {lang}")
        status = _LABELS.get(local_name(label))
        if status is None:
            hidden[lang] = (*hidden.get(lang, ()), text)
        elif text:
            terms.append(Term(lang, text, status=status))
    terms.sort(key=lambda term: term.status is not Status.PREFERRED)
    return tuple(
        replace(term, variants=hidden.get(term.lang, ()))
        if term.status is Status.PREFERRED
        else term
        for term in terms
    )
