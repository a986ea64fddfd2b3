"""TMX in: versions 1.1 to 1.4, as a stream of translation units."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

from aligner.formats.codes import Codes
from aligner.formats.dates import from_iso
from aligner.formats.identity import text_id
from aligner.formats.imported import UNSTATED, Account, Imported
from aligner.formats.safexml import XML_LANG, local_name, records
from aligner.formats.tags import language_tag
from aligner.model import Property, Status, TranslationUnit

OURS = ("x-document", "x-label", "x-status", "x-confidence")
"""Properties in which this tool says what it knows of a unit."""
ATTRIBUTES = frozenset(
    {
        *("usagecount", "lastusagedate", "datatype", "segtype", "creationtool"),
        *("creationtoolversion", "o-tmf", "o-encoding"),
    }
)
"""Attributes of a unit or text that are kept as properties of their names."""
HISTORY = ("creationdate", "creationid", "changedate", "changeid")
_KNOWN = frozenset({"tuid", "srclang", "lang", XML_LANG, *ATTRIBUTES, *HISTORY})
_STATUSES = {status.value: status for status in Status}
_OF_TRADOS = {
    "Draft": Status.CANDIDATE,
    "ApprovedTranslation": Status.APPROVED,
    "ApprovedSignOff": Status.APPROVED,
    "RejectedTranslation": Status.REJECTED,
    "RejectedSignOff": Status.REJECTED,
}
"""What Trados says of a unit (``x-ConfirmationLevel``) that decides on it; ``Translated`` is what
any memory holds."""
_SPANNING = frozenset({"hi"})


def read(path: Path, *, strict: bool = False) -> Imported:
    """Read a whole TMX file into memory; see :func:`stream`."""
    account = Account(path, strict=strict)
    return account.of_units(tuple(stream(path, account)))


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
    number, source, memoq = 0, "", False
    for tu in records(path, ("tu", "header"), account, root=("tmx",)):
        if local_name(tu) == "header":
            source, memoq = _source(tu), tu.get("o-tmf") == "MemoQTM"
            _tell_header(tu, account)
            continue
        number += 1
        try:
            unit = _unit(tu, account, _source(tu) or source, memoq=memoq)
        except ValueError as error:
            account.skip(tu.sourceline or 0, f"unit {tu.get('tuid') or number}: {error}")
            continue
        if unit.texts:
            yield unit
        else:
            name = tu.get("tuid") or number
            account.skip(tu.sourceline or 0, f"unit {name} has no text that can be read")


def _tell_header(header: etree._Element, account: Account) -> None:
    """Count what the header says of the memory as a whole; it has no place in a project."""
    for child in header:
        name, kind = local_name(child), child.get("type", "")
        if name == "prop" and kind != "x-signature":
            account.drop(f"header prop {kind}", line=child.sourceline or 0)
        elif name in ("note", "ude"):
            account.drop(f"header {name}", line=child.sourceline or 0)


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


@dataclass(slots=True)
class _Said:
    """What a unit and its texts say, as it is read.

    Attributes:
        foreign: Properties of this tool's names that the tool which wrote the file has too.
        ours: What this tool has said of it, by property.
        properties: What other tools have said.
        notes: On the unit, then on its texts, each with its language.
        of_texts: Who made and changed each text, and when, by its language.
    """

    foreign: frozenset[str] = frozenset()
    ours: dict[str, str] = field(default_factory=dict)
    properties: list[Property] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    of_texts: list[tuple[str, Mapping[str, str]]] = field(default_factory=list)

    def add(self, prop: etree._Element, lang: str = "") -> None:
        """Take in a property of the unit or of a text."""
        name, value = prop.get("type", ""), prop.text or ""
        known = name in OURS and name not in self.foreign and name not in self.ours
        if lang or not known or not _is_ours(name, value):
            self.properties.append(Property(name, value, lang))
        else:
            self.ours[name] = value

    @property
    def status(self) -> Status | None:
        """What this tool has said was decided of it, or else Trados; None where neither has."""
        for one in self.properties if "x-status" not in self.ours else ():
            if one.name == "x-ConfirmationLevel" and not one.lang:
                return _OF_TRADOS.get(one.value)
        return _STATUSES.get(self.ours.get("x-status", ""))

    def add_attributes(self, element: etree._Element, lang: str, account: Account) -> None:
        """Take in what an element says in attributes, beside language and history."""
        for name, value in element.items():
            if name in ATTRIBUTES:
                self.properties.append(Property(name, value, lang))
            elif name not in _KNOWN:
                account.drop(f"attribute {name}", line=element.sourceline or 0)


def _is_ours(name: str, value: str) -> bool:
    """Whether this tool may have said so; others have properties of these names too."""
    if name == "x-status":
        return value in _STATUSES
    return name != "x-confidence" or _confidence(value) is not None


def _unit(
    tu: etree._Element, account: Account, source: str, *, memoq: bool = False
) -> TranslationUnit:
    codes = Codes(_SPANNING, tu)
    texts: dict[str, str] = {}
    said = _Said(frozenset({"x-document"}) if memoq else frozenset())
    said.add_attributes(tu, "", account)
    for child in tu:
        name = local_name(child)
        if name == "tuv":
            lang = _add_text(child, texts, codes, account)
            if lang and (len(child) > 1 or len(child.attrib) > 1):
                _add_said(child, lang, said, account)
        elif name == "prop":
            said.add(child)
            _tell_attributes(child, account)
        elif name == "note":
            said.notes.append(child.text or "")
            _tell_attributes(child, account)
    document = said.ours.get("x-document", "")
    history = {name: _chosen(name, tu, said.of_texts) for name in HISTORY}
    own = tu.get("tuid", "").removeprefix(f"{document}#" if document else "")
    return TranslationUnit(
        id=own or text_id(texts),
        texts=_source_first(texts, source) if source else texts,
        document=document,
        label=said.ours.get("x-label", ""),
        status=said.status or UNSTATED,
        stated=said.status is not None,
        confidence=_confidence(said.ours.get("x-confidence", "")),
        created=from_iso(history["creationdate"]),
        creator=history["creationid"],
        changed=from_iso(history["changedate"]),
        changer=history["changeid"],
        note="\n".join(said.notes),
        codes=codes.by_placeholder,
        properties=(*said.properties, *_of_texts(history, said.of_texts)),
    )


def _tell_attributes(element: etree._Element, account: Account) -> None:
    """Count what a property or note says of itself, such as its language; it is not kept."""
    for name in element.attrib:
        if name != "type":
            what = f"{local_name(element)} attribute {name.rpartition('}')[2]}"
            account.drop(what, line=element.sourceline or 0)


def _add_text(tuv: etree._Element, texts: dict[str, str], codes: Codes, account: Account) -> str:
    """Add a text of the unit; its language, or nothing where it is left out."""
    raw = tuv.get(XML_LANG) or tuv.get("lang") or ""
    try:
        lang = language_tag(raw)
        text = codes.text(_seg(tuv)).strip()
    except ValueError as error:
        account.skip(tuv.sourceline or 0, str(error) if raw else "a text without a language")
        return ""
    if lang != raw:
        account.note(f"language {raw} read as {lang}")
    if text and text != texts.setdefault(lang, text):
        account.skip(tuv.sourceline or 0, f"a second text in {lang} for one unit")
        return ""
    return lang


def _add_said(tuv: etree._Element, lang: str, said: _Said, account: Account) -> None:
    """Add what a text says beside its segment: notes, properties, and who and when."""
    for child in tuv:
        name = local_name(child)
        if name == "note" and child.text:
            said.notes.append(f"{lang}: {child.text}")
            _tell_attributes(child, account)
        elif name == "prop":
            said.add(child, lang)
            _tell_attributes(child, account)
    said.add_attributes(tuv, lang, account)
    told = {name: tuv.get(name, "") for name in HISTORY if name in tuv.attrib}
    if told:
        said.of_texts.append((lang, told))


def _chosen(
    name: str, tu: etree._Element, of_texts: Sequence[tuple[str, Mapping[str, str]]]
) -> str:
    """What the unit says of its making and last change.

    Or else the first of its texts that tells of its making, and the one that was changed last
    (OmegaT and Trados say it there).
    """
    if name in tu.attrib:
        return tu.get(name, "")
    told = [history for _, history in of_texts if name in history]
    if name.startswith("creation") or not told:
        return told[0][name] if told else ""
    return max(told, key=lambda history: history.get("changedate", ""))[name]


def _of_texts(
    history: Mapping[str, str], of_texts: Sequence[tuple[str, Mapping[str, str]]]
) -> Iterator[Property]:
    """What texts say of their making otherwise than the unit."""
    for lang, told in of_texts:
        for name, value in told.items():
            if value != history[name]:
                yield Property(name, value, lang)


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
