"""Uploads that wait in the server's memory, bounded for each window and for all.

Streamlit takes a file from any window, whoever sits there and also before they have signed in, and
keeps it until the window is gone. It bounds each file by itself alone.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from streamlit.runtime import exists, get_instance

FILES = 60
"""The most that wait in one window."""
OF_ONE = 500 * 2**20
"""Bytes that may wait in one window."""
OF_ALL = 2 * 2**30
"""Bytes that may wait in all windows together."""

_lock = threading.Lock()


def bound() -> None:
    """Have the server that runs here refuse what is beyond; more than once does nothing."""
    if not exists():
        return
    manager: Any = get_instance().uploaded_file_mgr
    with _lock:
        if not hasattr(manager.add_file, "bounded"):
            manager.add_file = _bounded(manager)


def _bounded(manager: Any) -> Callable[[str, Any], None]:  # noqa: ANN401 - Streamlit's own
    add: Callable[[str, Any], None] = manager.add_file

    def add_file(session_id: str, file: Any) -> None:  # noqa: ANN401 - Streamlit's own
        from starlette.exceptions import HTTPException

        with _lock:
            if refused := too_much(manager.file_storage, session_id, file):
                raise HTTPException(status_code=413, detail=refused)
            add(session_id, file)

    setattr(add_file, "bounded", True)  # noqa: B010 - a mark on a function
    return add_file


def too_much(waiting: Mapping[str, Mapping[str, Any]], session_id: str, file: Any) -> str:  # noqa: ANN401
    """Why one more file is refused; empty where there is room.

    Args:
        waiting: The files of each window, by its session and their ids, with their ``data``.
        session_id: Of the window that gives it.
        file: The file, with its ``file_id``.
    """
    others = {key: one for key, one in waiting.get(session_id, {}).items() if key != file.file_id}
    if len(others) >= FILES:
        return f"{FILES} files wait in this window; reload it"
    size = len(file.data)
    if size + _bytes(others.values()) > OF_ONE:
        return f"{OF_ONE >> 20} MB wait in this window; reload it"
    if size + sum(_bytes(files.values()) for files in list(waiting.values())) > OF_ALL:
        return "too many files wait at this desk; try again later"
    return ""


def _bytes(files: Iterable[Any]) -> int:
    return sum(len(file.data) for file in list(files))
