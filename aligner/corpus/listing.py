"""Manifests that others made: a table with a file a line, in CSV, JSON Lines or Parquet.

A column ``file`` (or ``path``) is needed; ``symbol`` (or ``document``, ``name``), ``lang`` (or
``language``), ``sha256``, ``organ`` and ``year`` say what the path does not. Relative paths begin
where the manifest lies.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from aligner.corpus import finding
from aligner.corpus.archive import File, placed
from aligner.errors import InputError
from aligner.model.symbol import normalised

SUFFIXES = (".csv", ".tsv", ".jsonl", ".ndjson", ".parquet")
_NAMES = {
    "file": ("file", "path", "filename"),
    "symbol": ("symbol", "document", "name", "id"),
    "lang": ("lang", "language"),
    "sha256": ("sha256", "hash"),
    "organ": ("organ", "series"),
    "year": ("year",),
}


def is_one(path: Path) -> bool:
    """Whether a path is that of a manifest, by its name."""
    return path.suffix.lower() in SUFFIXES


def read(path: Path) -> Iterator[File]:
    """The files of a manifest, each with what it says of them; a wrong hash is a problem.

    Raises:
        InputError: It cannot be read, or has no column of files.
    """
    try:
        for number, record in enumerate(_records(path), 2):
            said = {
                ours: str(value).strip()
                for ours, names in _NAMES.items()
                for value in [next((record[n] for n in names if record.get(n)), None)]
                if value is not None
            }
            if "file" not in said:
                raise InputError(f"{path}: line {number} names no file; it needs a column 'file'")
            yield _file(path, said)
    except (OSError, ValueError, csv.Error) as error:
        raise InputError(f"{path}: cannot be read as a manifest ({error})") from None


def _file(manifest: Path, said: Mapping[str, str]) -> File:
    inside = Path(said["file"])
    file = finding.of_path((manifest.parent / inside).absolute(), Path(*inside.parts[-4:]))
    if name := said.get("symbol"):
        symbol = normalised(name)
        bare = replace(file, document=name, symbol="", organ="", year=None)
        file = placed(bare, symbol)
    year = said.get("year", "").removesuffix(".0")
    file = replace(
        file,
        lang=said.get("lang", file.lang),
        organ=said.get("organ", file.organ),
        year=int(year) if year.isdecimal() and len(year) == 4 else file.year,
    )
    wanted = said.get("sha256", "").lower()
    if not Path(file.file).exists():
        return replace(file, problem="no such file")
    if wanted and file.sha256 and wanted != file.sha256:
        return replace(file, problem="its hash is not the one in the manifest; get it again")
    return file


def _records(path: Path) -> Iterator[Mapping[str, Any]]:
    suffix = path.suffix.lower()
    if suffix == ".parquet":
        import pyarrow.parquet as pq

        with pq.ParquetFile(path) as table:
            for batch in table.iter_batches():
                yield from batch.to_pylist()
        return
    with path.open(encoding="utf-8-sig", newline="") as file:
        if suffix in (".csv", ".tsv"):
            sample = file.read(4096)
            file.seek(0)
            comma = "\t" if suffix == ".tsv" else max(",;\t", key=sample.split("\n")[0].count)
            yield from csv.DictReader(file, delimiter=comma)
            return
        for line in filter(str.strip, file):
            record = json.loads(line)
            if not isinstance(record, dict):
                raise InputError(f"{path}: a line is no JSON object")
            yield record
