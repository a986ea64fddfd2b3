"""What a confined process may use, and how the system holds it to that."""

from __future__ import annotations

import ctypes
import math
import os
import platform
import sys
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any

from aligner.errors import UsageError

if sys.platform != "win32":
    import resource

SECTION = "limits"
"""Table of ``aligner.toml`` that sets them; the environment, as in ``ALIGNER_MEMORY_MB``, wins."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits of one reading.

    Attributes:
        cpu_seconds: Processor time that any file may take.
        cpu_seconds_per_mb: Processor time that it may take besides, a megabyte of its size.
        text_seconds_per_mb: Processor time, a million characters, in which a text that was read
            has to be mended and structured.
        page_seconds: Processor time in which a page of a scan has to be recognised.
        convert_seconds: Processor time in which LibreOffice has to make a .docx of a file.
        memory_mb: Address space, in megabytes, on top of what the process has when it begins.
        wait_seconds: Time by the clock on top of six times the processor time, for a machine that
            is busy and a file that comes slowly.
    """

    cpu_seconds: float = 10.0
    cpu_seconds_per_mb: float = 1.0
    text_seconds_per_mb: float = 20.0
    page_seconds: float = 60.0
    convert_seconds: float = 60.0
    memory_mb: float = 2_000.0
    wait_seconds: float = 60.0

    def cpu(self, size: int) -> float:
        """Processor time, in seconds, for a file of so many bytes."""
        return self.cpu_seconds + self.cpu_seconds_per_mb * size / 1e6

    def text(self, characters: int) -> float:
        """Processor time, in seconds, for mending and structuring so much text."""
        return self.cpu_seconds + self.text_seconds_per_mb * characters / 1e6

    def wall(self, cpu: float) -> float:
        """Time by the clock, in seconds, for so much processor time."""
        return self.wait_seconds + 6 * cpu


def with_settings(table: dict[str, Any], where: str) -> Limits:
    """The limits that a table of settings and the environment give.

    Args:
        table: By the names of :class:`Limits`, with hyphens.
        where: What errors call the table.

    Raises:
        UsageError: A name is not known, or a value is no number above zero.
    """
    names = {field.name.replace("_", "-"): field.name for field in fields(Limits)}
    if unknown := sorted(set(table) - set(names)):
        raise UsageError(f"{where}: has no {unknown[0]!r}; it has {', '.join(names)}")
    given = {names[name]: _number(value, f"{where}: {name}") for name, value in table.items()}
    for name in names.values():
        variable = f"ALIGNER_{name.upper()}"
        if said := os.environ.get(variable):
            given[name] = _number(said, variable)
    return Limits(**given)


def _number(value: object, where: str) -> float:
    try:
        number = float(str(value))
    except ValueError:
        number = math.nan
    if not 0 < number < 1e9:
        raise UsageError(f"{where} is {str(value)[:40]!r}; give a number above zero")
    return number


def impose(limits: Limits, cpu: float) -> None:
    """Hold this process to its limits: no core file, no file written, no program started.

    Args:
        limits: What it may use.
        cpu: Processor time, in seconds.
    """
    if sys.platform == "win32":
        return
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    _lower(resource.RLIMIT_AS, _address_space() + int(limits.memory_mb * 1e6))
    allow(cpu)
    _lock_files()


def allow(seconds: float) -> None:
    """Let this process have so much more processor time from now on, in seconds."""
    if sys.platform != "win32":
        _lower(resource.RLIMIT_CPU, math.ceil(os.times().user + os.times().system + seconds))


def _lower(what: int, most: int) -> None:
    """Set a limit, never above what the process was given from outside."""
    hard = resource.getrlimit(what)[1]
    resource.setrlimit(what, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


def _address_space() -> int:
    """Bytes of address space that the process has now; 0 where the system does not say."""
    try:
        pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[0]
    except OSError:
        return 0
    return int(pages) * resource.getpagesize()


_CREATE_RULESET, _RESTRICT_SELF = 444, 446
_NO_NEW_PRIVILEGES = 38
_EXECUTE, _WRITE_FILE, _REMOVE_DIR_TO_MAKE_SYM = 1 << 0, 1 << 1, 0b1_1111_1111 << 4
_REFER, _TRUNCATE = 1 << 13, 1 << 14
_TCP = 0b11


def _lock_files() -> None:
    """Take the right to change files, start programs and open connections, where Linux can.

    Landlock (Linux 5.13, ``landlock(7)``): a ruleset that handles these rights and grants none.
    Older systems go without; what is written is bounded by ``RLIMIT_FSIZE`` everywhere.
    """
    libc = _libc()
    if libc is None or (version := libc.syscall(_CREATE_RULESET, None, 0, 1)) < 1:
        return
    rights = _EXECUTE | _WRITE_FILE | _REMOVE_DIR_TO_MAKE_SYM
    rights |= _REFER if version >= 2 else 0
    rights |= _TRUNCATE if version >= 3 else 0
    handled = (ctypes.c_uint64 * 2)(rights, _TCP if version >= 4 else 0)
    size = 16 if version >= 4 else 8
    ruleset = libc.syscall(_CREATE_RULESET, ctypes.byref(handled), ctypes.c_size_t(size), 0)
    if ruleset >= 0 and libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0) == 0:
        libc.syscall(_RESTRICT_SELF, ruleset, 0)


@cache
def _libc() -> ctypes.CDLL | None:
    known = platform.machine() in {"x86_64", "aarch64", "riscv64"}
    return ctypes.CDLL(None) if sys.platform == "linux" and known else None
