"""The tables of an archive, in Parquet: rows, terms and documents.

::

    tables/rows/S/2016.parquet    a line for each aligned row
    tables/terms/S/2016.parquet   a line for each concept in each document
    tables/documents.parquet      a line for each document, whatever became of it

``docs/corpus.md`` describes the columns; each file carries its version. A shard is written anew
only where its documents are others than before, and equal results give equal bytes.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from aligner.corpus import archive as archives
from aligner.corpus import results
from aligner.corpus.archive import VERSION, Archive, Item
from aligner.corpus.results import Result
from aligner.errors import InputError, OutputError
from aligner.formats.files import aside
from aligner.model.progress import Progress
from aligner.model.thresholds import is_sure, is_uncertain

if TYPE_CHECKING:
    import pyarrow as pa

NONE = "none"
"""What a shard is called whose documents have no organ, or no year."""
_AT_ONCE = 256
"""Documents whose rows are in memory while a shard is written."""


def write(archive: Archive, progress: Progress = lambda what, share: None) -> int:
    """Bring the tables to what is done; shards of which nothing changed stay.

    Args:
        archive: The archive.
        progress: Told as it goes on.

    Returns:
        How many shards were written.

    Raises:
        OutputError: They cannot be written.
    """
    all_items = archive.items()
    stands = archives.standing(archive, all_items)
    languages = sorted({lang for item in all_items for lang in item.languages})
    shards: dict[str, list[Item]] = defaultdict(list)
    for item in stands.done:
        shards[shard(item)].append(item)
    written = 0
    for count, (name, items) in enumerate(sorted(shards.items())):
        progress("writing tables", count / len(shards))
        written += _write_shard(archive, name, items, languages)
    _drop_others(archive, set(shards))
    _write_documents(archive, stands, languages)
    return written


def shard(item: Item) -> str:
    """Which shard a document is in, such as ``S/2016``."""
    organ = quote(item.organ, safe="").replace(".", "%2E")
    return f"{organ or NONE}/{item.year or NONE}"


def paths(archive: Archive, table: str) -> list[Path]:
    """The files of the table ``rows`` or ``terms``, in order."""
    return sorted(archive.tables.glob(f"{table}/*/*.parquet"))


def schema(table: str, languages: Sequence[str], stamp: str = "") -> pa.Schema:
    """The columns of a table.

    Args:
        table: ``rows``, ``terms`` or ``documents``.
        languages: Those of the archive, a column each.
        stamp: What the content of the file depends on.
    """
    import pyarrow as pa

    text, texts = pa.string(), pa.list_(pa.string())
    head = [("document", text), ("symbol", text), ("organ", text), ("year", pa.int16())]
    columns: dict[str, list[tuple[str, pa.DataType]]] = {
        "rows": [
            *head, ("row", pa.int32()), ("label", text), ("confidence", pa.float32()),
            ("reason", text), ("crossing", pa.bool_()), *((lang, text) for lang in languages),
        ],
        "terms": [
            *head, ("concept", text), ("score", pa.float32()), ("count", pa.int32()),
            ("domain", text), ("rows", pa.list_(pa.int32())),
            *((lang, text) for lang in languages),
            *((f"{lang}_others", texts) for lang in languages),
        ],
        "documents": [
            *head, ("state", text), ("reason", text), ("languages", texts), ("pivot", text),
            ("paragraphs", pa.int32()), ("rows", pa.int32()), ("sure", pa.int32()),
            ("uncertain", pa.int32()), ("nulls", pa.int32()), ("crossing", pa.int32()),
            ("confidence", pa.float32()), ("terms", pa.int32()), ("notes", texts), ("key", text),
            ("signature", text),
        ],
    }  # fmt: skip
    described = {
        b"aligner.table": table.encode(),
        b"aligner.version": str(VERSION).encode(),
        b"aligner.stamp": stamp.encode(),
    }
    return pa.schema(columns[table], described)


def _write_shard(
    archive: Archive, name: str, items: Sequence[Item], languages: Sequence[str]
) -> bool:
    keys = "\n".join([*languages, *(f"{item.id} {item.key}" for item in items)])
    made = hashlib.sha256(keys.encode("utf-8", "surrogateescape")).hexdigest()
    targets = {t: archive.tables / t / f"{name}.parquet" for t in ("rows", "terms")}
    if all(stamp(path) == made for path in targets.values()):
        return False
    import pyarrow as pa
    import pyarrow.parquet as pq

    makers = {"rows": _rows, "terms": _terms}
    with aside(targets["rows"]) as rows, aside(targets["terms"]) as terms:
        parts = {"rows": rows, "terms": terms}
        shapes = {table: schema(table, languages, made) for table in parts}
        writers = {
            table: pq.ParquetWriter(part, shapes[table], compression="zstd")
            for table, part in parts.items()
        }
        for some in archives.slices(items, _AT_ONCE):
            read = [(item, results.read(archive.result(item.key))) for item in some]
            for table, writer in writers.items():
                lines = [line for pair in read for line in makers[table](*pair)]
                writer.write_table(pa.Table.from_pylist(lines, schema=shapes[table]))
        for writer in writers.values():
            writer.close()
    return True


def stamp(path: Path) -> str:
    """What the content of a file depends on; empty where there is none."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        described = pq.read_schema(path).metadata or {}
    except (OSError, pa.ArrowException):
        return ""
    return bytes(described.get(b"aligner.stamp", b"")).decode()


