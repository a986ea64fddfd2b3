"""Translation Memory eXchange: TMX 1.4b out, TMX 1.1 to 1.4 in, both as streams.

Source: LISA OSCAR, *TMX 1.4b Specification* (2005), and its DTD.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from lxml import etree

from aligner.formats.codes import Codes, Vocabulary, fill, pieces
from aligner.formats.dates import from_iso, in_utc
from aligner.formats.files import aside
from aligner.formats.identity import text_id
from aligner.formats.imported import UNSTATED, Account, Imported
from aligner.formats.safexml import (
    DECLARATION,
    XML_LANG,
    clean,
    escaped,
    local_name,
    quoted,
    records,
)
from aligner.formats.tags import language_tag
from aligner.model import Status, TranslationUnit

_DOCTYPE = '<!DOCTYPE tmx SYSTEM "tmx14.dtd">\n'
_STATUSES = {status.value: status for status in Status}
_PROPERTIES = frozenset({"x-document", "x-label", "x-status", "x-confidence"})
_NOT_KEPT = ("usagecount", "lastusagedate")
_SPANNING = frozenset({"hi"})
_INLINE: Vocabulary = {
    "bpt": frozenset({"i", "x", "type"}),
    "ept": frozenset({"i"}),
    "hi": frozenset({"x", "type"}),
    "it": frozenset({"pos", "x", "type"}),
    "ph": frozenset({"x", "assoc", "type"}),
    "sub": frozenset({"datatype", "type"}),
    "ut": frozenset({"x"}),
}


def write(
    units: Iterable[TranslationUnit],
    path: Path,
    *,
    srclang: str,
    languages: Sequence[str],
    segtype: str = "paragraph",
    tool_version: str = "0",
    signature: str = "",
) -> int:
    """Write units as TMX 1.4b, in UTF-8 without a byte-order mark.

    A unit goes in if it has text in ``srclang`` and in at least one other of ``languages``; CAT
    tools refuse or ignore any other. Equal units give equal bytes: the only dates are those of
    the units.

    Args:
        units: What to write; which status may go out is for the caller to say.
        path: Where to.
        srclang: Language from which the units are translated.
        languages: Languages to write, for a bilingual or multilingual file.
        segtype: ``paragraph`` or ``sentence``.
        tool_version: Version of this tool, for the header.
        signature: How the alignment was made, for the header.

    Returns:
        Number of units written.

    Raises:
        OutputError: The file cannot be written.
    """
    order = [srclang, *(lang for lang in languages if lang != srclang)]
    header = {
        "creationtool": "aligner",
        "creationtoolversion": tool_version,
        "segtype": segtype,
        "o-tmf": "aligner",
        "adminlang": "en",
        "srclang": srclang,
        "datatype": "plaintext",
    }
    attributes = "".join(_attribute(name, value) for name, value in header.items())
    written = 0
    with aside(path) as part, part.open("w", encoding="utf-8", newline="\n") as file:
        file.write(f'{DECLARATION}{_DOCTYPE}<tmx version="1.4">\n')
        file.write(f"<header{attributes}>{_prop('x-signature', signature)}</header>\n<body>\n")
        for unit in units:
            if tu := _tu(unit, order):
                file.write(tu)
                written += 1
        file.write("</body>\n</tmx>\n")
    return written


def _tu(unit: TranslationUnit, languages: Sequence[str]) -> str:
    """A unit as a line of XML; nothing where it cannot go out."""
    variants = []
    texts, codes = unit.texts, unit.codes
    for lang in languages:
        inner = _inner(texts[lang], codes) if lang in texts else ""
        if inner:
            variants.append(f'<tuv xml:lang="{lang}"><seg>{inner}</seg></tuv>')
        elif not variants:
            return ""
    if len(variants) < 2:
        return ""
    return f"<tu{_said(unit)}>{_known(unit)}{''.join(variants)}</tu>\n"


def _said(unit: TranslationUnit) -> str:
    """The attributes of a unit: its id, who made and changed it, and when."""
    name = f"{unit.document}#{unit.id}" if unit.document else unit.id
    said = f" tuid={quoted(name)}" if name else ""
    if unit.created:
        said += f' creationdate="{_date(unit.created)}"'
    if unit.creator:
        said += _attribute("creationid", unit.creator)
    if unit.changed:
        said += f' changedate="{_date(unit.changed)}"'
    if unit.changer:
        said += _attribute("changeid", unit.changer)
    return said


def _known(unit: TranslationUnit) -> str:
    """The notes and properties of a unit."""
    known = f"<note>{escaped(unit.note)}</note>" if unit.note else ""
    if unit.document:
        known += _prop("x-document", unit.document)
    if unit.label:
        known += _prop("x-label", unit.label)
    known += _prop("x-status", unit.status)
    if unit.confidence is not None:
        known += _prop("x-confidence", str(round(unit.confidence, 4)))
    return known


@lru_cache(maxsize=1024)
def _attribute(name: str, value: str) -> str:
    return f" {name}={quoted(value)}" if value else ""


@lru_cache(maxsize=1024)
def _prop(kind: str, value: str) -> str:
    return f'<prop type="{kind}">{escaped(value)}</prop>' if value else ""


@lru_cache(maxsize=1024)
def _date(moment: datetime) -> str:
    return in_utc(moment).strftime("%Y%m%dT%H%M%SZ")


def _inner(text: str, codes: Mapping[str, str]) -> str:
    """The inside of a segment; codes of other formats, or broken ones, each as a ``<ph>``."""
    if not text.isprintable():
        text = clean(text)
    text = text.strip()
    if not codes:
        return escaped(text)
    seg = etree.Element("seg")
    if fill(seg, text, codes, _INLINE):
        return etree.tostring(seg, encoding="unicode")[len("<seg>") : -len("</seg>")]
    return "".join(
        escaped(plain) + (f"<ph>{escaped(markup)}</ph>" if markup else "")
        for plain, markup in pieces(text, codes)
    )


def read(path: Path, *, strict: bool = False) -> Imported:
    """Read a whole TMX file into memory; see :func:`stream`."""
    account = Account(path, strict=strict)
    units = tuple(stream(path, account))
    account.close(len(units))
    return Imported(units=units, skipped=tuple(account.skipped), notes=account.notes)


def stream(
    path: Path, account: Account | None = None, *, strict: bool = False
) -> Iterator[TranslationUnit]:
    """Read the units of a TMX file one by one, in constant memory.

    Language tags are made canonical; inline tags become placeholders (``TranslationUnit.codes``);
    outer white space is removed.

    Args:
        path: The file, in any encoding that XML knows.
        account: Keeps what was skipped or read otherwise, and says whether reading is strict.
        strict: Raise where something would be skipped; for reading without an account.

    Yields:
        Units with text in at least one language.

    Raises:
        InputError: It is no TMX, or, in strict reading, something in it cannot be read.
    """
    account = account or Account(path, strict=strict)
    number, source = 0, ""
    for tu in records(path, ("tu", "header"), account, root=("tmx",)):
        if local_name(tu) == "header":
            source = _source(tu)
            continue
        number += 1
        try:
            unit = _unit(tu, account, _source(tu) or source)
        except ValueError as error:
            account.skip(tu.sourceline or 0, f"unit {tu.get('tuid') or number}: {error}")
            continue
        if unit.texts:
            yield unit
        else:
            name = tu.get("tuid") or number
            account.skip(tu.sourceline or 0, f"unit {name} has no text that can be read")


def _source(element: etree._Element) -> str:
    """The language that was translated, as header or unit say it; empty where it may be any."""
    try:
        return language_tag(element.get("srclang", ""))
    except ValueError:
        return ""


def _source_first(texts: dict[str, str], source: str) -> dict[str, str]:
    """The texts, that of the source before the others."""
    first = next((lang for lang in texts if lang == source), "") or next(
        (lang for lang in texts if lang.partition("-")[0] == source.partition("-")[0]), ""
    )
    if not first or next(iter(texts)) == first:
        return texts
    return {first: texts[first], **texts}


def _unit(tu: etree._Element, account: Account, source: str) -> TranslationUnit:
    codes = Codes(_SPANNING, tu)
    properties: dict[str, str] = {}
    notes: list[str] = []
    texts: dict[str, str] = {}
    history: list[Mapping[str, str]] = [dict(tu.items())]
    for child in tu:
        name = local_name(child)
        if name == "tuv":
            _add_text(child, texts, codes, account)
            _add_said(child, texts, notes, history, account)
        elif name == "prop":
            properties[child.get("type", "")] = child.text or ""
            if child.get("type") not in _PROPERTIES:
                account.drop(f"prop {child.get('type', '')}", line=child.sourceline or 0)
        elif name == "note":
            notes.append(child.text or "")
    said = history[0]
    for name in _NOT_KEPT:
        if name in said:
            account.drop(name, line=tu.sourceline or 0)
    document = properties.get("x-document", "")
    return TranslationUnit(
        id=said.get("tuid", "").removeprefix(f"{document}#" if document else "") or text_id(texts),
        texts=_source_first(texts, source) if source else texts,
        document=document,
        label=properties.get("x-label", ""),
        status=_STATUSES.get(properties.get("x-status", ""), UNSTATED),
        stated=properties.get("x-status", "") in _STATUSES,
        confidence=_confidence(properties.get("x-confidence", "")),
        created=from_iso(_first(history, "creationdate")),
        creator=_first(history, "creationid"),
        changed=from_iso(_last(history, "changedate")),
        changer=_last(history, "changeid"),
        note="\n".join(notes),
        codes=codes.by_placeholder,
    )


def _add_text(tuv: etree._Element, texts: dict[str, str], codes: Codes, account: Account) -> None:
    raw = tuv.get(XML_LANG) or tuv.get("lang") or ""
    try:
        lang = language_tag(raw)
        text = codes.text(_seg(tuv)).strip()
    except ValueError as error:
        account.skip(tuv.sourceline or 0, str(error) if raw else "a text without a language")
        return
    if lang != raw:
        account.note(f"language {raw} read as {lang}")
    if text and text != texts.setdefault(lang, text):
        account.skip(tuv.sourceline or 0, f"a second text in {lang} for one unit")


def _add_said(
    tuv: etree._Element,
    texts: Mapping[str, str],
    notes: list[str],
    history: list[Mapping[str, str]],
    account: Account,
) -> None:
    """Add what one text says beside its segment: notes with its language, and who and when."""
    if len(tuv) > 1:
        lang = next(reversed(list(texts)), "")
        for child in tuv:
            name = local_name(child)
            if name == "note" and child.text:
                notes.append(f"{lang}: {child.text}")
            elif name == "prop":
                account.drop(f"prop {child.get('type', '')}", line=child.sourceline or 0)
    if len(tuv.attrib) > 1:
        history.append(dict(tuv.items()))
        for name in _NOT_KEPT:
            if name in tuv.attrib:
                account.drop(name, line=tuv.sourceline or 0)


def _first(history: Sequence[Mapping[str, str]], name: str) -> str:
    """What the unit says of its making, or else the first of its texts that says it."""
    return next((said[name] for said in history if name in said), "")


def _last(history: Sequence[Mapping[str, str]], name: str) -> str:
    """What the unit says of its last change, or else the text that was changed last."""
    if name in history[0]:
        return history[0][name]
    changed = [said for said in history[1:] if name in said]
    return max(changed, key=lambda said: said.get("changedate", ""))[name] if changed else ""


def _seg(tuv: etree._Element) -> etree._Element:
    """The segment, which the DTD has last; an empty one if there is none."""
    last = tuv[-1] if len(tuv) else tuv
    if last.tag == "seg":
        return last
    return next((c for c in reversed(tuv) if local_name(c) == "seg"), etree.Element("seg"))


def _confidence(value: str) -> float | None:
    if not value:
        return None
    try:
        number = float(value)
    except ValueError:
        return None
    return number if 0 <= number <= 1 else None
