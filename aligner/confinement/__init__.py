"""Files from strangers are read in a process of their own, which cannot take others down.

A file may be made to use all the time or memory there is, or to break a parser. So whatever opens a
file that somebody gave runs confined: with limits on processor time, memory and time by the clock,
without the right to change files, to start programs or to open connections, and without core files.
What goes beyond is refused in one line, and nothing else notices. Limits are those of
:class:`Limits`, set in ``aligner.toml``::

    [limits]
    cpu-seconds = 20
    memory-mb = 4000

or in the environment, as ``ALIGNER_CPU_SECONDS`` and so on. Windows has no such limits; there a
file is read in the process that asks, as with :func:`unconfined`.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from functools import lru_cache, partial
from pathlib import Path
from typing import Any, TypeVar

from aligner import errors
from aligner.confinement import limits as bounds
from aligner.confinement import nursery, toml, wire
from aligner.confinement.limits import Limits
from aligner.errors import AlignerError, Exceeded, InputError

__all__ = ["Limits", "longer", "run", "settings", "stream", "table", "unconfined"]

_Value = TypeVar("_Value")
_Item = TypeVar("_Item")

_AT_ONCE = threading.BoundedSemaphore(min(4, max(2, os.cpu_count() or 1)))
"""Readers that work at the same time for one process; others wait."""
_LARGEST = 500_000_000
"""Bytes that one answer may hold."""

_free: ContextVar[bool] = ContextVar("free", default=False)


@contextmanager
def unconfined() -> Iterator[None]:
    """Read in this process, for whoever trusts the files and wants to see what happens."""
    token = _free.set(True)
    try:
        yield
    finally:
        _free.reset(token)


def run(
    work: Callable[[], _Value],
    *,
    file: Path,
    prepare: Callable[[], object] | None = None,
    limits: Limits | None = None,
) -> _Value:
    """Do some work on a file, confined, and give what it gives.

    Args:
        work: A function of a module, or a partial of one; it gives values of our own dataclasses
            and plain types.
        file: What it reads, for the size and for errors.
        prepare: Loads what many files need, such as models; done once, not confined.
        limits: What it may use; that of :func:`settings` where None.

    Raises:
        InputError: The file asks for more than the limits allow, or breaks the reader.
        AlignerError: Whatever the work raises of this kind.
    """
    if _is_free():
        return work()
    with _AT_ONCE:
        value: _Value = _whole(_answers(work, False, file, prepare, limits or settings()))
    return value


def stream(
    work: Callable[[], Generator[_Item, None, _Value]], *, file: Path
) -> Generator[_Item, None, _Value]:
    """The items that some work on a file yields, as it goes on; returns what it returns.

    The time in which the items are used does not count.

    Raises:
        InputError: As :func:`run`, but after some of the items.
    """
    if _is_free():
        return (yield from work())
    value: _Value = yield from _answers(work, True, file, None, settings())
    return value


def longer(characters: int) -> None:
    """In a reader: text came out of the file, and there is time to work on so much of it."""
    if nursery.line is not None:
        wire.send(nursery.line, nursery.LONGER, wire.packed(characters))
        bounds.allow(nursery.limits.text(characters))


def table(file: Path) -> dict[str, Any]:
    """What a TOML file says, read under the usual limits.

    Raises:
        InputError: It cannot be read, or is no TOML.
    """
    try:
        known = file.stat()
    except (OSError, ValueError):
        return toml.read(file)  # which says what is wrong
    return _table(file.absolute(), file, known.st_mtime_ns, known.st_size)


@lru_cache(maxsize=16)
def _table(absolute: Path, file: Path, changed: int, size: int) -> dict[str, Any]:
    del absolute, changed, size  # a file as it is now is read once
    work = partial(toml.read, file)
    if _is_free():
        return work()
    said: dict[str, Any] = _whole(_answers(work, False, file, None, Limits()))
    return said


def settings() -> Limits:
    """The limits that hold here: those of ``aligner.toml`` in this folder and the environment.

    Raises:
        UsageError: A setting cannot be used.
        InputError: The file cannot be read.
    """
    said = table(toml.FILE).get(bounds.SECTION, {}) if toml.FILE.is_file() else {}
    return bounds.with_settings(said, f"{toml.FILE}: [{bounds.SECTION}]")


def _is_free() -> bool:
    return _free.get() or nursery.line is not None or not hasattr(os, "fork")


def _whole(answers: Generator[Any, None, _Value]) -> _Value:
    while True:
        try:
            next(answers)
        except StopIteration as ended:
            value: _Value = ended.value
            return value


def _answers(
    work: Callable[[], Any],
    streams: bool,
    file: Path,
    prepare: Callable[[], object] | None,
    limits: Limits,
) -> Generator[Any, None, Any]:
    """Items as they come; returns the value, or raises what went wrong."""
    cpu = limits.cpu(_size(file))
    request = nursery.Request(work, streams, prepare, str(Path.cwd()), limits, cpu)
    left = limits.wall(cpu)
    with _asked(request) as line:
        ended: Exception | None = None
        while ended is None:
            began = time.monotonic()
            line.settimeout(max(0.01, left))
            try:
                frame = wire.receive(line, _LARGEST)
                kind, held = frame or (nursery.FAILED, wire.packed(("it ended", "")))
                said: Any = wire.unpacked(held) if held else None
            except TimeoutError:
                raise _refused(file, f"is not read after {limits.wall(cpu):.0f} s") from None
            except (wire.Broken, OSError) as error:
                raise _broken(file, str(error)) from None
            left -= time.monotonic() - began
            if kind == nursery.VALUE:
                return said
            if kind == nursery.ITEMS:
                yield from said
            elif kind == nursery.LONGER:
                left += limits.wall(limits.text(int(said)))
            else:
                ended = _error(kind, said, file, limits)
        raise ended


def _error(kind: bytes, said: Any, file: Path, limits: Limits) -> Exception:  # noqa: ANN401
    if kind == nursery.REFUSED:
        name, message = said
        found = getattr(errors, str(name), AlignerError)
        return found(str(message)) if issubclass(found, AlignerError) else AlignerError(message)
    if kind == nursery.MEMORY:
        return _refused(file, f"needs more than {limits.memory_mb:,.0f} MB of memory")
    if kind == nursery.DEPTH:
        return InputError(f"{file}: is nested deeper than any sane file; it was not read")
    if kind == nursery.ENDED:
        code, seconds, kilobytes = said
        if code == -signal.SIGXCPU:
            return _refused(file, f"is not read after {seconds:.0f} s of processor time")
        if kilobytes > 0.7 * limits.memory_mb * 1000:
            return _refused(file, f"needs more than {limits.memory_mb:,.0f} MB of memory")
        return _broken(file, signal.Signals(-code).name if code < 0 else f"exit status {code}")
    words, trace = said
    if kind == nursery.FAULT:
        return RuntimeError(f"{words}\n{trace}")
    error = _broken(file, words)
    if trace:
        error.add_note(trace)
    return error


def _refused(file: Path, what: str) -> InputError:
    return Exceeded(
        f"{file}: {what}, more than a sane file of its size; split it, or raise the limit "
        f"([limits] in aligner.toml)",
        what=what,
    )


def _broken(file: Path, how: str) -> InputError:
    return InputError(
        f"{file}: cannot be read, it breaks the reader ({how}); save it again from a program "
        "that opens it"
    )


def _size(file: Path) -> int:
    try:
        return file.stat().st_size
    except (OSError, ValueError):
        return 0


@contextmanager
def _asked(request: nursery.Request) -> Iterator[socket.socket]:
    """A line on which a new reader answers a request; the reader ends with it."""
    packed = wire.packed(request)
    line, its_line = socket.socketpair()
    try:
        with its_line, _lock:
            try:
                _hand_over(_nursery(), its_line)
            except OSError:  # It has gone, as after a kill: a new one.
                _forget()
                _hand_over(_nursery(), its_line)
        wire.send(line, nursery.VALUE, packed)
        yield line
    finally:
        line.close()


def _hand_over(control: socket.socket, its_line: socket.socket) -> None:
    socket.send_fds(control, [b"+"], [its_line.fileno()])


_lock = threading.Lock()
_control: socket.socket | None = None
_owner = 0


def _nursery() -> socket.socket:
    """The line to the nursery of this process, which is made where there is none."""
    global _control, _owner
    if _control is None or _owner != os.getpid():
        ours, its = socket.socketpair()
        with its:
            if _has_one_thread():
                if os.fork() == 0:
                    _become(its)
            else:
                _start(its)
        _control, _owner = ours, os.getpid()
    return _control


def _forget() -> None:
    global _control
    if _control is not None:
        _control.close()
    _control = None


def _has_one_thread() -> bool:
    """Whether this process may be forked as it is; False where the system does not say."""
    return len(_numbers("/proc/self/task")) == 1


def _numbers(folder: str) -> list[int]:
    """What a folder of Linux lists of this process; nothing on other systems."""
    try:
        return [int(entry.name) for entry in Path(folder).iterdir()]
    except OSError:
        return []


def _become(control: socket.socket) -> None:
    """In a fork: be the nursery, with no more open files than a program that is started has."""
    kept = {0, 1, 2, control.fileno(), *_handed_on()}
    for fd in _numbers("/proc/self/fd"):
        if fd not in kept:
            with suppress(OSError):
                os.close(fd)
    nursery.serve(control)


def _handed_on() -> list[int]:
    """Open files that a program started from here inherits, such as a shell's ``<(command)``."""
    found = []
    for fd in _numbers("/proc/self/fd"):
        with suppress(OSError):
            if fd > 2 and os.get_inheritable(fd):
                found.append(fd)
    return found


def _start(control: socket.socket) -> None:
    """Start the nursery as a program of its own."""
    path = os.pathsep.join(entry for entry in sys.path if entry)
    code = (
        "import socket; from aligner.confinement.nursery import serve; "
        f"serve(socket.socket(fileno={control.fileno()}))"
    )
    subprocess.Popen(
        [sys.executable, "-c", code],
        pass_fds=[control.fileno(), *_handed_on()],
        env=os.environ | {"PYTHONPATH": path},
    )
