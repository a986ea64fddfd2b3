"""Translation Memory eXchange: TMX 1.4b out, as a stream.

Source: LISA OSCAR, *TMX 1.4b Specification* (2005), and its DTD.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from lxml import etree

from aligner.formats.codes import Vocabulary, fill, pieces
from aligner.formats.dates import from_iso, in_utc
from aligner.formats.files import aside
from aligner.formats.safexml import DECLARATION, clean, escaped, quoted
from aligner.formats.tmx_reading import ATTRIBUTES, HISTORY, read, stream
from aligner.model import Property, TranslationUnit

__all__ = ["read", "stream", "write"]

_DOCTYPE = '<!DOCTYPE tmx SYSTEM "tmx14.dtd">\n'
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
            attributes, said = _of_text(unit, lang) if unit.properties else ("", "")
            variants.append(f'<tuv xml:lang="{lang}"{attributes}>{said}<seg>{inner}</seg></tuv>')
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
    if unit.properties:
        said += _as_attributes(unit.properties, "")
    return said


def _as_attributes(properties: Sequence[Property], lang: str) -> str:
    """Those of another tool's properties that are attributes in TMX."""
    found = {p.name: p.value for p in properties if p.lang == lang and p.name in ATTRIBUTES}
    return "".join(f" {name}={quoted(value)}" for name, value in found.items())


def _of_text(unit: TranslationUnit, lang: str) -> tuple[str, str]:
    """What other tools say of one text, as attributes and as properties.

    Who changed it is left out where the unit has been changed since.
    """
    own = [p for p in unit.properties if p.lang == lang]
    history = {p.name: p.value for p in own if p.name in HISTORY}
    changed = from_iso(history.get("changedate", ""))
    if unit.changed and (changed is None or changed < unit.changed):
        history = {name: value for name, value in history.items() if name.startswith("creation")}
    said = "".join(f" {name}={quoted(value)}" for name, value in history.items())
    return said + _as_attributes(own, lang), _as_props(own, lang)


def _as_props(properties: Sequence[Property], lang: str) -> str:
    return "".join(
        f"<prop type={quoted(p.name)}>{escaped(p.value)}</prop>"
        for p in properties
        if p.lang == lang and p.name not in ATTRIBUTES and not (lang and p.name in HISTORY)
    )


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
    return known + _as_props(unit.properties, "") if unit.properties else known


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
