"""The review desk as a process of its own."""

from __future__ import annotations

import socket
import subprocess
import sys
import tempfile
import time
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

from aligner.errors import UsageError

_SCRIPT = Path(__file__).parents[1] / "served" / "app.py"
_SETTINGS = _SCRIPT.with_name("streamlit.toml")


def command(url: str, *options: str) -> list[str]:
    """The command line that serves a database, on this machine only.

    Args:
        url: Database URL.
        options: For Streamlit, such as ``--server.port=8600``; what is told last counts.

    Raises:
        UsageError: If Streamlit is not installed.
    """
    if not _installed("streamlit"):
        raise UsageError("the review desk needs Streamlit; pip install 'un-aligner[desk]'")
    streamlit = [sys.executable, "-m", "streamlit", "run", str(_SCRIPT)]
    return [*streamlit, *settings(), *options, "--", "--db", url]


def _installed(package: str) -> bool:
    try:
        return find_spec(package) is not None
    except ValueError:  # it was made unavailable
        return False


def settings() -> list[str]:
    """The desk's own settings as options of Streamlit, so that they hold from any folder."""
    told = tomllib.loads(_SETTINGS.read_text(encoding="utf-8"))
    return [f"--{name}={value}" for name, value in _flat(told)]


def _flat(table: Mapping[str, Any], before: str = "") -> Iterator[tuple[str, str]]:
    for name, value in table.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{before}{name}.")
            continue
        for one in value if isinstance(value, list) else [value]:
            yield before + name, str(one).lower() if isinstance(one, bool) else str(one)


@contextmanager
def running(url: str, *, folder: Path | None = None, patience: float = 60.0) -> Iterator[str]:
    """Serve a database on a free port of this machine; yields the address and stops at the end.

    Args:
        url: Database URL.
        folder: Where it is started from, with its settings; by default where we are.
        patience: Seconds within which it must answer.

    Raises:
        RuntimeError: If it stops or does not answer; with the end of what it wrote.
    """
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = ("--server.headless=true", "--server.fileWatcherType=none", f"--server.port={port}")
    with tempfile.TemporaryFile() as log:
        process = subprocess.Popen(command(url, *options), stdout=log, stderr=log, cwd=folder)
        address = f"http://127.0.0.1:{port}"
        try:
            if not _answers(f"{address}/_stcore/health", process, patience):
                log.seek(0)
                raise RuntimeError(f"no answer at {address}: {log.read()[-2000:].decode()}")
            yield address
        finally:
            process.terminate()
            process.wait()


def _answers(url: str, process: subprocess.Popen[bytes], patience: float) -> bool:
    end = time.monotonic() + patience
    while process.poll() is None and time.monotonic() < end:
        try:
            with urlopen(url, timeout=5):
                return True
        except (URLError, OSError):
            time.sleep(0.2)
    return False
