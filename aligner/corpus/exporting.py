"""Pairs of an archive for translation memories and for training: deduplicated, by confidence."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from aligner.corpus import tables
from aligner.corpus.archive import VERSION, Archive
from aligner.errors import UsageError
from aligner.formats import tmx
from aligner.formats.files import aside
from aligner.model import TranslationUnit
from aligner.model.progress import Progress
from aligner.model.thresholds import UNCERTAIN, shown
from aligner.version import VERSION as TOOL

FORMATS = ("tmx", "parquet")
UNITS = 250_000
"""Units that one file holds; a CAT tool opens that many."""


@dataclass(frozen=True, slots=True)
class Exported:
    """What went out.

    Attributes:
        files: What was written, in order.
        units: How many pairs went out.
        repeated: How many were left out because the same pair went out before.
        doubtful: How many were left out because their confidence is too low.
    """

    files: tuple[Path, ...]
    units: int
    repeated: int
    doubtful: int


def export(
    archive: Archive,
    to: str,
    pair: tuple[str, str],
    out: Path,
    *,
    least: float = UNCERTAIN,
    progress: Progress = lambda what, share: None,
) -> Exported:
    """Write the rows of a pair of languages to ``OUT/fr-en.0001.tmx`` and so on.

    Args:
        archive: The archive, run.
        to: ``tmx`` or ``parquet``.
        pair: Source and target.
        out: Folder.
        least: Confidence from which on a row goes out.
        progress: Told as it goes on.

    Raises:
        InputError: Nothing is done yet.
        OutputError: The folder cannot be written to.
        UsageError: There is no such format or language.
    """
    if to not in FORMATS:
        raise UsageError(f"no format called '{to}'; choose {' or '.join(FORMATS)}")
    there = {lang for item in archive.items() for lang in item.languages}
    for lang in pair:
        if lang not in there or pair[0] == pair[1]:
            raise UsageError(
                f"--pair {'-'.join(pair)}: {archive.folder} has {', '.join(sorted(there))}; "
                "name two of them, such as fr-en"
            )
    pairs = _Pairs(archive, pair, least)
    files: list[Path] = []
    units = iter(pairs)
    while some := list(islice(units, UNITS)):
        path = out / f"{pair[0]}-{pair[1]}.{len(files) + 1:04}.{to}"
        progress(f"writing {path.name}", 0.0)
        _write_tmx(some, path, pair) if to == "tmx" else _write_parquet(some, path, pair)
        files.append(path)
    return Exported(tuple(files), pairs.units, pairs.repeated, pairs.doubtful)


class _Pairs:
    """The rows that go out, counted."""

    def __init__(self, archive: Archive, pair: tuple[str, str], least: float) -> None:
        self._archive, self._pair, self._least = archive, pair, least
        self.units = self.repeated = self.doubtful = 0

    def __iter__(self) -> Iterator[dict[str, Any]]:
        columns = ["document", "row", "label", "confidence", *self._pair]
        seen: set[bytes] = set()
        for batch in tables.batches(self._archive, "rows", columns):
            for line in batch:
                texts = [line.get(lang) for lang in self._pair]
                if not all(texts):
                    continue
                if shown(line["confidence"]) < self._least:
                    self.doubtful += 1
                    continue
                told = "\0".join(map(str, texts)).encode("utf-8", "backslashreplace")
                key = hashlib.blake2b(told, digest_size=8).digest()
                if key in seen:
                    self.repeated += 1
                    continue
                seen.add(key)
                self.units += 1
                yield line


def _write_tmx(lines: list[dict[str, Any]], path: Path, pair: tuple[str, str]) -> None:
    units = (
        TranslationUnit(
            id=f"{line['document']}#{line['row']}",
            texts={lang: line[lang] for lang in pair},
            document=line["document"],
            label=line["label"],
            confidence=round(line["confidence"], 4),
        )
        for line in lines
    )
    tmx.write(units, path, srclang=pair[0], languages=pair, tool_version=TOOL)


def _write_parquet(lines: list[dict[str, Any]], path: Path, pair: tuple[str, str]) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    text = pa.string()
    shape = pa.schema(
        [("document", text), ("row", pa.int32()), ("label", text), ("confidence", pa.float32()),
         *((lang, text) for lang in pair)],
        {b"aligner.table": b"pairs", b"aligner.version": str(VERSION).encode()},
    )  # fmt: skip
    with aside(path) as part:
        pq.write_table(pa.Table.from_pylist(lines, schema=shape), part, compression="zstd")
