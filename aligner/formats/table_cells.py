"""What stands in the cells of a table: units and entries as records, and back."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from aligner.formats.dates import from_iso, to_iso
from aligner.formats.tbx_categories import place
from aligner.model import Entry, Status, Term, TranslationUnit

Cell = str | int | float

ROWS_HEAD = ("id", "document", "label")
_HISTORY = ("created", "creator", "changed", "changer")
ROWS_TAIL = ("confidence", "status", "note", *_HISTORY)
GLOSSARY_TAIL = (
    *("status", "score", "count", "domain", "definition", "source", "note", "where"),
    *("first document", "last document"),
    *_HISTORY,
)

_DANGEROUS = re.compile(r"'*(\s*[=+\-@＝＋－＠]|[\t\r\n])")
"""Beginnings that a spreadsheet takes for a formula, or that hide one."""
_MARK = re.compile(rf" \[({'|'.join(Status)})\]$")
_BETWEEN_VARIANTS = " | "
_BETWEEN_IDS = re.compile(r"[,;|\n]")
_ALTERNATIVES = ("alt_{}", "alt {}", "{}_alt", "{} alt")
"""Names of the column that has further terms of a language, as thesauri are listed."""
ALTERNATIVE = re.compile(r"alt[_ ].+|.+[_ ]alt")


def neutral(value: Cell) -> Cell:
    """The cell with an apostrophe before what a spreadsheet would run as a formula."""
    return f"'{value}" if isinstance(value, str) and _DANGEROUS.match(value) else value


def literal(value: str) -> str:
    """The cell that :func:`neutral` was given."""
    return value[1:] if value.startswith("'") and _DANGEROUS.match(value) else value


def unit_record(unit: TranslationUnit, languages: Sequence[str]) -> dict[str, Cell]:
    """A unit as a row by column name; empty cells are empty strings."""
    return {
        "id": unit.id,
        "document": unit.document,
        "label": unit.label,
        **{lang: unit.texts.get(lang, "") for lang in languages},
        "confidence": "" if unit.confidence is None else round(float(unit.confidence), 4),
        "status": unit.status.value,
        "note": unit.note,
        **_history(unit),
    }


def _history(item: TranslationUnit | Entry) -> dict[str, Cell]:
    """Who made and changed it, and when."""
    return {
        "created": to_iso(item.created),
        "creator": item.creator,
        "changed": to_iso(item.changed),
        "changer": item.changer,
    }


def glossary_record(entry: Entry, languages: Sequence[str]) -> dict[str, Cell]:
    """A concept as a row by column name.

    Several terms of one language stand on lines of one cell, each with its status in brackets if
    it has one; acronyms and variants stand on the same lines of their columns. The first context
    is shown.
    """
    first = entry.contexts[0] if entry.contexts else None
    record: dict[str, Cell] = {
        "id": entry.id,
        "status": entry.status.value,
        "score": round(float(entry.score), 4),
        "count": entry.count,
        "domain": entry.domain,
        "definition": entry.definition,
        "source": entry.source,
        "note": entry.note,
        "where": place(first.document, first.label) if first else "",
        "first document": entry.first_document,
        "last document": entry.last_document,
        **_history(entry),
    }
    for lang in languages:
        terms = [term for term in entry.terms if term.lang == lang]
        record[lang] = "\n".join(_marked(term) for term in terms)
        record[f"{lang} acronym"] = _lines(term.acronym for term in terms)
        record[f"{lang} variants"] = _lines(_BETWEEN_VARIANTS.join(t.variants) for t in terms)
        record[f"{lang} context"] = first.texts.get(lang, "") if first else ""
    return record


def _marked(term: Term) -> str:
    """A term with its status in brackets, where it has one or could be taken to have one."""
    text = " ".join(term.text.split())
    plain = term.status is Status.CANDIDATE and not _MARK.search(text)
    return text if plain else f"{text} [{term.status.value}]"


def _lines(values: Iterable[str]) -> str:
    """The values on lines of one cell; nothing where all are empty."""
    return "\n".join(" ".join(value.split()) for value in values).rstrip("\n")


def to_unit(
    record: Mapping[str, str], languages: Mapping[str, str], number: int
) -> TranslationUnit:
    """The unit of a row.

    Args:
        record: Text by column name, in lower case; empty cells may be absent.
        languages: Language tag by the name of the column that holds it.
        number: Of the row, for one without an id.

    Raises:
        ValueError: A status, number or date cannot be read, or there is no text.
    """
    cells = {lang: record.get(column, "").strip() for column, lang in languages.items()}
    texts = {lang: text for lang, text in cells.items() if text}
    if not texts:
        raise ValueError("a row without text")
    confidence = record.get("confidence", "")
    return TranslationUnit(
        id=record.get("id") or str(number),
        texts=texts,
        document=record.get("document", ""),
        label=record.get("label", ""),
        status=_status(record.get("status", ""), Status.CANDIDATE),
        confidence=_fraction(confidence) if confidence else None,
        created=_moment(record.get("created", "")),
        creator=record.get("creator", ""),
        changed=_moment(record.get("changed", "")),
        changer=record.get("changer", ""),
        note=record.get("note", ""),
    )


def to_entry(record: Mapping[str, str], languages: Mapping[str, str], number: int) -> Entry:
    """The concept of a row; arguments and errors as for :func:`to_unit`.

    An entry without a status is approved, as a glossary holds what has been decided.
    """
    terms = tuple(
        term for column, lang in languages.items() for term in _terms(record, column, lang)
    )
    if not terms:
        raise ValueError("a row without a term")
    score, count = record.get("score", ""), record.get("count", "")
    return Entry(
        id=record.get("id") or str(number),
        terms=terms,
        score=_fraction(score) if score else 1.0,
        count=int(float(count)) if count else 0,
        status=_status(record.get("status", ""), Status.APPROVED),
        definition=record.get("definition", ""),
        note=record.get("note", ""),
        domain=record.get("domain", ""),
        source=record.get("source", ""),
        related=tuple(filter(None, map(str.strip, _BETWEEN_IDS.split(record.get("related", ""))))),
        created=_moment(record.get("created", "")),
        creator=record.get("creator", ""),
        changed=_moment(record.get("changed", "")),
        changer=record.get("changer", ""),
    )


def _terms(record: Mapping[str, str], column: str, lang: str) -> Iterator[Term]:
    acronyms = record.get(f"{column} acronym", "").split("\n")
    variants = record.get(f"{column} variants", "").split("\n")
    for line, text in enumerate(record.get(column, "").split("\n")):
        mark = _MARK.search(text)
        if term := text[: mark.start() if mark else None].strip():
            yield Term(
                lang=lang,
                text=term,
                acronym=acronyms[line] if line < len(acronyms) else "",
                variants=tuple(
                    variant
                    for variant in (variants[line] if line < len(variants) else "").split(
                        _BETWEEN_VARIANTS
                    )
                    if variant
                ),
                status=Status(mark[1]) if mark else Status.CANDIDATE,
            )
    for name in _ALTERNATIVES:
        for text in record.get(name.format(column), "").split("|"):
            if text.strip():
                yield Term(lang, text.strip(), status=Status.ADMITTED)


def _status(value: str, default: Status) -> Status:
    try:
        return Status(value.strip().lower()) if value else default
    except ValueError:
        raise ValueError(f"{value!r} is not a status; it is one of {', '.join(Status)}") from None


def _fraction(value: str) -> float:
    number = float(value)
    if not 0 <= number <= 1:
        raise ValueError(f"{value} is not between 0 and 1")
    return number


def _moment(value: str) -> datetime | None:
    moment = from_iso(value)
    if value and moment is None:
        raise ValueError(f"{value!r} is not a date such as 2016-12-20")
    return moment