def _head(item: Item) -> dict[str, Any]:
    return {"document": item.id, "symbol": item.symbol, "organ": item.organ, "year": item.year}


def _rows(item: Item, result: Result) -> Iterator[dict[str, Any]]:
    for row in result.rows:
        yield _head(item) | {
            "row": row.row, "label": row.label, "confidence": row.confidence,
            "reason": row.reason, "crossing": row.crossing,
        } | dict(row.texts)  # fmt: skip


def _terms(item: Item, result: Result) -> Iterator[dict[str, Any]]:
    for term in result.terms:
        forms = {lang: [f for t in found for f in (t[0], *t[2:])]
                 for lang, found in term.terms.items()}  # fmt: skip
        yield (
            _head(item)
            | {
                "concept": term.concept, "score": term.score, "count": term.count,
                "domain": term.domain, "rows": list(term.rows),
            }
            | {lang: found[0] for lang, found in forms.items()}
            | {f"{lang}_others": found[1:] for lang, found in forms.items()}
        )  # fmt: skip


def _write_documents(archive: Archive, stands: archives.Standing, languages: Sequence[str]) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    lines = [_document(item, results.read(archive.result(item.key))) for item in stands.done]
    lines += [_undone(item, "aside", reason) for item, reason in stands.aside]
    lines += [_undone(item, "waiting", "") for item in stands.waiting]
    lines += [_undone(item, "alone", "in one language only") for item in stands.alone]
    table = pa.Table.from_pylist(
        sorted(lines, key=lambda line: str(line["document"])),
        schema=schema("documents", languages),
    )
    with aside(archive.tables / "documents.parquet") as part:
        pq.write_table(table, part, compression="zstd")


def _undone(item: Item, state: str, reason: str) -> dict[str, Any]:
    return _head(item) | {
        "state": state, "reason": reason, "languages": list(item.languages), "key": item.key,
    }  # fmt: skip


def _document(item: Item, result: Result) -> dict[str, Any]:
    rows = result.rows
    sizes = [max(1, sum(map(len, row.texts.values()))) for row in rows]
    weighed = sum(row.confidence * size for row, size in zip(rows, sizes, strict=True))
    return _undone(item, "done", "") | {
        "languages": list(result.languages), "pivot": result.pivot,
        "paragraphs": sum(result.paragraphs.values()), "rows": len(rows),
        "sure": sum(is_sure(row.confidence) for row in rows),
        "uncertain": sum(is_uncertain(row.confidence) for row in rows),
        "nulls": sum(len(row.texts) < len(result.languages) for row in rows),
        "crossing": sum(row.crossing for row in rows),
        "confidence": weighed / sum(sizes) if rows else None,
        "terms": len(result.terms), "notes": list(result.notes), "signature": result.signature,
    }  # fmt: skip


def _drop_others(archive: Archive, names: set[str]) -> None:
    """Remove shards of documents that are done no more."""
    for path in [*paths(archive, "rows"), *paths(archive, "terms")]:
        if f"{path.parent.name}/{path.stem}" not in names:
            try:
                path.unlink()
            except OSError as error:
                raise OutputError(f"{path}: cannot be removed ({error.strerror})") from None


def batches(
    archive: Archive, table: str, columns: Iterable[str] = ()
) -> Iterator[list[dict[str, Any]]]:
    """The lines of a table, a few thousand at a time; columns that a shard lacks are absent.

    Raises:
        InputError: There are no tables yet, or a file is damaged or of another version.
    """
    found = paths(archive, table)
    if not found:
        raise InputError(f"{archive.folder}: nothing is done yet; aligner corpus run first")
    for path in found:
        yield from lines(path, columns)


def lines(path: Path, columns: Iterable[str] = ()) -> Iterator[list[dict[str, Any]]]:
    """The lines of one file of a table, a few thousand at a time.

    Raises:
        InputError: It is damaged or of another version.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    wanted = list(columns)
    try:
        with pq.ParquetFile(path) as file:
            told = (file.schema_arrow.metadata or {}).get(b"aligner.version", b"").decode()
            if told != str(VERSION):
                raise InputError(f"{path}: a table of version {told or 'unknown'}; delete it")
            have = [c for c in wanted if c in file.schema_arrow.names] or None
            for batch in file.iter_batches(4096, columns=have):
                yield batch.to_pylist()
    except (OSError, pa.ArrowException) as error:
        said = re.sub(r"\s+", " ", str(error))[:120]
        raise InputError(f"{path}: a damaged table ({said}); delete it and run again") from None
