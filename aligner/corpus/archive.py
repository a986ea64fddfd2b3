"""An archive on disk: its folder, its manifest, and what of it is done."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aligner import signature
from aligner.errors import InputError, OutputError, UsageError
from aligner.formats.files import aside
from aligner.model.symbol import Symbol

if TYPE_CHECKING:
    import pyarrow as pa

VERSION = 1
"""Version of the layout of an archive, of its results and of its tables."""
_KIND = "aligner archive"
_COLUMNS = ("document", "symbol", "organ", "year", "lang", "file", "bytes", "sha256", "problem")


@dataclass(frozen=True, slots=True)
class File:
    """A file of the manifest.

    Attributes:
        document: Id of the document that it is a version of; empty where it is of none.
        lang: BCP 47 code; empty where it is not known.
        file: Its absolute path.
        bytes: Its size.
        sha256: Hash of its bytes.
        symbol: Symbol of the document, normalised; empty where it has none.
        organ: The organ, or the series, that it belongs to.
        year: The year that it is of; None where that is not known.
        problem: Why it is not worked on, in words; empty where it is.
    """

    document: str
    lang: str
    file: str
    bytes: int = 0
    sha256: str = ""
    symbol: str = ""
    organ: str = ""
    year: int | None = None
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """A document of an archive: the unit of work.

    Attributes:
        id: Its symbol, or else the name that its files share.
        files: One a language, by language.
    """

    id: str
    files: tuple[File, ...]

    @property
    def languages(self) -> tuple[str, ...]:
        """BCP 47 codes, in order."""
        return tuple(file.lang for file in self.files)

    @property
    def key(self) -> str:
        """What a result of these files by this code and these weights is known by."""
        told = [code(), self.id]
        told += [f"{file.lang} {Path(file.file).name} {file.sha256}" for file in self.files]
        return hashlib.sha256("\n".join(told).encode("utf-8", "surrogateescape")).hexdigest()[:32]

    @property
    def organ(self) -> str:
        """The organ or series."""
        return self.files[0].organ

    @property
    def year(self) -> int | None:
        """The year, where it is known."""
        return next((file.year for file in self.files if file.year), None)

    @property
    def symbol(self) -> str:
        """The symbol, where it has one."""
        return self.files[0].symbol


@cache
def code() -> str:
    """What decides a result beside the files: the modules that make it, and the weights."""
    digest = hashlib.sha256(f"{VERSION} {signature.weights()}".encode())
    package = Path(signature.__file__).parent
    rooms = ("model", "languages", "reading", "similarity", "alignment", "terminology")
    paths = [path for room in rooms for path in (package / room).rglob("*.py")]
    for path in sorted([*paths, package / "pipeline.py", package / "corpus" / "results.py"]):
        digest.update(path.relative_to(package).as_posix().encode())
        digest.update(path.read_bytes().replace(b"\r\n", b"\n"))
    return digest.hexdigest()[:16]


class Archive:
    """An archive in a folder.

    Args:
        folder: Where it lies; see :func:`opened` and :func:`made`.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __repr__(self) -> str:
        return f"<Archive {self.folder}>"

    @property
    def manifest(self) -> Path:
        """The file that lists the files."""
        return self.folder / "manifest.parquet"

    @property
    def tables(self) -> Path:
        """The folder of the tables."""
        return self.folder / "tables"

    def result(self, key: str) -> Path:
        """Where the result of a key lies, or is to lie."""
        return self.folder / "results" / key[:2] / f"{key}.json.gz"

    def quarantined(self, key: str) -> Path:
        """Where it is told why a document is set aside."""
        return self.folder / "quarantine" / f"{key}.json"

    def files(self) -> list[File]:
        """All files of the manifest, in its order.

        Raises:
            InputError: The manifest cannot be read.
        """
        import pyarrow as pa
        import pyarrow.parquet as pq

        if not self.manifest.is_file():
            return []
        try:
            table = pq.read_table(self.manifest)
            return [File(**row) for row in table.select(list(_COLUMNS)).to_pylist()]
        except (pa.ArrowException, OSError, KeyError, TypeError) as error:
            raise InputError(
                f"{self.manifest}: cannot be read ({line(error)}); delete it and add the folders "
                "again: what is done stays done"
            ) from None

    def items(self) -> list[Item]:
        """The documents that have files in at least one language, by id."""
        found: dict[str, list[File]] = {}
        for file in self.files():
            if file.document and not file.problem:
                found.setdefault(file.document, []).append(file)
        return [
            Item(name, tuple(sorted(files, key=lambda file: file.lang)))
            for name, files in sorted(found.items())
        ]

    def item(self, wanted: str) -> Item:
        """The document of a symbol or name, however the symbol is written.

        Raises:
            UsageError: There is none.
        """
        from aligner.model.symbol import nearest, normalised

        symbol = normalised(wanted)
        known = {item.id: item for item in self.items()}
        for name in (wanted, symbol.text if symbol else ""):
            if name in known:
                return known[name]
        near = nearest(wanted, known)
        hint = f"; did you mean {near}?" if near in known else "; aligner corpus status lists them"
        raise UsageError(f"{self.folder}: has no document {wanted}{hint}")

    def write(self, files: Iterable[File]) -> None:
        """Put a manifest in place of the one that stands.

        Raises:
            OutputError: The archive cannot be written to.
        """
        import pyarrow as pa
        import pyarrow.parquet as pq

        ordered = sorted(files, key=lambda file: (file.document, file.lang, file.file))
        columns = {name: [getattr(file, name) for file in ordered] for name in _COLUMNS}
        table = pa.table(columns, schema=_schema())
        with aside(self.manifest) as part:
            pq.write_table(table, part, compression="zstd")

    def done(self) -> set[str]:
        """Keys of the results that there are."""
        return {path.name.split(".")[0] for path in self.folder.glob("results/??/*.json.gz")
                if not path.name.startswith(".")}  # fmt: skip

    def reasons(self) -> dict[str, dict[str, Any]]:
        """What is said of the documents that are set aside, by key."""
        found = {}
        for path in self.folder.glob("quarantine/*.json"):
            if not path.name.startswith("."):
                try:
                    found[path.stem] = dict(json.loads(path.read_text("utf-8")))
                except (OSError, ValueError):  # torn by a crash of the machine: it is tried again
                    continue
        return found

    def set_aside(self, item: Item, reason: str, tries: int) -> None:
        """Put a document into quarantine.

        Raises:
            OutputError: The archive cannot be written to.
        """
        told = {"document": item.id, "reason": reason, "tries": tries}
        with aside(self.quarantined(item.key)) as part:
            part.write_text(json.dumps(told, ensure_ascii=False) + "\n", "utf-8")


