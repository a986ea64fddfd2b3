"""What stands in the cells of a table: units and entries as records, and back."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from aligner.accents import bare
from aligner.formats.dates import from_iso, to_iso
from aligner.formats.identity import text_id
from aligner.formats.imported import UNSTATED
from aligner.formats.table_words import STATUSES
from aligner.formats.tbx_categories import document_and_label, place
from aligner.model import Context, Entry, Status, Term, TranslationUnit

Cell = str | int | float

ROWS_HEAD = ("id", "document", "label")
_HISTORY = ("created", "creator", "changed", "changer")
ROWS_TAIL = ("confidence", "status", "note", *_HISTORY)
SIGNATURE = "signature"
"""The column of a CSV that says how the alignment was made, in its first row; not read."""
GLOSSARY_TAIL = (
    *("status", "score", "count", "domain", "definition", "source", "note", "where"),
    *("first document", "last document"),
    *_HISTORY,
)

_FIRST = r"(?<![^\t\r\n;|^；؛،，､、])"
_FORMULA = r"(?='*(?:[^\S\t\r\n]|\")*[=+\-@＝＋－＠])"
_HIDING = r"(?='*[\t\r\n])"
_EXPOSED = re.compile(rf"{_FIRST}{_FORMULA}|\A{_HIDING}")
_COVERED = re.compile(rf"{_FIRST}'{_FORMULA}|\A'{_HIDING}")
"""Where a spreadsheet would begin a formula, or what hides one: at the beginning of a cell, and
behind whatever separates the cells of a list somewhere, as not every spreadsheet separates by
commas, nor heeds quotation marks inside what it takes for a cell. The comma is left out: whoever
separates by it reads the quotation marks as they were meant."""
_MARK = re.compile(rf" \[({'|'.join(Status)})\]$")
_BETWEEN_VARIANTS = " | "
_BETWEEN_IDS = re.compile(r"[,;|\n]")


def neutral(value: Cell) -> Cell:
    """The cell with an apostrophe before all that a spreadsheet would run as a formula.

    >>> neutral("sum;=1+1;rest")
    "sum;'=1+1;rest"
    """
    return _EXPOSED.sub("'", value) if isinstance(value, str) else value


def literal(value: str) -> str:
    """The cell that :func:`neutral` was given.

    >>> literal("sum;'=1+1;rest")
    'sum;=1+1;rest'
    """
    return _COVERED.sub("", value)


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


Said = Mapping[str, str]
"""What a row says beyond its texts, by the kind of column; what it does not say is absent."""


def to_unit(said: Said, texts: Mapping[str, str]) -> TranslationUnit:
    """The unit of a row.

    Args:
        said: As text.
        texts: By language.

    Raises:
        ValueError: A number or date cannot be read, or there is no text.
    """
    if not texts:
        raise ValueError("a row without text")
    confidence = said.get("confidence", "")
    return TranslationUnit(
        id=said.get("id") or text_id(texts),
        texts=texts,
        document=said.get("document", ""),
        label=said.get("label", ""),
        status=to_status(said.get("status", "")) or UNSTATED,
        stated="status" in said,
        confidence=_fraction(confidence) if confidence else None,
        created=_moment(said.get("created", "")),
        creator=said.get("creator", ""),
        changed=_moment(said.get("changed", "")),
        changer=said.get("changer", ""),
        note=said.get("note", ""),
    )


def to_entry(said: Said, terms: Sequence[Term], contexts: Sequence[Mapping[str, str]]) -> Entry:
    """The concept of a row; errors as for :func:`to_unit`.

    An entry without a status is approved, as a glossary holds what has been decided.
    """
    if not terms:
        raise ValueError("a row without a term")
    score, count = said.get("score", ""), said.get("count", "")
    document, label = document_and_label(said.get("where", ""))
    return Entry(
        id=said.get("id") or text_id([(term.lang, term.text) for term in terms]),
        terms=tuple(terms),
        score=_fraction(score) if score else 1.0,
        count=int(float(count)) if count else 0,
        contexts=tuple(Context(document, label, {}, texts) for texts in contexts if texts),
        status=to_status(said.get("status", "")) or UNSTATED,
        definition=said.get("definition", ""),
        note=said.get("note", ""),
        domain=said.get("domain", ""),
        source=said.get("source", ""),
        related=tuple(filter(None, map(str.strip, _BETWEEN_IDS.split(said.get("related", ""))))),
        created=_moment(said.get("created", "")),
        creator=said.get("creator", ""),
        changed=_moment(said.get("changed", "")),
        changer=said.get("changer", ""),
    )


def to_terms(lang: str, cell: str) -> Iterator[Term]:
    """The terms of a cell, one a line, each with its status in brackets if it has one."""
    for text in cell.split("\n"):
        mark = _MARK.search(text)
        if term := text[: mark.start() if mark else None].strip():
            yield Term(lang, term, status=Status(mark[1]) if mark else Status.CANDIDATE)


def variants_of(line: str) -> tuple[str, ...]:
    """The variants of one term."""
    return tuple(filter(None, line.split(_BETWEEN_VARIANTS)))


def to_status(value: str) -> Status | None:
    """The status that a word means, in any of the six languages; None where it means none."""
    return STATUSES.get(" ".join(bare(value.casefold()).split()))


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
