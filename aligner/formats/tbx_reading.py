"""TermBase eXchange in: v3 (DCA and DCT, any dialect), v2 (``martif``) and TBX-Min 1.0.

The dialects differ in the names of their elements and in whether a data category is an element or
the ``type`` of one; both are read by the same walk.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from lxml import etree

from aligner.formats import tbx_categories as categories
from aligner.formats.dates import from_iso
from aligner.formats.files import plain_stem
from aligner.formats.identity import text_id
from aligner.formats.ids import from_xml_id
from aligner.formats.imported import Account, Imported
from aligner.formats.safexml import XML_LANG, local_name, records, text_of
from aligner.formats.tags import language_tag
from aligner.model import Context, Entry, Glossary, Status, Term

_CONCEPTS = frozenset({"conceptEntry", "termEntry", "entry"})
_LANGUAGES = frozenset({"langSec", "langSet", "langGroup"})
_TERMS = frozenset({"termSec", "tig", "ntig", "termGroup"})
_GROUPS = frozenset({"descripGrp", "adminGrp", "termNoteGrp", "termGrp", "noteGrp", "transacGrp"})
_META = frozenset({*categories.META.values(), "xref", "adminNote", "descripNote"})


def read(path: Path, *, strict: bool = False) -> Imported:
    """Read a TBX file of any version as a glossary.

    Args:
        path: The file, in any encoding that XML knows.
        strict: Raise where something would be skipped.

    Raises:
        InputError: It is no TBX, or, in strict reading, something in it cannot be read.
    """
    account = Account(path, strict=strict)
    title = working = ""
    entries: list[Entry] = []
    owners: dict[str, str] = {}
    names = (*sorted(_CONCEPTS), "title")
    for element in records(path, names, account, root=("tbx", "martif", "TBX")):
        if local_name(element) == "title":
            title = title or text_of(element)
            continue
        working = working or _working_language(element)
        entry = _entry(element, account)
        if entry.terms:
            entries.append(entry)
            for inner in (element, *element.iterdescendants()):
                if local_name(inner) and (name := inner.get("id")):
                    owners.setdefault(from_xml_id(name), entry.id)
        else:
            name = element.get("id") or "without an id"
            account.skip(element.sourceline or 0, f"concept {name} has no term")
    account.close(len(entries))
    return Imported(
        glossary=Glossary(
            name=title or plain_stem(path),
            languages=_languages(entries, working),
            entries=tuple(
                replace(entry, related=_related(entry, owners, account)) for entry in entries
            ),
        ),
        skipped=tuple(account.skipped),
        notes=account.notes,
    )


def _related(entry: Entry, owners: dict[str, str], account: Account) -> tuple[str, ...]:
    """The concepts to which one refers, also by one of their terms."""
    for other in entry.related:
        if other not in owners:
            account.drop("crossReference to what is not in the file")
    found = dict.fromkeys(owners[other] for other in entry.related if other in owners)
    return tuple(found)


def _working_language(element: etree._Element) -> str:
    try:
        return language_tag(element.getroottree().getroot().get(XML_LANG, ""))
    except ValueError:
        return ""


def _languages(entries: list[Entry], working: str) -> tuple[str, ...]:
    """The languages in the order in which they appear, the working language first if it does."""
    found = dict.fromkeys(term.lang for entry in entries for term in entry.terms)
    return tuple(sorted(found, key=lambda lang: lang != working))


def _category(element: etree._Element) -> str:
    """The data category: the type of a meta element, or the name of any other."""
    name = local_name(element)
    return element.get("type", "") if name in _META else name


def _facts(section: etree._Element) -> Iterator[tuple[str, etree._Element]]:
    """What is said on one level, groups opened; the sections below it are left alone."""
    for child in section:
        name = local_name(child)
        if name in _GROUPS and name != "transacGrp":
            yield from ((_category(inner), inner) for inner in child if local_name(inner))
        elif name and name not in _LANGUAGES | _TERMS:
            yield _category(child), child


def _entry(concept: etree._Element, account: Account) -> Entry:
    entry = Entry(
        id=from_xml_id(concept.get("id") or ""),
        terms=(),
        status=Status.APPROVED,
    )
    for category, element in _facts(concept):
        entry = _with_fact(entry, category, element, account)
    terms: list[Term] = []
    contexts: dict[tuple[object, ...], Context] = {}
    for section in concept:
        if local_name(section) not in _LANGUAGES:
            continue
        raw = section.get(XML_LANG) or section.get("lang") or ""
        try:
            lang = language_tag(raw)
        except ValueError as error:
            account.skip(section.sourceline or 0, str(error) if raw else "terms without a language")
            continue
        if lang != raw:
            account.note(f"language {raw} read as {lang}")
        for category, element in _facts(section):
            if category == "definition" and entry.definition:
                entry = _with_note(entry, f"{lang}: {text_of(element)}")
            else:
                entry = _with_fact(entry, category, element, account)
        found = [child for child in section if local_name(child) in _TERMS]
        terms += _terms(found, lang, account)
        for term, note in _term_notes(found):
            entry = _with_note(entry, f"{term}: {note}")
        _add_contexts(found, lang, contexts)
    own = entry.id or text_id([(term.lang, term.text) for term in terms])
    told = (_told(context, terms) for context in contexts.values())
    return replace(entry, id=own, terms=tuple(terms), contexts=tuple(told))


def _told(context: Context, terms: Sequence[Term]) -> Context:
    """The context with its terms where they are not the ones under which it would go anyway."""
    kept = {}
    for lang, own in context.terms.items():
        shapes = [
            shape
            for term in terms
            if term.lang == lang
            for shape in (term.text, term.acronym, *term.variants)
            if shape
        ]
        if own in shapes and own != categories.usual_term(context.texts[lang], shapes):
            kept[lang] = own
    return replace(context, terms=kept)


def _with_fact(entry: Entry, category: str, element: etree._Element, account: Account) -> Entry:
    """The entry with one more fact; a second source or domain is noted as not kept."""
    text = text_of(element)
    match category:
        case "subjectField" if not entry.domain:
            return replace(entry, domain=text)
        case "definition" if not entry.definition:
            return replace(entry, definition=text)
        case "source" if not entry.source:
            return replace(entry, source=text)
        case "projectSubset" if text in categories.ENTRY_SUBSETS.values():
            return replace(entry, status=Status(text))
        case "note":
            return _with_note(entry, "".join(element.itertext()).strip())
        case "crossReference":
            target = element.get("target") or text
            return replace(entry, related=(*entry.related, from_xml_id(target)))
        case "transacGrp":
            return _with_transaction(entry, element)
    account.drop(category or local_name(element), line=element.sourceline or 0)
    return entry


def _with_note(entry: Entry, note: str) -> Entry:
    return replace(entry, note=f"{entry.note}\n{note}" if entry.note else note)


def _term_notes(sections: list[etree._Element]) -> Iterator[tuple[str, str]]:
    """The notes on single terms, each with its term."""
    for section in sections:
        facts = [(category, text_of(element)) for category, element in _facts(section)]
        term = next((text for category, text in facts if category == "term"), "")
        yield from ((term, text) for category, text in facts if category == "note" and text)


def _with_transaction(entry: Entry, group: etree._Element) -> Entry:
    said = {_category(child): text_of(child) for child in group if local_name(child)}
    moment, person = from_iso(said.get("date", "")), said.get("responsibility", "")
    if said.get("transactionType") == "origination":
        return replace(entry, created=entry.created or moment, creator=entry.creator or person)
    return replace(entry, changed=moment or entry.changed, changer=person or entry.changer)


def _terms(sections: list[etree._Element], lang: str, account: Account) -> list[Term]:
    """The terms of one language.

    An acronym or a variant without a standing of its own is joined to the term before it.
    """
    terms: list[Term] = []
    for section in sections:
        said: dict[str, str] = {}
        for category, element in _facts(section):
            said.setdefault(category, text_of(element))
            if category not in categories.OF_TERMS:
                account.drop(category or local_name(element), line=element.sourceline or 0)
        text = said.get("term", "")
        kind = said.get("termType", "")
        status = _standing(said, account)
        if kind not in categories.SHORT | categories.PLAIN:
            account.drop(f"termType {kind}", line=section.sourceline or 0)
        if not text:
            account.skip(section.sourceline or 0, f"an empty term in {lang}")
        elif kind in categories.SHORT and terms and not terms[-1].acronym and status is None:
            terms[-1] = replace(terms[-1], acronym=text)
        elif kind == "variant" and terms and status is None:
            terms[-1] = replace(terms[-1], variants=(*terms[-1].variants, text))
        else:
            pos = categories.POS_BACK.get(said.get("partOfSpeech", "").lower(), "")
            terms.append(Term(lang, text, pos=pos, status=status or Status.CANDIDATE))
    return terms


def _standing(said: dict[str, str], account: Account) -> Status | None:
    """The administrative status of a term, or None where it has none."""
    value = next((said[name] for name in categories.STANDING if name in said), "")
    if not value:
        return None
    subset = said.get("projectSubset", "")
    if subset in categories.TERM_SUBSETS.values():
        return Status(subset)
    plain = value.removesuffix("-admn-sts").removesuffix("Term")
    if plain not in categories.STATUSES_BACK:
        account.drop(f"standing {value}, which is not known")
    return categories.STATUSES_BACK.get(plain)


def _add_contexts(
    sections: list[etree._Element], lang: str, contexts: dict[tuple[object, ...], Context]
) -> None:
    """Add the contexts of one language to those of the others that stand at the same place."""
    met: Counter[str] = Counter()
    for section in sections:
        said = (text_of(element) for category, element in _facts(section) if category == "term")
        term = next(said, "")
        for element in section.iter():
            if not local_name(element) or _category(element) != "context":
                continue
            parent = element.getparent()
            source = "" if parent is None else _source(parent)
            key = _free_key(lang, source, met, contexts)
            document, label = categories.document_and_label(source)
            context = contexts.setdefault(key, Context(document, label, {}))
            contexts[key] = replace(
                context,
                texts={**context.texts, lang: text_of(element)},
                terms={**context.terms, lang: term},
            )


def _free_key(
    lang: str, source: str, met: Counter[str], contexts: dict[tuple[object, ...], Context]
) -> tuple[object, ...]:
    """The first place of this source that has no text in the language yet."""
    while True:
        met[source] += 1
        key = (source, met[source]) if source else (lang, source, met[source])
        if key not in contexts or lang not in contexts[key].texts:
            return key


def _source(group: etree._Element) -> str:
    if local_name(group) != "descripGrp":
        return ""
    return next((text_of(e) for e in group if local_name(e) and _category(e) == "source"), "")
