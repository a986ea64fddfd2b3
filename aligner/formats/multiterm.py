"""Termbases of MultiTerm as it exports them in XML (``mtf``).

Their fields have whatever names an office gave them; they are known by the words that people write
over the columns of tables (:mod:`aligner.formats.table_words`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

from aligner.accents import bare
from aligner.formats.dates import from_iso
from aligner.formats.imported import UNSTATED, Account, Imported
from aligner.formats.safexml import local_name, records, text_of
from aligner.formats.table_cells import to_status
from aligner.formats.table_words import FIELDS, SIDES, YES
from aligner.formats.tags import language_tag
from aligner.model import Context, Entry, Status, Term

_LEVELS = ("languageGrp", "termGrp")
_OWN_TEXT = ("definition", "domain", "source")
"""Fields of which an entry has one; what else is said of them goes into the note."""
_ENTRY_DATES = {"origination": ("created", "creator"), "modification": ("changed", "changer")}


@dataclass(slots=True)
class _Said:
    """What is said of a concept while it is read."""

    texts: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    contexts: list[Context] = field(default_factory=list)
    status: Status | None = None


def read(path: Path, *, strict: bool = False) -> Imported:
    """Read a termbase as a glossary.

    Args:
        path: The file, in any encoding that XML knows.
        strict: Raise where something would be skipped or not kept.

    Raises:
        InputError: It is none, or, in strict reading, something in it cannot be kept.
    """
    account = Account(path, strict=strict)
    return account.of_entries(tuple(_entries(path, account)))


def _entries(path: Path, account: Account) -> Iterator[Entry]:
    for concept in records(path, ("conceptGrp",), account, root=("mtf",)):
        name = text_of(concept.find("concept"))
        said = _Said()
        _take(concept, "", (), said, account)
        terms = tuple(_terms(concept, said, account))
        if not terms:
            number = name or "without a number"
            account.skip(concept.sourceline or 0, f"concept {number} has no term")
            continue
        yield Entry(
            id=name,
            terms=terms,
            contexts=tuple(said.contexts),
            status=said.status or UNSTATED,
            note="\n".join(said.notes),
            **said.texts,  # type: ignore[arg-type]
            **_history(concept),  # type: ignore[arg-type]
        )


def _terms(concept: etree._Element, said: _Said, account: Account) -> Iterator[Term]:
    for section in concept.iterfind("languageGrp"):
        try:
            lang = _language(section.find("language"))
        except ValueError as error:
            account.skip(section.sourceline or 0, str(error))
            continue
        _take(section, lang, (), said, account)
        for group in section.iterfind("termGrp"):
            if text := text_of(group.find("term")):
                status = _take(group, lang, (text,), said, account)
                yield Term(lang, text, status=status or Status.CANDIDATE)
            else:
                account.skip(group.sourceline or 0, f"a term of {lang} without text")


def _language(element: etree._Element | None) -> str:
    """The language by its code, or else by its name.

    Raises:
        ValueError: Neither is known.
    """
    if element is None:
        raise ValueError("terms without a language")
    tag, name = element.get("lang") or "", element.get("type") or ""
    try:
        return language_tag(tag or name)
    except ValueError:
        return language_tag(name)


def _take(
    level: etree._Element, lang: str, terms: tuple[str, ...], said: _Said, account: Account
) -> Status | None:
    """Take up the fields of one level, not those of the levels below; the status of a term."""
    status = None
    for name, text in _fields(level):
        plain = " ".join(bare(name.casefold()).split())
        kind = "source" if plain in SIDES["source"] else FIELDS.get(plain, "")
        if kind == "forbidden":
            if bare(text.casefold().strip()) in YES and terms:
                status = Status.FORBIDDEN
        elif kind == "status":
            found = to_status(text)
            if found is None:
                account.note(f"status {text} is not known")
            elif terms:
                status = found
            else:
                said.status = found
        elif kind == "context" and lang:
            of_term = {lang: terms[0]} if terms else {}
            said.contexts.append(Context("", "", {}, {lang: text}, of_term))
        elif kind in _OWN_TEXT and kind not in said.texts:
            said.texts[kind] = text
        elif kind in (*_OWN_TEXT, "note", "context"):
            about = ", ".join(filter(None, (lang, *terms)))
            said.notes.append(f"{about}: {text}" if about else text)
        else:
            account.drop(f"field {name}", line=level.sourceline or 0)
    return status


def _fields(level: etree._Element) -> Iterator[tuple[str, str]]:
    """Names and texts of the fields of one level, those of fields inside fields too."""
    for child in level:
        if local_name(child) in _LEVELS:
            continue
        for found in child.iter("descrip"):
            if text := text_of(found):
                yield found.get("type") or "", text


def _history(concept: etree._Element) -> dict[str, object]:
    """Who made and who last changed an entry, and when."""
    found: dict[str, object] = {}
    for group in concept.iterfind("transacGrp"):
        done = group.find("transac")
        kind = "" if done is None else done.get("type") or ""
        if kind in _ENTRY_DATES:
            when, who = _ENTRY_DATES[kind]
            found |= {when: from_iso(text_of(group.find("date"))), who: text_of(done)}
    return found
