"""Loops that numba compiles, kept compiled where that is possible.

Numba keeps its results beside the module or in the account's cache. A service account has neither:
then they are kept in a temporary folder of its own, or made anew by each process.
"""

from __future__ import annotations

import os
import stat
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar, cast

_Loop = TypeVar("_Loop", bound=Callable[..., Any])


def compiled(*, fastmath: bool = False) -> Callable[[_Loop], _Loop]:
    """A decorator that has numba compile a function when it is first called.

    Args:
        fastmath: Let sums be taken in any order.
    """
    import numba

    def made(loop: _Loop) -> _Loop:
        try:
            return cast("_Loop", numba.njit(loop, cache=True, fastmath=fastmath))
        except RuntimeError:  # "no locator available": nowhere to write
            folder = _own_folder()
        if folder and "NUMBA_CACHE_DIR" not in os.environ:
            os.environ["NUMBA_CACHE_DIR"] = str(folder)
            numba.config.reload_config()  # type: ignore[no-untyped-call]
        try:
            return cast("_Loop", numba.njit(loop, cache=bool(folder), fastmath=fastmath))
        except RuntimeError:
            return cast("_Loop", numba.njit(loop, fastmath=fastmath))

    return made


def _own_folder() -> Path | None:
    """A temporary folder that only this account can write to, since code is loaded from it."""
    uid = os.getuid() if hasattr(os, "getuid") else 0
    try:
        folder = Path(tempfile.gettempdir()) / f"aligner-compiled-{uid}"
        folder.mkdir(mode=0o700, exist_ok=True)
        found = folder.lstat()
    except OSError:
        return None
    ours = stat.S_ISDIR(found.st_mode) and found.st_uid == uid and not found.st_mode & 0o077
    return folder if ours or os.name == "nt" else None


def keep_nothing() -> None:
    """In a process that may not write: loops that are compiled from now on stay in its memory."""
    from numba.core import caching

    setattr(caching.Cache, "save_overload", _nothing)  # noqa: B010 - a method of theirs


def _nothing(*_: object) -> None:
    """What is done instead of saving."""
