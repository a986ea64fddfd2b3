"""How a command ends: one line for the person, one exit status for a script.

===  ===========================================================
0    done
1    ``check`` found something
2    bad input or usage, told in one line on standard error
130  stopped by the person (Ctrl-C)
===  ===========================================================

Only the standard library is imported here, so that a command that is stopped while the rest is
being loaded ends as quietly as a later one.
"""

from __future__ import annotations

import errno
import os
import sys
import traceback
from collections.abc import Callable, Iterable

from aligner.errors import AlignerError
from aligner.showing import visible

TRACE = "ALIGNER_TRACEBACK"
"""Set to anything, this variable shows where in the code an error arose."""

_BAD = 2
_STOPPED = 130
_SPACE = {errno.ENOSPC: "the disk is full", errno.EDQUOT: "the quota of this account is used up"}


def of(work: Callable[[], int]) -> int:
    """Do some work for a person at a terminal; whatever happens is told in one line.

    Args:
        work: Returns the exit status where all went well.

    Returns:
        The exit status. A reader of standard output that left early (``| head``) is no error.
    """
    able_to_print()
    try:
        status = work()
        sys.stdout.flush()
    except BrokenPipeError:
        _let_go_of_output()
        return 0
    except KeyboardInterrupt:
        return _STOPPED
    except Exception as error:  # noqa: BLE001 - the last one to hear of it
        if os.environ.get(TRACE):
            traceback.print_exc()
        print(f"aligner: {visible(told(error))}", file=sys.stderr)
        return _BAD
    return status


def told(error: BaseException) -> str:
    """An error in the words of a person: what, where, and what to do."""
    if isinstance(error, AlignerError):
        return str(error)
    if isinstance(error, MemoryError):
        return "not enough memory; close other programs, or give the document in parts"
    if isinstance(error, OSError):
        return _of_the_system(error)
    words = " ".join(str(error).split())
    return (
        f"a fault of the tool itself ({type(error).__name__}{': ' * bool(words)}{words}); "
        f"set {TRACE}=1 to see where, and report it"
    )


def _of_the_system(error: OSError) -> str:
    where = f"{error.filename}: " if error.filename else ""
    if error.errno in _SPACE:
        return (
            f"{where}{_SPACE[error.errno]}; make room there, or name another folder "
            "(TMPDIR says where temporary files go)"
        )
    return f"{where}{error.strerror or error}; check that it is there and that you may use it"


def able_to_print() -> None:
    """Let a terminal that lacks a character show its escape instead of ending the command."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


def write_text(parts: Iterable[str]) -> None:
    """Write a result to standard output: UTF-8 where a file or a programme takes it.

    A terminal gets it in its own encoding, as it gets everything.
    """
    if not sys.stdout.isatty() and hasattr(sys.stdout, "reconfigure"):
        sys.stdout.flush()
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
    sys.stdout.writelines(parts)


def account() -> str:
    """The account that runs this command; ``somebody`` where the system has no name for it."""
    import getpass

    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # an unknown uid; the last on Windows
        return "somebody"


def _let_go_of_output() -> None:
    """Nobody reads: nothing more may be written, or the interpreter complains as it leaves."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