@dataclass(frozen=True, slots=True)
class Standing:
    """How the documents of an archive stand.

    Attributes:
        done: Their results are there.
        aside: Set aside, each with the reason.
        waiting: To be worked on.
        alone: In one language only, so there is nothing to align.
    """

    done: tuple[Item, ...]
    aside: tuple[tuple[Item, str], ...]
    waiting: tuple[Item, ...]
    alone: tuple[Item, ...]


def standing(archive: Archive, items: Sequence[Item] | None = None) -> Standing:
    """How documents stand, by what lies in the archive and nothing else."""
    there, reasons = archive.done(), archive.reasons()
    done, aside_, waiting, alone = [], [], [], []
    for item in archive.items() if items is None else items:
        if len(item.files) < 2:
            alone.append(item)
        elif item.key in there:
            done.append(item)
        elif said := reasons.get(item.key):
            aside_.append((item, str(said.get("reason", ""))))
        else:
            waiting.append(item)
    return Standing(tuple(done), tuple(aside_), tuple(waiting), tuple(alone))


def opened(folder: Path) -> Archive:
    """The archive in a folder.

    Raises:
        InputError: There is none, or it is of another version.
        UsageError: The extra ``corpus`` is not installed.
    """
    require_extra()
    head = folder / "archive.json"
    try:
        said = json.loads(head.read_text("utf-8"))
    except OSError:
        raise InputError(
            f"{folder}: no archive; make one: aligner corpus add FOLDER -o {folder}"
        ) from None
    except ValueError:
        said = None
    if not isinstance(said, dict) or said.get("kind") != _KIND:
        raise InputError(f"{head}: does not say that this is an archive; give another folder")
    if said.get("version") != VERSION:
        raise InputError(
            f"{folder}: an archive of version {said.get('version')}, this aligner has version "
            f"{VERSION}; use the aligner that made it, or add the files to a new archive"
        )
    return Archive(folder)


def made(folder: Path) -> Archive:
    """The archive in a folder; a new one where there is nothing.

    Raises:
        InputError: Something else is there, or an archive of another version.
        OutputError: It cannot be written.
        UsageError: The extra ``corpus`` is not installed.
    """
    require_extra()
    if (folder / "archive.json").exists():
        return opened(folder)
    try:
        if folder.exists() and any(folder.iterdir()):
            raise InputError(f"{folder}: holds something else already; name a new folder with -o")
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"{folder}: cannot be made ({error.strerror}); name another") from None
    with aside(folder / "archive.json") as part:
        part.write_text(json.dumps({"kind": _KIND, "version": VERSION}) + "\n", "utf-8")
    return Archive(folder)


def require_extra() -> None:
    """See that what only archives need is installed.

    Raises:
        UsageError: It is not.
    """
    for name in ("pyarrow", "distributed", "cryptography"):
        if importlib.util.find_spec(name) is None:
            raise UsageError(f"archives need {name}; pip install 'un-aligner[corpus]'")


def placed(file: File, symbol: Symbol | None) -> File:
    """A file with the symbol of its document, and the organ and year that it tells.

    Without a symbol the series is what a name begins with, and the year the one that stands in it:
    ``SOR-2005-143`` is of the series SOR and of 2005.
    """
    if symbol:
        year = file.year or symbol.year
        organ = file.organ or symbol.organ
        return replace(file, document=symbol.text, symbol=symbol.text, organ=organ, year=year)
    name = Path(file.document).name
    series = re.match(r"[^\W\d_]{1,12}(?=[-_. ]?\d)|[^\W\d_]+", name)
    years = re.search(r"(?<!\d)(?:19|20)\d\d(?!\d)", name)
    return replace(
        file,
        organ=file.organ or (series[0] if series else ""),
        year=file.year or (int(years[0]) if years else None),
    )


def slices(items: Sequence[Item], size: int) -> Iterator[Sequence[Item]]:
    """Documents in groups of so many."""
    for start in range(0, len(items), size):
        yield items[start : start + size]


def _schema() -> pa.Schema:
    import pyarrow as pa

    kinds = {"bytes": pa.int64(), "year": pa.int16()}
    described = {b"aligner.kind": b"manifest", b"aligner.version": str(VERSION).encode()}
    return pa.schema([(name, kinds.get(name, pa.string())) for name in _COLUMNS], described)


def line(error: BaseException) -> str:
    """What an error of a library says, on a line."""
    said = str(error).strip()
    return said.splitlines()[0][:120] if said else type(error).__name__


def usual_pivot(languages: Collection[str]) -> str:
    """Which of some languages the others are aligned to: French, English, or else the first."""
    return next((lang for lang in ("fr", "en") if lang in languages), min(languages, default="fr"))
