"""Write the manifest that the loader checks: version, and SHA-256 of each file.

python -m training.ocr.manifest fr
"""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path

from aligner.reading.ocr.repair_model import VERSION

MODELS = Path(__file__).resolve().parents[2] / "aligner" / "models" / "ocr"
FILES = ("lexicon.xz", "context.xz", "profile.json")


def write(folder: Path) -> None:
    """Write ``manifest.json`` beside the files of one language that are there."""
    files = [name for name in FILES if (folder / name).is_file()]
    digests = {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in files}
    manifest = {"version": VERSION, "sha256": digests}
    (folder / "manifest.json").write_text(json.dumps(manifest, indent=2) + "\n", "utf-8")


if __name__ == "__main__":
    write(MODELS / sys.argv[1])
