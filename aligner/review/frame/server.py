"""The review desk as a process of its own."""

from __future__ import annotations

import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from aligner.errors import UsageError
from aligner.review.frame.uploads import MEGABYTES

_ALONE = (
    "--server.address=127.0.0.1",
    f"--server.maxUploadSize={MEGABYTES}",
    "--browser.gatherUsageStats=false",
    "--client.showErrorDetails=none",
    "--client.showErrorLinks=false",
)
_APP = Path(__file__).resolve().parents[3] / "app.py"


def command(url: str, *options: str) -> list[str]:
    """The command line that serves a database, on this machine only.

    ``.streamlit/config.toml`` says the same and more, but is found only from a checkout's folder.

    Args:
        url: Database URL.
        options: For Streamlit, such as ``--server.port=8600``.

    Raises:
        UsageError: If ``app.py`` is not there, as in an installation without a checkout.
    """
    if not _APP.is_file():
        raise UsageError(f"{_APP}: not found; start the review desk from a checkout of the project")
    streamlit = [sys.executable, "-m", "streamlit", "run", str(_APP), *_ALONE, *options]
    return [*streamlit, "--", "--db", url]


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
