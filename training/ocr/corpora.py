"""The one side of the open corpora that the repair weights are trained on."""

from __future__ import annotations

import gzip
from collections.abc import Iterator

from training import SHARED

SOURCES = (
    "canada-laws",
    "d365-docs",
    "tatoeba",
    "sdg-metadata",
    "cc-licences",
    "nextstrain",
    "opensource-governance",
    "open-contracting",
    "mozilla-legal",
    "mozilla-www",
    "python-docs",
    "vote-gov",
)
"""Permissive and Creative Commons sources; tico19, ud-pud and newstest are held out to measure."""


def side(source: str, lang: str) -> Iterator[str]:
    """The distinct texts of one language of one source, in the order of its files."""
    seen: set[str] = set()
    for path in sorted((SHARED / "corpora").glob(f"{source}.*.tsv.gz")):
        langs = path.name.removesuffix(".tsv.gz").split(".")[-1].split("-")
        if lang not in langs:
            continue
        column = langs.index(lang)
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                text = line.rstrip("\n").split("\t")[column].strip()
                if text not in seen:
                    seen.add(text)
                    yield text
