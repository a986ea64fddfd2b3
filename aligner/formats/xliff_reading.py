"""XLIFF in: 1.2 and 2.x, as translation units of two languages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from aligner.formats.codes import Codes, own_markup
from aligner.formats.dates import from_iso
from aligner.formats.imported import Account, Imported
from aligner.formats.safexml import XML_LANG, XML_SPACE, local_name, records
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
_UNDONE = frozenset({"new", "needs-translation", "needs-adaptation", "needs-l10n", "initial"})
"""States of a target that is no translation yet: often it is a copy of the source."""
_OF_TOOLS = {
    "ApprovedTranslation": Status.APPROVED,
    "ApprovedSignOff": Status.APPROVED,
    "RejectedTranslation": Status.REJECTED,
    "RejectedSignOff": Status.REJECTED,
    "Corrected": Status.APPROVED,
    "Proofread": Status.APPROVED,
    "Rejected": Status.REJECTED,
    "NotStarted": None,
}
"""What Trados (``conf`` of segments) and memoQ (``mq:status``) say, the latter of a segment that
its first or second reviewer has confirmed; None for a target that is no translation yet."""
_DELETED = frozenset({"x-sdl-deleted", "x-sdl-feedback-deleted"})
_MARKS = frozenset({"seg", "x-sdl-added", "x-sdl-feedback-added", "x-sdl-comment"})
"""Kinds of ``mrk`` around text: of a segment, of a tracked change, of a comment."""
_DATA_TO_EQUIV = {"dataRef": "equiv", "dataRefStart": "equivStart", "dataRefEnd": "equivEnd"}
_READ = frozenset(
    {"source", "target", "seg-source", "note", "notes", "segment", "ignorable", "originalData"}
)
_SHOWN = frozenset({MTC, GLS, MDA})
"""Modules that this tool writes for the eyes of a translator, or reads in its own way."""
_BROKEN = re.compile(r"[ \t\r]*\n[ \t\r\n]*")


@dataclass(frozen=True, slots=True)
class _Languages:
    """Source and target of a file, with the document; empty where it does not say."""

    source: str
    target: str
    document: str


def read(path: Path, *, strict: bool = False, languages: Sequence[str] = ()) -> Imported:
    """Read an XLIFF file; each ``unit`` or ``trans-unit`` is one unit, its segments joined.

    The status is that of this tool where the file has it and its state has not been changed
    since; otherwise ``final``, ``reviewed``, ``signed-off``, ``approved="yes"`` and what Trados and
    memoQ say of a segment that a reviewer has confirmed mean approved. A target in the state
    ``new``, ``initial`` or one of ``needs-...`` but for reviews is no translation.

    Args:
        path: The file, in any encoding that XML knows.
        strict: Raise where something would be skipped or not kept.
        languages: Source and target, where the file does not name them.

    Raises:
        InputError: It is no XLIFF, or, in strict reading, something in it cannot be kept.
    """
    account = Account(path, strict=strict)
    return account.of_units(tuple(_units(path, account, languages)))


def _units(path: Path, account: Account, languages: Sequence[str]) -> Iterator[TranslationUnit]:
    for element in records(path, ("unit", "trans-unit"), account, root=("xliff",)):
        name = element.get("id", "")
        try:
            unit = _unit(element, name, account, languages)
        except ValueError as error:
            account.skip(element.sourceline or 0, f"unit {name}: {error}")
            continue
        if unit.texts:
            yield unit
        else:
            account.skip(element.sourceline or 0, f"unit {name} has no text")


def _unit(
    element: etree._Element, name: str, account: Account, languages: Sequence[str]
) -> TranslationUnit:
    _open_marks(element, account)
    data = {
        item.get("id", ""): "".join(item.itertext())
        for item in element.iterfind("{*}originalData/{*}data")
    }
    codes = Codes(_SPANNING, element, lambda code: _markup(code, data))
    said = {
        meta.get("type", ""): meta.text or ""
        for meta in element.iterfind("{*}metadata/{*}metaGroup[@category='aligner']/{*}meta")
    }
    segments = _segments(element)
    langs = _languages(element, segments, languages, account)
    source, target = _texts(element, segments, codes, account, ours="status" in said)
    texts = {langs.source: source}
    if target and langs.target == langs.source:
        if target != source:
            account.drop(f"target in {langs.target}, as is the source")
    elif target and langs.target:
        texts[langs.target] = target
    elif target:
        account.drop("target without a language (name it: --languages SOURCE,TARGET)")
    _tell(element, account)
    notes = [*element.iterfind("{*}note"), *element.iterfind("{*}notes/{*}note")]
    return TranslationUnit(
        id=said.get("id", name),
        texts={lang: text for lang, text in texts.items() if text},
        document=langs.document,
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


def _open_marks(element: etree._Element, account: Account) -> None:
    """Take marks away that are no codes of the text: of segments, changes and comments.

    Of changes that Trados tracked, what was added is text and what was deleted is not.
    """
    for mark in element.iterfind(".//{*}mrk"):
        kind = mark.get("mtype", "")
        if kind in _DELETED:
            mark.tag = "deleted-mark"
            account.note("tracked changes: words that were deleted are left out")
        elif kind in _MARKS:
            if kind == "x-sdl-comment" and next(mark.iterancestors("{*}seg-source"), None) is None:
                account.drop("comment", line=mark.sourceline or 0)
            mark.tag = "opened-mark"
    etree.strip_elements(element, "deleted-mark", with_tail=False)
    etree.strip_tags(element, "opened-mark")


def _segments(element: etree._Element) -> list[etree._Element]:
    """What holds a source and a target: the unit itself in 1.2, its segments in 2.x."""
    if local_name(element) == "trans-unit":
        return [element]
    return [child for child in element if local_name(child) in ("segment", "ignorable")]


def _texts(
    element: etree._Element,
    segments: list[etree._Element],
    codes: Codes,
    account: Account,
    *,
    ours: bool,
) -> tuple[str, str]:
    """Source and target of a unit; the target empty where it is not translated, or in part only.

    Targets stand in the order that they give themselves. What may be ignored, such as a space
    between sentences, is the same in both unless the file says otherwise.
    """
    kept = _keeps_space(element)
    sources = [_text(segment, "source", codes, kept) for segment in segments]
    targets: list[tuple[int, str]] = []
    undone = False
    for place, (segment, source) in enumerate(zip(segments, sources, strict=True), start=1):
        child = _child(segment, "target")
        text = _text(segment, "target", codes, kept)
        if local_name(segment) == "ignorable":
            text = source if child is None else text
        elif text and not ours and _is_undone(element, segment):
            if text.strip() != source.strip():
                account.drop(f"target in state {_state(segment) or 'not started'}")
            text = ""
        if source.strip() and not text.strip() and local_name(segment) != "ignorable":
            undone = True
        order = "" if child is None else child.get("order", "")
        targets.append((int(order) if order.isdecimal() else place, text))
    done = any(
        text.strip() and local_name(segment) != "ignorable"
        for (_, text), segment in zip(targets, segments, strict=True)
    )
    if undone and done:
        account.note(
            f"unit {element.get('id', '')} is translated only in part; its target is left out"
        )
    target = "".join(text for _, text in sorted(targets, key=lambda found: found[0]))
    return "".join(sources).strip(), "" if undone or not done else target.strip()


def _keeps_space(element: etree._Element) -> bool:
    """Whether white space is to be kept as it is (``xml:space``), here or further out."""
    for outer in (element, *element.iterancestors()):
        if said := outer.get(XML_SPACE):
            return bool(said == "preserve")
    return False


def _child(segment: etree._Element, name: str) -> etree._Element | None:
    return next((child for child in segment if local_name(child) == name), None)


def _text(segment: etree._Element, side: str, codes: Codes, kept: bool) -> str:
    """The text of one side; where white space is not to be kept, a line that was broken is one."""
    child = _child(segment, side)
    if child is None:
        return ""
    text = codes.text(child)
    kept = kept or child.get(XML_SPACE) == "preserve"
    return text if kept or "\n" not in text else _BROKEN.sub(" ", text)


def _state(segment: etree._Element) -> str:
    target = _child(segment, "target")
    return segment.get("state") or ("" if target is None else target.get("state")) or ""


def _is_undone(element: etree._Element, segment: etree._Element) -> bool:
    if _state(segment) in _UNDONE:
        return True
    tools = _tool_states(element)
    return bool(tools) and all(state == "NotStarted" for state in tools)


def _tool_states(element: etree._Element) -> list[str]:
    """What Trados says of the segments of a unit, or memoQ of the unit."""
    confirmed = [seg.get("conf", "") for seg in element.iterfind("{*}seg-defs/{*}seg")]
    memoq = [value for name, value in element.items() if name.endswith("}status")]
    return [*confirmed, *memoq]


def _markup(element: etree._Element, data: Mapping[str, str]) -> str:
    """The markup of a code: what it stands for, or its own with its data written into it."""
    if element.get("subType") == CODE and element.get("dataRef") in data:
        return data[element.get("dataRef", "")]
    for reference, equivalent in _DATA_TO_EQUIV.items():
        if reference in element.attrib:
            text = data.get(element.attrib.pop(reference), "")
            element.set(equivalent, element.get(equivalent) or text)
    return own_markup(element)


def _languages(
    element: etree._Element,
    segments: list[etree._Element],
    named: Sequence[str],
    account: Account,
) -> _Languages:
    """Source, target and document of the file around a unit.

    Raises:
        ValueError: There is no source language.
    """
    source = target = document = ""
    for outer in element.iterancestors("{*}file", "{*}xliff"):
        source = source or outer.get("source-language") or outer.get("srcLang") or ""
        target = target or outer.get("target-language") or outer.get("trgLang") or ""
        document = document or outer.get("original") or ""
    for segment in segments if not target else ():
        child = _child(segment, "target")
        target = target or ("" if child is None else child.get(XML_LANG, ""))
        for file in element.iterancestors("{*}file") if target else ():
            file.set("target-language", target)  # The units that follow may not say it again.
    source = source or next(iter(named), "")
    tags = []
    for raw in (source, target):
        tags.append(language_tag(raw) if raw else "")
        if tags[-1] != raw:
            account.note(f"language {raw} read as {tags[-1]}")
    if not tags[0]:
        raise ValueError("its file names no source language; name it: --languages SOURCE,TARGET")
    if not tags[1]:
        others = [lang for lang in named if lang != tags[0]]
        tags[1] = others[0] if len(others) == 1 else ""
    return _Languages(tags[0], tags[1], document)


def _tell(element: etree._Element, account: Account) -> None:
    """Count what a unit has beside its texts, notes and what this tool wrote."""
    for child in element:
        name = local_name(child)
        if not name or name in _READ or name == "seg-defs":
            continue
        space = etree.QName(child).namespace
        if space == MDA:
            for group in child:
                if local_name(group) and group.get("category") != "aligner":
                    account.drop(f"metadata {group.get('category') or 'without a category'}")
        elif space not in _SHOWN:
            account.drop(f"element {name}")


def _status(element: etree._Element, segments: list[etree._Element], said: str) -> Status:
    tools = [_OF_TOOLS.get(state, Status.CANDIDATE) for state in _tool_states(element)]
    if Status.REJECTED in tools:
        return Status.REJECTED
    states = {
        segment.get("state") or "initial"
        for segment in segments
        if local_name(segment) == "segment"
    }
    for target in element.iterfind("{*}target"):
        states.add(target.get("state") or "translated")
    final = element.get("approved") == "yes" or (bool(states) and states <= _FINAL)
    final = final or (bool(tools) and all(status is Status.APPROVED for status in tools))
    known = Status(said) if said in _STATUSES else None
    as_it_was = {None: False, Status.CANDIDATE: not final, Status.REJECTED: states <= _UNDONE}
    if known is not None and as_it_was.get(known, final):
        return known
    return Status.APPROVED if final else Status.CANDIDATE
