"""SKOS thesauri in (UNBIS, EuroVoc, AGROVOC and the like): RDF/XML, Turtle, N-Triples, JSON-LD.

Sources: W3C, *SKOS Simple Knowledge Organization System Reference* (2009), with its appendix B on
labels that are resources (SKOS-XL). A preferred label becomes a preferred term, an alternative
label an admitted one, and a hidden label a variant.

The syntaxes are rdflib's; its statements are taken as they are read, without a graph, but for
JSON-LD. Nothing is fetched: a context that is elsewhere is refused.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aligner.errors import InputError
from aligner.formats.files import opened
from aligner.formats.identity import text_id
from aligner.formats.imported import Account, Imported
from aligner.formats.safexml import BOUNDS, records
from aligner.formats.tags import language_tag
from aligner.model import Context, Entry, Status, Term

if TYPE_CHECKING:
    from rdflib.term import Node

_LABELS = {"prefLabel": Status.PREFERRED, "altLabel": Status.ADMITTED, "hiddenLabel": None}
_RELATIONS = frozenset({"broader", "narrower", "related"})
_TEXTS = frozenset({"definition", "scopeNote", "note", "example", "notation"})
_OF_SCHEMES = frozenset({"type", "inScheme", "topConceptOf"})
"""What says where a concept belongs; a glossary is one list."""
_NO_CONCEPTS = frozenset({"ConceptScheme", "Collection", "OrderedCollection", "Label"})
_BASE = "http://base.invalid/"
"""In place of the address of the file, against which relative names are read."""
_MOST_JSON = 200_000_000
"""Bytes of JSON-LD, all of which is in memory with its graph."""

Literal = tuple[str, str]
"""Language and text."""


@dataclass(slots=True)
class _Concept:
    """What the statements about one resource say of it.

    Attributes:
        labels: Kind of each label, with its literal or else the resource that has it.
        texts: Kind of each definition, note, example and notation, likewise.
        related: Resources to which it refers.
        types: Local names of its classes.
        other: Properties that are not kept.
    """

    labels: list[tuple[str, Literal | str]] = field(default_factory=list)
    texts: list[tuple[str, Literal | str]] = field(default_factory=list)
    related: list[str] = field(default_factory=list)
    types: set[str] = field(default_factory=set)
    other: list[str] = field(default_factory=list)


class _Statements:
    """Takes statements as a parser reads them, and keeps what they say of concepts."""

    def __init__(self) -> None:
        self.concepts: dict[str, _Concept] = {}
        self.literals: dict[str, Literal] = {}

    def take(self, subject: Node, predicate: Node, value: Node) -> None:
        """Take one statement."""
        from rdflib import Literal as RdfLiteral

        own = str(subject)
        name = _local(str(predicate))
        text: Literal | str = str(value)
        if isinstance(value, RdfLiteral):
            text = (value.language or "", " ".join(str(value).split()))
        if name in ("literalForm", "value"):
            if isinstance(text, tuple):
                self.literals.setdefault(own, text)
            return
        concept = self.concepts.get(own)
        if concept is None:
            concept = self.concepts[own] = _Concept()
        if name == "type":
            concept.types.add(_local(str(value)))
        elif name in _LABELS:
            concept.labels.append((name, text))
        elif name in _TEXTS:
            concept.texts.append((name, text))
        elif name in _RELATIONS:
            concept.related.append(str(value))
        elif name not in _OF_SCHEMES:
            concept.other.append(name)


def _local(uri: str) -> str:
    """The last part of a URI."""
    return uri.rstrip("/#").rpartition("#")[2].rpartition("/")[2]


def read(path: Path, *, strict: bool = False) -> Imported:
    """Read the concepts of a thesaurus as a glossary.

    Args:
        path: RDF in any of the four syntaxes; concepts are the resources that have labels, but
            for schemes and collections.
        strict: Raise where something would be skipped or not kept.

    Raises:
        InputError: It is no RDF, it needs something from elsewhere, or, in strict reading,
            something in it cannot be kept.
    """
    account = Account(path, strict=strict)
    statements = _Statements()
    _parse(path, statements, account)
    return account.of_entries(tuple(_entries(statements, account)))


def _parse(path: Path, statements: _Statements, account: Account) -> None:
    """Read all statements; where the file breaks off, that is told, and what came before stays."""
    from rdflib import Graph

    class Sink(Graph):
        """Hands statements on and keeps none."""

        def add(self, triple: Any) -> Sink:  # noqa: ANN401 (rdflib's own signature)
            statements.take(*triple)
            return self

    syntax = _syntax(path)
    if syntax == "xml":
        before = len(account.skipped)
        for _ in records(path, ("*",), account, root=("RDF",)):
            pass  # Well-formed and within bounds; where not, the account has it.
        broken = len(account.skipped) > before
        if broken and any(bound in account.skipped[-1].reason for bound in BOUNDS):
            line, reason = account.skipped[-1].line, account.skipped[-1].reason
            raise InputError(f"{path}, line {line}: {reason}")
    else:
        broken = False
    if syntax == "json-ld":
        _check_json(path)
    graph = Graph() if syntax == "json-ld" else Sink()
    try:
        with opened(path) as file:
            graph.parse(source=file, format=syntax, publicID=_BASE)
    except InputError:
        raise
    except Exception as error:  # noqa: BLE001 (rdflib's parsers have no error in common)
        if not broken:
            account.skip(_line(error), f"the file breaks off here ({_reason(error)})")
    for triple in graph:
        statements.take(*triple)


def _syntax(path: Path) -> str:
    with opened(path) as file:
        start = file.read(4096).removeprefix(b"\xef\\xbb\\xbf").lstrip()
    if start[:1] in (b"{", b"["):
        return "json-ld"
    if re.match(rb"<\?xml|<!|<(\w+:)?RDF[\s>]", start) or b"\0" in start:
        return "xml"
    return "turtle"  # N-Triples are Turtle.


def _check_json(path: Path) -> None:
    """Refuse JSON-LD that is too large, or whose context is at another address.

    Raises:
        InputError: It is so, or it is no JSON.
    """
    with opened(path) as file:
        raw = file.read(_MOST_JSON + 1)
    if len(raw) > _MOST_JSON:
        raise InputError(
            f"{path}: more than {_MOST_JSON // 10**6} MB of JSON-LD; save it as Turtle"
        )
    try:
        waiting = [json.loads(raw)]
    except (ValueError, RecursionError) as error:
        raise InputError(f"{path}: not JSON that can be read ({_reason(error)})") from error
    while waiting:
        value = waiting.pop()
        if isinstance(value, list):
            waiting += value
        elif isinstance(value, dict):
            contexts = value.get("@context")
            for context in contexts if isinstance(contexts, list) else [contexts]:
                _refuse_elsewhere(path, context)
            _refuse_elsewhere(path, value.get("@import"))
            waiting += value.values()


def _refuse_elsewhere(path: Path, context: object) -> None:
    if isinstance(context, str):
        raise InputError(
            f"{path}: its context is at {context[:100]}, and nothing is fetched; save it with the "
            "context inside (expanded), or as Turtle"
        )


def _line(error: Exception) -> int:
    number = getattr(error, "lines", None)
    if isinstance(number, int):
        return number + 1
    found = getattr(error, "getLineNumber", lambda: 0)()
    return found if isinstance(found, int) else 0


def _reason(error: Exception) -> str:
    said = getattr(error, "_why", "") or getattr(error, "getMessage", lambda: "")() or str(error)
    return " ".join(str(said).split())[:150]


def _entries(statements: _Statements, account: Account) -> Iterator[Entry]:
    """The concepts that have terms; each is called by the end of its URI where that is unique."""
    known: dict[str, tuple[Term, ...]] = {}
    left: Counter[str] = Counter()
    for uri, concept in statements.concepts.items():
        said = bool(concept.labels)
        if "Concept" not in concept.types and (concept.types & _NO_CONCEPTS or not said):
            if said and "Label" not in concept.types:
                left[next(iter(concept.types & _NO_CONCEPTS))] += 1
            continue
        if terms := _terms(concept, statements, account):
            known[uri] = terms
        else:
            account.skip(0, f"concept {uri.removeprefix(_BASE)} has no label that can be read")
    ids: dict[str, str] = {}
    taken: set[str] = set()
    for uri, terms in known.items():
        short = _local(uri) if ":" in uri else text_id([(t.lang, t.text) for t in terms])
        ids[uri] = uri if short in taken else short
        taken.add(ids[uri])
    for uri, own in ids.items():
        concept = statements.concepts[uri]
        for name in concept.other:
            left[name] += 1
        definition, note, contexts = _said(concept, statements)
        yield Entry(
            id=own,
            terms=known[uri],
            status=Status.APPROVED,
            definition=definition,
            note=note,
            contexts=contexts,
            source=uri.removeprefix(_BASE) if ":" in uri else "",
            related=tuple(dict.fromkeys(ids[to] for to in concept.related if to in ids)),
        )
    for name, count in left.items():
        account.drop(name, count)


def _said(concept: _Concept, statements: _Statements) -> tuple[str, str, tuple[Context, ...]]:
    """Definition, note and examples; what else there is of the first two stands in the note."""
    definition, notes, contexts = "", [], []
    for kind, given in dict.fromkeys(concept.texts):
        lang, text = statements.literals.get(given, ("", "")) if isinstance(given, str) else given
        named = f"{lang}: {text}" if lang else text
        if not text:
            continue
        if kind == "definition" and not definition:
            definition = text
        elif kind == "notation":
            notes.append(f"notation {text}")
        elif kind == "example" and lang:
            contexts.append(Context("", "", {}, {lang: text}))
        else:
            notes.append(named if kind == "definition" or notes else text)
    return definition, "\n".join(notes), tuple(contexts)


def _terms(concept: _Concept, statements: _Statements, account: Account) -> tuple[Term, ...]:
    """The labels as terms, each once, the preferred ones before the others."""
    known: list[tuple[str, Literal]] = []
    for name, label in concept.labels:
        found = statements.literals.get(label) if isinstance(label, str) else label
        if found is not None and (literal := _literal(found, account)) is not None:
            known.append((name, literal))
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


def _literal(label: Literal, account: Account) -> Literal | None:
    """A label in a canonical language; None, and told, where it has no language."""
    raw, text = label
    try:
        lang = language_tag(raw)
    except ValueError as error:
        account.skip(0, str(error) if raw else f"a label without a language: {text[:60]}")
        return None
    if lang.casefold() != raw.casefold():
        account.note(f"language {raw} read as {lang}")
    return lang, text
