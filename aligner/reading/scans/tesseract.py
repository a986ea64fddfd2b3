"""The program Tesseract: whether it is here, which languages it reads, and one page read by it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from functools import lru_cache

from aligner.errors import InputError

if sys.platform != "win32":
    import resource

_START = 20.0
"""Seconds in which the program has to say which languages it has."""
_MEMORY = 4_000_000_000
_TURNED = b"Rotate: "


class Unread(Exception):  # noqa: N818 - what became of a page
    """The program did not read a page; says why."""


def languages() -> frozenset[str]:
    """Names of the languages that are installed, such as ``fra``; none where Tesseract is not."""
    program = shutil.which("tesseract")
    return _languages(program) if program else frozenset()


@lru_cache(maxsize=4)
def _languages(program: str) -> frozenset[str]:
    try:
        found = subprocess.run(
            [program, "--list-langs"], capture_output=True, timeout=_START, check=True
        )
    except (OSError, subprocess.SubprocessError):
        return frozenset()
    return frozenset((found.stdout + found.stderr).decode("utf-8", "replace").split())


def install(names: str) -> str:
    """What to type to install it with some languages.

    >>> "tesseract" in install("fra+chi_sim")
    True
    """
    if sys.platform == "darwin":
        return "brew install tesseract tesseract-lang"
    if sys.platform == "win32":
        return "winget install UB-Mannheim.TesseractOCR"
    data = (f"tesseract-ocr-{name.replace('_', '-')}" for name in names.split("+"))
    return " ".join(["apt install tesseract-ocr", *data])


def hocr(picture: bytes, names: str, *, dpi: int, seconds: float, wait: float) -> bytes:
    """What a page says, with places and confidences, as hOCR.

    Args:
        picture: A portable graymap.
        names: Languages, such as ``fra`` or ``fra+eng``.
        dpi: Dots an inch of the picture.
        seconds: Processor time that it may take.
        wait: Time by the clock that it may take.

    Raises:
        Unread: It took longer, or the program failed.
    """
    said = ["stdin", "stdout", "-l", names, "--dpi", str(dpi), "hocr"]
    return _run(said, picture, seconds, wait)


def turn(picture: bytes, *, dpi: int, seconds: float, wait: float) -> int:
    """Degrees by which a page has to be turned with the clock to stand upright: 0 where unknown."""
    if "osd" not in languages():
        return 0
    said = ["stdin", "stdout", "-l", "osd", "--psm", "0", "--dpi", str(dpi)]
    try:
        told = _run(said, picture, seconds, wait)
    except Unread:
        return 0
    _, _, rest = told.partition(_TURNED)
    number = rest.split(b"\n", 1)[0].strip()
    return int(number) % 360 if number.isdigit() else 0


def _run(said: list[str], picture: bytes, seconds: float, wait: float) -> bytes:
    program = shutil.which("tesseract")
    if program is None:
        raise InputError(f"Tesseract has gone; install it again ({install('eng')})")
    one_thread = os.environ | {"OMP_THREAD_LIMIT": "1"}
    with subprocess.Popen(
        [program, *said],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=one_thread,
    ) as process:
        _bound(process.pid, seconds)
        try:
            out, errors = process.communicate(picture, timeout=wait)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()
            raise Unread(f"is not recognised after {wait:.0f} s") from None
        except BaseException:
            process.kill()
            raise
    if process.returncode:
        words = errors.decode("utf-8", "replace").split("\n")[-2:]
        why = " ".join(" ".join(words).split())[:120]
        raise Unread(f"makes Tesseract fail ({why or f'status {process.returncode}'})")
    return out


def _bound(pid: int, seconds: float) -> None:
    """Hold the program to its limits, where the system can do that from outside."""
    if sys.platform == "linux":
        try:
            resource.prlimit(pid, resource.RLIMIT_CPU, (round(seconds), round(seconds) + 1))
            resource.prlimit(pid, resource.RLIMIT_AS, (_MEMORY, _MEMORY))
            resource.prlimit(pid, resource.RLIMIT_CORE, (0, 0))
        except (OSError, ValueError):
            return
