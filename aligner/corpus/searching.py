"""The concordance of an archive: where words stand, with their counterpart in another language.

An index (FTS5) of the rows in the tables, in ``search.sqlite``, made when it is first asked for and
after the tables changed. Words count without case and accents, and Chinese by characters
(:mod:`aligner.store.words`).
"""

from __future__ import annotations

import hashlib
import re
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from aligner.corpus import tables
from aligner.corpus.archive import Archive
from aligner.errors import InputError, UsageError
from aligner.formats.files import aside
from aligner.model.progress import Progress

MOST = 50
"""Hits that are given unless more are asked for."""
_TABLES = """
CREATE TABLE made (stamp TEXT);
CREATE TABLE place (
    id INTEGER PRIMARY KEY, document TEXT, organ TEXT, year INTEGER, row INTEGER, label TEXT,
    confidence REAL
);
CREATE TABLE cell (id INTEGER PRIMARY KEY, place INTEGER, lang TEXT, text TEXT);
CREATE INDEX cell_place ON cell (place);
CREATE VIRTUAL TABLE words USING fts5(folded, content='', tokenize="unicode61 remove_diacritics 0");
"""


@dataclass(frozen=True, slots=True)
class Hit:
    """A row in which the words stand.

    Attributes:
        document: Symbol or name of the document.
        label: The paragraph label as one cites it.
        row: Number of the row.
        lang: Language in which they were found.
        texts: The row in every language.
        confidence: Probability that the row is right.
    """

    document: str
    label: str
    row: int
    lang: str
    texts: dict[str, str]
    confidence: float


def search(
    archive: Archive,
    query: str,
    *,
    lang: str = "",
    organ: str = "",
    years: tuple[int, int] | None = None,
    limit: int = MOST,
    progress: Progress = lambda what, share: None,
) -> list[Hit]:
    """Rows in which words stand in a row, the newest documents first.

    Args:
        archive: The archive, run.
        query: Words; ``*`` at the end of one stands for any ending.
        lang: Where to look; any language where empty.
        organ: Of which organ or series; of any where empty.
        years: First and last year; any where None.
        limit: Hits at most.
        progress: Told while the index is made.

    Raises:
        InputError: Nothing is done yet.
        UsageError: There is no word in the query.
    """
    from aligner.store.words import Query

    asked = Query.read(query)
    if not asked.forms:
        raise UsageError("type a word to look for")
    words = zip(asked.forms, asked.open_ended, strict=True)
    match = _phrase([(form, is_open) for form, is_open in words])
    where, values = ["words MATCH ?"], [match]
    for column, value in (("cell.lang", lang), ("place.organ", organ)):
        if value:
            where.append(f"{column} = ?")
            values.append(value)
    if years:
        where.append("place.year BETWEEN ? AND ?")
    with closing(_index(archive, progress)) as base:
        found = base.execute(
            "SELECT place.id, document, label, row, lang, confidence FROM words "
            "JOIN cell ON cell.id = words.rowid JOIN place ON place.id = cell.place "
            f"WHERE {' AND '.join(where)} ORDER BY words.rowid LIMIT ?",
            [*values, *(years or ()), limit],
        ).fetchall()
        return [
            Hit(document, label, row, at, _texts(base, place), confidence)
            for place, document, label, row, at, confidence in found
        ]


def _phrase(words: Sequence[tuple[str, bool]]) -> str:
    """The query as FTS5 reads it; only the last word of a phrase may be open there."""
    phrases: list[list[str]] = [[]]
    for n, (form, is_open) in enumerate(words):
        phrases[-1].append(form)
        if is_open and n < len(words) - 1:
            phrases[-1][-1] += "*"
            phrases.append([])
    said = []
    for phrase in filter(None, phrases):
        star = "*" if phrase[-1].endswith("*") else ""
        said.append('"' + " ".join(word.rstrip("*") for word in phrase) + '"' + star)
    if words[-1][1]:
        said[-1] = said[-1].rstrip("*") + "*"
    return " AND ".join(said)


def matching(archive: Archive, pattern: str, lang: str, limit: int = MOST) -> Iterator[Hit]:
    """Rows whose text in a language fits a regular expression; all texts are read.

    Raises:
        UsageError: The expression is none.
        InputError: Nothing is done yet.
    """
    try:
        wanted = re.compile(pattern, re.IGNORECASE)
    except re.error as error:
        raise UsageError(f"{pattern}: no regular expression ({error})") from None
    count = 0
    for batch in tables.batches(archive, "rows"):
        for line in batch:
            if wanted.search(line.get(lang) or ""):
                yield Hit(
                    line["document"], line["label"], line["row"], lang, _languages(line),
                    line["confidence"],
                )  # fmt: skip
                count += 1
                if count >= limit:
                    return


@cache
def _facts() -> frozenset[str]:
    """The columns of a row that hold no text."""
    return frozenset(tables.schema("rows", ()).names)


def _languages(line: dict[str, Any]) -> dict[str, str]:
    return {name: text for name, text in line.items() if name not in _facts() and text}


def _texts(base: sqlite3.Connection, place: int) -> dict[str, str]:
    return dict(base.execute("SELECT lang, text FROM cell WHERE place = ?", [place]).fetchall())


def _index(archive: Archive, progress: Progress) -> sqlite3.Connection:
    """The index, made anew where the tables are others than when it was made."""
    path = archive.folder / "search.sqlite"
    stamp = _stamp(archive)
    if _made_for(path) != stamp:
        with aside(path) as part:
            _make(archive, part, stamp, progress)
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)


def _stamp(archive: Archive) -> str:
    found = tables.paths(archive, "rows")
    if not found:
        raise InputError(f"{archive.folder}: nothing is done yet; aligner corpus run first")
    told = [f"{path.relative_to(archive.folder)} {tables.stamp(path)}" for path in found]
    return hashlib.sha256("\n".join(told).encode("utf-8", "surrogateescape")).hexdigest()


def _made_for(path: Path) -> str:
    if not path.is_file():
        return ""
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as base:
            return str(base.execute("SELECT stamp FROM made").fetchone()[0])
    except (sqlite3.Error, TypeError):
        return ""


def _make(archive: Archive, path: Path, stamp: str, progress: Progress) -> None:
    from aligner.store.words import forms

    path.unlink(missing_ok=True)
    with closing(sqlite3.connect(path, isolation_level=None)) as base:
        base.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;" + _TABLES)
        base.execute("BEGIN")
        number = 0
        for batch in _newest_first(archive):
            progress(f"indexing, {number:,} rows", 0.0)
            for line in batch:
                number += 1
                base.execute(
                    "INSERT INTO place VALUES (?, ?, ?, ?, ?, ?, ?)",
                    [number, line["document"], line["organ"], line["year"], line["row"],
                     line["label"], line["confidence"]],
                )  # fmt: skip
                for lang, text in _languages(line).items():
                    cell = base.execute(
                        "INSERT INTO cell (place, lang, text) VALUES (?, ?, ?)",
                        [number, lang, text],
                    ).lastrowid
                    base.execute(
                        "INSERT INTO words (rowid, folded) VALUES (?, ?)",
                        [cell, " ".join(forms(text))],
                    )
        base.execute("INSERT INTO made VALUES (?)", [stamp])
        base.execute("COMMIT")


def _newest_first(archive: Archive) -> Iterator[list[dict[str, Any]]]:
    paths = sorted(tables.paths(archive, "rows"), key=lambda path: path.stem, reverse=True)
    for path in paths:
        yield from tables.lines(path)
