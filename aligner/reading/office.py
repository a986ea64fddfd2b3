"""Files of other word processors, made into .docx by LibreOffice where it is installed.

LibreOffice is a program of its own, with a profile that is made for the one conversion and thrown
away, no macros, and limits on its time; what it makes is read as any other .docx is.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from aligner import confinement
from aligner.errors import InputError

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_WORD = "WordDocument".encode("utf-16-le")
"""Name of the stream of an OLE file that makes a Word file of it."""
_ODT = b"mimetypeapplication/vnd.oasis.opendocument.text"
_HEAD = 200
_WHAT = {"doc": "an old Word file", "rtf": "a Rich Text file", "odt": "an OpenDocument text"}
_ON_MAC = "/Applications/LibreOffice.app/Contents/MacOS/soffice"
_BOUNDED = 'ulimit -c 0; ulimit -t "$1"; shift; exec "$@"'


@contextmanager
def readable(path: Path) -> Iterator[Path]:
    """A file that can be read: the one that is given, or a .docx made of it for the while.

    The .docx has the name and folder name of the original, so that these tell the same.

    Raises:
        InputError: LibreOffice is needed and not installed, or cannot make a .docx of it in time.
    """
    kind = _kind(path)
    if kind is None:
        yield path
        return
    program = shutil.which("soffice") or shutil.which("libreoffice") or shutil.which(_ON_MAC)
    if program is None:
        raise InputError(
            f"{path.name}: is {_WHAT[kind]}; save it as .docx, or install LibreOffice to have it "
            "read (apt install libreoffice-writer-nogui)"
        )
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        made = _converted(path, kind, program, Path(folder))
        named = Path(folder, "read", path.absolute().parent.name or "read", path.name)
        named.parent.mkdir(parents=True)
        made.rename(named)
        yield named


def _kind(path: Path) -> str | None:
    """``doc``, ``rtf`` or ``odt``; None for what needs no LibreOffice, or is told elsewhere."""
    try:
        if not path.is_file():  # what a pipe gives can be read once only
            return None
        with path.open("rb") as file:
            head = file.read(_HEAD)
            if head.startswith(_OLE):
                return "doc" if _WORD in file.read() else None
    except (OSError, ValueError):
        return None
    if head.startswith(b"{\\rtf"):
        return "rtf"
    return "odt" if _ODT in head else None


def _converted(path: Path, kind: str, program: str, folder: Path) -> Path:
    given = folder / f"document.{kind}"
    shutil.copyfile(path, given)
    profile = (folder / "profile").as_uri()
    command = [
        program,
        f"-env:UserInstallation={profile}",
        "--headless",
        "--norestore",
        "--nolockcheck",
        "--convert-to",
        "docx:MS Word 2007 XML",
        "--outdir",
        str(folder),
        str(given),
    ]
    limits = confinement.settings()
    seconds = limits.convert_seconds
    if sys.platform != "win32":
        command = ["/bin/sh", "-c", _BOUNDED, "sh", str(max(1, round(seconds))), *command]
    if not _ended(command, limits.wall(seconds)):
        raise InputError(
            f"{path.name}: LibreOffice has not read it after {limits.wall(seconds):.0f} s; save it "
            "as .docx, or raise convert-seconds ([limits] in aligner.toml)"
        )
    made = given.with_suffix(".docx")
    if not made.is_file():
        raise InputError(
            f"{path.name}: is {_WHAT[kind]} that LibreOffice cannot read; save it as .docx"
        )
    return made


def _ended(command: list[str], wait: float) -> bool:
    """Run a program and all that it starts; False where it had to be stopped."""
    with subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as process:
        try:
            process.wait(timeout=wait)
        except subprocess.TimeoutExpired:
            return False
        finally:
            with suppress(OSError):
                _stop(process)
    return True


def _stop(process: subprocess.Popen[bytes]) -> None:
    if sys.platform == "win32":
        process.kill()
    else:
        os.killpg(process.pid, signal.SIGKILL)
