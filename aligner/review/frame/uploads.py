"""Uploaded files: bounded in size, kept beside the database, named by their content.

The name that a person gave a file is kept as text only and never becomes a path.
"""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from aligner import store
from aligner.errors import InputError, OutputError, StoreError, UsageError
from aligner.formats.files import aside
from aligner.languages import language
from aligner.reading import kinds

KINDS = (*kinds.DOCUMENTS, *kinds.SCANS)
TOLD = "docx, odt, rtf, doc, html, txt, pdf or a scan"
"""The same for a person."""
MEGABYTES = 50
"""The most that one file may hold; the server refuses larger ones before they are here."""

ROOM = 2 * 2**30
"""Bytes that all kept files together may hold."""
_RESTING = 24 * 3600
"""Seconds after which a file that nobody gave again is needed no more: what is done with it takes
hours at most, and whoever needs it then gives it again."""
_LONGEST_NAME = 150


@dataclass(frozen=True, slots=True)
class Upload:
    """One file as it was given.

    Attributes:
        name: What the person called it, without folders.
        sha256: Hash of its bytes.
        path: Where it is kept.
        lang: Its language, BCP 47; empty where it could not be told.
    """

    name: str
    sha256: str
    path: Path
    lang: str = ""


def folder(url: str) -> Path:
    """Where the files of a database are kept: beside it, or else in ``ALIGNER_FILES`` or ``out``.

    Args:
        url: Database URL.

    Raises:
        StoreError: It is no database URL.
    """
    try:
        database = make_url(url)
    except ArgumentError:
        shown = store.safe_url(url)
        raise StoreError(f"{shown}: not a database URL; write sqlite:///{shown}") from None
    if database.get_backend_name() == "sqlite" and database.database:
        beside = Path(database.database)
        return beside.with_name(f"{beside.name}.files")
    name = PurePosixPath(database.database or "aligner").name
    return Path(os.environ.get("ALIGNER_FILES", "out")) / f"{name}.files"


def make_private(files: Path) -> None:
    """Have the folder for files, open to this account only.

    Raises:
        OutputError: It cannot be made.
    """
    try:
        files.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"{files}: cannot be made ({error.strerror})") from error


def keep(name: str, data: bytes, files: Path) -> Upload:
    """Keep a file under its hash; one that is there already is not written again.

    Args:
        name: What the person called it.
        data: Its content.
        files: The database's :func:`folder`.

    Raises:
        InputError: It is empty, too large, or its kind is not one of :data:`KINDS`; or all files
            together would be more than :data:`ROOM`.
        OutputError: The folder cannot be written.
    """
    shown = shown_name(name)
    kind = shown.rpartition(".")[2].lower() if "." in shown else ""
    if kind not in KINDS:
        raise InputError(f"{shown}: not {TOLD}; save it as one of these")
    if not data:
        raise InputError(f"{shown}: is empty (0 bytes); check that it was saved")
    if len(data) > MEGABYTES * 2**20:
        raise InputError(f"{shown}: is more than {MEGABYTES} MB; split it")
    sha256 = hashlib.sha256(data).hexdigest()
    path = files / "uploads" / f"{sha256}.{kind}"
    if path.exists():
        path.touch()  # It is needed again.
    else:
        make_private(files)
        _make_room(path.parent, len(data), shown)
        with aside(path) as part:
            part.touch(mode=0o600)
            part.write_bytes(data)
    return Upload(shown, sha256, path)


def _make_room(kept: Path, size: int, shown: str) -> None:
    """Remove files that nobody needs any more, and refuse one for which there is no room.

    Raises:
        InputError: What is needed still and the new one are more than :data:`ROOM`.
    """
    total = size
    now = time.time()
    for file in kept.glob("*"):
        try:
            found = file.stat()
            if now - found.st_mtime > _RESTING:
                file.unlink()
            else:
                total += found.st_size
        except OSError:
            continue  # Another session has removed it.
    if total > ROOM:
        raise InputError(
            f"{shown}: no room for more files today ({ROOM / 2**30:.0f} GB are kept); try again "
            "tomorrow, or align it with the command aligner run"
        )


def shown_name(name: str) -> str:
    """A file name as it is shown: one line, without folders, not too long."""
    last = name.replace("\\", "/").rpartition("/")[2]
    line = " ".join("".join(c if c.isprintable() else " " for c in last).split())
    return line[-_LONGEST_NAME:] or "file"


def language_of(upload: Upload) -> str:
    """The language that the file's name says, or else its text; empty where neither tells.

    Raises:
        InputError: The file cannot be read.
    """
    from aligner import reading
    from aligner.reading import detection

    named = detection.from_path(Path(upload.name))
    try:
        found = reading.language_of(upload.path)  # In any case, to see that it can be read.
    except InputError as error:
        raise InputError(by_given_name(str(error), upload)) from None
    return named or found or ""


def by_given_name(message: str, upload: Upload) -> str:
    """A message about a kept file, with the name that the person knows it by."""
    return message.replace(str(upload.path), upload.name).replace(upload.path.name, upload.name)


def document_name(given: Sequence[Upload]) -> str:
    """What the files are called together: the first one's name without language and ending."""
    from aligner.reading import detection

    return detection.document_name(Path(given[0].name)) if given else ""


def check(given: Sequence[Upload], pivot: str) -> None:
    """Whether a run can begin.

    Raises:
        UsageError: A language is missing or given twice, there is only one, or none is the pivot.
    """
    found: dict[str, Upload] = {}
    for upload in given:
        if not upload.lang:
            raise UsageError(f"{upload.name}: its language cannot be told; choose it")
        if twin := found.get(upload.lang):
            raise UsageError(
                f"{twin.name} and {upload.name} are both in {language(upload.lang).name}; "
                "give one file for each language"
            )
        found[upload.lang] = upload
    if len(found) < 2:
        raise UsageError("Give the same document in two languages or more, one file for each.")
    if pivot not in found:
        raise UsageError(f"No file is in {language(pivot).name}, the language to align to.")
