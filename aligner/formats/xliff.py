"""XLIFF 2.1 out: one language pair, with states, match qualities and the terms of each unit.

Source: OASIS, *XLIFF Version 2.1* (2018), core, Translation Candidates, Glossary and Metadata
modules.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import groupby
from pathlib import Path

from lxml import etree

from aligner.errors import UsageError
from aligner.formats.codes import Vocabulary, fill, fill_opaque
from aligner.formats.dates import to_iso
from aligner.formats.files import aside
from aligner.formats.ids import fresh, to_xml_id
from aligner.formats.safexml import DECLARATION, XML_SPACE, clean
from aligner.formats.segments import alternating
from aligner.formats.xliff_reading import CODE, CORE, GLS, MDA, MTC, read
from aligner.languages import language
from aligner.model import Entry, Glossary, Status, Term, TranslationUnit

__all__ = ["read", "write"]

_STATES = {Status.CANDIDATE: "translated", Status.REJECTED: "initial"}
"""State of a segment; of any other status it is ``final``."""
_HOW_TO_EDIT = frozenset({"canCopy", "canDelete", "canOverlap", "canReorder", "type", "subType"})
_INLINE: Vocabulary = {
    "cp": frozenset({"hex"}),
    "ph": _HOW_TO_EDIT | {"id", "copyOf", "disp", "equiv"},
    "pc": _HOW_TO_EDIT | {"id", "copyOf", "dir", "dispStart", "dispEnd", "equivStart", "equivEnd"},
    "sc": _HOW_TO_EDIT | {"id", "copyOf", "dir", "disp", "equiv", "isolated"},
    "ec": _HOW_TO_EDIT | {"id", "copyOf", "dir", "disp", "equiv", "isolated", "startRef"},
    "mrk": frozenset({"id", "translate", "type", "ref", "value"}),
    "sm": frozenset({"id", "translate", "type", "ref", "value"}),
    "em": frozenset({"startRef"}),
}


def write(
    units: Iterable[TranslationUnit],
    path: Path,
    *,
    srclang: str,
    tgtlang: str,
    glossary: Glossary | None = None,
    signature: str = "",
) -> int:
    """Write units as XLIFF 2.1 for a translator or reviewer.

    What was decided has the state ``final``, what was rejected ``initial``; a candidate has
    ``translated``, and its text stands also as a match whose quality is the confidence. Equal
    units give equal bytes.

    Args:
        units: In reading order; which status may go out is for the caller to say. Those without
            text in ``srclang`` are left out. One that is cut into segments has them inside it.
        path: Where to.
        srclang: Source language.
        tgtlang: Target language.
        glossary: Its terms are put with the units in whose source they stand.
        signature: How the alignment was made, for the metadata of each file in it.

    Returns:
        Number of units written.

    Raises:
        OutputError: The file cannot be written.
        UsageError: No unit has text in ``srclang``.
    """
    terms = _Terms(glossary, srclang, tgtlang) if glossary else None
    root = etree.Element(f"{{{CORE}}}xliff", nsmap={None: CORE, "mtc": MTC, "gls": GLS, "mda": MDA})
    root.attrib.update({"version": "2.1", "srcLang": srclang, "trgLang": tgtlang})
    root.text = "\n"
    usable = (unit for unit in units if clean(unit.texts.get(srclang, "")).strip())
    written = 0
    for document, group in groupby(usable, key=lambda unit: unit.document):
        file = _add(root, CORE, "file", id=f"f{len(root) + 1}")
        if document:
            file.set("original", clean(document))
        file.text = file.tail = "\n"
        if signature:
            made = _add(_add(file, MDA, "metadata"), MDA, "metaGroup", category="aligner")
            _add(made, MDA, "meta", type="signature").text = clean(signature)
        taken: dict[str, int] = {}
        for unit in group:
            element = _unit(unit, srclang, tgtlang, terms)
            element.set("id", fresh(to_xml_id(f"u{unit.id}"), taken))
            element.tail = "\n"
            file.append(element)
            written += 1
    if not written:
        raise UsageError(f"{path}: no unit has text in {srclang}, so there is nothing to write")
    etree.cleanup_namespaces(root, top_nsmap={None: CORE, "mtc": MTC, "gls": GLS, "mda": MDA})
    with aside(path) as part, part.open("wb") as out:
        out.write(DECLARATION.encode())
        etree.ElementTree(root).write(out, encoding="utf-8")
    return written


def _add(parent: etree._Element, space: str, name: str, **attributes: str) -> etree._Element:
    return etree.SubElement(parent, f"{{{space}}}{name}", attrib=attributes)


def _unit(
    unit: TranslationUnit, srclang: str, tgtlang: str, terms: _Terms | None
) -> etree._Element:
    element = etree.Element(f"{{{CORE}}}unit", nsmap={None: CORE})
    if unit.label:
        element.set("name", clean(unit.label))
    source = clean(unit.texts[srclang]).strip()
    target = clean(unit.texts.get(tgtlang, "")).strip()
    if any(" ".join(text.split()) != text for text in (source, target)):
        element.set(XML_SPACE, "preserve")
    data: dict[str, str] = {}
    sources, targets = _cut(source, target, unit, (srclang, tgtlang))
    if len(sources) > 1:
        element.set(XML_SPACE, "preserve")
    inside = _segments(sources, targets, unit, data)
    if terms:
        terms.add_to(element, source)
    if target and unit.status is Status.CANDIDATE and not data:
        _add_matches(element, unit, sources[::2], targets[::2])
    _add_metadata(element, unit)
    if unit.note:
        _add(_add(element, CORE, "notes"), CORE, "note").text = clean(unit.note)
    if data:
        original = _add(element, CORE, "originalData")
        for markup, name in data.items():
            _add(original, CORE, "data", id=name).text = markup
    element.extend(inside)
    return element


def _segments(
    sources: Sequence[str], targets: Sequence[str], unit: TranslationUnit, data: dict[str, str]
) -> list[etree._Element]:
    """The segments of a unit and what stands between them; codes of other formats to ``data``."""
    found = []
    for number, (source, target) in enumerate(zip(sources, targets, strict=True)):
        between = number % 2 == 1
        if between and not source and not target:
            continue
        segment = etree.Element(f"{{{CORE}}}{'ignorable' if between else 'segment'}")
        if not between:
            segment.set("id", f"s{number // 2 + 1}")
        _put(segment, "source", source, unit, data)
        if target and not between:
            segment.set("state", _STATES.get(unit.status, "final"))
        if target or between:
            _put(segment, "target", target, unit, data)
        found.append(segment)
    return found


def _cut(
    source: str, target: str, unit: TranslationUnit, langs: tuple[str, str]
) -> tuple[Sequence[str], Sequence[str]]:
    """The texts of the segments of a unit, with what stands between them: segment, space, ..."""
    if len(unit.segments) > 1 and not unit.codes:
        sides = [
            alternating(text, [piece.texts.get(lang, "") for piece in unit.segments])
            for text, lang in zip((source, target), langs, strict=True)
        ]
        if all(sides):
            return sides[0], sides[1]
    return [source], [target]


def _add_matches(
    element: etree._Element, unit: TranslationUnit, sources: Sequence[str], targets: Sequence[str]
) -> None:
    """Add each segment of a candidate as a match whose quality is its confidence."""
    pieces = unit.segments if len(sources) > 1 else (unit,)
    matches = etree.Element(f"{{{MTC}}}matches")
    for number, piece in enumerate(pieces):
        if piece.confidence is None:
            continue
        match = _add(matches, MTC, "match", ref=f"#s{number + 1}", type="tm")
        match.set("matchQuality", f"{100 * piece.confidence:.2f}")
        if unit.document:
            match.set("origin", clean(unit.document))
        _put(match, "source", sources[number], unit, {})
        _put(match, "target", targets[number], unit, {})
    if len(matches):
        element.append(matches)


def _put(
    parent: etree._Element, name: str, text: str, unit: TranslationUnit, data: dict[str, str]
) -> None:
    """Add a source or target; codes of other formats go to ``data``, by their markup."""
    element = _add(parent, CORE, name)
    if fill(element, text, unit.codes, _INLINE):
        return
    met: Counter[str] = Counter()

    def add_ph(inside: etree._Element, markup: str) -> etree._Element:
        name = data.setdefault(markup, f"d{len(data) + 1}")
        met[name] += 1
        again = f"-{met[name]}" if met[name] > 1 else ""
        return _add(
            inside, CORE, "ph", id=f"{name}{again}", dataRef=name, type="other", subType=CODE
        )

    fill_opaque(element, text, unit.codes, add_ph)


def _add_metadata(element: etree._Element, unit: TranslationUnit) -> None:
    known = {
        "id": unit.id,
        "status": unit.status.value,
        "confidence": "" if unit.confidence is None else str(round(unit.confidence, 4)),
        "created": to_iso(unit.created),
        "creator": unit.creator,
        "changed": to_iso(unit.changed),
        "changer": unit.changer,
    }
    group = _add(_add(element, MDA, "metadata"), MDA, "metaGroup", category="aligner")
    for name, value in known.items():
        if value:
            _add(group, MDA, "meta", type=name).text = clean(value)


class _Terms:
    """Finds the terms of a glossary in a source text."""

    def __init__(self, glossary: Glossary, srclang: str, tgtlang: str) -> None:
        self._tgtlang = tgtlang
        self._entries: dict[str, tuple[Term, Entry]] = {}
        for entry in glossary.entries:
            for term in entry.terms:
                if term.lang == srclang and entry.term(tgtlang):
                    for form in _forms(term):
                        self._entries.setdefault(form.casefold(), (term, entry))
        forms = sorted(self._entries, key=len, reverse=True)
        words = "|".join(map(re.escape, forms)) or r"(?!)"
        edge = r"(?<!\w)(?:{})(?!\w)" if language(srclang).spaces else r"(?:{})"
        self._pattern = re.compile(edge.format(words))

    def add_to(self, element: etree._Element, source: str) -> None:
        """Add the glossary of one unit, each concept once, in the order of the text."""
        found = {}
        for match in self._pattern.finditer(source.casefold()):
            term, entry = self._entries[match[0]]
            found[entry.id] = (term, entry)
        if not found:
            return
        glossary = _add(element, GLS, "glossary")
        for term, entry in found.values():
            item = _add(glossary, GLS, "glossEntry")
            _add(item, GLS, "term").text = clean(term.text)
            for translation in entry.terms:
                if translation.lang == self._tgtlang:
                    _add(item, GLS, "translation").text = clean(translation.text)
            if entry.definition:
                _add(item, GLS, "definition").text = clean(entry.definition)


def _forms(term: Term) -> Sequence[str]:
    return [form for form in (term.text, term.acronym, *term.variants) if form]
