"""How each format is written, by its name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from aligner.errors import UsageError
from aligner.formats import docx, html, tables, tbx, tmx, xliff
from aligner.model import Glossary, TranslationUnit
from aligner.version import VERSION

Write = Callable[[Iterable[TranslationUnit], Glossary, Path, Sequence[str], str], int]
"""Takes units, terms, file, languages (the source first), signature; returns how many it wrote."""


class Writer(NamedTuple):
    """How a format is written.

    Attributes:
        write: Writes it.
        rows: It holds rows.
        terms: It holds terms.
    """

    write: Write
    rows: bool
    terms: bool


def write_tmx(
    units: Iterable[TranslationUnit],
    _: Glossary,
    path: Path,
    langs: Sequence[str],
    signature: str,
    segtype: str = "paragraph",
) -> int:
    """Write TMX, its units cut as `segtype` says."""
    return tmx.write(
        units, path, srclang=langs[0], languages=langs, segtype=segtype,
        tool_version=VERSION, signature=signature,
    )  # fmt: skip


def _tbx(dialect: str) -> Write:
    return lambda units, glossary, path, langs, signature: tbx.write(
        glossary, path, dialect=dialect, signature=signature
    )


def _xliff(
    units: Iterable[TranslationUnit],
    glossary: Glossary,
    path: Path,
    langs: Sequence[str],
    signature: str,
) -> int:
    if len(langs) != 2:
        raise UsageError(
            f"XLIFF holds one pair of languages; choose two of {', '.join(langs)} with "
            f"--languages {langs[0]},{langs[1]}, or write a file for each pair with --pairs"
        )
    return xliff.write(
        units, path, srclang=langs[0], tgtlang=langs[1], glossary=glossary, signature=signature
    )


def _xlsx(
    units: Iterable[TranslationUnit],
    glossary: Glossary,
    path: Path,
    langs: Sequence[str],
    signature: str,
) -> int:
    return tables.write_workbook(units, glossary, path, langs, signature=signature)


def _csv(
    units: Iterable[TranslationUnit], _: Glossary, path: Path, langs: Sequence[str], signature: str
) -> int:
    return tables.write_rows(units, path, langs, signature=signature)


def _html(
    units: Iterable[TranslationUnit], _: Glossary, path: Path, langs: Sequence[str], signature: str
) -> int:
    return html.write(units, path, langs, signature=signature)


def _docx(
    units: Iterable[TranslationUnit], _: Glossary, path: Path, langs: Sequence[str], signature: str
) -> int:
    return docx.write(units, path, langs, signature=signature)


WRITERS: dict[str, Writer] = {
    "tmx": Writer(write_tmx, rows=True, terms=False),
    "tbx": Writer(_tbx("tbx-basic-v3"), rows=False, terms=True),
    "tbx-basic": Writer(_tbx("tbx-basic-v2"), rows=False, terms=True),
    "tbx-dct": Writer(_tbx("tbx-basic-v3-dct"), rows=False, terms=True),
    "xliff": Writer(_xliff, rows=True, terms=False),
    "xlsx": Writer(_xlsx, rows=True, terms=True),
    "csv": Writer(_csv, rows=True, terms=False),
    "html": Writer(_html, rows=True, terms=False),
    "docx": Writer(_docx, rows=True, terms=False),
}
"""By the name of the format."""
