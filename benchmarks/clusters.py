"""A PostgreSQL server of one's own in a folder that is thrown away, for tests and benchmarks."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

_USER = "postgres"  # PostgreSQL refuses to run as root; Debian's package makes this user


def binaries() -> Path | None:
    """The folder of PostgreSQL's programs: that of `initdb` on the path, else Debian's newest."""
    if found := shutil.which("initdb"):
        return Path(found).resolve().parent
    debian = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    newest = max(debian, key=lambda file: int(file.parts[-3]), default=None)
    return newest.parent if newest else None


@contextmanager
def cluster(*, durable: bool = True) -> Iterator[str]:
    """Run a server that listens on a socket in its folder only, until the block ends.

    Args:
        durable: Wait for the disk at each commit, as a server in earnest does.

    Yields:
        The URL of its databases up to the name: put one where ``{name}`` stands.

    Raises:
        FileNotFoundError: PostgreSQL is not installed.
    """
    programs = binaries()
    if programs is None:
        raise FileNotFoundError("PostgreSQL is not installed (Debian: apt-get install postgresql)")
    with tempfile.TemporaryDirectory(prefix="aligner-pg-") as folder:
        data = Path(folder) / "data"
        if os.geteuid() == 0:
            owner = pwd.getpwnam(_USER)
            os.chown(folder, owner.pw_uid, owner.pw_gid)
        flags = ["--auth=trust", f"--username={_USER}", "--encoding=UTF8", "--locale=C.UTF-8"]
        _run([programs / "initdb", "--no-sync", *flags, "-D", data], folder)
        settings = ["-c listen_addresses=''", f"-k {folder}", "-c max_connections=200"]
        if not durable:
            settings += ["-F", "-c synchronous_commit=off", "-c full_page_writes=off"]
        control = [programs / "pg_ctl", "-D", data, "-w", "-s"]
        log = Path(folder) / "log"
        _run([*control, "-l", log, "-o", " ".join(settings), "start"], folder)
        try:
            yield f"postgresql+psycopg://{_USER}@/{{name}}?host={folder}"
        finally:
            _run([*control, "-m", "immediate", "stop"], folder)


def _run(command: Sequence[str | Path], folder: str) -> None:
    as_user = ["runuser", "-u", _USER, "--"] if os.geteuid() == 0 else []
    done = subprocess.run(
        [*as_user, *map(str, command)],
        cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    if done.returncode:
        raise RuntimeError(f"{command[0]}: {done.stderr.strip()}")
