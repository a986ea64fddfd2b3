"""Files written whole or not at all, with the same bytes for the same content."""

from __future__ import annotations

import glob
import gzip
import io
import os
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, cast

from aligner.errors import InputError, OutputError

_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a ZIP archive can hold; it stands for "no time"."""


@contextmanager
def aside(path: Path) -> Iterator[Path]:
    """Give a file to write next to ``path``; it takes the place of ``path`` once all went well.

    Args:
        path: Where the finished file is to stand; missing folders are made. A symbolic link stays,
            and what it leads to is written.

    Yields:
        A path in the same folder. It is removed if the block fails.

    Raises:
        OutputError: The folder is read-only, the disk is full, or the like; something stands there
            that is no file, such as a device, a pipe or a folder.
    """
    path = _destination(path)
    part = part_of(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        sweep(path)
        yield part
        part.replace(path)
    except OSError as error:
        reason = error.strerror or str(error)
        raise OutputError(
            f"{path}: cannot be written ({reason}); free some space or choose another place"
        ) from error
    finally:
        _remove(part)


def _destination(path: Path) -> Path:
    """The file that a path means, behind its links; a rename would replace a link or a device."""
    try:
        if path.exists() and not path.is_file():
            raise OutputError(f"{path}: not a file but {_what(path)}; give the name of a file")
        if not path.is_symlink():
            return path
        behind = Path(os.path.realpath(path))
    except OSError as error:
        raise OutputError(f"{path}: cannot be written ({error.strerror})") from error
    if behind.is_symlink():
        raise OutputError(f"{path}: a link that leads to itself; give the name of a file")
    return behind


def _what(path: Path) -> str:
    kinds = (
        (path.is_dir, "a folder"),
        (path.is_fifo, "a pipe"),
        (path.is_socket, "a socket"),
    )
    return next((words for holds, words in kinds if holds()), "a device")


def part_of(path: Path) -> Path:
    """Where this process writes a file until it is whole."""
    return path.with_name(f".{path.name}.{os.getpid()}.part")


def sweep(path: Path) -> None:
    """Remove what processes that are gone left of a file, killed while they wrote it."""
    for left in path.parent.glob(f".{glob.escape(path.name)}.*.part*"):
        number = left.name.removeprefix(f".{path.name}.").split(".")[0]
        if number.isdecimal() and not _lives(int(number)):
            _remove(left)


def _lives(process: int) -> bool:
    if os.name == "nt":  # there os.kill would end it
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True  # it is somebody else's
    return True


def _remove(part: Path) -> None:
    try:
        part.unlink(missing_ok=True)
    except OSError:
        return  # The folder itself is out of reach, so the part was never made.


_MAX_GROWTH = 200
_HARMLESS = 50_000_000
"""Bounds against files that are made to fill the memory: times that a packed file may grow, and
bytes below which that does not matter. Text in XML grows ten to fifty times."""


class _Bounded(io.RawIOBase):
    """What gzip unpacks, up to as much as a file of its size can hold in earnest."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file = gzip.open(path)  # noqa: SIM115 (closed by close)
        self._left = max(_HARMLESS, _MAX_GROWTH * path.stat().st_size)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:  # noqa: ANN401 (any writable buffer)
        try:
            count = self._file.readinto(buffer)
        except (EOFError, zlib.error, gzip.BadGzipFile) as error:
            raise InputError(f"{self._path}: a damaged archive ({error}); pack it again") from error
        self._left -= count
        if self._left < 0:
            raise InputError(
                f"{self._path}: unpacks to more than {_MAX_GROWTH} times its size; unpack it and "
                "import what is in it"
            )
        return count

    def close(self) -> None:
        self._file.close()
        super().close()


@contextmanager
def opened(path: Path) -> Iterator[BinaryIO]:
    """Open a file to read its bytes; one that gzip packed gives what is in it.

    Raises:
        InputError: While it is read: a damaged archive, or one that grows beyond bounds.
        OSError: It cannot be opened.
    """
    with path.open("rb") as file:
        packed = file.read(2) == b"\x1f\x8b"
        file.seek(0)
        if not packed:
            yield file
            return
    with io.BufferedReader(_Bounded(path), 1 << 16) as unpacked:
        yield cast("BinaryIO", unpacked)


def plain_stem(path: Path) -> str:
    """The name of a file without its extension, nor that of what is packed in it."""
    return Path(path.stem).stem if path.suffix.lower() == ".gz" else path.stem


def settle_zip(path: Path) -> None:
    """Take the times out of a ZIP archive, in place, so that equal content has equal bytes."""
    with zipfile.ZipFile(path) as archive:
        members = [(name, archive.read(name)) for name in archive.namelist()]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            info = zipfile.ZipInfo(name, _EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, content)


def zip_members(path: Path) -> list[zipfile.ZipInfo]:
    """What a ZIP archive says that it holds; nothing where the file is no archive.

    Raises:
        InputError: It is an archive that is damaged, or it cannot be opened.
    """
    try:
        if not zipfile.is_zipfile(path):
            return []
        with zipfile.ZipFile(path) as archive:
            return archive.infolist()
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror or error})") from error
    except (zipfile.BadZipFile, NotImplementedError, ValueError) as error:
        raise InputError(f"{path}: a damaged archive ({error}); save the file again") from error
