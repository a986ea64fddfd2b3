"""TermBase eXchange out: TBX-Basic of ISO 30042:2019 (v3, DCA or DCT) and of 2008 (v2, martif).

Sources: ISO 30042:2019; LTAC/TerminOrgs, *TBX-Basic Specification* 3.1 (2014); the data categories
and their picklists are those of the TBX-Basic dialect.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from lxml import etree

from aligner.errors import UsageError
from aligner.formats import tbx_categories as categories
from aligner.formats.dates import in_utc
from aligner.formats.files import aside
from aligner.formats.ids import fresh, to_xml_id
from aligner.formats.safexml import DECLARATION, XML_LANG, clean, local_name
from aligner.formats.tbx_reading import read
from aligner.model import Context, Entry, Glossary, Status, Term

__all__ = ["DIALECTS", "read", "write"]


@dataclass(frozen=True, slots=True)
class _Dialect:
    """How one dialect names its elements."""

    root: str
    attributes: dict[str, str]
    header: str
    concept: str
    language: str
    term: str
    namespaces: dict[str | None, str] = field(default_factory=dict)
    doctype: str = ""
    pos: frozenset[str] = frozenset({"noun", "verb", "adjective", "adverb", "other"})
    dct: bool = False


_V3 = ("tbxHeader", "conceptEntry", "langSec", "termSec")
_CORE: dict[str | None, str] = {None: categories.TBX}
DIALECTS = {
    "tbx-basic-v3": _Dialect("tbx", {"type": "TBX-Basic", "style": "dca"}, *_V3, _CORE),
    "tbx-basic-v3-dct": _Dialect(
        "tbx",
        {"type": "TBX-Basic", "style": "dct"},
        *_V3,
        _CORE | categories.NAMESPACES,
        dct=True,
    ),
    "tbx-basic-v2": _Dialect(
        "martif",
        {"type": "TBX-Basic"},
        "martifHeader",
        "termEntry",
        "langSet",
        "tig",
        doctype='<!DOCTYPE martif SYSTEM "TBXBasiccoreStructV02.dtd">\n',
        pos=frozenset({"noun", "verb", "adjective", "adverb", "properNoun", "other"}),
    ),
}
"""By the name that :func:`write` takes: v3 for what follows ISO 30042:2019, v2 for OmegaT, Weblate
and other tools that read only ``martif``."""


def write(
    glossary: Glossary,
    path: Path,
    *,
    dialect: str = "tbx-basic-v3",
    contexts: int = 3,
    signature: str = "",
) -> int:
    """Write a glossary as TBX, in UTF-8 without a byte-order mark.

    Equal glossaries give equal bytes. Lemmas, scores, counts, times of day and the ids of
    contexts' paragraphs have no place in TBX-Basic and are left out; a context goes out where it
    has texts.

    Args:
        glossary: What to write; which status may go out is for the caller to say.
        path: Where to.
        dialect: One of :data:`DIALECTS`.
        contexts: How many contexts of an entry go out: the first ones, and the last one of all
            where they would leave out the last document.
        signature: How the glossary was made, for the header.

    Returns:
        Number of entries written.

    Raises:
        OutputError: The file cannot be written.
        UsageError: There is no such dialect.
    """
    if dialect not in DIALECTS:
        raise UsageError(f"no TBX dialect {dialect!r}; take one of {', '.join(DIALECTS)}")
    form = DIALECTS[dialect]
    root = etree.Element(form.root, form.attributes, nsmap=form.namespaces)
    root.set(XML_LANG, glossary.languages[0] if glossary.languages else "en")
    root.append(_header(glossary, form, signature))
    body = etree.SubElement(etree.SubElement(root, "text"), "body")
    ids = frozenset(entry.id for entry in glossary.entries)
    taken: dict[str, int] = {}
    for entry in glossary.entries:
        shown = replace(entry, contexts=_shown(entry, contexts))
        concept = _concept(shown, form, ids)
        if concept is not None:
            concept.set("id", fresh(to_xml_id(entry.id), taken))
            body.append(concept)
    written = len(body)
    _style(root, form)
    with aside(path) as part, part.open("wb") as file:
        file.write((DECLARATION + form.doctype).encode())
        etree.indent(root, space="")  # an element a line; indented, a third would be spaces
        etree.ElementTree(root).write(file, encoding="utf-8", pretty_print=True)
    return written


def _header(glossary: Glossary, form: _Dialect, signature: str) -> etree._Element:
    header = etree.Element(form.header)
    description = etree.SubElement(header, "fileDesc")
    title = etree.SubElement(etree.SubElement(description, "titleStmt"), "title")
    title.text = clean(glossary.name) or "Glossary"
    source = etree.SubElement(description, "sourceDesc")
    etree.SubElement(source, "p").text = "Written by aligner" + (
        f": {clean(signature)}" if signature else ""
    )
    if form.root == "martif":
        encoding = etree.SubElement(header, "encodingDesc")
        etree.SubElement(encoding, "p", type="XCSURI").text = "TBXBasicXCSV02.xcs"
    return header


def _concept(entry: Entry, form: _Dialect, ids: frozenset[str]) -> etree._Element | None:
    """One concept, or None where it has no term."""
    concept = etree.Element(form.concept)
    _put_facts(concept, entry)
    for other in entry.related:
        if other in ids:
            _put(concept, "crossReference", other, target=to_xml_id(other))
    for lang in dict.fromkeys(term.lang for term in entry.terms):
        section = etree.Element(form.language)
        section.set(XML_LANG, lang)
        for term in (term for term in entry.terms if term.lang == lang):
            section.extend(_term_sections(term, form))
        if len(section):
            _put_contexts(section, lang, entry.contexts)
            concept.append(section)
    return concept if concept.find(form.language) is not None else None


def _put_facts(concept: etree._Element, entry: Entry) -> None:
    """What is known of a concept apart from its terms."""
    if entry.domain:
        _put(concept, "subjectField", entry.domain)
    if entry.definition:
        _put_described(concept, "definition", entry.definition, entry.source)
    elif entry.source:
        _put(concept, "source", entry.source)
    if subset := categories.ENTRY_SUBSETS.get(entry.status):
        _put(concept, "projectSubset", subset)
    for kind, moment, person in (
        ("origination", entry.created, entry.creator),
        ("modification", entry.changed, entry.changer),
    ):
        if moment is not None or person:
            _put_transaction(concept, kind, moment, person)
    if entry.note:
        etree.SubElement(concept, "note").text = clean(entry.note)


def _term_sections(term: Term, form: _Dialect) -> Iterator[etree._Element]:
    """A term, then its acronym and its variants as terms of their own."""
    kind = "fullForm" if term.acronym else ""
    shapes = [(term.text, kind, term.status), (term.acronym, "acronym", Status.CANDIDATE)]
    shapes += [(variant, "variant", Status.CANDIDATE) for variant in term.variants]
    pos = categories.POS.get(term.pos, "other" if term.pos else "")
    pos = pos if pos in form.pos else {"properNoun": "noun"}.get(pos, "")
    for text, kind, status in shapes:
        text = " ".join(clean(text).split())
        if not text:
            continue
        section = etree.Element(form.term)
        etree.SubElement(section, "term").text = text
        if pos:
            _put(section, "partOfSpeech", pos)
        if kind:
            _put(section, "termType", kind)
        if value := categories.STATUSES.get(status):
            _put(section, "administrativeStatus", value)
        if subset := categories.TERM_SUBSETS.get(status):
            _put(section, "projectSubset", subset)
        yield section


def _shown(entry: Entry, most: int) -> tuple[Context, ...]:
    """The first contexts, with the last document among them."""
    first = entry.contexts[:most]
    if first and all(context.document != entry.last_document for context in first):
        return (*first[:-1], entry.contexts[-1])
    return first


def _put_contexts(section: etree._Element, lang: str, contexts: tuple[Context, ...]) -> None:
    """Put each context under its own term, which is mostly the first one that stands in it."""
    terms = {str(term[0].text): term for term in reversed(section)}
    order = [str(term[0].text) for term in section]
    for context in contexts:
        if text := context.texts.get(lang, ""):
            own = " ".join(clean(context.terms.get(lang, "")).split())
            under = own if own in terms else categories.usual_term(text, order)
            place = categories.place(context.document, context.label)
            _put_described(terms[under], "context", text, place)


def _put_described(parent: etree._Element, category: str, text: str, source: str) -> None:
    group = etree.SubElement(parent, "descripGrp")
    _put(group, category, text)
    if source:
        _put(group, "source", source)


def _put_transaction(
    parent: etree._Element, kind: str, moment: datetime | None, person: str
) -> None:
    group = etree.SubElement(parent, "transacGrp")
    _put(group, "transactionType", kind)
    if person:
        _put(group, "responsibility", person)
    if moment is not None:
        etree.SubElement(group, "date").text = in_utc(moment).strftime("%Y-%m-%d")


def _put(parent: etree._Element, category: str, text: str, target: str = "") -> None:
    """Add a data category as its meta element with a type (DCA)."""
    element = etree.SubElement(parent, categories.META[category], type=category)
    if target:
        element.set("target", target)
    element.text = clean(text)


def _style(root: etree._Element, form: _Dialect) -> None:
    """Give the elements their namespace; in a DCT file, a data category is an element itself."""
    for element in root.iter():
        category = element.get("type")
        if form.dct and category in categories.META:
            del element.attrib["type"]
            module = categories.NAMESPACES[categories.MODULE[category]]
            element.tag = f"{{{module}}}{category}"
        elif None in form.namespaces:
            element.tag = f"{{{categories.TBX}}}{local_name(element)}"
