"""Formats that are known by what is in them and not read, each with the way out."""

from __future__ import annotations

import re
from collections.abc import Collection

from aligner.formats.encodings import narrow

_BY_START: tuple[tuple[bytes, str], ...] = (
    (rb"SQLite format 3\x00", "a SQLite database (Trados .sdltm, memoQ and others); "
     "open it in its tool and export TMX"),
    (rb"\x00\x01\x00\x00Standard (Jet|ACE) DB", "an Access database (MultiTerm .sdltb); "
     "export it from MultiTerm as XML, or with a table as XLSX"),
    (rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office file (.xls, .doc); save it as .xlsx"),
    (rb"\{\\rtf", "an RTF file; copy its table into a workbook and save it as .xlsx"),
    (rb"%PDF-", "a PDF; import needs the file from which it was made"),
    (rb"Rar!|7z\xbc\xaf|BZh|\xfd7zXZ", "a packed file; unpack it and import what is in it"),
    (rb"%\d{8}~\d{6}[\t ]", "a Wordfast memory; export it from Wordfast as TMX"),
    (rb"[{\[]\s*[\"{\[}\]]", "JSON; save it as CSV or TMX, or thesauri as JSON-LD"),
    (rb"\"[^\"\n]+\" *= *\"", "a .strings file; convert it with prop2po of translate-toolkit"),
    (rb"[\w.]+ ?= ?[^\n;\t]*\n[\w.]+ ?= ?", "a .properties file; convert it to "
     "CSV with a column for each language"),
)  # fmt: skip
_BY_MEMBER = (
    (r"word/document\.xml", "a Word document; import reads tables from .xlsx"),
    (r"ppt/presentation\.xml", "a presentation; import reads tables from .xlsx"),
    (r".*\.(xlf|xliff|sdlxliff|mqxliff|mxliff)", "a package with XLIFF in it (.xlz, .sdlppx, "
     ".mqxlz); unpack it and import the XLIFF"),
    (r".*\.(tmx|tbx|csv|rdf|ttl)", "an archive; unpack it and import what is in it"),
    (r"content\.xml", "an OpenDocument text; save its table as .ods or .xlsx"),
)  # fmt: skip
_BY_ROOT = {
    "root": "a RESX file; convert it to CSV with a column for each language",
    "html": "a web page; copy its table into a workbook and save it as .xlsx",
    "Workbook": "a workbook of Excel 2003 (XML); save it as .xlsx",
    "resources": "Android strings; convert them to CSV with a column for each language",
    "TS": "a Qt file; convert it with lconvert to XLIFF or PO",
    "conceptScheme": "a thesaurus in XML of its own; export SKOS",
    "termlist": "a term list; export TBX",
}


def by_start(start: bytes) -> str:
    """What a file is by its first bytes, and what to do; empty where that says nothing."""
    plain = without_comments(narrow(start))
    return next((said for sign, said in _BY_START if re.match(sign, plain)), "")


def without_comments(start: bytes) -> bytes:
    """The beginning of a text without the lines before its first one, blank or of comment."""
    lines = start.lstrip(b" \t\r\n").split(b"\n")
    while len(lines) > 1 and (not lines[0].strip() or lines[0].lstrip()[:1] in (b"#", b"!")):
        del lines[0]
    return b"\n".join(lines)


def by_members(names: Collection[str]) -> str:
    """What an archive is by the names in it, and what to do."""
    return next(
        (said for sign, said in _BY_MEMBER if any(re.fullmatch(sign, name) for name in names)),
        "an archive that is no workbook; unpack it and import what is in it",
    )


def by_root(name: str) -> str:
    """What an XML file is by its root element, and what to do."""
    return _BY_ROOT.get(name, "")
