"""Tables in, as people and tools make them: lists of terms and rows of text, CSV and workbooks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from aligner.errors import InputError
from aligner.formats import table_text, workbooks
from aligner.formats.dates import from_iso
from aligner.formats.files import plain_stem, zip_members
from aligner.formats.imported import Account, Imported
from aligner.formats.table_cells import to_entry, to_status, to_terms, to_unit, variants_of
from aligner.formats.table_columns import OURS, Column, column, has_sides, scripts, settled, sides
from aligner.formats.table_text import Line
from aligner.formats.table_words import NO, YES
from aligner.model import Entry, Glossary, Status, Term, TranslationUnit

_OF_ROWS = {"document", "label", "confidence"}
_FIRST = 10
"""Rows among which the header stands."""
_BETWEEN_TERMS = re.compile(r"[|;；\n]")
_INSIDE = re.compile(r"(?<![\w/.=&?-])[^\W\d_]*[a-zà-ÿ]\?[a-zà-ÿ]")
"""A question mark inside a word that is not an address: a letter that was lost."""


def read(path: Path, *, strict: bool = False, languages: Sequence[str] = ()) -> Imported:
    """Read a table whose columns are headed by languages and by what they hold.

    The header may have titles above it and names in any of the six languages; see
    ``docs/formats.md``. A sheet with the columns ``document``, ``label`` or ``confidence`` holds
    translation units; any other holds a glossary.

    Args:
        path: ``.xlsx``, ``.ods``, or text separated by commas, semicolons or tabs.
        strict: Raise where something would be skipped or not kept.
        languages: Of the first columns of a table without a header, or of source and target.

    Raises:
        InputError: It is no table, no column is headed by a language, or, in strict reading,
            something cannot be kept.
    """
    account = Account(path, strict=strict)
    units: list[TranslationUnit] = []
    entries: list[Entry] = []
    found_languages: dict[str, None] = {}
    found = False
    title, sheets = _sheets(path, account, tuple(languages))
    for rows in sheets:
        columns, rows = _header(rows, languages, account)
        if not any(column.kind == "term" for column in columns):
            continue
        found = True
        if _OF_ROWS.intersection(column.kind for column in columns):
            units += _units(columns, rows, account)
        else:
            langs = (column.lang for column in columns if column.kind == "term")
            found_languages.update(dict.fromkeys(langs))
            entries += _entries(columns, rows, account)
    if not found:
        raise InputError(
            f"{path}: no column is headed by a language; name them in the first row, "
            "such as fr and en, or say in which the columns are: --languages fr,en"
        )
    account.close(len(units) + len(entries))
    ids = {entry.id for entry in entries}
    entries = [
        replace(entry, related=tuple(other for other in entry.related if other in ids))
        for entry in entries
    ]
    return Imported(
        units=tuple(units),
        glossary=Glossary(title or plain_stem(path), tuple(found_languages), tuple(entries))
        if found_languages
        else None,
        skipped=tuple(account.skipped),
        notes=account.notes,
    )


def _sheets(
    path: Path, account: Account, languages: tuple[str, ...]
) -> tuple[str, list[list[Line]]]:
    """What the file calls itself, and its sheets that have rows."""
    try:
        if zip_members(path):
            title, sheets = workbooks.sheets(path, account)
        else:
            title, sheets = "", [table_text.rows(path, account, languages)]
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror or error})") from error
    return title, [rows for rows in sheets if rows]


def _header(
    rows: list[Line], languages: Sequence[str], account: Account
) -> tuple[list[Column], list[Line]]:
    """What the columns hold, and the rows below what says so; nothing where nothing does.

    The header is the first row that names two languages, or else the one that names most.
    """
    best, at = (0, 0), -1
    for i, (_, cells) in enumerate(rows[:_FIRST]):
        if languages and has_sides(cells):
            found = sides(cells, languages)
            _tell(found, rows[i + 1 :], rows[i][0], account)
            return found, rows[i + 1 :]
        named = [column(cell) for cell in cells if cell]
        langs = len({one.lang for one in named if one.kind == "term" and one.lang})
        known = (langs, sum(bool(one.kind) for one in named))
        if langs and known > best and (i == 0 or known[1] * 2 > len(named)):
            best, at = known, i
        if best[0] > 1:
            break
    if best[0] < 2 and len(languages) > 1 and not (at >= 0 and _all_named(rows[at][1])):
        return _without_header(rows, languages, account)
    if at < 0:
        return [], []
    for number, cells in rows[:at]:
        said = " ".join(filter(None, cells))
        account.note(f"line {number} stands above the header and was left out: {said[:80]}")
    found = settled(rows[at][1], [cells for _, cells in rows[at + 1 :]])
    _tell(found, rows[at + 1 :], rows[at][0], account)
    return found, rows[at + 1 :]


def _all_named(cells: Sequence[str]) -> bool:
    return all(column(cell).kind for cell in cells if cell)


def _without_header(
    rows: list[Line], languages: Sequence[str], account: Account
) -> tuple[list[Column], list[Line]]:
    """The columns of a plain list: the languages that were named, then a comment; and its rows.

    A line of one cell that begins with ``#`` is a comment, as the first one of OmegaT's lists.
    """
    account.note(f"no header: the columns were read as {', '.join(languages)}")
    kept = []
    for number, cells in rows:
        if cells[0].startswith("#") and not any(cells[1:]):
            account.note(f"line {number} is a comment and was left out: {cells[0][:80]}")
        else:
            kept.append((number, cells))
    width = max((len(cells) for _, cells in kept), default=0)
    found = [Column("term", lang, lang) for lang in languages]
    if width > len(found):
        found.append(Column("note", name="note"))
    found += [Column("", name=str(number)) for number in range(len(found) + 1, width + 1)]
    _tell(found, kept, rows[0][0], account)
    return found, kept


def _tell(columns: list[Column], rows: list[Line], line: int, account: Account) -> None:
    """Say which columns are not kept, and how each was read that is not called as it is here."""
    texts: set[str] = set()
    for i, found in enumerate(columns):
        name = found.name.casefold()
        if not found.kind:
            if filled := sum(i < len(cells) and bool(cells[i]) for _, cells in rows):
                account.drop(f"column {found.name or i + 1}", filled, line)
        elif found.kind == "term":
            texts.add(found.lang)
            if name != found.lang.casefold():
                account.note(f"language {found.name} read as {found.lang}")
        elif not {*re.split(r"[\s_]", name)} <= {found.kind, found.lang.casefold(), "alt"}:
            of = f" of {found.lang}" if found.lang else ""
            account.note(f"column {found.name} read as {found.kind}{of}")


def _filled(columns: list[Column], line: Line, account: Account) -> Iterator[tuple[Column, str]]:
    """The cells of a row that hold something; letters that were lost are told and left out."""
    number, cells = line
    for found, cell in zip(columns, cells, strict=False):
        if not cell or not found.kind:
            continue
        if found.lang and _is_lost(cell, found.lang):
            account.skip(number, f"{found.name}: letters were lost, only question marks are left")
            continue
        if found.lang and _INSIDE.search(cell):
            account.note(f"line {number}, {found.name}: a question mark inside a word")
        if found.kind in ("created", "changed") and from_iso(cell) is None:
            account.drop(f"date {cell!r}", line=number)
        elif found.kind == "status" and to_status(cell) is None:
            account.drop(f"status {cell!r}, which is not known", line=number)
            yield found, Status.CANDIDATE.value  # whatever it says, it is not that nothing is said
        else:
            yield found, cell


def _is_lost(text: str, lang: str) -> bool:
    """Whether the letters of a text became question marks when it was saved."""
    if "\ufffd" in text:
        return True
    if "??" not in text or text.count("?") <= sum(map(str.isalpha, text)):
        return False
    return scripts(lang) != ("LATIN",)


def _units(columns: list[Column], rows: list[Line], account: Account) -> Iterator[TranslationUnit]:
    for line in rows:
        said: dict[str, str] = {}
        texts: dict[str, str] = {}
        for found, cell in _filled(columns, line, account):
            if found.kind == "term":
                if texts.setdefault(found.lang, cell) != cell:
                    account.skip(line[0], f"a second text in {found.lang} for one row")
            elif found.kind == "note":
                _add(said, "note", f"{found.lang}: {cell}" if found.lang else cell)
            elif found.kind in OURS and not found.lang:
                said[found.kind] = cell
            else:
                account.drop(f"column {found.name}", line=line[0])
        if texts or said:
            try:
                yield to_unit(said, texts)
            except ValueError as error:
                account.skip(line[0], str(error))


def _entries(columns: list[Column], rows: list[Line], account: Account) -> Iterator[Entry]:
    ours = any(found.kind == "variants" for found in columns)
    for line in rows:
        concept = _Concept(account, line[0], split=not ours)
        for found, cell in _filled(columns, line, account):
            concept.add(found, cell)
        if concept.terms or concept.said:
            try:
                yield to_entry(concept.said, concept.all_terms(), concept.contexts)
            except ValueError as error:
                account.skip(line[0], str(error))


def _add(said: dict[str, str], kind: str, text: str) -> None:
    said[kind] = f"{said[kind]}\n{text}" if kind in said else text


class _Concept:
    """What one row of a list of terms says, cell by cell, from left to right."""

    def __init__(self, account: Account, line: int, *, split: bool) -> None:
        self.said: dict[str, str] = {}
        self.terms: dict[str, list[Term]] = {}
        self.contexts: list[dict[str, str]] = []
        self._account = account
        self._line = line
        self._split = split
        self._last: list[Term] = []
        self._lines: dict[tuple[str, str], str] = {}

    def add(self, found: Column, cell: str) -> None:
        """Take one cell in."""
        kind, lang = found.kind, found.lang
        if kind in ("term", "synonym", "abbreviation"):
            self._put(lang, cell, Status.ADMITTED if kind == "synonym" else None)
        elif kind in ("acronym", "variants"):
            self._lines[lang, kind] = cell
        elif kind == "forbidden":
            self._forbid(lang, cell)
        elif kind == "info":
            for word in filter(None, map(str.strip, _BETWEEN_TERMS.split(cell))):
                if to_status(word) is Status.FORBIDDEN:
                    self._mark(lang, Status.FORBIDDEN)
                else:
                    self._account.drop(f"{found.name} {word}", line=self._line)
        elif kind == "status" and lang:
            self._mark(lang, to_status(cell) or Status.CANDIDATE)
        elif kind == "context":
            self._put_context(lang, cell)
        elif kind == "note" or (kind == "definition" and "definition" in self.said):
            _add(self.said, "note", f"{lang}: {cell}" if lang else cell)
        elif kind in self.said:
            self._account.drop(f"column {found.name}", line=self._line)
        else:
            self.said[kind] = cell

    def all_terms(self) -> list[Term]:
        """The terms, language by language, with their acronyms and variants."""
        return [
            replace(term, acronym=acronym or term.acronym, variants=variants or term.variants)
            for lang, terms in self.terms.items()
            for term, acronym, variants in zip(
                terms, self._each(lang, "acronym", terms), self._variants(lang, terms), strict=True
            )
        ]

    def _each(self, lang: str, kind: str, terms: Sequence[Term]) -> list[str]:
        """What stands beside each term of a language, line by line."""
        lines = self._lines.get((lang, kind), "").split("\n")
        return [*lines[: len(terms)], *[""] * (len(terms) - len(lines))]

    def _variants(self, lang: str, terms: Sequence[Term]) -> list[tuple[str, ...]]:
        return [variants_of(line) for line in self._each(lang, "variants", terms)]

    def _put(self, lang: str, cell: str, standing: Status | None) -> None:
        lines = "\n".join(_BETWEEN_TERMS.split(cell)) if self._split or standing else cell
        known = self.terms.setdefault(lang, [])
        self._last = []
        for term in to_terms(lang, lines):
            if self._split and any(term.text == other.text for other in known):
                continue
            if standing and term.status is Status.CANDIDATE:
                term = replace(term, status=standing)
            known.append(term)
            self._last.append(term)

    def _forbid(self, lang: str, cell: str) -> None:
        word = cell.casefold()
        if word in YES or to_status(word) is Status.FORBIDDEN:
            self._mark(lang, Status.FORBIDDEN)
        elif word not in NO:
            self._put(lang, cell, Status.FORBIDDEN)

    def _mark(self, lang: str, status: Status) -> None:
        """Give the terms of the last cell a standing, or all of a language that is named."""
        terms = self.terms.get(lang, [])
        meant = self._last if self._last and self._last[0].lang == lang else list(terms)
        marked = [replace(term, status=status) if term in meant else term for term in terms]
        self._last = [term for term in marked if term.text in {other.text for other in meant}]
        self.terms[lang] = marked

    def _put_context(self, lang: str, cell: str) -> None:
        if not lang:
            _add(self.said, "note", cell)
            return
        free = next((texts for texts in self.contexts if lang not in texts), None)
        if free is None:
            free = {}
            self.contexts.append(free)
        free[lang] = cell
