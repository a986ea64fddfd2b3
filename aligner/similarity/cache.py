"""Embeddings of large models, kept on disk so that a text is read once.

Where: ``embeddings.sqlite`` in the folder that ALIGNER_CACHE names, else in ``aligner`` under
XDG_CACHE_HOME or ``~/.cache``. What: vectors only, each under the SHA-256 of the model and the
text; no text is stored, and nothing leaves the machine. How much: :data:`LIMIT` bytes; beyond that
the vectors that were longest not asked for make room. To clear it, delete the file.

A cache that cannot be written, or is of no use, costs time and nothing else: texts are read anew.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import TypeVar

import numpy as np

from aligner.similarity.runs import Matrix

LIMIT = 1 << 30
"""Bytes that the file may hold."""
AT_ONCE = 2048
"""Texts that are read between two writes, so that work broken off is not lost."""

Item = TypeVar("Item")
_TABLE = """CREATE TABLE IF NOT EXISTS embedding (
    key BLOB PRIMARY KEY, vector BLOB NOT NULL, used INTEGER NOT NULL
) WITHOUT ROWID"""


def folder() -> Path:
    """Where the cache lies."""
    if named := os.environ.get("ALIGNER_CACHE"):
        return Path(named)
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "aligner"


def cached(
    texts: Sequence[str],
    embed: Callable[[Sequence[str]], Matrix],
    model: str,
    *,
    file: Path | None = None,
    limit: int = LIMIT,
) -> Matrix:
    """Vectors of texts, from the cache where they are in it.

    Args:
        texts: What to read, in any order, the same text more than once too.
        embed: Reads texts, shape ``(len(texts), d)``; called for what is new only.
        model: What tells this model, in this version, from any other.
        file: The cache; in :func:`folder` where None.
        limit: Bytes that the file may hold.

    Returns:
        Shape ``(len(texts), d)``.
    """
    keys = {text: _key(model, text) for text in texts}
    with _opened(file or folder() / "embeddings.sqlite") as base:
        found = _read(base, list(keys.values())) if base else {}
        new = [text for text, key in keys.items() if key not in found]
        for some in _slices(new, AT_ONCE):
            fresh = dict(zip((keys[text] for text in some), embed(some), strict=True))
            found.update(fresh)
            if base:
                _write(base, fresh, limit)
    if not keys:
        return np.asarray(embed([]), np.float32)
    return np.stack([found[keys[text]] for text in texts]).astype(np.float32)


def fingerprint(model: Path) -> str:
    """What tells the files of a model from any other's: their names, sizes and times."""
    told = hashlib.sha256()
    for path in sorted(p for p in model.rglob("*") if p.is_file()):
        stat = path.stat()
        told.update(f"{path.relative_to(model)} {stat.st_size} {stat.st_mtime_ns}\n".encode())
    return told.hexdigest()


def _slices(items: list[Item], size: int) -> Iterator[list[Item]]:
    for first in range(0, len(items), size):
        yield items[first : first + size]


def _key(model: str, text: str) -> bytes:
    return hashlib.sha256(f"{model}\0{text}".encode("utf-8", "surrogatepass")).digest()


@contextmanager
def _opened(file: Path) -> Iterator[sqlite3.Connection | None]:
    """The database; None where there can be none."""
    base = None
    with suppress(OSError, sqlite3.OperationalError):
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        base = _connected(file)
    if base is None:
        yield None
        return
    with closing(base):
        yield base


def _connected(file: Path) -> sqlite3.Connection:
    """A database that works: one that is damaged is begun anew."""
    try:
        return _ready(file)
    except sqlite3.OperationalError:
        raise
    except sqlite3.DatabaseError:
        file.unlink(missing_ok=True)
        return _ready(file)


def _ready(file: Path) -> sqlite3.Connection:
    base = sqlite3.connect(file, timeout=5, isolation_level=None)
    try:
        base.execute(_TABLE)
    except sqlite3.Error:
        base.close()
        raise
    file.chmod(0o600)
    return base


def _read(base: sqlite3.Connection, keys: list[bytes]) -> dict[bytes, Matrix]:
    found: dict[bytes, Matrix] = {}
    with suppress(sqlite3.Error):
        for some in _slices(keys, 500):
            marks = ",".join("?" * len(some))
            rows = base.execute(
                f"SELECT key, vector FROM embedding WHERE key IN ({marks})", some
            ).fetchall()
            found.update((key, np.frombuffer(vector, np.float32)) for key, vector in rows)
        _touch(base, found)
    return found


def _touch(base: sqlite3.Connection, keys: Iterable[bytes]) -> None:
    """Mark vectors as asked for just now."""
    now = int(time.time())
    base.execute("BEGIN")
    base.executemany("UPDATE embedding SET used = ? WHERE key = ?", [(now, key) for key in keys])
    base.execute("COMMIT")


def _write(base: sqlite3.Connection, vectors: dict[bytes, Matrix], limit: int) -> None:
    with suppress(sqlite3.Error):
        now = int(time.time())
        base.execute("BEGIN")
        base.executemany(
            "INSERT OR REPLACE INTO embedding VALUES (?, ?, ?)",
            [(key, np.asarray(v, np.float32).tobytes(), now) for key, v in vectors.items()],
        )
        while _bytes(base) > limit and _drop_oldest(base):
            pass
        base.execute("COMMIT")


def _bytes(base: sqlite3.Connection) -> int:
    pages, free, size = (
        int(base.execute(f"PRAGMA {name}").fetchone()[0])
        for name in ("page_count", "freelist_count", "page_size")
    )
    return (pages - free) * size


def _drop_oldest(base: sqlite3.Connection) -> bool:
    """Drop a fifth of the vectors, the longest unused first; False where none is left."""
    return bool(
        base.execute(
            "DELETE FROM embedding WHERE key IN (SELECT key FROM embedding ORDER BY used, key "
            "LIMIT (SELECT count(*) / 5 + 1 FROM embedding))"
        ).rowcount
    )
