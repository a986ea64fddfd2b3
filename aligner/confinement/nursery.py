"""The process that confined ones are born from, and what each of them does.

A fork is cheap and gives a reader everything that is loaded, but only a process with one thread may
be forked safely. So there is one process for it, which has no other work: it loads what readers
need, and for each request forks a *minder*, which forks the *reader*. The minder waits: it says how
the reader ended, and ends it when nobody listens any more.
"""

from __future__ import annotations

import gc
import os
import pickle
import select
import signal
import socket
import sys
import traceback
from collections.abc import Callable, Generator, Iterable
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from typing import Any, NoReturn

from aligner.confinement import limits as bounds
from aligner.confinement import wire
from aligner.confinement.limits import Limits
from aligner.errors import AlignerError

VALUE, ITEMS, REFUSED, FAILED, MEMORY, DEPTH = b"V", b"I", b"R", b"F", b"M", b"D"
"""Frames of a reader: a value, items of a stream, an :class:`AlignerError`, any other error, and
two that have a name of their own."""
LONGER, ENDED, FAULT = b"L", b"E", b"P"
"""It asks for more time; it ended, and how; the program itself failed before it began."""

_BATCH = 256
_THREADS = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")
line: socket.socket | None = None
"""In a reader: where it answers. None in any other process."""
limits = Limits()
"""In a reader: those that it works under."""


@dataclass(frozen=True, slots=True)
class Request:
    """What a reader is to do.

    Attributes:
        work: A function without arguments, or a generator function.
        stream: True where it gives a generator, whose items are wanted.
        prepare: Done once in the nursery before; it loads models and sees no file.
        folder: Where relative paths begin.
        limits: What the reader may use.
        cpu: Its processor time, in seconds.
    """

    work: Callable[[], Any]
    stream: bool
    prepare: Callable[[], object] | None
    folder: str
    limits: Limits
    cpu: float


def serve(control: socket.socket) -> NoReturn:
    """Take requests until the other side has gone; each comes with the line to answer on."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # The one who asked decides.
    for variable in _THREADS:
        os.environ[variable] = "1"
    while True:
        _bury()
        try:
            _, fds, _, _ = socket.recv_fds(control, 1, 1)
        except OSError:
            fds = []
        if not fds:
            os._exit(0)
        answer = socket.socket(fileno=fds[0])
        try:
            _take(control, answer)
        except (OSError, wire.Broken):
            pass
        except Exception:  # noqa: BLE001 - told to the one who asked; the next is served
            with suppress(OSError):
                wire.send(answer, FAULT, wire.packed(_told(sys.exc_info()[1])))
        answer.close()


def _take(control: socket.socket, answer: socket.socket) -> None:
    frame = wire.receive(answer, 1 << 30)
    if frame is None:
        return
    request: Request = pickle.loads(frame[1])  # From the process that this one belongs to.
    if request.prepare is not None:
        with suppress(AlignerError):  # The reader meets it again, and says so.
            request.prepare()
    gc.freeze()
    if os.fork() == 0:
        control.close()
        _mind(answer, request)


def _bury() -> None:
    """Let minders that have ended go."""
    with suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass


def _mind(answer: socket.socket, request: Request) -> NoReturn:
    """Wait for the reader to end, or for nobody to listen; then say how it ended."""
    lives, its_life = os.pipe()
    reader = os.fork()
    if reader == 0:
        os.close(lives)
        _read(answer, request)
    os.close(its_life)
    poll = select.poll()
    poll.register(answer, 0)
    poll.register(lives, 0)
    if answer.fileno() in {fd for fd, _ in poll.poll()}:
        os.kill(reader, signal.SIGKILL)
    _, status, used = os.wait4(reader, 0)
    with suppress(OSError):
        ended = (os.waitstatus_to_exitcode(status), used.ru_utime + used.ru_stime, used.ru_maxrss)
        wire.send(answer, ENDED, wire.packed(ended))
    os._exit(0)


def _read(answer: socket.socket, request: Request) -> NoReturn:
    """Be the reader: do the work under its limits and answer."""
    global line, limits
    line, limits = answer, request.limits
    try:
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, 1)
        os.dup2(nowhere, 2)
        os.chdir(request.folder)
        bounds.impose(request.limits, request.cpu)
        kind, held = answered(request.work, request.stream, answer)
        wire.send(answer, kind, held)
    finally:
        os._exit(0)


def answered(work: Callable[[], Any], stream: bool, answer: socket.socket) -> tuple[bytes, bytes]:
    """Do the work and give the last frame; items of a stream go out as they come."""
    try:
        value = _streamed(work(), answer) if stream else work()
        return VALUE, wire.packed(value)
    except AlignerError as error:
        return REFUSED, wire.packed((type(error).__name__, str(error)))
    except MemoryError:
        return MEMORY, b""
    except RecursionError:
        return DEPTH, b""
    except Exception as error:  # noqa: BLE001 - whatever a file does to a library
        return FAILED, wire.packed(_told(error))


def _streamed(items: Generator[Any, None, Any], answer: socket.socket) -> object:
    result = _Result(items)
    each: Iterable[Any] = iter(result)
    while batch := list(islice(each, _BATCH)):
        wire.send(answer, ITEMS, wire.packed(batch))
    return result.value


class _Result:
    """A generator's items, and what it returned once they are through."""

    def __init__(self, items: Generator[Any, None, Any]) -> None:
        self._items = items
        self.value: Any = None

    def __iter__(self) -> Generator[Any, None, None]:
        self.value = yield from self._items


def _told(error: BaseException | None) -> tuple[str, str]:
    """An error in a few words, and where it came from."""
    if error is None:
        return "", ""
    words = " ".join(f"{type(error).__name__}: {error}".split())[:200]
    return words, "".join(traceback.format_exception(error))[-4000:]
