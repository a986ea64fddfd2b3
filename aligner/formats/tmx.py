"""Translation Memory eXchange: TMX 1.4b out, TMX 1.1 to 1.4 in, both as streams.

Source: LISA OSCAR, *TMX 1.4b Specification* (2005), and its DTD.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from lxml import etree

from aligner.formats.codes import Codes, Vocabulary, fill, pieces
from aligner.formats.dates import from_iso, in_utc
from aligner.formats.files import aside
from aligner.formats.imported import Account, Imported, Skipped
from aligner.formats.safexml import DECLARATION, XML_LANG, clean, local_name, records
from aligner.formats.tags import language_tag
from aligner.model import Status, TranslationUnit

_DOCTYPE = '<!DOCTYPE tmx SYSTEM "tmx14.dtd">\n'
_DATE = "%Y%m%dT%H%M%SZ"
_STATUSES = {status.value: status for status in Status}
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
    written = 0
    with aside(path) as part, part.open("w", encoding="utf-8", newline="\n") as file:
        file.write(f'{DECLARATION}{_DOCTYPE}<tmx version="1.4">\n')
        file.write(f"<header{_attributes(header)}>{_prop('x-signature', signature)}</header>\n")
        file.write("<body>\n")
        for unit in units:
            if tu := _tu(unit, order):
                file.write(tu)
                written += 1
        file.write("</body>\n</tmx>\n")
    return written


def _tu(unit: TranslationUnit, languages: Sequence[str]) -> str:
    """A unit as a line of XML; nothing where it cannot go out."""
    texts = [
        (lang, text) for lang in languages if (text := clean(unit.texts.get(lang, "")).strip())
    ]
    if len(texts) < 2 or texts[0][0] != languages[0]:
        return ""
    attributes = {
        "tuid": f"{unit.document}#{unit.id}" if unit.document else unit.id,
        "creationdate": in_utc(unit.created).strftime(_DATE) if unit.created else "",
        "creationid": unit.creator,
        "changedate": in_utc(unit.changed).strftime(_DATE) if unit.changed else "",
        "changeid": unit.changer,
    }
    confidence = "" if unit.confidence is None else str(round(unit.confidence, 4))
    return "".join(
        [
            f"<tu{_attributes(attributes)}>",
            f"<note>{_escaped(unit.note)}</note>" if unit.note else "",
            _prop("x-document", unit.document),
            _prop("x-label", unit.label),
            _prop("x-status", unit.status.value),
            _prop("x-confidence", confidence),
            *(
                f'<tuv xml:lang="{lang}"><seg>{_inner(text, unit.codes)}</seg></tuv>'
                for lang, text in texts
            ),
            "</tu>\n",
        ]
    )


def _attributes(values: Mapping[str, str]) -> str:
    return "".join(f" {name}={quoteattr(clean(value))}" for name, value in values.items() if value)


def _prop(kind: str, value: str) -> str:
    return f'<prop type="{kind}">{_escaped(value)}</prop>' if value else ""


def _escaped(text: str) -> str:
    return escape(clean(text)).replace("\r", "&#13;")


def _inner(text: str, codes: Mapping[str, str]) -> str:
    """The inside of a segment; codes of other formats, or broken ones, each as a ``<ph>``."""
    if not codes:
        return _escaped(text)
    seg = etree.Element("seg")
    if fill(seg, text, codes, _INLINE):
        return etree.tostring(seg, encoding="unicode")[len("<seg>") : -len("</seg>")]
    return "".join(
        _escaped(plain) + (f"<ph>{_escaped(markup)}</ph>" if markup else "")
        for plain, markup in pieces(text, codes)
    )


def read(path: Path, *, strict: bool = False) -> Imported:
    """Read a whole TMX file into memory; see :func:`stream`."""
    account = Account(path, strict=strict)
    units = tuple(_units(path, account))
    account.close(len(units))
    return Imported(units=units, skipped=tuple(account.skipped), notes=account.notes)


def stream(
    path: Path, *, strict: bool = False, on_skip: Callable[[Skipped], None] | None = None
) -> Iterator[TranslationUnit]:
    """Read the units of a TMX file one by one, in constant memory.

    Language tags are made canonical; inline tags become placeholders (``TranslationUnit.codes``);
    outer white space is removed.

    Args:
        path: The file, in any encoding that XML knows.
        strict: Raise where something would be skipped.
        on_skip: Called with what could not be read.

    Yields:
        Units with text in at least one language.

    Raises:
        InputError: It is no TMX, or, in strict reading, something in it cannot be read.
    """
    return _units(path, Account(path, strict=strict, on_skip=on_skip or (lambda _: None)))


def _units(path: Path, account: Account) -> Iterator[TranslationUnit]:
    for number, tu in enumerate(records(path, ("tu",), account, root=("tmx",)), start=1):
        try:
            unit = _unit(tu, number, account)
        except ValueError as error:
            account.skip(tu.sourceline or 0, f"unit {tu.get('tuid') or number}: {error}")
            continue
        if unit.texts:
            yield unit
        else:
            account.skip(tu.sourceline or 0, f"unit {unit.id} has no text that can be read")


def _unit(tu: etree._Element, number: int, account: Account) -> TranslationUnit:
    codes = Codes(_SPANNING, tu)
    properties: dict[str, str] = {}
    notes: list[str] = []
    texts: dict[str, str] = {}
    for child in tu:
        name = local_name(child)
        if name == "tuv":
            _add_text(child, texts, codes, account)
        elif name == "prop":
            properties[child.get("type", "")] = child.text or ""
        elif name == "note":
            notes.append(child.text or "")
    document = properties.get("x-document", "")
    return TranslationUnit(
        id=(tu.get("tuid") or str(number)).removeprefix(f"{document}#" if document else ""),
        texts=texts,
        document=document,
        label=properties.get("x-label", ""),
        status=_STATUSES.get(properties.get("x-status", ""), Status.CANDIDATE),
        confidence=_confidence(properties.get("x-confidence", "")),
        created=from_iso(tu.get("creationdate", "")),
        creator=tu.get("creationid", ""),
        changed=from_iso(tu.get("changedate", "")),
        changer=tu.get("changeid", ""),
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


def _seg(tuv: etree._Element) -> etree._Element:
    """The segment, which the DTD has last; an empty one if there is none."""
    for child in tuv.iterchildren(reversed=True):
        if local_name(child) == "seg":
            return child
    return etree.Element("seg")


def _confidence(value: str) -> float | None:
    try:
        number = float(value or -1)
    except ValueError:
        return None
    return number if 0 <= number <= 1 else None
