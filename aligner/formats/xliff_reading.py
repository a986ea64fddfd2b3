"""XLIFF in: 1.2 and 2.x, as translation units of two languages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from lxml import etree

from aligner.formats.codes import Codes, own_markup
from aligner.formats.dates import from_iso
from aligner.formats.imported import Account, Imported
from aligner.formats.safexml import local_name, records
from aligner.formats.tags import language_tag
from aligner.model import Status, TranslationUnit

CORE = "urn:oasis:names:tc:xliff:document:2.0"
MTC = "urn:oasis:names:tc:xliff:matches:2.0"
GLS = "urn:oasis:names:tc:xliff:glossary:2.0"
MDA = "urn:oasis:names:tc:xliff:metadata:2.0"
CODE = "aligner:code"
"""Sub-type of a placeholder whose original data is the markup of another format."""

_STATUSES = frozenset(status.value for status in Status)
_SPANNING = frozenset({"pc", "mrk", "g"})
_FINAL = frozenset({"final", "reviewed", "signed-off"})
_UNDONE = frozenset({"new", "needs-translation", "initial"})
_DATA_TO_EQUIV = {"dataRef": "equiv", "dataRefStart": "equivStart", "dataRefEnd": "equivEnd"}


def read(path: Path, *, strict: bool = False, languages: Sequence[str] = ()) -> Imported:
    """Read an XLIFF file; each ``unit`` or ``trans-unit`` is one unit, its segments joined.

    The status is that of this tool where the file has it and its state has not been changed
    since; otherwise ``final``, ``reviewed``, ``signed-off`` and ``approved="yes"`` mean approved.

    Args:
        path: The file, in any encoding that XML knows.
        strict: Raise where something would be skipped.
        languages: Source and target, where the file does not name them.

    Raises:
        InputError: It is no XLIFF, or, in strict reading, something in it cannot be read.
    """
    account = Account(path, strict=strict)
    units = tuple(_units(path, account))
    account.close(len(units))
    return Imported(units=units, skipped=tuple(account.skipped), notes=account.notes)


def _units(path: Path, account: Account) -> Iterator[TranslationUnit]:
    for element in records(path, ("unit", "trans-unit"), account, root=("xliff",)):
        name = element.get("id", "")
        try:
            unit = _unit(element, name, account)
        except ValueError as error:
            account.skip(element.sourceline or 0, f"unit {name}: {error}")
            continue
        if unit.texts:
            yield unit
        else:
            account.skip(element.sourceline or 0, f"unit {name} has no text")


def _unit(element: etree._Element, name: str, account: Account) -> TranslationUnit:
    data = {
        item.get("id", ""): "".join(item.itertext())
        for item in element.iterfind("{*}originalData/{*}data")
    }
    codes = Codes(_SPANNING, element, lambda code: _markup(code, data))
    segments = _segments(element)
    sources = [_text(segment, "source", codes) for segment in segments]
    targets = [_text(segment, "target", codes) for segment in segments]
    untranslated = [s for s, t in zip(sources, targets, strict=True) if s.strip() and not t]
    if untranslated and any(targets):
        account.note(f"unit {name} is translated only in part; its target is left out")
    source_lang, target_lang, document = _file_facts(element, account)
    texts = {source_lang: "".join(sources).strip()}
    if not untranslated and target_lang:
        texts[target_lang] = "".join(targets).strip()
    said = {
        meta.get("type", ""): meta.text or ""
        for meta in element.iterfind("{*}metadata/{*}metaGroup[@category='aligner']/{*}meta")
    }
    notes = [*element.iterfind("{*}note"), *element.iterfind("{*}notes/{*}note")]
    return TranslationUnit(
        id=said.get("id", name),
        texts={lang: text for lang, text in texts.items() if text},
        document=document,
        label=element.get("name") or element.get("resname") or "",
        status=_status(element, segments, said.get("status", "")),
        confidence=float(said["confidence"]) if "confidence" in said else None,
        created=from_iso(said.get("created", "")),
        creator=said.get("creator", ""),
        changed=from_iso(said.get("changed", "")),
        changer=said.get("changer", ""),
        note="\n".join("".join(note.itertext()) for note in notes),
        codes=codes.by_placeholder,
    )


def _segments(element: etree._Element) -> list[etree._Element]:
    """What holds a source and a target: the unit itself in 1.2, its segments in 2.x."""
    if local_name(element) == "trans-unit":
        return [element]
    return [child for child in element if local_name(child) in ("segment", "ignorable")]


def _text(segment: etree._Element, side: str, codes: Codes) -> str:
    child = next((child for child in segment if local_name(child) == side), None)
    return "" if child is None else codes.text(child)


def _markup(element: etree._Element, data: dict[str, str]) -> str:
    """The markup of a code: what it stands for, or its own with its data written into it."""
    if element.get("subType") == CODE and element.get("dataRef") in data:
        return data[element.get("dataRef", "")]
    for reference, equivalent in _DATA_TO_EQUIV.items():
        if reference in element.attrib:
            text = data.get(element.attrib.pop(reference), "")
            element.set(equivalent, element.get(equivalent) or text)
    return own_markup(element)


def _file_facts(element: etree._Element, account: Account) -> tuple[str, str, str]:
    """Source language, target language or nothing, and document of the file around a unit."""
    source = target = document = ""
    for outer in element.iterancestors("{*}file", "{*}xliff"):
        source = source or outer.get("source-language") or outer.get("srcLang") or ""
        target = target or outer.get("target-language") or outer.get("trgLang") or ""
        document = document or outer.get("original") or ""
    tags = []
    for raw in (source, target):
        tags.append(language_tag(raw) if raw else "")
        if tags[-1] != raw:
            account.note(f"language {raw} read as {tags[-1]}")
    if not tags[0]:
        raise ValueError("its file names no source language")
    return tags[0], tags[1], document


def _status(element: etree._Element, segments: list[etree._Element], said: str) -> Status:
    states = {
        segment.get("state") or "initial"
        for segment in segments
        if local_name(segment) == "segment"
    }
    for target in element.iterfind("{*}target"):
        states.add(target.get("state") or "translated")
    final = element.get("approved") == "yes" or (bool(states) and states <= _FINAL)
    known = Status(said) if said in _STATUSES else None
    as_it_was = {None: False, Status.CANDIDATE: not final, Status.REJECTED: states <= _UNDONE}
    if known is not None and as_it_was.get(known, final):
        return known
    return Status.APPROVED if final else Status.CANDIDATE
